"""Finds which of the notes that differ between two lists are two wordings of one note."""

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

MIN_SIMILARITY = 0.6
"""The similarity, from 0 to 1, from which two texts are wordings of one note; the default cutoff of
`difflib.get_close_matches`."""

_GAIN_OF_PLACE = 0.15
"""What it adds to the similarity of two notes that one is where the other did: so the place
decides between notes that are nearly alike."""

_MAX_DISTANCE_NOTES = 12
"""How far apart the positions of two wordings of one note may be. Because of this limit the time
grows with the number of notes, not with its square."""

_COMPARED_CHARACTERS = 400
"""How many characters at the start of a note are compared."""

_MIN_SHARED_TRIGRAMS = 0.25
"""The share of the shorter text's trigrams that another wording must have too. Counting trigrams is
far faster than difflib's ratio, and rules out nearly all pairs."""

_MIN_CONTAINED_CHARACTERS = 4
"""The length from which a text that occurs within another one is a wording of the same note."""


class Wording(NamedTuple):
    """A note that is in one of the lists only."""

    text: str
    section: str
    gap: int
    """The number of the gap between notes of both lists in which it is."""


def wordings(olds: Sequence[Wording], news: Sequence[Wording]) -> dict[int, int]:
    """Return the index of the new wording of each old note that was reworded, by its own index.

    Pairs are matched greedily: of all candidates the most similar first, and each note once.

    Args:
        olds: The notes of the old list that are not in the new one, in their order.
        news: Those of the new list that are not in the old one.

    Returns:
        The pairs, the most similar first.
    """
    old_trigrams = [_trigrams(old.text) for old in olds]
    new_trigrams = [_trigrams(new.text) for new in news]
    candidates: list[tuple[float, bool, int, int, int]] = []
    for i, old in enumerate(olds):
        first = max(0, i - _MAX_DISTANCE_NOTES)
        for j, new in enumerate(news[first : i + _MAX_DISTANCE_NOTES + 1], first):
            shared = len(old_trigrams[i] & new_trigrams[j])
            if shared < _MIN_SHARED_TRIGRAMS * min(len(old_trigrams[i]), len(new_trigrams[j])):
                continue
            score = similarity(old.text, new.text)
            if score >= MIN_SIMILARITY:
                score += _GAIN_OF_PLACE if old.gap == new.gap else 0
                length = abs(len(old.text) - len(new.text))
                candidates.append((-score, old.section != new.section, length, i, j))
    pairs: dict[int, int] = {}
    paired_news: set[int] = set()
    for *_, i, j in sorted(candidates):
        if i not in pairs and j not in paired_news:
            pairs[i] = j
            paired_news.add(j)
    return pairs


def _trigrams(text: str) -> frozenset[str]:
    """Return all sequences of three characters in a text, with a space at either end."""
    text = f" {text[:_COMPARED_CHARACTERS].casefold()} "
    return frozenset(text[i : i + 3] for i in range(len(text) - 2))


def similarity(old: str, new: str) -> float:
    """Return how similar two texts are, from 0 to 1; 1 if one occurs within the other."""
    old, new = old.casefold()[:_COMPARED_CHARACTERS], new.casefold()[:_COMPARED_CHARACTERS]
    short, long = sorted((old, new), key=len)
    if len(short) >= _MIN_CONTAINED_CHARACTERS and short in long:
        return 1.0
    return SequenceMatcher(None, old, new, autojunk=False).ratio()
