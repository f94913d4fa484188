"""Sums the amounts in the notes of a block, and says which notes with digits do not count.

The answers to questions never count: the method asks for costs five times, so that the same rent
would be added again and again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bmc_tui.model.blocks import GENERAL, Block
from bmc_tui.model.canvas import Canvas, Note
from bmc_tui.model.lexicon import Lexicon
from bmc_tui.model.money.amounts import Reading, UncountedReason, read_amount

MONEY_BLOCKS = (Block.REVENUE_STREAMS, Block.COST_STRUCTURE)
"""The two sides of the balance: revenue and costs."""

Sums = Mapping[str, Decimal]
"""The total per year in each currency, by the currency's sign."""


@dataclass(frozen=True, slots=True)
class UncountedNote:
    """A note with digits that have no part in the sums."""

    note: Note
    reason: UncountedReason


@dataclass(frozen=True, slots=True)
class BlockTotal:
    """The total of a block, and what it is of."""

    sums: Sums
    counted: int
    """How many notes have an amount."""
    note_count: int
    """How many notes there are, answers to questions aside."""
    uncounted: tuple[UncountedNote, ...]
    """The notes with digits that have no amount."""

    @property
    def is_complete(self) -> bool:
        """Whether every note with digits counts."""
        return not self.uncounted


def block_total(canvas: Canvas, block: Block, lexicon: Lexicon) -> BlockTotal:
    """Return the total of the amounts in the notes of a block.

    Currencies are never converted into each other. An amount without one is in the canvas's
    currency if all its revenue and costs have the same one; otherwise it is added to the total
    under "".

    Args:
        canvas: The canvas.
        block: One of `MONEY_BLOCKS`.
        lexicon: The words in amounts.
    """
    return block_totals(canvas, lexicon)[MONEY_BLOCKS.index(block)]


def block_totals(canvas: Canvas, lexicon: Lexicon) -> tuple[BlockTotal, BlockTotal]:
    """Return the totals of revenue and of costs, reading each note once; see `block_total`."""
    readings = [
        [(note, read_amount(note.text, lexicon)) for note in _notes(canvas, block)]
        for block in MONEY_BLOCKS
    ]
    currencies = {read.amount.currency for side in readings for _, read in side if read.amount} - {
        ""
    }
    default_currency = currencies.pop() if len(currencies) == 1 else ""
    revenue, costs = (_total(side, default_currency) for side in readings)
    return revenue, costs


def _total(readings: Sequence[tuple[Note, Reading]], default_currency: str) -> BlockTotal:
    """Return the total of a block, given its notes with what each says of money."""
    totals: dict[str, Decimal] = {}
    amounts = [read.amount for _, read in readings if read.amount]
    for amount in amounts:
        currency = amount.currency or default_currency
        totals[currency] = totals.get(currency, Decimal(0)) + amount.yearly
    uncounted = (UncountedNote(note, read.reason) for note, read in readings if read.reason)
    return BlockTotal(totals, len(amounts), len(readings), tuple(uncounted))


def sums(canvas: Canvas, block: Block, lexicon: Lexicon) -> Sums:
    """Return the totals per year in each currency, as in `block_total`."""
    return block_total(canvas, block, lexicon).sums


def balance(canvas: Canvas, lexicon: Lexicon) -> Sums:
    """Return yearly revenue minus costs, for each currency that occurs in either."""
    return difference(*block_totals(canvas, lexicon))


def difference(revenue: BlockTotal, costs: BlockTotal) -> Sums:
    """Return yearly revenue minus costs, for each currency that occurs in either."""
    return {
        currency: revenue.sums.get(currency, Decimal(0)) - costs.sums.get(currency, Decimal(0))
        for currency in {**revenue.sums, **costs.sums}
    }


def is_balance_complete(canvas: Canvas, lexicon: Lexicon) -> bool:
    """Tell whether every note with digits on both sides counts, so that the balance is one."""
    return all(total.is_complete for total in block_totals(canvas, lexicon))


def _notes(canvas: Canvas, block: Block) -> list[Note]:
    """Return the notes of a block that answer no question."""
    return [note for note in canvas.notes(block) if note.section == GENERAL]
