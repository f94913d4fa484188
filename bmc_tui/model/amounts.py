"""Reads rough numbers in notes, such as `€ 2,50 x 1200/mnd`, `€300/month` and `2000 p/y`.

An amount is a number per period: of money or, in the note of a segment, of people. A note without
exactly one such amount is plain text. The arithmetic is exact: amounts are Decimal, and are
converted to a year when they are read, so that nothing is rounded before it is displayed.

Libraries that extract prices from text know neither counts nor periods, and guess where a number is
ambiguous; hence a small grammar of our own. Its rule for ambiguous numbers: a single separator with
exactly three digits after it separates thousands (`2.500` and `2,500` are the same), unless only a
zero stands before it (`0.500` is a half).
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from bmc_tui.model.blocks import Block
from bmc_tui.model.caching import cache_short_texts
from bmc_tui.model.canvas import Canvas
from bmc_tui.model.lexicon import CURRENCY_SIGNS, PERIODS_PER_YEAR, Lexicon

_NUMBER = (
    r"(?:[0-9]{1,3}(?:[.,][0-9]{3}){1,2}(?:[.,][0-9]{1,2})?(?![0-9])"
    r"|[0-9]{1,7}(?:[.,][0-9]{1,4})?)"
)
"""A number with separators of thousands, or one without; decimals after either."""

_TIMES = rf"(?:\s*[x×*]\s*(?P<times>{_NUMBER})(?:\s+[^\W\d_]+){{0,2}}?)?"
"""An optional factor, with at most two words for what it counts, such as ` x 12 cups`."""

_RANGE_START = re.compile(r"[0-9]\s*[–−-]\s*$")
"""The text before the second number of a range, such as `10 - ` in `10 - 20`."""

_DIGITS_PER_GROUP = 3
"""Digits between two separators of thousands."""


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount per year: of money, or of people in the note of a segment."""

    yearly: Decimal
    currency: str
    """The sign of its currency, such as `€`; "" if the note names no currency."""


Sums = Mapping[str, Decimal]
"""The total per year in each currency, by the currency's sign."""


@dataclass(frozen=True, slots=True)
class _Grammar:
    """The pattern of an amount, and the values of the words in it."""

    pattern: re.Pattern[str]
    currencies: Mapping[str, str]
    """The currency's sign, by each sign, code and word for it, in lower case."""
    periods_per_year: Mapping[str, int]
    """How often a period fits into a year, by each word for the period, in lower case."""


@cache
def _grammar(lexicon: Lexicon) -> _Grammar:
    """Return the grammar for the words of a lexicon."""
    currencies = {
        word: sign
        for code, sign in CURRENCY_SIGNS.items()
        for word in (sign, code, *lexicon.currencies.get(code, ()))
    }
    periods = {
        word: number
        for period, number in PERIODS_PER_YEAR.items()
        for word in lexicon.periods.get(period, ())
    }
    currency = _any_of(currencies)
    money = (
        rf"(?:(?P<before>{currency})\s*)?(?P<money>{_NUMBER})(?P<round>,-{{1,2}})?"
        rf"(?P<kilo>k)?(?:\s*(?P<after>{currency})(?![^\W\d_]))?"
    )
    per = rf"\s*(?:/|\b(?:{_any_of(lexicon.per)})\b|\bp[/.])\s*(?P<period>{_any_of(periods)})(?!\w)"
    # No match may start inside a word or number, or between a currency sign and its number: the
    # rest of `-€ 5/day` or `1.000.000.000/day` would pass for an amount.
    pattern = rf"(?<![\w.,−–-])(?<![€$£])(?<![€$£]\s)(?P<minus>[−-])?{money}{_TIMES}{per}"
    return _Grammar(re.compile(pattern, re.IGNORECASE), currencies, periods)


def _any_of(words: Iterable[str]) -> str:
    """Return a pattern for any of these words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


@cache_short_texts
def amount_of(text: str, lexicon: Lexicon) -> Amount | None:
    """Return the amount in the text of a note.

    Args:
        text: The text.
        lexicon: The words for periods and currencies.

    Returns:
        The amount; None if there is none, or more than one: which one is meant is ambiguous. A
        negative number, and a range such as `10 - 20`, is not an amount either.
    """
    grammar = _grammar(lexicon)
    matches = list(grammar.pattern.finditer(text))
    if len(matches) != 1:
        return None
    match = matches[0]
    before, after = match["before"], match["after"]
    is_range = _RANGE_START.search(text[: match.start()])
    if match["minus"] or is_range or (before and after):
        return None
    yearly = _number(match["money"]) * (1000 if match["kilo"] else 1)
    if match["times"]:
        yearly *= _number(match["times"])
    currency = grammar.currencies[(before or after).lower()] if before or after else ""
    return Amount(yearly * grammar.periods_per_year[match["period"].lower()], currency)


def _number(text: str) -> Decimal:
    """Return the number written in Dutch or English notation."""
    whole, separator, rest = text, "", ""
    if end := max(text.rfind("."), text.rfind(",")) + 1:
        whole, separator, rest = text[: end - 1], text[end - 1], text[end:]
    other_separator = "." if separator == "," else ","
    is_decimal = len(rest) != _DIGITS_PER_GROUP or whole == "0" or other_separator in whole
    digits = re.sub(r"[.,]", "", whole)
    return Decimal(f"{digits}.{rest}") if separator and is_decimal else Decimal(digits + rest)


def sums(canvas: Canvas, block: Block, lexicon: Lexicon) -> Sums:
    """Return the totals of the amounts in the notes of a block.

    Currencies are never converted into each other. An amount without one is in the canvas's
    currency if all its revenue and costs have the same one; otherwise it is added to the total
    under "".

    Args:
        canvas: The canvas.
        block: The revenue streams or the cost structure.
        lexicon: The words for periods and currencies.
    """
    currencies = {
        amount.currency
        for side in (Block.REVENUE_STREAMS, Block.COST_STRUCTURE)
        for amount in _amounts(canvas, side, lexicon)
    } - {""}
    default_currency = currencies.pop() if len(currencies) == 1 else ""
    totals: dict[str, Decimal] = {}
    for amount in _amounts(canvas, block, lexicon):
        currency = amount.currency or default_currency
        totals[currency] = totals.get(currency, Decimal(0)) + amount.yearly
    return totals


def balance(canvas: Canvas, lexicon: Lexicon) -> Sums:
    """Return yearly revenue minus costs, for each currency that occurs in either."""
    revenue = sums(canvas, Block.REVENUE_STREAMS, lexicon)
    costs = sums(canvas, Block.COST_STRUCTURE, lexicon)
    return {
        currency: revenue.get(currency, Decimal(0)) - costs.get(currency, Decimal(0))
        for currency in {**revenue, **costs}
    }


def _amounts(canvas: Canvas, block: Block, lexicon: Lexicon) -> list[Amount]:
    """Return the amounts in the notes of a block."""
    amounts = (amount_of(note.text, lexicon) for note in canvas.notes(block))
    return [amount for amount in amounts if amount]
