"""Rules on whole blocks and the canvas: empty, too full, the filling order, no assumption."""

from collections import Counter
from collections.abc import Iterator

from bmc_tui.guide import languages, load
from bmc_tui.guide.catalog import TranslatedName
from bmc_tui.guide.lexicon import segments_of
from bmc_tui.model.blocks import BLOCKS, GENERAL, Block, Phase
from bmc_tui.model.canvas import Canvas
from bmc_tui.model.coverage import channels
from bmc_tui.model.ties.block_ties import block_ties
from bmc_tui.model.tokens import evidence
from bmc_tui.review.finding import Finding, Severity

MAX_NOTES_PER_BLOCK = 7
"""How many notes in a block are still easy to take in."""

MAX_NOTES_IN_ALL = 45
"""How many notes a canvas has room for: five in each block."""

MIN_NOTES_TO_DOUBT = 12
"""How many notes make a canvas that is worth asking what of it is certain."""

_FIRST_BLOCKS = (Block.CUSTOMER_SEGMENTS, Block.VALUE_PROPOSITIONS)
"""The blocks to fill in first."""

_LATER_BLOCKS = (Block.KEY_PARTNERS, Block.KEY_ACTIVITIES, Block.COST_STRUCTURE)
"""The blocks that have no meaning yet while one of the first is empty."""


def empty_block(canvas: Canvas) -> Iterator[Finding]:
    """Find blocks without a note, except one that `order` already reports.

    Source: the sheet has questions for all nine.
    """
    skipped, _ = _skipped(canvas)
    for block in BLOCKS:
        if not canvas.notes(block) and block is not skipped:
            yield Finding("empty_block", Severity.CHECK, block, values={"block": block})


def full_block(canvas: Canvas) -> Iterator[Finding]:
    """Find blocks with more than `MAX_NOTES_PER_BLOCK` notes; answers to questions do not count.

    Channels in phases are counted by phase. Source: the sheet asks for the most important
    ones ("Who are our most important suppliers?").
    """
    for block in BLOCKS:
        if block.phases and (phase_counts := _phase_counts(canvas)):
            phase, count = phase_counts.most_common(1)[0]
            if count > MAX_NOTES_PER_BLOCK:
                values = {"block": phase, "n": count, "most": MAX_NOTES_PER_BLOCK, "aside": ""}
                yield Finding("full_block", Severity.CHECK, block, values=values)
            continue
        notes, headings = _outside_answers(canvas, block)
        if notes > MAX_NOTES_PER_BLOCK:
            count = notes + headings
            aside = _aside(len(canvas.notes(block)) - count)
            values = {"block": block, "n": count, "most": MAX_NOTES_PER_BLOCK, "aside": aside}
            yield Finding("full_block", Severity.CHECK, block, values=values)


def _phase_counts(canvas: Canvas) -> Counter[Phase]:
    """Return the number of channels of each phase that has any."""
    rows = channels(canvas, segments_of(canvas))
    return Counter(phase for phase, _, _ in rows if phase)


def order(canvas: Canvas) -> Iterator[Finding]:
    """Find partners, activities and costs that are filled in before segments or value.

    Source: the sheet's filling order, 1 to 9.
    """
    skipped, filled = _skipped(canvas)
    if skipped:
        values = {"block": skipped, "filled": filled}
        yield Finding("order", Severity.CHECK, skipped, values=values)


def _skipped(canvas: Canvas) -> tuple[Block | None, tuple[Block, ...]]:
    """Return the first block of the filling order that is empty, and the later ones with notes.

    The block is None where none was skipped.
    """
    filled = tuple(block for block in _LATER_BLOCKS if canvas.notes(block))
    empty = next((block for block in _FIRST_BLOCKS if not canvas.notes(block)), None)
    return (empty if filled else None), filled


def many_notes(canvas: Canvas) -> Iterator[Finding]:
    """Find a canvas of more than `MAX_NOTES_IN_ALL` notes; answers to questions do not count.

    Source: as for `full_block`; five notes in each of nine blocks can be read on one page.
    """
    counts = {block: sum(_outside_answers(canvas, block)) for block in BLOCKS}
    headings = sum(_outside_answers(canvas, block)[1] for block in BLOCKS)
    total = sum(counts.values())
    if total - headings > MAX_NOTES_IN_ALL:
        fullest = max(BLOCKS, key=lambda block: counts[block])
        aside = _aside(canvas.block_note_count - total)
        values = {"n": total, "most": MAX_NOTES_IN_ALL, "aside": aside}
        yield Finding("many_notes", Severity.CHECK, fullest, values=values, about=BLOCKS)


def no_assumption(canvas: Canvas) -> Iterator[Finding]:
    """Find a canvas with at least `MIN_NOTES_TO_DOUBT` notes and none marked as an assumption.

    Source: a business model is a set of assumptions until they are tested on people (Bland &
    Osterwalder, Testing Business Ideas, 2019).
    """
    notes = [note for block in BLOCKS for note in canvas.notes(block)]
    if len(notes) >= MIN_NOTES_TO_DOUBT and not any(evidence(note.text) for note in notes):
        first = Block.CUSTOMER_SEGMENTS
        values = {"n": len(notes)}
        yield Finding("no_assumption", Severity.HINT, first, values=values, about=BLOCKS)


def _outside_answers(canvas: Canvas, block: Block) -> tuple[int, int]:
    """Return how many notes of a block answer no question: without headings, and headings alone.

    The findings report their sum: elsewhere the program counts headings too.
    """
    sections = {GENERAL, *block.phases}
    headings = block_ties(canvas, block, segments_of(canvas)).headings
    are_headings = [
        spot in headings for spot, note in canvas.spots(block) if note.section in sections
    ]
    return are_headings.count(False), are_headings.count(True)


def _aside(answer_count: int) -> TranslatedName | str:
    """Return the words that say that answers to questions are not counted; "" if there are none."""
    if not answer_count:
        return ""
    return TranslatedName({one: f" {load(one).say('review.aside')}" for one in languages()})
