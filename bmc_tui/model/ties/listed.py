"""Splits an answer that lists several groups of customers: `Yes: cyclists, walkers and anglers`.

Each part is the name of a group as it is in the text. An answer with a part that may be something
else (`Young and busy parents`, `Students, 18 to 24`) is not split.
"""

import re
from collections.abc import Iterator
from functools import cache

from bmc_tui.model.caching import cache_short_texts
from bmc_tui.model.lexicon import Lexicon
from bmc_tui.model.ties.answers import (
    describes,
    is_characteristic,
    names_nobody,
    subject,
    up_to_description,
    without_lead,
)
from bmc_tui.model.ties.words import split_words
from bmc_tui.model.tokens import Mark, tokens, without_tokens

_MAX_COUNT_WORDS = 9
"""Maximum number of words of `There are three groups, namely`."""

_MAX_NAME_WORDS = 5
"""Maximum number of words of one name in a list."""

_MIN_LETTERS = 3
"""Minimum number of letters of a name of one word: `A` and `B` stand for names."""

_BRACKETED = re.compile(r"\([^()]*\)")
_NO_PLURALS = ("ss", "us", "is")
"""The ends of words in the singular that end like a plural: `business`."""


@cache_short_texts
def listed_groups(text: str, lexicon: Lexicon) -> tuple[str, ...]:
    """Return the names of the groups that an answer lists, each a part of it; () if not several.

    If parts have an `@`, only those are groups, and a single such part is not a list: its `@` is
    the name of the whole answer.

    Args:
        text: The answer.
        lexicon: The words around the names of groups.
    """
    answer, has_colon = _without_yes(text, lexicon)
    rest, count = _without_count(answer, lexicon)
    after = without_lead(rest, lexicon)
    if _examples(lexicon).search(after):
        return ()
    after = _ends(lexicon).sub("", after)
    is_sure = has_colon or rest != answer or after != rest
    parts = list(_parts(after, lexicon, is_sure=is_sure, has_descriptions=False))
    if len(parts) != count:
        parts = list(_parts(after, lexicon, is_sure=is_sure))
    parts[-1] = subject(parts[-1], lexicon) or parts[-1]
    if len(parts) == 1 or not all(_is_group(part, lexicon, is_sure=is_sure) for part in parts):
        return ()
    own = [part for part in parts if any(one.mark is Mark.SEGMENT for one in tokens(part))]
    if own:
        return tuple(own) if len(own) > 1 else ()
    return tuple(parts)


def with_tail(parts: tuple[str, ...]) -> tuple[str, ...]:
    """Return parts with the `#words` at the end of the last one added to each: they apply to all.

    Args:
        parts: What `listed_groups` returns.
    """
    words = [
        [part[token.start : token.end] for token in tokens(part) if token.mark is Mark.WORD]
        for part in parts
    ]
    if not parts or not words[-1] or any(words[:-1]):
        return parts
    tail = " ".join(words[-1])
    return (*(f"{part} {tail}" for part in parts[:-1]), parts[-1])


def with_names(text: str, names: dict[str, str]) -> str:
    """Return an answer with an `@` and a name after some of its parts.

    Args:
        text: The answer.
        names: The names, without the `@`, by the part that each follows, in their order.
    """
    position = 0
    for part, name in names.items():
        start = text.find(part, position)
        end = start + len(part) if start >= 0 else len(text)
        text = f"{text[:end]} @{name}{text[end:]}"
        position = end + len(name) + 2
    return text


def _without_yes(text: str, lexicon: Lexicon) -> tuple[str, bool]:
    """Return an answer without the yes that it begins with, and whether a colon follows that."""
    words = split_words(text)
    if words and words[0] in lexicon.yes_answers:
        rest = text.lstrip()[len(words[0]) :]
        return rest.lstrip(" ,.:;!–-"), rest.lstrip().startswith(":")
    return text, False


def _without_count(text: str, lexicon: Lexicon) -> tuple[str, int]:
    """Return an answer without its words for how many groups follow, and that number; 0 if unknown.

    These are a number, or a few words with one for groups, before a colon or a word such as
    `namely`.
    """
    match = _namely(lexicon).search(text)
    if not match:
        return text, 0
    words = split_words(text[: match.start()])
    numbers = lexicon.amounts["number_words"]
    is_count = 0 < len(words) <= _MAX_COUNT_WORDS and (
        any(word in lexicon.parties for word in words)
        or all(word.isdecimal() or word in numbers for word in words)
    )
    if not is_count:
        return text, 0
    counts = (_number(word, lexicon) for word in words)
    return text[match.end() :], next(filter(None, counts), 0)


def _number(word: str, lexicon: Lexicon) -> int:
    """Return the number that a word says; 0 if it says none, or an unlikely one."""
    if word.isdecimal():
        return int(word) if len(word) == 1 else 0
    return next((number for number, words in lexicon.cardinals.items() if word in words), 0)


def _parts(
    text: str, lexicon: Lexicon, *, is_sure: bool, has_descriptions: bool = True
) -> Iterator[str]:
    """Yield the parts of a list without the words that lead to each.

    Args:
        text: The list.
        lexicon: The words between and before names.
        is_sure: Whether the answer says that groups follow.
        has_descriptions: Whether a description continues to the end: `owners of cats and dogs`.
    """
    position = 0
    plain = _BRACKETED.sub(lambda match: "x" * len(match[0]), text)  # no mark in it splits a list
    ends = lexicon.after_names | lexicon.name_joints
    for match in (*_separators(lexicon, is_sure).finditer(plain), None):
        end = match.start() if match else len(text)
        part = without_lead(text[position:end].strip(), lexicon).strip(" .!")
        if has_descriptions and match and not ends.isdisjoint(split_words(without_tokens(part))):
            yield without_lead(text[position:].strip(), lexicon).strip(" .!")
            return
        yield part
        position = match.end() if match else end


def _is_group(part: str, lexicon: Lexicon, *, is_sure: bool) -> bool:
    """Tell whether a part of a list is a group.

    Args:
        part: The part.
        lexicon: The words of descriptions.
        is_sure: Whether the answer says that groups follow: then a name may be in the singular.
    """
    text = without_tokens(part)
    words = split_words(_BRACKETED.sub(" ", text))
    if (
        not words
        or words[0][0].isdigit()
        or words[0] in lexicon.after_names
        or words[0] in lexicon.name_joints
        or words[0] in lexicon.activities
        or ":" in text
        or names_nobody(text, lexicon, is_answer=True)
        or describes(text, lexicon)
        or is_characteristic(text, lexicon)
    ):
        return False
    name = up_to_description(words, lexicon)
    is_plural = name[-1].endswith(("s", "en", "people")) and not name[-1].endswith(_NO_PLURALS)
    is_group = is_plural or name[-1] in lexicon.collectives or is_sure
    return is_group and len(name) <= _MAX_NAME_WORDS and len("".join(name)) >= _MIN_LETTERS


@cache
def _namely(lexicon: Lexicon) -> re.Pattern[str]:
    """Return a pattern for the words between a number of groups and their names."""
    words = "|".join(sorted(map(re.escape, lexicon.list_starts), key=len, reverse=True))
    return re.compile(rf"[,:]?\s(?:{words})\b[:,]?\s*|:\s+", re.IGNORECASE)


@cache
def _examples(lexicon: Lexicon) -> re.Pattern[str]:
    """Return a pattern for words that introduce examples of a group."""
    words = "|".join(sorted(map(re.escape, lexicon.list_examples)))
    return re.compile(rf"[\s(](?:{words})[\s:]", re.IGNORECASE)


@cache
def _ends(lexicon: Lexicon) -> re.Pattern[str]:
    """Return a pattern for the words after a list that is incomplete."""
    words = "|".join(sorted(map(re.escape, lexicon.list_ends)))
    return re.compile(
        rf"(?<![\s,])[\s,]*+(?:(?<=[\s,])(?:{words})[.…\s]*+|(?:…|\.\.\.)\s*+)$", re.IGNORECASE
    )


@cache
def _separators(lexicon: Lexicon, is_sure: bool) -> re.Pattern[str]:
    """Return a pattern for what separates the names of a list."""
    joins = lexicon.joins | lexicon.list_joins | (lexicon.list_pairs if is_sure else frozenset())
    words = "|".join(sorted(map(re.escape, joins), key=len, reverse=True))
    return re.compile(
        rf"(?<!\s)\s*+(?:[,;]\s*+(?:(?:{words})\s+)?|/\s*+(?=[^\W\d_]{{3}})|(?<=\s)(?:{words})\s+)",
        re.IGNORECASE,
    )
