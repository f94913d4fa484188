"""Which notes serve which segment: by channel phase, and by block."""

from collections import Counter
from collections.abc import Mapping

from bmc_tui.model.blocks import Block, Phase, Section
from bmc_tui.model.canvas import Canvas
from bmc_tui.model.segments import Segments
from bmc_tui.model.tokens import Mark, tokens

ChannelCoverage = Mapping[tuple[Phase, str], tuple[str, ...]]
"""The texts of the channels by phase and segment's handle; an empty tuple is a gap. Channels that
mention no segment are under the handle ""."""

SEGMENT_NEEDS = (
    Block.VALUE_PROPOSITIONS,
    Block.CHANNELS,
    Block.CUSTOMER_RELATIONSHIPS,
    Block.REVENUE_STREAMS,
)
"""The blocks in which the method asks for something for each segment."""


def channel_coverage(canvas: Canvas, segments: Segments) -> ChannelCoverage:
    """Return which channels reach which segment in which phase.

    Args:
        canvas: The canvas; only its channels in a phase count.
        segments: Its segments.

    Returns:
        The channels' texts, without the mentions of segments.
    """
    cells: dict[tuple[Phase, str], list[str]] = {
        (phase, handle): []
        for phase in Phase
        for handle in (*(segment.handle for segment in segments), "")
    }
    for phase in Phase:
        for note in canvas.notes(Block.CHANNELS):
            if note.section == Section(phase.value):
                handles = [segment.handle for segment in segments.mentioned_in(note.text)]
                text = _without_mentions(note.text, segments)
                for handle in handles or ("",):
                    cells[phase, handle].append(text)
    return {cell: tuple(texts) for cell, texts in cells.items()}


def _without_mentions(text: str, segments: Segments) -> str:
    """Return a text without its mentions of segments; unchanged if nothing would remain."""
    parts: list[str] = []
    position = 0
    for token in tokens(text):
        if token.mark is Mark.SEGMENT and segments.find(token.name):
            parts.append(text[position : token.start].rstrip())
            position = token.end
    return "".join((*parts, text[position:])).strip(" ,") or text


MentionCounts = Mapping[str, Mapping[Block, int]]
"""How many notes of each block mention a segment, by the segment's handle. The blocks are those of
`SEGMENT_NEEDS`, and any other that has a mention, in filling order."""


def count_mentions(canvas: Canvas, segments: Segments) -> MentionCounts:
    """Return how many notes of each block mention each segment.

    All segments are counted in one pass: with one pass for each, the time would be the product of
    the numbers of segments and notes.

    Args:
        canvas: The canvas; notes of Customer segments do not count.
        segments: Its segments.
    """
    counts = {segment.handle: Counter(dict.fromkeys(SEGMENT_NEEDS, 0)) for segment in segments}
    for block, note in canvas:
        if block is not Block.CUSTOMER_SEGMENTS:
            for segment in segments.mentioned_in(note.text):
                counts[segment.handle][block] += 1
    return {
        handle: {block: blocks[block] for block in sorted(blocks, key=lambda block: block.number)}
        for handle, blocks in counts.items()
    }
