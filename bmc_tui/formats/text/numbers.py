"""Turns the letters and decimals that number notes into bullets: `a. Bakers`, `1.1 Bakers`.

Markdown has lists with numbers alone: lines with letters would be one text with the line above.
"""

import re
from collections.abc import Iterator, Sequence

from bmc_tui.guide.named_lines import split_name

_LETTER = re.compile(r"(?P<before>[ \t]*(?:>[ \t]?)*[ \t]*)(?P<letter>[a-z])[.)][ \t]+(?=\S)")
_DECIMAL = re.compile(
    r"(?P<before>[ \t]*(?:>[ \t]?)*[ \t]*)(?P<number>\d{1,2})\.\d{1,2}\.?\)?[ \t]+(?=\S)"
)
_NUMBER = re.compile(r"(?P<before>[ \t]*(?:>[ \t]?)*[ \t]*)(?P<number>\d{1,2})[.)][ \t]+(?=\S)")

_MIN_NOTES = 2
"""Minimum number of notes that are numbered in this way."""

_MAX_INDENT = 3
"""Maximum number of blanks before a bullet, after which it would be code."""


def with_bullets(text: str) -> str:
    """Return a text in which notes with letters or decimals have bullets.

    Args:
        text: The text, with line feeds.
    """
    lines = text.split("\n")
    notes = [*_lettered(lines)]
    if len(notes) < _MIN_NOTES or _name_blocks(lines, notes):
        notes = []
    decimals = [*_with_decimals(lines)]
    if len(decimals) >= _MIN_NOTES and not _name_blocks(lines, decimals):
        notes += decimals
    for number, mark, width in notes:
        before = mark["before"]
        lines[number] = (
            f"{before}{' ' * max(0, width - len(before))}- {lines[number][mark.end() :]}"
        )
    return "\n".join(lines) if notes else text


def _name_blocks(lines: Sequence[str], notes: Sequence[tuple[int, re.Match[str], int]]) -> bool:
    """Tell whether a line that is numbered like that names a block."""
    return any(split_name(lines[number][mark.end() :].strip("*_ ")) for number, mark, _ in notes)


def _lettered(lines: Sequence[str]) -> Iterator[tuple[int, re.Match[str], int]]:
    """Yield the index of each line with a letter, the letter, and the position of its bullet.

    They go from `a` on: a single one with another letter is an initial.
    """
    expected, width = "a", 0
    for number, line in enumerate(lines):
        if mark := _LETTER.match(line):
            if mark["letter"] == expected:
                yield number, mark, width
                expected = chr(ord(expected) + 1)
        elif line.strip(" \t>"):
            expected = "a"
            width = _width(line)


def _with_decimals(lines: Sequence[str]) -> Iterator[tuple[int, re.Match[str], int]]:
    """The same for each line with a decimal, which starts with the number of its heading."""
    heading, width = "", 0
    for number, line in enumerate(lines):
        if (mark := _DECIMAL.match(line)) and mark["number"] == heading:
            yield number, mark, width
        elif mark := _NUMBER.match(line):
            heading, width = mark["number"], _width(line)


def _width(line: str) -> int:
    """Return the spaces that put a bullet below the text of a line with a number."""
    mark = _NUMBER.match(line)
    return len(mark[0]) if mark and ">" not in mark[0] else 0
