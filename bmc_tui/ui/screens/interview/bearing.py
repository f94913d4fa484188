"""What the canvas already says that bears on the question of the interview."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from rich.cells import cell_len

from bmc_tui.guide import Guide
from bmc_tui.model.blocks import GENERAL, Block, Section
from bmc_tui.model.canvas import Canvas, Notes, Spot
from bmc_tui.model.ties.sheet import bearing_blocks
from bmc_tui.render.block_lines import BULLET
from bmc_tui.render.roles import Line, Role, StyledRun
from bmc_tui.render.segment_letters import segment_letter, segment_role
from bmc_tui.render.segment_marks import VisibleNote, visible_notes
from bmc_tui.render.spans import styled_runs
from bmc_tui.render.wrap import truncate, wrap

_GAP_CELLS = 2
"""Cells between the titles of blocks and their notes."""


class Bearing(NamedTuple):
    """The notes of one block that bear on a question."""

    block: Block
    notes: tuple[VisibleNote, ...]


def bearings(canvas: Canvas, asked: Spot) -> Iterator[Bearing]:
    """Yield the blocks with notes that bear on a question; the question's own block comes last.

    In the question's own block these are the phases and the answers to its other questions.

    Args:
        canvas: The canvas.
        asked: The spot of an answer to the question.
    """
    for block in bearing_blocks(asked.block, asked.section):
        if notes := tuple(visible_notes(canvas, block, brief=True)):
            yield Bearing(block, notes)
    if notes := tuple(_other_notes(canvas, asked.block, {GENERAL, asked.section})):
        yield Bearing(asked.block, notes)


def bearing_notes(canvas: Canvas, asked: Spot) -> tuple[Notes, ...]:
    """Return the notes on which the result of `bearings` depends; that takes longer.

    Args:
        canvas: The canvas.
        asked: The spot of an answer to the question.
    """
    blocks = (Block.CUSTOMER_SEGMENTS, *bearing_blocks(asked.block, asked.section))
    own = canvas.notes(asked.block)
    others = tuple(note for note in own if note.section not in {GENERAL, asked.section})
    return (*(canvas.notes(block) for block in blocks), others)


def _other_notes(canvas: Canvas, block: Block, without: set[Section]) -> Iterator[VisibleNote]:
    """Yield the notes of a block except those of some sections."""
    pairs = zip(canvas.notes(block), visible_notes(canvas, block, brief=True), strict=True)
    for note, visible_note in pairs:
        if note.section not in without:
            yield visible_note


def bearing_lines(
    bearings: Sequence[Bearing], guide: Guide, width: int, max_lines: int
) -> list[Line]:
    """Return the notes with the titles of their blocks before them.

    Args:
        bearings: The notes of each block.
        guide: The language of the titles.
        width: Cells.
        max_lines: How many lines there may be; each block gets its share of them, and blocks that
            get no line are left out.
    """
    bearings = bearings[: max(0, max_lines)]
    if not bearings:
        return []
    titles = [guide.short_title(bearing.block) for bearing in bearings]
    indent = max(map(cell_len, titles)) + _GAP_CELLS
    room = max(1, width - indent)
    blocks = [[*islice(_note_lines(bearing.notes, room), max_lines + 1)] for bearing in bearings]
    heights = _shares([len(lines) for lines in blocks], max_lines)
    result: list[Line] = []
    for title, bearing, lines, height in zip(titles, bearings, blocks, heights, strict=True):
        clipped = [line for _, line in lines]
        if len(lines) > height:
            clipped = [*_clipped_lines(bearing.notes, guide, room, height)]
        for label, line in zip([title, *[""] * height], clipped, strict=False):
            gap = " " * (indent - cell_len(label))
            result.append([StyledRun(label, Role.COUNT), StyledRun(gap, Role.SPACE), *line])
    return result


def _note_lines(notes: Sequence[VisibleNote], width: int) -> Iterator[tuple[int, Line]]:
    """Yield the lines of notes, each with its note's index: a letter or bullet, and the text."""
    for index, note in enumerate(notes):
        prefix = StyledRun(BULLET, Role.BULLET)
        if note.segment:
            prefix = StyledRun(f"{segment_letter(note.segment)} ", segment_role(note.segment))
        indent = cell_len(prefix.text)
        for start, end in wrap(note.text, max(1, width - indent)):
            yield index, [prefix, *styled_runs(note.text, note.spans, start, end)]
            prefix = StyledRun(" " * indent, Role.SPACE)


def _clipped_lines(
    notes: Sequence[VisibleNote], guide: Guide, width: int, height: int
) -> Iterator[Line]:
    """Yield the first notes, each cut to one line, and how many more there are.

    The number has the last line to itself, unless there is only one line, which it shares with a
    note.

    Args:
        notes: The notes of a block, which do not fit whole.
        guide: The language of the count.
        width: Cells.
        height: Lines.
    """
    is_all = len(notes) <= height
    visible = notes[: height if is_all or height == 1 else height - 1]
    more = "" if is_all else guide.say("grid.more", n=len(notes) - len(visible))
    is_beside = bool(more) and height == 1
    room = width - (cell_len(more) + _GAP_CELLS if is_beside else 0)
    for note in visible:
        (_, (prefix, *first)), *others = _note_lines([note], room)
        *start, last = first
        text = last.text
        if others:
            left = room - sum(cell_len(run.text) for run in (prefix, *start))
            text = truncate(f"{text} …", max(1, left))
        line = [prefix, *start, StyledRun(text, last.role)]
        if is_beside:
            line += [StyledRun(" " * _GAP_CELLS, Role.SPACE), StyledRun(more, Role.OVERFLOW)]
        yield line
    if more and not is_beside:
        yield [StyledRun(truncate(more, width), Role.OVERFLOW)]


def _shares(needs: Sequence[int], available: int) -> list[int]:
    """Distribute lines: each block gets what it needs, or as much as any other that lacks some."""
    shares = [0] * len(needs)
    while available > 0 and shares != list(needs):
        for index, need in enumerate(needs):
            if shares[index] < need and available > 0:
                shares[index] += 1
                available -= 1
    return shares
