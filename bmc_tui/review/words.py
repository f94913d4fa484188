"""The words of a note as rules compare them: without tokens, amounts and punctuation."""

from functools import cache

from bmc_tui.guide.catalog import recognized_words
from bmc_tui.model.caching import cache_short_texts
from bmc_tui.model.ties.words import split_words
from bmc_tui.model.tokens import without_tokens

MAX_PHRASE_WORDS = 4
"""The words in the longest phrase of the lists."""


@cache_short_texts
def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a note's text in lower case, without its tokens."""
    return split_words(without_tokens(text))


@cache
def word_set(*groups: str) -> frozenset[str]:
    """Return the words of groups in the table `recognized.review`, of all languages together."""
    return frozenset().union(*(recognized_words(f"review.{group}") for group in groups))


def starts_with_phrase(words: tuple[str, ...], phrases: frozenset[str], start: int = 0) -> bool:
    """Tell whether one of some phrases is among words at the index `start`."""
    lengths = range(1, MAX_PHRASE_WORDS + 1)
    return any(" ".join(words[start : start + length]) in phrases for length in lengths)


def has_phrase(words: tuple[str, ...], phrases: frozenset[str]) -> bool:
    """Tell whether one of some phrases is among words."""
    first_words = _first_words(phrases)
    return any(
        word in first_words and starts_with_phrase(words, phrases, index)
        for index, word in enumerate(words)
    )


def consists_of(
    words: tuple[str, ...], phrases: frozenset[str], fillers: frozenset[str] = frozenset()
) -> int:
    """Return how many phrases some words consist of, besides fillers; 0 if a word is neither.

    Of two phrases that begin with the same word the longer one is taken: `wide range`, not `wide`.

    Args:
        words: The words of a note.
        phrases: Words, and phrases of up to four.
        fillers: The words and phrases that may come between them.
    """
    count = index = 0
    while index < len(words):
        for length in range(min(MAX_PHRASE_WORDS, len(words) - index), 0, -1):
            phrase = " ".join(words[index : index + length])
            if phrase in phrases or phrase in fillers:
                break
        else:
            return 0
        count += phrase in phrases
        index += length
    return count


def shortened(name: str, most: int) -> str:
    """Return a name of at most so many characters, cut between words."""
    if len(name) <= most:
        return name
    cut = name[: most - 1]
    words = cut[: cut.rfind(" ")] if " " in cut else cut
    return f"{words.rstrip(' ,;:.-–')}…"


@cache
def _first_words(phrases: frozenset[str]) -> frozenset[str]:
    """Return the first word of each phrase."""
    return frozenset(phrase.split(" ", 1)[0] for phrase in phrases)
