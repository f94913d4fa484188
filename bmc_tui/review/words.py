"""The words of a note as rules compare them: without tokens, amounts and punctuation."""

from functools import cache

from bmc_tui.guide.catalog import recognized_words
from bmc_tui.model.caching import cache_short_texts
from bmc_tui.model.ties.words import split_words
from bmc_tui.model.tokens import without_tokens


@cache_short_texts
def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a note's text in lower case, without its tokens."""
    return split_words(without_tokens(text))


@cache
def word_set(*groups: str) -> frozenset[str]:
    """Return the words of groups in the table `recognized.review`, of all languages together."""
    return frozenset().union(*(recognized_words(f"review.{group}") for group in groups))


def starts_with_phrase(words: tuple[str, ...], phrases: frozenset[str]) -> bool:
    """Tell whether words start with one of some phrases."""
    return any(" ".join(words[:length]) in phrases for length in range(1, 5))


def has_phrase(words: tuple[str, ...], phrases: frozenset[str]) -> bool:
    """Tell whether one of some phrases is among words."""
    return any(starts_with_phrase(words[start:], phrases) for start in range(len(words)))
