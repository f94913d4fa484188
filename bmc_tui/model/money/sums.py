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
from bmc_tui.model.money.amounts import Reading
from bmc_tui.model.money.beside import readings_beside
from bmc_tui.model.money.reasons import IN_ANOTHER_NOTE, UncountedReason
from bmc_tui.model.money.unpaid import is_free_stream
from bmc_tui.model.money.zero import read_or_zero
from bmc_tui.model.tokens import is_struck

MONEY_BLOCKS = (Block.REVENUE_STREAMS, Block.COST_STRUCTURE)
"""The two sides of the balance: revenue and costs."""

Sums = Mapping[str, Decimal]
"""The total per year in each currency, by the currency's sign."""


@dataclass(frozen=True, slots=True)
class UncountedNote:
    """A note with digits that are not part of the sums."""

    note: Note
    reason: UncountedReason


@dataclass(frozen=True, slots=True)
class BlockTotal:
    """The total of a block, and the notes that it is made of."""

    sums: Sums
    counts: Mapping[str, int]
    """How many notes have an amount in each currency."""
    note_count: int
    """How many notes there are, answers to questions aside."""
    free: int
    """How many notes of revenue without digits say that they bring in nothing."""
    uncounted: tuple[UncountedNote, ...]
    """The notes with digits that have no amount, and those that others count for."""
    is_complete: bool
    """Whether all notes with digits count, themselves or as a total that the others add up to."""

    @property
    def counted(self) -> int:
        """How many notes have an amount."""
        return sum(self.counts.values())


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
        """Whether every note with digits counts on both sides, so that the balance is complete."""
        return all(total.is_complete for total in self.blocks.values())


def money_totals(canvas: Canvas, lexicon: Lexicon) -> MoneyTotals:
    """Return the totals of the amounts in the notes of revenue and costs.

    Currencies are never converted into each other. An amount without one is in the canvas's
    currency if all its revenue and costs have the same one; otherwise it is added to the total
    under "".

    Args:
        canvas: The canvas.
        lexicon: The words in amounts.
    """
    readings = {block: _readings(canvas, block, lexicon) for block in MONEY_BLOCKS}
    default = _default_currency(read for side in readings.values() for _, read in side)
    return MoneyTotals({block: _total(side, default, lexicon) for block, side in readings.items()})


def reading_in_block(note: Note, block: Block, canvas: Canvas, lexicon: Lexicon) -> Reading:
    """Return what a note says about money, given the other notes of its block.

    A total does not count if its parts do, and of totals without parts only the first does; see
    `money.beside`.

    Args:
        note: The note, which may just be being typed and not be on the canvas yet.
        block: Its block.
        canvas: The canvas.
        lexicon: The words in amounts.
    """
    texts = [one.text for one in _notes(canvas, block)]
    if note.text not in texts:
        texts.append(note.text)
    return readings_beside(texts, block, lexicon)[texts.index(note.text)]


def _readings(canvas: Canvas, block: Block, lexicon: Lexicon) -> list[tuple[Note, Reading]]:
    """Return the notes of a block that answer no question, with what each adds to the sums."""
    notes = _notes(canvas, block)
    readings = readings_beside([note.text for note in notes], block, lexicon)
    return list(zip(notes, readings, strict=True))


def default_currency(canvas: Canvas, lexicon: Lexicon) -> str:
    """Return the one currency of the canvas's revenue and costs; "" if there are none or several.

    It is the currency of the amounts that name none; see `money_totals`.
    """
    return _default_currency(
        reading for block in MONEY_BLOCKS for _, reading in _readings(canvas, block, lexicon)
    )


def _default_currency(readings: Iterable[Reading]) -> str:
    """Return the one currency that amounts are in; "" if they are in none or several."""
    amounts = (read.amount for read in readings)
    currencies = {amount.currency for amount in amounts if amount} - {""}
    return currencies.pop() if len(currencies) == 1 else ""


def _total(
    readings: Sequence[tuple[Note, Reading]], default_currency: str, lexicon: Lexicon
) -> BlockTotal:
    """Return the total of a block, given its notes with what each adds to the sums."""
    totals: dict[str, Decimal] = {}
    counts: dict[str, int] = {}
    for amount in (read.amount for _, read in readings if read.amount):
        currency = amount.currency or default_currency
        totals[currency] = totals.get(currency, Decimal(0)) + amount.yearly
        counts[currency] = counts.get(currency, 0) + 1
    uncounted = tuple(UncountedNote(note, read.reason) for note, read in readings if read.reason)
    is_counted = all(one.reason in IN_ANOTHER_NOTE for one in uncounted)
    is_complete = is_counted and _agree(readings, lexicon)
    free = sum(is_free_stream(note.text, lexicon) for note, _ in readings)
    return BlockTotal(totals, counts, len(readings), free, uncounted, is_complete)


def _agree(readings: Sequence[tuple[Note, Reading]], lexicon: Lexicon) -> bool:
    """Tell whether each total is the sum of all notes that count, or of those right above it.

    A total that exceeds its parts shows that a part is not counted.
    """
    everything = sum((read.amount.yearly for _, read in readings if read.amount), Decimal(0))
    above = since_total = Decimal(0)
    for note, reading in readings:
        if reading.amount:
            above += reading.amount.yearly
            since_total += reading.amount.yearly
        elif reading.reason is UncountedReason.TOTAL:
            total = read_or_zero(note.text, lexicon).amount
            if total and total.yearly not in (everything, above, since_total):
                return False
            since_total = Decimal(0)
    return True


def _notes(canvas: Canvas, block: Block) -> list[Note]:
    """Return the notes of a block that answer no question and are not struck through."""
    notes = (note for note in canvas.notes(block) if note.section == GENERAL)
    return [note for note in notes if not is_struck(note.text)]
