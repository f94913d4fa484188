"""Reads the amount in the text of a note, such as `€ 2,50 x 1200/mnd` and `40 x € 12,50 p/m`.

An amount is a number per year: of money or, in the note of a segment, of people. It is computed
like quantities in physics: what money is per (`per hour`) must be cancelled by a count of just that
(`20 hours per week`), until one period is left. A note whose numbers are not all accounted for has
no amount: a sum that is wrong is worse than none. The arithmetic is exact.

Libraries that extract prices from text (price-parser) know neither counts nor periods, and those
that read quantities (quantulum3, pint) know neither Dutch nor the abbreviations of trade; hence a
small grammar of our own. Its cases are in `tests/unit/model/money/amounts.tsv`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from bmc_tui.model.caching import cache_short_texts
from bmc_tui.model.lexicon import PERIODS_PER_YEAR, Lexicon
from bmc_tui.model.money.doubts import check_parts, check_text
from bmc_tui.model.money.parts import Kind, Part, has_odd_digit, opens_note, parts
from bmc_tui.model.money.reasons import DIGITS, NoAmountError, UncountedReason, reason_in_full
from bmc_tui.model.money.words import AmountWords, amount_words
from bmc_tui.model.tokens import without_tokens

_MAX_WORDS_BETWEEN = 3
"""Words between a number and what it is per: `€ 12 excl. btw per month`."""

_MAX_YEARS = 10
"""A number of periods that take longer is one of people: `€ 5/month x 200`."""

_MAX_CHARACTERS = 400
"""A longer note is a story, and is not read."""

_HAS_DIGIT = re.compile("[0-9]")
_DOUBLED_LETTER = re.compile(r"(.)\1")
"""A doubled letter, which Dutch has in one of singular and plural: `persoon`, `flessen`."""

_PLURAL_ENDINGS = frozenset(("", "s", "'s", "’s", "es", "en", "n", "e", "eren"))


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount per year: of money, or of people in the note of a segment."""

    yearly: Decimal
    currency: str
    """The sign of its currency, such as `€` or `CHF`; "" if the note names no currency."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a note says of money: an amount, or why it has none; neither if it has no digits."""

    amount: Amount | None = None
    reason: UncountedReason | None = None


@dataclass(slots=True)
class _Term:
    """A number with what it counts and what it is per, while an amount is computed."""

    number: Part
    start: int
    """The index of the number in the parts."""
    end: int = 0
    """The index after the last part of the term."""
    unit: str = ""
    """The word right behind a number without a currency: what it counts; "" if there is none."""
    per: list[Part] = field(default_factory=list)
    """The periods and units that it is per and that no count has cancelled."""
    is_factor: bool = False
    """Whether it is the money, or is multiplied with it."""


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
    """Yield what stands between the plus signs."""
    start = 0
    for index, part in enumerate(note_parts):
        if part.kind is Kind.PLUS:
            yield note_parts[start:index]
            start = index + 1
    yield note_parts[start:]


def _product(note_parts: Sequence[Part], words: AmountWords) -> Amount:
    """Return the one amount of the parts: the money times its counts, per year."""
    check_parts(note_parts, words)
    terms = _terms(note_parts)
    money = _money(terms)
    # `per member € 40` is `€ 40 per member`.
    money.per += [part for part in note_parts[: terms[0].start] if _is_leading_unit(part)]
    is_by_count_of_periods = _cancel(note_parts, terms, money, words)
    product = _percentage(note_parts, money, words)
    if not all(term.is_factor for term in terms):
        raise NoAmountError(UncountedReason.OTHER_NUMBER)
    product *= _times_per_year(note_parts, terms, is_by_count_of_periods, words)
    for term in terms:
        product *= Fraction(term.number.value)
    yearly = Decimal(product.numerator) / Decimal(product.denominator)
    return Amount(yearly, money.number.currency or "")


def _is_leading_unit(part: Part) -> bool:
    """Tell whether a part is what a price behind it is per; a slash joins to what is before it."""
    return part.kind is Kind.UNIT and not part.is_slash


def _terms(note_parts: Sequence[Part]) -> list[_Term]:
    """Return the numbers of the parts in order, each with its unit and what it is per."""
    starts = [index for index, part in enumerate(note_parts) if part.kind is Kind.NUMBER]
    limits = [*starts, len(note_parts)][1:]
    return [_term(note_parts, start, limit) for start, limit in zip(starts, limits, strict=True)]


def _term(note_parts: Sequence[Part], start: int, limit: int) -> _Term:
    """Return the number at `start`, whose unit and periods stand before the index `limit`."""
    term = _Term(note_parts[start], start, start + 1)
    index, word_count = start + 1, 0
    kinds = [part.kind for part in note_parts[index : min(index + 2, limit)]]
    if kinds == [Kind.TIMES, Kind.PERIOD] and term.number.currency is None:  # `2 x per week`
        index += 1
        term.is_factor = True
    for part in note_parts[index:limit]:
        previous = note_parts[index - 1]
        if part.kind in (Kind.PERIOD, Kind.UNIT) and not (part.is_slash and word_count):
            term.per.append(part)
            term.end = index + 1
        elif part.kind is Kind.WORD and word_count < _MAX_WORDS_BETWEEN:
            if index == start + 1 and term.number.currency is None:
                term.unit = part.text
                term.end = index + 1
            word_count += not term.unit or index != start + 1
        elif not (part.text == "." and previous.kind is Kind.WORD and previous.end == part.start):
            break
        index += 1
    return term


def _money(terms: Sequence[_Term]) -> _Term:
    """Return the term that is the money, or people; mark it as a factor."""
    if not terms:
        raise NoAmountError(UncountedReason.OTHER_NUMBER)
    with_currency = [term for term in terms if term.number.currency is not None]
    if len(with_currency) > 1:
        raise NoAmountError(UncountedReason.OTHER_NUMBER)
    money = with_currency[0] if with_currency else terms[0]
    if money.unit:
        raise NoAmountError(UncountedReason.NO_MONEY)
    money.is_factor = True
    return money


def _cancel(
    note_parts: Sequence[Part], terms: Sequence[_Term], money: _Term, words: AmountWords
) -> bool:
    """Mark the counts that are factors of the money, and cancel the units that they count.

    Returns:
        Whether a period was cancelled, as in `€ 50 per day x 220 days`.
    """
    _mark_multiplied(note_parts, terms, money, words)
    if _has_unknown_factor(note_parts, terms):
        raise NoAmountError(UncountedReason.OTHER_NUMBER)
    is_by_count_of_periods = False
    for term in terms:
        if term is money:
            continue
        units = [part for part in money.per if part.kind is Kind.UNIT]
        stated = [part for one in terms for part in one.per if part.end <= term.number.start]
        if any(character.isdigit() for character in term.unit):  # `300 m2`: of what kind?
            raise NoAmountError(UncountedReason.OTHER_NUMBER)
        is_times = term.unit.lower() in words.times and term.per and not money.per
        if is_times and [part.text for part in note_parts[money.end : term.start]] == [","]:
            term.is_factor = True  # `€ 500, 3 times a year`, but not `€ 500, used 3 times a year`
            continue
        if term.unit:
            cancelled = _counted_by(term, terms, words)
        elif units and (term.is_factor or term.per):
            cancelled = (money, units[0])
        elif term.is_factor and stated and term.start > money.start and not term.per:
            if term.number.value <= _MAX_YEARS * stated[0].per_year:
                # `€ 100 per month x 12`: months, or people?
                raise NoAmountError(UncountedReason.OTHER_NUMBER)
            continue
        else:
            continue
        if cancelled:
            owner, part = cancelled
            if part.kind is Kind.PERIOD and not _counts_in_a_year(note_parts, term, part):
                raise NoAmountError(UncountedReason.OTHER_NUMBER)
            owner.per.remove(part)
            term.is_factor = True
            is_by_count_of_periods |= part.kind is Kind.PERIOD
    return is_by_count_of_periods


def _counts_in_a_year(note_parts: Sequence[Part], count: _Term, period: Part) -> bool:
    """Tell whether a count of periods is how many of them a year has, and no duration.

    It is per something itself; or it is multiplied or stands at the end, and is most of a year:
    `€ 50 per day, 220 days`. Fewer may be of each week, or of a single course.
    """
    if count.per:
        return True
    around = (*note_parts[count.start - 1 : count.start], *note_parts[count.end :])
    is_apart = all(part.kind is Kind.BREAK for part in around)
    is_most = period.per_year / 2 < Fraction(count.number.value) <= period.per_year
    return (count.is_factor or is_apart) and is_most


def _mark_multiplied(
    note_parts: Sequence[Part], terms: Sequence[_Term], money: _Term, words: AmountWords
) -> None:
    """Mark the terms that signs of multiplication join to the money, directly or in a chain."""
    middle = next(index for index, term in enumerate(terms) if term is money)
    for index in range(middle, 0, -1):
        if not _is_multiplied(note_parts, terms[index - 1], terms[index], words):
            break
        terms[index - 1].is_factor = True
    for index in range(middle, len(terms) - 1):
        if not _is_multiplied(note_parts, terms[index], terms[index + 1], words):
            break
        terms[index + 1].is_factor = True


def _is_multiplied(
    note_parts: Sequence[Part], first: _Term, second: _Term, words: AmountWords
) -> bool:
    """Tell whether a sign or word of multiplication stands between two terms."""
    between = [part for part in note_parts[first.end : second.start] if part.text != "."]
    if not between:
        return first.unit.lower() in words.times
    is_count = bool(first.unit or first.per) and not first.number.currency
    if len(between) == 1 and is_count and second.number.currency:
        return _is_each(between[0], note_parts, first, words)
    signs = [part for part in between if part.kind is not Kind.WORD]
    if first.number.currency is None and second.number.currency is None:
        # `10 clients à 15 clients`, of which the price comes later: a range?
        signs = [part for part in signs if part.text.lower() not in ("a", "à", "@")]
    is_times = [part.kind for part in signs] == [Kind.TIMES]
    return is_times and len(between) <= _MAX_WORDS_BETWEEN


def _is_each(joint: Part, note_parts: Sequence[Part], count: _Term, words: AmountWords) -> bool:
    """Tell whether a part between a count and money makes it the price of each.

    `25 hours at £ 28`, `2 a month at $ 600`, `3 salaries of € 3,000`, `200 members pay € 5` and
    `120 members (€ 50)`, but `Grant of 2 towns of € 5,000` is not sure.
    """
    word, unit = joint.text.lower(), count.unit.lower()
    is_first, is_payer = note_parts[0] is count.number, unit in words.payers
    is_period, is_open = unit in words.periods, opens_note(note_parts, count.start)
    return (
        joint.kind is Kind.TIMES
        or (word in words.at and (is_open or not unit or words.synonyms.get(unit) == "hour"))
        or (word in words.of and is_first and not is_period)
        or ((word in words.pay or word == "(") and is_payer)
    )


def _has_unknown_factor(note_parts: Sequence[Part], terms: Sequence[_Term]) -> bool:
    """Tell whether a sign of multiplication joins no two numbers: `visitors x € 5`."""
    joined = [part for term in terms for part in note_parts[term.start : term.end]]
    for first, second in pairwise(terms):
        joined += note_parts[first.end : second.start]
    return any(part.kind is Kind.TIMES and part not in joined for part in note_parts)


def _counted_by(
    count: _Term, terms: Sequence[_Term], words: AmountWords
) -> tuple[_Term, Part] | None:
    """Return what the unit of a count cancels, with the factor that is per that unit."""
    for term in terms:
        for part in term.per:
            if term is not count and term.is_factor and _is_same_unit(part, count.unit, words):
                return term, part
    return None


def _is_same_unit(per: Part, unit: str, words: AmountWords) -> bool:
    """Tell whether the unit of a count is what an amount is per, in singular or plural.

    Args:
        per: The unit or period that the amount is per.
        unit: The word behind the count.
        words: The words of amounts.
    """
    unit = unit.lower()
    if per.kind is Kind.PERIOD:
        return bool(per.period) and words.periods.get(unit) == per.period
    names = sorted((words.synonyms.get(word, word) for word in (per.text.lower(), unit)), key=len)
    singular, plural = (_DOUBLED_LETTER.sub(r"\1", word) for word in names)
    if singular.endswith("y") and plural == f"{singular[:-1]}ies":
        return True
    return plural.startswith(singular) and plural[len(singular) :] in _PLURAL_ENDINGS


def _percentage(note_parts: Sequence[Part], money: _Term, words: AmountWords) -> Fraction:
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
    terms: Sequence[_Term],
    is_by_count_of_periods: bool,
    words: AmountWords,
) -> Fraction:
    """Return how often a year has the one period that is left."""
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
    """Return how often a year has the adverbs that do not describe a thing: `a daily cup`."""
    return {
        part.per_year
        for before, part in pairwise((None, *note_parts))
        if part is not None
        and part.kind is Kind.ADVERB
        and part in rest
        and not (before is not None and before.text.lower() in words.articles)
    }


def _is_whole_year(count: _Term, words: AmountWords) -> bool:
    """Tell whether a count is all the periods of a year, as in `12 months x € 100`."""
    period = words.periods.get(count.unit.lower()) if len(count.unit) > 1 else None
    return period is not None and count.number.value == PERIODS_PER_YEAR[period]
