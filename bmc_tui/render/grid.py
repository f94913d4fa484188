"""The nine-block grid: where each box is, and the canvas as rows of runs.

The board on the screen, the first frame and `bmc show` map each `Role` to a style. The grid can be
read without styles, from its characters alone: the focused block has a heavy border.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import accumulate, pairwise
from math import ceil
from operator import itemgetter
from typing import NamedTuple

from rich.cells import cell_len, split_graphemes

from bmc_tui.guide import Guide
from bmc_tui.model.blocks import BLOCKS, Block
from bmc_tui.model.canvas import Canvas
from bmc_tui.model.layout import BLOCK_RECTS, HEIGHT, WIDTH
from bmc_tui.model.questions import unanswered
from bmc_tui.render.block_lines import block_inside, block_need, count_lines
from bmc_tui.render.box_drawing import Borders, Box, heavy_border, light_borders
from bmc_tui.render.fitting.rows import fitted_rows
from bmc_tui.render.roles import Line, Role, StyledRun
from bmc_tui.render.wrap import truncate

MIN_CLASSIC_CELLS = 70
"""Cells across; a narrower grid has its blocks in one column."""

MIN_CLASSIC_ROWS = 17
"""Rows; a grid with fewer has its blocks in one column as well."""

_COUNT_CELLS = 4
"""Cells that a title leaves free for the number of notes after it."""

_BORDER_CELLS = 2
"""Cells of border or blanks around a sum, and around the count after it."""

MONEY_BLOCKS = (Block.REVENUE_STREAMS, Block.COST_STRUCTURE)
"""Those of `render.totals`, repeated here because importing it early delays the first frame."""

_DIGIT = re.compile("[0-9]").search

Boxes = Mapping[Block, Box]

LineCount = Callable[[Block, int], int]
"""Returns how many lines a block takes in a box that is so many cells wide inside."""


def board_boxes(canvas: Canvas, guide: Guide, width: int, height: int) -> dict[Block, Box]:
    """Return the boxes of the board, with tokens abbreviated, that fit the notes into a size.

    In the classic layout, the bottom row gets about three tenths of the height, as on the printed
    sheet, unless another split of the height shows more notes whole; see `fitted_rows`. If that
    does not fit, the boxes are those of `column_boxes`.

    Args:
        canvas: The canvas.
        guide: The language of the questions in empty blocks.
        width: Cells across.
        height: Rows.
    """
    if width < MIN_CLASSIC_CELLS or height < MIN_CLASSIC_ROWS:
        return column_boxes(canvas, guide, width, height)
    lower_line = round((height - 1) * 0.7)
    ys = (0, (lower_line + 1) // 2, lower_line, height - 1)
    classic = _classic_boxes_at(width, ys)
    needs = {
        block: block_need(canvas, block, guide, box.width, height) for block, box in classic.items()
    }
    if all(need.lines <= classic[block].height for block, need in needs.items()):
        return classic
    rows = fitted_rows(needs, [below - above - 1 for above, below in pairwise(ys)])
    return _classic_boxes_at(width, [*accumulate((lines + 1 for lines in rows), initial=0)])


def counted_boxes(width: int, count: LineCount) -> dict[Block, Box]:
    """Return the boxes for `width` cells in which every line of the blocks is in sight.

    Args:
        width: Cells across: the layout is the classic one, or one column where that is too narrow.
        count: Returns how many lines a block takes, at least 1, by the cells inside its box.
    """
    if width < MIN_CLASSIC_CELLS:
        return _column_boxes(width, count)
    # Only the widths of these boxes are used: their heights are what is computed here.
    widths = {
        block: box.width for block, box in _classic_boxes_at(width, range(HEIGHT + 1)).items()
    }
    lines_needed = {block: count(block, block_width) for block, block_width in widths.items()}
    row_lines = [0] * HEIGHT
    # Blocks of one row come first, so that those of two rows take up what these leave.
    for block in sorted(
        BLOCKS, key=lambda block: BLOCK_RECTS[block].bottom - BLOCK_RECTS[block].top
    ):
        rect = BLOCK_RECTS[block]
        border_lines = rect.bottom - rect.top - 1
        available_lines = sum(row_lines[rect.top : rect.bottom]) + border_lines
        row_lines[rect.bottom - 1] += max(0, lines_needed[block] - available_lines)
    ys = [0]
    for lines in row_lines:
        ys.append(ys[-1] + lines + 1)
    return _classic_boxes_at(width, ys)


def column_boxes(canvas: Canvas, guide: Guide, width: int, max_height: int) -> dict[Block, Box]:
    """Return the boxes of the blocks in one column, in filling order.

    Args:
        canvas: The canvas; each box is as high as its notes need, with their tokens abbreviated.
        guide: The language of the questions in empty blocks.
        width: Cells across each box.
        max_height: Rows that a box takes at most, borders included.
    """

    def count(block: Block, cells: int) -> int:
        lines = count_lines(canvas, block, guide, cells, max_height)
        return min(lines, max(1, max_height - 2))

    return _column_boxes(width, count)


def _column_boxes(width: int, count: LineCount) -> dict[Block, Box]:
    """Return the boxes of the blocks in one column, each as high as its lines."""
    boxes: dict[Block, Box] = {}
    top = 0
    for block in BLOCKS:
        bottom = top + count(block, width - 2) + 1
        boxes[block] = Box(0, top, width - 1, bottom)
        top = bottom
    return boxes


def column_edges(width: int) -> list[int]:
    """Return the columns of the borders that a grid of `width` cells has at each half column."""
    return [ceil(unit * (width - 1) / WIDTH) for unit in range(WIDTH + 1)]


def _classic_boxes_at(width: int, ys: Sequence[int]) -> dict[Block, Box]:
    """Return the boxes of the classic layout with its four horizontal lines at `ys`."""
    xs = column_edges(width)
    return {
        block: Box(xs[rect.left], ys[rect.top], xs[rect.right], ys[rect.bottom])
        for block, rect in BLOCK_RECTS.items()
    }


class BlockLineRef(NamedTuple):
    """A placeholder in a row of the grid for a line of the inside of a block's box."""

    block: Block
    line: int
    """Index into the block's lines, from 0."""


TitleNumbers = tuple[tuple[str, ...], tuple[str, ...]]
"""The numbers in a block's title: counts, the most important first; sums, the longest first."""


class GridLayout:
    """The rows of a grid: borders and titles as runs, the insides of the boxes as references.

    Args:
        boxes: The blocks' boxes.
        is_board: Whether titles always have the number of notes, and say how many of the block's
            questions have an answer. The titles of a picture that is read back are whole instead.
        has_sums: Whether the titles have the sums of the amounts in their blocks.
    """

    def __init__(self, boxes: Boxes, *, is_board: bool = False, has_sums: bool = True) -> None:
        self.boxes = boxes
        self._is_board = is_board
        self._numbers: dict[Block, TitleNumbers] = {}
        self.has_sums = has_sums
        self._light_borders = _styled(light_borders(boxes.values()), Role.BORDER)
        self._heavy_borders: dict[Block, list[dict[int, StyledRun]]] = {}
        self._line_refs: list[list[tuple[int, BlockLineRef]]] = [[] for _ in self._light_borders]
        """For each row, the references to lines in it, each with the column where it starts."""
        for block, box in boxes.items():
            for line in range(box.height if box.width > 0 else 0):
                column, reference = box.left + 1, BlockLineRef(block, line)
                self._line_refs[box.top + 1 + line].append((column, reference))

    @property
    def height(self) -> int:
        """How many rows the grid has."""
        return len(self._light_borders)

    def row(
        self, y: int, canvas: Canvas, guide: Guide, focus: Block | None = None, note: int = 0
    ) -> list[StyledRun | BlockLineRef]:
        """Return one row of the grid from left to right.

        Args:
            y: The row, from 0.
            canvas: The canvas, whose notes the titles count.
            guide: The language of the titles.
            focus: The block with the heavy border, if any.
            note: The number of its note that has the cursor; 0 for none.
        """
        cells = self._light_borders[y] | (self._heavy_border(focus)[y] if focus else {})
        for block, box in self.boxes.items():
            if box.top == y:
                number = note if block is focus else 0
                counts, sums = self.title_numbers(block, canvas, guide, number)
                _write_title(
                    cells,
                    block,
                    box,
                    counts,
                    sums,
                    guide,
                    focused=block is focus,
                    keeps_count=self._is_board,
                )
        parts: list[tuple[int, StyledRun | BlockLineRef]] = [
            *_merge_runs(cells),
            *self._line_refs[y],
        ]
        parts.sort(key=itemgetter(0))
        return [part for _, part in parts]

    def title_numbers(
        self, block: Block, canvas: Canvas, guide: Guide, note: int = 0
    ) -> TitleNumbers:
        """Return the numbers in a block's title; see `row`."""
        counts = _title_counts(canvas, block, answers=self._is_board)
        if note:
            counts = (f"{note}/{counts[0]}", *counts[1:])
        return counts, _title_sums(canvas, block, guide) if self.has_sums else ()

    def update_numbers(self, block: Block, canvas: Canvas, guide: Guide, note: int = 0) -> bool:
        """Tell whether the numbers in a block's title differ from the last call."""
        previous = self._numbers.get(block)
        self._numbers[block] = self.title_numbers(block, canvas, guide, note)
        return self._numbers[block] != previous

    def _heavy_border(self, block: Block) -> list[dict[int, StyledRun]]:
        """Return the heavy border of a block's box, row by row."""
        if block not in self._heavy_borders:
            borders = heavy_border(self.boxes.values(), self.boxes[block])
            self._heavy_borders[block] = _styled(borders, Role.FOCUSED_BORDER)
        return self._heavy_borders[block]


def _styled(borders: Borders, role: Role) -> list[dict[int, StyledRun]]:
    """Return borders as runs; rows that are one object stay one."""
    rows: dict[int, dict[int, StyledRun]] = {}
    for row in borders:
        if id(row) not in rows:
            rows[id(row)] = {x: StyledRun(char, role) for x, char in row.items()}
    return [rows[id(row)] for row in borders]


def _merge_runs(cells: Mapping[int, StyledRun]) -> Iterator[tuple[int, StyledRun]]:
    """Yield (column, run) from left to right, with adjacent cells of one role merged to a run."""
    start = end = -1
    text, role = "", Role.BORDER
    for x in sorted(cells):
        run = cells[x]
        if x == end and run.role is role:
            text += run.text
        else:
            if text:
                yield start, StyledRun(text, role)
            start, (text, role) = x, run
        end = x + 1
    yield start, StyledRun(text, role)


def _title_counts(canvas: Canvas, block: Block, *, answers: bool) -> tuple[str, ...]:
    """Return the counts in a block's title, the most important first."""
    notes = canvas.notes(block)
    note_count = (str(len(notes)),) if notes else ()
    if not answers:
        return note_count
    answered = len(block.questions) - len(unanswered(canvas, block))
    # On a canvas where no question is answered, their number would be noise.
    return (*note_count, f"?{answered}/{len(block.questions)}") if answered else note_count


def _title_sums(canvas: Canvas, block: Block, guide: Guide) -> tuple[str, ...]:
    """Return the sums that a block's title may show, the longest first."""
    notes = canvas.notes(block)
    if block not in MONEY_BLOCKS or not any(map(_DIGIT, (note.text for note in notes))):
        return ()
    # Most canvases have no numbers in the first frame, which saves the import of decimal.
    from bmc_tui.render.totals import title_sums

    return title_sums(canvas, block, guide)


def _write_title(
    cells: dict[int, StyledRun],
    block: Block,
    box: Box,
    counts: Sequence[str],
    sums: Sequence[str],
    guide: Guide,
    *,
    focused: bool,
    keeps_count: bool,
) -> None:
    """Write a block's title over its box's upper border, and the numbers that fit.

    With `keeps_count` the first count always fits, at the right end: a longer title begins at the
    left end, and is abbreviated if that is not enough. The short title is used if the long one
    leaves no room for any of the sums.
    """
    start = box.left + 2
    room = box.width - 1
    title = f"{block.number} {guide.title(block)}"
    numbers = [*sums[-1:], *counts[:1]] if sums else []
    number_cells = sum(cell_len(number) + _BORDER_CELLS for number in numbers)
    reserved = len(counts[0]) + _BORDER_CELLS if counts and keeps_count else 0
    if cell_len(title) + max(number_cells + 1, _COUNT_CELLS, reserved) > room:
        title = f"{block.number} {guide.short_title(block)}"
        room -= reserved
        if keeps_count and cell_len(title) > room:
            start, room = start - 1, room + 1
        if cell_len(title) > room:
            title = truncate(title, room)
            title = title.replace("…", ".") if keeps_count else title
    _overwrite(cells, start, title, Role.FOCUSED_TITLE if focused else Role.TITLE)
    left, right = start + 1 + cell_len(title), box.right - 1
    for index, count in enumerate(counts):
        if index == 1:  # the sums are more important than the counts after the first
            left += _write_sums(cells, left, right, sums)
        if len(count) > right - left:
            break
        _overwrite(cells, right - len(count), count, Role.COUNT)
        right -= len(count) + 1
    if len(counts) == 1:
        _write_sums(cells, left, right, sums)


def _write_sums(cells: dict[int, StyledRun], left: int, right: int, sums: Sequence[str]) -> int:
    """Write the longest of `sums` that fits between two columns; return the cells it takes."""
    for text in sums:
        width = cell_len(text) + 2
        if left + width <= right:
            _overwrite(cells, left, f" {text} ", Role.COUNT)
            return width
    return 0


def _overwrite(cells: dict[int, StyledRun], x: int, text: str, role: Role) -> None:
    """Write `text` over border cells; the second cell of a wide character becomes empty."""
    for first, last, width in split_graphemes(text)[0]:
        cells[x] = StyledRun(text[first:last], role)
        for covered in range(x + 1, x + width):
            cells[covered] = StyledRun("", role)
        x += width


def grid_rows(
    layout: GridLayout,
    canvas: Canvas,
    guide: Guide,
    focus: Block | None = None,
    *,
    brief: bool = False,
    hyphenated: bool = False,
) -> Iterator[Line]:
    """Yield the rows of a grid, the insides of its boxes filled in.

    Args:
        layout: The grid.
        canvas: The canvas.
        guide: The language of titles and counts.
        focus: The block with the heavy border, if any.
        brief: Whether tokens are abbreviated; see `block_inside`.
        hyphenated: Whether words are hyphenated.
    """
    insides = {
        block: block_inside(canvas, block, guide, box, brief=brief, hyphenated=hyphenated).lines
        for block, box in layout.boxes.items()
    }
    for y in range(layout.height):
        line: Line = []
        for part in layout.row(y, canvas, guide, focus):
            line += insides[part.block][part.line] if isinstance(part, BlockLineRef) else [part]
        yield line


def canvas_lines(
    canvas: Canvas, guide: Guide, width: int, *, hyphenated: bool = False
) -> list[Line]:
    """Return the whole canvas `width` cells wide, as tall as its notes need, nothing cut."""

    def count(block: Block, cells: int) -> int:
        return count_lines(canvas, block, guide, cells, hyphenated=hyphenated)

    layout = GridLayout(counted_boxes(width, count))
    return list(grid_rows(layout, canvas, guide, hyphenated=hyphenated))
