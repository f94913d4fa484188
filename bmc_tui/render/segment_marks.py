"""The notes of a block as a picture shows them: tokens abbreviated, segments by their letters."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from bmc_tui.guide.lexicon import segments_of
from bmc_tui.guide.vocabulary import meaning
from bmc_tui.model.blocks import UNPLACED, Block, phase_number
from bmc_tui.model.canvas import Canvas, Note, Spot, with_spots
from bmc_tui.model.segments import Segment
from bmc_tui.model.tokens import Mark, tokens
from bmc_tui.render.segment_letters import segment_letter
from bmc_tui.render.spans import Span, token_spans

if TYPE_CHECKING:
    from bmc_tui.render.highlight import Highlight


class VisibleNote(NamedTuple):
    """A note as a picture shows it."""

    text: str
    spans: tuple[Span, ...]
    segment: Segment | None
    """The segment that the note defines, if it does."""
    concerns_followed: bool
    """Whether the note is tied to the followed segment; true when none is followed."""


def visible_notes(
    canvas: Canvas,
    block: Block,
    *,
    brief: bool = False,
    with_words: bool = True,
    follow: str = "",
    highlight: "Highlight | None" = None,
) -> Iterator[VisibleNote]:
    """Yield the notes of a block as a picture shows them.

    Args:
        canvas: The canvas.
        block: The block.
        brief: Whether a segment's name is shown as its letter, and left out of its own note.
        with_words: Whether the words of the vocabulary are shown if `brief` is set.
        follow: The handle of the followed segment; "" for none.
        highlight: The search matches to highlight, if any.
    """
    if highlight:
        # Most pictures have none, and the first frame is drawn before search is imported.
        from bmc_tui.render.highlight import highlight_note
    followed = segments_of(canvas).find(follow) if follow else None
    ties = None
    if follow:
        from bmc_tui.model.ties.block_ties import block_ties

        ties = block_ties(canvas, block, segments_of(canvas))
    for spot, note, segment in notes_with_segments(canvas, block, canvas.notes(block)):
        concerns_followed = ties is None or followed in ties.at(spot)
        if brief:
            text, spans = _abbreviated(note, canvas, block, segment, with_words)
        else:
            text, spans = note.text, tuple(token_spans(note.text, canvas))
        if highlight:
            text, spans = highlight_note(highlight, spot, note.text, text, spans, canvas)
        sign = "?" if note.section == UNPLACED else phase_number(note.section)
        if sign:
            text = f"{sign} {text}"
            spans = tuple(Span(span.start + 2, span.end + 2, span.role) for span in spans)
        yield VisibleNote(text, spans, segment, concerns_followed)


def _abbreviated(
    note: Note, canvas: Canvas, block: Block, own_segment: Segment | None, with_words: bool
) -> tuple[str, tuple[Span, ...]]:
    """Return a note's text with its tokens as short as possible, and the spans of those.

    A note that consists of tokens alone is returned as typed.
    """
    if "@" not in note.text and "#" not in note.text:
        return note.text, ()
    parts: list[str] = []
    length = position = 0
    spans: list[Span] = []
    segments = segments_of(canvas)
    for token, span in zip(tokens(note.text), token_spans(note.text, canvas), strict=True):
        between = note.text[position : token.start]
        segment = segments.find(token.name) if token.mark is Mark.SEGMENT else None
        is_left_out = between[-1:].strip() == "" and (
            segment is not None and segment == own_segment and own_segment.is_explicit
            if token.mark is Mark.SEGMENT
            else not with_words and meaning(block, token.name) is not None
        )
        if is_left_out:
            is_at_end = token.end == len(note.text)
            parts.append(between.rstrip() if is_at_end else between.removesuffix(" "))
        else:
            name = f"@{segment_letter(segment)}" if segment else note.text[token.start : token.end]
            start = length + len(between)
            spans.append(Span(start, start + len(name), span.role))
            parts += (between, name)
            length += len(name)
        length += len(parts[-1] if is_left_out else between)
        position = token.end
    text = "".join((*parts, note.text[position:]))
    if not text.strip():
        return note.text, tuple(token_spans(note.text, canvas))
    leading_spaces = len(text) - len(text.lstrip())
    return text[leading_spaces:], tuple(
        Span(start - leading_spaces, end - leading_spaces, role) for start, end, role in spans
    )


def notes_with_segments(
    canvas: Canvas, block: Block, notes: Iterable[Note]
) -> Iterator[tuple[Spot, Note, Segment | None]]:
    """Yield notes with their spots, and the segment that each defines, if it does.

    Args:
        canvas: The canvas.
        block: The block that holds the notes.
        notes: All notes of one or more of its sections.
    """
    notes = tuple(notes)
    if not notes:  # so that the first frame of an empty canvas needs no words of all languages
        return
    segments = segments_of(canvas)
    for spot, note in with_spots(block, notes):
        yield spot, note, segments.at(spot)
