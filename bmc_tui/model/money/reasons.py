"""Why a note with digits is not part of the sums, as the user reads it."""

from collections.abc import Sequence
from enum import Enum

from bmc_tui.model.money.parts import Kind, Part
from bmc_tui.model.money.words import AmountWords


class UncountedReason(Enum):
    """Why a note with digits has no amount; the value is its key in the catalogue."""

    OTHER_NUMBER = "other_number"
    """It has a number whose part in the amount is unknown."""
    UNCLEAR = "unclear"
    """It has one number only, of which it is unknown what it says."""
    PERCENTAGE = "percentage"
    """It is a percentage, of something unknown."""
    RANGE = "range"
    BOUND = "bound"
    """The number is a limit, such as `up to € 500`."""
    NO_PERIOD = "no_period"
    """It does not say how often."""
    ONCE = "once"
    """It is paid once."""
    OTHER_PERIOD = "other_period"
    """It is per a period that a year has an unknown number of: a season, a working day."""
    PART_OF_YEAR = "part_of_year"
    """It names months, a season or a first period, and not how many periods of a year count."""
    PER_UNIT = "per_unit"
    """It is a price per piece, without how many."""
    NO_MONEY = "no_money"
    """It counts something else than money."""
    SIGN = "sign"
    """It may be negative, or a deduction."""
    PERIODS = "periods"
    """It names several periods, and not which one counts."""
    DENIED = "denied"
    """It says that this is not so yet, or not any more."""
    SHARED = "shared"
    """It says that the amount is shared, and not which part counts."""
    TOTAL = "total"
    """It is the total of other notes, which count."""
    SUM = "sum"
    """It is as much as other notes together, and may be their total by another name."""
    PART = "part"
    """It is a part of another note, which counts."""
    REPEATED = "repeated"
    """It says by another period what another note says, which counts."""
    UNPAID = "unpaid"
    """It says that nothing is paid, or that another party pays."""
    ALTERNATIVE = "alternative"
    """It is one of several possibilities, or of several years."""
    OUTSIDE = "outside"
    """It is of another party, of a whole market, or a loss."""
    TOGETHER = "together"
    """It has a count and says `altogether`: is the amount of each, or of all of them?"""


IN_ANOTHER_NOTE = (UncountedReason.TOTAL, UncountedReason.PART, UncountedReason.REPEATED)
"""Why a note does not count although its amount is in the sums already, by other notes."""


class NoAmountError(Exception):
    """A note has no amount, for this reason."""

    def __init__(self, reason: UncountedReason) -> None:
        self.reason = reason


DIGITS = (Kind.NUMBER, Kind.PERCENT, Kind.RANGE, Kind.UNREADABLE)
"""The kinds of parts that have digits that can be money or a count."""


def reason_in_full(
    reason: UncountedReason, note_parts: Sequence[Part], text: str, words: AmountWords
) -> UncountedReason:
    """Return the reason that applies to a note, if the first one found claims too much.

    Args:
        reason: The reason that ended the computation.
        note_parts: The parts of the note.
        text: Its text, without tokens.
        words: The words of amounts.
    """
    if reason in (UncountedReason.NO_PERIOD, UncountedReason.PER_UNIT):
        return _reason_of_period(reason, note_parts, text, words)
    with_digits = [part for part in note_parts if part.kind in DIGITS]
    if reason is UncountedReason.RANGE and any(_is_code(part) for part in with_digits):
        reason = UncountedReason.OTHER_NUMBER  # a telephone number
    if reason is not UncountedReason.OTHER_NUMBER:
        return reason
    if any(part.kind is Kind.PERCENT for part in with_digits):
        return UncountedReason.PERCENTAGE
    return reason if len(with_digits) > 1 else _reason_of_one(with_digits[0], note_parts)


def _reason_of_one(only: Part, note_parts: Sequence[Part]) -> UncountedReason:
    """Return why the role of the only number of a note is unknown."""
    has_money = only.currency is not None
    if only.kind is not Kind.NUMBER:
        return UncountedReason.UNCLEAR
    if has_money and any(part.kind is Kind.TIMES for part in note_parts):
        return UncountedReason.PER_UNIT  # `visitors x € 5`
    return UncountedReason.UNCLEAR if has_money else UncountedReason.NO_MONEY


def _reason_of_period(
    reason: UncountedReason, note_parts: Sequence[Part], text: str, words: AmountWords
) -> UncountedReason:
    """Return why a price has no period or no count, by the words that say how often it is paid."""
    if words.other_period.search(text):
        return UncountedReason.OTHER_PERIOD
    if reason is UncountedReason.PER_UNIT:
        return reason
    if words.once.search(text):
        return UncountedReason.ONCE
    if any(part.kind in (Kind.PERIOD, Kind.ADVERB) for part in note_parts):
        return UncountedReason.OTHER_NUMBER  # `€ 900 + € 150 a month`
    return reason


def _is_code(part: Part) -> bool:
    """Tell whether digits begin like a telephone number or a date, and not like an amount."""
    return part.kind is Kind.RANGE and part.text[:1] == "0" and part.text[1:2].isdigit()
