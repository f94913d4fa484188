"""Recognizes the notes that amount to zero, whatever the rest means: `€ 0 per month x 300`."""

import re
from collections.abc import Sequence
from decimal import Decimal

from bmc_tui.model.caching import cache_short_texts
from bmc_tui.model.lexicon import Lexicon
from bmc_tui.model.money.amounts import Amount, Reading, read_amount
from bmc_tui.model.money.parts import Kind, Part, parts
from bmc_tui.model.money.reasons import UncountedReason
from bmc_tui.model.money.words import amount_words

_UNSURE = (Kind.PERCENT, Kind.RANGE, Kind.UNREADABLE, Kind.PLUS)
"""The kinds of parts beside which a zero may not be all there is."""

_UNSURE_REASONS = (
    None,
    UncountedReason.BOUND,
    UncountedReason.RANGE,
    UncountedReason.SIGN,
)
"""What a note can be, in which a zero is only an end of it."""

_HAS_ZERO = re.compile(r"(?<![\d.,])0+(?:[.,]0+)?(?!\d)")
"""What may be a number of zero, as a quick look before a note is read once more."""

_MAX_PARTS_BETWEEN = 2
"""Parts between a number and the sign that multiplies it: a period, a unit."""


def is_zero(text: str, lexicon: Lexicon) -> bool:
    """Tell whether a note is money times zero: the price is zero, or a number that multiplies it.

    Args:
        text: The text of a note.
        lexicon: The words in amounts.
    """
    amount = read_or_zero(text, lexicon).amount
    return amount is not None and not amount.yearly


@cache_short_texts
def read_or_zero(text: str, lexicon: Lexicon) -> Reading:
    """Return what a note says about money, see `read_amount`; zero times anything is zero.

    Args:
        text: The text of a note.
        lexicon: The words in amounts.
    """
    reading = read_amount(text, lexicon)
    if reading.reason in _UNSURE_REASONS:
        return reading
    note_parts = parts(text, amount_words(lexicon)) if _HAS_ZERO.search(text) else ()
    money = [part for part in note_parts if part.currency is not None]
    if len(money) != 1 or any(part.kind in _UNSURE for part in note_parts):
        return reading
    is_nothing = not money[0].value or any(
        part.kind is Kind.NUMBER and not part.value and _is_factor(note_parts, index)
        for index, part in enumerate(note_parts)
    )
    return Reading(Amount(Decimal(0), money[0].currency or "")) if is_nothing else reading


def _is_factor(note_parts: Sequence[Part], index: int) -> bool:
    """Tell whether a sign of multiplication is next to the number at an index."""
    around = (
        *note_parts[max(index - 1, 0) : index],
        *note_parts[index + 1 : index + 1 + _MAX_PARTS_BETWEEN],
    )
    return any(part.kind is Kind.TIMES for part in around)
