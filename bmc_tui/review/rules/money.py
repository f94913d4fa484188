"""Rules on the amounts: a loss, a price times zero, and notes of the money blocks without one."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from bmc_tui.guide import languages, load
from bmc_tui.guide.catalog import TranslatedName
from bmc_tui.guide.lexicon import lexicon
from bmc_tui.guide.money import Money
from bmc_tui.model.blocks import GENERAL, Block, Section
from bmc_tui.model.canvas import Canvas
from bmc_tui.model.lexicon import CURRENCY_SIGNS
from bmc_tui.model.money.reasons import IN_ANOTHER_NOTE
from bmc_tui.model.money.sums import MONEY_BLOCKS, MoneyTotals, money_totals
from bmc_tui.model.money.unpaid import is_free_stream
from bmc_tui.model.money.zero import is_zero
from bmc_tui.model.ties.words import split_words
from bmc_tui.model.tokens import is_struck, without_tokens
from bmc_tui.review.finding import Finding, Severity, model_notes
from bmc_tui.review.words import shortened

_PERCENTAGE = re.compile(r"(?<![0-9.,])[0-9.,]+\s?%")

_NUMBER = re.compile(r"[0-9](?:[0-9.,]*[0-9])?")

_ANSWERS_ABOUT_MONEY = {
    Section("revenue_streams.price"),
    Section("revenue_streams.payment"),
    Section("cost_structure.scale"),
}
"""The questions of which an answer may name an amount that is not revenue or cost by itself."""

_MAX_NAMES = 3
_MAX_NAME_CHARACTERS = 40
"""How many notes a sentence names at most, and how much of each."""

MIN_NOTES_WITH_NUMBER = 3
"""Notes of a money block with a number beside which one without is an oversight."""

MIN_NOTES_WITHOUT_NUMBER = 3
"""Notes of a money block from which one should have a number: before that it is a first sketch."""


def loss(canvas: Canvas) -> Iterator[Finding]:
    """Find costs that exceed the revenue, if every note with digits counts, in one currency.

    Every revenue stream has an amount: else see `loss_of_amounts`. Source: block 5, "What do
    customers really want to pay for?", and block 9, "What are the most important costs?": e3-value
    asks of every party that it gains more than it gives (Gordijn & Wieringa, e3value user guide,
    chapter 6).
    """
    totals = _totals(canvas)
    if _is_whole(totals) and not _streams_without_amount(totals):
        for currency in _losing(totals):
            values = _amounts(totals, currency)
            revenue = Block.REVENUE_STREAMS
            yield Finding("loss", Severity.PROBLEM, revenue, values=values, about=MONEY_BLOCKS)


def loss_of_amounts(canvas: Canvas) -> Iterator[Finding]:
    """Find costs that exceed the revenue, if some revenue streams have no amount at all.

    What these bring in is unknown, and so is whether the model makes a loss: it is not a problem
    yet. Source: as for `loss`.
    """
    totals = _totals(canvas)
    count = _streams_without_amount(totals)
    if _is_whole(totals) and count:
        for currency in _losing(totals):
            values = {**_amounts(totals, currency), "n": count}
            revenue = Block.REVENUE_STREAMS
            yield Finding(
                "loss_of_amounts", Severity.CHECK, revenue, values=values, about=MONEY_BLOCKS
            )


def partial_loss(canvas: Canvas) -> Iterator[Finding]:
    """Find costs that exceed the revenue in a currency, if other notes are not counted in it.

    These are notes in another currency, or with an amount that can't be counted; what they bring in
    may be most of it, so that this is not a problem, but an incomplete sum. Source: as for `loss`.
    """
    totals = _totals(canvas)
    if _is_whole(totals):
        return
    counted = sum(total.counted for total in totals.blocks.values())
    uncounted = sum(len(_uncounted(totals, block)) for block in MONEY_BLOCKS)
    revenue = Block.REVENUE_STREAMS
    for currency in _losing(totals):
        inside = sum(total.counts.get(currency, 0) for total in totals.blocks.values())
        outside = counted + uncounted - inside
        if currency and outside:
            names = [name for block in MONEY_BLOCKS for name in _uncounted(totals, block)]
            which = _which(names, outside)
            values = {**_amounts(totals, currency), "n": outside, "which": which}
            yield Finding(
                "partial_loss", Severity.CHECK, revenue, values=values, about=MONEY_BLOCKS
            )


def partial_gain(canvas: Canvas) -> Iterator[Finding]:
    """Find revenue that exceeds the costs in a currency, if costs are not counted in it.

    A rosy sum needs them most: they make it smaller, or negative. Source: as for `loss`.
    """
    totals = _totals(canvas)
    revenue, costs = (totals.blocks[block] for block in MONEY_BLOCKS)
    names = _uncounted(totals, Block.COST_STRUCTURE)
    for currency, amount in totals.balance.items():
        outside = len(names) + costs.counted - costs.counts.get(currency, 0)
        is_both = currency in revenue.sums and currency in costs.sums
        if amount >= 0 and is_both and outside:
            values = {
                "revenue": Money(revenue.sums[currency], currency),
                "costs": Money(costs.sums[currency], currency),
                "gain": Money(amount, currency),
                "n": outside,
                "which": _which(names, outside),
            }
            block = Block.COST_STRUCTURE
            yield Finding("partial_gain", Severity.CHECK, block, values=values, about=MONEY_BLOCKS)


def uncounted_revenue(canvas: Canvas) -> Iterator[Finding]:
    """Find costs that have a sum, and revenue with numbers of which none can be counted.

    Source: as for `loss`; the sum of one side says nothing without the other.
    """
    totals = _totals(canvas)
    block = Block.REVENUE_STREAMS
    costs = totals.blocks[Block.COST_STRUCTURE].sums
    names = _uncounted(totals, block)
    if names and not totals.blocks[block].sums and len(costs) == 1:
        ((currency, amount),) = costs.items()
        values = {"costs": Money(amount, currency), "n": len(names), "which": _quoted(names)}
        yield Finding("uncounted_revenue", Severity.CHECK, block, values=values, about=MONEY_BLOCKS)


def amounts_in_answers(canvas: Canvas) -> Iterator[Finding]:
    """Find, in one finding, answers to the questions of revenue and costs that have new amounts.

    They are never counted; that does not matter for an amount that repeats the numbers of a note.
    An answer about a price or a way to pay is not a revenue stream, nor is one about scale a cost.
    Source: as for `loss`, and the sheet's own questions, which ask for the same costs five times.
    """
    found = []
    for block in MONEY_BLOCKS:
        in_notes = {
            number
            for _, note in canvas.spots(block)
            if note.section == GENERAL
            for number in _NUMBER.findall(note.text)
        }
        found += [
            (spot, note)
            for spot, note in canvas.spots(block)
            if note.section in set(block.questions) - _ANSWERS_ABOUT_MONEY
            and not is_struck(note.text)
            and _names_money(note.text)
            and not in_notes.issuperset(_NUMBER.findall(without_tokens(note.text)))
        ]
    if found:
        spot = found[0][0]
        values = {"which": _quoted([note.text for _, note in found])}
        about = tuple(dict.fromkeys(spot.block for spot, _ in found))
        yield Finding(
            "amounts_in_answers", Severity.CHECK, spot.block, spot, values=values, about=about
        )


def _names_money(text: str) -> bool:
    """Tell whether a text has a number and a currency."""
    text = without_tokens(text)
    if not _NUMBER.search(text):
        return False
    words = lexicon().currencies.values()
    return any(sign in text for sign in CURRENCY_SIGNS.values()) or any(
        word in group for word in split_words(text) for group in words
    )


def no_common_currency(canvas: Canvas) -> Iterator[Finding]:
    """Find revenue and costs that have amounts, but not in any common currency.

    Source: as for `loss`; currencies are never converted into each other.
    """
    totals = _totals(canvas)
    revenue, costs = (sorted(totals.blocks[block].sums) for block in MONEY_BLOCKS)
    # An amount without a currency may be in any.
    if revenue and costs and not {*revenue} & {*costs} and "" not in (*revenue, *costs):
        values = {"revenue": tuple(revenue), "costs": tuple(costs)}
        yield Finding(
            "no_common_currency",
            Severity.CHECK,
            Block.REVENUE_STREAMS,
            values=values,
            about=MONEY_BLOCKS,
        )


@lru_cache(maxsize=2)
def _totals(canvas: Canvas) -> MoneyTotals:
    """Return the totals of both sides; cached, as several rules compare them."""
    return money_totals(canvas, lexicon())


def _is_whole(totals: MoneyTotals) -> bool:
    """Tell whether the balance is complete: all notes with digits count, and in one currency."""
    return totals.is_complete and len(totals.balance) == 1


def _uncounted(totals: MoneyTotals, block: Block) -> list[str]:
    """Return the notes of a block with digits that can't be counted, except totals of others.

    Notes whose amount is counted in others are left out too, see `IN_ANOTHER_NOTE`.
    """
    return [
        one.note.text for one in totals.blocks[block].uncounted if one.reason not in IN_ANOTHER_NOTE
    ]


def _which(names: Sequence[str], count: int) -> TranslatedName:
    """Return which notes are not in a sum: the first of them, and the reason if there are others.

    Args:
        names: The texts of those that can't be counted.
        count: How many notes there are with those in another currency.
    """
    quoted = f" ({_quoted(names)})" if names else ""
    return TranslatedName(
        {
            language: (load(language).say("review.not_counted") if len(names) < count else "")
            + quoted
            for language in languages()
        }
    )


def _quoted(texts: Sequence[str]) -> str:
    """Return the first of some notes in short, in quotes, and how many more there are."""
    names = [
        f"“{shortened(without_tokens(text), _MAX_NAME_CHARACTERS)}”" for text in texts[:_MAX_NAMES]
    ]
    more = [f"+{len(texts) - _MAX_NAMES}"] if len(texts) > _MAX_NAMES else []
    return ", ".join([*names, *more])


def _streams_without_amount(totals: MoneyTotals) -> int:
    """Return how many revenue streams have no digits that could be an amount.

    One that is said to be free (`Guests pay nothing`) lacks none.
    """
    revenue = totals.blocks[Block.REVENUE_STREAMS]
    return revenue.note_count - revenue.counted - len(revenue.uncounted) - revenue.free


def _losing(totals: MoneyTotals) -> Iterator[str]:
    """Yield the currencies in which there are both revenue and costs, and more costs."""
    revenue, costs = (totals.blocks[block].sums for block in MONEY_BLOCKS)
    for currency, amount in totals.balance.items():
        if amount < 0 and currency in revenue and currency in costs:
            yield currency


def _amounts(totals: MoneyTotals, currency: str) -> dict[str, object]:
    """Return the yearly revenue, costs and loss in a currency, for a message."""
    revenue, costs = (totals.blocks[block].sums[currency] for block in MONEY_BLOCKS)
    return {
        "revenue": Money(revenue, currency),
        "costs": Money(costs, currency),
        "loss": Money(costs - revenue, currency),
    }


def zero_revenue(canvas: Canvas) -> Iterator[Finding]:
    """Find revenue streams of nothing: a price times zero, or a price of zero.

    Source: block 5, "What do customers really want to pay for?"
    """
    for spot, note in model_notes(canvas, Block.REVENUE_STREAMS):
        if is_zero(note.text, lexicon()):
            yield Finding("zero_revenue", Severity.PROBLEM, spot.block, spot, note.text)


def zero_cost(canvas: Canvas) -> Iterator[Finding]:
    """Find costs of nothing: `Hosting € 0 per month`.

    Source: block 9, "What are the most important costs?": what is free now has a price later, or
    for someone else.
    """
    for spot, note in model_notes(canvas, Block.COST_STRUCTURE):
        if is_zero(note.text, lexicon()):
            yield Finding("zero_cost", Severity.HINT, spot.block, spot, note.text)


def no_number(canvas: Canvas) -> Iterator[Finding]:
    """Find notes of revenue or costs without a number, if three others or more have one.

    There must not be more of them than of the others: else most of the block is a first sketch. A
    percentage counts as a number. Source: as for `no_numbers`.
    """
    for block in MONEY_BLOCKS:
        notes = [pair for pair in model_notes(canvas, block) if pair[0].section == GENERAL]
        without = [pair for pair in notes if _lacks_number(pair[1].text, block)]
        with_number = sum(_has_number(note.text) for _, note in notes)
        if with_number >= max(MIN_NOTES_WITH_NUMBER, len(without)):
            for spot, note in without:
                yield Finding("no_number", Severity.HINT, block, spot, note.text)


def no_numbers(canvas: Canvas) -> Iterator[Finding]:
    """Find revenue or costs of three notes or more of which none has a number but a percentage.

    Source: block 5, "Is the price right for the performance?", and block 9, "What are the most
    important costs?"
    """
    for block in MONEY_BLOCKS:
        notes = [note for _, note in model_notes(canvas, block)]
        has_number = any(_has_number(note.text) for note in notes)
        if len(notes) >= MIN_NOTES_WITHOUT_NUMBER and not has_number:
            values = {"block": block, "n": len(notes)}
            yield Finding("no_numbers", Severity.HINT, block, values=values)


def _lacks_number(text: str, block: Block) -> bool:
    """Tell whether a note has no digits, and is not a revenue stream that is said to be free."""
    is_free = block is Block.REVENUE_STREAMS and is_free_stream(text, lexicon())
    return not is_free and not any(map(str.isdigit, text))


def _has_number(text: str) -> bool:
    """Tell whether a note has a digit that is not part of a percentage."""
    return any(map(str.isdigit, _PERCENTAGE.sub("", text)))
