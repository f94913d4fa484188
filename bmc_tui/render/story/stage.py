"""The picture of a block's slide: the title, and below it its notes up to the current one."""

from collections.abc import Iterator, Sequence

from rich.cells import cell_len

from bmc_tui.guide import Guide
from bmc_tui.model.blocks import BLOCKS
from bmc_tui.model.canvas import Canvas
from bmc_tui.render.roles import Line, Role, StyledRun
from bmc_tui.render.story.slides import Slide
from bmc_tui.render.wrap import truncate, wrapped_lines

_MAX_CELLS = 72
"""Maximum number of cells of the column of text: longer lines are hard to read from afar."""

_MARGIN_CELLS = 2
"""Minimum number of cells that are free on both sides of the column."""

_ROWS_PER_MARGIN_ROW = 10
"""One row in so many is free above the title."""

_CURRENT, _EARLIER = "▌ ", "· "
"""What is before the current note and before those that came before it."""


def stage_lines(
    slides: Sequence[Slide], index: int, size: tuple[int, int], guide: Guide
) -> list[Line]:
    """Return the lines of a slide, from the top row on.

    The title and the notes stay in place while the next notes appear below them. If there are too
    few rows, the first notes are replaced by their number.

    Args:
        slides: What `slides.slides` returned.
        index: The index of the slide; of a block or a note.
        size: The cells across and the number of rows.
        guide: The language of the number of notes that are left out.
    """
    width, height = size
    cells = max(1, min(width - 2 * _MARGIN_CELLS, _MAX_CELLS))
    margin = StyledRun(" " * max(0, (width - cells) // 2), Role.SPACE)
    first = next(n for n in range(index, -1, -1) if not slides[n].is_note)
    block = slides[first].block
    title = f"{block.number} {slides[first].text}" if block else slides[first].text
    top: list[Line] = [[]] * (height // _ROWS_PER_MARGIN_ROW)
    top += ([StyledRun(line, Role.LOCATION)] for line in wrapped_lines(title, cells))
    if index == first:
        body = [
            [StyledRun(text, Role.PROMPT)] for text in wrapped_lines(slides[index].caption, cells)
        ]
    else:
        notes = slides[first + 1 : index + 1]
        last = next((n for n in range(index, len(slides)) if not slides[n].is_note), len(slides))
        rows = height - len(top) - 1
        gap = _has_room_for_gaps(slides[first + 1 : last], cells, rows)
        body = _body(notes, cells, rows, guide, gap=gap)
    return [[margin, *line] for line in [*top, [], *body]][:height]


def _has_room_for_gaps(notes: Sequence[Slide], cells: int, rows: int) -> bool:
    """Return whether all notes of a block fit with an empty row between any two of them."""
    return 2 * len(notes) - 1 <= rows and len(list(_all_lines(notes, cells, gap=True))) <= rows


def _body(notes: Sequence[Slide], cells: int, rows: int, guide: Guide, *, gap: bool) -> list[Line]:
    """Return the lines of notes, without the first ones where there are too few rows."""
    lines: list[Line] = []
    for start in range(max(0, len(notes) - max(1, rows)), len(notes)):
        above = guide.say("grid.up", n=start) if start else ""
        lines = [[StyledRun(truncate(above, cells), Role.OVERFLOW)]] if above else []
        lines += _all_lines(notes[start:], cells, gap=gap)
        if len(lines) <= rows:
            return lines
    return lines  # the last note alone has too few rows as well


def _all_lines(notes: Sequence[Slide], cells: int, *, gap: bool) -> Iterator[Line]:
    """Yield the lines of notes, each phase or question above those that belong to it."""
    before = [None, *notes]
    for previous, note in zip(before, notes, strict=False):
        is_current = note is notes[-1]
        if previous and (gap or note.caption != previous.caption):
            yield []
        if note.caption and (previous is None or note.caption != previous.caption):
            yield from (
                [StyledRun(text, Role.COUNT)] for text in wrapped_lines(note.caption, cells)
            )
        role = Role.FOLLOWED if is_current else Role.COUNT
        mark = _CURRENT if is_current else _EARLIER
        for text in wrapped_lines(note.text, max(1, cells - cell_len(mark))):
            yield [
                StyledRun(mark, Role.LOCATION if is_current else Role.BULLET),
                StyledRun(text, role),
            ]
            mark = mark if is_current else " " * len(mark)


def overview_lines(canvas: Canvas, guide: Guide, size: tuple[int, int]) -> list[Line]:
    """Return the blocks below each other, each with the number of its notes, if no grid fits.

    Args:
        canvas: The canvas.
        guide: The language of the titles.
        size: The cells across and the number of rows.
    """
    width, height = size
    cells = max(1, width - 2 * _MARGIN_CELLS)
    margin = StyledRun(" " * min(_MARGIN_CELLS, width), Role.SPACE)
    lines: list[Line] = []
    for block in BLOCKS:
        count = str(len(canvas.notes(block)) or "")
        title = truncate(f"{block.number} {guide.title(block)}", max(1, cells - len(count) - 1))
        space = " " * (cells - cell_len(title) - len(count))
        lines.append([margin, StyledRun(title, Role.TITLE), StyledRun(space + count, Role.COUNT)])
    return lines[:height]
