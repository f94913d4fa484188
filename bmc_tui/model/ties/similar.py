"""Finds the existing name that a misspelt one most likely stands for."""

from collections.abc import Iterable, Iterator

from bmc_tui.model.ties.words import stem

MIN_SIMILARITY = 0.83
"""The ratio of `difflib` from which a name is a slip of another. Measured: real slips are above
(`childern` 0.88, `klant` for `klanten` 0.83), other parties below (`docenten` for `studenten` 0.71,
`patients` for `parents` 0.80)."""

MAX_COMPARED_CHARACTERS = 60
"""The longest name that is compared: the time of a comparison is quadratic in the lengths."""

_MIN_PREFIX_CHARACTERS = 4
"""What two forms of a word, such as `bedrijf` and `bedrijven`, have in common at least."""

_OPPOSITE_ENDINGS = (("er", "ee"), ("or", "ee"), ("gever", "nemer"))
"""Endings that make two sides of a market of one stem: employers and employees, lessors and
lessees, `werkgevers` and `werknemers`."""

_PREFIXES = frozenset({"ver", "her", "ont", "non", "onder", "over", "sub", "niet", "under"})
"""What makes another party of a word, and not a kind of the same: `verhuurders` are not a kind
of `huurders`."""

_MIN_KIND_CHARACTERS = 3
"""The first part of a compound is at least so long."""


def name_with_ending(name: str, candidates: Iterable[str]) -> str | None:
    """Return the only candidate that is a kind of what a name says, or None.

    That is a candidate with the name, in singular or plural, at its end or as one of its words:
    `basisscholen` of `school`, `small-venues` of `venues`, `hr-managers` of `hr`.

    Args:
        name: The name, normalized.
        candidates: The existing names, normalized.
    """
    if len(name) > MAX_COMPARED_CHARACTERS:
        return None
    found = [
        candidate
        for candidate in candidates
        if len(candidate) <= MAX_COMPARED_CHARACTERS and _is_kind_of(candidate, stem(name))
    ]
    return found[0] if len(found) == 1 else None


def _is_kind_of(candidate: str, name: str) -> bool:
    """Tell whether a part of a name has a stem, or its last part ends with it."""
    parts = [stem(word) for word in candidate.split("-")]
    return (len(parts) > 1 and name in parts) or name in endings(parts[-1])


def endings(word: str) -> Iterator[str]:
    """Yield the words that a compound can be a kind of: `instelling` of `zorginstelling`.

    Args:
        word: The stem of the compound.
    """
    for start in range(_MIN_KIND_CHARACTERS, len(word) - _MIN_PREFIX_CHARACTERS + 1):
        if word[:start] not in _PREFIXES:
            yield word[start:]


def nearest_name(name: str, candidates: Iterable[str]) -> str | None:
    """Return the candidate that a name is a misspelling or another form of, or None.

    A candidate that starts with another letter never counts: typos in the first letter are rare,
    and `huurders` and `verhuurders` are two parties.

    Args:
        name: The name, normalized.
        candidates: The existing names, normalized.
    """
    from difflib import SequenceMatcher

    if not name or len(name) > MAX_COMPARED_CHARACTERS:
        return None
    matcher = SequenceMatcher(b=name)  # which caches what it computes about its second sequence
    best, best_ratio = None, 0.0
    for candidate in candidates:
        if (
            not candidate
            or len(candidate) > MAX_COMPARED_CHARACTERS
            or candidate[0] != name[0]
            or _are_opposites(name, candidate)
        ):
            continue
        matcher.set_seq1(candidate)
        if _is_swapped(name, candidate):
            return candidate
        is_prefix = _is_prefix(name, candidate)
        if not is_prefix and matcher.quick_ratio() < MIN_SIMILARITY:
            continue
        ratio = matcher.ratio()
        if ratio > best_ratio and (is_prefix or ratio >= MIN_SIMILARITY):
            best, best_ratio = candidate, ratio
    return best


def _is_swapped(name: str, other: str) -> bool:
    """Tell whether two names differ only in two swapped neighbouring letters: `vsat` and `vast`."""
    if len(name) != len(other) or name == other:
        return False
    start = next(index for index, letter in enumerate(name) if letter != other[index])
    swapped = name[:start] + name[start : start + 2][::-1] + name[start + 2 :]
    return swapped == other


def _is_prefix(name: str, other: str) -> bool:
    """Tell whether one of two names starts with the other, except for its last letter."""
    length = max(_MIN_PREFIX_CHARACTERS, min(len(name), len(other)) - 1)
    return len(min(name, other, key=len)) >= length and name[:length] == other[:length]


def _are_opposites(name: str, other: str) -> bool:
    """Tell whether two names are two sides of a market."""
    first, second = name.rstrip("s"), other.rstrip("s")
    return any(
        (first.endswith(one) and second.endswith(two))
        or (first.endswith(two) and second.endswith(one))
        for one, two in _OPPOSITE_ENDINGS
    )
