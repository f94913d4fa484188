"""Reads the notes of a block together, so that parts, totals, alternatives and repeats count once.

Each of them has an amount; added up they would be money that nobody pays. A note whose part in the
whole is uncertain does not count, and says why.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from itertools import islice

from bmc_tui.model.blocks import Block
from bmc_tui.model.caching import cache_short_texts
from bmc_tui.model.lexicon import Lexicon
from bmc_tui.model.money.amounts import Amount, Reading
from bmc_tui.model.money.parts import Kind, parts
from bmc_tui.model.money.patterns import END, LazyPattern, any_of
from bmc_tui.model.money.reasons import UncountedReason
from bmc_tui.model.money.subscriptions import is_price_of_each
from bmc_tui.model.money.total_lines import is_total
from bmc_tui.model.money.unpaid import is_market, reason_in_block
from bmc_tui.model.money.words import amount_words
from bmc_tui.model.money.zero import read_or_zero
from bmc_tui.model.tokens import without_tokens

_MAX_SEEN = 10
"""How many notes of the same amount a note is compared with."""

_MIN_PARTS = 2
"""Notes from which a sum of them is not a coincidence: `Rent` may cost as much as `Wages`."""

_BULLET = re.compile(r"[-–—•·*>↳]\s+(?=[^\W\d_])")
"""What a list within a list begins with, where it was typed or pasted into notes."""

_HAS_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
"""What may be a year, as a quick look before a note is read once more."""


@dataclass(frozen=True, slots=True)
class _Openings:
    """Patterns for the ways in which a note refers to those around it, from a lexicon."""

    part: LazyPattern
    """Opens a note that is a part of the one above it."""
    whole: LazyPattern
    """Ends a note whose parts are below it."""
    alternative: LazyPattern
    current: LazyPattern


@cache
def _openings(lexicon: Lexicon) -> _Openings:
    """Return the patterns for the words of a lexicon."""
    words = {group: any_of(names) for group, names in lexicon.amounts.items()}
    return _Openings(
        part=LazyPattern(
            rf"^\W*(?:{words['parts_of_whole']}){END}(?!\s+(?:{words['taxes']}){END})"
        ),
        whole=LazyPattern(rf"[0-9].*(?::|(?<![^\W_])(?:{words['parts_of_whole']})\W*)\s*$"),
        alternative=LazyPattern(rf"^\W*(?:{words['alternatives']}){END}"),
        current=LazyPattern(rf"^(?:{words['current']}){END}"),
    )


def readings_beside(texts: Sequence[str], block: Block, lexicon: Lexicon) -> list[Reading]:
    """Return what each note of a block adds to the sums, or why it adds nothing.

    Args:
        texts: The texts of the notes, in order.
        block: Their block, Revenue streams or Cost structure.
        lexicon: The words in amounts.
    """
    readings = [_read(text, block, lexicon) for text in texts]
    for mark in (_mark_alternatives, _mark_parts, _mark_totals, _mark_repeats):
        mark(texts, readings, lexicon)
    _mark_sums(readings)
    return readings


def _read(text: str, block: Block, lexicon: Lexicon) -> Reading:
    """Return what a note of a block says about money on its own.

    A subscription that we sell is a price per subscriber; one that we pay is a cost.
    """
    reading = read_or_zero(text, lexicon)
    if not reading.amount or not reading.amount.yearly:
        return reading
    if reason := reason_in_block(text, block, lexicon):
        return Reading(reason=reason)
    if block is Block.REVENUE_STREAMS:
        if is_market(text, reading.amount.yearly, lexicon):
            return Reading(reason=UncountedReason.OUTSIDE)
        if is_price_of_each(text, lexicon):
            return Reading(reason=UncountedReason.PER_UNIT)
    return reading


def _mark_alternatives(texts: Sequence[str], readings: list[Reading], lexicon: Lexicon) -> None:
    """Take out notes of which only one applies: `or: 5 clubs`, `2027:` and `2028:`, now and goal.

    It is unknown which one, so none counts, including the one above an `or`; an `or` that is not
    below an amount starts a name.
    """
    openings = _openings(lexicon)
    out = set()
    for above, text in enumerate(texts[1:]):
        is_beneath_money = readings[above].amount is not None or readings[above].reason is not None
        is_part = openings.part.search(text) is not None
        if is_beneath_money and openings.alternative.search(text) and not is_part:
            out |= {above, above + 1}
    years = {
        index: year
        for index, text in enumerate(texts)
        if readings[index].amount and _HAS_YEAR.search(text) and (year := year_of(text, lexicon))
    }
    if len(set(years.values())) > 1:
        out |= years.keys()
    denials = amount_words(lexicon).denials
    if any(
        reading.reason in (UncountedReason.ALTERNATIVE, UncountedReason.PART_OF_YEAR)
        or (reading.reason is UncountedReason.DENIED and denials.match(text))
        for text, reading in zip(texts, readings, strict=True)
    ):
        out |= {i for i, text in enumerate(texts) if openings.current.search(text)}
    for index in out:
        if readings[index].amount:
            readings[index] = Reading(reason=UncountedReason.ALTERNATIVE)


@cache_short_texts
def year_of(text: str, lexicon: Lexicon) -> str:
    """Return the year that an amount is for: `2027` of `2027: € 40,000` or `€ 1,000/month in 2026`.

    The first or last year of a payment is not returned.

    Args:
        text: The text of a note.
        lexicon: The words in amounts.
    """
    found = parts(without_tokens(text), amount_words(lexicon))
    for index, part in enumerate(found):
        if part.kind is not Kind.YEAR or not part.text.isdigit():
            continue
        before = found[index - 1] if index else None
        if before is None or before.text.lower() in lexicon.amounts["of_years"]:
            return part.text
        if before.kind in (Kind.BREAK, Kind.PERIOD):
            return part.text
    return ""


def _mark_parts(texts: Sequence[str], readings: list[Reading], lexicon: Lexicon) -> None:
    """Take out the notes that are parts of the one above: `of which rent`, `- rent`, below `…:`.

    A dash makes a note a part if the one above it has no dash.

    Below a whole that ends in a colon, notes are parts as long as they do not exceed it together.
    """
    openings = _openings(lexicon)
    has_whole, has_bullet, left = False, True, Amount(Decimal(0), "")
    for index, text in enumerate(texts):
        amount = readings[index].amount
        is_beneath = _BULLET.match(text) is not None and not has_bullet
        if is_beneath or openings.part.search(text):
            if amount and has_whole:
                readings[index] = Reading(reason=UncountedReason.PART)
            continue
        has_whole = bool(amount or readings[index].reason)
        has_bullet = _BULLET.match(text) is not None
        if amount and amount.currency == left.currency and 0 < amount.yearly <= left.yearly:
            left = replace(left, yearly=left.yearly - amount.yearly)
            readings[index] = Reading(reason=UncountedReason.PART)
        elif amount:
            is_whole = openings.whole.search(without_tokens(text)) is not None
            left = amount if is_whole else Amount(Decimal(0), "")


def _mark_totals(texts: Sequence[str], readings: list[Reading], lexicon: Lexicon) -> None:
    """Take out the notes that are called a total, if others count; of several, all but one."""
    totals = {
        index
        for index, text in enumerate(texts)
        if readings[index].amount and is_total(text, lexicon)
    }
    has_counted = any(reading.amount and i not in totals for i, reading in enumerate(readings))
    for index in sorted(totals):
        if has_counted:
            readings[index] = Reading(reason=UncountedReason.TOTAL)
        has_counted = True


def _mark_repeats(texts: Sequence[str], readings: list[Reading], lexicon: Lexicon) -> None:
    """Take out a note that repeats another one for another period: rent per month and per year."""
    seen: dict[Amount, list[int]] = {}
    for index, reading in enumerate(readings):
        if not reading.amount or not reading.amount.yearly:
            continue
        others = seen.setdefault(reading.amount, [])
        if others and any(
            _is_repeat(texts[other], texts[index], lexicon) for other in islice(others, _MAX_SEEN)
        ):
            readings[index] = Reading(reason=UncountedReason.REPEATED)
        else:
            others.append(index)


def _is_repeat(first: str, second: str, lexicon: Lexicon) -> bool:
    """Tell whether two notes with the same amount have the same words and different periods."""
    label = label_of(first, lexicon)
    is_same = bool(label) and label == label_of(second, lexicon)
    return is_same and periods_in(first, lexicon) != periods_in(second, lexicon)


@cache_short_texts
def label_of(text: str, lexicon: Lexicon) -> str:
    """Return the words of a note that are not part of its amount, in lower case: `rent`.

    Args:
        text: The text of a note.
        lexicon: The words in amounts.
    """
    found = parts(without_tokens(text), amount_words(lexicon))
    return " ".join(part.text.lower() for part in found if part.kind is Kind.WORD)


@cache_short_texts
def periods_in(text: str, lexicon: Lexicon) -> str:
    """Return the names of the periods in a note.

    Args:
        text: The text of a note.
        lexicon: The words in amounts.
    """
    found = parts(without_tokens(text), amount_words(lexicon))
    return " ".join(part.period for part in found if part.kind in (Kind.PERIOD, Kind.ADVERB))


def _mark_sums(readings: list[Reading]) -> None:
    """Take out a note that equals the sum of those right below it, or of all above it.

    `Staff € 5,000`, `Chef € 3,000`, `Waiter € 2,000`: this is all that an import leaves of a nested
    list, and a total may have any name. It may be a coincidence, so the sums are then marked as
    incomplete.
    """
    counted = [
        (index, reading.amount)
        for index, reading in enumerate(readings)
        if reading.amount and reading.amount.yearly
    ]
    wholes = {
        index
        for place, (index, amount) in enumerate(counted)
        if _adds_up(amount, (one for _, one in islice(counted, place + 1, None)))
    }
    if counted and not wholes:
        last, amount = counted[-1]
        above = sum((one.yearly for _, one in counted[:-1]), Decimal(0))
        if above == amount.yearly and _adds_up(amount, (one for _, one in counted[:-1])):
            wholes.add(last)
    for index in wholes:
        readings[index] = Reading(reason=UncountedReason.SUM)


def _adds_up(whole: Amount, beneath: Iterable[Amount]) -> bool:
    """Tell whether the first two or more of some amounts add up exactly to a whole.

    Amounts in different currencies do not add up.
    """
    total = Decimal(0)
    currencies = {whole.currency}
    for count, amount in enumerate(beneath, 1):
        total += amount.yearly
        currencies.add(amount.currency)
        if total >= whole.yearly:
            is_one = len(currencies - {""}) <= 1
            return is_one and count >= _MIN_PARTS and total == whole.yearly
    return False
