"""What the rough numbers of a canvas come to, for a picture's titles and a report."""

from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Context, Decimal

from bmc_tui.guide import Guide
from bmc_tui.model.amounts import Sums, amount_of, balance, sums
from bmc_tui.model.blocks import Block
from bmc_tui.model.canvas import Canvas
from bmc_tui.model.segments import Segment, handles

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


def title_balances(canvas: Canvas, guide: Guide) -> tuple[str, ...]:
    """Return what the line over the picture may say of both sides together, the longest first.

    Where both sides know one currency, that is what comes in less what goes out; else each side's
    numbers by themselves. None, if there are none.
    """
    sides = [(block, sums(canvas, block)) for block in MONEY_BLOCKS]
    left = balance(canvas)
    if all(found for _, found in sides) and len(left) == 1:
        both = [found for _, found in sides]
        month = guide.say("sums.month", amount=_difference(both, left, guide, 12))
        year = guide.say("sums.year", amount=_difference(both, left, guide, 1))
        return (f"{month}  {year}", year)
    told = "; ".join(
        f"{guide.short(block)} {guide.say('sums.month', amount=_all(found, guide, 12, 0))}"
        f"  {guide.say('sums.year', amount=_all(found, guide, 1, 0))}"
        for block, found in sides
        if found
    )
    return (told,) if told else ()


def _difference(sides: Sequence[Sums], left: Sums, guide: Guide, parts: int) -> str:
    """Return `what comes in − what goes out = what is left`, each a part of what it is a year."""
    earned, spent, rest = (_all(found, guide, parts, 0) for found in (*sides, left))
    return f"{earned} − {spent} = {rest}"


def segment_size(segment: Segment, guide: Guide) -> str:
    """Return how many there are of a segment in a year, or what it is worth; "" if it is not said.

    Args:
        segment: Its note may have an amount: `2000 p/y` is so many people, `€ 300/month` is money.
        guide: The language.
    """
    amount = amount_of(segment.note_text)
    if amount is None:
        return ""
    return guide.say("sums.year", amount=format_money(amount.yearly, amount.currency, guide, 0))


def total_lines(canvas: Canvas, guide: Guide) -> Iterator[str]:
    """Yield a line for each side that has numbers, for the balance, and for the segments' sizes."""
    both = [(guide.title(block), sums(canvas, block)) for block in MONEY_BLOCKS]
    if all(found for _, found in both):
        both.append((guide.say("sums.left"), balance(canvas)))
    for name, found in both:
        if found:
            month = guide.say("sums.month", amount=_all(found, guide, 12, 2))
            year = guide.say("sums.year", amount=_all(found, guide, 1, 2))
            yield f"{name}: {month}, {year}"
    sizes = [(segment.handle, segment_size(segment, guide)) for segment in handles(canvas)]
    if known := ", ".join(f"{handle} {each}" for handle, each in sizes if each):
        yield f"{guide.title(Block.CUSTOMER_SEGMENTS)}: {known}"


def _all(found: Sums, guide: Guide, parts: int, places: int) -> str:
    """Return the amounts in all currencies, each a part of what it is a year."""
    return " + ".join(
        format_money(yearly / parts, currency, guide, places) for currency, yearly in found.items()
    )


def format_money(amount: Decimal, currency: str, guide: Guide, places: int) -> str:
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
