"""Tells which notes of Customer segments stand for a segment, and which only describe one.

General notes and the answers to the question about groups do; answers to the other questions do so
only if nothing else does.
"""

from collections.abc import Sequence
from enum import Enum

from bmc_tui.model.blocks import GENERAL, UNPLACED, Block
from bmc_tui.model.canvas import Note, Notes
from bmc_tui.model.lexicon import Lexicon
from bmc_tui.model.ties.answers import describes, groups_among, is_characteristic, names_nobody
from bmc_tui.model.ties.headings import asks_who, is_question
from bmc_tui.model.ties.listed import listed_groups
from bmc_tui.model.ties.words import name_stems, split_words
from bmc_tui.model.tokens import STRIKE, is_struck

_WHO, GROUPS, _VALUE_FOR, _PAYING = Block.CUSTOMER_SEGMENTS.questions
_OTHER_ANSWERS = (_WHO, _VALUE_FOR, _PAYING)
"""The questions whose answers describe segments that are named elsewhere, as long as there are
any."""


class Rank(Enum):
    """Whether a note of Customer segments stands for a segment."""

    SEGMENT = 1
    """It does."""
    DESCRIPTION = 2
    """It does if it has an explicit handle."""
    NONE = 3
    """It does not."""


def ranks_of(
    notes: Notes, headings: Sequence[bool], questions: Sequence[str], lexicon: Lexicon
) -> list[Rank]:
    """Return for each note whether it stands for a segment.

    Args:
        notes: All notes of Customer segments.
        headings: For each note, whether it only heads others.
        questions: For each note, the question of the user's own above it.
        lexicon: The words of answers and questions.
    """
    has_general = any(
        note.section == GENERAL
        and not is_heading
        and not question
        and not names_nobody(note.text, lexicon)
        for note, is_heading, question in zip(notes, headings, questions, strict=True)
    )
    answers = [
        named_in_answer(note, lexicon) if question or note.section != GENERAL else note.text
        for note, question in zip(notes, questions, strict=True)
    ]
    ranks: list[Rank] = []  # for each typed character: the loops call as little as they can
    for note, is_heading, answer, question in zip(notes, headings, answers, questions, strict=True):
        text, section = note
        if is_heading or section == UNPLACED or (STRIKE in text and is_struck(text)):
            ranks += (Rank.NONE,)
        elif (
            question
            or names_nobody(text, lexicon)
            or section in _OTHER_ANSWERS
            or (section == GROUPS and _is_description(note, answer, lexicon, has_general))
        ):
            ranks += (Rank.DESCRIPTION,)
        else:
            ranks += (Rank.SEGMENT,)
    if Rank.SEGMENT in ranks:
        return ranks
    if any(question and asks_who(question, lexicon) for question in questions):
        return _ranks_beneath(ranks, answers, questions, lexicon)
    candidates = [
        (index, note)
        for index, (note, answer, rank) in enumerate(zip(notes, answers, ranks, strict=True))
        if rank is Rank.DESCRIPTION and answer == note.text and note.section in _OTHER_ANSWERS
    ]
    first_section = [pair for pair in candidates if pair[1].section == candidates[0][1].section]
    are_groups = groups_among([note.text for _, note in first_section], lexicon)
    for (index, _), is_group in zip(first_section, are_groups, strict=True):
        ranks[index] = Rank.SEGMENT if is_group else ranks[index]
    return ranks


def _is_description(note: Note, answer: str, lexicon: Lexicon, has_general: bool) -> bool:
    """Tell whether an answer to the question about groups only describes some.

    If there are general notes, it names no group after a yes.
    """
    if answer == note.text:
        return False
    return has_general or not (answer or listed_groups(note.text, lexicon))


def questions_above(notes: Notes, headings: Sequence[bool]) -> list[str]:
    """Return for each general note the question of the user's own above it; "" without one."""
    questions: list[str] = []
    question = ""
    for note, is_heading in zip(notes, headings, strict=True):
        if note.section != GENERAL:
            question = ""
        elif is_heading:
            question = note.text if is_question(note.text) else ""
        questions += (question,)
    return questions


def _ranks_beneath(
    ranks: Sequence[Rank], answers: Sequence[str], questions: Sequence[str], lexicon: Lexicon
) -> list[Rank]:
    """Return the ranks if all notes answer questions: those that ask for people name segments.

    `Students` below `Who uses it?` and `Students pay` below `Who pays?` are one segment.
    """
    found: list[Rank] = []
    names: set[tuple[str, ...]] = set()
    for rank, answer, question in zip(ranks, answers, questions, strict=True):
        is_named = rank is Rank.DESCRIPTION and bool(question) and bool(answer)
        name = name_stems(answer, lexicon) if is_named and asks_who(question, lexicon) else ()
        is_new = not any(name[:length] in names for length in range(1, len(name) + 1))
        found.append(Rank.SEGMENT if name and is_new else rank)
        names.add(name)
    return found


def named_in_answer(note: Note, lexicon: Lexicon, *, is_answer: bool = True) -> str:
    """Return what a note says besides yes; "" if it says no, only yes, or what a segment is like.

    Args:
        note: The note.
        lexicon: The words for yes and no, and those that begin a description.
        is_answer: Whether it answers a question; any other note is returned unchanged.
    """
    if not is_answer:
        return note.text
    words = split_words(note.text)
    if not words or words[0] in lexicon.no_answers:
        return ""
    answer = note.text
    if words[0] in lexicon.yes_answers:
        answer = note.text.lstrip()[len(words[0]) :].lstrip(" ,.:;!–-")
    if names_nobody(answer, lexicon, is_answer=True):
        return ""
    if note.section == GENERAL:
        return "" if words[0] in lexicon.descriptions else answer
    if note.section in _OTHER_ANSWERS and is_characteristic(answer, lexicon):
        return ""
    return "" if describes(answer, lexicon) else answer
