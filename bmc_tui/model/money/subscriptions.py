"""Recognizes the price of one subscription, without their number: `Subscription € 5 per month`."""

from functools import cache

from bmc_tui.model.caching import cache_short_texts
from bmc_tui.model.lexicon import Lexicon
from bmc_tui.model.money.parts import Kind, parts
from bmc_tui.model.money.words import amount_words
from bmc_tui.model.ties.words import split_words
from bmc_tui.model.tokens import without_tokens


@cache_short_texts
def is_price_of_each(text: str, lexicon: Lexicon) -> bool:
    """Tell whether a note of revenue is the price of one subscription or day, without their number.

    An amount by the day is a price too, as few things are sold on all 365 days: `Bike hire £15 a
    day`.

    Not if it has a second number, which is a count, or says that it is the revenue of all:
    `Revenue of subscriptions € 5,000 per month`.

    Args:
        text: The text of a note that has an amount.
        lexicon: The words of subscriptions and of totals.
    """
    words = frozenset(split_words(without_tokens(text)))
    if words.isdisjoint(_day_words(lexicon)) and not _is_named(words, lexicon):
        return False
    if not words.isdisjoint(lexicon.amounts["totals"] | lexicon.amounts["proceeds"]):
        return False
    numbers = [part for part in parts(text, amount_words(lexicon)) if part.kind is Kind.NUMBER]
    return len(numbers) == 1


@cache
def _day_words(lexicon: Lexicon) -> frozenset[str]:
    """Return the words that say that something is paid by the day."""
    tables = (lexicon.periods, lexicon.period_letters, lexicon.period_adverbs)
    return frozenset(word for table in tables for word in table.get("day", ()))


def _is_named(words: frozenset[str], lexicon: Lexicon) -> bool:
    """Tell whether one of some words names a subscription or a ticket, as `jaarkaart` does."""
    endings = tuple(lexicon.amounts["subscription_endings"])
    return not words.isdisjoint(lexicon.amounts["subscriptions"]) or any(
        word.endswith(endings) for word in words
    )
