"""What the rough numbers of a canvas come to, for a picture's titles and a report."""

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Context, Decimal

from bmc_tui.canvas.amounts import Sums, balance, sums
from bmc_tui.canvas.blocks import Block
from bmc_tui.canvas.canvas import Canvas
from bmc_tui.guide import Guide

MONEY_BLOCKS = (Block.REVENUE_STREAMS, Block.COST_STRUCTURE)
"""The two sides: what comes in, and what goes out."""

_WIDE = Context(prec=100)
"""More digits than any sum of notes has: else a huge one could not be rounded."""


def title_sums(canvas: Canvas, block: Block, guide: Guide) -> tuple[str, ...]:
    """Return what a block's title may say of its numbers, the longest first; none, if it has none.

    Args:
        canvas: The canvas.
        block: One of `MONEY_BLOCKS`; the balance stands with the revenue.
        guide: The language.
    """
    found = sums(canvas, block)
    left = balance(canvas) if block is Block.REVENUE_STREAMS and found else {}
    has_balance = len(left) == 1 and bool(sums(canvas, Block.COST_STRUCTURE))
    if not found:
        return ()
    month = guide.say("sums.month", amount=_all(found, guide, 12, 0))
    year = guide.say("sums.year", amount=_all(found, guide, 1, 0))
    if not has_balance:
        return (f"{month}  {year}", month)
    rest = guide.say("sums.balance", amount=_all(left, guide, 12, 0))
    return (f"{month}  {year}  {rest}", f"{month}  {rest}", month)


def lines(canvas: Canvas, guide: Guide) -> Iterator[str]:
    """Yield a line for each side that has numbers and, where both have, one for the balance."""
    both = [(guide.title(block), sums(canvas, block)) for block in MONEY_BLOCKS]
    if all(found for _, found in both):
        both.append((guide.say("sums.left"), balance(canvas)))
    for name, found in both:
        if found:
            month = guide.say("sums.month", amount=_all(found, guide, 12, 2))
            year = guide.say("sums.year", amount=_all(found, guide, 1, 2))
            yield f"{name}: {month}, {year}"


def _all(found: Sums, guide: Guide, parts: int, places: int) -> str:
    """Return the amounts in all currencies, each a part of what it is a year."""
    return " + ".join(
        money(yearly / parts, currency, guide, places) for currency, yearly in found.items()
    )


def money(amount: Decimal, currency: str, guide: Guide, places: int) -> str:
    """Return an amount as people write it, such as `€ 1.250,50`.

    Args:
        amount: The amount.
        currency: Its sign; nothing where it is not known.
        guide: The language, which has signs of its own for thousands and decimals.
        places: How many decimals; it is rounded to them.
    """
    rounded = abs(amount).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, _WIDE)
    whole, _, rest = f"{rounded:,f}".partition(".")
    digits = whole.replace(",", guide.say("sums.thousands"))
    number = f"{digits}{guide.say('sums.decimal')}{rest}" if rest else digits
    sign = "−" if amount < 0 and rounded else ""
    return f"{sign}{currency}{' ' if currency else ''}{number}"
