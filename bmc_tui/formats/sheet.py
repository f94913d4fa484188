"""The nine blocks on a sheet of A4 across: where each lies, and how large the notes can be.

Lengths are in quarters of a millimetre. Whatever the canvas holds fits: the rows make room where
the notes are, and where that is not enough all notes become smaller, together.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bmc_tui.canvas.blocks import BLOCKS, GENERAL, Block
from bmc_tui.canvas.canvas import Canvas
from bmc_tui.canvas.places import PLACES, WIDTH
from bmc_tui.formats.groups import groups
from bmc_tui.formats.metrics import wrap
from bmc_tui.guide import Guide

PAGE = (1188.0, 840.0)
"""A4 across."""

PADDING = 12.0
"""Between a block's border and what stands in it."""

HEAD = 34.0
"""What a block's title takes of its height."""

LEADING = 1.25
"""From a line of a note to the next, as a share of the notes' size."""

GAP = 0.35
"""Between notes, likewise."""

INDENT = 0.8
"""Where a note's text starts, behind its bullet, likewise."""

_LARGEST = 16.0
"""The size of the notes where there is room: 4 millimetres, which is 11 points."""

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


@dataclass(frozen=True, slots=True)
class Sheet:
    """A canvas laid out."""

    size: float
    """Of the notes."""
    blocks: Mapping[Block, Area]


def paragraphs(canvas: Canvas, block: Block, guide: Guide) -> Iterator[Paragraph]:
    """Yield what stands in a block, from top to bottom."""
    for section, notes in groups(canvas, block):
        if section != GENERAL:
            yield Paragraph(guide.section_title(block, section), is_note=False)
        for note in notes:
            yield Paragraph(note.text, is_note=True)


def lines(paragraph: Paragraph, room: float, size: float) -> list[tuple[int, int]]:
    """Return the lines of a paragraph.

    Args:
        paragraph: What to break into lines.
        room: Inside the block's padding.
        size: Of the notes.

    Returns:
        (start, end) of its text; the spaces at a break end the line.
    """
    return wrap(paragraph.text, room / size - (INDENT if paragraph.is_note else 0))


def fitting(text: str, room: float, height: float, largest: float) -> float:
    """Return the size at which a text fits as large as can be, no larger than `largest`."""

    def fits(step: int) -> bool:
        size = largest * _SMALLER**step
        return len(wrap(text, room / size)) * size * LEADING <= height

    return largest * _SMALLER ** bisect_left(range(_STEPS), True, key=fits)


def arranged(canvas: Canvas, guide: Guide, area: Area) -> Sheet:
    """Return the canvas laid out with its notes as large as they can be.

    Args:
        canvas: What to lay out.
        guide: The language of the phases.
        area: Where on the page.
    """
    texts = {block: list(paragraphs(canvas, block, guide)) for block in BLOCKS}
    column = (area.right - area.left) / WIDTH
    high = area.bottom - area.top

    def needs(size: float) -> list[float]:
        """Return what each row needs: the upper two, both together, the lowest."""
        least = [0.0] * 4
        for block, inside in texts.items():
            place = PLACES[block]
            room = (place.right - place.left) * column - 2 * PADDING
            row = {(0, 1): 0, (1, 2): 1, (0, 2): 2, (2, 3): 3}[place.top, place.bottom]
            least[row] = max(least[row], _height(inside, room, size))
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
            for block, place in PLACES.items()
        },
    )


def _height(inside: Sequence[Paragraph], room: float, size: float) -> float:
    """Return the height of a block with its title."""
    count = sum(len(lines(paragraph, room, size)) for paragraph in inside)
    return HEAD + PADDING + (count * LEADING + len(inside) * GAP) * size


def _between(wished: float, least: float, most: float) -> float:
    """Return what is wished, or what is nearest to it."""
    return max(least, min(wished, most))
