"""Fits the lines of a block into its box: cuts what overflows, and says how many notes it cut."""

from collections.abc import Sequence

from rich.cells import cell_len

from bmc_tui.guide import Guide
from bmc_tui.render.roles import Line, Role, StyledRun
from bmc_tui.render.wrap import truncate

_MIN_LINES_FOR_ABOVE = 3
"""Lines: the count of the notes above, a note, and the count of those below. A box with fewer has
no count of the notes above."""

NoteLines = Sequence[tuple[int, Line]]
"""Lines, each with the index of its note in the block."""


def clip_lines(
    lines: NoteLines, note_count: int, guide: Guide, width: int, height: int
) -> list[Line]:
    """Return what fits of lines that overflow, and the lines that count what does not.

    Args:
        lines: All lines; or at least `height + 1` of them, where none has the current match.
        note_count: How many notes the block has; 0 when the lines are its question.
        guide: The language of the counts.
        width: Cells across the box.
        height: Lines that fit in it.

    Returns:
        The first lines; or those around the first match in the current note.
    """
    match_line = _current_match_line(lines)
    if match_line < height - 1:
        return _clip_below(lines, note_count, guide, width, height)
    note_index = lines[match_line][0]
    note_line = next(line for line, (index, _) in enumerate(lines) if index == note_index)
    # Start with the note; or with the match, where that would not be in sight below the note.
    start = note_line if match_line - note_line <= height - _MIN_LINES_FOR_ABOVE else match_line
    if height < _MIN_LINES_FOR_ABOVE:
        return _clip_below(lines[match_line:], note_count, guide, width, height)
    above = guide.say("grid.above", n=note_index + (start > note_line))
    rest = _clip_below(lines[start:], note_count, guide, width, height - 1)
    return [[StyledRun(truncate(above, width), Role.OVERFLOW)], *rest]


def _current_match_line(lines: NoteLines) -> int:
    """Return the index of the line with the first match in the current note; 0 without one."""
    for index, (_, line) in enumerate(lines):
        if any(run.role is Role.CURRENT_MATCH for run in line):
            return index
    return 0


def _clip_below(
    lines: NoteLines, note_count: int, guide: Guide, width: int, height: int
) -> list[Line]:
    """Return the first of these lines, and how many notes are out of sight below them."""
    if len(lines) <= height:
        return [line for _, line in lines]
    fitting = lines[: height - 1] if note_count else lines[:height]
    result = [line for _, line in fitting]
    next_note = lines[len(fitting)][0]
    if fitting and fitting[-1][0] == next_note:
        *start, last = result[-1]
        room = width - sum(cell_len(run.text) for run in start)
        result[-1] = [*start, StyledRun(truncate(last.text + " …", room), last.role)]
    if note_count:
        more = guide.say("grid.more", n=note_count - next_note)
        result.append([StyledRun(truncate(more, width), Role.OVERFLOW)])
    return result
