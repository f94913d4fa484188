"""The poster of `formats.svg` as a bitmap and on paper, through Typst.

Typst comes as one wheel without anything of the system's, finds a font for every character that
some font has, and keeps the text in a PDF real text. It is an extra: most people need neither.
"""

from typing import TYPE_CHECKING

from bmc_tui.formats.page import svg
from bmc_tui.formats.result import FormatError
from bmc_tui.guide import Guide
from bmc_tui.model.canvas import Canvas

if TYPE_CHECKING:
    from typst import OutputFormat

_PAGE = b"""
#set page(width: 297mm, height: 210mm, margin: 0pt)
#set text(lang: sys.inputs.language)
#set document(title: sys.inputs.title, date: none)
#image(bytes(sys.inputs.svg), format: "svg", width: 297mm, height: 210mm, alt: sys.inputs.title)
"""
"""What somebody typed comes in as values, never as a part of this."""

_RESOLUTION = 300
"""Dots per inch of a bitmap: what printing asks for, 3508 by 2480."""


def compile_poster(canvas: Canvas, guide: Guide, kind: "OutputFormat") -> bytes:
    """Return the poster as a file of another kind.

    Args:
        canvas: What to write.
        guide: The language of the titles.
        kind: `png` or `pdf`.

    Raises:
        FormatError: Typst is not installed.
    """
    try:
        import typst
    except ImportError as error:
        raise FormatError("poster.no_library", name=kind.upper()) from error
    inputs = {
        "svg": svg.write(canvas, guide),
        "title": guide.canvas_title(canvas.title),
        "language": guide.language,
    }
    pages = typst.compile(_PAGE, format=kind, ppi=_RESOLUTION, sys_inputs=inputs)
    return pages if isinstance(pages, bytes) else b"".join(pages)


def write_png(canvas: Canvas, guide: Guide) -> bytes:
    """Return the poster as a bitmap. Arguments and errors as `rendered` has them."""
    return compile_poster(canvas, guide, "png")


def write_pdf(canvas: Canvas, guide: Guide) -> bytes:
    """Return the poster as a page of A4 across to print. Arguments and errors as `rendered` has."""
    return compile_poster(canvas, guide, "pdf")
