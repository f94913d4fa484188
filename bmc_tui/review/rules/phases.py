"""Rules on the five phases of the channels: which channels have none yet, and which gaps remain.

Source: the method sheet, block 3, "Five phases, each a section of its own in this block".
"""

from collections.abc import Iterator

from bmc_tui.guide.lexicon import segments_of
from bmc_tui.model.blocks import Block, Phase
from bmc_tui.model.canvas import Canvas, Spot
from bmc_tui.model.coverage import channel_spots, channels, missing_phases
from bmc_tui.model.ties.block_ties import block_ties
from bmc_tui.review.finding import Finding, Severity
from bmc_tui.review.rules.vague import is_basis

_MIN_CHANNELS = 2
"""How many channels there are at least before it matters in which phase each of them works."""


def no_phase(canvas: Canvas) -> Iterator[Finding]:
    """Find, in one finding, the channels of a canvas on which none is in a phase yet."""
    phaseless, total = _phaseless(canvas)
    if len(phaseless) == total >= _MIN_CHANNELS:
        values = {"n": total}
        yield Finding("no_phase", Severity.HINT, Block.CHANNELS, phaseless[0], values=values)


def some_without_phase(canvas: Canvas) -> Iterator[Finding]:
    """Find, in one finding, the channels without a phase if others are in one."""
    phaseless, total = _phaseless(canvas)
    if 0 < len(phaseless) < total:
        values = {"n": len(phaseless), "all": total}
        spot = phaseless[0]
        yield Finding("some_without_phase", Severity.HINT, Block.CHANNELS, spot, values=values)


def _phaseless(canvas: Canvas) -> tuple[list[Spot], int]:
    """Return where the channels without a phase are, and how many channels there are."""
    rows = {spot: row for row, spot, _ in channels(canvas, segments_of(canvas))}
    return [spot for spot, row in rows.items() if row is None], len(rows)


def phases_of_segment(canvas: Canvas) -> Iterator[Finding]:
    """Find the phases in which certainly no channel reaches a segment.

    A segment that no channel reaches in any phase is included, if a channel says by an `@` whom it
    is for, unless `links.channel_for_segment` finds it.
    """
    segments = segments_of(canvas)
    ties = block_ties(canvas, Block.CHANNELS, segments)
    cells = channel_spots(canvas, segments)
    reached = {
        segment.handle
        for segment in segments
        if any(cells[phase, segment.handle] for phase in Phase)
    }
    for segment in segments if reached else ():
        missing = missing_phases(cells, segment.handle)
        is_reached = segment.handle in reached
        is_told_here = ties.has_mentions and not ties.shows_gaps and not is_basis(segment.note_text)
        if missing and (is_reached or is_told_here):
            yield Finding(
                "phases_of_segment",
                Severity.HINT,
                Block.CHANNELS,
                segment.spot,
                segment.note_text,
                {"segment": segment.handle, "phases": missing},
            )
