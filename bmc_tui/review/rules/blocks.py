"""Rules on whole blocks: empty or too full, the filling order, and the sheet's distinctions."""

from collections.abc import Iterator, Mapping
from functools import cache

from bmc_tui.guide import languages, load
from bmc_tui.guide.catalog import recognized_words
from bmc_tui.guide.lexicon import lexicon, segments_of
from bmc_tui.guide.vocabulary import meanings_in
from bmc_tui.model.blocks import BLOCKS, GENERAL, Block
from bmc_tui.model.canvas import Canvas, Note
from bmc_tui.model.money.amounts import amount_of
from bmc_tui.model.ties.block_ties import block_ties
from bmc_tui.model.tokens import evidence
from bmc_tui.review.finding import Finding, Severity, model_notes
from bmc_tui.review.words import has_phrase, words_of

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
    """Find blocks without a note.

    Source: the sheet has questions for all nine.
    """
    for block in BLOCKS:
        if not canvas.notes(block):
            yield Finding("empty_block", Severity.WARNING, block, values={"block": block})


def full_block(canvas: Canvas) -> Iterator[Finding]:
    """Find blocks with more than `MAX_NOTES_PER_BLOCK` notes; answers to questions do not count.

    Source: the sheet asks for the most important ones ("Who are our most important suppliers?").
    """
    for block in BLOCKS:
        count = len(list(_outside_answers(canvas, block)))
        if count > MAX_NOTES_PER_BLOCK:
            values = {"block": block, "n": count, "most": MAX_NOTES_PER_BLOCK}
            yield Finding("full_block", Severity.WARNING, block, values=values)


def order(canvas: Canvas) -> Iterator[Finding]:
    """Find partners, activities and costs that are filled in before segments or value.

    Source: the sheet's filling order, 1 to 9.
    """
    filled = tuple(block for block in _LATER_BLOCKS if canvas.notes(block))
    empty = next((block for block in _FIRST_BLOCKS if not canvas.notes(block)), None)
    if filled and empty:
        values = {"block": empty, "filled": filled}
        yield Finding("order", Severity.HINT, empty, values=values)


def many_notes(canvas: Canvas) -> Iterator[Finding]:
    """Find a canvas of more than `MAX_NOTES_IN_ALL` notes; answers to questions do not count.

    Source: as for `full_block`; five notes in each of nine blocks can be read on one page.
    """
    counts = {block: len(list(_outside_answers(canvas, block))) for block in BLOCKS}
    total = sum(counts.values())
    if total > MAX_NOTES_IN_ALL:
        fullest = max(BLOCKS, key=lambda block: counts[block])
        values = {"n": total, "most": MAX_NOTES_IN_ALL}
        yield Finding("many_notes", Severity.WARNING, fullest, values=values)


def no_assumption(canvas: Canvas) -> Iterator[Finding]:
    """Find a canvas of `MIN_NOTES_TO_DOUBT` notes or more of which none is marked as an assumption.

    Source: a business model is a set of assumptions until they are tested on people (Bland &
    Osterwalder, Testing Business Ideas, 2019).
    """
    notes = [note for block in BLOCKS for note in canvas.notes(block)]
    if len(notes) >= MIN_NOTES_TO_DOUBT and not any(evidence(note.text) for note in notes):
        yield Finding(
            "no_assumption", Severity.HINT, Block.CUSTOMER_SEGMENTS, values={"n": len(notes)}
        )


def _outside_answers(canvas: Canvas, block: Block) -> Iterator[Note]:
    """Yield the notes of a block that answer no question and do not only head others."""
    sections = {GENERAL, *block.phases}
    headings = block_ties(canvas, block, segments_of(canvas)).headings
    return (
        note
        for spot, note in canvas.spots(block)
        if note.section in sections and spot not in headings
    )


def cost_behaviour(canvas: Canvas) -> Iterator[Finding]:
    """Find costs that are not marked as fixed or variable.

    Source: block 9, "What is the split between fixed and variable costs?"
    """
    return _undistinguished(canvas, Block.COST_STRUCTURE, "cost_behaviour", "behaviour")


def revenue_recurrence(canvas: Canvas) -> Iterator[Finding]:
    """Find revenue streams that are not marked as one-off or recurring.

    Source: block 5, "One-off or recurring revenue?"
    """
    return _undistinguished(canvas, Block.REVENUE_STREAMS, "revenue_recurrence", "recurrence")


def partner_form(canvas: Canvas) -> Iterator[Finding]:
    """Find partners without the form of the partnership.

    Source: block 8, "Which form do we choose for the partnerships?"
    """
    return _undistinguished(canvas, Block.KEY_PARTNERS, "partner_form", "form")


def resource_kind(canvas: Canvas) -> Iterator[Finding]:
    """Find resources without their kind.

    Source: block 6, "Physical, intellectual, human, financial?"
    """
    return _undistinguished(canvas, Block.KEY_RESOURCES, "resource_kind", "kind")


def channel_kind(canvas: Canvas) -> Iterator[Finding]:
    """Find channels that are not marked as direct or indirect, and as online or offline.

    Source: block 3, "Do I use direct or indirect channels?" and "online or offline channels?"
    """
    return _undistinguished(canvas, Block.CHANNELS, "channel_kind", "ownership", "medium")


def _undistinguished(
    canvas: Canvas, block: Block, rule: str, *distinction_ids: str
) -> Iterator[Finding]:
    """Yield one finding if there are notes that lack a word of one of the distinctions.

    It counts these notes and is at the first of them.
    """
    notes = list(model_notes(canvas, block))
    incomplete = [
        spot
        for spot, note in notes
        if not _distinction_ids(note.text, block).issuperset(distinction_ids)
    ]
    if incomplete:
        values = {"n": len(incomplete), "all": len(notes)}
        yield Finding(rule, Severity.HINT, block, incomplete[0], values=values)


def _distinction_ids(text: str, block: Block) -> set[str]:
    """Return the ids of the distinctions that a note has a word of."""
    marked = {word_meaning.distinction_id for _, word_meaning in meanings_in(text, block)}
    words = words_of(text)
    return marked | {
        distinction_id
        for distinction_id, phrases in _plain_words(block).items()
        if has_phrase(words, phrases) or (distinction_id == "recurrence" and _has_period(text))
    }


@cache
def _plain_words(block: Block) -> Mapping[str, frozenset[str]]:
    """Return the words that say a distinction of a block without a `#`, by the distinction's id."""
    return {
        distinction.id: recognized_words(f"plain.{block}.{distinction.id}")
        for distinction in load(languages()[0]).vocabulary(block)
    }


def _has_period(text: str) -> bool:
    """Tell whether a note says how often it is paid, as `€ 15 per month` does."""
    return amount_of(text, lexicon()) is not None
