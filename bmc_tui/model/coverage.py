"""Which notes serve which segment: by channel phase, and by block."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sized

from bmc_tui.model.blocks import BLOCKS, GENERAL, Block, Phase, Section
from bmc_tui.model.canvas import Canvas, Note, Spot
from bmc_tui.model.lexicon import Lexicon
from bmc_tui.model.segments import Segment, Segments, mentions, normalize_handle
from bmc_tui.model.ties.block_ties import SEGMENT_NEEDS, block_ties
from bmc_tui.model.tokens import Mark, is_struck, tokens, without_leftovers

PHASE_ROWS: tuple[Phase | None, ...] = (None, *Phase)
"""The rows of a table of channels: None for those without a phase yet, then the phases."""

ChannelCell = tuple[Phase | None, str]
"""A cell of such a table: the row, and the segment's handle. Channels that are tied to no segment
are under the handle ""."""

ChannelSpots = Mapping[ChannelCell, tuple[Spot, ...]]
"""The channels in each cell; an empty tuple in a phase is a gap."""

ChannelCoverage = Mapping[ChannelCell, tuple[str, ...]]
"""The texts of the channels in each cell."""


_MAX_POSITIONS = 50
"""Maximum number of places among the lines that head others at which an added channel is tried."""


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

    A channel that names several phases by `#` words is yielded with each of them. Headings are not
    channels, nor are notes that are struck through; answers to questions are about channels.

    Args:
        canvas: The canvas.
        segments: Its segments.
    """
    headings = block_ties(canvas, Block.CHANNELS, segments).headings
    for spot, note in canvas.spots(Block.CHANNELS):
        is_channel = spot not in headings and spot.section not in Block.CHANNELS.questions
        if is_channel and not is_struck(note.text):
            for phase in phases_of(note, segments.lexicon) or (None,):
                yield phase, spot, note


def add_channels(
    canvas: Canvas, segments: Segments, cell: ChannelCell, texts: Iterable[str]
) -> tuple[Canvas, Spot]:
    """Return the canvas with further channels in a cell of the table of channels.

    They mention the cell's segment. In a section with headings such as `For the hosts:`, they are
    inserted where they do not fall under the heading of another segment, and where no other note
    changes its heading.

    Args:
        canvas: The canvas.
        segments: Its segments.
        cell: The cell.
        texts: The channels, one or more.

    Returns:
        The canvas, and the spot of the last of the channels.
    """
    row, handle = cell
    section = Section(row.value) if row else GENERAL
    before = canvas.texts(Block.CHANNELS, section)
    added = [
        f"{text} @{handle}" if handle and not _mentions(text, handle) else text for text in texts
    ]
    headings = block_ties(canvas, Block.CHANNELS, segments).headings
    starts = [spot.index for spot in headings if spot.section == section]
    old_ties = _ties_in(canvas, section, segments)
    positions = [len(before), *sorted(starts)]
    for position in positions[:_MAX_POSITIONS]:
        texts = [*before[:position], *added, *before[position:]]
        candidate = canvas.with_section(Block.CHANNELS, section, texts)
        ties = _ties_in(candidate, section, segments)
        end = position + len(added)
        new_ties = {segment.handle for tied in ties[position:end] for segment in tied}
        if new_ties <= {handle} and [*ties[:position], *ties[end:]] == old_ties:
            return candidate, Spot(Block.CHANNELS, section, end - 1)
    last = Spot(Block.CHANNELS, section, len(before) + len(added) - 1)
    return canvas.add(Block.CHANNELS, *added, section=section), last


def _mentions(text: str, handle: str) -> bool:
    """Tell whether a text mentions a segment, in any spelling of its handle."""
    return normalize_handle(handle) in map(normalize_handle, mentions(text))


def _ties_in(canvas: Canvas, section: Section, segments: Segments) -> list[tuple[Segment, ...]]:
    """Return the ties of each note in a section of Channels, in order."""
    ties = block_ties(canvas, Block.CHANNELS, segments)
    return [ties.at(spot) for spot, note in canvas.spots(Block.CHANNELS) if note.section == section]


def phases_of(note: Note, lexicon: Lexicon) -> tuple[Phase, ...]:
    """Return the phases of a channel: that of its section, else those that its `#` words name.

    Args:
        note: A note of Channels.
        lexicon: The words for the phases: `#awareness` names one in any section.
    """
    if phase := phase_of(note.section):
        return (phase,)
    if "#" not in note.text:
        return ()
    words = {token.name.lower() for token in tokens(note.text) if token.mark is Mark.WORD}
    return tuple(phase for phase in Phase if not words.isdisjoint(lexicon.phases[phase.value]))


def section_said(block: Block, note: Note, lexicon: Lexicon) -> Section:
    """Return the section of a note: for a channel without one, the first phase that it names.

    Args:
        block: The block of the note.
        note: The note.
        lexicon: The words for the phases.
    """
    if block is not Block.CHANNELS or note.section != GENERAL:
        return note.section
    phases = phases_of(note, lexicon)
    return Section(phases[0].value) if phases else note.section


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


def missing_phases(cells: Mapping[ChannelCell, Sized], handle: str) -> tuple[Phase, ...]:
    """Return the phases in which certainly no channel reaches a segment.

    A channel without a phase may be in any of them, and one that is tied to no segment may reach
    any segment.

    Args:
        cells: Which channels reach which segment: spots or texts.
        handle: The handle of the segment.
    """
    if cells[None, handle] or cells[None, ""]:
        return ()
    return tuple(phase for phase in Phase if not cells[phase, handle] and not cells[phase, ""])


MentionCounts = Mapping[str, Mapping[Block, int]]
"""How many notes of each block are tied to a segment, by the segment's handle. The blocks are those
of `SEGMENT_NEEDS`, and any other that has such a note, in filling order."""


def count_mentions(canvas: Canvas, segments: Segments) -> MentionCounts:
    """Return how many notes of each block are tied to each segment.

    All segments are counted in one pass: with one pass for each, the time would be the product of
    the numbers of segments and notes.

    Args:
        canvas: The canvas; notes of Customer segments and headings do not count.
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
    """Return the blocks that should have something for a segment, and do not.

    A block in which no note names its segment may have it: silence is not absence.

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
