"""Which notes serve which segment: by channel phase, and by block."""

from collections.abc import Mapping

from bmc_tui.model.blocks import Block, Phase, Section
from bmc_tui.model.canvas import Canvas
from bmc_tui.model.segments import Segment, Segments
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
    cells: dict[tuple[Phase, str], tuple[str, ...]] = {
        (phase, handle): ()
        for phase in Phase
        for handle in (*(segment.handle for segment in segments), "")
    }
    for phase in Phase:
        for note in canvas.notes(Block.CHANNELS):
            if note.section == Section(phase.value):
                handles = [segment.handle for segment in segments.mentioned_in(note.text)]
                for handle in handles or ("",):
                    cells[phase, handle] += (_without_mentions(note.text, segments),)
    return cells


def _without_mentions(text: str, segments: Segments) -> str:
    """Return a text without its mentions of segments; unchanged if nothing would remain."""
    rest = text
    for token in reversed(tokens(text)):
        if token.mark is Mark.SEGMENT and segments.find(token.name):
            rest = rest[: token.start].rstrip() + rest[token.end :]
    return rest.strip(" ,") or text


def count_mentions(canvas: Canvas, segments: Segments, segment: Segment) -> Mapping[Block, int]:
    """Return how many notes of each block mention a segment, in filling order of the blocks.

    Args:
        canvas: The canvas.
        segments: Its segments.
        segment: The segment to look for; notes of Customer segments do not count.

    Returns:
        The counts of all blocks of `SEGMENT_NEEDS`, and of any other block that has a mention.
    """
    counts = dict.fromkeys(SEGMENT_NEEDS, 0)
    for block, note in canvas:
        if block is not Block.CUSTOMER_SEGMENTS and segment in segments.mentioned_in(note.text):
            counts[block] = counts.get(block, 0) + 1
    return {block: counts[block] for block in sorted(counts, key=lambda block: block.number)}
