"""Patterns that are compiled when they are first used, since a start needs few of them."""

import re
from collections.abc import Callable, Iterable, Iterator

START = r"(?<![^\W_])"
"""Where a word can begin."""

END = r"(?![^\W_])"
"""Where a word can end."""


class LazyPattern:
    """A regular expression that ignores case, with the methods of `re.Pattern` that are used.

    Compiling an alternation of a hundred words takes longer than searching all notes for it.
    """

    __slots__ = ("_flags", "_pattern", "_source")

    def __init__(self, source: str, flags: int = re.IGNORECASE) -> None:
        """Keep the source.

        Args:
            source: The regular expression.
            flags: The flags to compile it with.
        """
        self._source, self._flags = source, flags
        self._pattern: re.Pattern[str] | None = None

    def _compiled(self) -> re.Pattern[str]:
        """Return the pattern, compiled by the first call."""
        if self._pattern is None:
            self._pattern = re.compile(f"(?:{self._source})", self._flags)
        return self._pattern

    def match(self, text: str, start: int = 0) -> re.Match[str] | None:
        """Return the match that begins at a position of a text, or None."""
        return self._compiled().match(text, start)

    def search(self, text: str, start: int = 0) -> re.Match[str] | None:
        """Return the first match in a text at or after a position, or None."""
        return self._compiled().search(text, start)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Yield the matches in a text."""
        return self._compiled().finditer(text)

    def sub(self, replacement: Callable[[re.Match[str]], str], text: str) -> str:
        """Return a text with its matches replaced."""
        return self._compiled().sub(replacement, text)


def any_of(words: Iterable[str]) -> str:
    """Return a pattern for any of these words, the longest first; none match if there are none."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in ordered) or "(?!)"


def whole_words(words: Iterable[str]) -> LazyPattern:
    """Return a pattern that finds any of these words or phrases in a text, as a whole."""
    return LazyPattern(rf"{START}(?:{any_of(words)}){END}")
