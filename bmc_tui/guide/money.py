"""Amounts of money as the user reads them."""

from decimal import ROUND_HALF_UP, Context, Decimal
from typing import NamedTuple

from bmc_tui.guide.catalog import Guide

_ROUNDING_CONTEXT = Context(prec=100)
"""Has more digits than any sum of notes: with fewer, rounding a huge sum raises an error."""


class Money(NamedTuple):
    """An amount in a currency."""

    amount: Decimal
    currency: str
    """Its sign; "" where it is unknown."""


def format_money(amount: Decimal, currency: str, guide: Guide, decimals: int) -> str:
    """Return an amount in the notation of a language, such as `€ 1.250,50`.

    Args:
        amount: The amount.
        currency: Its sign; "" where it is unknown.
        guide: The language, which decides the separators of thousands and decimals.
        decimals: How many decimals to round to.
    """
    rounded = abs(amount).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, _ROUNDING_CONTEXT)
    whole, _, fraction = f"{rounded:,f}".partition(".")
    digits = whole.replace(",", guide.say("sums.thousands"))
    number = f"{digits}{guide.say('sums.decimal')}{fraction}" if fraction else digits
    sign = "−" if amount < 0 and rounded else ""
    return f"{sign}{currency}{' ' if currency else ''}{number}"
