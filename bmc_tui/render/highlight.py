"""What somebody looks for, lit in a picture: in the notes that have it, and the current one."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rich.cells import split_graphemes

from bmc_tui.model.canvas import Canvas, Spot
from bmc_tui.model.search import spans as found_in
from bmc_tui.render.roles import Role
from bmc_tui.render.spans import Span, token_spans


class Highlight(NamedTuple):
    """What is lit."""

    query: str
    """What is looked for, as `canvas.search` takes it."""
    current: Spot | None = None
    """The note that is the current one."""


def highlight_note(
    highlight: Highlight, spot: Spot, note: str, shown: str, marked: Sequence[Span], canvas: Canvas
) -> tuple[str, tuple[Span, ...]]:
    """Return a note as a picture shows it, with what was found lit.

    Args:
        highlight: What is lit.
        spot: Where the note is.
        note: Its text.
        shown: The same with its tokens short; as typed where something is found in what is left
            out.
        marked: The tokens in `shown`.
        canvas: Where the note is.
    """
    if not found_in(highlight.query, note):
        return shown, tuple(marked)
    parts = found_in(highlight.query, shown)
    if not parts:
        shown, marked = note, tuple(token_spans(note, canvas))
        parts = found_in(highlight.query, note)
    role = Role.CURRENT_MATCH if spot == highlight.current else Role.MATCH
    return shown, tuple(_over(marked, [Span(*part, role) for part in _whole(shown, parts)]))


def _whole(text: str, parts: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield parts of a text, widened where they would cut a character that is several in one."""
    characters = split_graphemes(text)[0]
    done = 0
    for start, end in parts:
        inside = [each for each in characters if each[1] > start and each[0] < end]
        first, last = max(done, inside[0][0]), inside[-1][1]
        if first < last:
            yield first, last
        done = last


def _over(marked: Sequence[Span], found: Sequence[Span]) -> Iterator[Span]:
    """Yield all spans in order; what is left of a token beside what was found keeps its role."""
    pieces = list(found)
    for start, end, role in marked:
        at = start
        for part in found:
            if part.end <= at or part.start >= end:
                continue
            if at < part.start:
                pieces.append(Span(at, part.start, role))
            at = part.end
        if at < end:
            pieces.append(Span(at, end, role))
    return iter(sorted(pieces))
