"""Writes the nine blocks with what changed in them as a poster: SVG, PNG and PDF."""

from dataclasses import replace
from typing import Literal

from bmc_tui.formats.changes.comparison import Comparison
from bmc_tui.formats.changes.contents import changes_below, changes_contents
from bmc_tui.formats.page import svg
from bmc_tui.formats.page.poster import compile_svg
from bmc_tui.formats.page.sheet import LegendEntry
from bmc_tui.guide import Guide
from bmc_tui.render.roles import Role


def write_svg(comparison: Comparison, guide: Guide) -> str:
    """Return the poster; its legend counts those changes outside the blocks that it leaves out.

    Args:
        comparison: What is compared; the more notes there are the smaller they become.
        guide: The language.
    """
    marked = comparison.marked()
    contents = changes_contents(comparison, marked, guide)
    if changes := changes_below(contents, marked, comparison.signs(guide)):
        words = guide.pluralize("changes.more", len(changes))
        entry = LegendEntry("…", words, Role.NOTE)
        contents = replace(contents, legend=[*contents.legend, entry])
    return svg.draw(contents, guide)


def write_png(comparison: Comparison, guide: Guide) -> bytes:
    """Return the poster as a PNG.

    Args:
        comparison: What is compared.
        guide: The language.

    Raises:
        FormatError: Typst is not installed.
    """
    return _compile(comparison, guide, "png")


def write_pdf(comparison: Comparison, guide: Guide) -> bytes:
    """Return the poster as a PDF of one A4 page. Arguments and errors: see `write_png`."""
    return _compile(comparison, guide, "pdf")


def _compile(comparison: Comparison, guide: Guide, kind: Literal["png", "pdf"]) -> bytes:
    """Return the poster compiled by Typst."""
    source = write_svg(comparison, guide)
    return compile_svg(source, comparison.title(guide), guide.language, kind)
