"""What each segment has and lacks in the blocks, as far as the notes say for whom they are."""

from collections.abc import Mapping
from dataclasses import dataclass

from bmc_tui.guide.lexicon import segments_of
from bmc_tui.guide.vocabulary import is_marked_as_paying
from bmc_tui.model.blocks import Block
from bmc_tui.model.canvas import Canvas
from bmc_tui.model.coverage import MentionCounts, missing_blocks
from bmc_tui.model.segments import Segment
from bmc_tui.model.ties.block_ties import SEGMENT_NEEDS, block_ties


@dataclass(frozen=True, slots=True)
class SegmentNeeds:
    """What one segment has and lacks."""

    counts: Mapping[Block, int]
    """How many notes of each block are tied to it; only blocks that have one."""
    lacks: tuple[Block, ...]
    """The blocks that certainly have nothing for it, and should."""
    silence: str
    """The key under `silence` of the sentence that says why `counts` is empty; "" if it is not.
    That nothing is tied to it tells nothing about what it has."""


def segment_needs(canvas: Canvas, segment: Segment, counts: MentionCounts) -> SegmentNeeds:
    """Return what a segment has and lacks.

    Only a segment that is marked as paying can lack revenue.

    Args:
        canvas: The canvas.
        segment: One of its segments.
        counts: How many notes are tied to each, from `coverage.count_mentions`.
    """
    segments = segments_of(canvas)
    own_counts = counts[segment.handle]
    has = {block: count for block, count in own_counts.items() if count}
    lacks = tuple(
        block
        for block in missing_blocks(canvas, segments, own_counts)
        if block is not Block.REVENUE_STREAMS or is_marked_as_paying(segment)
    )
    if has or not any(canvas.notes(block) for block in SEGMENT_NEEDS):
        silence = ""  # with four empty blocks there is nothing that could be tied to it
    elif any(block_ties(canvas, block, segments).is_tied for block in SEGMENT_NEEDS):
        silence = "segment"
    else:
        silence = "canvas"
    return SegmentNeeds(has, lacks, silence)
