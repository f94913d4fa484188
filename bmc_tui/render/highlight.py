"""Highlights search matches in a note: as spans over the spans of its tokens."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rich.cells import split_graphemes

from bmc_tui.model.canvas import Canvas, Spot
from bmc_tui.model.search import match_spans
from bmc_tui.render.roles import Role
from bmc_tui.render.spans import Span, token_spans


class Highlight(NamedTuple):
    """What a picture highlights."""

    query: str
    """The text searched for, as `model.search` takes it."""
    current: Spot | None = None
    """The spot of the current note, whose matches have a role of their own."""


def highlight_note(
    highlight: Highlight,
    spot: Spot,
    note: str,
    short_text: str,
    spans: Sequence[Span],
    canvas: Canvas,
) -> tuple[str, tuple[Span, ...]]:
    """Return the text of a note to show, and its spans with the matches among them.

    Args:
        highlight: What to highlight.
        spot: Where the note is.
        note: Its text.
        short_text: The same text with its tokens abbreviated.
        spans: The spans of the tokens in `short_text`.
        canvas: The canvas that the note is on.

    Returns:
        The short text; or the note as typed if the only matches are in abbreviated parts.
    """
    if not match_spans(highlight.query, note):
        return short_text, tuple(spans)
    matches = match_spans(highlight.query, short_text)
    if not matches:
        short_text, spans = note, tuple(token_spans(note, canvas))
        matches = match_spans(highlight.query, note)
    role = Role.CURRENT_MATCH if spot == highlight.current else Role.MATCH
    highlighted = [Span(start, end, role) for start, end in _whole_graphemes(short_text, matches)]
    return short_text, tuple(_overlay(spans, highlighted))


def _whole_graphemes(text: str, ranges: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield ranges of a text, widened so that none cuts a grapheme in two."""
    graphemes = split_graphemes(text)[0]
    starts = [grapheme[0] for grapheme in graphemes]
    previous_end = 0
    for start, end in ranges:
        first_inside = graphemes[bisect_right(starts, start) - 1]
        last_inside = graphemes[bisect_left(starts, end) - 1]
        first, last = max(previous_end, first_inside[0]), last_inside[1]
        if first < last:
            yield first, last
        previous_end = last


def _overlay(spans: Sequence[Span], highlighted: Sequence[Span]) -> list[Span]:
    """Return all spans in order; the part of a token outside a highlight keeps its own role."""
    result = list(highlighted)
    index = 0  # of the first highlight that may reach into this span or a later one
    for start, end, role in spans:
        position = start
        while index < len(highlighted) and highlighted[index].end <= start:
            index += 1
        following = index
        while following < len(highlighted) and highlighted[following].start < end:
            if position < highlighted[following].start:
                result.append(Span(position, highlighted[following].start, role))
            position = highlighted[following].end
            following += 1
        if position < end:
            result.append(Span(position, end, role))
    return sorted(result)
