"""Recognizes the notes that only give the total of others: `Total: € 5,000/month`."""

import re
from itertools import pairwise

from bmc_tui.model.caching import cache_short_texts
from bmc_tui.model.lexicon import Lexicon
from bmc_tui.model.ties.words import split_words
from bmc_tui.model.tokens import without_tokens

_IN_BRACKETS = re.compile(r"\([^()]*\)")
"""The parts of a total: `Total costs (rent, wages)`."""


@cache_short_texts
def is_total(text: str, lexicon: Lexicon) -> bool:
    """Tell whether a note is only the total or the result of other notes.

    Its label before a colon is (`Total costs: rent and wages € 5,000/month`), or all of its words
    are: `Total care` is something to sell.

    Args:
        text: The text of a note.
        lexicon: The words of totals, and those that may surround them.
    """
    text = _IN_BRACKETS.sub(" ", without_tokens(text))
    label, colon, _ = text.partition(":")
    return any(
        _is_about_totals(split_words(part), lexicon)
        for part in ((label, text) if colon else (text,))
    )


def _is_about_totals(words: tuple[str, ...], lexicon: Lexicon) -> bool:
    """Tell whether words name only a total."""
    totals, fillers = lexicon.amounts["totals"], lexicon.amounts["total_fillers"]
    tables = (lexicon.periods, lexicon.period_adverbs, lexicon.period_abbreviations)
    known = [totals, fillers, lexicon.per, *lexicon.currencies.values()]
    known += [names for table in tables for names in table.values()]
    rest = [word for word in words if len(word) > 1 and not word[0].isdigit()]  # without `p/m`
    phrases = [*rest, *(f"{first} {second}" for first, second in pairwise(rest))]  # `all in` too
    return any(phrase in totals for phrase in phrases) and all(
        any(word in group for group in known) for word in rest
    )
