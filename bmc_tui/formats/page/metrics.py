"""How wide text is in a sans-serif font, and the lines it takes: for pictures that set real text.

No font can be asked here, and which one will be there is not known. The widths are those of
Arial (Helvetica and Liberation Sans have the same), a little widened: in a wider font, such as
DejaVu Sans, a full line then reaches into the room beside it but not beyond. Widths are in ems:
shares of the font's size.
"""

import re
from functools import lru_cache
from unicodedata import normalize

from rich.cells import cell_len, split_graphemes

_WIDENED = 1.07
"""Halfway between Arial and DejaVu Sans, which is some 14% wider."""

BOLD_FACTOR = 1.07
"""How much wider bold text is."""

_CLASSES = {
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
"""The characters of the languages that the program speaks, by width."""

_WIDTHS = {sign: width * _WIDENED for width, signs in _CLASSES.items() for sign in signs}

_OTHER = 0.75
"""A character of another script, on average with its capitals."""

_WIDE, _EMOJI = 1.05, 1.35

_WORD = re.compile(" *[^ ]+ *")


def text_width(text: str) -> float:
    """Return how wide one line of text is, in ems."""
    try:
        return sum(map(_WIDTHS.__getitem__, text))
    except KeyError:
        return sum(_width_of_grapheme(grapheme) for grapheme, _ in _graphemes(text))


def break_lines(text: str, room: float) -> list[tuple[int, int]]:
    """Return the lines of `text` as (start, end) of it; the spaces at a break end the line.

    Args:
        text: One clean line.
        room: The width of a line, in ems. A word that is wider is broken where the line is full;
            a character that is wider gets a line for itself.

    Returns:
        At least one line; joined, they are the text.
    """
    lines = []
    start = 0
    used = 0.0
    for found in _WORD.finditer(text):
        word = found[0]
        at = found.start()
        size = _width_of_word(word.rstrip(" "))
        if size > room:
            for grapheme, place in _graphemes(word.rstrip(" ")):
                sign = _width_of_grapheme(grapheme)
                if used + sign > room and at + place > start:
                    lines.append((start, at + place))
                    start, used = at + place, 0.0
                used += sign
        else:
            if used + size > room and at > start:
                lines.append((start, at))
                start, used = at, 0.0
            used += size
        used += (len(word) - len(word.rstrip(" "))) * _WIDTHS[" "]
    return [*lines, (start, len(text))]


@lru_cache(maxsize=8192)
def _width_of_word(word: str) -> float:
    """Return `width`, remembered: one picture asks for each word a dozen times."""
    return text_width(word)


def _graphemes(text: str) -> list[tuple[str, int]]:
    """Return what a person sees as characters, each with the place where it starts."""
    return [(text[start:end], start) for start, end, _ in split_graphemes(text)[0]]


def _width_of_grapheme(grapheme: str) -> float:
    """Return the width of what a person sees as one character."""
    cells = cell_len(grapheme)
    if cells == 0:
        return 0.0
    if cells > 1:
        emoji = ord(grapheme[0]) >= 0x1F000 or "\ufe0f" in grapheme  # noqa: PLR2004 - the pictographs' first plane
        return _EMOJI if emoji else _WIDE
    # An accent takes no room of its own.
    return _WIDTHS.get(normalize("NFD", grapheme)[0], _OTHER * _WIDENED)
