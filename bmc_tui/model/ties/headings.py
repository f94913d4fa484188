"""Recognizes the notes that are only headings, such as `For the hosts:`, and the labels of notes.

Most canvases group the notes of a block by such lines; imports turn sub-headings into notes too.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from bmc_tui.model.caching import cache_short_texts
from bmc_tui.model.lexicon import Lexicon
from bmc_tui.model.segments import mentions
from bmc_tui.model.ties.words import split_words
from bmc_tui.model.tokens import without_tokens

MAX_HEADING_WORDS = 6
"""A longer note that ends in a colon is a sentence that goes on."""

MAX_LABEL_WORDS = 4
"""More words before a colon are a sentence."""


@cache_short_texts
def heading_label(text: str) -> str:
    """Return the heading that a note is, without its colon; "" if it does not end in a colon."""
    stripped = text.rstrip()
    if not stripped.endswith((":", "：")):
        return ""
    label = stripped.rstrip(" :：")
    return label if 0 < len(split_words(label)) <= MAX_HEADING_WORDS else ""


@cache_short_texts
def leading_label(text: str) -> str:
    """Return the label that a note starts with: `Hosts` of `Hosts: 3%`; "" without one."""
    label, colon, rest = text.partition(":")
    if not colon or not rest[:1].isspace() or not rest.strip():
        return ""
    return label if 0 < len(split_words(label)) <= MAX_LABEL_WORDS else ""


def is_for_line(text: str, lexicon: Lexicon) -> bool:
    """Tell whether a note is only `for` and the name of a group: `For the neighbours`.

    Args:
        text: The text of a note.
        lexicon: The words for `for`, and those after it that name no group (`for less money`).
    """
    words = split_words(heading_label(text) or text)
    return (
        1 < len(words) <= MAX_LABEL_WORDS
        and words[0] in lexicon.for_words
        and not any(word in lexicon.no_groups or word[0].isdigit() for word in words)
        and text.rstrip()[-1] not in ".!?,;"
    )


@cache_short_texts
def is_question(text: str) -> bool:
    """Tell whether a note ends in a question mark: what follows answers it."""
    has_mark = "?" in text or "？" in text
    return (
        has_mark and without_tokens(text).rstrip().endswith(("?", "？")) and bool(split_words(text))
    )


def asks(text: str, lexicon: Lexicon) -> bool:
    """Tell whether a note is a question that those below it answer: `Which problem do we solve?`.

    `A grant?` is a guess, not a question.
    """
    words = split_words(text)[:2] if is_question(text) else ()
    groups = (lexicon.who_names, lexicon.which_words, lexicon.what_words, lexicon.yes_no_words)
    return any(word in group for word in words for group in groups)


def asks_who(text: str, lexicon: Lexicon) -> bool:
    """Tell whether a question asks for people: `Who pays?`, `Welke klantgroepen zijn er?`."""
    words = [word for word in split_words(text) if word not in lexicon.group_words]
    if not words or words[0] in lexicon.what_words:
        return False
    near = words[1:3] if words[0] in lexicon.which_words else words
    return words[0] in lexicon.who_names or any(word in lexicon.parties for word in near)


def segment_headings(texts: Sequence[str], lexicon: Lexicon) -> list[bool]:
    """Return for each note of a section of Customer segments whether it is only a heading.

    That is a note that ends in a colon, or that only says which rank of segments follows
    (`Primary`, `Other segments`; `Second` only with another rank in the section); or one of two or
    more that name a kind of party (`Users`, `B2B`), of which the first is the first note of the
    section and each has a note below it. A question is a heading even without a note below it.

    Args:
        texts: The notes of the section, in order.
        lexicon: The words for ranks and kinds of party.
    """
    readings = [_reading(text, lexicon) for text in texts]
    are_kinds = _are_kinds(readings)
    are_ranks = _are_ranks(readings)
    are_questions = [reading.is_question and not reading.has_mention for reading in readings]
    forms = [
        ((reading.has_label or is_rank or is_kind) and not reading.has_mention) or asked
        for reading, is_rank, is_kind, asked in zip(
            readings, are_ranks, are_kinds, are_questions, strict=True
        )
    ]
    headings = with_notes_beneath(forms)
    return [heading or asked for heading, asked in zip(headings, are_questions, strict=True)]


class _Reading(NamedTuple):
    """What a note is on its own, whatever the other notes are."""

    has_label: bool
    """Whether it ends in a colon."""
    is_rank: bool
    """Whether it says only which rank of segments follows."""
    is_ordinal: bool
    """Whether it is nothing but ordinals."""
    is_kind: bool
    """Whether it names a kind of party."""
    is_question: bool
    has_mention: bool
    """Whether it mentions a segment."""


@cache_short_texts
def _reading(text: str, lexicon: Lexicon) -> _Reading:
    """Return what a note is on its own; cached, as a typed character changes one note only."""
    kinds = split_words(without_tokens(text))
    return _Reading(
        has_label=bool(heading_label(text)),
        is_rank=_is_rank(text, lexicon),
        is_ordinal=lexicon.ordinals.issuperset(split_words(text)),
        is_kind=bool(kinds) and all(word in lexicon.parties for word in kinds),
        is_question=is_question(text),
        has_mention=bool(mentions(text)),
    )


def with_notes_beneath(forms: Sequence[bool]) -> list[bool]:
    """Return which of the notes that read like headings have a note below them.

    Args:
        forms: For each note of a section, in order, whether it reads like a heading. One directly
            above another heading is a heading if the other one is.
    """
    headings = [False] * len(forms)
    has_note_beneath = False
    for index in range(len(forms) - 1, -1, -1):
        headings[index] = forms[index] and has_note_beneath
        has_note_beneath = not forms[index] or headings[index]
    return headings


def alternates(forms: Sequence[bool]) -> bool:
    """Tell whether the notes that read like headings divide a section into groups.

    That is so if the first note reads like one, and each of them has another note directly below
    it: in a list of names, where each is a note of its own, that is hardly ever the case.
    """
    return (
        bool(forms)
        and forms[0]
        and not any(form and following for form, following in pairwise(forms))
        and not forms[-1]
    )


def _are_ranks(readings: Sequence[_Reading]) -> list[bool]:
    """Return which notes only say which rank of segments follows; a lone ordinal does not."""
    ranks = [reading.is_rank for reading in readings]
    if sum(ranks) > 1:
        return ranks
    return [reading.is_rank and not reading.is_ordinal for reading in readings]


def _is_rank(text: str, lexicon: Lexicon) -> bool:
    """Tell whether a note only says which rank of segments follows: `Primary customers`."""
    words = split_words(text)
    return (
        0 < len(words) <= MAX_LABEL_WORDS
        and any(word in lexicon.ranks for word in words)
        and all(word in lexicon.ranks or word in lexicon.parties for word in words)
    )


def _are_kinds(readings: Sequence[_Reading]) -> list[bool]:
    """Return which notes name a kind of party, if these divide the section into groups."""
    kinds = [reading.is_kind for reading in readings]
    is_divided = alternates(kinds) and sum(kinds) > 1
    return kinds if is_divided else [False] * len(kinds)
