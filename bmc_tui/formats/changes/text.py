"""Writes the nine blocks with what changed in them in plain characters, as for a mail."""

from bmc_tui.formats.changes.comparison import Comparison
from bmc_tui.formats.text.writer import WIDTH_CELLS, framed
from bmc_tui.guide import Guide
from bmc_tui.render.compared.picture import marked_lines
from bmc_tui.render.compared.unpictured import unpictured_changes


def write(comparison: Comparison, guide: Guide, width: int = WIDTH_CELLS) -> str:
    """Return the picture: what is compared above it, the signs and all other changes below it.

    Args:
        comparison: What is compared; no note of either side is cut.
        guide: The language.
        width: Cells of a line, at least 20; below 70 the blocks are in one column.
    """
    marked, signs = comparison.marked(), comparison.signs(guide)
    rows = ["".join(run.text for run in line) for line in marked_lines(marked, signs, width)]
    heads = [comparison.title(guide), *comparison.names(guide)]
    if words := signs.none(marked):
        heads.append(words)
    feet = [line for line in (signs.legend_line(marked),) if line]
    for change in unpictured_changes(marked, signs):
        feet.append(f"{change.sign} {change.label}: {change.text}")
        if change.detail:
            feet.append(f"  {change.detail}")
    return framed(rows, heads, feet, width)
