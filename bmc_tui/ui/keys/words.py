"""Tells a word from keys and another word behind them, by how common words of these letters are.

The frequencies are those of wordfreq 3.1.1 (R. Speer, CC BY-SA 4.0) for the 15,000 most common
words of English and of Dutch, in `words.txt`: in alphabetical order the first `_MAX_LETTERS`
letters of each, and a digit, its frequency per billion words as a logarithm, in halves above
`_BASE`. The list is only read once letters may be keys as well as a word, which takes 3 ms.
"""

from bisect import bisect_left
from collections.abc import Sequence
from enum import Enum, auto
from functools import lru_cache
from pathlib import Path

_MAX_LETTERS = 6
"""Letters of a word in the list; words that go on differently behind these are one entry."""

_BASE = 2.5
"""The logarithm of the frequency that the digit 0 stands for."""

_MIN_REST_LETTERS = 2
"""Letters behind the keys from which they may show that they start no word."""

_MIN_PART_LETTERS = 4
"""Letters of a word at least that starts a longer one which is not in the list: `hotelgasten`."""


class WordReading(Enum):
    """What letters of which the first ones are keys were meant as."""

    OPEN = auto()
    """That can't be told yet."""
    WORD = auto()
    """All of them are a word."""
    KEYS = auto()
    """The first ones are keys, and the others the start of a word."""
    UNSURE = auto()
    """Rather that, but they may be one word too."""


def read_letters(
    word: str, keys: int, odds: float = 1.0, *, is_finished: bool = False
) -> WordReading:
    """Return what letters are: a word, or keys and the start of another word.

    Args:
        word: All letters.
        keys: How many of them acted as keys; the rest became text.
        odds: How likely it is that a text comes right behind such keys, of 1.
        is_finished: Whether the last letter ends a word.
    """
    rest = word[keys:]
    if not rest.islower():
        return WordReading.KEYS  # nobody goes on with a capital within a word
    word, text = word.lower(), frequency(rest, is_finished=is_finished)
    whole = frequency(word, is_finished=is_finished)
    if whole and text:
        likelier = WordReading.WORD if whole >= text * odds else WordReading.UNSURE
        return likelier if is_finished else WordReading.OPEN
    if text:
        is_open = not is_finished and _starts_with_word(word, keys)
        return WordReading.OPEN if is_open else WordReading.KEYS
    if len(rest) < _MIN_REST_LETTERS and not is_finished:
        return WordReading.OPEN
    if whole or (_starts_with_word(word, keys) and not _starts_with_word(rest)):
        return WordReading.WORD
    return WordReading.UNSURE if is_finished else WordReading.OPEN


def frequency(letters: str, *, is_finished: bool = False) -> float:
    """Return how many of a billion words letters are, or start; 0 where they start none.

    Args:
        letters: Small letters.
        is_finished: Whether only the word counts, not those that are longer.
    """
    words, start = _words(), letters[:_MAX_LETTERS]
    if not start:
        return 0.0
    index, total = bisect_left(words, start), 0.0
    while index < len(words) and words[index].startswith(start):
        entry = words[index]
        is_word = len(entry) == len(start) + 1
        if not is_finished or is_word:
            total += 10 ** (_BASE + int(entry[-1]) / 2)
        if is_finished:
            break
        index += 1
    return total


def _starts_with_word(letters: str, keys: int = 0) -> bool:
    """Return whether letters start with a word of some length, which goes on behind the keys."""
    lengths = range(max(_MIN_PART_LETTERS, keys + _MIN_REST_LETTERS), len(letters) + 1)
    return any(frequency(letters[:length], is_finished=True) for length in lengths)


@lru_cache(maxsize=1)
def _words() -> Sequence[str]:
    """Return the entries of the list, in the order of their characters."""
    return Path(__file__).with_name("words.txt").read_text(encoding="utf-8").split()
