"""Compiles the poster of `formats.page.svg` to PNG and PDF with Typst.

Typst is a single wheel that needs no system libraries. It finds a font for every character that
some font has, and the text in its PDF is text, not shapes. It is an optional extra.
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
"""Typst source. The user's text is passed as values, so that none of it is parsed as source."""

_RESOLUTION_DPI = 300
"""Dots per inch of a PNG: enough for print, 3508 by 2480 dots."""


def compile_poster(canvas: Canvas, guide: Guide, kind: "OutputFormat") -> bytes:
    """Return the poster compiled by Typst.

    Args:
        canvas: The canvas.
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
    pages = typst.compile(_PAGE, format=kind, ppi=_RESOLUTION_DPI, sys_inputs=inputs)
    return pages if isinstance(pages, bytes) else b"".join(pages)


def write_png(canvas: Canvas, guide: Guide) -> bytes:
    """Return the poster as a PNG. Arguments and errors are those of `compile_poster`."""
    return compile_poster(canvas, guide, "png")


def write_pdf(canvas: Canvas, guide: Guide) -> bytes:
    """Return the poster as a PDF of one A4 page. Arguments and errors: see `compile_poster`."""
    return compile_poster(canvas, guide, "pdf")
