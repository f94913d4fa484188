"""Substitutes for the characters that the font of a Linux console lacks.

Such a font has 256 or 512 characters, most often those of code page 437 (Linux' own font, in
`drivers/tty/vt/cp437.uni`): single and double lines, but no heavy ones, no ellipsis, no curly
quotes. Each substitute is as wide as its character, and only the screen has it: what the user typed
is in the file as it was typed.
"""

from collections.abc import Mapping

from bmc_tui.render.box_drawing import CHARACTERS

_BY_ARMS = {
    # up, right, down, left: 0 none, 1 single, 2 double; a line is as double as its heavier half.
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


def _lines() -> Mapping[str, str]:
    """Return double lines for the lines with a heavy part."""
    doubles = {}
    for number, character in enumerate(CHARACTERS):
        up, right, down, left = (number // 3**place % 3 for place in (3, 2, 1, 0))
        upright, across = max(up, down), max(right, left)
        weights = (up and upright, right and across, down and upright, left and across)
        arms = "".join(map(str, weights))
        if "2" in arms and arms in _BY_ARMS:
            doubles[character] = _BY_ARMS[arms]
    return doubles


def substitutions(environ: Mapping[str, str]) -> Mapping[int, str]:
    """Return a table for `str.translate`; it is empty except on a Linux console.

    Args:
        environ: The variables that say what the terminal is.
    """
    if environ.get("TERM") != "linux":
        return {}
    return str.maketrans({**_SIMPLE, **_lines()})
