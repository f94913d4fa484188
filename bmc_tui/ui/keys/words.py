"""Tells how common a word is, to distinguish it from keys followed by another word.

The frequencies are those of wordfreq 3.1.1 (R. Speer, CC BY-SA 4.0) for the 15,000 most common
words of English and of Dutch, in `words.txt`: in alphabetical order the first `_MAX_LETTERS`
letters of each, and a digit, its frequency per billion words as a logarithm, in halves above 2.5.
The list is only read once letters may be keys as well as a word, which takes 3 ms.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

UNKNOWN = -1
"""How common what is not a word is."""

_MAX_LETTERS = 6
"""Letters of a word in the list; words that go on differently after these are one entry."""

_MIN_PART_LETTERS = 5
"""Minimum number of letters of a word that starts a longer one which is not in the list:
`hotelgasten`."""

_COMMON = 5
"""How common a number such as `24/7` is."""

_NUMBER = re.compile(r"\d+(?:[-/.,:x]\d+)+")
"""Several numbers that make one."""

_POSSESSIVE = re.compile("['’]s$")
"""An ending that is no part of the word: `oma's`."""

_SIGNS = "@#&'’“‘\"(-"
"""Signs that may be before a word."""


def commonness(word: str, *, is_start: bool = False) -> int:
    """Return how common a word is, from 0 to 9: 3 more is 30 times as common; else `UNKNOWN`.

    Args:
        word: A word, which may have a hyphen, such as `ex-students`: then the first part counts.
        is_start: Whether words that continue it count too.
    """
    if _NUMBER.fullmatch(word):
        return _COMMON
    letters = _POSSESSIVE.sub("", word.lower().strip(_SIGNS).split("-", 1)[0])
    known = _find(letters, is_start=is_start)
    if known > UNKNOWN or is_start:
        return known
    parts = (letters[:length] for length in range(_MIN_PART_LETTERS, _MAX_LETTERS))
    return max((_find(part) for part in parts if part != letters), default=UNKNOWN)


def _find(letters: str, *, is_start: bool = False) -> int:
    """Return how common a word is in the list, or the first one that starts like it."""
    words, start = _words(), letters[:_MAX_LETTERS]
    index = bisect_left(words, start) if start else len(words)
    is_known = index < len(words) and words[index].startswith(start)
    if not is_known or not (is_start or len(words[index]) == len(start) + 1):
        return UNKNOWN
    return int(words[index][-1])


@lru_cache(maxsize=1)
def _words() -> Sequence[str]:
    """Return the entries of the list, in the order of their characters."""
    return Path(__file__).with_name("words.txt").read_text(encoding="utf-8").split()
