"""Lines of a block that do not all fit into its box: which are shown, and what tells of the others.

A line comes with the number of its note, from 0.
"""

from collections.abc import Sequence

from rich.cells import cell_len

from bmc_tui.guide import Guide
from bmc_tui.render.roles import Line, Role, StyledRun
from bmc_tui.render.wrap import truncate

_LEAST_WITH_ABOVE = 3
"""Lines: a lower box has no room to tell what is out of sight above."""

NumberedLines = Sequence[tuple[int, Line]]


def clip_lines(
    shown: NumberedLines, notes: int, guide: Guide, width: int, height: int
) -> list[Line]:
    """Return what fits of lines that do not fit, with the signs that tell what is missing.

    Args:
        shown: All lines; or the first of them that do not fit, where none is the current one.
        notes: How many notes there are; none when the lines are a question.
        guide: The language of the signs.
        width: Cells.
        height: How many lines fit.

    Returns:
        The first lines; or those around what was found in the current note.
    """
    at = _current(shown)
    if at < height - 1:
        return _above_cut(shown, notes, guide, width, height)
    note = shown[at][0]
    first = next(line for line, (number, _) in enumerate(shown) if number == note)
    # Where a note is longer than the box, what was found in it is what is to be seen.
    start = first if at - first <= height - _LEAST_WITH_ABOVE else at
    if height < _LEAST_WITH_ABOVE:
        return _above_cut(shown[at:], notes, guide, width, height)
    above = guide.say("grid.above", n=note + (start > first))
    rest = _above_cut(shown[start:], notes, guide, width, height - 1)
    return [[StyledRun(truncate(above, width), Role.OVERFLOW)], *rest]


def _current(shown: NumberedLines) -> int:
    """Return the line in which the first of what was found in the current note is; 0 for none."""
    for at, (_, line) in enumerate(shown):
        if any(piece.role is Role.CURRENT_MATCH for piece in line):
            return at
    return 0


def _above_cut(
    shown: NumberedLines, notes: int, guide: Guide, width: int, height: int
) -> list[Line]:
    """Return the first of these lines, and how many notes are out of sight below them."""
    if len(shown) <= height:
        return [line for _, line in shown]
    kept = shown[: height - 1] if notes else shown[:height]
    lines = [line for _, line in kept]
    following = shown[len(kept)][0]
    if kept and kept[-1][0] == following:
        *before, last = lines[-1]
        room = width - sum(cell_len(piece.text) for piece in before)
        lines[-1] = [*before, StyledRun(truncate(last.text + " …", room), last.role)]
    if notes:
        more = guide.say("grid.more", n=notes - following)
        lines.append([StyledRun(truncate(more, width), Role.OVERFLOW)])
    return lines
