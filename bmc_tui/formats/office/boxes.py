"""Lays the nine boxes out as a table of Word: the classic layout on a landscape page.

The rows are as high, and the notes as large, as on the poster (`formats.page.sheet`). Notes that
would be too small to read keep a legible size, and the table continues on further pages.
"""

import re
from collections.abc import Iterator, Sequence
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
from bmc_tui.formats.page.sheet import (
    Area,
    Paragraph,
    ParagraphKind,
    Sheet,
    SheetContents,
    lay_out,
)
from bmc_tui.guide import Guide
from bmc_tui.model.blocks import BLOCKS, Block
from bmc_tui.model.layout import BLOCK_RECTS, HEIGHT, WIDTH
from bmc_tui.model.tokens import STRIKE

_UNITS_PER_MM = 4
"""The lengths of `formats.page.sheet` are in quarters of a millimetre."""

_POINTS_PER_MM = 72 / 25.4

_TITLE_EM_MM = 9.2
"""The size of the title: 26 points."""

_WIDTH_FACTOR = 1.12
"""How much more is on a line than `formats.page.metrics` says, as the document is in Calibri,
which is so much narrower than the fonts of a poster."""

_SMALL_EM_MM = 3.5
"""The size of a line of the subtitle, the particulars or the legend, with what is around it."""

_LINE_HEIGHT = 1.22
"""From line to line, as a share of the size of the characters."""

_SPARE_MM = 14.0
"""What is above and below the table beside the lines of the title: the space below that, the
small print, and what programs differ in."""

_MIN_NOTE_SIZE_PT = 6.0
_MAX_NOTE_SIZE_PT = 11.0


_STRUCK = re.compile(rf"{STRIKE}(?=\S)(?:(?!{STRIKE}).)+(?<=\S){STRIKE}")
"""What is struck through in a note, with the signs around it."""


@dataclass(frozen=True, slots=True)
class BoxLayout:
    """The measures of the nine boxes."""

    note_size: float
    """The size of the notes, in points."""
    heights: Sequence[float]
    """The height of each row, in millimetres."""


def layout_of(contents: SheetContents, language: str) -> BoxLayout:
    """Return the measures of the boxes, so that all fits on a page if it can be read there.

    Args:
        contents: The contents of the page.
        language: The code of the language by which words are hyphenated.
    """
    ems = LANDSCAPE.inner_width / _TITLE_EM_MM
    lines = len(contents.particulars) + bool(contents.subtitle) + contents.has_signs
    beside = len(break_lines(contents.title, ems)) * _TITLE_EM_MM + lines * _SMALL_EM_MM
    height = LANDSCAPE.inner_height - beside * _LINE_HEIGHT - _SPARE_MM
    height = max(LANDSCAPE.inner_height / 2, height)
    width = LANDSCAPE.inner_width * _WIDTH_FACTOR
    area = Area(0, 0, width * _UNITS_PER_MM, height * _UNITS_PER_MM)
    sheet = lay_out(contents.blocks, area, language)
    size = int(sheet.size / _UNITS_PER_MM * _POINTS_PER_MM * 2) / 2
    if size < _MIN_NOTE_SIZE_PT:
        return BoxLayout(_MIN_NOTE_SIZE_PT, _row_heights(lay_out({}, area, language)))
    return BoxLayout(min(size, _MAX_NOTE_SIZE_PT), _row_heights(sheet))


def _row_heights(sheet: Sheet) -> Sequence[float]:
    """Return the heights of the rows of a layout, in millimetres."""
    middle, lowest = sheet.blocks[Block.CHANNELS], sheet.blocks[Block.COST_STRUCTURE]
    lines = (0.0, middle.top, lowest.top, lowest.bottom)
    return [(below - above) / _UNITS_PER_MM for above, below in pairwise(lines)]


def add_boxes(
    document: WordDocument, contents: SheetContents, layout: BoxLayout, guide: Guide
) -> None:
    """Add the nine boxes to a document.

    Args:
        document: The document.
        contents: The contents of the boxes below their titles.
        layout: The measures.
        guide: The language of the titles.
    """
    rows = [[*_row(contents, guide, y)] for y in range(HEIGHT)]
    widths = [LANDSCAPE.inner_width / WIDTH] * WIDTH
    document.add_table(rows, widths, layout.heights)


def _row(contents: SheetContents, guide: Guide, y: int) -> Iterator[BoxCell]:
    """Yield the cells of a row, from left to right."""
    for block in sorted(BLOCKS, key=lambda each: BLOCK_RECTS[each].left):
        rect = BLOCK_RECTS[block]
        columns = rect.right - rect.left
        if rect.top == y:
            title = (WordRun(f"{block.number} {guide.title(block)}"),)
            inside = map(_box_paragraph, contents.blocks.get(block, ()))
            paragraphs = (StyledParagraph(Style.BOX_TITLE, title), *inside)
            yield BoxCell(paragraphs, columns, starts_span=rect.bottom > y + 1)
        elif rect.top < y < rect.bottom:
            yield BoxCell((), columns, is_continued=True)


def _box_paragraph(paragraph: Paragraph) -> StyledParagraph:
    """Return a paragraph in a box."""
    kind = paragraph.kind
    if kind is ParagraphKind.PHASE:
        return StyledParagraph(Style.BOX_PHASE, (WordRun(paragraph.text),))
    if not kind.is_note:
        return StyledParagraph(Style.BOX_DETAIL, (WordRun(paragraph.text),))
    if not paragraph.sign:
        return StyledParagraph(Style.BOX_NOTE, note_runs(paragraph.text))
    is_gone = kind is ParagraphKind.GONE
    note = WordRun(paragraph.text, is_literal=True, is_bold=not is_gone, is_struck=is_gone)
    return StyledParagraph(Style.BOX_CHANGE, (WordRun(f"{paragraph.sign} ", is_bold=True), note))


def note_runs(text: str) -> Sequence[WordRun]:
    """Return the runs of a note: text between the signs of deletion is struck through.

    The reader puts these signs around it again; if it could not know where they were, they stay as
    typed.
    """
    matches = [*_STRUCK.finditer(text)]
    starts = [0, *(match.end() for match in matches)]
    ends = [*(match.start() for match in matches), len(text)]
    plain = [text[start:end] for start, end in zip(starts, ends, strict=True)]
    if not all(plain[1:-1]) or STRIKE in "".join(plain):
        return (WordRun(text, is_literal=True),)
    runs = [WordRun(plain[0], is_literal=True)]
    for match, behind in zip(matches, plain[1:], strict=True):
        struck = match[0].removeprefix(STRIKE).removesuffix(STRIKE)
        runs += [WordRun(struck, is_literal=True, is_struck=True), WordRun(behind, is_literal=True)]
    return [run for run in runs if run.text]
