"""The totals of the amounts in a canvas as text: for a picture's titles and for a report."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from bmc_tui.guide import Guide
from bmc_tui.guide.lexicon import lexicon, segments_of
from bmc_tui.guide.money import format_money
from bmc_tui.model.blocks import GENERAL, Block
from bmc_tui.model.canvas import Canvas, Note
from bmc_tui.model.money.amounts import amount_of
from bmc_tui.model.money.reasons import UncountedReason
from bmc_tui.model.money.sums import (
    MONEY_BLOCKS,
    BlockTotal,
    Sums,
    UncountedNote,
    default_currency,
    money_totals,
    reading_in_block,
)
from bmc_tui.model.segments import Segment

_MONTHS_PER_YEAR = 12

_QUOTED_NOTES, _QUOTED_WIDTH = 3, 60
"""How many of the notes that do not count for one reason are quoted, and the cells of each."""


def title_sums(canvas: Canvas, block: Block, guide: Guide) -> tuple[str, ...]:
    """Return the sums that a block's title may show, the longest first; () without amounts.

    If notes of the block have no amount, each sum says how many notes count. The balance is shown
    with the revenue, and only if all notes with digits count, on both sides.

    Args:
        canvas: The canvas.
        block: One of `MONEY_BLOCKS`.
        guide: The language.
    """
    totals = money_totals(canvas, lexicon())
    total = totals.blocks[block]
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
    net = totals.balance
    has_balance = len(net) == 1 and totals.has_both_sides and totals.is_complete
    if block is not Block.REVENUE_STREAMS or not has_balance:
        return (f"{month}  {year}", month)
    net_text = guide.say("sums.balance", amount=_format_sums(net, guide, _MONTHS_PER_YEAR, 0))
    return (f"{month}  {year}  {net_text}", f"{month}  {net_text}", month)


def _count(total: BlockTotal, guide: Guide) -> str:
    """Return how many notes of a block count, such as `3 of 5 notes`; "" if all do."""
    if total.counted == total.note_count:
        return ""
    return guide.say("sums.count", counted=total.counted, all=total.note_count)


def title_balances(canvas: Canvas, guide: Guide) -> tuple[str, ...]:
    """Return the texts on revenue and costs that the title line may show, the longest first.

    If both sides have amounts in the same single currency, these are `revenue − costs = balance`,
    with a remark that not everything could be counted unless all notes with digits are; else the
    sums of each side. () without amounts.
    """
    totals = money_totals(canvas, lexicon())
    net = totals.balance
    if totals.has_both_sides and len(net) == 1:
        sides = [total.sums for total in totals.blocks.values()]
        month = guide.say(
            "sums.month", amount=_format_difference(sides, net, guide, _MONTHS_PER_YEAR)
        )
        year = guide.say("sums.year", amount=_format_difference(sides, net, guide, 1))
        if totals.is_complete:
            return (f"{month}  {year}", year)
        remark, brief = guide.say("sums.countable"), guide.say("sums.countable_brief")
        return (f"{month}  {year}  {remark}", f"{year}  {remark}", f"{year} {brief}")
    text = "; ".join(
        f"{guide.short_title(block)}"
        f" {guide.say('sums.month', amount=_format_sums(total.sums, guide, _MONTHS_PER_YEAR, 0))}"
        f"  {guide.say('sums.year', amount=_format_sums(total.sums, guide, 1, 0))}"
        for block, total in totals.blocks.items()
        if total.sums
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


def note_total(note: Note, block: Block, canvas: Canvas, guide: Guide) -> str:
    """Return what a note adds to the sums, such as `= € 15,000/year`, or why it does not count.

    Args:
        note: The note.
        block: Its block.
        canvas: The canvas, whose currency applies to an amount that names none.
        guide: The language.

    Returns:
        "" for a note without digits, for an answer without an amount, and in blocks that are not
        summed.
    """
    if block not in MONEY_BLOCKS:
        return ""
    reading = reading_in_block(note, block, canvas, lexicon())
    amount, reason = reading.amount, reading.reason
    if note.section != GENERAL:
        return _not_counted("answer", guide) if amount else ""
    if amount is None:
        return _not_counted(reason.value, guide) if reason else ""
    currency = amount.currency or default_currency(canvas, lexicon())
    money = format_money(amount.yearly, currency, guide, 0)
    return guide.say("sums.note", amount=guide.say("sums.year", amount=money))


def _not_counted(reason: str, guide: Guide) -> str:
    """Return the text that a note is not counted, with the reason that has this key."""
    return guide.say("sums.uncounted", reason=guide.say(f"sums.reason.{reason}"))


def total_lines(
    canvas: Canvas, guide: Guide, texts: Mapping[str, str] = MappingProxyType({})
) -> Iterator[str]:
    """Yield a line for each side that has amounts, the balance, what does not count, and the sizes.

    The sizes are those of the segments.

    Args:
        canvas: The canvas.
        guide: The language.
        texts: How a note that does not count is quoted, by its text, if not as it is.
    """
    totals = money_totals(canvas, lexicon())
    lines = [
        (guide.title(block), total.sums, _count(total, guide))
        for block, total in totals.blocks.items()
    ]
    if totals.has_both_sides:
        remark = "" if totals.is_complete else guide.say("sums.countable")
        lines.append((guide.say("sums.left"), totals.balance, remark))
    for name, side_sums, remark in lines:
        if side_sums:
            month = guide.say(
                "sums.month", amount=_format_sums(side_sums, guide, _MONTHS_PER_YEAR, 2)
            )
            year = guide.say("sums.year", amount=_format_sums(side_sums, guide, 1, 2))
            yield f"{name}: {month}, {year}" + (f" ({remark})" if remark else "")
    for block, total in totals.blocks.items():
        if total.uncounted:
            reasons = "; ".join(_reasons(total.uncounted, guide, texts))
            yield f"{guide.title(block)}: {guide.say('sums.uncounted', reason=reasons)}"
    sizes = [(segment.handle, segment_size(segment, guide)) for segment in segments_of(canvas)]
    if text := ", ".join(f"{handle} {size}" for handle, size in sizes if size):
        yield f"{guide.title(Block.CUSTOMER_SEGMENTS)}: {text}"


def _reasons(
    uncounted: Sequence[UncountedNote], guide: Guide, texts: Mapping[str, str]
) -> Iterator[str]:
    """Yield each reason why notes do not count, the most frequent first, with some of the notes.

    Args:
        uncounted: The notes, all of one block.
        guide: The language.
        texts: As passed to `total_lines`.
    """
    from bmc_tui.render.wrap import truncate

    by_reason: defaultdict[UncountedReason, list[str]] = defaultdict(list)
    for each in uncounted:
        text = texts.get(each.note.text, each.note.text)
        by_reason[each.reason].append(truncate(text, _QUOTED_WIDTH))
    for reason, quotes in sorted(by_reason.items(), key=lambda item: -len(item[1])):
        notes = ", ".join(f"“{quote}”" for quote in quotes[:_QUOTED_NOTES])
        if count := len(quotes[_QUOTED_NOTES:]):
            notes = guide.say("sums.more", notes=notes, count=count)
        yield f"{guide.say(f'sums.reason.{reason.value}')} ({notes})"


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
