"""The customer segments as pictures show them: each with one letter and one role everywhere.

A letter is what tells segments apart where there is no colour; it stands behind an `@`.
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from bmc_tui.guide.vocabulary import meaning
from bmc_tui.model.blocks import UNPLACED, Block, phase_number
from bmc_tui.model.canvas import Canvas, Note, Spot, with_spots
from bmc_tui.model.segments import Segment, find, handles, names, same
from bmc_tui.model.tokens import Mark, tokens
from bmc_tui.render.segment_letters import segment_letter
from bmc_tui.render.spans import Span, token_spans

if TYPE_CHECKING:
    from bmc_tui.render.highlight import Highlight


class VisibleNote(NamedTuple):
    """A note as a picture shows it."""

    text: str
    spans: tuple[Span, ...]
    own: Segment | None
    """The segment that the note is, if it is one."""
    is_about: bool
    """Whether it is about the segment that is followed; or none is followed."""


def visible_notes(
    canvas: Canvas,
    block: Block,
    *,
    brief: bool = False,
    words: bool = True,
    follow: str = "",
    highlight: "Highlight | None" = None,
) -> Iterator[VisibleNote]:
    """Yield the notes of a block as a picture shows them.

    Args:
        canvas: Where they are.
        block: The block.
        brief: Whether a segment's name is shown as its letter, in its own note not at all.
        words: Whether the words of the vocabulary are shown.
        follow: The handle of the segment that is followed.
        highlight: What is looked for, and lit.
    """
    if highlight:
        from bmc_tui.render.highlight import highlight_note
    for spot, note, own in notes_with_segments(canvas, block, canvas.notes(block)):
        is_about = not follow or concerns_segment(follow, note, own)
        text, found = _brief(note, canvas, block, own, words) if brief else (note.text, None)
        marked = tuple(token_spans(text, canvas)) if found is None else found
        if highlight:
            text, marked = highlight_note(highlight, spot, note.text, text, marked, canvas)
        if sign := "?" if note.section == UNPLACED else phase_number(note.section):
            text = f"{sign} {text}"
            marked = tuple(Span(one.start + 2, one.end + 2, one.role) for one in marked)
        yield VisibleNote(text, marked, own, is_about)


def concerns_segment(handle: str, note: Note, own: Segment | None) -> bool:
    """Tell whether a note is about a segment: it names it, or is its own (`own`)."""
    if own and same(own.handle) == same(handle):
        return True
    return same(handle) in map(same, names(note.text))


def _brief(
    note: Note, canvas: Canvas, block: Block, own: Segment | None, words: bool
) -> tuple[str, tuple[Span, ...]]:
    """Return a note's text with its tokens as short as can be, and where those are in it."""
    text, at = "", 0
    found: list[Span] = []
    for token, span in zip(tokens(note.text), token_spans(note.text, canvas), strict=True):
        before = note.text[at : token.start]
        known = find(token.name, canvas) if token.mark is Mark.SEGMENT else None
        is_left_out = (
            known is not None and known == own and own.written
            if token.mark is Mark.SEGMENT
            else not words and meaning(block, token.name) is not None
        )
        if is_left_out:
            text += before.rstrip() if token.end == len(note.text) else before.removesuffix(" ")
        else:
            text += before
            name = f"@{segment_letter(known)}" if known else note.text[token.start : token.end]
            found.append(Span(len(text), len(text) + len(name), span.role))
            text += name
        at = token.end
    text += note.text[at:]
    if not text.strip():
        return note.text, tuple(token_spans(note.text, canvas))
    lead = len(text) - len(text.lstrip())
    return text[lead:], tuple(Span(a - lead, b - lead, which) for a, b, which in found)


def notes_with_segments(
    canvas: Canvas, block: Block, notes: Iterable[Note]
) -> Iterator[tuple[Spot, Note, Segment | None]]:
    """Yield notes with their places, and the segment that each is, if it is one.

    Args:
        canvas: Where they are.
        block: The block that they are of.
        notes: Whole sections of it.
    """
    known = {segment.spot: segment for segment in handles(canvas)}
    for spot, note in with_spots(block, notes):
        yield spot, note, known.get(spot)
