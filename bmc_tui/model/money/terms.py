"""The numbers of a note as terms: each with what it counts, and what it is per.

They are what an amount is computed from, see `money.amounts`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from bmc_tui.model.money.parts import Kind, Part
from bmc_tui.model.money.reasons import NoAmountError, UncountedReason

_MAX_WORDS_BETWEEN = 3
"""Words between a number and what it is per: `€ 12 excl. btw per month`."""


@dataclass(slots=True)
class Term:
    """A number with what it counts and what it is per, while an amount is computed."""

    number: Part
    start: int
    """The index of the number in the parts."""
    end: int = 0
    """The index after the last part of the term."""
    unit: str = ""
    """The word right after a number without a currency: what it counts; "" if there is none."""
    per: list[Part] = field(default_factory=list)
    """The periods and units that it is per and that no count has cancelled."""
    is_factor: bool = False
    """Whether it is the money, or is multiplied with it."""


def terms_of(note_parts: Sequence[Part]) -> list[Term]:
    """Return the numbers of the parts in order, each with its unit and what it is per."""
    starts = [index for index, part in enumerate(note_parts) if part.kind is Kind.NUMBER]
    limits = [*starts, len(note_parts)][1:]
    return [_term(note_parts, start, limit) for start, limit in zip(starts, limits, strict=True)]


def _term(note_parts: Sequence[Part], start: int, limit: int) -> Term:
    """Return the number at `start`, whose unit and periods come before the index `limit`."""
    term = Term(note_parts[start], start, start + 1)
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


def money_of(terms: Sequence[Term]) -> Term:
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
