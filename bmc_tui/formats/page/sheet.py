"""The nine blocks on a sheet of A4 across: where each lies, and how large the notes can be.

Lengths are in quarters of a millimetre. Whatever the canvas holds fits: the rows make room where
the notes are, and where that is not enough all notes become smaller, together. Small notes stand
in columns within their block, so that no line is longer than can be read.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import inf

from bmc_tui.formats.page.metrics import break_lines
from bmc_tui.guide import Guide
from bmc_tui.guide.lexicon import segments_of
from bmc_tui.model.blocks import BLOCKS, GENERAL, Block
from bmc_tui.model.canvas import Canvas
from bmc_tui.model.layout import BLOCK_RECTS, WIDTH
from bmc_tui.model.segments import Segment
from bmc_tui.render.grouping import notes_by_section
from bmc_tui.render.segment_marks import notes_with_segments

PAGE = (1188.0, 840.0)
"""A4 across."""

PADDING = 12.0
"""Between a block's border and what stands in it."""

HEADING_HEIGHT = 34.0
"""What a block's title takes of its height."""

LEADING = 1.25
"""From a line of a note to the next, as a share of the notes' size."""

NOTE_GAP = 0.35
"""Between notes, likewise."""

LEGEND_HEIGHT = 22.0
"""What the line takes that says which segments the letters mean, under the blocks."""

LEGEND_SIZE = 13.0
"""Of its characters, where there is room."""

INDENT = 0.8
"""Where a note's text starts, behind its bullet, likewise."""

MIN_COLUMN_WIDTH = 22.0
"""The least width of a column of notes where a block has more than one, likewise."""

_LARGEST = 16.0
"""The size of the notes where there is room: 4 millimetres, which is 11 points."""

_ROUNDING = 0.01
"""So much sums may differ that are the same."""

_SMALLER = 0.97
"""The step from one size to the next that is tried."""

_STEPS = 400
"""So many steps down there is room for millions of notes."""

_LOW, _MIDDLE = 0.7, 0.5
"""Where the lines between the rows lie when there is room, as on the printed sheet."""


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A note, or the name of the phase that the notes after it belong to."""

    text: str
    is_note: bool
    own: Segment | None = None
    """The segment that the note is, if it is one."""


@dataclass(frozen=True, slots=True)
class PlacedParagraph:
    """A paragraph in its place."""

    paragraph: Paragraph
    left: float
    top: float
    lines: Sequence[tuple[int, int]]
    """(start, end) of its text; the spaces at a break end the line."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A canvas laid out."""

    size: float
    """Of the notes."""
    blocks: Mapping[Block, Area]


def paragraphs(canvas: Canvas, block: Block, guide: Guide) -> Iterator[Paragraph]:
    """Yield what stands in a block, from top to bottom."""
    for section, notes in notes_by_section(canvas, block):
        if section != GENERAL:
            yield Paragraph(guide.section_title(block, section), is_note=False)
        for _, note, own in notes_with_segments(canvas, block, notes):
            yield Paragraph(note.text, is_note=True, own=own)


def area_above_legend(canvas: Canvas, area: Area) -> Area:
    """Return what is left of an area over the line that says what the letters mean."""
    return replace(area, bottom=area.bottom - LEGEND_HEIGHT) if segments_of(canvas) else area


def largest_fitting_size(text: str, room: float, height: float, largest: float) -> float:
    """Return the size at which a text fits as large as can be, no larger than `largest`."""

    def fits(step: int) -> bool:
        size = largest * _SMALLER**step
        return len(break_lines(text, room / size)) * size * LEADING <= height

    return largest * _SMALLER ** bisect_left(range(_STEPS), True, key=fits)


def lay_out(canvas: Canvas, guide: Guide, area: Area, measure: float = inf) -> Sheet:
    """Return the canvas laid out with its notes as large as they can be.

    Args:
        canvas: What to lay out.
        guide: The language of the phases.
        area: Where on the page.
        measure: The least width of a column of notes, as a share of their size; when left out a
            block has but one column.
    """
    texts = {block: list(paragraphs(canvas, block, guide)) for block in BLOCKS}
    column = (area.right - area.left) / WIDTH
    high = area.bottom - area.top

    def needs(size: float) -> list[float]:
        """Return what each row needs: the upper two, both together, the lowest."""
        least = [0.0] * 4
        for block, inside in texts.items():
            place = BLOCK_RECTS[block]
            room = (place.right - place.left) * column - 2 * PADDING
            row = {(0, 1): 0, (1, 2): 1, (0, 2): 2, (2, 3): 3}[place.top, place.bottom]
            least[row] = max(least[row], _height(inside, room, size, measure))
        least[2] = max(least[2], least[0] + least[1])
        return least

    def fits(step: int) -> bool:
        _, _, upper, lowest = needs(_LARGEST * _SMALLER**step)
        return upper + lowest <= high

    size = _LARGEST * _SMALLER ** bisect_left(range(_STEPS), True, key=fits)
    first, second, upper, lowest = needs(size)
    low = _between(high * _LOW, upper, high - lowest)
    middle = _between(low * _MIDDLE, first, low - second)
    xs = [area.left + column * unit for unit in range(WIDTH + 1)]
    ys = [area.top + y for y in (0, middle, low, high)]
    return Sheet(
        size,
        {
            block: Area(xs[place.left], ys[place.top], xs[place.right], ys[place.bottom])
            for block, place in BLOCK_RECTS.items()
        },
    )


def place_paragraphs(
    inside: Sequence[Paragraph], area: Area, size: float, measure: float = inf
) -> Iterator[PlacedParagraph]:
    """Yield what stands in a block, each in its place under the block's title.

    Args:
        inside: What `paragraphs` gives.
        area: The block's.
        size: Of the notes.
        measure: As `arranged` was given.
    """
    left, room = area.left + PADDING, area.right - area.left - 2 * PADDING
    top, high = area.top + HEADING_HEIGHT, area.bottom - area.top - HEADING_HEIGHT - PADDING
    count, wide = _columns(room, size, measure)
    broken = [_lines(paragraph, wide, size) for paragraph in inside]
    places = _flowed(inside, broken, size, high if count > 1 else inf)
    for paragraph, lines, (column, y) in zip(inside, broken, places, strict=True):
        yield PlacedParagraph(paragraph, left + column * (wide + PADDING), top + y, lines)


def _columns(room: float, size: float, measure: float) -> tuple[int, float]:
    """Return how many columns a block has, and how wide they are."""
    count = max(1, int((room + PADDING) / (measure * size + PADDING)))
    return count, (room + PADDING) / count - PADDING


def _lines(paragraph: Paragraph, room: float, size: float) -> list[tuple[int, int]]:
    """Return the lines of a paragraph as (start, end) of its text."""
    return break_lines(paragraph.text, room / size - (INDENT if paragraph.is_note else 0))


def _flowed(
    inside: Sequence[Paragraph],
    broken: Sequence[Sequence[tuple[int, int]]],
    size: float,
    high: float,
) -> list[tuple[int, float]]:
    """Return for each paragraph its column, from 0, and how far down in it it starts.

    Args:
        inside: The paragraphs.
        broken: Their lines.
        size: Of the notes.
        high: How high a column is; a paragraph is not parted, nor a phase from its first note.
    """
    heights = [(len(lines) * LEADING + NOTE_GAP) * size for lines in broken]
    places = []
    column, y = 0, 0.0
    for at, paragraph in enumerate(inside):
        together = heights[at] if paragraph.is_note else sum(heights[at : at + 2])
        if y and y + together > high + _ROUNDING:
            column, y = column + 1, 0.0
        places.append((column, y))
        y += heights[at]
    return places


def _height(inside: Sequence[Paragraph], room: float, size: float, measure: float) -> float:
    """Return the height of a block with its title."""
    count, wide = _columns(room, size, measure)
    broken = [_lines(paragraph, wide, size) for paragraph in inside]
    whole = sum(len(lines) * LEADING + NOTE_GAP for lines in broken) * size
    high = whole / count
    while count > 1 and inside and _overflows(inside, broken, size, high, count):
        high += max(LEADING * size, high / 50)
    return HEADING_HEIGHT + PADDING + high


def _overflows(
    inside: Sequence[Paragraph],
    broken: Sequence[Sequence[tuple[int, int]]],
    size: float,
    high: float,
    count: int,
) -> bool:
    """Tell whether paragraphs take more than `count` columns, or one more than its height."""
    places = _flowed(inside, broken, size, high)
    return places[-1][0] >= count or any(
        y + (len(lines) * LEADING + NOTE_GAP) * size > high + _ROUNDING
        for (_, y), lines in zip(places, broken, strict=True)
    )


def _between(wished: float, least: float, most: float) -> float:
    """Return what is wished, or what is nearest to it."""
    return max(least, min(wished, most))
