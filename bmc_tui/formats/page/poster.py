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


def compile_svg(source: str, title: str, language: str, kind: "OutputFormat") -> bytes:
    """Return a poster compiled by Typst.

    Args:
        source: The poster as SVG.
        title: Its title.
        language: The code of its language.
        kind: `png` or `pdf`.

    Raises:
        FormatError: Typst is not installed.
    """
    try:
        import typst
    except ImportError as error:
        raise FormatError("poster.no_library", name=kind.upper()) from error
    inputs = {"svg": source, "title": title, "language": language}
    pages = typst.compile(_PAGE, format=kind, ppi=_RESOLUTION_DPI, sys_inputs=inputs)
    return pages if isinstance(pages, bytes) else b"".join(pages)


def _compile(canvas: Canvas, guide: Guide, kind: "OutputFormat") -> bytes:
    """Return the poster of a canvas, compiled by Typst."""
    title = guide.canvas_title(canvas.title)
    return compile_svg(svg.write(canvas, guide), title, guide.language, kind)


def write_png(canvas: Canvas, guide: Guide) -> bytes:
    """Return the poster as a PNG.

    Args:
        canvas: The canvas.
        guide: The language of the titles.

    Raises:
        FormatError: Typst is not installed.
    """
    return _compile(canvas, guide, "png")


def write_pdf(canvas: Canvas, guide: Guide) -> bytes:
    """Return the poster as a PDF of one A4 page. Arguments and errors: see `write_png`."""
    return _compile(canvas, guide, "pdf")
