"""Rough numbers in notes: `€ 2,50 x 1200/mnd`, `€300/month`, `2000 p/y`, in Dutch or English form.

What is understood is an amount a period, of money or, in a segment's note, of people; any other
note is simply text. All is exact: Decimal, no floats, and an amount is kept by the year: nothing is
rounded before it is shown.

The libraries that find prices in texts know no counts and no periods, and guess where a number may
be read in two ways; hence a small grammar of our own. Its rule for that: one separator with three
digits behind it parts thousands (`2.500` and `2,500` are the same), unless a lone zero precedes it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from bmc_tui.model.blocks import Block
from bmc_tui.model.caching import cache_short_texts
from bmc_tui.model.canvas import Canvas

_CURRENCIES = {
    "€": "€",
    "eur": "€",
    "euro": "€",
    "$": "$",
    "usd": "$",
    "dollar": "$",
    "dollars": "$",
    "£": "£",
    "gbp": "£",
}
_PERIODS = {
    365: "dag dagen day days d",
    52: "week wk w weken weeks",
    12: "maand maanden mnd mnd. month months mo m",
    4: "kwartaal quarter qtr q",
    1: "jaar jaren jr jr. year years yr y j annum",
}
"""How many there are in a year, and what each is called. A leap day is no rough number's worry."""

_IN_A_YEAR = {word: number for number, words in _PERIODS.items() for word in words.split()}


def _one_of(words: Mapping[str, object]) -> str:
    """Return a pattern for any of these words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_NUMBER = (
    r"(?:[0-9]{1,3}(?:[.,][0-9]{3}){1,2}(?:[.,][0-9]{1,2})?(?![0-9])"
    r"|[0-9]{1,7}(?:[.,][0-9]{1,4})?)"
)
_MONEY = (
    rf"(?:(?P<before>{_one_of(_CURRENCIES)})\s*)?(?P<money>{_NUMBER})(?P<round>,-{{1,2}})?"
    rf"(?P<kilo>k)?(?:\s*(?P<after>{_one_of(_CURRENCIES)})(?![^\W\d_]))?"
)
_TIMES = rf"(?:\s*[x×*]\s*(?P<times>{_NUMBER})(?:\s+[^\W\d_]+){{0,2}}?)?"
_PERIOD = rf"\s*(?:/|\bper\b|\bp[/.])\s*(?P<period>{_one_of(_IN_A_YEAR)})(?!\w)"
_AMOUNT = re.compile(
    rf"(?<![\w.,−–-])(?<![€$£])(?<![€$£]\s)(?P<minus>[−-])?{_MONEY}{_TIMES}{_PERIOD}", re.IGNORECASE
)


_RANGE = re.compile(r"[0-9]\s*[–−-]\s*$")
"""What stands before the second number of `10 - 20`."""

_GROUP = 3
"""Digits between two signs that part thousands."""


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount a year: of money; in a segment's note also of people."""

    yearly: Decimal
    currency: str
    """Its sign, or nothing where the note has none."""


Sums = Mapping[str, Decimal]
"""The amount a year in each currency that there is, by its sign."""


@cache_short_texts
def amount_of(text: str) -> Amount | None:
    """Return the amount that a note's `text` has in it.

    Args:
        text: A note's.

    Returns:
        The amount; None where there is none, or more than one: which is meant, nobody can tell.
    """
    found = list(_AMOUNT.finditer(text))
    if len(found) != 1:
        return None
    parts = found[0]
    before, after = parts["before"], parts["after"]
    is_range = _RANGE.search(text[: found[0].start()])
    if parts["minus"] or is_range or (before and after):
        return None
    yearly = _number(parts["money"]) * (1000 if parts["kilo"] else 1)
    if parts["times"]:
        yearly *= _number(parts["times"])
    currency = _CURRENCIES[(before or after).lower()] if before or after else ""
    return Amount(yearly * _IN_A_YEAR[parts["period"].lower()], currency)


def _number(text: str) -> Decimal:
    """Return the number that is written in Dutch or English form."""
    whole, sign, rest = text, "", ""
    if at := max(text.rfind("."), text.rfind(",")) + 1:
        whole, sign, rest = text[: at - 1], text[at - 1], text[at:]
    other = "." if sign == "," else ","
    is_decimal = len(rest) != _GROUP or whole == "0" or other in whole
    digits = re.sub(r"[.,]", "", whole)
    return Decimal(f"{digits}.{rest}") if sign and is_decimal else Decimal(digits + rest)


def sums(canvas: Canvas, block: Block) -> Sums:
    """Return what the notes of a block come to in a year.

    Currencies are never added up. An amount without one is in the canvas's currency, where its
    revenue and costs know just one; else it is on its own, under "".

    Args:
        canvas: The canvas.
        block: Its revenue streams or its cost structure.
    """
    known = {
        amount.currency
        for side in (Block.REVENUE_STREAMS, Block.COST_STRUCTURE)
        for amount in _amounts(canvas, side)
    } - {""}
    usual = known.pop() if len(known) == 1 else ""
    found: dict[str, Decimal] = {}
    for amount in _amounts(canvas, block):
        currency = amount.currency or usual
        found[currency] = found.get(currency, Decimal(0)) + amount.yearly
    return found


def balance(canvas: Canvas) -> Sums:
    """Return what revenue leaves of a year after costs, for each currency that either has."""
    earned, spent = sums(canvas, Block.REVENUE_STREAMS), sums(canvas, Block.COST_STRUCTURE)
    return {
        currency: earned.get(currency, Decimal(0)) - spent.get(currency, Decimal(0))
        for currency in {**earned, **spent}
    }


def _amounts(canvas: Canvas, block: Block) -> list[Amount]:
    """Return the amounts in the notes of a block."""
    found = (amount_of(note.text) for note in canvas.notes(block))
    return [amount for amount in found if amount]
