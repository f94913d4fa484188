"""Text as runs with roles: where the tokens of a note are, and what each one is drawn as."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from bmc_tui.model.canvas import Canvas
from bmc_tui.model.segments import find
from bmc_tui.model.tokens import Mark, Token, tokens
from bmc_tui.render.roles import Role, StyledRun
from bmc_tui.render.segment_letters import segment_role

if TYPE_CHECKING:
    pass


class Span(NamedTuple):
    """A part of a text that has a role of its own."""

    start: int
    end: int
    role: Role


def token_spans(text: str, canvas: Canvas) -> Iterator[Span]:
    """Yield the tokens of a text as typed, each with its role."""
    for token in tokens(text):
        yield Span(token.start, token.end, _role(token, canvas))


def _role(token: Token, canvas: Canvas) -> Role:
    """Return what a token is in the picture."""
    if token.mark is Mark.WORD:
        return Role.EVIDENCE if token.is_evidence else Role.WORD
    segment = find(token.name, canvas)
    return segment_role(segment) if segment else Role.SEGMENT


def styled_runs(text: str, marked: Sequence[Span], start: int, end: int) -> Iterator[StyledRun]:
    """Yield `text[start:end]` in pieces: the tokens apart from the words around them.

    Args:
        text: A note's.
        marked: Its tokens: a long note has many lines, and they are looked for but once.
        start: Where the line starts.
        end: Where it ends.
    """
    at = start
    for span in marked:
        first, last = max(span.start, at), min(span.end, end)
        if first >= last:
            continue
        if first > at:
            yield StyledRun(text[at:first], Role.NOTE)
        yield StyledRun(text[first:last], span.role)
        at = last
    if at < end:
        yield StyledRun(text[at:end], Role.NOTE)
