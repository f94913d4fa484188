"""Derives handles from the words that a note starts with, the shortest first."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice
from unicodedata import category, normalize

from bmc_tui.model.caching import cache_short_texts
from bmc_tui.model.lexicon import Lexicon
from bmc_tui.model.segments import normalize_handle
from bmc_tui.model.ties.answers import has_plural
from bmc_tui.model.tokens import replace_tokens, tokens

MAX_DERIVED_WORDS = 2
"""Words in a derived handle, unless another note has the same first words, or the last one leads
to the next, see `Lexicon.name_joints`."""

_SLASH = re.compile(r"(?<=[^\W\d_]{2})/(?=[^\W\d_]{2})")
"""A slash between two words, each a name of its own: `students/staff`, but not `24/7` or `n/a`."""

_MAX_CACHED_CANDIDATES = 8
"""How many of the handles that can be derived from a note are cached; more are hardly ever needed,
and all of a long note would take kilobytes."""

_FALLBACK_HANDLE = "segment"
"""The handle of a note without a word to derive one from."""


@cache_short_texts
def first_candidates(text: str, lexicon: Lexicon) -> Sequence[tuple[str, str]]:
    """Return the first handles that can be derived from a note, each also normalized."""
    first = islice(candidates(text, lexicon), _MAX_CACHED_CANDIDATES)
    return tuple((handle, normalize_handle(handle)) for handle in first)


@cache_short_texts
def shortest_handle(text: str, lexicon: Lexicon) -> str:
    """Return the shortest handle that can be derived from a note's words."""
    return next(candidates(text, lexicon))


@cache_short_texts
def former_handle(text: str, lexicon: Lexicon) -> str:
    """Return the shortest handle that earlier versions derived from a note's words."""
    words, _ = _name_words(_parts(text, lexicon), lexicon, is_noun_left_out=True)
    return "-".join(words) or shortest_handle(text, lexicon)


def candidates(text: str, lexicon: Lexicon) -> Iterator[str]:
    """Yield the handles that can be derived from a note's words, the shortest first.

    The first has at most `MAX_DERIVED_WORDS` words, or a few more if the last of these leads to
    them: `beginners-without-garden`. Each further one has one word more.
    """
    parts = _parts(text, lexicon)
    words, end = _name_words(parts, lexicon)
    if not words and (first := _from_first_letter(_word(parts[0])) if parts else ""):
        words, end = [first], 1  # such as `A`, which is an article elsewhere
    handle = "-".join(words) or _FALLBACK_HANDLE
    yield handle
    for part in parts[end:]:
        word = _word(part)
        if word and part not in lexicon.after_names:
            handle += f"-{word}"
            yield handle


def joint_alias(handle: str, lexicon: Lexicon) -> str:
    """Return the start of a derived handle up to a word that leads to the next; "" without one.

    Versions up to 0.1 ended the handle of `Beginners without a garden` there.
    """
    words = handle.split("-")
    start = words[:MAX_DERIVED_WORDS]
    is_longer = len(words) > MAX_DERIVED_WORDS
    return "-".join(start) if is_longer and start[-1] in lexicon.name_joints else ""


def unparted_handle(text: str, lexicon: Lexicon) -> str:
    """Return the handle in which earlier versions joined two words at a slash; "" without one."""
    return shortest_handle(_SLASH.sub("", text), lexicon) if _SLASH.search(text) else ""


def _parts(text: str, lexicon: Lexicon) -> list[str]:
    """Return the text of a note without tokens and amount, in lower case, split at white space."""
    text = replace_tokens(text, ((token, " ") for token in tokens(text)))
    # A handle must not change when an amount is added to its note.
    text = _trailing_amount(lexicon).split(text, maxsplit=1)[0]
    return _SLASH.sub(" / ", normalize("NFC", text).lower()).split()


def _name_words(
    parts: Sequence[str], lexicon: Lexicon, *, is_noun_left_out: bool = False
) -> tuple[list[str], int]:
    """Return the words of the name that a note starts with, and the index of the part after it."""
    words: list[str] = []
    for index, part in enumerate(parts):
        is_description = part in lexicon.after_names
        if words and (is_description or not part[0].isalnum()):
            return words, index
        if len(words) >= MAX_DERIVED_WORDS and part in lexicon.before_names:
            continue  # `beginners without a garden`
        word = "" if is_description else _word(part)
        if not words:
            word = "" if word in lexicon.before_names else _from_first_letter(word)
        if word:
            words.append(word)
        is_whole = (
            len(words) >= MAX_DERIVED_WORDS
            and words[-1] not in lexicon.name_joints
            and (
                is_noun_left_out or not _leads_to_noun(words, parts[index + 1 : index + 2], lexicon)
            )
        )
        if is_whole or (words and not _fits_handle(part[-1])):
            return words, index + 1
    return words, len(parts)


def _leads_to_noun(words: Sequence[str], following: Sequence[str], lexicon: Lexicon) -> bool:
    """Tell whether two words of a name qualify the next one: `care home managers`.

    The next one is a plural, and neither of them is; `busy` only says what people are like.
    """
    return len(words) == MAX_DERIVED_WORDS and any(
        part.isalpha()
        and has_plural((part,))
        and not (part in lexicon.after_names or part in lexicon.verbs or part in lexicon.ranks)
        and not has_plural(tuple(words))
        and lexicon.traits.isdisjoint(words)
        and lexicon.name_joints.isdisjoint(words)
        for part in map(_word, following)
    )


def _word(part: str) -> str:
    """Return a part of a text without the characters that a handle cannot contain."""
    return part if part.isalnum() else "".join(filter(_fits_handle, part)).strip("-")


def _from_first_letter(word: str) -> str:
    """Return a word from its first letter on, as a handle starts with one; "" if it has none."""
    start = next((i for i, character in enumerate(word) if character.isalpha()), len(word))
    return word[start:]


def _fits_handle(character: str) -> bool:
    """Tell whether a handle can contain a character: a letter, combining mark, digit or hyphen."""
    return character.isalnum() or character == "-" or category(character) in ("Mn", "Mc")


@cache
def _trailing_amount(lexicon: Lexicon) -> re.Pattern[str]:
    """Return a pattern for an amount after a name, and all that follows the amount."""
    per = "|".join(map(re.escape, sorted(lexicon.per)))
    return re.compile(
        # The spaces before a sign are possessive: trying every way to divide them between the two
        # runs would take quadratic time.
        rf"(?<=\S)\s+[0-9][0-9.,]*+k?\s*+(?:[€$£]\s*+)?(?:[x×*/]|(?:{per})\b|p[/.]).*",
        re.DOTALL,
    )
