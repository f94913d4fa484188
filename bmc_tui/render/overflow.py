"""Fits the lines of a block into its box: cuts what overflows, and says how many notes it cut."""

from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len

from bmc_tui.guide import Guide
from bmc_tui.render.roles import Line, Role, StyledRun
from bmc_tui.render.wrap import truncate

_MIN_LINES_FOR_ABOVE = 3
"""Lines: the count of the notes above, a note, and the count of those below. A box with fewer has
no count of the notes above."""

_BELOW_KEY = "grid.down"
"""The message that counts the notes below the lines of a scrolled block; these are never cut for an
ellipsis, because they are read one screenful after the other."""

NoteLines = Sequence[tuple[int, Line]]
"""Lines, each with the index of its note in the block."""

VisibleLines = list[tuple[int | None, Line]]
"""The lines in sight, each with the index of its note in the block; None for a count of notes."""


class Scroll(NamedTuple):
    """How far the lines of a block are scrolled in its box, and which of its notes is current."""

    top: int = 0
    """How many lines are out of sight above."""
    note: int | None = None
    """The index in the block of the note that has the cursor, all of which is in sight."""
    skipped: int = 0
    """How many lines of that note are out of sight above, where it is longer than the box; with
    more than there are, its last lines are in sight."""


def clip_lines(
    lines: NoteLines, note_count: int, guide: Guide, width: int, height: int
) -> VisibleLines:
    """Return the lines that fit, and the lines that count the rest.

    Args:
        lines: All lines; or at least `height + 1` of them, if none has the current match.
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
    # Start with the note; or with the match, if that would otherwise be out of sight below.
    start = note_line if match_line - note_line <= height - _MIN_LINES_FOR_ABOVE else match_line
    if height < _MIN_LINES_FOR_ABOVE:
        return _clip_below(lines[match_line:], note_count, guide, width, height)
    above = guide.say("grid.above", n=note_index + (start > note_line))
    rest = _clip_below(lines[start:], note_count, guide, width, height - 1)
    return [_count_line(above, width), *rest]


def scroll_lines(
    lines: NoteLines, note_count: int, guide: Guide, width: int, height: int, scroll: Scroll
) -> tuple[VisibleLines, int]:
    """Return the lines of a block that are in sight when it is scrolled.

    The first and the last line count the notes that are out of sight above and below; a box of
    fewer than three lines has room for notes only.

    Args:
        lines: All lines of the block.
        note_count: How many notes it has.
        guide: The language of the counts.
        width: Cells across the box.
        height: Lines that fit in it.
        scroll: Where the lines were scrolled to, and the note to scroll to from there, as little as
            that takes.

    Returns:
        The lines, and how many are out of sight above them.
    """
    has_counts = height >= _MIN_LINES_FOR_ABOVE
    top = _scrolled_top(lines, height, scroll, counts=has_counts)
    if not has_counts:
        return list(lines[top : top + height]), top
    visible: VisibleLines = []
    if top:
        above = lines[top][0] + (lines[top - 1][0] == lines[top][0])
        visible.append(_count_line(guide.say("grid.up", n=above), width))
    rows = height - len(visible)
    visible += _clip_below(lines[top:], note_count, guide, width, rows, _BELOW_KEY)
    return visible, top


def _scrolled_top(lines: NoteLines, height: int, scroll: Scroll, *, counts: bool) -> int:
    """Return how many lines are out of sight above when lines are scrolled; see `scroll_lines`."""

    def bottom(top: int) -> int:
        """Return the index after the last line in sight; a count takes the place of a line."""
        rows = height - (counts and top > 0)
        return min(len(lines), top + rows - (counts and top + rows < len(lines)))

    last_top = next(top for top in range(len(lines)) if bottom(top) == len(lines))
    top = min(scroll.top, last_top)
    if scroll.note is None:
        return top
    note_lines = [line for line, (note, _) in enumerate(lines) if note == scroll.note]
    first, end = note_lines[0], note_lines[-1] + 1
    if end > bottom(first):  # the note is longer than the box
        last = next(start for start in range(first, end) if end <= bottom(start))
        return min(first + scroll.skipped, last)
    if first < top:
        top = first
    elif end > bottom(top):
        starts = (line for line in range(top, first) if lines[line][0] != lines[line - 1][0])
        top = next((start for start in starts if end <= bottom(start)), first)
    # One line out of sight takes no less room than its count.
    return 0 if top == 1 and end <= bottom(0) else top


def _count_line(text: str, width: int) -> tuple[None, Line]:
    """Return the line that says how many notes are out of sight."""
    return None, [StyledRun(truncate(text, width), Role.OVERFLOW)]


def _current_match_line(lines: NoteLines) -> int:
    """Return the index of the line with the first match in the current note; 0 without one."""
    for index, (_, line) in enumerate(lines):
        if any(run.role is Role.CURRENT_MATCH for run in line):
            return index
    return 0


def _clip_below(
    lines: NoteLines, note_count: int, guide: Guide, width: int, height: int, key: str = "grid.more"
) -> VisibleLines:
    """Return the first of these lines, and how many notes are out of sight below them.

    A note that is cut counts as in sight and ends with an ellipsis, except at the end of a scrolled
    block: the user scrolls on to its other lines, so it is counted as out of sight there.
    """
    if len(lines) <= height:
        return list(lines)
    is_scrolled = key == _BELOW_KEY
    fitting = lines[: height - 1] if note_count else lines[:height]
    next_note = lines[len(fitting)][0]
    is_cut = bool(fitting) and fitting[-1][0] == next_note
    hidden = max(0, note_count - next_note - (is_cut and not is_scrolled))
    if note_count and not hidden:  # then its line is used for the note that is cut
        fitting = lines[:height]
    result: VisibleLines = list(fitting)
    if is_cut:
        *start, last = fitting[-1][1]
        room = width - sum(cell_len(run.text) for run in start)
        text = truncate(last.text + " …", room)
        if is_scrolled:
            texts = (f"{last.text}{ellipsis}" for ellipsis in (" …", "…", ""))
            text = next(text for text in texts if cell_len(text) <= room)
        result[-1] = next_note, [*start, StyledRun(text, last.role)]
    if hidden:
        result.append(_count_line(guide.say(key, n=hidden), width))
    return result
