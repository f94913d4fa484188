"""Which notes serve which segment: by channel phase, and by block."""

from collections import Counter
from collections.abc import Iterator, Mapping

from bmc_tui.model.blocks import BLOCKS, Block, Phase, Section
from bmc_tui.model.canvas import Canvas, Note, Spot
from bmc_tui.model.segments import Segments
from bmc_tui.model.ties.block_ties import SEGMENT_NEEDS, block_ties
from bmc_tui.model.tokens import Mark, tokens, without_leftovers

PHASE_ROWS: tuple[Phase | None, ...] = (None, *Phase)
"""The rows of a table of channels: None for those without a phase yet, then the phases."""

ChannelCell = tuple[Phase | None, str]
"""A cell of such a table: the row, and the segment's handle. Channels that are tied to no segment
are under the handle ""."""

ChannelSpots = Mapping[ChannelCell, tuple[Spot, ...]]
"""The channels in each cell; an empty tuple in a phase is a gap."""

ChannelCoverage = Mapping[ChannelCell, tuple[str, ...]]
"""The texts of the channels in each cell."""


def channel_spots(canvas: Canvas, segments: Segments) -> ChannelSpots:
    """Return which channels reach which segment in which phase, or without a phase yet.

    Args:
        canvas: The canvas.
        segments: Its segments.
    """
    cells: dict[ChannelCell, list[Spot]] = {
        (row, handle): []
        for row in PHASE_ROWS
        for handle in (*(segment.handle for segment in segments), "")
    }
    ties = block_ties(canvas, Block.CHANNELS, segments)
    for row, spot, _ in channels(canvas, segments):
        handles = [segment.handle for segment in ties.at(spot)]
        for handle in handles or ("",):
            cells[row, handle].append(spot)
    return {cell: tuple(spots) for cell, spots in cells.items()}


def channels(canvas: Canvas, segments: Segments) -> Iterator[tuple[Phase | None, Spot, Note]]:
    """Yield the channels of a canvas with their phases; None for one without a phase yet.

    Lines that only head others are no channels. Answers to the questions are about the channels;
    those to the first one, which asks for the ways themselves, are channels where nothing else is.

    Args:
        canvas: The canvas.
        segments: Its segments.
    """
    headings = block_ties(canvas, Block.CHANNELS, segments).headings
    spotted = [pair for pair in canvas.spots(Block.CHANNELS) if pair[0] not in headings]
    questions = Block.CHANNELS.questions
    outside_answers = [(spot, note) for spot, note in spotted if spot.section not in questions]
    answers = [(spot, note) for spot, note in spotted if spot.section == questions[0]]
    for spot, note in outside_answers or answers:
        yield phase_of(spot.section), spot, note


def phase_of(section: Section) -> Phase | None:
    """Return the phase that a section of Channels is; None for another section."""
    return Phase(section) if section in Block.CHANNELS.phases else None


def channel_coverage(canvas: Canvas, segments: Segments) -> ChannelCoverage:
    """Return which channels reach which segment in which phase, or without a phase yet.

    Args:
        canvas: The canvas.
        segments: Its segments.

    Returns:
        The channels' texts, without the mentions of segments.
    """
    texts = {
        spot: _without_mentions(note.text, segments) for _, spot, note in channels(canvas, segments)
    }
    return {
        cell: tuple(map(texts.__getitem__, spots))
        for cell, spots in channel_spots(canvas, segments).items()
    }


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
