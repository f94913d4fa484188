"""Rules on the links between the segments and the other blocks.

Source: the method sheet, "What the sheet links": value, relationships, channels and revenue each
belong to segments.
"""

from collections.abc import Iterable, Iterator

from bmc_tui.guide.lexicon import segments_of
from bmc_tui.guide.vocabulary import is_paying
from bmc_tui.model.blocks import BLOCKS, Block, Phase
from bmc_tui.model.canvas import Canvas
from bmc_tui.model.segments import Segment, mentions, normalize_handle
from bmc_tui.review.finding import Finding, Severity, model_notes

SEGMENTS = Block.CUSTOMER_SEGMENTS


def value_for_segment(canvas: Canvas) -> Iterator[Finding]:
    """Find segments without a value proposition.

    Source: block 2, "Which complete package of products/services do we offer? Per customer
    segment!"
    """
    return _not_mentioned(
        canvas, Block.VALUE_PROPOSITIONS, "value_for_segment", segments_of(canvas)
    )


def channel_for_segment(canvas: Canvas) -> Iterator[Finding]:
    """Find segments that no channel reaches.

    Source: block 3, "How do my customers want to be reached (and how do we do that now)?"
    """
    return _not_mentioned(canvas, Block.CHANNELS, "channel_for_segment", segments_of(canvas))


def relationship_for_segment(canvas: Canvas) -> Iterator[Finding]:
    """Find segments that there is no relationship with.

    Source: block 4, "What relationship do my target groups expect of me?"
    """
    block = Block.CUSTOMER_RELATIONSHIPS
    return _not_mentioned(canvas, block, "relationship_for_segment", segments_of(canvas))


def revenue_of_segment(canvas: Canvas) -> Iterator[Finding]:
    """Find paying segments without a revenue stream.

    Source: block 1, "Do we distinguish between (paying) customers and users?", and block 5, "What
    do customers really want to pay for?"
    """
    paying = tuple(segment for segment in segments_of(canvas) if is_paying(segment))
    return _not_mentioned(canvas, Block.REVENUE_STREAMS, "revenue_of_segment", paying)


def somebody_pays(canvas: Canvas) -> Iterator[Finding]:
    """Find a canvas on which every segment only uses.

    Source: block 1, "Do we distinguish between (paying) customers and users?"
    """
    segments = segments_of(canvas)
    if segments and not any(map(is_paying, segments)):
        yield Finding("somebody_pays", Severity.PROBLEM, SEGMENTS)


def segment_of_value(canvas: Canvas) -> Iterator[Finding]:
    """Find value propositions that name no segment.

    Source: block 2, "Per customer segment!"
    """
    return _without_mentions(canvas, Block.VALUE_PROPOSITIONS, "segment_of_value")


def segment_of_revenue(canvas: Canvas) -> Iterator[Finding]:
    """Find revenue streams that name no segment.

    Source: block 5, "What do customers really want to pay for?", tied to the paying segments.
    """
    return _without_mentions(canvas, Block.REVENUE_STREAMS, "segment_of_revenue")


def phases_of_segment(canvas: Canvas) -> Iterator[Finding]:
    """Find the channel phases in which nothing reaches a segment.

    Source: block 3, the five phases. A segment that no channel reaches at all is
    `channel_for_segment`'s.
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
    """Find names of segments that there are not, with the nearest that there is.

    Source: the ties of the method sheet go by these names; a misspelt one ties nothing.
    """
    for block in BLOCKS:
        for spot, note in canvas.spots(block):
            for name in segments_of(canvas).unknown_in(note.text):
                like = segments_of(canvas).nearest(name)
                yield Finding(
                    "misspelt_segment" if like else "unknown_segment",
                    Severity.WARNING,
                    block,
                    spot,
                    note.text,
                    {"name": name, "like": like.handle} if like else {"name": name},
                )


def _not_mentioned(
    canvas: Canvas, block: Block, rule: str, segments: Iterable[Segment]
) -> Iterator[Finding]:
    """Yield the segments that no note of a block names; an empty block is a finding itself."""
    notes = canvas.notes(block)
    if notes:
        named = {normalize_handle(name) for note in notes for name in mentions(note.text)}
        for segment in segments:
            if normalize_handle(segment.handle) not in named:
                yield Finding(
                    rule,
                    Severity.PROBLEM,
                    block,
                    segment.spot,
                    segment.note_text,
                    {"segment": segment.handle},
                )


def _without_mentions(canvas: Canvas, block: Block, rule: str) -> Iterator[Finding]:
    """Yield the parts of a block that name no segment, where there are segments."""
    if segments_of(canvas):
        for spot, note in model_notes(canvas, block):
            if not mentions(note.text):
                yield Finding(rule, Severity.WARNING, block, spot, note.text)
