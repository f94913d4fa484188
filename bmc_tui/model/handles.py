"""Derives the handles of the customer segments from the words of their notes.

A handle is the name by which other notes mention a segment (`@students`). A note can have an
explicit handle; if it has none, its handle is derived from its first words, so that it does not
change while the rest of the note is edited.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import chain, count, groupby
from typing import NamedTuple
from unicodedata import category, normalize

from bmc_tui.model.blocks import GENERAL, Block
from bmc_tui.model.caching import cache_short_texts
from bmc_tui.model.canvas import Note, Notes, Spot, with_spots
from bmc_tui.model.lexicon import Lexicon
from bmc_tui.model.segments import Segment, Segments, mentions, normalize_handle
from bmc_tui.model.ties.answers import has_plural, subject, without_lead
from bmc_tui.model.ties.headings import heading_label, leading_label, segment_headings
from bmc_tui.model.ties.listed import listed_groups, with_tail
from bmc_tui.model.ties.ranks import GROUPS, Rank, named_in_answer, questions_above, ranks_of
from bmc_tui.model.ties.words import name_stems, split_words, without_question
from bmc_tui.model.tokens import replace_tokens, tokens

MAX_DERIVED_WORDS = 2
"""Words in a derived handle, unless another note has the same first words, or the last one leads
to the next, see `Lexicon.name_joints`."""

_SLASH = re.compile(r"(?<=[^\W\d_]{2})/(?=[^\W\d_]{2})")
"""A slash between two words, each a name of its own: `students/staff`, but not `24/7` or `n/a`."""

_FALLBACK_HANDLE = "segment"
"""The handle of a note without a word to derive one from."""


@lru_cache(maxsize=16)
def read_segments(notes: Notes, lexicon: Lexicon) -> Segments:
    """Return the customer segments that the notes of Customer segments stand for.

    These are the general notes and the answers to the question about groups, of which one may list
    several; but not lines that only head others or name nobody, answers that only say yes or no,
    and those that describe a group. An answer to another question is one if it has an explicit
    handle; or, where none of those stands for a segment, if it answers the first of these questions
    that has an answer. Notes beneath a question of the user's own, such as `Who pays?`, are like
    answers; where nothing else is a segment, all of those are that answer a question for people.
    Unplaced notes stand for none, nor does what is struck through.

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
    # The shortest handle that each note's words lead to; a longer one is used if that is taken.
    names = [
        _name_text(row.note, lexicon, is_answer=bool(row.question) or row.note.section != GENERAL)
        for row in rows
    ]
    former_handles = [_former_handle(name, lexicon) for name in names]
    names = [without_lead(name, lexicon) for name in names]
    derived_handles = _derived_handles(names, former_handles, lexicon)
    explicit_handles = _explicit_handles(notes, derived_handles, ranks)
    taken = {normalize_handle(handle) for handle in explicit_handles if handle}
    numbers: dict[str, Iterator[int]] = {}
    segments: list[Segment] = []
    aliases: dict[str, Segment] = {}
    groups: dict[str, list[Segment]] = {}
    label = ""
    for row, name, derived, former, explicit in zip(
        rows, names, derived_handles, former_handles, explicit_handles, strict=True
    ):
        spot, note = row.spot, row.note
        if row.is_heading or spot.index == 0:
            label = (heading_label(note.text) or note.text) if row.is_heading else ""
        if row.rank is not Rank.SEGMENT and not explicit:
            continue
        handle = explicit or derived
        if not explicit and normalize_handle(derived) in taken:
            handle = _first_free_handle(name, lexicon, taken, numbers)
        taken.add(normalize_handle(handle))
        segment = Segment(handle, note.text, len(segments), spot, is_explicit=bool(explicit))
        segments.append(segment)
        former_names = (
            () if explicit else (_alias(handle, lexicon), former, _unparted(name, lexicon))
        )
        for alias in filter(None, former_names):
            aliases.setdefault(normalize_handle(alias), segment)
        if label:
            groups.setdefault(label, []).append(segment)
    return Segments.of(segments, lexicon, groups, heading_spots, aliases)


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
    """Yield the notes, of an answer that lists groups each that no other note is the name of.

    Args:
        notes: All notes of Customer segments, in the order of its worksheet.
        ranks: For each note, whether it stands for a segment.
        headings: For each note, whether it only heads others.
        questions: For each note, the question of the user's own above it.
        lexicon: The words around the names of groups.
    """
    lists = [
        with_tail(listed_groups(note.text, lexicon))
        if rank is Rank.SEGMENT and note.section == GROUPS
        else ()
        for note, rank in zip(notes, ranks, strict=True)
    ]
    seen = {
        name_stems(without_lead(note.text, lexicon), lexicon)
        for note, rank, listed in zip(notes, ranks, lists, strict=True)
        if any(lists) and rank is Rank.SEGMENT and not listed
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
    """Return for each note whether it only heads others of its section."""
    headings: list[bool] = []
    for _, section_notes in groupby(notes, key=lambda note: note.section):
        headings += segment_headings([note.text for note in section_notes], lexicon)
    return headings


def _heading_spots(notes: Notes, headings: Sequence[bool]) -> Iterator[Spot]:
    """Yield the spots of the notes that only head others."""
    spots = with_spots(Block.CUSTOMER_SEGMENTS, notes)
    return (spot for (spot, _), is_heading in zip(spots, headings, strict=True) if is_heading)


def _name_text(note: Note, lexicon: Lexicon, *, is_answer: bool) -> str:
    """Return the part of a note that a handle is derived from: without a yes or a rank before it.

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
    not the note's own handle if another note has it: an earlier one, or any that is a segment, if
    this is an answer that describes one; or if it is derived from another note.

    Args:
        notes: All notes of Customer segments.
        shortest: For each note, the shortest handle that can be derived from its words.
        ranks: For each note, whether it stands for a segment.
    """
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
                for name in mentions(notes[index].text)
                if normalize_handle(name) not in taken
                and spellings.get(normalize_handle(name), set()) <= own_spelling
            ),
            "",
        )
        taken.add(normalize_handle(handles[index]))
    return handles


def _first_free_handle(
    text: str, lexicon: Lexicon, taken: set[str], numbers: dict[str, Iterator[int]]
) -> str:
    """Return the first handle derived from a note that no other segment has.

    Args:
        text: The note's text.
        lexicon: The words that are not part of a name.
        taken: The normalized handles of the other segments.
        numbers: The numbers not yet used as a suffix of each shortest handle. All notes share
            them: the last of a thousand equal notes must not try a thousand numbers.
    """
    stem = _shortest_handle(text, lexicon)
    numbered = (f"{stem}-{number}" for number in numbers.setdefault(stem, count(2)))
    candidates = chain(_candidates(text, lexicon), numbered)
    return next(handle for handle in candidates if normalize_handle(handle) not in taken)


def _derived_handles(
    names: Sequence[str], former_handles: Sequence[str], lexicon: Lexicon
) -> list[str]:
    """Return the shortest handle of each note: `bakeries` of `Bakeries need flour`.

    Mentions may have the former handle, of its first words, that versions up to 0.1 made; no note
    takes that of another one.
    """
    taken = set(map(normalize_handle, former_handles))
    handles = [_shortest_handle(subject(name, lexicon) or name, lexicon) for name in names]
    return [
        former if normalize_handle(handle) in taken else handle
        for handle, former in zip(handles, former_handles, strict=True)
    ]


@cache_short_texts
def _shortest_handle(text: str, lexicon: Lexicon) -> str:
    """Return the shortest handle that can be derived from a note's words."""
    return next(_candidates(text, lexicon))


@cache_short_texts
def _former_handle(text: str, lexicon: Lexicon) -> str:
    """Return the shortest handle that earlier versions derived from a note's words."""
    words, _ = _name_words(_parts(text, lexicon), lexicon, is_noun_left_out=True)
    return "-".join(words) or _shortest_handle(text, lexicon)


def _candidates(text: str, lexicon: Lexicon) -> Iterator[str]:
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


def _alias(handle: str, lexicon: Lexicon) -> str:
    """Return the start of a derived handle up to a word that leads to the next; "" without one.

    Versions up to 0.1 ended the handle of `Beginners without a garden` there.
    """
    words = handle.split("-")
    start = words[:MAX_DERIVED_WORDS]
    is_longer = len(words) > MAX_DERIVED_WORDS
    return "-".join(start) if is_longer and start[-1] in lexicon.name_joints else ""


def _unparted(text: str, lexicon: Lexicon) -> str:
    """Return the handle in which earlier versions joined two words at a slash; "" without one."""
    return _shortest_handle(_SLASH.sub("", text), lexicon) if _SLASH.search(text) else ""


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
    """Tell whether two words of a name are of what the next one is a kind of: `care home managers`.

    That one is a plural, and none of them is; `busy` says only what somebody is like.
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
        # The blanks before a sign are possessive: were they shared out between the two runs in
        # every way, the time would be quadratic in their number.
        rf"(?<=\S)\s+[0-9][0-9.,]*+k?\s*+(?:[€$£]\s*+)?(?:[x×*/]|(?:{per})\b|p[/.]).*",
        re.DOTALL,
    )
