"""Estimates the width of text in a sans-serif font, and breaks it into lines by that width.

No font is available here, and the one that will be used is unknown. The widths are those of Arial
(Helvetica and Liberation Sans have the same), a little widened: in a wider font, such as DejaVu
Sans, a full line then reaches into the margin beside it but not beyond. Widths are in ems,
multiples of the font's size.
"""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from functools import lru_cache
from unicodedata import normalize

from rich.cells import cell_len, split_graphemes

from bmc_tui.model.caching import MAX_CACHED_CHARACTERS
from bmc_tui.render.fitting.words import Measure, WrappedLine, lines_by

_WIDENING_FACTOR = 1.07
"""Widths as a share of Arial's: halfway to DejaVu Sans, which is some 14% wider."""

BOLD_FACTOR = 1.07
"""The width of bold text as a share of that of regular text."""

LEADING = 1.25
"""From the top of a line to the top of the next, as a share of the size of its characters."""

_STEP_FACTOR = 0.97
"""Each size that is tried, as a share of the previous one."""

_MAX_STEPS = 400
"""Steps down from the largest size; at the last size millions of notes fit."""

_ARIAL_WIDTHS = {
    0.2: "'",
    0.23: "ijl‘’",
    0.28: " !,./:;I[\\]ft|·\xa0",
    0.34: "()-`r{}“”",
    0.37: '"•*°',
    0.5: "↕Jcksvxyz^",
    0.56: "#$0123456789?L_abdeghnopqu€–«»§£¥",
    0.6: "+<=>~×FTZßø",
    0.67: "&ABEKPSVXY",
    0.73: "CDHNRUw©®",
    0.78: "GOQ",
    0.84: "Mm½",
    0.9: "%æ",
    1.0: "Wœ@…—←→",
}
"""The common characters of the program's languages, by their width in Arial."""

_WIDTHS = {
    char: width * _WIDENING_FACTOR for width, chars in _ARIAL_WIDTHS.items() for char in chars
}

_OTHER_WIDTH = 0.75
"""The width of an average character of another script, capitals included."""

_WIDE_WIDTH, _EMOJI_WIDTH = 1.05, 1.35
"""The widths of characters that take two cells in a terminal: Chinese and the like, and emoji."""


def text_width(text: str) -> float:
    """Return the width of one line of text, in ems."""
    try:
        return sum(map(_WIDTHS.__getitem__, text))
    except KeyError:
        return sum(width for _, _, width in _measured_graphemes(text))


def break_lines(text: str, room: float, language: str = "") -> list[WrappedLine]:
    """Return the lines of `text`, broken as on the board (`render.fitting.words`).

    Unlike there, a line keeps the spaces at its end: text copied from a picture then has them.

    Args:
        text: One clean line.
        room: The width of a line, in ems; a character that is wider gets a line to itself.
        language: The code of the language by which a word that is wider is hyphenated; "" breaks
            it where the line is full.

    Returns:
        At least one line; joined, they are the text.
    """
    lines = [*lines_by(_EMS, text, room, language)]
    ends = [*(line.start for line in lines[1:]), len(text)]
    return [line._replace(end=end) for line, end in zip(lines, ends, strict=True)]


def _width(text: str) -> float:
    """Return `text_width`, cached: one layout measures each word a dozen times."""
    return text_width(text) if len(text) > MAX_CACHED_CHARACTERS else _cached_width(text)


_cached_width = lru_cache(maxsize=8192)(text_width)


def _measured_graphemes(text: str) -> list[tuple[int, int, float]]:
    """Return the graphemes of a text: the start, the end and the width of each."""
    return [
        (start, end, _grapheme_width(text[start:end])) for start, end, _ in split_graphemes(text)[0]
    ]


def _grapheme_width(grapheme: str) -> float:
    """Return the width of one grapheme, in ems."""
    cells = cell_len(grapheme)
    if cells == 0:
        return 0.0
    if cells > 1:
        emoji = ord(grapheme[0]) >= 0x1F000 or "\ufe0f" in grapheme  # noqa: PLR2004 - the pictographs' first plane
        return _EMOJI_WIDTH if emoji else _WIDE_WIDTH
    # An accent takes no width of its own.
    return _WIDTHS.get(normalize("NFD", grapheme)[0], _OTHER_WIDTH * _WIDENING_FACTOR)


_EMS = Measure(_width, _measured_graphemes)
"""The width of text in ems."""


def largest_size(max_size: float, fits: Callable[[float], bool]) -> float:
    """Return the largest of the tried sizes of characters at which something fits.

    Args:
        max_size: The largest size that they may have.
        fits: Tells whether it fits at a size; if so, it must fit at all smaller ones too.
    """
    steps = range(_MAX_STEPS)
    step = bisect_left(steps, True, key=lambda step: fits(max_size * _STEP_FACTOR**step))
    return max_size * _STEP_FACTOR**step


def largest_fitting_size(
    texts: Sequence[str], width: float, height: float, max_size: float
) -> float:
    """Return the largest size at which texts, one below the other, fit a width and a height.

    Args:
        texts: The texts.
        width: The width that their lines are broken at.
        height: The height that all of them have.
        max_size: The largest size that they may have.
    """

    def fits(size: float) -> bool:
        line_count = sum(len(break_lines(text, width / size)) for text in texts)
        return line_count * size * LEADING <= height

    return largest_size(max_size, fits)
