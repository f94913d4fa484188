"""Substitutes for characters that a terminal lacks: a Linux console, or one set to plain lines.

The font of such a console has 256 or 512 characters, most often those of code page 437 (Linux' own
font, in `drivers/tty/vt/cp437.uni`): single and double lines, but no heavy ones, no ellipsis, no
curly quotes. Plain lines are in ASCII, for terminals in which lines, quotes, arrows and letters
such as é are two cells wide, as in East Asia ("ambiguous" in Unicode's UAX #11). Each substitute is
as wide as its character. Only the screen shows it: the file has what the user typed.
"""

import re
import unicodedata
from collections.abc import Mapping

from bmc_tui.render.box_drawing import CHARACTERS

_BY_ARMS = {
    # The arms up, right, down and left: 0 none, 1 single, 2 double.
    "0101": "─", "1010": "│", "0202": "═", "2020": "║",
    "0110": "┌", "0011": "┐", "1100": "└", "1001": "┘",
    "1110": "├", "1011": "┤", "0111": "┬", "1101": "┴", "1111": "┼",
    "0210": "╒", "0120": "╓", "0220": "╔", "0012": "╕", "0021": "╖", "0022": "╗",
    "1200": "╘", "2100": "╙", "2200": "╚", "1002": "╛", "2001": "╜", "2002": "╝",
    "1210": "╞", "2120": "╟", "2220": "╠", "1012": "╡", "2021": "╢", "2022": "╣",
    "0212": "╤", "0121": "╥", "0222": "╦", "1202": "╧", "2101": "╨", "2202": "╩",
    "1212": "╪", "2121": "╫", "2222": "╬",
}  # fmt: skip

_SIMPLE = {
    "…": "~",
    "⏎": "◄",
    "“": '"', "”": '"', "„": '"', "‘": "'", "’": "'",
    "–": "-", "—": "-", "‑": "-", "−": "-",
    "×": "x",
    "▁": "_", "▂": "_", "▃": "▄", "▅": "▄", "▆": "▄", "▇": "█", "▔": "▀",
    "▎": "▌", "▊": "█", "▏": "│", "▕": "│",
}  # fmt: skip
"""Substitutes for characters other than lines with a heavy part."""


def _double_lines() -> Mapping[str, str]:
    """Return the substitutes for lines with a heavy part, which is drawn double.

    The code page has no line of which one half is double: both halves are as heavy as the heavier.
    """
    doubles = {}
    for number, character in enumerate(CHARACTERS):
        up, right, down, left = (number // 3**place % 3 for place in (3, 2, 1, 0))
        vertical, horizontal = max(up, down), max(right, left)
        weights = (up and vertical, right and horizontal, down and vertical, left and horizontal)
        arms = "".join(map(str, weights))
        if "2" in arms and arms in _BY_ARMS:
            doubles[character] = _BY_ARMS[arms]
    return doubles


_PLAIN = {
    **{character: text for character, text in _SIMPLE.items() if text.isascii()},
    **dict.fromkeys(map(chr, range(0x2580, 0x25A0)), "#"),  # blocks, of which scrollbars are made
    **dict.fromkeys("▏▎▍▌▕", "|"),
    "▁": "_",
    "·": "*", "•": "*", "●": "*", "○": "o", "■": "#", "□": "o",
    "→": ">", "←": "<", "↑": "^", "↓": "v", "↕": "|",
    "«": "<", "»": ">",
    "€": "E", "ø": "o", "Ø": "O", "ß": "s", "ł": "l", "đ": "d", "÷": "/", "¡": "!", "¿": "?",
}  # fmt: skip
"""Substitutes in ASCII for characters other than lines, and than letters with accents."""

_LATIN = range(0xA1, 0x250)
"""The code points of Latin letters beyond ASCII."""


def _plain_letters() -> Mapping[str, str]:
    """Return the substitutes in ASCII for letters that may be two cells wide."""
    ambiguous = (char for char in map(chr, _LATIN) if unicodedata.east_asian_width(char) == "A")
    parts = {char: unicodedata.normalize("NFKD", char) for char in ambiguous}
    return {
        char: text[0]
        for char, text in parts.items()
        if re.match("[A-Za-z]", text) and all(map(unicodedata.combining, text[1:]))
    }


def _ascii_lines() -> Mapping[str, str]:
    """Return the substitutes in ASCII for lines; one with a heavy part differs from a light one."""
    plain = {}
    for number, character in enumerate(CHARACTERS[1:], 1):
        up, right, down, left = (number // 3**place % 3 for place in (3, 2, 1, 0))
        is_heavy = max(up, right, down, left) > 1
        if not (up or down):
            plain[character] = "=" if is_heavy else "-"
        elif not (right or left):
            plain[character] = "#" if is_heavy else "|"
        else:
            plain[character] = "#" if is_heavy else "+"
    return plain


def substitutions(environ: Mapping[str, str], *, is_plain: bool = False) -> Mapping[int, str]:
    """Return a table for `str.translate`; it is empty where the terminal shows all characters.

    Args:
        environ: The environment variables, which say what the terminal is.
        is_plain: Whether the user has set plain lines.
    """
    if is_plain:
        return str.maketrans({**_plain_letters(), **_PLAIN, **_ascii_lines()})
    if environ.get("TERM") != "linux":
        return {}
    return str.maketrans({**_SIMPLE, **_double_lines()})
