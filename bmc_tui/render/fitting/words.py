"""Breaks the notes on the board into lines where a language breaks words, with hyphens added.

`render.wrap` breaks a word that is too long where the line is full, and adds nothing: what may be
read back, such as the picture as text, is broken by that.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
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
"""Signs of multiplication, which stay on the line of the number behind them."""


HYPHEN = "-"
"""What ends a line in the middle of a word."""


class WrappedLine(NamedTuple):
    """A line of a text."""

    start: int
    end: int
    """Index behind its last character."""
    is_hyphenated: bool = False
    """Whether it ends in a hyphen that is not in the text."""

    def shown(self, text: str) -> str:
        """Return the line of `text`, with its hyphen."""
        return text[self.start : self.end] + (HYPHEN if self.is_hyphenated else "")


def break_lines(text: str, width: int, language: str) -> Iterable[WrappedLine]:
    """Return the lines of `text`, each with its hyphen at most `width` cells wide.

    Lines break at spaces, which are left out; not between a currency sign and its amount, nor
    before marks that would start a line without a word. A word wider than a line breaks behind a
    slash or a dash, else where it can be hyphenated, else where the line is full. A character wider
    than a line gets a line to itself.

    Args:
        text: One line of clean text.
        width: Cells, at least 1.
        language: The code of the language by which words are hyphenated.
    """
    if len(text) > MAX_CACHED_CHARACTERS:
        return _lines(text, width, language)
    return _cached_lines(text, width, language)


@lru_cache(maxsize=MAX_CACHED_TEXTS)
def _cached_lines(text: str, width: int, language: str) -> tuple[WrappedLine, ...]:
    """Return the lines of a text."""
    return tuple(_lines(text, width, language))


def _lines(text: str, width: int, language: str) -> Iterator[WrappedLine]:
    """Yield the lines of a text."""
    if cell_len(text) <= width:
        yield WrappedLine(0, len(text))
        return
    start = end = used = 0  # the line so far is text[start:end], and takes `used` cells
    for first, last in _units(text, width):
        cells = cell_len(text[first:last])
        gap = first - end if end > start else 0
        if cells <= width:
            if used + gap + cells > width:
                yield WrappedLine(start, end)
                start = end
                used = gap = 0
            start = start if end > start else first
            end, used = last, used + gap + cells
            continue
        word = _LongWord(text[first:last], language)
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
                used = width - room + word.cells(piece.start, piece.end)
    yield WrappedLine(start, end)


def _units(text: str, width: int) -> Iterator[tuple[int, int]]:
    """Yield the words that stay on one line, as (start, end); with what must not leave them."""
    start = end = 0
    previous = ""
    for match in _WORD.finditer(text):
        first, last = match.span()
        word = match[0]
        is_short = last - start <= 4 * width  # to not count the cells of a long word for each mark
        if end and is_short and _is_tied(previous, word) and cell_len(text[start:last]) <= width:
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


class _LongWord:
    """A word that is wider than a line, and so broken.

    Args:
        text: The word, with the marks at it.
        language: The code of the language by which it is hyphenated.
    """

    def __init__(self, text: str, language: str) -> None:
        self._text = text
        graphemes = split_graphemes(text)[0]
        self._offsets = [0, *(last for _, last, _ in graphemes)]
        """The indices at which characters, as the user sees them, start and end."""
        self._cells = [*accumulate((cells for _, _, cells in graphemes), initial=0)]
        """The cells of the text up to each offset."""
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
        self._runs_on = self._cells[-1] > len(text)
        """Whether it goes on behind another word wherever the line is full: characters that take
        two cells are those of languages that write no spaces."""

    def _indices(self, offsets: Iterable[int]) -> list[int]:
        """Return the indices of offsets, without those inside a character."""
        indices = ((bisect_right(self._offsets, offset) - 1, offset) for offset in offsets)
        return [index for index, offset in indices if self._offsets[index] == offset]

    def cells(self, start: int, end: int) -> int:
        """Return the cells between two offsets."""
        first, last = (bisect_right(self._offsets, offset) - 1 for offset in (start, end))
        return self._cells[last] - self._cells[first]

    def cut(self, start: int, room: int, *, is_new: bool) -> WrappedLine | None:
        """Return what of the text from an offset on fits in `room` cells.

        Args:
            start: The offset.
            room: Cells.
            is_new: Whether it stands on a line of its own.

        Returns:
            The piece; None where it is to start on a new line.
        """
        first = bisect_right(self._offsets, start) - 1
        limit = self._cells[first] + room
        if self._cells[-1] <= limit:
            return WrappedLine(start, len(self._text))
        separator = self._last(self._separators, first, limit)
        hyphen = self._last(self._hyphens, first, limit - 1)
        if self._offsets[separator] - start > MIN_LETTERS:
            return WrappedLine(start, self._offsets[separator])
        if self._offsets[hyphen] - start >= MIN_LETTERS:
            return WrappedLine(start, self._offsets[hyphen], is_hyphenated=True)
        last = self._full(first, limit, is_new=is_new)
        return WrappedLine(start, self._offsets[last]) if last > first else None

    def _full(self, first: int, limit: int, *, is_new: bool) -> int:
        """Return the index at which the line is full, by cells; `first` for a new line."""
        if not is_new and not self._runs_on:
            return first
        last = bisect_right(self._cells, limit) - 1
        if last <= first:
            return first + is_new
        rest = self._text[self._offsets[last] :]
        are_marks_left = len(rest) <= MIN_LETTERS and not any(map(str.isalnum, rest))
        earlier = last - MIN_LETTERS + 1
        return earlier if are_marks_left and earlier > first else last

    def _last(self, indices: list[int], first: int, limit: int) -> int:
        """Return the last of `indices` up to which the text takes `limit` cells; else `first`."""
        count = bisect_right(indices, limit, key=self._cells.__getitem__)
        return max(first, indices[count - 1]) if count else first
