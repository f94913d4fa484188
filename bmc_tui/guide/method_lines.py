"""Recognizes lines that stand for a question of the method: on a filled-in worksheet, in a scan.

Questions are compared by their letters alone, since a scan or a copy has lost accents, spaces and
punctuation. The headings of a Lean Canvas that ask the same are in `aliases.toml`.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import filterfalse
from typing import NamedTuple
from unicodedata import combining, normalize

from bmc_tui.guide.aliases import MAX_CHARACTERS, folded_words
from bmc_tui.guide.catalog import languages, load
from bmc_tui.guide.loader import read_tables
from bmc_tui.model.blocks import BLOCKS, GENERAL, Block, Section
from bmc_tui.model.sanitize import clean

_MAX_CHARACTERS = 500
"""Characters of a line in which a question is looked for; the longest has a third of that."""

_NOT_LETTERS = re.compile(r"[\W\d_]+")
_SENTENCE_END = re.compile(r"[?!:….]")
_BEFORE = re.compile(
    r"\s*(?:[-*+•·◦▪●○]|[oe](?=\s)|[(\[]?(?:\d{1,2}(?:\.\d{1,2})*|[a-z])[.):\]])\s*"
)

_MAX_ENDS = 8
"""Ends of sentences in a line up to which a question is looked for."""

_FIRST_SENTENCE = re.compile(r"(.{20,}?\?) (.+)")
"""A question of two sentences, of which a worksheet may have the first alone."""

_MIN_HINT_WORDS = 2
"""Minimum number of words of a hint in a line that starts as one."""

_MIN_LETTERS = 8
"""Letters of a sentence of the method that is looked for in a scan."""

_MIN_SENTENCES = 20
"""Minimum number of sentences of the method in a scan of its worksheet."""

_MAX_OTHER_LETTERS = 2
"""Maximum number of letters between the sentences: a bullet that was scanned as one, or an `en`."""

_MAX_SCAN_CHARACTERS = 100_000


class QuestionLine(NamedTuple):
    """A line that is a question, or starts with one."""

    block: Block
    section: Section
    rest: str
    """The text after the question."""


def question_line(text: str) -> QuestionLine | None:
    """Return the question that a line is, or starts with; None for any other line.

    Args:
        text: The line, with or without a bullet or number before it.
    """
    line = text[:_MAX_CHARACTERS]
    if not any(end in line for end in "?!:…."):
        return _of_letters(text, "")
    if len(text) <= _MAX_CHARACTERS and (question := _of_letters(line, "")):
        return question
    ends = [match.end() for match in _SENTENCE_END.finditer(line)][:_MAX_ENDS]
    # A question of two sentences is there as both, or as the first alone.
    questions = (_of_letters(line[:end], text[end:]) for end in reversed(ends))
    return next(filter(None, questions), None)


def is_question(text: str) -> bool:
    """Tell whether a text is a question of the method, and nothing else."""
    question = question_line(text)
    return question is not None and not question.rest


def _of_letters(text: str, rest: str) -> QuestionLine | None:
    """Return the question with the letters of a text, possibly after a bullet or number."""
    if len(text) > _MAX_CHARACTERS:
        return None
    found = _questions().get(_letters(text)) or _questions().get(
        _letters(_BEFORE.sub("", text, count=1))
    )
    return QuestionLine(*found, clean(rest.lstrip("?!:….–— "))) if found else None


def is_blank_worksheet(text: str) -> bool:
    """Tell whether a text is the empty worksheet of the method, also as a scan."""
    if len(text) > _MAX_SCAN_CHARACTERS:
        return False
    rest = _letters(text)
    count = 0
    for sentence in _sentences():
        if sentence in rest:
            count += len(sentence) >= _MIN_LETTERS
            rest = rest.replace(sentence, " ")
    return count >= _MIN_SENTENCES and max(map(len, rest.split()), default=0) <= _MAX_OTHER_LETTERS


def section_of_question(block: Block, text: str) -> Section | None:
    """Return the section of a question.

    Args:
        block: The block.
        text: The question, in any language.

    Returns:
        None if it is not one of the block's questions.
    """
    return _sections()[block].get(folded_words(text)) if len(text) <= MAX_CHARACTERS else None


def is_method_text(text: str) -> bool:
    """Tell whether a text is a question or a hint of the method, and therefore not a user's note.

    Case and white space are ignored. Punctuation is not: every question and hint has some, and a
    note with the same words and no punctuation stays a note. A line that starts as a hint may be
    cut off.
    """
    if len(text) > MAX_CHARACTERS:
        return False
    return _normalize(text) in _method_texts() or _starts_hint(text)


def _starts_hint(text: str) -> bool:
    """Tell whether a text is the start of a hint: `Think of production, problem solving`."""
    if not (start := _hint_start().match(text)):
        return False
    rest = folded_words(text[start.end() : _MAX_CHARACTERS])
    return rest.count(" ") >= _MIN_HINT_WORDS - 1 and any(
        f"{hint} ".startswith(f"{rest} ") for hint in _hints()
    )


@cache
def _hint_start() -> re.Pattern[str]:
    """Return a pattern for the start of a hint on a worksheet, where the rest may be cut off."""
    starts: list[str] = read_tables("aliases")["worksheet"]["hint_starts"]
    return re.compile(rf"\W*(?:{'|'.join(map(re.escape, starts))})\s", re.IGNORECASE)


@cache
def _hints() -> frozenset[str]:
    """Return the folded words of the hints in each language, without their start."""
    return frozenset(
        folded_words(_hint_start().sub("", hint, count=1))
        for guide in map(load, languages())
        for block in BLOCKS
        for hint in guide.hints(block)
    )


def lean_section(name: str) -> tuple[Block, Section] | None:
    """Return the question that a heading of a Lean Canvas asks too; None for another heading."""
    section = _lean().get(_letters(name[:_MAX_CHARACTERS]))
    if section is None:
        return None
    return Block(section.partition(".")[0]), Section(section)


class LeanLine(NamedTuple):
    """A line that is, or starts with, a heading of a Lean Canvas without a block of the method."""

    name: str
    question: tuple[Block, Section] | None
    """The question that asks the same; None where the method has none."""
    rest: str
    """The text after the heading and its colon."""


def lean_line(text: str, lead: str = "") -> LeanLine | None:
    """Return the heading of a Lean Canvas that a line is, or starts with; None if none.

    Args:
        text: The line, such as `Problem: no bait at night`.
        lead: The words in bold at its start; "" if there are none.
    """
    line = text[:_MAX_CHARACTERS]
    names = {line, line.partition(":")[0], lead[:_MAX_CHARACTERS]} - {""}
    for name in sorted(names, key=len, reverse=True):
        question = lean_section(name)
        if question or is_lean_without_question(name):
            return LeanLine(
                clean(name).rstrip(" :"), question, clean(text[len(name) :].lstrip(" :–—-"))
            )
    return None


def _letters(text: str) -> str:
    """Return the letters of a text, case-folded and without accents."""
    if not text.isascii():  # sorting many accents takes quadratic time
        text = "".join(filterfalse(combining, text))
    folded = normalize("NFKD", text.casefold())
    return _NOT_LETTERS.sub("", folded)


@cache
def _questions() -> Mapping[str, tuple[Block, Section]]:
    """Return the block and section of each question, by its letters or those of its start."""
    questions = {}
    for text, block, section in _wordings():
        if sentences := _FIRST_SENTENCE.fullmatch(text):
            questions[_letters(sentences[1])] = (block, section)
    return questions | {_letters(text): (block, section) for text, block, section in _wordings()}


def _wordings() -> Iterator[tuple[str, Block, Section]]:
    """Yield each question as it is worded in each language, and on the sheet."""
    others: Mapping[str, list[str]] = read_tables("aliases")["questions"]
    for block in BLOCKS:
        for section in block.questions:
            texts = [load(language).section_title(block, section) for language in languages()]
            for text in (*texts, *others.get(section, ())):
                yield text, block, section


@cache
def _sentences() -> tuple[str, ...]:
    """Return the letters of all sentences and titles of the method, the longest first."""
    texts = {text for text, *_ in _wordings()}
    for guide in map(load, languages()):
        for block in BLOCKS:
            sections = [section for section in block.sections if section != GENERAL]
            titles = [guide.section_title(block, section) for section in sections]
            texts |= {*titles, guide.title(block), guide.heading(block), *guide.hints(block)}
    parts = {_letters(part) for text in texts for part in _SENTENCE_END.split(text)}
    parts |= {_letters(name) for block in BLOCKS for name in (block.value, block.value + "s")}
    parts |= {_letters(name) for name in read_tables("aliases")["worksheet"]["beside"]}
    return tuple(sorted(filter(None, parts), key=len, reverse=True))


def is_lean_without_question(name: str) -> bool:
    """Tell whether the method has no question for a Lean Canvas heading, as for `Key metrics`."""
    return len(name) <= _MAX_CHARACTERS and _letters(name) in _lean_without_question()


@cache
def _lean_without_question() -> frozenset[str]:
    """Return the letters of the headings of a Lean Canvas that the method has no question for."""
    names: list[str] = read_tables("aliases")["lean"]["none"]
    return frozenset(map(_letters, names))


@cache
def _lean() -> Mapping[str, str]:
    """Return the section of each heading of a Lean Canvas, by its letters."""
    table: Mapping[str, list[str]] = read_tables("aliases")["lean"]
    return {
        _letters(name): f"{Block.VALUE_PROPOSITIONS.value}.{section}"
        for section, names in table.items()
        for name in names
        if section != "none"
    }


@cache
def _sections() -> Mapping[Block, Mapping[str, Section]]:
    """Return the section of each question, by block and by the folded words of the question."""
    sections: dict[Block, dict[str, Section]] = {block: {} for block in BLOCKS}
    for text, block, section in _wordings():
        sections[block][folded_words(text)] = section
    return sections


@cache
def _method_texts() -> frozenset[str]:
    """Return all questions and hints in every language, normalized.

    The second sentence of a question counts as one too, as on a line below the first.
    """
    guides = [load(language) for language in languages()]
    texts = [text for block in BLOCKS for guide in guides for text in guide.hints(block)]
    texts += [guide.say("report.unanswered") for guide in guides]
    for text, *_ in _wordings():
        sentences = _FIRST_SENTENCE.fullmatch(text)
        texts += [text, *(sentences.groups() if sentences else ())]
    return frozenset(map(_normalize, texts))


def _normalize(text: str) -> str:
    """Return a text case-folded, with single spaces, and an ellipsis as one character."""
    return " ".join(normalize("NFC", text).casefold().replace("...", "…").split())
