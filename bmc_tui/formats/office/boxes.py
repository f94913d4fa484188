"""Lays the nine boxes out as a table of Word: the classic layout on a landscape page.

The rows are as high, and the notes as large, as on the poster (`formats.page.sheet`). Notes that
would be too small to read keep a size of their own, and the table goes on on further pages.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bmc_tui.formats.office.word_document import (
    LANDSCAPE,
    BoxCell,
    Style,
    StyledParagraph,
    WordDocument,
    WordRun,
)
from bmc_tui.formats.page.metrics import break_lines
from bmc_tui.formats.page.sheet import Area, Sheet, lay_out
from bmc_tui.guide import Guide
from bmc_tui.model.blocks import BLOCKS, Block
from bmc_tui.model.canvas import Canvas
from bmc_tui.model.layout import BLOCK_RECTS, HEIGHT, WIDTH

_UNITS_PER_MM = 4
"""The lengths of `formats.page.sheet` are in quarters of a millimetre."""

_POINTS_PER_MM = 72 / 25.4

_TITLE_EM_MM = 9.2
"""The size of the title: 26 points."""

_LINE_HEIGHT = 1.22
"""From line to line, as a share of the size of the characters."""

_SPARE_MM = 14.0
"""What stands above and below the table beside the lines of the title: the space below that, the
small print, and what programs differ in."""

_MIN_NOTE_SIZE_PT = 6.0
_MAX_NOTE_SIZE_PT = 11.0


@dataclass(frozen=True, slots=True)
class BoxLayout:
    """The measures of the nine boxes."""

    note_size: float
    """The size of the notes, in points."""
    heights: Sequence[float]
    """The height of each row, in millimetres."""


def layout_of(canvas: Canvas, guide: Guide, lines_above: int = 0) -> BoxLayout:
    """Return the measures of the boxes of a canvas, so that all fits on a page if it can be read.

    Args:
        canvas: The canvas.
        guide: The language.
        lines_above: Lines of small print above the boxes.
    """
    ems = LANDSCAPE.inner_width / _TITLE_EM_MM
    title_lines = len(break_lines(guide.canvas_title(canvas.title), ems))
    above = (title_lines * _TITLE_EM_MM + lines_above * 3.0) * _LINE_HEIGHT
    height = max(LANDSCAPE.inner_height / 2, LANDSCAPE.inner_height - above - _SPARE_MM)
    area = Area(0, 0, LANDSCAPE.inner_width * _UNITS_PER_MM, height * _UNITS_PER_MM)
    sheet = lay_out(canvas, guide, area)
    size = int(sheet.size / _UNITS_PER_MM * _POINTS_PER_MM * 2) / 2
    if size < _MIN_NOTE_SIZE_PT:
        return BoxLayout(_MIN_NOTE_SIZE_PT, _row_heights(lay_out(Canvas(), guide, area)))
    return BoxLayout(min(size, _MAX_NOTE_SIZE_PT), _row_heights(sheet))


def _row_heights(sheet: Sheet) -> Sequence[float]:
    """Return the heights of the rows of a layout, in millimetres."""
    middle, lowest = sheet.blocks[Block.CHANNELS], sheet.blocks[Block.COST_STRUCTURE]
    lines = (0.0, middle.top, lowest.top, lowest.bottom)
    return [(below - above) / _UNITS_PER_MM for above, below in pairwise(lines)]


def add_boxes(
    document: WordDocument,
    contents: Mapping[Block, Sequence[StyledParagraph]],
    layout: BoxLayout,
    guide: Guide,
    description: str,
) -> None:
    """Add the nine boxes to a document.

    Args:
        document: The document.
        contents: What stands in each box below its title.
        layout: The measures.
        guide: The language of the titles.
        description: What the table shows, for a screen reader.
    """
    rows = [[*_row(contents, guide, y)] for y in range(HEIGHT)]
    widths = [LANDSCAPE.inner_width / WIDTH] * WIDTH
    document.add_table(rows, widths, layout.heights, description)


def _row(
    contents: Mapping[Block, Sequence[StyledParagraph]], guide: Guide, y: int
) -> Sequence[BoxCell]:
    """Return the cells of a row, from left to right."""
    cells = []
    for block in sorted(BLOCKS, key=lambda each: BLOCK_RECTS[each].left):
        rect = BLOCK_RECTS[block]
        columns = rect.right - rect.left
        if rect.top == y:
            title = WordRun(f"{block.number} {guide.title(block)}")
            paragraphs = (StyledParagraph(Style.BOX_TITLE, (title,)), *contents.get(block, ()))
            cells.append(BoxCell(paragraphs, columns, starts_span=rect.bottom > y + 1))
        elif rect.top < y < rect.bottom:
            cells.append(BoxCell((), columns, is_continued=True))
    return cells
