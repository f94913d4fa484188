"""Recognizes the price of one subscription, without how many: `Subscription € 5 per month`."""

from bmc_tui.model.caching import cache_short_texts
from bmc_tui.model.lexicon import PERIODS_PER_YEAR, Lexicon
from bmc_tui.model.money.parts import Kind, parts
from bmc_tui.model.money.words import amount_words
from bmc_tui.model.ties.words import split_words
from bmc_tui.model.tokens import without_tokens


@cache_short_texts
def is_price_of_each(text: str, lexicon: Lexicon) -> bool:
    """Tell whether a note of revenue is a price of one subscription or day, without how many.

    By the day is a price too, as little is sold on each of 365 days: `Bike hire £15 a day`.

    Not if it has a second number, which is a count, or says that it is what all of them bring in:
    `Revenue of subscriptions € 5,000 per month`.

    Args:
        text: The text of a note that has an amount.
        lexicon: The words of subscriptions and of totals.
    """
    words = frozenset(split_words(without_tokens(text)))
    found = parts(text, amount_words(lexicon))
    is_daily = any(part.per_year > PERIODS_PER_YEAR["week"] for part in found)
    if not is_daily and not _is_named(words, lexicon):
        return False
    if not words.isdisjoint(lexicon.amounts["totals"] | lexicon.amounts["proceeds"]):
        return False
    return sum(part.kind is Kind.NUMBER for part in found) == 1


def _is_named(words: frozenset[str], lexicon: Lexicon) -> bool:
    """Tell whether one of some words names a subscription or a ticket, as `jaarkaart` does."""
    endings = tuple(lexicon.amounts["subscription_endings"])
    return not words.isdisjoint(lexicon.amounts["subscriptions"]) or any(
        word.endswith(endings) for word in words
    )
