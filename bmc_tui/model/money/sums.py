"""Sums the amounts in the notes of a block, and says which notes with digits do not count.

The answers to questions never count: the method asks for costs five times, so that the same rent
would be added again and again.
"""

from collections.abc import Iterable, Mapping, Sequence
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


@dataclass(frozen=True, slots=True)
class MoneyTotals:
    """The totals of both sides."""

    blocks: Mapping[Block, BlockTotal]
    """The total of each of `MONEY_BLOCKS`."""

    @property
    def balance(self) -> Sums:
        """Yearly revenue minus costs, for each currency that occurs in either."""
        revenue, costs = (self.blocks[block].sums for block in MONEY_BLOCKS)
        return {
            currency: revenue.get(currency, Decimal(0)) - costs.get(currency, Decimal(0))
            for currency in {**revenue, **costs}
        }

    @property
    def has_both_sides(self) -> bool:
        """Whether there are amounts of revenue and of costs."""
        return all(total.sums for total in self.blocks.values())

    @property
    def is_complete(self) -> bool:
        """Whether every note with digits counts on both sides, so that the balance is one."""
        return all(not total.uncounted for total in self.blocks.values())


def money_totals(canvas: Canvas, lexicon: Lexicon) -> MoneyTotals:
    """Return the totals of the amounts in the notes of revenue and costs.

    Currencies are never converted into each other. An amount without one is in the canvas's
    currency if all its revenue and costs have the same one; otherwise it is added to the total
    under "".

    Args:
        canvas: The canvas.
        lexicon: The words in amounts.
    """
    readings = {
        block: [(note, read_amount(note.text, lexicon)) for note in _notes(canvas, block)]
        for block in MONEY_BLOCKS
    }
    default = _default_currency(read for side in readings.values() for _, read in side)
    return MoneyTotals({block: _total(side, default) for block, side in readings.items()})


def default_currency(canvas: Canvas, lexicon: Lexicon) -> str:
    """Return the one currency of the canvas's revenue and costs; "" if there are none or several.

    It is the currency of the amounts that name none; see `money_totals`.
    """
    return _default_currency(
        read_amount(note.text, lexicon) for block in MONEY_BLOCKS for note in _notes(canvas, block)
    )


def _default_currency(readings: Iterable[Reading]) -> str:
    """Return the one currency that amounts are in; "" if they are in none or several."""
    amounts = (read.amount for read in readings)
    currencies = {amount.currency for amount in amounts if amount} - {""}
    return currencies.pop() if len(currencies) == 1 else ""


def _total(readings: Sequence[tuple[Note, Reading]], default_currency: str) -> BlockTotal:
    """Return the total of a block, given its notes with what each says of money."""
    totals: dict[str, Decimal] = {}
    amounts = [read.amount for _, read in readings if read.amount]
    for amount in amounts:
        currency = amount.currency or default_currency
        totals[currency] = totals.get(currency, Decimal(0)) + amount.yearly
    uncounted = (UncountedNote(note, read.reason) for note, read in readings if read.reason)
    return BlockTotal(totals, len(amounts), len(readings), tuple(uncounted))


def _notes(canvas: Canvas, block: Block) -> list[Note]:
    """Return the notes of a block that answer no question."""
    return [note for note in canvas.notes(block) if note.section == GENERAL]
