"""Lays out the nine blocks on a landscape A4 page: the area of each, and the size of the notes.

Lengths and sizes of characters are in quarters of a millimetre. Any canvas fits: rows with more
notes become higher, and if that is not enough all notes become smaller, together. Small notes are
set in columns within their block, so that no line is too long to read.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from math import inf
from typing import NamedTuple

from bmc_tui.formats.page.metrics import LEADING, break_lines, largest_size
from bmc_tui.guide import Guide
from bmc_tui.guide.lexicon import segments_of
from bmc_tui.model.blocks import BLOCKS, GENERAL, Block
from bmc_tui.model.canvas import Canvas
from bmc_tui.model.layout import BLOCK_RECTS, WIDTH
from bmc_tui.model.segments import Segment
from bmc_tui.render.fitting.words import WrappedLine
from bmc_tui.render.grouping import notes_by_section
from bmc_tui.render.roles import Role
from bmc_tui.render.segment_letters import segment_letter, segment_role
from bmc_tui.render.segment_marks import notes_with_segments

PAGE_SIZE = (1188.0, 840.0)
"""Landscape A4: width and height."""

PADDING = 12.0
"""Between a block's border and its contents."""

HEADING_HEIGHT = 34.0
"""The part of a block's height that its title takes."""

NOTE_GAP = 0.35
"""Between notes, as a share of their size."""

LEGEND_HEIGHT = 22.0
"""The height of the legend below the blocks."""

LEGEND_SIZE = 13.0
"""The size of its characters, where there is room."""

INDENT = 0.8
"""From a note's bullet to its text, as a share of the notes' size."""

SIGN_INDENT = 1.3
"""The same in a picture of changes: there it is wide enough for an arrow of the notes' size."""

MIN_COLUMN_WIDTH = 22.0
"""The least width of a column of notes where a block has more than one, in ems: multiples of the
size of the notes."""

_MAX_NOTE_SIZE = 16.0
"""The size of the notes where there is room: 4 millimetres, which is 11 points."""

_LEGIBLE_SIZE = 9.0
"""The size up to which the notes of a block with room for it are larger than those of the fullest:
2.25 millimetres, which is 6.4 points."""

_ROUNDING = 0.01
"""The difference that rounding may make between equal lengths."""

_LOWER_LINE_SHARE, _MIDDLE_LINE_SHARE = 0.7, 0.5
"""Where the lines between the rows are if there is room, as on the printed sheet: the lower one as
a share of the height of all rows, the middle one as a share of the height above the lower one."""


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle."""

    left: float
    top: float
    right: float
    bottom: float


class ParagraphKind(StrEnum):
    """What a paragraph is; its value is the class of its text."""

    NOTE = "note"
    GONE = "gone"
    """A note that was there before, in a picture of changes."""
    DETAIL = "detail"
    """What became of the note above it, in a picture of changes."""
    PHASE = "phase"
    """The name of a phase above its notes."""

    @property
    def is_note(self) -> bool:
        """Whether it is a note, with a sign of its own."""
        return self in {ParagraphKind.NOTE, ParagraphKind.GONE}


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A text in a block, on lines of its own."""

    text: str
    kind: ParagraphKind
    segment: Segment | None = None
    """The segment that the note defines, if it does: its letter is the note's bullet."""
    sign: str = ""
    """What is before the note instead of a bullet, in a picture of changes."""
    indent: float = INDENT
    """From the left of a note to its text, as a share of the notes' size."""


class LegendEntry(NamedTuple):
    """A sign in the blocks, and what it says."""

    sign: str
    words: str
    role: Role
    """The role of a segment, whose colour the entry has; else `NOTE`."""


@dataclass(frozen=True, slots=True)
class SheetContents:
    """The contents of a page."""

    title: str
    blocks: Mapping[Block, Sequence[Paragraph]]
    canvas: Canvas
    """The canvas whose segments colour the tokens in the notes."""
    legend: Sequence[LegendEntry]
    subtitle: str = ""
    """What is below the title, in small."""
    particulars: Sequence[str] = ()
    """The particulars of the canvas, each a line."""

    @property
    def has_signs(self) -> bool:
        """Whether a note has the sign of a change."""
        return any(each.sign for paragraphs in self.blocks.values() for each in paragraphs)

    @property
    def legend_text(self) -> str:
        """The legend as one line of text; "" without any."""
        return ", ".join(f"{entry.sign} {entry.words}" for entry in self.legend)


@dataclass(frozen=True, slots=True)
class PlacedParagraph:
    """A paragraph and its position."""

    paragraph: Paragraph
    left: float
    top: float
    lines: Sequence[WrappedLine]
    """Its lines; spaces at a break end a line."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The layout of a canvas."""

    size: float
    """The size of the notes."""
    blocks: Mapping[Block, Area]


def paragraphs(canvas: Canvas, block: Block, guide: Guide) -> Iterator[Paragraph]:
    """Yield the paragraphs of a block, from top to bottom."""
    for section, notes in notes_by_section(canvas, block):
        if section != GENERAL:
            yield Paragraph(guide.section_title(block, section), ParagraphKind.PHASE)
        for _, note, segment in notes_with_segments(canvas, block, notes):
            yield Paragraph(note.text, ParagraphKind.NOTE, segment)


def canvas_contents(canvas: Canvas, guide: Guide) -> SheetContents:
    """Return the contents of the page of a canvas.

    Args:
        canvas: The canvas.
        guide: The language of the phases.
    """
    legend = [
        LegendEntry(segment_letter(segment), segment.handle, segment_role(segment))
        for segment in segments_of(canvas)
    ]
    blocks = {block: list(paragraphs(canvas, block, guide)) for block in BLOCKS}
    return SheetContents(
        guide.canvas_title(canvas.title),
        blocks,
        canvas,
        legend,
        particulars=[*guide.particular_lines(canvas.particulars)],
    )


def area_above_legend(contents: SheetContents, area: Area) -> Area:
    """Return the part of an area that is above the legend; all of it if there is no legend."""
    return replace(area, bottom=area.bottom - LEGEND_HEIGHT) if contents.legend else area


def lay_out(
    blocks: Mapping[Block, Sequence[Paragraph]],
    area: Area,
    language: str,
    min_column_width: float = inf,
) -> Sheet:
    """Return the layout of a page with its notes as large as possible.

    Args:
        blocks: The contents of each block.
        area: The area of the blocks on the page.
        language: The code of the language by which words are hyphenated.
        min_column_width: The least width of a column of notes, in ems; by default every block has
            one column.
    """
    unit_width = (area.right - area.left) / WIDTH
    height = area.bottom - area.top

    def row_heights(size: float) -> list[float]:
        """Return the least heights of the upper row, the middle row, both together, the lowest."""
        heights = [0.0] * 4
        for block, block_paragraphs in blocks.items():
            rect = BLOCK_RECTS[block]
            width = (rect.right - rect.left) * unit_width - 2 * PADDING
            row = {(0, 1): 0, (1, 2): 1, (0, 2): 2, (2, 3): 3}[rect.top, rect.bottom]
            columns = _columns(width, size, min_column_width)
            block_height = _block_height(block_paragraphs, columns, size, language)
            heights[row] = max(heights[row], block_height)
        heights[2] = max(heights[2], heights[0] + heights[1])
        return heights

    size = largest_size(_MAX_NOTE_SIZE, lambda size: sum(row_heights(size)[2:]) <= height)
    upper, middle, upper_two, lowest = row_heights(size)
    lower_line = _clamped(height * _LOWER_LINE_SHARE, upper_two, height - lowest)
    middle_line = _clamped(lower_line * _MIDDLE_LINE_SHARE, upper, lower_line - middle)
    xs = [area.left + unit_width * unit for unit in range(WIDTH + 1)]
    ys = [area.top + y for y in (0, middle_line, lower_line, height)]
    return Sheet(
        size,
        {
            block: Area(xs[rect.left], ys[rect.top], xs[rect.right], ys[rect.bottom])
            for block, rect in BLOCK_RECTS.items()
        },
    )


def note_size(
    contents: Sequence[Paragraph],
    area: Area,
    size: float,
    language: str,
    min_column_width: float,
) -> float:
    """Return the size of a block's notes: that of all, or a larger one if that is hard to read.

    Args:
        contents: What `paragraphs` yields for the block.
        area: The block's area.
        size: The size of the notes at which every block fits.
        language: As passed to `lay_out`.
        min_column_width: As passed to `lay_out`.
    """
    width, height = area.right - area.left - 2 * PADDING, area.bottom - area.top

    def fits(larger: float) -> bool:
        columns = _columns(width, larger, min_column_width)
        return _block_height(contents, columns, larger, language) <= height

    return max(size, largest_size(_LEGIBLE_SIZE, fits)) if size < _LEGIBLE_SIZE else size


def place_paragraphs(
    contents: Sequence[Paragraph],
    area: Area,
    size: float,
    language: str,
    min_column_width: float = inf,
) -> Iterator[PlacedParagraph]:
    """Yield the paragraphs of a block with their positions below the block's title.

    Args:
        contents: What `paragraphs` yields for the block.
        area: The block's area.
        size: The size of the notes.
        language: As passed to `lay_out`.
        min_column_width: As passed to `lay_out`.
    """
    left, width = area.left + PADDING, area.right - area.left - 2 * PADDING
    top, height = area.top + HEADING_HEIGHT, area.bottom - area.top - HEADING_HEIGHT - PADDING
    count, column_width = _columns(width, size, min_column_width)
    lines = [_paragraph_lines(paragraph, column_width, size, language) for paragraph in contents]
    positions = _positions(contents, lines, size, height if count > 1 else inf)
    for paragraph, paragraph_lines, (column, y) in zip(contents, lines, positions, strict=True):
        x = left + column * (column_width + PADDING)
        yield PlacedParagraph(paragraph, x, top + y, paragraph_lines)


def _columns(width: float, size: float, min_column_width: float) -> tuple[int, float]:
    """Return the number of columns in a block of some width, and the width of each."""
    count = max(1, int((width + PADDING) / (min_column_width * size + PADDING)))
    return count, (width + PADDING) / count - PADDING


def _paragraph_lines(
    paragraph: Paragraph, width: float, size: float, language: str
) -> list[WrappedLine]:
    """Return the lines of a paragraph."""
    indent = 0 if paragraph.kind is ParagraphKind.PHASE else paragraph.indent
    return break_lines(paragraph.text, width / size - indent, language)


def _positions(
    contents: Sequence[Paragraph],
    lines: Sequence[Sequence[WrappedLine]],
    size: float,
    column_height: float,
) -> list[tuple[int, float]]:
    """Return the column of each paragraph, from 0, and its distance from the top of the column.

    Args:
        contents: The paragraphs.
        lines: The lines of each.
        size: The size of the notes.
        column_height: The height of a column. A paragraph is not split, a phase stays with its
            first note, and a note with what became of it.
    """
    heights = [(len(paragraph_lines) * LEADING + NOTE_GAP) * size for paragraph_lines in lines]
    positions = []
    column, y = 0, 0.0
    for index, paragraph in enumerate(contents):
        following = [other.kind for other in contents[index + 1 : index + 2]]
        is_joined = paragraph.kind is ParagraphKind.PHASE or following == [ParagraphKind.DETAIL]
        needed = sum(heights[index : index + 2]) if is_joined else heights[index]
        if y and y + needed > column_height + _ROUNDING:
            column, y = column + 1, 0.0
        positions.append((column, y))
        y += heights[index]
    return positions


def _block_height(
    contents: Sequence[Paragraph], columns: tuple[int, float], size: float, language: str
) -> float:
    """Return the least height of a block with its title.

    Args:
        contents: Its paragraphs.
        columns: What `_columns` returns for it.
        size: The size of the notes.
        language: The language by which words are hyphenated.
    """
    count, column_width = columns
    lines = [_paragraph_lines(paragraph, column_width, size, language) for paragraph in contents]
    total_height = (
        sum(len(paragraph_lines) * LEADING + NOTE_GAP for paragraph_lines in lines) * size
    )
    column_height = total_height / count
    while count > 1 and contents and _overflows(contents, lines, size, column_height, count):
        column_height += max(LEADING * size, column_height / 50)
    return HEADING_HEIGHT + PADDING + column_height


def _overflows(
    contents: Sequence[Paragraph],
    lines: Sequence[Sequence[WrappedLine]],
    size: float,
    column_height: float,
    count: int,
) -> bool:
    """Tell whether paragraphs need more than `count` columns, or one is too high for any column."""
    positions = _positions(contents, lines, size, column_height)
    return positions[-1][0] >= count or any(
        y + (len(paragraph_lines) * LEADING + NOTE_GAP) * size > column_height + _ROUNDING
        for (_, y), paragraph_lines in zip(positions, lines, strict=True)
    )


def _clamped(value: float, minimum: float, maximum: float) -> float:
    """Return the value, or the nearest one between the minimum and the maximum."""
    return max(minimum, min(value, maximum))
