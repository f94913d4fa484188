"""Breaks the notes in a picture into lines where a language breaks words, with hyphens added.

The widths are those of a terminal, or what a `Measure` says, as for the font of a poster.

`render.wrap` breaks a word that is too long where the line is full, and adds nothing: text that may
be read back, such as the picture as text, is broken that way.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from rich.cells import cell_len, split_graphemes

from bmc_tui.model.caching import MAX_CACHED_CHARACTERS, MAX_CACHED_TEXTS
from bmc_tui.render.fitting.hyphens import MAX_LETTERS, MIN_LETTERS, hyphen_positions

_WORD = re.compile("[^ ]+")

_LETTERS = re.compile(rf"[^\W\d_]{{{2 * MIN_LETTERS},{MAX_LETTERS}}}")
"""What may be hyphenated in a word."""

_is_address = re.compile(r"\w@|://|\w\.\w").search
"""Whether a hyphen would make another word of it: the address of a page, or of mail."""

_SEPARATOR = re.compile(r"(?<=\w)[-/‐–]+(?=\w)")
"""Behind this a word breaks without a hyphen."""

_SIGNS = "€$£¥"
"""Currency signs; an amount stays on the line of its sign."""

_TIMES = ("x", "×", "*")
"""Signs of multiplication, which stay on the line of the number after them."""


HYPHEN = "-"
"""What ends a line in the middle of a word."""


class Measure(NamedTuple):
    """How wide text is."""

    width: Callable[[str], float]
    """Returns the width of a text."""
    graphemes: Callable[[str], Sequence[tuple[int, int, float]]]
    """Returns the characters of a text as the user sees them: their start, end and width."""


def _cell_graphemes(text: str) -> Sequence[tuple[int, int, float]]:
    """Return the characters of a text with their cells."""
    return split_graphemes(text)[0]


CELLS = Measure(cell_len, _cell_graphemes)
"""The width in the cells of a terminal."""


class WrappedLine(NamedTuple):
    """A line of a text."""

    start: int
    end: int
    """Index after its last character."""
    is_hyphenated: bool = False
    """Whether it ends in a hyphen that is not in the text."""

    def shown(self, text: str) -> str:
        """Return the line of `text`, with its hyphen."""
        return text[self.start : self.end] + (HYPHEN if self.is_hyphenated else "")


def break_lines(text: str, width: int, language: str) -> Iterable[WrappedLine]:
    """Return the lines of `text`, each with its hyphen at most `width` cells wide.

    Lines break at spaces, which are left out; not between a currency sign and its amount, nor
    before punctuation that would start a line. A word wider than a line breaks after a slash or a
    dash, else where it can be hyphenated, else where the line is full. A character wider than a
    line gets a line to itself.

    Args:
        text: One line of clean text.
        width: Cells, at least 1.
        language: The code of the language by which words are hyphenated.
    """
    if len(text) > MAX_CACHED_CHARACTERS:
        return lines_by(CELLS, text, width, language)
    return _cached_lines(text, width, language)


@lru_cache(maxsize=MAX_CACHED_TEXTS)
def _cached_lines(text: str, width: int, language: str) -> tuple[WrappedLine, ...]:
    """Return the lines of a text."""
    return tuple(lines_by(CELLS, text, width, language))


def lines_by(measure: Measure, text: str, width: float, language: str) -> Iterator[WrappedLine]:
    """Yield the lines of a text, as `break_lines` does, by widths of any unit.

    Args:
        measure: How wide text is.
        text: One line of clean text.
        width: The width of a line.
        language: The code of the language by which words are hyphenated.
    """
    if measure.width(text) <= width:
        yield WrappedLine(0, len(text))
        return
    start = end = 0  # the line so far is text[start:end]
    used = 0.0
    for first, last in _units(measure, text, width):
        needed = measure.width(text[first:last])
        gap = measure.width(text[end:first]) if end > start else 0
        if needed <= width:
            if used + gap + needed > width:
                yield WrappedLine(start, end)
                start = end
                used = gap = 0
            start = start if end > start else first
            end, used = last, used + gap + needed
            continue
        of_word = _LongWord if last - first > MAX_CACHED_CHARACTERS else _cached_word
        word = of_word(measure, text[first:last], language)
        done = 0  # characters of the word that are on a line
        while done < last - first:
            is_new = start == end
            room = width if is_new else width - used - gap
            piece = word.cut(done, room, is_new=is_new)
            if piece is None:
                yield WrappedLine(start, end)
                start = end
                continue
            start = first + done if is_new else start
            end, done = first + piece.end, piece.end
            if done < last - first:
                yield WrappedLine(start, end, piece.is_hyphenated)
                start = end
            else:
                used = width - room + word.width(piece.start, piece.end)
    yield WrappedLine(start, end)


def _units(measure: Measure, text: str, width: float) -> Iterator[tuple[int, int]]:
    """Yield the words that stay on one line, as (start, end); with what must not leave them."""
    start = end = 0
    previous = ""
    for match in _WORD.finditer(text):
        first, last = match.span()
        word = match[0]
        is_short = last - start <= 4 * width  # so that a long word is not measured for each mark
        is_tied = end and is_short and _is_tied(previous, word)
        if is_tied and measure.width(text[start:last]) <= width:
            end = last
        else:
            if end:
                yield start, end
            start, end = first, last
        previous = word
    yield start, end


def _is_tied(word: str, next_word: str) -> bool:
    """Return whether a line must not end between two words."""
    if next_word[0].isdigit():
        return word[-1] in _SIGNS or word in _TIMES
    if next_word[-1] in _SIGNS:
        return word[-1].isdigit()
    return next_word not in _TIMES and not any(map(str.isalnum, next_word))


@lru_cache(maxsize=MAX_CACHED_TEXTS)
def _cached_word(measure: Measure, text: str, language: str) -> "_LongWord":
    """Return a word that is wider than a line, cached: a poster is laid out at many sizes."""
    return _LongWord(measure, text, language)


class _LongWord:
    """A word that is wider than a line, and so broken.

    Args:
        measure: How wide text is.
        text: The word, with the marks at it.
        language: The code of the language by which it is hyphenated.
    """

    def __init__(self, measure: Measure, text: str, language: str) -> None:
        self._text = text
        self._hyphen = measure.width(HYPHEN)
        graphemes = measure.graphemes(text)
        self._offsets = [0, *(last for _, last, _ in graphemes)]
        """The indices at which characters, as the user sees them, start and end."""
        self._widths = [*accumulate((width for _, _, width in graphemes), initial=0.0)]
        """The width of the text up to each offset."""
        self._separators = self._indices(match.end() for match in _SEPARATOR.finditer(text))
        """Where it can be broken without a hyphen, as indices of offsets."""
        self._hyphens: list[int] = []
        """Where it can be broken with one."""
        if not _is_address(text):
            self._hyphens = self._indices(
                match.start() + position
                for match in _LETTERS.finditer(text)
                for position in hyphen_positions(match[0], language)
            )
        self._runs_on = cell_len(text) > len(text)
        """Whether it goes on after another word wherever the line is full: characters that take
        two cells are those of languages that write no spaces."""

    def _indices(self, offsets: Iterable[int]) -> list[int]:
        """Return the indices of offsets, without those inside a character."""
        indices = ((bisect_right(self._offsets, offset) - 1, offset) for offset in offsets)
        return [index for index, offset in indices if self._offsets[index] == offset]

    def width(self, start: int, end: int) -> float:
        """Return the width between two offsets."""
        first, last = (bisect_right(self._offsets, offset) - 1 for offset in (start, end))
        return self._widths[last] - self._widths[first]

    def cut(self, start: int, room: float, *, is_new: bool) -> WrappedLine | None:
        """Return the part of the text from an offset on that fits in `room`.

        Args:
            start: The offset.
            room: The width.
            is_new: Whether it starts a new line.

        Returns:
            The piece; None where it is to start on a new line.
        """
        first = bisect_right(self._offsets, start) - 1
        limit = self._widths[first] + room
        if self._widths[-1] <= limit:
            return WrappedLine(start, len(self._text))
        separator = self._last(self._separators, first, limit)
        hyphen = self._last(self._hyphens, first, limit - self._hyphen)
        if self._offsets[separator] - start > MIN_LETTERS:
            return WrappedLine(start, self._offsets[separator])
        if self._offsets[hyphen] - start >= MIN_LETTERS:
            return WrappedLine(start, self._offsets[hyphen], is_hyphenated=True)
        last = self._full(first, limit, is_new=is_new)
        return WrappedLine(start, self._offsets[last]) if last > first else None

    def _full(self, first: int, limit: float, *, is_new: bool) -> int:
        """Return the index at which the line is full; `first` for a new line."""
        if not is_new and not self._runs_on:
            return first
        last = bisect_right(self._widths, limit) - 1
        if last <= first:
            return first + is_new
        rest = self._text[self._offsets[last] :]
        are_marks_left = len(rest) <= MIN_LETTERS and not any(map(str.isalnum, rest))
        earlier = last - MIN_LETTERS + 1
        return earlier if are_marks_left and earlier > first else last

    def _last(self, indices: list[int], first: int, limit: float) -> int:
        """Return the last of `indices` up to which the text is `limit` wide; else `first`."""
        count = bisect_right(indices, limit, key=self._widths.__getitem__)
        return max(first, indices[count - 1]) if count else first
