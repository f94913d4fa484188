"""Reads the amount in the text of a note, such as `€ 2,50 x 1200/mnd` and `40 x € 12,50 p/m`.

An amount is a number per year: of money or, in the note of a segment, of people. It is computed
like quantities in physics: what money is per (`per hour`) must be cancelled by a count of the same
unit (`20 hours per week`), until one period is left. A note whose numbers are not all accounted for
has no amount: a wrong sum is worse than none. The arithmetic is exact.

Libraries that extract prices from text (price-parser) know neither counts nor periods, and those
that read quantities (quantulum3, pint) know neither Dutch nor the abbreviations of trade; so this
is a small grammar of our own. Its cases are in `tests/unit/model/money/amounts.tsv`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from bmc_tui.model.caching import cache_short_texts
from bmc_tui.model.lexicon import PERIODS_PER_YEAR, Lexicon
from bmc_tui.model.money.counts import cancel_units
from bmc_tui.model.money.doubts import check_parts, check_text
from bmc_tui.model.money.parts import Kind, Part, has_odd_digit, parts
from bmc_tui.model.money.reasons import DIGITS, NoAmountError, UncountedReason, reason_in_full
from bmc_tui.model.money.terms import Term, money_of, terms_of
from bmc_tui.model.money.words import AmountWords, amount_words
from bmc_tui.model.tokens import without_tokens

_MAX_CHARACTERS = 400
"""A longer note is a story, and is not read."""

_HAS_DIGIT = re.compile("[0-9]")


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount per year: of money, or of people in the note of a segment."""

    yearly: Decimal
    currency: str
    """The sign of its currency, such as `€` or `CHF`; "" if the note names no currency."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a note says about money: an amount, or why it has none; neither if it has no digits."""

    amount: Amount | None = None
    reason: UncountedReason | None = None


def amount_of(text: str, lexicon: Lexicon) -> Amount | None:
    """Return the amount in the text of a note, or None; see `read_amount`."""
    return read_amount(text, lexicon).amount


@cache_short_texts
def read_amount(text: str, lexicon: Lexicon) -> Reading:
    """Return the amount in the text of a note, or why it has none.

    Args:
        text: The text.
        lexicon: The words for periods, currencies and what surrounds them.
    """
    if not _HAS_DIGIT.search(text) and not has_odd_digit(text):
        return Reading()
    if len(text) > _MAX_CHARACTERS:
        return Reading(reason=UncountedReason.UNCLEAR)
    words = amount_words(lexicon)
    note_parts = parts(text, words)
    if not any(part.kind in DIGITS for part in note_parts):
        return Reading()
    plain = without_tokens(text)
    try:
        amount = _sum(note_parts, words)
        check_text(plain, note_parts, words)
        return Reading(amount)
    except NoAmountError as error:
        return Reading(reason=reason_in_full(error.reason, note_parts, plain, words))


def _sum(note_parts: Sequence[Part], words: AmountWords) -> Amount:
    """Return the amount of the parts, or the sum of several joined by `+`."""
    amounts = [_product(summand, words) for summand in _split_at_plus(note_parts)]
    if len({amount.currency for amount in amounts}) > 1:
        raise NoAmountError(UncountedReason.OTHER_NUMBER)
    return Amount(sum((amount.yearly for amount in amounts), Decimal(0)), amounts[0].currency)


def _split_at_plus(note_parts: Sequence[Part]) -> Iterator[Sequence[Part]]:
    """Yield the parts between the plus signs."""
    start = 0
    for index, part in enumerate(note_parts):
        if part.kind is Kind.PLUS:
            yield note_parts[start:index]
            start = index + 1
    yield note_parts[start:]


def _product(note_parts: Sequence[Part], words: AmountWords) -> Amount:
    """Return the one amount of the parts: the money times its counts, per year."""
    check_parts(note_parts, words)
    terms = terms_of(note_parts)
    money = money_of(terms)
    # `per member € 40` is `€ 40 per member`.
    money.per += [part for part in note_parts[: terms[0].start] if _is_leading_unit(part)]
    is_by_count_of_periods = cancel_units(note_parts, terms, money, words)
    product = _percentage(note_parts, money, words)
    if not all(term.is_factor for term in terms):
        raise NoAmountError(UncountedReason.OTHER_NUMBER)
    product *= _times_per_year(note_parts, terms, is_by_count_of_periods, words)
    for term in terms:
        product *= Fraction(term.number.value)
    yearly = Decimal(product.numerator) / Decimal(product.denominator)
    return Amount(yearly, money.number.currency or "")


def _is_leading_unit(part: Part) -> bool:
    """Tell whether a part is the unit of the price after it; a slash joins what precedes it."""
    return part.kind is Kind.UNIT and not part.is_slash


def _percentage(note_parts: Sequence[Part], money: Term, words: AmountWords) -> Fraction:
    """Return the factor of `5% of` right before the money; 1 without a percentage."""
    factor = Fraction(1)
    for index, part in enumerate(note_parts):
        if part.kind is Kind.PERCENT:
            of = note_parts[index + 1 : index + 2]
            if not of or of[0].text.lower() not in words.of or money.start != index + 2:
                raise NoAmountError(UncountedReason.OTHER_NUMBER)
            factor *= Fraction(part.value) / 100
    return factor


def _times_per_year(
    note_parts: Sequence[Part],
    terms: Sequence[Term],
    is_by_count_of_periods: bool,
    words: AmountWords,
) -> Fraction:
    """Return how often a year has the one remaining period."""
    attached = [part for term in terms for part in note_parts[term.start : term.end]]
    rest = [part for part in note_parts if part not in attached]
    left = [part for term in terms for part in term.per]
    if any(part.kind is Kind.UNIT for part in left) or any(
        part.kind is Kind.UNIT and not part.is_slash and part.start > terms[0].number.start
        for part in rest
    ):
        raise NoAmountError(UncountedReason.PER_UNIT)
    stated = [*left, *(part for part in rest if part.kind is Kind.PERIOD)]
    if len(stated) > 1:
        raise NoAmountError(UncountedReason.PERIODS)
    adverbs = {part.per_year for part in rest if part.kind is Kind.ADVERB}
    if stated and _others_apart(note_parts, rest, words) - {stated[0].per_year}:
        raise NoAmountError(UncountedReason.PERIODS)  # `yearly € 120, paid per month`
    is_all_year = any(_is_whole_year(term, words) for term in terms)
    if is_all_year and adverbs and not stated:  # `monthly: 12 months x € 100`
        raise NoAmountError(UncountedReason.PERIODS)
    if not stated and (is_by_count_of_periods or is_all_year):
        return Fraction(1)
    if not stated and len(adverbs) != 1:
        raise NoAmountError(UncountedReason.PERIODS if adverbs else UncountedReason.NO_PERIOD)
    return stated[0].per_year if stated else adverbs.pop()


def _others_apart(
    note_parts: Sequence[Part], rest: Sequence[Part], words: AmountWords
) -> set[Fraction]:
    """Return how often a year has the adverbs, unless they describe a thing: `a daily cup`."""
    return {
        part.per_year
        for before, part in pairwise((None, *note_parts))
        if part is not None
        and part.kind is Kind.ADVERB
        and part in rest
        and not (before is not None and before.text.lower() in words.articles)
    }


def _is_whole_year(count: Term, words: AmountWords) -> bool:
    """Tell whether a count is that of all periods in a year, as in `12 months x € 100`."""
    period = words.periods.get(count.unit.lower()) if len(count.unit) > 1 else None
    return period is not None and count.number.value == PERIODS_PER_YEAR[period]
