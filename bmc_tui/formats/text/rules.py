"""Recognizes the lines drawn across a text, which by Markdown's rules underline the text above.

`---` below a text is meant as a rule, unless it is the underline of a title. The
`--` before the signature of a mail (RFC 3676, 4.3) is one too.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bmc_tui.guide.named_lines import split_name

_DRAWN = re.compile(r"[ ]{0,3}([-=─━═—–_#+*•·])(?:\1|[ \t](?=\1)){2,}[ \t]*$")
"""A line of one sign that is drawn across a text."""

_SIGNATURE = re.compile(r"--[ \t]*$")
_UNDERLINES = "-="
"""The signs of a line that underlines a title in Markdown."""

_FENCE = re.compile(r"[ ]{0,3}(```+|~~~+)")

_NO_TEXT = re.compile(r"[ \t]*(?:[-*+>|#]|\d{1,9}[.)])(?:[ \t]|$)|[ ]{4}|\t|[ \t]*\|")
"""The start of a line that is not text of a paragraph: a bullet, a quotation, a row of a table."""

_MAX_TITLE_CHARACTERS = 80
"""Maximum number of characters of a title."""

_MAX_DIFFERENCE = 3
"""Maximum number of characters by which the underline of a title is longer or shorter than it."""

_SENTENCE_ENDS = (".", "!", ";", ",")
"""What a text ends with that is not a title."""

_RULE = "***"
"""A rule that underlines nothing (CommonMark 4.1)."""


@dataclass(frozen=True, slots=True)
class RuledText:
    """A text in which each line drawn across it is a rule by Markdown's rules too."""

    text: str
    """The text; each line keeps its number."""
    signatures: frozenset[int]
    """The lines that start the signature of a mail, from 1."""


def with_rules(text: str) -> RuledText:
    """Return a text in which each line drawn across it is a rule of Markdown.

    Args:
        text: The text, with line feeds.
    """
    lines = text.split("\n")
    drawn = [number for number in _outside_code(lines) if _is_drawn(lines[number])]
    if not drawn:
        return RuledText(text, frozenset())
    underlines = {number for number in drawn if _may_underline(lines, number)}
    # If titles are underlined, those of other texts are too.
    has_titles = any(split_name(lines[number - 1].strip()) for number in underlines)
    first = next((number for number, line in enumerate(lines) if line.strip()), 0)
    signatures = set()
    for number in drawn:
        if _SIGNATURE.match(lines[number]) and number not in underlines:
            signatures.add(number + 1)
        elif number in underlines and (has_titles or _is_title(lines, number, first)):
            continue
        lines[number] = _RULE
    return RuledText("\n".join(lines), frozenset(signatures))


def _outside_code(lines: Sequence[str]) -> Iterator[int]:
    """Yield the index of each line that is in no fenced block of code."""
    fence = ""
    for number, line in enumerate(lines):
        match = _FENCE.match(line)
        if match and not fence:
            fence = match[1]
        elif match and match[1].startswith(fence) and not line.strip(f" \t{fence[0]}"):
            fence = ""
        elif not fence:
            yield number


def _is_drawn(line: str) -> bool:
    """Tell whether a line is drawn across the text, or starts the signature of a mail."""
    return bool(_DRAWN.match(line) or _SIGNATURE.match(line))


def _may_underline(lines: Sequence[str], number: int) -> bool:
    """Tell whether a drawn line can underline a title: it is below a single line of text."""
    line = lines[number].strip()
    title = lines[number - 1] if number else ""
    if line[0] not in _UNDERLINES or " " in line or not title.strip() or _NO_TEXT.match(title):
        return False
    before = lines[number - 2] if number > 1 else ""
    is_signature = _SIGNATURE.match(lines[number]) and abs(len(line) - len(title.strip())) > 1
    is_alone = not before.strip() or _is_drawn(before)
    return is_alone and not is_signature and len(title.strip()) <= _MAX_TITLE_CHARACTERS


def _is_title(lines: Sequence[str], number: int, first: int) -> bool:
    """Tell whether the line above a drawn one is a title if no name of a block is underlined.

    Args:
        lines: The lines.
        number: The index of the drawn line.
        first: The index of the first line with text.
    """
    title, line = lines[number - 1].strip(), lines[number].strip()
    is_as_long = abs(len(line) - len(title)) <= _MAX_DIFFERENCE
    return not title.endswith(_SENTENCE_ENDS) and (number - 1 == first or is_as_long)
