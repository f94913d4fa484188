"""Tells whether an answer names a group of customers, or describes one that is named elsewhere.

A sentence with a verb (`The bakeries buy each day`) and a characteristic (`Educated`, `18 to 65`)
describe a group. Words that lead to a name (`Our main customers are`, `We target`) are not part of
it.
"""

import re
from collections.abc import Sequence
from functools import cache

from bmc_tui.model.caching import cache_short_texts
from bmc_tui.model.lexicon import Lexicon
from bmc_tui.model.ties.words import split_words
from bmc_tui.model.tokens import tokens, without_tokens

MAX_SUBJECT_WORDS = 3
"""Maximum number of words before its verb that the subject of a sentence has; further on, words
that look like a verb are more often something else."""

_TRAIT_ENDINGS = (
    *("savvy", "minded", "conscious", "aware", "oriented", "driven", "focused", "loving"),
    *("curious", "ambitious", "adventurous", "impatient", "independent", "creative", "active"),
    *("bewust", "gericht", "vaardig", "lustig", "minded", "zuchtig", "gierig", "gezind", "zinnig"),
    *("ambitieus", "avontuurlijk", "zelfstandig", "creatief", "actief", "ondernemend", "digitaal"),
)
"""The ends of adjectives for what people are like, which as the last part of a compound say what
they care about: `budget conscious`, `prijsbewust`. Source: the compounds in Huddleston & Pullum,
The Cambridge Grammar of the English Language, chapter 19, and Algemene Nederlandse Spraakkunst,
chapter 12."""

_DASHES = frozenset("-–—")
_WORD_AND_END = re.compile(r"\s*([^\W_](?:[\w'’&-]*\w)?)(\S?)")
_WORD_OF_LINE = re.compile(r"[^\W_][\w'-]*")
_NUMBER = re.compile(r"[0-9][\d.,/+-]*(?:k|plus)?")


@cache_short_texts
def without_lead(text: str, lexicon: Lexicon) -> str:
    """Return a text without the words that lead to the name of a group, if it has any.

    These are a phrase (`We target`, `Ten eerste`), customers in general with a form of `to be`
    (`Our main customers are`) or as a label (`Target group: teachers`, `Segment 1: teachers`); a
    size as a label (`Small: bakers`); or a word such as `mainly` before a plural.

    Args:
        text: The text of a note.
        lexicon: These phrases, and the words for customers in general.
    """
    label, colon, after = text.partition(":")
    sizes = split_words(label) if colon and split_words(after) else ()
    if sizes and all(word in lexicon.sizes or word in lexicon.who_names for word in sizes):
        return after.lstrip()
    if match := _lead_of(text, lexicon) or _emphasis_of_group(text, lexicon):
        return text[match.end() :]
    position, has_party = 0, False
    while match := _WORD_AND_END.match(text, position):
        word, end = match[1].lower(), match[2]
        if has_party and word in lexicon.copulas:
            return _group_after(text[match.end(1) :], lexicon) or text
        is_party = word in lexicon.parties
        if end not in ("", ":") or not (
            is_party
            or word in lexicon.ranks
            or word in lexicon.before_names
            or (has_party and (word.isdecimal() or len(word) == 1))
        ):
            break
        has_party = has_party or is_party
        position = match.end()
        if end:
            return text[position:].lstrip() if has_party and split_words(text[position:]) else text
    after = text[position:].lstrip()
    if has_party and after[:1] in _DASHES and split_words(after):
        return after[1:].lstrip()  # `Segment 2 - teachers`
    return text


def _group_after(text: str, lexicon: Lexicon) -> str:
    """Return the group that the text after `Our customers are` begins with; "" if there is none.

    One of its first words is a plural, or it has an article: `mainly young families` and
    `a baker` are groups, `happy` is not.
    """
    rest = text.lstrip(" :")
    while (match := _WORD_AND_END.match(rest)) and match[1].lower() in lexicon.group_words:
        rest = rest[match.end(1) :].lstrip()
    words = split_words(rest)[:2]
    is_group = words[:1] and (words[0] in lexicon.before_names or has_plural(words))
    return rest if is_group else ""


def has_plural(words: tuple[str, ...]) -> bool:
    """Tell whether one of some words ends like a plural, in Dutch or in English."""
    return any(word.endswith(("s", "en", "people")) for word in words)


@cache_short_texts
def subject(text: str, lexicon: Lexicon) -> str:
    """Return the subject of a sentence: `The bakeries` of `The bakeries buy each day`.

    The verb follows the first words directly: after a comma or a word such as `who` it belongs to a
    description. "" without such a verb.

    Args:
        text: The text of a note.
        lexicon: The forms of verbs, and the words that end a name.
    """
    position = words = 0
    while match := _WORD_AND_END.match(text, position):
        word = match[1].lower()
        if words and word in lexicon.verbs:
            return text[:position].rstrip()
        words += word not in lexicon.before_names
        is_end = match[2] or word in lexicon.after_names or word in lexicon.name_joints
        if is_end or words > MAX_SUBJECT_WORDS:
            break
        position = match.end()
    return ""


def names_nobody(text: str, lexicon: Lexicon, *, is_answer: bool = False) -> bool:
    """Tell whether a line of Customer segments names no group at all.

    It is left for later or refers elsewhere (`n/a`, `See above`), excludes a group (`Not for
    chains`), or says what a member of a group has or does (`Has a dog`). An answer may also say how
    groups are divided (`By income`).

    Args:
        text: The text of a note or an answer.
        lexicon: The words of such lines.
        is_answer: Whether it answers a question.
    """
    return _names_nobody(text, lexicon, is_answer)


@cache_short_texts
def _names_nobody(text: str, lexicon: Lexicon, is_answer: bool) -> bool:
    """The cached part of `names_nobody`, which is called for every text at each typed character."""
    words = _letters_and_digits(without_tokens(text))
    if not words:
        return bool(text.strip()) and not any(tokens(text))
    is_trait = words[0] in lexicon.third_persons and len(words) > 1
    if is_trait or words in _phrases(lexicon.no_names):
        return True
    starts = _phrases(lexicon.no_name_starts)
    if is_answer:
        starts |= _phrases(lexicon.bases)
    return _starts_with(words, starts) and not _starts_with(words, _phrases(lexicon.names_anyway))


def _letters_and_digits(text: str) -> tuple[str, ...]:
    """Return the words of a text in lower case, split at any mark but a hyphen or apostrophe."""
    return tuple(_WORD_OF_LINE.findall(text.lower().replace("’", "'")))


@cache
def _phrases(phrases: frozenset[str]) -> frozenset[tuple[str, ...]]:
    """Return phrases as tuples of words."""
    return frozenset(map(_letters_and_digits, phrases))


def _starts_with(words: tuple[str, ...], phrases: frozenset[tuple[str, ...]]) -> bool:
    """Tell whether words begin with one of some phrases."""
    longest = max(map(len, phrases), default=0)
    return any(words[:length] in phrases for length in range(1, min(longest, len(words)) + 1))


def describes(text: str, lexicon: Lexicon) -> bool:
    """Tell whether an answer says what a group does or what it is like: `Young people are online`.

    Args:
        text: The text of an answer.
        lexicon: The words with which a description begins, and the forms of verbs.
    """
    name = without_lead(text, lexicon)
    words = split_words(name)
    return (
        not words
        or words[0] in lexicon.descriptions
        or words[0] in lexicon.verbs
        or _does(words, lexicon)
        or _counts(name, lexicon)
        or bool(subject(name, lexicon))
    )


def _does(words: tuple[str, ...], lexicon: Lexicon) -> bool:
    """Tell whether words begin with what a group likes or does: `Love to travel`, `Work from home`.

    Before a noun, such a verb is a noun itself: `Travel agents`.
    """
    return words[0] in lexicon.activities and (
        len(words) == 1 or words[1] in lexicon.activity_objects or words[1] in lexicon.before_names
    )


def _counts(text: str, lexicon: Lexicon) -> bool:
    """Tell whether a text begins with how many groups there are: `two groups`, `twee: a`."""
    match = _WORD_AND_END.match(text)
    if not match or not _is_number(match[1].lower(), lexicon):
        return False
    rest = [word for word in split_words(text)[1:] if word not in lexicon.ranks]
    return match[2] == ":" or not rest or rest[0] in lexicon.parties


def _is_number(word: str, lexicon: Lexicon) -> bool:
    """Tell whether a word is a number, in digits or in words."""
    return word.isdecimal() or word in lexicon.amounts["number_words"]


@cache_short_texts
def is_characteristic(text: str, lexicon: Lexicon) -> bool:
    """Tell whether an answer to `who` is a characteristic of the group in the one above it.

    It continues that answer (`with a good job`, `and children`); it is only an age, an amount, or
    another value of a basis of segmentation (`Educated`, `Turnover up to 1 million`); or it ends
    with an adjective for what people are like (`Tech savvy`, `Prijsbewust`).

    Args:
        text: The text of an answer.
        lexicon: The words with which it continues, those of characteristics and those around them.
    """
    words = split_words(without_lead(text, lexicon))
    if words and words[0] in lexicon.continuations:
        return True
    if words[1:] and words[0] in lexicon.traits and words[1] in lexicon.continuations:
        return True  # `married with children`
    if words and words[-1].endswith(_TRAIT_ENDINGS) and len(words) <= MAX_SUBJECT_WORDS:
        return True
    traits = [word in lexicon.traits or bool(_NUMBER.fullmatch(word)) for word in words]
    return any(traits) and all(
        is_trait or word in lexicon.trait_fillers
        for word, is_trait in zip(words, traits, strict=True)
    )


def groups_among(answers: Sequence[str], lexicon: Lexicon) -> list[bool]:
    """Return which answers to `who` name a group; the others say what the first one is like.

    The question asks for both. If one of them has a plural (`Small bakeries`), those that name a
    group have a plural, an article or a name in them; if none has, all of them name a group.

    Args:
        answers: The answers, in order.
        lexicon: The words that are not part of a name, and those for groups in the singular.
    """
    if not any(_is_plural(answer, lexicon) for answer in answers):
        return [True] * len(answers)
    return [
        index == 0 or _is_plural(answer, lexicon) or _is_singular_group(answer, lexicon)
        for index, answer in enumerate(answers)
    ]


def _is_plural(text: str, lexicon: Lexicon) -> bool:
    """Tell whether a text begins with a name in the plural, with no verb or number before it."""
    words = split_words(without_lead(text, lexicon))
    if not words or _is_number(words[0], lexicon) or words[0][0].isdigit():
        return False  # `Two to five employees`
    is_verb = words[0].endswith("en") and words[1:2] and words[1] in lexicon.before_names
    return not is_verb and has_plural(up_to_description(words, lexicon))


def _is_singular_group(text: str, lexicon: Lexicon) -> bool:
    """Tell whether a text names a group in the singular: `the hospital`, `Town Hall`, `youth`."""
    name = without_lead(text, lexicon)
    words = split_words(name)
    return bool(words) and (
        words[0] in lexicon.before_names
        or any(word[0].isupper() for word in name.split()[1:])
        or up_to_description(words, lexicon)[-1] in lexicon.collectives
    )


def up_to_description(words: tuple[str, ...], lexicon: Lexicon) -> tuple[str, ...]:
    """Return the words of a name without the description after it; at least one word."""
    ends = lexicon.after_names | lexicon.name_joints
    return words[: next((i for i, word in enumerate(words) if i and word in ends), len(words))]


def _emphasis_of_group(text: str, lexicon: Lexicon) -> re.Match[str] | None:
    """Return a match of a word such as `mainly` at the start of a text, before a group only."""
    match = _emphases(lexicon).match(text)
    words = split_words(text[match.end() :])[:2] if match else ()
    return match if has_plural(words) and words[0] not in lexicon.after_names else None


@cache
def _emphases(lexicon: Lexicon) -> re.Pattern[str]:
    """Return a pattern for the words before a group that most customers belong to."""
    return re.compile(rf"\s*(?:{'|'.join(map(re.escape, lexicon.emphases))})\s+", re.IGNORECASE)


def _lead_of(text: str, lexicon: Lexicon) -> re.Match[str] | None:
    """Return the phrase that leads to a name at the start of a text; None without one.

    Few texts begin so: the pattern of all these phrases takes long to compile.
    """
    has_lead = text.lstrip().lower().startswith(tuple(lexicon.leads))
    return _leads(lexicon).match(text) if has_lead else None


@cache
def _leads(lexicon: Lexicon) -> re.Pattern[str]:
    """Return a pattern for the phrases that lead to a name, the longest first."""
    phrases = sorted(lexicon.leads, key=lambda phrase: (-len(phrase), phrase))
    return re.compile(rf"\s*(?:{'|'.join(map(re.escape, phrases))})[\s,:]+(?=\S)", re.IGNORECASE)
