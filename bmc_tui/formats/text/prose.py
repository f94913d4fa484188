"""Tells wrapped prose, whose lines are one text, from lines that each are a text.

A line continues the one above it if that is full and the line does not start like a text of its
own; or if it is indented below that, like the rest of a text without a bullet.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from bmc_tui.guide.aliases import is_open_end

_GOES_ON = (",", "-", "–")
"""What a line ends with that the next one continues, even with a capital."""

_ENDS_OF_ITEMS = (";",)
"""What a line ends with that is an item of a list."""

_MIN_PROSE_CHARACTERS = 60
"""Characters of a line that is full."""

_MIN_HANGING_WORDS = 4
"""Minimum number of words of a line that one indented below it continues, and is not an item of."""

_MAX_HANGING_LINES = 20
"""Maximum number of lines of a text whose lines are indented below its first."""

_FULL_PART = 0.6
"""How full the lines of a text are at least, beside the fullest, where it was wrapped by hand."""

_LABEL = re.compile(r"[^\W\d_][^:.!?]{0,40}:\s")
"""The label of a text of its own: `Fleet owners: firms with five cars`."""


def text_spans(lines: Sequence[str], margins: Sequence[int] = ()) -> Iterator[tuple[int, int]]:
    """Yield the index of the first line of each text, and the index after its last line.

    Args:
        lines: The lines of a paragraph.
        margins: The spaces before each line; empty if unknown.
    """
    texts = [line.strip() for line in lines]
    if len(margins) != len(lines):
        margins = ()
    ends = map(sum, zip_longest(map(len, texts), margins, fillvalue=0))
    is_wrapped = any(map(_surely_goes_on, texts, texts[1:]))
    paragraph = _Paragraph(texts, margins, max(ends, default=0), is_wrapped)
    start = 0
    while start < len(lines):
        end = paragraph.end_of_hanging(start)
        while end < len(lines) and paragraph.goes_on(start, end):
            end += 1
        yield start, end
        start = end


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """The lines of a paragraph, and the spaces before each, if they are known."""

    lines: Sequence[str]
    margins: Sequence[int]
    """None, or one for each line."""
    width: int
    """The characters of the longest line, with its margin."""
    is_wrapped: bool
    """Whether a line surely continues a full one."""

    def end_of_hanging(self, start: int) -> int:
        """Return the index after the lines that are indented below one and continue it."""
        if not self.margins or self.lines[start].endswith("?"):
            return start + 1
        end, last = start + 1, min(start + _MAX_HANGING_LINES, len(self.lines))
        while end < last and self.margins[end] > self.margins[start]:
            end += 1
        above, below = self.lines[start : end - 1], self.lines[start + 1 : end]
        is_text = is_open(above[0]) if above else False
        is_text |= len(self.lines[start].split()) >= _MIN_HANGING_WORDS
        is_full = len(below) == 1 or not any(map(self._had_room, range(start + 1, end)))
        # A text that was wrapped by hand has lines of about one length, and a break within.
        least = _FULL_PART * max(map(len, above), default=0)
        opens = [*map(is_open, above)]
        is_even = any(opens) and all(len(line) >= least for line in above)
        goes_on = all(map(_goes_on_below, above, below))
        return end if is_text and goes_on and (is_full or is_even or all(opens)) else start + 1

    def goes_on(self, start: int, index: int) -> bool:
        """Tell whether a line continues a text that starts above it at the same margin."""
        above, line = self.lines[index - 1], self.lines[index]
        if not is_full(above) or above.endswith(_ENDS_OF_ITEMS):
            return False
        if is_open(above) or line[:1].islower():
            return True
        if _LABEL.match(line):
            return False
        if not line[:1].isupper():
            return self.lines[start][:1].isalpha()
        return self.is_wrapped and not self._had_room(index)

    def _had_room(self, index: int) -> bool:
        """Tell whether the first word of a line would have fitted on the line above it too."""
        first_word = self.lines[index].partition(" ")[0]
        margin = self.margins[index - 1] if self.margins else 0
        return margin + len(self.lines[index - 1]) + 1 + len(first_word) <= self.width


def _surely_goes_on(above: str, line: str) -> bool:
    """Tell whether a line continues a full one above it: without a capital, or after `of`."""
    return is_full(above) and (line[:1].islower() or is_open(above))


def _goes_on_below(above: str, line: str) -> bool:
    """Tell whether an indented line can continue the one above it."""
    return is_open(above) or (line[:1].islower() and not above.endswith(_ENDS_OF_ITEMS))


def is_full(line: str) -> bool:
    """Tell whether a line is so long that the next one may continue it."""
    return len(line) >= _MIN_PROSE_CHARACTERS


def is_open(line: str) -> bool:
    """Tell whether a line ends in mid-sentence: with a comma, a dash, or a word such as `of`."""
    return line.endswith(_GOES_ON) or is_open_end(line)
