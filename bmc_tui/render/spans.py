"""Spans of a note's text that have a role of their own, and the runs that make up a line."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from operator import attrgetter
from typing import NamedTuple

from bmc_tui.guide.lexicon import segments_of
from bmc_tui.model.canvas import Canvas
from bmc_tui.model.tokens import Mark, Token, tokens
from bmc_tui.render.roles import Role, StyledRun
from bmc_tui.render.segment_letters import segment_role


class Span(NamedTuple):
    """A part of a text that has a role of its own."""

    start: int
    end: int
    role: Role


def token_spans(text: str, canvas: Canvas) -> Iterator[Span]:
    """Yield a span for each token of a text as typed."""
    for token in tokens(text):
        yield Span(token.start, token.end, _token_role(token, canvas))


def _token_role(token: Token, canvas: Canvas) -> Role:
    """Return the role of a token; that of an `@name` depends on the canvas's segments."""
    if token.mark is Mark.WORD:
        return Role.EVIDENCE if token.is_evidence else Role.WORD
    segment = segments_of(canvas).find(token.name)
    return segment_role(segment) if segment else Role.SEGMENT


def styled_runs(text: str, spans: Sequence[Span], start: int, end: int) -> Iterator[StyledRun]:
    """Yield `text[start:end]` as runs: each span separate from the words around it.

    Args:
        text: A note's text.
        spans: All of its spans, in order and without overlap. Passed in because a long note has
            many lines and its tokens are parsed only once; a line finds its own by bisection.
        start: Index of the first character of the line.
        end: Index after its last character.
    """
    position = start
    for index in range(bisect_right(spans, start, key=attrgetter("end")), len(spans)):
        span = spans[index]
        if span.start >= end:
            break
        first, last = max(span.start, position), min(span.end, end)
        if first > position:
            yield StyledRun(text[position:first], Role.NOTE)
        yield StyledRun(text[first:last], span.role)
        position = last
    if position < end:
        yield StyledRun(text[position:end], Role.NOTE)
