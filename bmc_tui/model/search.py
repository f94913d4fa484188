"""Searches the notes of a canvas, and its title, for a text.

Case never matters. Accents matter only if the query has some: `cafe` matches `Café`, and `café`
does not match `cafe`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import filterfalse
from unicodedata import combining, normalize

from bmc_tui.model.blocks import BLOCKS
from bmc_tui.model.canvas import Canvas, Spot
from bmc_tui.model.sanitize import clean

Spans = tuple[tuple[int, int], ...]
"""Parts of a text as (start, end) in characters, in order and without overlap."""


@dataclass(frozen=True, slots=True)
class Match:
    """A note, or the title, that matches a query."""

    spot: Spot | None
    """Where the note is; None for the canvas's title."""
    text: str
    """The note's, or the title."""
    spans: Spans
    """The matching parts of the text; at least one."""


def search(query: str, canvas: Canvas) -> tuple[Match, ...]:
    """Return the notes that match a query, in filling order; none for an empty query."""
    return tuple(_matches(query, canvas))


def search_with_title(query: str, canvas: Canvas) -> Iterator[Match]:
    """Yield the title, if it matches a query, and then the notes that do."""
    if spans := match_spans(query, canvas.title):
        yield Match(None, canvas.title, spans)
    yield from _matches(query, canvas)


def _matches(query: str, canvas: Canvas) -> Iterator[Match]:
    """Yield the notes that match a query, in filling order."""
    for block in BLOCKS:
        for spot, note in canvas.spots(block):
            if spans := match_spans(query, note.text):
                yield Match(spot, note.text, spans)


def match_spans(query: str, text: str) -> Spans:
    """Return the parts of a text that match a query.

    Args:
        query: The text to look for; surrounding white space does not count.
        text: One line.

    Returns:
        The parts, in order; they include the combining accents of their letters.
    """
    key, is_exact = _key(query)
    comparable = _fold(text, is_exact)
    if not key or key not in comparable:
        return ()
    origins: Sequence[int] = range(len(text))
    if not text.isascii():  # then one character may fold to none or several
        parts = [_fold(character, is_exact) for character in text]
        comparable = "".join(parts)
        origins = [index for index, part in enumerate(parts) for _ in part]
    spans: list[tuple[int, int]] = []
    start = comparable.find(key)
    while start >= 0:
        end = start + len(key)
        # A combining accent behind the match makes its last letter a different one.
        if not (is_exact and combining(comparable[end : end + 1] or " ")):
            first = origins[start]
            # Ignored accents behind the match belong to it.
            following = origins[end] if end < len(origins) else len(text)
            behind = max(origins[end - 1] + 1, following)
            if spans and first < spans[-1][1]:
                first = spans.pop()[0]
            spans.append((first, behind))
        start = comparable.find(key, end)
    return tuple(spans)


@lru_cache(maxsize=8)
def _key(query: str) -> tuple[str, bool]:
    """Return the form of a query that is compared, and whether its accents count."""
    exact = _fold(clean(query), is_exact=True)
    return exact, any(map(combining, exact))


def _fold(text: str, is_exact: bool) -> str:
    """Return a text without differences of case and, unless `is_exact`, without accents."""
    if text.isascii():
        return text.lower()
    comparable = normalize("NFD", normalize("NFD", text).casefold())
    return comparable if is_exact else "".join(filterfalse(combining, comparable))
