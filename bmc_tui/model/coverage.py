"""Who is reached: which notes of which block, and in Channels of which phase, are for a segment."""

from collections.abc import Mapping

from bmc_tui.model.blocks import Block, Phase, Section
from bmc_tui.model.canvas import Canvas
from bmc_tui.model.segments import Segment, find, handles, segments_of
from bmc_tui.model.tokens import Mark, tokens

Reach = Mapping[tuple[Phase, str], tuple[str, ...]]
"""For each phase and each segment's handle the texts of the channels; none is a hole. Under "" are
those that name no segment."""


def reach(canvas: Canvas) -> Reach:
    """Return who is reached where, and by what, without the names of the segments.

    Args:
        canvas: Its notes in the phases of Channels count, for the segments that they name.
    """
    cells: dict[tuple[Phase, str], tuple[str, ...]] = {
        (phase, handle): ()
        for phase in Phase
        for handle in (*(segment.handle for segment in handles(canvas)), "")
    }
    for phase in Phase:
        for note in canvas.notes(Block.CHANNELS):
            if note.section == Section(phase.value):
                named = tuple(segment.handle for segment in segments_of(note, canvas))
                for handle in named or ("",):
                    cells[phase, handle] += (_without_names(note.text, canvas),)
    return cells


def _without_names(text: str, canvas: Canvas) -> str:
    """Return a note without the names of segments: where it stands says whom it is for."""
    rest = text
    for token in reversed(tokens(text)):
        if token.mark is Mark.SEGMENT and find(token.name, canvas):
            rest = rest[: token.start].rstrip() + rest[token.end :]
    return rest.strip(" ,") or text


OFFERED = (
    Block.VALUE_PROPOSITIONS,
    Block.CHANNELS,
    Block.CUSTOMER_RELATIONSHIPS,
    Block.REVENUE_STREAMS,
)
"""What the method asks of each segment: something to offer it, a way to it, a tie, and income."""


def has(canvas: Canvas, segment: Segment) -> Mapping[Block, int]:
    """Return how many notes each block has that name a segment; the blocks of `OFFERED` always.

    Args:
        canvas: The canvas.
        segment: One of its segments; its own note does not count.
    """
    counts = dict.fromkeys(OFFERED, 0)
    for block, note in canvas:
        if block is not Block.CUSTOMER_SEGMENTS and segment in segments_of(note, canvas):
            counts[block] = counts.get(block, 0) + 1
    return {block: counts[block] for block in sorted(counts, key=lambda block: block.number)}
