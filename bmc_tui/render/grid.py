"""The nine-block picture: a canvas as rows of characters, each with the role it plays.

Used by the board on the screen and by `bmc show`. Who draws maps a `Role` to a style; the
characters alone already tell everything (focus is a heavy border), so no colour is needed.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, islice
from math import ceil
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len, split_graphemes

from bmc_tui.guide import Guide
from bmc_tui.model.blocks import BLOCKS, Block
from bmc_tui.model.canvas import Canvas
from bmc_tui.model.layout import BLOCK_RECTS, HEIGHT, WIDTH
from bmc_tui.model.questions import unanswered
from bmc_tui.render.box_drawing import Box, heavy_border, light_borders
from bmc_tui.render.overflow import clip_lines
from bmc_tui.render.roles import Line, Role, StyledRun
from bmc_tui.render.segment_letters import segment_letter, segment_role
from bmc_tui.render.segment_marks import visible_notes
from bmc_tui.render.spans import styled_runs
from bmc_tui.render.wrap import truncate, wrap

if TYPE_CHECKING:
    from bmc_tui.render.highlight import Highlight

BULLET = "· "
"""Before each note; its further lines hang below the text."""

FOLLOWED = "» "
"""Before each note of the segment that is followed."""

MIN_CLASSIC_CELLS = 70
"""Cells: a picture narrower than this has its blocks in one column instead."""


MIN_CLASSIC_ROWS = 17
"""Rows: a picture lower than this has its blocks in one column too."""

_COUNT_ROOM = 4
"""Cells that a title leaves free for the number of notes behind it."""


_MONEY = {Block.REVENUE_STREAMS, Block.COST_STRUCTURE}
_DIGIT = re.compile("[0-9]").search

Boxes = Mapping[Block, Box]


def classic_boxes(width: int, height: int) -> dict[Block, Box]:
    """Return the boxes of the classic layout that fill `width` by `height` cells.

    The bottom row gets about three tenths of the height, as on the printed sheet.
    """
    low = round((height - 1) * 0.7)
    return _classic(width, (0, (low + 1) // 2, low, height - 1))


def fitting_boxes(canvas: Canvas, guide: Guide, width: int) -> dict[Block, Box]:
    """Return the boxes for `width` cells in which every note of the canvas is in sight.

    The layout is the classic one, or one column in filling order where that is too narrow.
    """
    if width < MIN_CLASSIC_CELLS:
        return column_boxes(canvas, guide, width)
    need = {
        block: _needed(canvas, block, guide, box.width)
        for block, box in _classic(width, (0, 1, 2, 3)).items()
    }
    rows = [0] * HEIGHT
    for block in sorted(
        BLOCKS, key=lambda block: BLOCK_RECTS[block].bottom - BLOCK_RECTS[block].top
    ):
        place = BLOCK_RECTS[block]
        lines = sum(rows[place.top : place.bottom]) + place.bottom - place.top - 1
        rows[place.bottom - 1] += max(0, need[block] - lines)
    ys = [0]
    for lines in rows:
        ys.append(ys[-1] + lines + 1)
    return _classic(width, ys)


def column_boxes(
    canvas: Canvas, guide: Guide, width: int, most: int | None = None
) -> dict[Block, Box]:
    """Return boxes of the full `width` below each other in filling order.

    Each is as high as its notes need, but no higher than `most` rows, its borders included; where
    there is a most, they are for a picture with short tokens.
    """
    boxes: dict[Block, Box] = {}
    top = 0
    for block in BLOCKS:
        height = 1 + _needed(canvas, block, guide, width - 2, most)
        bottom = top + (height if most is None else min(height, max(2, most - 1)))
        boxes[block] = Box(0, top, width - 1, bottom)
        top = bottom
    return boxes


def _classic(width: int, ys: Sequence[int]) -> dict[Block, Box]:
    """Return the boxes of the classic layout with its four horizontal lines at `ys`."""
    xs = [ceil(unit * (width - 1) / WIDTH) for unit in range(WIDTH + 1)]
    return {
        block: Box(xs[place.left], ys[place.top], xs[place.right], ys[place.bottom])
        for block, place in BLOCK_RECTS.items()
    }


def _needed(canvas: Canvas, block: Block, guide: Guide, width: int, most: int | None = None) -> int:
    """Return how many lines a block takes when nothing of it is cut.

    Where there is a `most`, the picture is one with short tokens, and nobody counts further.
    """
    lines = _lines(canvas, block, guide, width, brief=most is not None)
    return max(1, sum(1 for _ in islice(lines, most)))


def _lines(
    canvas: Canvas,
    block: Block,
    guide: Guide,
    width: int,
    *,
    brief: bool,
    words: bool = True,
    follow: str = "",
    highlight: "Highlight | None" = None,
) -> Iterator[tuple[int, Line]]:
    """Yield the lines of a block, each with the number of its note from 0; an empty one asks."""
    if not canvas.notes(block):
        question = guide.section_title(block, block.questions[0])
        for start, end in wrap(question, width):
            yield 0, [StyledRun(question[start:end], Role.PROMPT)]
    notes = visible_notes(
        canvas, block, brief=brief, words=words, follow=follow, highlight=highlight
    )
    for index, note in enumerate(notes):
        hang = StyledRun(BULLET, Role.BULLET)
        if follow and note.is_about:
            hang = StyledRun(FOLLOWED, Role.FOLLOWED)
        if note.own:
            hang = StyledRun(f"{segment_letter(note.own)} ", segment_role(note.own))
        indent = cell_len(hang.text)
        for start, end in wrap(note.text, max(1, width - indent)):
            line = [hang, *styled_runs(note.text, note.spans, start, end)]
            yield index, _followed(line, note.is_about) if follow else line
            hang = StyledRun(" " * indent, Role.SPACE)


def _followed(line: Line, is_about: bool) -> Line:
    """Return a line of a note bright or dim: a segment is followed, and it is about that or not."""
    if is_about:
        return [StyledRun(text, Role.FOLLOWED if is_ is Role.NOTE else is_) for text, is_ in line]
    roles = [is_ if is_ in (Role.MATCH, Role.CURRENT_MATCH) else Role.DIMMED for _, is_ in line]
    return [
        StyledRun("".join(piece.text for _, piece in pieces), played)
        for played, pieces in groupby(zip(roles, line, strict=True), itemgetter(0))
    ]


def block_lines(
    canvas: Canvas,
    block: Block,
    guide: Guide,
    box: Box,
    *,
    brief: bool = False,
    follow: str = "",
    highlight: "Highlight | None" = None,
) -> list[Line]:
    """Return the inside of a block's box: `box.height` lines, each `box.width` cells wide.

    When not everything fits, the last line says how many notes are out of sight, and a note that
    is cut ends with an ellipsis. What was found in the current note is always in sight; the first
    line says then how many notes are out of sight above it.

    Args:
        canvas: Where the notes are.
        block: Whose notes.
        guide: The language of what is said beside them.
        box: The box.
        brief: Whether tokens are short, and words of the vocabulary left out where that helps.
        follow: The handle of the segment whose notes are bright; the others are dim then.
        highlight: What is looked for, and lit.
    """
    width, height = box.width, box.height
    if width < 1 or height < 1:
        return []
    seeks = (
        highlight is not None and highlight.current is not None and highlight.current.block is block
    )
    lines: list[tuple[int, Line]] = []
    for words in (True, False) if brief else (True,):
        lines = []
        for numbered in _lines(
            canvas,
            block,
            guide,
            width,
            brief=brief,
            words=words,
            follow=follow,
            highlight=highlight,
        ):
            lines.append(numbered)
            if len(lines) > height and not seeks:
                break
        if len(lines) <= height:
            break
    fitting = [line for _, line in lines]
    if len(lines) > height:
        fitting = clip_lines(lines, len(canvas.notes(block)), guide, width, height)
    return [_padded(line, width) for line in fitting] + [
        [StyledRun(" " * width, Role.SPACE)] for _ in range(height - len(fitting))
    ]


def _padded(line: Line, width: int) -> Line:
    """Return `line` filled with spaces, or cut, to exactly `width` cells."""
    used = sum(cell_len(piece.text) for piece in line)
    if used < width:
        return [*line, StyledRun(" " * (width - used), Role.SPACE)]
    if used == width:
        return line
    fitting: Line = []
    for piece in line:  # a character wider than the whole box
        fitting.append(StyledRun(truncate(piece.text, width), piece.role))
        width -= cell_len(fitting[-1].text)
    return fitting


class BlockLine(NamedTuple):
    """A line of the inside of a block's box, in its place in a row of the picture."""

    block: Block
    line: int
    """From 0."""


TitleNumbers = tuple[tuple[str, ...], tuple[str, ...]]
"""What a title tells of the notes, the first things first, and of the money, the longest first."""


class GridLayout:
    """The boxes of a picture, and what they make of each of its rows.

    Args:
        boxes: The blocks' boxes.
        answers: Whether titles say how many of the block's questions have an answer.
    """

    def __init__(self, boxes: Boxes, *, answers: bool = False) -> None:
        self.boxes = boxes
        self._answers = answers
        self._light = [
            {x: StyledRun(char, Role.BORDER) for x, char in row.items()}
            for row in light_borders(boxes.values())
        ]
        self._heavy: dict[Block, list[dict[int, StyledRun]]] = {}
        self._insides: list[list[tuple[int, BlockLine]]] = [[] for _ in self._light]
        """For each row, the columns in which a block's inside starts."""
        for block, box in boxes.items():
            for line in range(box.height if box.width > 0 else 0):
                self._insides[box.top + 1 + line].append((box.left + 1, BlockLine(block, line)))

    @property
    def height(self) -> int:
        """How many rows the picture has."""
        return len(self._light)

    def row(
        self, y: int, canvas: Canvas, guide: Guide, focus: Block | None = None
    ) -> list[StyledRun | BlockLine]:
        """Return one row of the picture from left to right.

        Args:
            y: The row, from 0.
            canvas: Its notes are counted in the titles.
            guide: The titles' language.
            focus: The block whose border is heavy, if any.
        """
        cells = self._light[y] | (self._outline(focus)[y] if focus else {})
        for block, box in self.boxes.items():
            if box.top == y:
                counts, sums = self.numbers(block, canvas, guide)
                _entitle(cells, block, box, counts, sums, guide, block is focus)
        parts: list[tuple[int, StyledRun | BlockLine]] = [*_merged(cells), *self._insides[y]]
        parts.sort(key=itemgetter(0))
        return [part for _, part in parts]

    def numbers(self, block: Block, canvas: Canvas, guide: Guide) -> TitleNumbers:
        """Return what a block's title tells in numbers."""
        counts = _counts(canvas, block, answers=self._answers)
        return counts, _sums(canvas, block, guide)

    def _outline(self, block: Block) -> list[dict[int, StyledRun]]:
        """Return the heavy border of a block's box, row by row."""
        if block not in self._heavy:
            self._heavy[block] = [
                {x: StyledRun(char, Role.FOCUSED_BORDER) for x, char in row.items()}
                for row in heavy_border(self.boxes.values(), self.boxes[block])
            ]
        return self._heavy[block]


def _merged(cells: Mapping[int, StyledRun]) -> Iterator[tuple[int, StyledRun]]:
    """Yield the pieces in these columns, neighbours of one role as one, with their columns."""
    start = end = -1
    text, role = "", Role.BORDER
    for x in sorted(cells):
        piece = cells[x]
        if x == end and piece.role is role:
            text += piece.text
        else:
            if text:
                yield start, StyledRun(text, role)
            start, (text, role) = x, piece
        end = x + 1
    yield start, StyledRun(text, role)


def _counts(canvas: Canvas, block: Block, *, answers: bool) -> tuple[str, ...]:
    """Return what a block's title tells in numbers, the first things first."""
    notes = canvas.notes(block)
    number = (str(len(notes)),) if notes else ()
    if not answers:
        return number
    answered = len(block.questions) - len(unanswered(canvas, block))
    # On a sheet where nobody answers questions, their number would be noise.
    return (*number, f"?{answered}/{len(block.questions)}") if answered else number


def _entitle(
    cells: dict[int, StyledRun],
    block: Block,
    box: Box,
    counts: Sequence[str],
    sums: Sequence[str],
    guide: Guide,
    focused: bool,
) -> None:
    """Write a block's title over its box's upper border, and those numbers that have room."""
    room = box.width - 1
    title = f"{block.number} {guide.title(block)}"
    if cell_len(title) + _COUNT_ROOM > room:
        title = truncate(f"{block.number} {guide.short(block)}", room)
    _overlay(cells, box.left + 2, title, Role.FOCUSED_TITLE if focused else Role.TITLE)
    left, right = box.left + 3 + cell_len(title), box.right - 1
    for place, number in enumerate(counts):
        if place == 1:  # the sums say more than the numbers that come after the first
            left += _put_sums(cells, left, right, sums)
        if len(number) > right - left:
            break
        _overlay(cells, right - len(number), number, Role.COUNT)
        right -= len(number) + 1
    if len(counts) == 1:
        _put_sums(cells, left, right, sums)


def _put_sums(cells: dict[int, StyledRun], left: int, right: int, sums: Sequence[str]) -> int:
    """Write the longest sums that have room between two columns; return how many they take."""
    for text in sums:
        taken = cell_len(text) + 2
        if left + taken <= right:
            _overlay(cells, left, f" {text} ", Role.COUNT)
            return taken
    return 0


def _sums(canvas: Canvas, block: Block, guide: Guide) -> tuple[str, ...]:
    """Return what a title may say of the numbers in its block, the longest first."""
    if block not in _MONEY or not any(map(_DIGIT, (note.text for note in canvas.notes(block)))):
        return ()
    # Most canvases have no numbers at the first paint, which is worth the time of decimals.
    from bmc_tui.render.totals import title_sums

    return title_sums(canvas, block, guide)


def _overlay(cells: dict[int, StyledRun], x: int, text: str, role: Role) -> None:
    """Write `text` over border cells; the second cell of a wide character becomes empty."""
    for first, last, width in split_graphemes(text)[0]:
        cells[x] = StyledRun(text[first:last], role)
        for behind in range(x + 1, x + width):
            cells[behind] = StyledRun("", role)
        x += width


def grid_rows(
    layout: GridLayout,
    canvas: Canvas,
    guide: Guide,
    focus: Block | None = None,
    *,
    brief: bool = False,
) -> Iterator[Line]:
    """Yield the rows of the picture of a canvas; see `Layout.row` and `contents`."""
    insides = {
        block: block_lines(canvas, block, guide, box, brief=brief)
        for block, box in layout.boxes.items()
    }
    for y in range(layout.height):
        line: Line = []
        for part in layout.row(y, canvas, guide, focus):
            line += insides[part.block][part.line] if isinstance(part, BlockLine) else [part]
        yield line


def canvas_lines(canvas: Canvas, guide: Guide, width: int) -> list[Line]:
    """Return the whole canvas `width` cells wide, as tall as its notes need, nothing cut."""
    return list(grid_rows(GridLayout(fitting_boxes(canvas, guide, width)), canvas, guide))
