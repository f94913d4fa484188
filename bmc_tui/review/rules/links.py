"""Rules on the links between the segments and the other blocks.

Source: the method sheet, "What the sheet links": value, relationships, channels and revenue each
belong to segments.
"""

from collections.abc import Iterable, Iterator
from itertools import islice

from bmc_tui.guide.lexicon import segments_of
from bmc_tui.guide.vocabulary import is_paying
from bmc_tui.model.blocks import BLOCKS, Block, Phase
from bmc_tui.model.canvas import Canvas
from bmc_tui.model.segments import Segment, mentions, normalize_handle
from bmc_tui.review.finding import Finding, Severity, model_notes

MAX_UNKNOWN_PER_NOTE = 20
"""The mentions of unknown segments that are reported of one note at most. Each finding quotes the
note: of one with ten thousand of them the report would be a gigabyte."""

_MAX_COMPARISONS = 20_000
"""How many pairs of an unknown and an existing handle are compared at most in one review, which
takes half a second; ten segments and a hundred misspellings are a thousand."""


def value_for_segment(canvas: Canvas) -> Iterator[Finding]:
    """Find segments without a value proposition.

    Source: block 2, "Which complete package of products/services do we offer? Per customer
    segment!"
    """
    block = Block.VALUE_PROPOSITIONS
    return _unmentioned_segments(canvas, block, "value_for_segment", segments_of(canvas))


def channel_for_segment(canvas: Canvas) -> Iterator[Finding]:
    """Find segments that no channel mentions.

    Source: block 3, "How do my customers want to be reached (and how do we do that now)?"
    """
    block = Block.CHANNELS
    return _unmentioned_segments(canvas, block, "channel_for_segment", segments_of(canvas))


def relationship_for_segment(canvas: Canvas) -> Iterator[Finding]:
    """Find segments that no customer relationship mentions.

    Source: block 4, "What relationship do my target groups expect of me?"
    """
    block = Block.CUSTOMER_RELATIONSHIPS
    return _unmentioned_segments(canvas, block, "relationship_for_segment", segments_of(canvas))


def revenue_of_segment(canvas: Canvas) -> Iterator[Finding]:
    """Find paying segments without a revenue stream.

    Source: block 1, "Do we distinguish between (paying) customers and users?", and block 5, "What
    do customers really want to pay for?"
    """
    paying = tuple(segment for segment in segments_of(canvas) if is_paying(segment))
    return _unmentioned_segments(canvas, Block.REVENUE_STREAMS, "revenue_of_segment", paying)


def somebody_pays(canvas: Canvas) -> Iterator[Finding]:
    """Find a canvas with segments of which none pays.

    Source: block 1, "Do we distinguish between (paying) customers and users?"
    """
    segments = segments_of(canvas)
    if segments and not any(map(is_paying, segments)):
        yield Finding("somebody_pays", Severity.PROBLEM, Block.CUSTOMER_SEGMENTS)


def segment_of_value(canvas: Canvas) -> Iterator[Finding]:
    """Find value propositions that mention no segment.

    Source: block 2, "Per customer segment!"
    """
    return _notes_without_mentions(canvas, Block.VALUE_PROPOSITIONS, "segment_of_value")


def segment_of_revenue(canvas: Canvas) -> Iterator[Finding]:
    """Find revenue streams that mention no segment.

    Source: block 5, "What do customers really want to pay for?", linked to the paying segments.
    """
    return _notes_without_mentions(canvas, Block.REVENUE_STREAMS, "segment_of_revenue")


def phases_of_segment(canvas: Canvas) -> Iterator[Finding]:
    """Find the channel phases without a channel that mentions a segment.

    Source: block 3, the five phases. A segment that no channel mentions in any phase is found by
    `channel_for_segment` instead.
    """
    covered: dict[str, set[str]] = {}
    for note in canvas.notes(Block.CHANNELS):
        for segment in segments_of(canvas).mentioned_in(note.text):
            covered.setdefault(normalize_handle(segment.handle), set()).add(note.section)
    for segment in segments_of(canvas):
        sections = covered.get(normalize_handle(segment.handle))
        missing = tuple(phase for phase in Phase if phase.value not in (sections or ()))
        if sections and missing:
            yield Finding(
                "phases_of_segment",
                Severity.HINT,
                Block.CHANNELS,
                segment.spot,
                segment.note_text,
                {"segment": segment.handle, "phases": missing},
            )


def unknown_segment(canvas: Canvas) -> Iterator[Finding]:
    """Find mentions of segments that do not exist, with the existing handle most similar to them.

    Source: mentions make the links that the method sheet asks for; a misspelt one links nothing.
    Of each note the first `MAX_UNKNOWN_PER_NOTE` are found.
    """
    segments = segments_of(canvas)
    nearest_by_name: dict[str, Segment | None] = {}
    for block in BLOCKS:
        for spot, note in canvas.spots(block):
            for name in islice(segments.unknown_in(note.text), MAX_UNKNOWN_PER_NOTE):
                if name not in nearest_by_name:
                    has_time = len(nearest_by_name) * len(segments) < _MAX_COMPARISONS
                    nearest_by_name[name] = segments.nearest(name) if has_time else None
                nearest = nearest_by_name[name]
                yield Finding(
                    "misspelt_segment" if nearest else "unknown_segment",
                    Severity.WARNING,
                    block,
                    spot,
                    note.text,
                    {"name": name, "like": nearest.handle} if nearest else {"name": name},
                )


def _unmentioned_segments(
    canvas: Canvas, block: Block, rule: str, segments: Iterable[Segment]
) -> Iterator[Finding]:
    """Yield a finding for each segment that no note of a block mentions.

    There are none for an empty block, which `blocks.empty_block` finds.
    """
    notes = canvas.notes(block)
    if notes:
        mentioned = {normalize_handle(name) for note in notes for name in mentions(note.text)}
        for segment in segments:
            if normalize_handle(segment.handle) not in mentioned:
                yield Finding(
                    rule,
                    Severity.PROBLEM,
                    block,
                    segment.spot,
                    segment.note_text,
                    {"segment": segment.handle},
                )


def _notes_without_mentions(canvas: Canvas, block: Block, rule: str) -> Iterator[Finding]:
    """Yield a finding for each part of a block that mentions no segment, if there are segments."""
    if segments_of(canvas):
        for spot, note in model_notes(canvas, block):
            if not mentions(note.text):
                yield Finding(rule, Severity.WARNING, block, spot, note.text)
