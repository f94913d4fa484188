"""Tells which segments each note of a block is tied to: by an `@`, or by the group it is in.

A group heading (`For the hosts:`), a label (`Hosts: 3%`) or a line that is only the name of a
segment or of a group of segments ties the notes below it as if each had `@hosts` in it; a note with
a label of its own is tied by that instead. Having a word in common with a segment does not tie a
note. If there is only one segment, it has everything in the blocks that need segments.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from bmc_tui.model.blocks import GENERAL, Block
from bmc_tui.model.caching import Same
from bmc_tui.model.canvas import Canvas, Notes, Spot, with_spots
from bmc_tui.model.lexicon import Lexicon
from bmc_tui.model.segments import Segment, Segments, mentions
from bmc_tui.model.ties.answers import without_lead
from bmc_tui.model.ties.headings import (
    MAX_LABEL_WORDS,
    alternates,
    asks,
    heading_label,
    is_for_line,
    leading_label,
    with_notes_beneath,
)
from bmc_tui.model.ties.words import name_stems, split_words, stem
from bmc_tui.model.tokens import without_tokens

SEGMENT_NEEDS = (
    Block.VALUE_PROPOSITIONS,
    Block.CHANNELS,
    Block.CUSTOMER_RELATIONSHIPS,
    Block.REVENUE_STREAMS,
)
"""The blocks in which the method asks for something for each segment."""

MAX_NAMED = 50
"""Maximum number of segments that one label names; more is not a name. The time to count ties is
the product of the notes and the segments that each is tied to."""

_Stems = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BlockTies:
    """The ties of the notes of one block."""

    by_spot: Mapping[Spot, tuple[Segment, ...]]
    """The segments that each note is tied to, in order and without duplicates."""
    headings: frozenset[Spot]
    """The notes that only head others."""
    unnamed: frozenset[Spot]
    """Those of them that begin with a word such as `for`, and name no segment."""
    has_mentions: bool
    """Whether a note mentions a segment by an `@`, even one that does not exist."""
    has_unknown: bool
    """Whether one of these does not exist."""
    shows_gaps: bool
    """Whether a segment to which no note is tied is left out: all notes say for whom they are, by
    an `@`, or by groups that name half of the segments at least. A note that says nothing may be
    for any segment, as may one with the name of a segment that does not exist."""

    @property
    def is_tied(self) -> bool:
        """Whether any note says for which segment it is."""
        return self.has_mentions or any(self.by_spot.values())

    def at(self, spot: Spot) -> tuple[Segment, ...]:
        """Return the segments that the note at a spot is tied to."""
        return self.by_spot.get(spot, ())


def block_ties(canvas: Canvas, block: Block, segments: Segments) -> BlockTies:
    """Return the segments that each note of a block is tied to.

    Args:
        canvas: The canvas.
        block: The block.
        segments: The segments of the canvas.
    """
    return _block_ties(block, Same(canvas.notes(block)), Same(segments))


@lru_cache(maxsize=32)
def _block_ties(block: Block, notes: Same[Notes], segments: Same[Segments]) -> BlockTies:
    """Return the ties of a block's notes; cached for the notes and segments used last."""
    if block is Block.CUSTOMER_SEGMENTS:
        return _segment_ties(notes.value, segments.value)
    by_spot: dict[Spot, tuple[Segment, ...]] = {}
    headings: set[Spot] = set()
    spotted = list(with_spots(block, notes.value))
    for _, group in groupby(spotted, key=lambda pair: pair[0].section):
        section = list(group)
        texts = [note.text for _, note in section]
        are_headings = _headings(texts, block, segments)
        beneath: tuple[Segment, ...] = ()
        for (spot, note), is_heading in zip(section, are_headings, strict=True):
            own = segments.value.mentioned_in(note.text)
            if is_heading:
                headings.add(spot)
                label = heading_label(note.text) or note.text
                beneath = tuple(dict.fromkeys((*own, *_named(label, segments))))
                by_spot[spot] = beneath
                continue
            labelled = _named_alone(leading_label(note.text), segments)
            by_spot[spot] = tuple(dict.fromkeys((*own, *(labelled or beneath))))
    if len(segments.value) == 1 and block in SEGMENT_NEEDS:
        for spot, note in spotted:
            if not by_spot[spot] and not mentions(note.text):
                by_spot[spot] = tuple(segments.value)
    has_mentions = any(mentions(note.text) for note in notes.value)
    named = {
        segment.handle for spot, tied in by_spot.items() if spot not in headings for segment in tied
    }
    sections = {GENERAL, *block.phases, *block.questions[:1]}
    are_tied = [
        bool(by_spot[spot] or mentions(note.text))
        for spot, note in spotted
        if spot not in headings and spot.section in sections
    ]
    has_unknown = any(segments.value.unknown_in(note.text) for note in notes.value)
    shows_gaps = (not has_unknown and all(are_tied)) and (
        has_mentions or (bool(are_tied) and 2 * len(named) >= len(segments.value))
    )
    unnamed = frozenset(
        spot
        for spot, note in spotted
        if spot in headings and not by_spot[spot] and _names_none(note.text, segments.value)
    )
    return BlockTies(by_spot, frozenset(headings), unnamed, has_mentions, has_unknown, shows_gaps)


def _names_none(heading: str, segments: Segments) -> bool:
    """Tell whether a heading is for a group that is not a segment, or that no `@` names."""
    lexicon = segments.lexicon
    return (
        len(segments) > 1
        and is_for_line(heading, lexicon)
        and not mentions(heading)
        and lexicon.all_groups.isdisjoint(split_words(heading))
    )


def _segment_ties(notes: Notes, segments: Segments) -> BlockTies:
    """Return the ties of the notes of Customer segments: to their own segment, and by mentions."""
    by_spot = {}
    for spot, note in with_spots(Block.CUSTOMER_SEGMENTS, notes):
        mentioned = segments.mentioned_in(note.text)
        by_spot[spot] = tuple(dict.fromkeys((*segments.listed_at(spot), *mentioned)))
    return BlockTies(
        by_spot,
        segments.heading_spots,
        frozenset(),
        has_mentions=True,
        has_unknown=False,
        shows_gaps=False,
    )


def _headings(texts: Sequence[str], block: Block, segments: Same[Segments]) -> list[bool]:
    """Return for each note of a section whether it is only a heading of those below it.

    That is a note that ends in a colon, or that asks a question; and in the blocks that need
    segments, a note that names only segments after a word such as `for`, one with another name
    after `for` (`For the neighbours`), or one that names only segments in a section that such
    names, alone or with other headings, divide into groups.
    """
    lexicon = segments.value.lexicon
    forms = [bool(heading_label(text)) or asks(text, lexicon) for text in texts]
    if block in SEGMENT_NEEDS:
        are_names = [
            not form and _is_bare_name(text, segments)
            for text, form in zip(texts, forms, strict=True)
        ]
        forms = [
            form or (is_for_line(text, lexicon) and not mentions(text))
            for text, form in zip(texts, forms, strict=True)
        ]
        is_divided = alternates(are_names) or alternates(
            [form or is_name for form, is_name in zip(forms, are_names, strict=True)]
        )
        forms = [
            form or (is_name and (is_divided or split_words(text)[0] in lexicon.group_words))
            for text, form, is_name in zip(texts, forms, are_names, strict=True)
        ]
    return with_notes_beneath(forms)


def _is_bare_name(text: str, segments: Same[Segments]) -> bool:
    """Tell whether a note is only the name of a segment or a group of segments."""
    words = split_words(text)
    if not 0 < len(words) <= MAX_LABEL_WORDS or "@" in text or "#" in text:
        return False
    parts = _parts(text, segments.value.lexicon)
    names = _names(segments)
    return bool(parts) and all(part in names.exact or part in names.nouns for part in parts)


def _named(label: str, segments: Same[Segments]) -> tuple[Segment, ...]:
    """Return the segments that a heading names: `the hosts`, `hosts and guests`, `both`."""
    lexicon = segments.value.lexicon
    words = [word for word in split_words(label) if word not in lexicon.before_names]
    if any(word in lexicon.all_groups for word in words) and all(
        word in lexicon.all_groups or word in lexicon.group_words or word in lexicon.parties
        for word in words
    ):
        return tuple(segments.value) if len(segments.value) <= MAX_NAMED else ()
    return _named_alone(label, segments)


def _named_alone(label: str, segments: Same[Segments]) -> tuple[Segment, ...]:
    """Return the segments that a label names by their own names: not `both`, as in an answer."""
    if not label:
        return ()
    names, parts = _names(segments), _parts(label, segments.value.lexicon)
    named = tuple(dict.fromkeys(segment for part in parts for segment in names.named(part)))
    return named if len(named) <= MAX_NAMED else ()


def _parts(label: str, lexicon: Lexicon) -> list[_Stems]:
    """Return the stems of each name in a label, without the words around the names."""
    parts: list[list[str]] = [[]]
    for word in split_words(without_tokens(label).replace(",", " & ").replace("/", " & ")):
        if word in lexicon.joins:
            parts.append([])
        elif word not in lexicon.before_names and word not in lexicon.group_words:
            parts[-1].append(stem(word))
    return [tuple(part) for part in parts if part]


class _Names(NamedTuple):
    """The segments of a canvas by their names in labels."""

    exact: Mapping[_Stems, Sequence[Segment]]
    """By the stems of a handle, of the name that a note starts with, or of a group's label."""
    by_word: Mapping[str, Sequence[Segment]]
    """By the stem of each word in the name that a note starts with."""
    nouns: frozenset[_Stems]
    """The stems of each name up to a word such as `without`."""

    def named(self, part: _Stems) -> Sequence[Segment]:
        """Return the segments with a name: with exactly that one, else with all of its words."""
        if part in self.exact:
            return self.exact[part]
        first, *rest = (self.by_word.get(word, ()) for word in part)
        indices = [{segment.index for segment in others} for others in rest]
        return [segment for segment in first if all(segment.index in others for others in indices)]


@lru_cache(maxsize=16)
def _names(segments: Same[Segments]) -> _Names:
    """Return the segments by their names in labels."""
    lexicon = segments.value.lexicon
    exact: dict[_Stems, list[Segment]] = {}
    by_word: dict[str, list[Segment]] = {}
    nouns: set[_Stems] = set()
    for segment in segments.value:
        text = without_lead(segment.note_text, lexicon)
        name = name_stems(text, lexicon)
        nouns.add(name_stems(text, lexicon, lexicon.name_joints))
        handle = tuple(stem(word) for word in segment.handle.lower().split("-"))
        for key in dict.fromkeys((handle, name)):
            exact.setdefault(key, []).append(segment)
        for word in dict.fromkeys(name):
            by_word.setdefault(word, []).append(segment)
    for label, members in segments.value.groups.items():
        for part in _parts(label, lexicon):
            exact.setdefault(part, list(members))
    exact.pop((), None)
    return _Names(exact, by_word, frozenset(nouns))
