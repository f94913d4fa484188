"""Which notes serve which segment: by channel phase, and by block."""

from collections import Counter
from collections.abc import Mapping

from bmc_tui.model.blocks import BLOCKS, Block, Phase, Section
from bmc_tui.model.canvas import Canvas
from bmc_tui.model.segments import Segments
from bmc_tui.model.ties.block_ties import SEGMENT_NEEDS, block_ties
from bmc_tui.model.tokens import Mark, tokens, without_leftovers

ChannelCoverage = Mapping[tuple[Phase, str], tuple[str, ...]]
"""The texts of the channels by phase and segment's handle; an empty tuple is a gap. Channels that
are tied to no segment are under the handle ""."""


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
    ties = block_ties(canvas, Block.CHANNELS, segments)
    for phase in Phase:
        for spot, note in canvas.spots(Block.CHANNELS):
            if note.section == Section(phase.value) and spot not in ties.headings:
                handles = [segment.handle for segment in ties.at(spot)]
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
    if not parts:
        return text.strip(" ,")
    return without_leftovers("".join((*parts, text[position:]))).strip(" ,/") or text


MentionCounts = Mapping[str, Mapping[Block, int]]
"""How many notes of each block are tied to a segment, by the segment's handle. The blocks are those
of `SEGMENT_NEEDS`, and any other that has such a note, in filling order."""


def count_mentions(canvas: Canvas, segments: Segments) -> MentionCounts:
    """Return how many notes of each block are tied to each segment.

    All segments are counted in one pass: with one pass for each, the time would be the product of
    the numbers of segments and notes.

    Args:
        canvas: The canvas; notes of Customer segments and lines that only head others do not count.
        segments: Its segments.
    """
    counts = {segment.handle: Counter(dict.fromkeys(SEGMENT_NEEDS, 0)) for segment in segments}
    for block in BLOCKS:
        if block is not Block.CUSTOMER_SEGMENTS:
            ties = block_ties(canvas, block, segments)
            for spot, tied in ties.by_spot.items():
                if spot not in ties.headings:
                    for segment in tied:
                        counts[segment.handle][block] += 1
    return {
        handle: {block: blocks[block] for block in sorted(blocks, key=lambda block: block.number)}
        for handle, blocks in counts.items()
    }


def missing_blocks(
    canvas: Canvas, segments: Segments, counts: Mapping[Block, int]
) -> tuple[Block, ...]:
    """Return the blocks that should have something for a segment, and have not.

    A block in which no note says for whom it is may have it: silence is not absence.

    Args:
        canvas: The canvas.
        segments: Its segments.
        counts: How many notes of each block are tied to the segment.
    """
    return tuple(
        block
        for block in SEGMENT_NEEDS
        if not counts[block]
        and (not canvas.notes(block) or block_ties(canvas, block, segments).shows_gaps)
    )
