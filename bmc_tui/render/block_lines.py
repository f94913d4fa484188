"""The lines inside a block's box: its notes wrapped, marked and clipped to the box."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, islice
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len

from bmc_tui.guide import Guide
from bmc_tui.model.blocks import Block
from bmc_tui.model.canvas import Canvas
from bmc_tui.render.box_drawing import Box
from bmc_tui.render.fitting.rows import Need
from bmc_tui.render.fitting.words import HYPHEN, WrappedLine, break_lines
from bmc_tui.render.overflow import NoteLines, Scroll, VisibleLines, clip_lines, scroll_lines
from bmc_tui.render.roles import Line, Role, StyledRun
from bmc_tui.render.segment_letters import segment_letter, segment_role
from bmc_tui.render.segment_marks import VisibleNote, visible_notes
from bmc_tui.render.spans import styled_runs
from bmc_tui.render.wrap import truncate, wrap

if TYPE_CHECKING:
    from bmc_tui.render.highlight import Highlight

BULLET = "· "
"""Before each note; its continuation lines are indented to its text."""

FOLLOWED_BULLET = "» "
"""Before each note of the followed segment."""

CURRENT_EDGE = "▌"
"""Before each line of the note that has the cursor, in the place of the blank before its text."""


class Cut(NamedTuple):
    """How many lines of a note are in sight, and how many are not."""

    above: int = 0
    """Lines out of sight above."""
    visible: int = 0
    """Lines in sight."""
    below: int = 0
    """Lines out of sight below."""


class Inside(NamedTuple):
    """The inside of a block's box."""

    lines: list[Line]
    """As many lines as fit, each as wide as the box."""
    notes: Sequence[int | None]
    """For each line the index in the block of the note that it shows; None if it shows none."""
    top: int = 0
    """How many lines are scrolled out of sight above."""
    cut: Cut = Cut()
    """The lines of the note with the cursor."""


def block_inside(
    canvas: Canvas,
    block: Block,
    guide: Guide,
    box: Box,
    *,
    brief: bool = False,
    hyphenated: bool = False,
    follow: str = "",
    highlight: "Highlight | None" = None,
    scroll: Scroll | None = None,
) -> Inside:
    """Return the inside of a block's box: `box.height` lines, each `box.width` cells wide.

    When not everything fits, the last line counts the notes that are out of sight, and a note that
    is cut ends with an ellipsis. A match in the current note is always in sight; the first line
    then counts the notes that are out of sight above it.

    Args:
        canvas: The canvas.
        block: The block.
        guide: The language of the counts and of an empty block's question.
        box: The block's box.
        brief: Whether tokens are abbreviated; if the notes still do not fit, the words of the
            vocabulary are left out as well. Words are then hyphenated too.
        hyphenated: Whether words are hyphenated.
        follow: The handle of the followed segment, whose notes are bright and all others dim.
        highlight: The search matches to highlight, if any.
        scroll: How far the lines are scrolled, which overrides a match, and the note that has the
            cursor; None for the start of the block.
    """
    width, height = box.width, box.height
    if width < 1 or height < 1:
        return Inside([], ())
    current = highlight.current if highlight else None
    needs_all = scroll is not None or (current is not None and current.block is block)
    lines: list[tuple[int, Line]] = []
    for with_words in (True, False) if brief else (True,):
        lines = []
        for note_line in _note_lines(
            canvas,
            block,
            guide,
            width,
            brief=brief,
            hyphenated=hyphenated or brief,
            with_words=with_words,
            follow=follow,
            highlight=highlight,
        ):
            lines.append(note_line)
            if len(lines) > height and not needs_all:
                break
        if len(lines) <= height:
            break
    note_count = len(canvas.notes(block))
    if scroll and scroll.note is not None:
        lines = [(i, _current_line(line) if i == scroll.note else line) for i, line in lines]
    visible: VisibleLines = list(lines)
    top = 0
    if len(lines) > height and scroll and note_count:
        visible, top = scroll_lines(lines, note_count, guide, width, height, scroll)
    elif len(lines) > height:
        visible = clip_lines(lines, note_count, guide, width, height)
    blank = [StyledRun(" " * width, Role.SPACE)]
    rest = height - len(visible)
    return Inside(
        [padded(line, width) for _, line in visible] + [blank] * rest,
        [note if note_count else None for note, _ in visible] + [None] * rest,
        top,
        _cut(lines, visible, top, scroll) if scroll else Cut(),
    )


def _cut(lines: NoteLines, visible: VisibleLines, top: int, scroll: Scroll) -> Cut:
    """Return how many lines of the note with the cursor are in sight.

    Args:
        lines: All lines of the block.
        visible: Those in sight.
        top: How many are out of sight above.
        scroll: Says which note has the cursor.
    """
    numbers = [number for number, (note, _) in enumerate(lines) if note == scroll.note]
    above = sum(number < top for number in numbers)
    in_sight = sum(note == scroll.note for note, _ in visible) if numbers else 0
    return Cut(above, in_sight, len(numbers) - above - in_sight)


def count_lines(
    canvas: Canvas,
    block: Block,
    guide: Guide,
    width: int,
    limit: int | None = None,
    *,
    hyphenated: bool = False,
) -> int:
    """Return how many lines a block takes when nothing is cut; at least 1.

    Args:
        canvas: The canvas.
        block: The block.
        guide: The language of an empty block's question.
        width: Cells across the inside of its box.
        limit: The number of lines at which counting stops. If it is given, tokens count as
            abbreviated: `column_boxes` with a maximum height draws them so.
        hyphenated: Whether words are hyphenated, as they are when tokens are abbreviated.
    """
    brief = limit is not None
    lines = _note_lines(canvas, block, guide, width, brief=brief, hyphenated=hyphenated or brief)
    return max(1, sum(1 for _ in islice(lines, limit)))


def block_need(canvas: Canvas, block: Block, guide: Guide, width: int, limit: int) -> Need:
    """Return how many lines the notes of a block take, with their tokens abbreviated.

    Args:
        canvas: The canvas.
        block: The block.
        guide: The language of an empty block's question.
        width: Cells across the inside of its box.
        limit: The number of lines at which counting stops.
    """
    if not canvas.notes(block):
        return Need((), (), count_lines(canvas, block, guide, width, limit))
    heights = _note_heights(canvas, block, guide, width, limit, with_words=True)
    if not any("#" in note.text for note in canvas.notes(block)):
        return Need(heights, heights, 0)
    return Need(heights, _note_heights(canvas, block, guide, width, limit, with_words=False), 0)


def _note_heights(
    canvas: Canvas, block: Block, guide: Guide, width: int, limit: int, *, with_words: bool
) -> list[int]:
    """Return how many lines each note takes, of the notes that start in the first `limit`."""
    heights: list[int] = []
    total = 0
    for note in visible_notes(canvas, block, brief=True, with_words=with_words):
        lines = _text_lines(note.text, width - cell_len(_bullet(note).text), guide, hyphenated=True)
        heights.append(sum(1 for _ in islice(lines, limit)))
        total += heights[-1]
        if total >= limit:
            break
    return heights


def _note_lines(
    canvas: Canvas,
    block: Block,
    guide: Guide,
    width: int,
    *,
    brief: bool,
    hyphenated: bool,
    with_words: bool = True,
    follow: str = "",
    highlight: "Highlight | None" = None,
) -> Iterator[tuple[int, Line]]:
    """Yield the lines of a block's notes, each with its note's index; if empty, its question's."""
    if not canvas.notes(block):
        question = guide.section_title(block, block.questions[0])
        for text_line in _text_lines(question, width, guide, hyphenated=hyphenated):
            yield 0, [StyledRun(text_line.shown(question), Role.PROMPT)]
        return
    notes = visible_notes(
        canvas, block, brief=brief, with_words=with_words, follow=follow, highlight=highlight
    )
    for index, note in enumerate(notes):
        prefix = _bullet(note, follow)
        indent = cell_len(prefix.text)
        for text_line in _text_lines(note.text, width - indent, guide, hyphenated=hyphenated):
            start, end, is_hyphenated = text_line
            line = [prefix, *styled_runs(note.text, note.spans, start, end)]
            if is_hyphenated:
                line[-1] = StyledRun(line[-1].text + HYPHEN, line[-1].role)
            yield index, _bright_or_dim(line, note.concerns_followed) if follow else line
            prefix = StyledRun(" " * indent, Role.SPACE)


def _text_lines(text: str, width: int, guide: Guide, *, hyphenated: bool) -> Iterable[WrappedLine]:
    """Return the lines of a text, with hyphens or as they can be read back."""
    if hyphenated:
        return break_lines(text, max(1, width), guide.language)
    return (WrappedLine(start, end) for start, end in wrap(text, max(1, width)))


def _bullet(note: VisibleNote, follow: str = "") -> StyledRun:
    """Return the mark before a note: a bullet, or the letter of the segment that it defines."""
    if note.segment:
        return StyledRun(f"{segment_letter(note.segment)} ", segment_role(note.segment))
    if follow and note.concerns_followed:
        return StyledRun(FOLLOWED_BULLET, Role.FOLLOWED)
    return StyledRun(BULLET, Role.BULLET)


def _current_line(line: Line) -> Line:
    """Return a line of the note that has the cursor: an edge, then its text in reverse.

    Args:
        line: The line; its first run is the mark before the text.
    """
    (prefix, role), *text = line
    matches = (Role.MATCH, Role.CURRENT_MATCH)
    return [
        StyledRun(" " if prefix == BULLET else prefix[:-1], role),
        StyledRun(CURRENT_EDGE, Role.NOTE),
        *(run if run.role in matches else StyledRun(run.text, Role.CURRENT_NOTE) for run in text),
    ]


def _bright_or_dim(line: Line, concerns_followed: bool) -> Line:
    """Return a note's line with brighter roles if it concerns the followed segment, else dimmed."""
    if concerns_followed:
        return [
            StyledRun(text, Role.FOLLOWED if role is Role.NOTE else role) for text, role in line
        ]
    prefix, *text = line
    matches = (Role.MATCH, Role.CURRENT_MATCH)
    roles = [role if role in matches else Role.DIMMED for _, role in text]
    return [
        StyledRun(prefix.text, Role.DIMMED),
        *(
            StyledRun("".join(run.text for _, run in group), role)
            for role, group in groupby(zip(roles, text, strict=True), itemgetter(0))
        ),
    ]


def padded(line: Line, width: int) -> Line:
    """Return `line` filled with spaces, or cut, to exactly `width` cells."""
    used = sum(cell_len(run.text) for run in line)
    if used < width:
        return [*line, StyledRun(" " * (width - used), Role.SPACE)]
    if used == width:
        return line
    # Too long only if a single character is wider than the whole box.
    fitting: Line = []
    for run in line:
        fitting.append(StyledRun(truncate(run.text, width), run.role))
        width -= cell_len(fitting[-1].text)
    return fitting
