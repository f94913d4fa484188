"""Rules on whole blocks: what is empty or too full, the order, and the distinctions asked for."""

from collections.abc import Iterator

from bmc_tui.guide.vocabulary import meaning
from bmc_tui.model.blocks import BLOCKS, GENERAL, Block
from bmc_tui.model.canvas import Canvas
from bmc_tui.model.tokens import Mark, tokens
from bmc_tui.review.finding import Finding, Severity, model_notes

MAX_NOTES_PER_BLOCK = 7
"""How many notes of a block can be read at a glance."""

_FILLED_LATER = (Block.KEY_PARTNERS, Block.KEY_ACTIVITIES, Block.COST_STRUCTURE)
_FILLED_FIRST = (Block.CUSTOMER_SEGMENTS, Block.VALUE_PROPOSITIONS)


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
        sections = {GENERAL, *block.phases}
        count = sum(note.section in sections for note in canvas.notes(block))
        if count > MAX_NOTES_PER_BLOCK:
            values = {"block": block, "n": count, "most": MAX_NOTES_PER_BLOCK}
            yield Finding("full_block", Severity.WARNING, block, values=values)


def order(canvas: Canvas) -> Iterator[Finding]:
    """Find work, partners and costs that are filled in before segments or value.

    Source: the sheet's own order, 1 to 9, in which a canvas is filled in.
    """
    filled = tuple(block for block in _FILLED_LATER if canvas.notes(block))
    first = next((block for block in _FILLED_FIRST if not canvas.notes(block)), None)
    if filled and first:
        values = {"block": first, "filled": filled}
        yield Finding("order", Severity.HINT, first, values=values)


def cost_behaviour(canvas: Canvas) -> Iterator[Finding]:
    """Find costs that are not said to be fixed or variable.

    Source: block 9, "What is the split between fixed and variable costs?"
    """
    return _undistinguished(canvas, Block.COST_STRUCTURE, "cost_behaviour", "behaviour")


def revenue_recurrence(canvas: Canvas) -> Iterator[Finding]:
    """Find revenue that is not said to be one-off or recurring.

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
    """Find channels that are not said to be direct or indirect, and online or offline.

    Source: block 3, "Do I use direct or indirect channels?" and "online or offline channels?"
    """
    return _undistinguished(canvas, Block.CHANNELS, "channel_kind", "ownership", "medium")


def _undistinguished(
    canvas: Canvas, block: Block, rule: str, *distinctions: str
) -> Iterator[Finding]:
    """Yield one finding, at the first of the notes without a word of the distinctions."""
    notes = list(model_notes(canvas, block))
    lacking = [
        spot for spot, note in notes if not _distinctions(note.text, block).issuperset(distinctions)
    ]
    if lacking:
        values = {"n": len(lacking), "all": len(notes)}
        yield Finding(rule, Severity.HINT, block, lacking[0], values=values)


def _distinctions(text: str, block: Block) -> set[str]:
    """Return the distinctions of which a note has a word."""
    return {
        word_meaning.distinction
        for token in tokens(text)
        if token.mark is Mark.WORD and (word_meaning := meaning(block, token.name))
    }
