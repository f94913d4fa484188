"""Finds the words by which an amount is not revenue or cost: unpaid, one of several, a market.

Such a note has an amount, but not one that comes in or goes out: a rent that the council pays, the
price of a competitor, a best case. The words are in the languages' files, under
`recognized.amounts`. When in doubt the note does not count: a wrong sum is worse than one that says
what it lacks.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from bmc_tui.model.blocks import Block
from bmc_tui.model.caching import cache_short_texts
from bmc_tui.model.lexicon import Lexicon
from bmc_tui.model.money.parts import Kind, Part, parts
from bmc_tui.model.money.patterns import END, START, LazyPattern, any_of, whole_words
from bmc_tui.model.money.reasons import UncountedReason
from bmc_tui.model.money.words import amount_words
from bmc_tui.model.tokens import without_tokens

_MAX_REVENUE = 10**8
"""Of a market a sum from here on is not revenue of who fills in a canvas: `Market € 2 billion`."""


@dataclass(frozen=True, slots=True)
class _Signs:
    """The patterns, from a lexicon, for what makes an amount not ours."""

    unpaid: LazyPattern
    unpaid_costs: LazyPattern
    free_states: LazyPattern
    optional_states: LazyPattern
    scenario: LazyPattern
    outside: LazyPattern
    market: LazyPattern
    deducted: LazyPattern
    together: LazyPattern
    free_streams: LazyPattern
    first_words: frozenset[str]
    """The first word of each of them, as a quick look before the patterns search a note."""


_GROUPS = (
    *("unpaid", "replaced", "unpaid_costs", "free_states", "optional_states", "scenarios"),
    *("scenario_signs", "outside", "market", "deducted", "together_signs"),
)
"""The groups of words that the patterns on notes with an amount have."""

_WORD = re.compile(r"[^\W_]+")


@cache
def _signs(lexicon: Lexicon) -> _Signs:
    """Return the patterns for the words of a lexicon."""
    words = {group: any_of(names) for group, names in lexicon.amounts.items()}
    unpaid, of = words["unpaid"], words["of"]
    before_money = r"\s*(?:[^\W\d_]+\s+){0,2}?[^\w\s]?\s?[0-9]"  # `instead of £500`
    return _Signs(
        # `£500 worth of flour` is paid.
        unpaid=LazyPattern(
            rf"{START}(?:(?:{unpaid})(?!\s+(?:{of})\s){END}|(?:{words['replaced']}){before_money})"
        ),
        unpaid_costs=LazyPattern(
            rf"{START}(?:{words['unpaid_costs']}){END}(?!\s+(?:{words['own_payers']}){END})"
        ),
        free_states=_states(words["free_states"]),
        optional_states=_states(words["optional_states"]),
        scenario=LazyPattern(
            rf"{START}(?:{words['scenario_signs']}){END}"
            rf"|^(?:{words['scenarios']})(?:\s+(?:[a-e]|[1-9]|case))?\s*(?:[:=–—-]|[^\w\s]?\s?[0-9])"
        ),
        outside=whole_words(lexicon.amounts["outside"]),
        market=whole_words(lexicon.amounts["market"]),
        deducted=whole_words(lexicon.amounts["deducted"]),
        together=whole_words(lexicon.amounts["together_signs"]),
        free_streams=LazyPattern(
            rf"{START}(?:{words['free_streams']}){END}|^(?:{words['free_states']})$"
        ),
        first_words=frozenset(
            word[0].lower()
            for group in _GROUPS
            for phrase in lexicon.amounts[group]
            if (word := _WORD.search(phrase))
        ),
    )


def _states(words: str) -> LazyPattern:
    """Return a pattern for words that qualify an amount: after it, or as a label.

    They end the note or a clause after the number (`£500 a month, waived`), end a text in brackets,
    or start the note before a colon: `free parking` is something to pay for.
    """
    return LazyPattern(
        rf"\((?:[^()]*\s)?(?:{words})\s*\)|^(?:{words})\s*:"
        rf"|[0-9][^0-9]*(?<![\w-])(?:{words})\s*(?:$|[.,;!?)])"
    )


@cache_short_texts
def reason_in_block(text: str, block: Block, lexicon: Lexicon) -> UncountedReason | None:
    """Return why the amount of a note is not our revenue or cost; None if it may be.

    Args:
        text: The text of a note that has an amount.
        block: Revenue streams or Cost structure: in costs `paid by the bank` is not paid by us.
        lexicon: The words in amounts.
    """
    signs, plain = _signs(lexicon), without_tokens(text)
    if signs.first_words.isdisjoint(_WORD.findall(plain.lower())):
        return None
    is_cost = block is Block.COST_STRUCTURE
    checks = (
        (True, signs.optional_states, UncountedReason.DENIED),
        (True, signs.scenario, UncountedReason.ALTERNATIVE),
        (True, signs.unpaid, UncountedReason.UNPAID),
        (is_cost, signs.unpaid_costs, UncountedReason.UNPAID),
        (is_cost, signs.free_states, UncountedReason.UNPAID),
        (not is_cost, signs.outside, UncountedReason.OUTSIDE),
        (not is_cost, signs.deducted, UncountedReason.SIGN),
    )
    for is_of_block, pattern, reason in checks:
        if is_of_block and pattern.search(plain):
            return reason
    return _reason_of_count(text, lexicon)


def _reason_of_count(text: str, lexicon: Lexicon) -> UncountedReason | None:
    """Return that an amount after a count may be for all of them: `4 at £500 a month altogether`.

    Not if the word is a label (`Total: 4 x £500`), or if the note gives the price of each.
    """
    together = _signs(lexicon).together
    if not together.search(text):
        return None
    found = parts(text, amount_words(lexicon))
    numbers = [part for part in found if part.kind is Kind.NUMBER]
    if len(numbers) < 2 or any(_is_each(part, lexicon) for part in found):  # noqa: PLR2004 - a count
        return None
    opening = re.match(r"[^0-9:]*", text)
    label = opening[0] if opening else ""
    is_open = bool(together.search(label)) and text[len(label) : len(label) + 1] != ":"
    is_after = together.search(text, next((p.end for p in numbers if p.currency is not None), 0))
    return UncountedReason.TOGETHER if is_open or is_after else None


def _is_each(part: Part, lexicon: Lexicon) -> bool:
    """Tell whether a part says that the price is that of each."""
    return part.kind is Kind.UNIT and part.text.lower() in lexicon.amounts["each"]


def is_market(text: str, yearly: Decimal, lexicon: Lexicon) -> bool:
    """Tell whether a note of revenue is the size of a market, and not what comes in.

    Args:
        text: The text of the note.
        yearly: Its amount.
        lexicon: The words of markets.
    """
    return yearly >= _MAX_REVENUE and _signs(lexicon).market.search(text) is not None


@cache_short_texts
def is_free_stream(text: str, lexicon: Lexicon) -> bool:
    """Tell whether a note of revenue without digits says that it brings in nothing.

    `Guests pay nothing` and `Free for children` lack no amount, and are neither one-off nor
    recurring.

    Args:
        text: The text of a note.
        lexicon: The words of what is free.
    """
    if any(map(str.isdigit, text)):
        return False
    return _signs(lexicon).free_streams.search(without_tokens(text)) is not None
