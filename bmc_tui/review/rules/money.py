"""Rules on the amounts: a loss, a price times zero, and money blocks without a number."""

from collections.abc import Iterator

from bmc_tui.guide.lexicon import lexicon
from bmc_tui.guide.money import Money
from bmc_tui.model.blocks import Block
from bmc_tui.model.canvas import Canvas
from bmc_tui.model.money.amounts import amount_of
from bmc_tui.model.money.sums import MONEY_BLOCKS, money_totals
from bmc_tui.review.finding import Finding, Severity, model_notes

MIN_NOTES_WITHOUT_NUMBER = 3
"""Notes of a money block from which one should have a number: before that it is a first sketch."""


def loss(canvas: Canvas) -> Iterator[Finding]:
    """Find costs that exceed the revenue, where every note with digits counts, in one currency.

    Source: block 5, "What do customers really want to pay for?", and block 9, "What are the most
    important costs?": e3-value asks of every party that it gains more than it gives (Gordijn &
    Wieringa, e3value user guide, chapter 6).
    """
    totals = money_totals(canvas, lexicon())
    net = totals.balance
    if len(net) == 1 and totals.has_both_sides and totals.is_complete:
        ((currency, amount),) = net.items()
        if amount < 0:
            revenue, costs = (totals.blocks[block].sums[currency] for block in MONEY_BLOCKS)
            values = {
                "revenue": Money(revenue, currency),
                "costs": Money(costs, currency),
                "loss": Money(-amount, currency),
            }
            yield Finding("loss", Severity.PROBLEM, Block.REVENUE_STREAMS, values=values)


def zero_revenue(canvas: Canvas) -> Iterator[Finding]:
    """Find revenue streams of nothing: a price times zero.

    Source: block 5, "What do customers really want to pay for?"
    """
    for spot, note in model_notes(canvas, Block.REVENUE_STREAMS):
        amount = amount_of(note.text, lexicon())
        if amount and not amount.yearly:
            yield Finding("zero_revenue", Severity.PROBLEM, spot.block, spot, note.text)


def no_numbers(canvas: Canvas) -> Iterator[Finding]:
    """Find revenue or costs of three notes or more of which none has a number.

    Source: block 5, "Is the price right for the performance?", and block 9, "What are the most
    important costs?"
    """
    for block in MONEY_BLOCKS:
        notes = [note for _, note in model_notes(canvas, block)]
        has_number = any(character.isdigit() for note in notes for character in note.text)
        if len(notes) >= MIN_NOTES_WITHOUT_NUMBER and not has_number:
            values = {"block": block, "n": len(notes)}
            yield Finding("no_numbers", Severity.HINT, block, values=values)
