"""The totals of the amounts in a canvas as text: for a picture's titles and for a report."""

from collections.abc import Iterator, Sequence

from bmc_tui.guide import Guide
from bmc_tui.guide.lexicon import lexicon, segments_of
from bmc_tui.guide.money import format_money
from bmc_tui.model.blocks import Block
from bmc_tui.model.canvas import Canvas
from bmc_tui.model.money.amounts import UncountedReason, amount_of, read_amount
from bmc_tui.model.money.sums import (
    MONEY_BLOCKS,
    BlockTotal,
    Sums,
    balance,
    block_total,
    is_balance_complete,
)
from bmc_tui.model.segments import Segment

_MONTHS_PER_YEAR = 12


def title_sums(canvas: Canvas, block: Block, guide: Guide) -> tuple[str, ...]:
    """Return the sums that a block's title may show, the longest first; () without amounts.

    Where notes of the block have no amount, each says how many count. The balance goes with the
    revenue, and only if all notes with digits count, on both sides.

    Args:
        canvas: The canvas.
        block: One of `MONEY_BLOCKS`.
        guide: The language.
    """
    total = block_total(canvas, block, lexicon())
    if not total.sums:
        return ()
    month = guide.say("sums.month", amount=_format_sums(total.sums, guide, _MONTHS_PER_YEAR, 0))
    year = guide.say("sums.year", amount=_format_sums(total.sums, guide, 1, 0))
    if count := _count(total, guide):
        return (
            f"{month}  {year}  {count}",
            f"{month}  {count}",
            f"{month} {total.counted}/{total.note_count}",
        )
    net = balance(canvas, lexicon())
    has_costs = bool(block_total(canvas, Block.COST_STRUCTURE, lexicon()).sums)
    if (
        block is not Block.REVENUE_STREAMS
        or len(net) != 1
        or not has_costs
        or not is_balance_complete(canvas, lexicon())
    ):
        return (f"{month}  {year}", month)
    net_text = guide.say("sums.balance", amount=_format_sums(net, guide, _MONTHS_PER_YEAR, 0))
    return (f"{month}  {year}  {net_text}", f"{month}  {net_text}", month)


def _count(total: BlockTotal, guide: Guide) -> str:
    """Return how many notes of a block count, such as `3 of 5 notes`; "" if all do."""
    if total.counted == total.note_count:
        return ""
    return guide.say("sums.count", counted=total.counted, all=total.note_count)


def title_balances(canvas: Canvas, guide: Guide) -> tuple[str, ...]:
    """Return what the title line may show of revenue and costs, the longest first.

    Where both sides have amounts in one and the same currency, these are `revenue − costs =
    balance`, with the remark that it is of what could be counted unless all notes with digits
    count; else the sums of each side. () without amounts.
    """
    sides = [(block, block_total(canvas, block, lexicon()).sums) for block in MONEY_BLOCKS]
    net = balance(canvas, lexicon())
    if all(block_sums for _, block_sums in sides) and len(net) == 1:
        both_sums = [block_sums for _, block_sums in sides]
        month = guide.say(
            "sums.month", amount=_format_difference(both_sums, net, guide, _MONTHS_PER_YEAR)
        )
        year = guide.say("sums.year", amount=_format_difference(both_sums, net, guide, 1))
        remark = (
            "" if is_balance_complete(canvas, lexicon()) else f"  {guide.say('sums.countable')}"
        )
        return (f"{month}  {year}{remark}", f"{year}{remark}")
    text = "; ".join(
        f"{guide.short_title(block)}"
        f" {guide.say('sums.month', amount=_format_sums(block_sums, guide, _MONTHS_PER_YEAR, 0))}"
        f"  {guide.say('sums.year', amount=_format_sums(block_sums, guide, 1, 0))}"
        for block, block_sums in sides
        if block_sums
    )
    return (text,) if text else ()


def note_sum(text: str, guide: Guide) -> str:
    """Return what a note counts for in the sums, or why it does not; "" if it has no digits.

    Args:
        text: The text of a note in one of `MONEY_BLOCKS` that answers no question.
        guide: The language.
    """
    reading = read_amount(text, lexicon())
    if reading.reason:
        return guide.say("sums.uncounted", reason=_reason(reading.reason, guide))
    if reading.amount is None:
        return ""
    amount = format_money(reading.amount.yearly, reading.amount.currency, guide, 0)
    return f"= {guide.say('sums.year', amount=amount)}"


def _reason(reason: UncountedReason, guide: Guide) -> str:
    """Return why a note does not count."""
    return guide.say(f"sums.reason.{reason.value}")


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
    """Yield a line for each side that has amounts, the balance, what does not count, and the sizes.

    The sizes are those of the segments.
    """
    totals = {block: block_total(canvas, block, lexicon()) for block in MONEY_BLOCKS}
    lines = [
        (guide.title(block), total.sums, _count(total, guide)) for block, total in totals.items()
    ]
    if all(total.sums for total in totals.values()):
        is_complete = is_balance_complete(canvas, lexicon())
        remark = "" if is_complete else guide.say("sums.countable")
        lines.append((guide.say("sums.left"), balance(canvas, lexicon()), remark))
    for name, side_sums, remark in lines:
        if side_sums:
            month = guide.say(
                "sums.month", amount=_format_sums(side_sums, guide, _MONTHS_PER_YEAR, 2)
            )
            year = guide.say("sums.year", amount=_format_sums(side_sums, guide, 1, 2))
            yield f"{name}: {month}, {year}" + (f" ({remark})" if remark else "")
    for block, total in totals.items():
        for uncounted in total.uncounted:
            reason = guide.say("sums.uncounted", reason=_reason(uncounted.reason, guide))
            yield f"{guide.title(block)}: “{uncounted.note.text}”: {reason}"
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
