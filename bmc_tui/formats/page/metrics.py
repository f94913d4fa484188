"""Estimates the width of text in a sans-serif font, and breaks it into lines by that width.

No font is available here, and the one that will be used is unknown. The widths are those of Arial
(Helvetica and Liberation Sans have the same), a little widened: in a wider font, such as DejaVu
Sans, a full line then reaches into the margin beside it but not beyond. Widths are in ems,
multiples of the font's size.
"""

import re
from functools import lru_cache
from unicodedata import normalize

from rich.cells import cell_len, split_graphemes

_WIDENING_FACTOR = 1.07
"""Widths as a share of Arial's: halfway to DejaVu Sans, which is some 14% wider."""

BOLD_FACTOR = 1.07
"""The width of bold text as a share of that of regular text."""

_ARIAL_WIDTHS = {
    0.2: "'",
    0.23: "ijl‘’",
    0.28: " !,./:;I[\\]ft|·\xa0",
    0.34: "()-`r{}“”",
    0.37: '"•*°',
    0.5: "Jcksvxyz^",
    0.56: "#$0123456789?L_abdeghnopqu€–«»§£¥",
    0.6: "+<=>~×FTZßø",
    0.67: "&ABEKPSVXY",
    0.73: "CDHNRUw©®",
    0.78: "GOQ",
    0.84: "Mm½",
    0.9: "%æ",
    1.0: "Wœ@…—→",
}
"""The common characters of the program's languages, by their width in Arial."""

_WIDTHS = {
    char: width * _WIDENING_FACTOR for width, chars in _ARIAL_WIDTHS.items() for char in chars
}

_OTHER_WIDTH = 0.75
"""The width of an average character of another script, capitals included."""

_WIDE_WIDTH, _EMOJI_WIDTH = 1.05, 1.35
"""The widths of characters that take two cells in a terminal: Chinese and the like, and emoji."""

_WORD = re.compile(" *[^ ]+ *")


def text_width(text: str) -> float:
    """Return the width of one line of text, in ems."""
    try:
        return sum(map(_WIDTHS.__getitem__, text))
    except KeyError:
        return sum(_grapheme_width(grapheme) for grapheme, _ in _graphemes(text))


def break_lines(text: str, room: float) -> list[tuple[int, int]]:
    """Return the lines of `text` as (start, end) indices into it.

    Unlike `render.wrap`, a line keeps the spaces at its end: text copied from a picture then has
    them.

    Args:
        text: One clean line.
        room: The width of a line, in ems. A word that is wider is broken where the line is full;
            a character that is wider gets a line to itself.

    Returns:
        At least one line; joined, they are the text.
    """
    lines = []
    start = 0
    used = 0.0
    for match in _WORD.finditer(text):
        word, word_start = match[0].rstrip(" "), match.start()
        word_width = _word_width(word)
        if word_width > room:
            for grapheme, offset in _graphemes(word):
                width = _grapheme_width(grapheme)
                if used + width > room and word_start + offset > start:
                    lines.append((start, word_start + offset))
                    start, used = word_start + offset, 0.0
                used += width
        else:
            if used + word_width > room and word_start > start:
                lines.append((start, word_start))
                start, used = word_start, 0.0
            used += word_width
        used += (len(match[0]) - len(word)) * _WIDTHS[" "]
    return [*lines, (start, len(text))]


@lru_cache(maxsize=8192)
def _word_width(word: str) -> float:
    """Return `text_width`, cached: one layout measures each word a dozen times."""
    return text_width(word)


def _graphemes(text: str) -> list[tuple[str, int]]:
    """Return the graphemes of a text, each with the index at which it starts."""
    return [(text[start:end], start) for start, end, _ in split_graphemes(text)[0]]


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
