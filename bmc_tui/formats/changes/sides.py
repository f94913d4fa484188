"""Writes two canvases side by side in plain characters."""

from bmc_tui.formats.changes.comparison import Comparison
from bmc_tui.formats.text.writer import WIDTH_CELLS
from bmc_tui.guide import Guide
from bmc_tui.render.compared.sides import sides_lines


def write(comparison: Comparison, guide: Guide, width: int = WIDTH_CELLS) -> str:
    """Return both canvases, and their sums below them; see `render.compared.sides`.

    Args:
        comparison: The two canvases; the older one is on the left.
        guide: The language.
        width: Cells of a line.
    """
    names = (comparison.older_name, comparison.newer_name)
    lines = sides_lines(comparison.marked(), names, guide, width)
    return "".join("".join(run.text for run in line).rstrip() + "\n" for line in lines)
