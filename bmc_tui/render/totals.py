"""The totals of the amounts in a canvas as text: for a picture's titles and for a report."""

from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Context, Decimal

from bmc_tui.guide import Guide
from bmc_tui.guide.lexicon import lexicon, segments_of
from bmc_tui.model.amounts import Sums, amount_of, balance, sums
from bmc_tui.model.blocks import Block
from bmc_tui.model.canvas import Canvas
from bmc_tui.model.segments import Segment

MONEY_BLOCKS = (Block.REVENUE_STREAMS, Block.COST_STRUCTURE)
"""The two sides of the balance: revenue and costs."""

_ROUNDING_CONTEXT = Context(prec=100)
"""Has more digits than any sum of notes: with fewer, rounding a huge sum raises an error."""

_MONTHS_PER_YEAR = 12


def title_sums(canvas: Canvas, block: Block, guide: Guide) -> tuple[str, ...]:
    """Return the sums that a block's title may show, the longest first; () without amounts.

    Args:
        canvas: The canvas.
        block: One of `MONEY_BLOCKS`; the balance goes with the revenue.
        guide: The language.
    """
    block_sums = sums(canvas, block, lexicon())
    if not block_sums:
        return ()
    net = balance(canvas, lexicon()) if block is Block.REVENUE_STREAMS else {}
    has_balance = len(net) == 1 and bool(sums(canvas, Block.COST_STRUCTURE, lexicon()))
    month = guide.say("sums.month", amount=_format_sums(block_sums, guide, _MONTHS_PER_YEAR, 0))
    year = guide.say("sums.year", amount=_format_sums(block_sums, guide, 1, 0))
    if not has_balance:
        return (f"{month}  {year}", month)
    net_text = guide.say("sums.balance", amount=_format_sums(net, guide, _MONTHS_PER_YEAR, 0))
    return (f"{month}  {year}  {net_text}", f"{month}  {net_text}", month)


def title_balances(canvas: Canvas, guide: Guide) -> tuple[str, ...]:
    """Return what the title line may show of revenue and costs, the longest first.

    Where both sides have amounts in one and the same currency, these are `revenue − costs =
    balance`; else the sums of each side. () without amounts.
    """
    sides = [(block, sums(canvas, block, lexicon())) for block in MONEY_BLOCKS]
    net = balance(canvas, lexicon())
    if all(block_sums for _, block_sums in sides) and len(net) == 1:
        both_sums = [block_sums for _, block_sums in sides]
        month = guide.say(
            "sums.month", amount=_format_difference(both_sums, net, guide, _MONTHS_PER_YEAR)
        )
        year = guide.say("sums.year", amount=_format_difference(both_sums, net, guide, 1))
        return (f"{month}  {year}", year)
    text = "; ".join(
        f"{guide.short_title(block)}"
        f" {guide.say('sums.month', amount=_format_sums(block_sums, guide, _MONTHS_PER_YEAR, 0))}"
        f"  {guide.say('sums.year', amount=_format_sums(block_sums, guide, 1, 0))}"
        for block, block_sums in sides
        if block_sums
    )
    return (text,) if text else ()


def segment_size(segment: Segment, guide: Guide) -> str:
    """Return how many people a segment counts in a year, or what it is worth; "" if unknown.

    Args:
        segment: Its note may have an amount: `2000 p/y` counts people, `€ 300/month` is money.
        guide: The language.
    """
    amount = amount_of(segment.note_text, lexicon())
    if amount is None:
        return ""
    return guide.say("sums.year", amount=format_money(amount.yearly, amount.currency, guide, 0))


def total_lines(canvas: Canvas, guide: Guide) -> Iterator[str]:
    """Yield a line for each side that has amounts, for the balance, and for the segments' sizes."""
    totals = [(guide.title(block), sums(canvas, block, lexicon())) for block in MONEY_BLOCKS]
    if all(side_sums for _, side_sums in totals):
        totals.append((guide.say("sums.left"), balance(canvas, lexicon())))
    for name, side_sums in totals:
        if side_sums:
            month = guide.say(
                "sums.month", amount=_format_sums(side_sums, guide, _MONTHS_PER_YEAR, 2)
            )
            year = guide.say("sums.year", amount=_format_sums(side_sums, guide, 1, 2))
            yield f"{name}: {month}, {year}"
    sizes = [(segment.handle, segment_size(segment, guide)) for segment in segments_of(canvas)]
    if text := ", ".join(f"{handle} {size}" for handle, size in sizes if size):
        yield f"{guide.title(Block.CUSTOMER_SEGMENTS)}: {text}"


def _format_difference(sides: Sequence[Sums], net: Sums, guide: Guide, divisor: int) -> str:
    """Return `revenue − costs = balance`, each the yearly sum divided by `divisor`."""
    revenue, costs, net_text = (_format_sums(side, guide, divisor, 0) for side in (*sides, net))
    return f"{revenue} − {costs} = {net_text}"


def _format_sums(yearly_sums: Sums, guide: Guide, divisor: int, decimals: int) -> str:
    """Return the sums in all currencies, each the yearly sum divided by `divisor`."""
    return " + ".join(
        format_money(yearly / divisor, currency, guide, decimals)
        for currency, yearly in yearly_sums.items()
    )


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
