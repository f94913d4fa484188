"""Multiplies the money in a note with its counts, and cancels what it is per: `20 hours x € 30/h`.

A count is a factor if a sign or word of multiplication joins it to the money, or if the money is
per the unit that it counts. The unit may be in singular or plural.
"""

import re
from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from bmc_tui.model.money.parts import Kind, Part, opens_note
from bmc_tui.model.money.reasons import NoAmountError, UncountedReason
from bmc_tui.model.money.terms import Term
from bmc_tui.model.money.words import AmountWords
from bmc_tui.model.ties.words import stem

_MAX_SIGNS_BETWEEN = 3
"""Parts between two numbers that are multiplied: `40 members (adult) x € 12`."""

_MAX_YEARS = 10
"""A number of periods that take longer is one of people: `€ 5/month x 200`."""

_DOUBLED_LETTER = re.compile(r"(.)\1")
"""A doubled letter, which Dutch has in one of singular and plural: `persoon`, `flessen`."""

_PLURAL_ENDINGS = frozenset(("", "s", "'s", "’s", "es", "en", "n", "e", "eren"))


def cancel_units(
    note_parts: Sequence[Part], terms: Sequence[Term], money: Term, words: AmountWords
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


def _counts_in_a_year(note_parts: Sequence[Part], count: Term, period: Part) -> bool:
    """Tell whether a count of periods is their number per year, and not a duration.

    That is so if it is per something itself; or if it is multiplied or comes last, and is most of a
    year: `€ 50 per day, 220 days`. Fewer may be per week, or those of a single course.
    """
    if count.per:
        return True
    around = (*note_parts[count.start - 1 : count.start], *note_parts[count.end :])
    is_apart = all(part.kind is Kind.BREAK for part in around)
    is_most = period.per_year / 2 < Fraction(count.number.value) <= period.per_year
    return (count.is_factor or is_apart) and is_most


def _mark_multiplied(
    note_parts: Sequence[Part], terms: Sequence[Term], money: Term, words: AmountWords
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
    note_parts: Sequence[Part], first: Term, second: Term, words: AmountWords
) -> bool:
    """Tell whether a sign or word of multiplication is between two terms."""
    between = [part for part in note_parts[first.end : second.start] if part.text != "."]
    if not between:
        return first.unit.lower() in words.times
    is_count = bool(first.unit or first.per) and not first.number.currency
    if len(between) == 1 and is_count and second.number.currency:
        return _is_each(between[0], note_parts, first, words)
    signs = [part for part in between if part.kind is not Kind.WORD]
    if first.number.currency is None and second.number.currency is None:
        # `10 clients à 15 clients`, with the price later: a range?
        signs = [part for part in signs if part.text.lower() not in ("a", "à", "@")]
    is_times = [part.kind for part in signs] == [Kind.TIMES]
    return is_times and len(between) <= _MAX_SIGNS_BETWEEN


def _is_each(joint: Part, note_parts: Sequence[Part], count: Term, words: AmountWords) -> bool:
    """Tell whether a part between a count and money makes the money the price of each.

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


def _has_unknown_factor(note_parts: Sequence[Part], terms: Sequence[Term]) -> bool:
    """Tell whether a sign of multiplication does not join two numbers: `visitors x € 5`."""
    joined = [part for term in terms for part in note_parts[term.start : term.end]]
    for first, second in pairwise(terms):
        joined += note_parts[first.end : second.start]
    return any(part.kind is Kind.TIMES and part not in joined for part in note_parts)


def _counted_by(count: Term, terms: Sequence[Term], words: AmountWords) -> tuple[Term, Part] | None:
    """Return the unit that a count cancels, with the factor that is per that unit."""
    for term in terms:
        for part in term.per:
            if term is not count and term.is_factor and _is_same_unit(part, count.unit, words):
                return term, part
    return None


def _is_same_unit(per: Part, unit: str, words: AmountWords) -> bool:
    """Tell whether the unit of a count is what an amount is per, in singular or plural.

    Args:
        per: The unit or period that the amount is per.
        unit: The word after the count.
        words: The words of amounts.
    """
    unit = unit.lower()
    if per.kind is Kind.PERIOD:
        return bool(per.period) and words.periods.get(unit) == per.period
    names = sorted((words.synonyms.get(word, word) for word in (per.text.lower(), unit)), key=len)
    singular, plural = (_DOUBLED_LETTER.sub(r"\1", word) for word in names)
    if singular.endswith("y") and plural == f"{singular[:-1]}ies":
        return True
    if plural.startswith(singular) and plural[len(singular) :] in _PLURAL_ENDINGS:
        return True
    return stem(singular) == stem(plural)  # `bedrijf` and `bedrijven`
