"""Searches the notes of a canvas, and its title, for a text.

Case never matters, nor do characters that software writes instead of a keyboard's
(`sanitize.folded`). Accents matter only if the query has some: `cafe` matches `Café`, and `café`
does not match `cafe`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import filterfalse
from unicodedata import combining, normalize

from bmc_tui.model.blocks import PLACES
from bmc_tui.model.canvas import Canvas, Spot
from bmc_tui.model.sanitize import clean, folded

Spans = tuple[tuple[int, int], ...]
"""Parts of a text as (start, end) in characters, in order and without overlap."""


@dataclass(frozen=True, slots=True)
class Match:
    """A note, or the title, that matches a query."""

    spot: Spot | None
    """Where the note is; None for the canvas's title."""
    text: str
    """The text of the note, or the title."""
    spans: Spans
    """The matching parts of the text; at least one."""


def search(query: str, canvas: Canvas) -> tuple[Match, ...]:
    """Return the notes that match a query, in filling order, parked ones last; none if empty."""
    return tuple(_matches(query, canvas))


def search_with_title(query: str, canvas: Canvas) -> Iterator[Match]:
    """Yield the title, if it matches a query, and then the notes that do."""
    if spans := match_spans(query, canvas.title):
        yield Match(None, canvas.title, spans)
    yield from _matches(query, canvas)


def _matches(query: str, canvas: Canvas) -> Iterator[Match]:
    """Yield the notes that match a query, in filling order."""
    for block in PLACES:
        for spot, note in canvas.spots(block):
            if spans := match_spans(query, note.text):
                yield Match(spot, note.text, spans)


def match_spans(query: str, text: str) -> Spans:
    """Return the parts of a text that match a query.

    Args:
        query: The text to look for; surrounding white space is ignored.
        text: One line.

    Returns:
        The parts, in order; they include the combining accents of their letters.
    """
    folded_query, with_accents = _folded_query(query)
    folded_text = _fold(text, with_accents)
    if not folded_query or folded_query not in folded_text:
        return ()
    # For each character of the folded text, the index of the character in `text` that it came from.
    origins: Sequence[int] = range(len(text))
    if not text.isascii():  # one character may fold to none or several
        parts = [_fold(character, with_accents) for character in text]
        folded_text = "".join(parts)
        origins = [index for index, part in enumerate(parts) for _ in part]
    spans: list[tuple[int, int]] = []
    start = folded_text.find(folded_query)
    while start >= 0:
        end = start + len(folded_query)
        # A combining accent after the match makes its last letter a different one.
        if not (with_accents and combining(folded_text[end : end + 1] or " ")):
            span_start = origins[start]
            # Ignored accents after the match belong to it.
            following = origins[end] if end < len(origins) else len(text)
            span_end = max(origins[end - 1] + 1, following)
            if spans and span_start < spans[-1][1]:
                span_start = spans.pop()[0]
            spans.append((span_start, span_end))
        start = folded_text.find(folded_query, end)
    return tuple(spans)


@lru_cache(maxsize=8)
def _folded_query(query: str) -> tuple[str, bool]:
    """Return a query folded for comparison with texts, and whether its accents matter."""
    folded_query = _fold(clean(query), with_accents=True).strip()
    return folded_query, any(map(combining, folded_query))


def _fold(text: str, with_accents: bool) -> str:
    """Return a text as `folded`, but decomposed (NFD): an accent is a character after its letter.

    Args:
        text: The text.
        with_accents: Whether accents stay.
    """
    text = folded(text)
    if text.isascii():
        return text
    text = normalize("NFD", text)
    return text if with_accents else "".join(filterfalse(combining, text))
