"""Derives the handles of the customer segments from the words of their notes.

A handle is the name by which other notes mention a segment (`@students`). A note can have an
explicit handle; if it has none, its handle is derived from its first words, so that it does not
change while the rest of the note is edited.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain, count, groupby
from operator import attrgetter
from typing import NamedTuple

from bmc_tui.model.blocks import GENERAL, Block, Section
from bmc_tui.model.caching import cache_short_texts
from bmc_tui.model.canvas import Note, Notes, Spot, with_spots
from bmc_tui.model.lexicon import Lexicon
from bmc_tui.model.segments import Segment, Segments, mentions, normalize_handle
from bmc_tui.model.ties.answers import subject, without_lead
from bmc_tui.model.ties.headings import heading_label, leading_label, segment_headings
from bmc_tui.model.ties.listed import listed_groups, with_tail
from bmc_tui.model.ties.names import (
    candidates,
    first_candidates,
    former_handle,
    joint_alias,
    shortest_handle,
    unparted_handle,
)
from bmc_tui.model.ties.ranks import GROUPS, Rank, named_in_answer, questions_above, ranks_of
from bmc_tui.model.ties.words import name_stems, split_words, without_question


@lru_cache(maxsize=16)
def read_segments(notes: Notes, lexicon: Lexicon) -> Segments:
    """Return the customer segments that the notes of Customer segments stand for.

    These are the general notes and the answers to the question about groups, of which one may list
    several; but not headings, lines that name nobody, answers that only say yes or no, and answers
    that describe a group. An answer to another question stands for a segment if it has an explicit
    handle; or, if none of the former does, when it answers the first of these questions that has an
    answer. Notes below a question of the user's own, such as `Who pays?`, are treated as answers;
    if nothing else is a segment, all that answer a question for people are. Unplaced notes stand
    for none, nor do notes that are struck through.

    Explicit handles are assigned before derived ones, so that no derived handle takes the name
    that another note gives itself.

    Args:
        notes: All notes of Customer segments, in the order of its worksheet.
        lexicon: The words that are not part of a name.
    """
    headings = _headings(notes, lexicon)
    questions = questions_above(notes, headings)
    ranks = ranks_of(notes, headings, questions, lexicon)
    heading_spots = frozenset(_heading_spots(notes, headings))
    rows = list(_rows(notes, ranks, headings, questions, lexicon))
    notes = tuple(row.note for row in rows)
    ranks = [row.rank for row in rows]
    names = [_name_of(row.note.text, row.note.section, bool(row.question), lexicon) for row in rows]
    derived_handles = _derived_handles(names)
    explicit_handles = _explicit_handles(notes, [handle for handle, _ in derived_handles], ranks)
    taken = {normalize_handle(handle) for handle in explicit_handles if handle}
    numbers: dict[str, Iterator[int]] = {}
    segments: dict[str, Segment] = {}
    count_before = 0  # for each typed character: the loop calls as little as it can
    aliases: dict[str, Segment] = {}
    groups: dict[str, list[Segment]] = {}
    label = ""
    for row, name, derived, explicit in zip(
        rows, names, derived_handles, explicit_handles, strict=True
    ):
        spot, note = row.spot, row.note
        if row.is_heading or spot.index == 0:
            label = (heading_label(note.text) or note.text) if row.is_heading else ""
        if row.rank is not Rank.SEGMENT and not explicit:
            continue
        handle, key = (explicit, normalize_handle(explicit)) if explicit else derived
        if not explicit and key in taken:
            handle, key = _first_free_handle(name.text, lexicon, taken, numbers)
        taken |= {key}
        segment = Segment(handle, note.text, count_before, spot, is_explicit=bool(explicit))
        segments[key] = segment
        count_before += 1
        if not explicit:
            joint = joint_alias(handle, lexicon) if "-" in handle else ""
            for alias in (*name.former_keys, *((normalize_handle(joint),) if joint else ())):
                if alias not in aliases:
                    aliases[alias] = segment
        if label:
            groups.setdefault(label, []).append(segment)
    by_spot: dict[Spot, list[Segment]] = {}
    listed: list[Segment] = []
    last_spot = None
    for segment in segments.values():
        if segment.spot is not last_spot:  # else another group of the same answer
            last_spot = segment.spot
            listed = by_spot[last_spot] = []
        listed += (segment,)
    return Segments(segments, by_spot, aliases, lexicon, groups, heading_spots)


class _Name(NamedTuple):
    """The name in a note, and what is derived from it."""

    text: str
    """The part of the note that begins with the name."""
    handle: str
    """The shortest handle that its words lead to; a longer one is used if that is taken."""
    key: str
    """That handle, normalized."""
    former_handle: str
    """The one that versions up to 0.1 derived."""
    former_keys: tuple[str, ...]
    """That handle, normalized, and before two words at a slash the one in which they were one."""


class _Row(NamedTuple):
    """A note of Customer segments, or one of the groups that it lists."""

    spot: Spot
    note: Note
    """Of a group, with its part of the text alone."""
    rank: Rank
    is_heading: bool
    question: str
    """The question of the user's own above it; "" without one."""


def _rows(
    notes: Notes,
    ranks: Sequence[Rank],
    headings: Sequence[bool],
    questions: Sequence[str],
    lexicon: Lexicon,
) -> Iterator[_Row]:
    """Yield the notes; an answer that lists groups yields each group that no other note names.

    Args:
        notes: All notes of Customer segments, in the order of its worksheet.
        ranks: For each note, whether it stands for a segment.
        headings: For each note, whether it is only a heading.
        questions: For each note, the question of the user's own above it.
        lexicon: The words around the names of groups.
    """
    lists = [
        with_tail(listed_groups(note.text, lexicon))
        if rank is Rank.SEGMENT and note.section == GROUPS
        else ()
        for note, rank in zip(notes, ranks, strict=True)
    ]
    has_lists = any(lists)
    seen = {
        name_stems(without_lead(note.text, lexicon), lexicon)
        for note, rank, listed in zip(notes, ranks, lists, strict=True)
        if has_lists and rank is Rank.SEGMENT and not listed
    }
    spots = with_spots(Block.CUSTOMER_SEGMENTS, notes)
    for (spot, note), rank, listed, is_heading, question in zip(
        spots, ranks, lists, headings, questions, strict=True
    ):
        if not listed:
            yield _Row(spot, note, rank, is_heading, question)
        for text in listed:
            stems = name_stems(text, lexicon)
            if stems not in seen or mentions(text):
                seen.add(stems)
                yield _Row(spot, Note(text, note.section), rank, is_heading, question)


def _headings(notes: Notes, lexicon: Lexicon) -> list[bool]:
    """Return for each note whether it is only a heading within its section."""
    headings: list[bool] = []
    for _, section_notes in groupby(notes, key=attrgetter("section")):
        headings += segment_headings([note.text for note in section_notes], lexicon)
    return headings


def _heading_spots(notes: Notes, headings: Sequence[bool]) -> Iterator[Spot]:
    """Yield the spots of the notes that are only headings."""
    spots = with_spots(Block.CUSTOMER_SEGMENTS, notes)
    return (spot for (spot, _), is_heading in zip(spots, headings, strict=True) if is_heading)


@cache_short_texts
def _name_of(note_text: str, section: Section, has_question: bool, lexicon: Lexicon) -> _Name:
    """Return the name in a note, whatever the other notes are.

    Args:
        note_text: The text of the note.
        section: Its section.
        has_question: Whether a question of the user's own is above it.
        lexicon: The words that are not part of a name.
    """
    is_answer = has_question or section != GENERAL
    text = _name_text(Note(note_text, section), lexicon, is_answer=is_answer)
    name = without_lead(text, lexicon)
    handle = shortest_handle(subject(name, lexicon) or name, lexicon)
    former = former_handle(text, lexicon)
    formers = filter(None, (former, unparted_handle(name, lexicon)))
    return _Name(
        name, handle, normalize_handle(handle), former, tuple(map(normalize_handle, formers))
    )


def _name_text(note: Note, lexicon: Lexicon, *, is_answer: bool) -> str:
    """Return the part of a note that gives the handle: without a yes or a rank at its start.

    In `Primary: students` and in `Who are they? Students` the name is `students`.
    """
    text = without_question(
        named_in_answer(note, lexicon, is_answer=is_answer) or note.text, lexicon
    )
    label = leading_label(text)
    is_rank = bool(label) and all(word in lexicon.ranks for word in split_words(label))
    return text.partition(":")[2] if is_rank else text


def _explicit_handles(notes: Notes, shortest: Sequence[str], ranks: Sequence[Rank]) -> list[str]:
    """Return the handle that each note gives itself, or "" for a note without one.

    A note may also mention another segment, as `Parents of @students` does. A mention is therefore
    not the note's own handle if another note has it: an earlier note, or, when this is an answer
    that describes a segment, any note that is one; or if it is derived from another note.

    Args:
        notes: All notes of Customer segments.
        shortest: For each note, the shortest handle that can be derived from its words.
        ranks: For each note, whether it stands for a segment.
    """
    named = [mentions(note.text) for note in notes]
    if not any(named):
        return [""] * len(notes)
    spellings: dict[str, set[str]] = {}
    for derived, rank in zip(shortest, ranks, strict=True):
        if rank is Rank.SEGMENT:
            spellings.setdefault(normalize_handle(derived), set()).add(derived)
    taken: set[str] = set()
    handles = [""] * len(notes)
    in_order = sorted(range(len(notes)), key=lambda index: ranks[index].value)
    for index in in_order:
        if ranks[index] is Rank.NONE:
            break
        own_spelling = {shortest[index]} if ranks[index] is Rank.SEGMENT else set()
        handles[index] = next(
            (
                name
                for name in named[index]
                if normalize_handle(name) not in taken
                and spellings.get(normalize_handle(name), set()) <= own_spelling
            ),
            "",
        )
        taken.add(normalize_handle(handles[index]))
    return handles


def _first_free_handle(
    text: str, lexicon: Lexicon, taken: set[str], numbers: dict[str, Iterator[int]]
) -> tuple[str, str]:
    """Return the first handle derived from a note that no other segment has, also normalized.

    Args:
        text: The note's text.
        lexicon: The words that are not part of a name.
        taken: The normalized handles of the other segments.
        numbers: The numbers not yet used as a suffix of each shortest handle. All notes share
            them: the last of a thousand equal notes must not try a thousand numbers.
    """
    first = first_candidates(text, lexicon)
    for handle, key in first:
        if key not in taken:
            return handle, key
    stem = first[0][0]
    numbered = (f"{stem}-{number}" for number in numbers.setdefault(stem, count(2)))
    handles = chain(candidates(text, lexicon), numbered)
    pairs = ((handle, normalize_handle(handle)) for handle in handles)
    return next(pair for pair in pairs if pair[1] not in taken)


def _derived_handles(names: Sequence[_Name]) -> list[tuple[str, str]]:
    """Return the shortest handle of each note, also normalized.

    It is `bakeries` of `Bakeries need flour`.

    Mentions may use the handle that versions up to 0.1 derived from its first words; no note takes
    that of another one.
    """
    taken = {name.former_keys[0] for name in names}
    return [
        (name.former_handle, name.former_keys[0]) if name.key in taken else (name.handle, name.key)
        for name in names
    ]
