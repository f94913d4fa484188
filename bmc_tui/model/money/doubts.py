"""Finds what makes the numbers of a note uncertain: a range, a limit, a season, a denial.

Such a note has no amount: the number is not what is paid, or not all year long.
"""

import re
from collections.abc import Sequence

from bmc_tui.model.money.parts import Kind, Part
from bmc_tui.model.money.reasons import NoAmountError, UncountedReason
from bmc_tui.model.money.words import AmountWords
from bmc_tui.model.tokens import STRIKE

_DASHES, _LIMIT_SIGNS = frozenset("-–—−"), frozenset("<>≤≥‹›")

_AREA = re.compile("[ckd]?m[23²³]")
"""A square or cubic metre, in lower case."""

_PERIODS_WITH_DAYS = 52
"""A period that a year has more often is shorter than a week: it may not be on every day."""


def check_parts(note_parts: Sequence[Part], words: AmountWords) -> None:
    """Raise the reason why parts can't have an amount, if one of the parts is a reason.

    Args:
        note_parts: The parts of a note, or of one of the sums in it.
        words: The words of amounts.

    Raises:
        NoAmountError: If a sign or word makes the numbers uncertain.
    """
    _check_payers(note_parts, words)
    has_minus = any(part.has_minus for part in note_parts)
    has_deduction = any(_is_word(part, words.deductions) for part in note_parts)
    for index, part in enumerate(note_parts):
        _check_word(note_parts, index, words)
        if part.kind is Kind.RANGE or _joins_range(note_parts, index):
            raise NoAmountError(UncountedReason.RANGE)
        if part.kind is Kind.UNREADABLE:
            raise NoAmountError(UncountedReason.OTHER_NUMBER)
        if part.kind is Kind.NUMBER:
            if part.is_signed or has_minus is not has_deduction:
                raise NoAmountError(UncountedReason.SIGN)
            _check_bound(note_parts, index, words)


def check_text(text: str, note_parts: Sequence[Part], words: AmountWords) -> None:
    """Raise the reason why an amount does not count as it is, if the rest of the note gives one.

    Args:
        text: The text of the note, without tokens.
        note_parts: Its parts.
        words: The words of amounts.

    Raises:
        NoAmountError: If the note is about a part of the year, denies the amount or strikes it
            through, or says that it is shared.
    """
    _check_year(text, note_parts, words)
    if STRIKE in text or words.denials.search(text) or _is_denied(note_parts, words):
        raise NoAmountError(UncountedReason.DENIED)
    if words.sharing.search(text):
        raise NoAmountError(UncountedReason.SHARED)


def _check_year(text: str, note_parts: Sequence[Part], words: AmountWords) -> None:
    """Raise that an amount is not for the whole year: the note names months or a first period.

    What is paid by the year already says how much that is: `€ 900 per year, in March`.
    """
    often = max((part.per_year for part in note_parts), default=0)
    if (
        words.first_period.search(text)
        or (often > 1 and words.part_of_year.search(text))
        or (often > 1 and words.capital_month.search(text))
        or (often > _PERIODS_WITH_DAYS and words.day_of_week.search(text))
    ):
        raise NoAmountError(UncountedReason.PART_OF_YEAR)


def _is_denied(note_parts: Sequence[Part], words: AmountWords) -> bool:
    """Tell whether words right before the money deny it, or a negation ends at the end of the note.

    `not € 900` and `rent was € 900`, but not the laundry of Dutch `de was € 900`; and `geen huur
    van € 900 meer`.
    """
    spoken = [part.text.lower() if part.kind is Kind.WORD else "" for part in note_parts]
    for index, part in enumerate(note_parts):
        if part.currency is None:
            continue
        before, last = ["", "", *spoken[:index]][-2:]
        if last in words.negations or (last in words.negation_ends and before in words.negations):
            return True
        if last in words.past_verbs and before not in words.about:
            return True
    said = [word for word in spoken if word]
    ends = said[-1:] and said[-1] in words.negation_ends
    return bool(ends) and not words.negations.isdisjoint(said)


def _is_word(part: Part, words: frozenset[str]) -> bool:
    """Tell whether a part is one of these words."""
    return part.kind is Kind.WORD and part.text.lower() in words


def _check_bound(note_parts: Sequence[Part], index: int, words: AmountWords) -> None:
    """Raise that a number is a limit or the end of a range, by the words before it."""
    # Without the dot of "max. € 500", and words that may come in between: "under the € 500".
    before = [
        part.text.lower()
        for part in note_parts[max(index - 5, 0) : index]
        if part.text != "." and not _is_word(part, words.about)
    ][-2:]
    is_of_percentage = index > 1 and note_parts[index - 2].kind is Kind.PERCENT
    is_bound = bool(before) and (before[-1] in words.bounds or " ".join(before) in words.bounds)
    if is_bound and not is_of_percentage:
        is_first = not any(part.kind is Kind.NUMBER for part in note_parts[:index])
        raise NoAmountError(UncountedReason.BOUND if is_first else UncountedReason.RANGE)
    if before[-1:] and before[-1] in _DASHES and note_parts[index - 2].kind is Kind.NUMBER:
        raise NoAmountError(UncountedReason.RANGE)


def _check_word(note_parts: Sequence[Part], index: int, words: AmountWords) -> None:
    """Raise the reason if a word or sign of the note makes all its numbers uncertain."""
    part, previous = note_parts[index], note_parts[max(index - 1, 0)]
    word = part.text.lower()
    phrases = {word, f"{previous.text.lower()} {word}"}
    is_letter = len(word) == 1 and previous.currency is not None  # `€ 3 m`: metres, or millions?
    is_area = previous.currency is not None and _AREA.fullmatch(part.text) is not None
    if part.kind is Kind.WORD and (is_area or word in words.per_thousand):
        has_count = sum(one.kind is Kind.NUMBER for one in note_parts) > 1
        raise NoAmountError(UncountedReason.OTHER_NUMBER if has_count else UncountedReason.PER_UNIT)
    if part.kind is Kind.WORD and (is_letter or not phrases.isdisjoint(words.number_words)):
        raise NoAmountError(UncountedReason.OTHER_NUMBER)
    is_limit = not phrases.isdisjoint(words.limits)
    if (part.kind is Kind.WORD and is_limit) or part.text in _LIMIT_SIGNS:
        raise NoAmountError(UncountedReason.BOUND)


def _joins_range(note_parts: Sequence[Part], index: int) -> bool:
    """Tell whether a part is an `a`, `à` or `@` between two ends of a range: `€ 500 à 600`.

    It multiplies a count with the money after it (`40 à € 12`), or money with a count of something
    (`€ 5 per month à 200 members`); a number without a unit and a currency is neither.
    """
    if index == 0 or index + 1 == len(note_parts) or note_parts[index].text.lower() not in "aà@":
        return False
    before, after = note_parts[index - 1], note_parts[index + 1]
    if before.kind is not Kind.NUMBER or after.kind not in (Kind.NUMBER, Kind.RANGE):
        return False
    return before.currency is not None or after.text[0].isdigit()


def _check_payers(note_parts: Sequence[Part], words: AmountWords) -> None:
    """Raise that a price is for each of some payers: `members pay € 5`, `a member pays € 5`.

    It does not if the note says how many they are, or if the payers are we ourselves.
    """
    numbers = [index for index, part in enumerate(note_parts) if part.kind is Kind.NUMBER]
    if len(numbers) != 1:
        return
    for index, part in enumerate(note_parts[: numbers[0]]):
        if not _is_word(part, words.pay) or index == 0:
            continue
        payer = note_parts[index - 1].text.lower()
        is_payer = payer in words.payers or (payer.endswith(("s", "en")) and part.text[-1:] != "s")
        start = max(index - 3, 0)
        is_any = start == 0 and _is_word(note_parts[0], words.articles)
        if (is_payer or is_any) and payer not in words.pay_fillers:
            raise NoAmountError(UncountedReason.PER_UNIT)
