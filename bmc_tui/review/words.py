"""The words of a note as rules compare them: without tokens, amounts and punctuation."""

import re
from functools import cache
from unicodedata import normalize

from bmc_tui.guide.catalog import recognized_words
from bmc_tui.model.caching import cache_short_texts
from bmc_tui.model.tokens import without_tokens

_WORD = re.compile(r"[^\W_](?:[\w'’&-]*\w)?|&")
_PLURAL_ENDINGS = ("'s", "’s", "ies", "en", "es", "s", "n")
_DOUBLED_LETTER = re.compile(r"(.)\1")
_MIN_STEM_CHARACTERS = 3


@cache_short_texts
def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a note's text in lower case, without its tokens."""
    return tuple(_WORD.findall(normalize("NFC", without_tokens(text)).lower()))


@cache
def word_set(*groups: str) -> frozenset[str]:
    """Return the words of groups in the table `recognized.review`, of all languages together."""
    return frozenset().union(*(recognized_words(f"review.{group}") for group in groups))


def stem(word: str) -> str:
    """Return a word in a form that singular and plural share, in Dutch and in English.

    It only has to tell equal from unequal: `flessen` and `fles` are both `fles`.
    """
    for ending in _PLURAL_ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _MIN_STEM_CHARACTERS:
            word = word.removesuffix(ending) + ("y" if ending == "ies" else "")
            break
    return _DOUBLED_LETTER.sub(r"\1", word).removesuffix("s")


def starts_with_phrase(words: tuple[str, ...], phrases: frozenset[str]) -> bool:
    """Tell whether words start with one of some phrases."""
    return any(" ".join(words[:length]) in phrases for length in range(1, 5))


def has_phrase(words: tuple[str, ...], phrases: frozenset[str]) -> bool:
    """Tell whether one of some phrases is among words."""
    return any(starts_with_phrase(words[start:], phrases) for start in range(len(words)))
