"""Where a text that somebody looks for is found in the notes of a canvas, or in its title.

Capitals never matter; accents do not, unless what is looked for has them: `cafe` finds `Café`, and
`café` does not find `cafe`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import combining, normalize

from bmc_tui.model.blocks import BLOCKS
from bmc_tui.model.canvas import Canvas, Spot
from bmc_tui.model.sanitize import clean

Spans = tuple[tuple[int, int], ...]
"""Parts of a text by their start and end, in order; no two have a character in common."""


@dataclass(frozen=True, slots=True)
class Match:
    """A note, or a title, in which something was found."""

    spot: Spot | None
    """Where the note is; None for the canvas's title."""
    text: str
    """The note's, or the title."""
    spans: Spans
    """Where in it; at least one."""


def search(sought: str, canvas: Canvas) -> tuple[Match, ...]:
    """Return the notes in which `sought` is found, in filling order; none for an empty text."""
    return tuple(_matches(sought, canvas))


def search_with_title(sought: str, canvas: Canvas) -> Iterator[Match]:
    """Yield the title, if `sought` is found in it, and then what `search` returns."""
    if found := match_spans(sought, canvas.title):
        yield Match(None, canvas.title, found)
    yield from _matches(sought, canvas)


def _matches(sought: str, canvas: Canvas) -> Iterator[Match]:
    """Yield what `search` returns."""
    for block in BLOCKS:
        for spot, note in canvas.spots(block):
            if found := match_spans(sought, note.text):
                yield Match(spot, note.text, found)


def match_spans(sought: str, text: str) -> Spans:
    """Return where `sought` is in `text`.

    Args:
        sought: What is looked for; white space around it does not count.
        text: One line.

    Returns:
        The parts of `text`, in order; a letter's accents go with it.
    """
    key, is_exact = _key(sought)
    folded = _folded(text, is_exact)
    if not key or key not in folded:
        return ()
    origins: Sequence[int] = range(len(text))
    if not text.isascii():  # then a character may be none or several of those compared
        parts = [_folded(character, is_exact) for character in text]
        folded = "".join(parts)
        origins = [at for at, part in enumerate(parts) for _ in part]
    found: list[tuple[int, int]] = []
    at = folded.find(key)
    while at >= 0:
        after = at + len(key)
        # An accent behind it makes its last letter another one.
        if not (is_exact and combining(folded[after : after + 1] or " ")):
            start = origins[at]
            # Accents behind it that do not count go with it.
            following = origins[after] if after < len(origins) else len(text)
            end = max(origins[after - 1] + 1, following)
            if found and start < found[-1][1]:
                start = found.pop()[0]
            found.append((start, end))
        at = folded.find(key, after)
    return tuple(found)


@lru_cache(maxsize=8)
def _key(sought: str) -> tuple[str, bool]:
    """Return what is compared, and whether accents count."""
    exact = _folded(clean(sought), is_exact=True)
    return exact, any(map(combining, exact))


def _folded(text: str, is_exact: bool) -> str:
    """Return what all spellings of a text have in common, with its accents or without."""
    if text.isascii():
        return text.lower()
    folded = normalize("NFD", normalize("NFD", text).casefold())
    return folded if is_exact else "".join(each for each in folded if not combining(each))
