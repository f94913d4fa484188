"""Recognizes blocks, phases and questions by the headings of imported documents.

The names are the titles in each language and the aliases in `aliases.toml`. Unlike in `lookup`, a
name has to match as a whole: a heading that only starts like a block's title is another heading.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import TypeVar
from unicodedata import normalize

from bmc_tui.guide.catalog import languages, load, recognized_words
from bmc_tui.guide.loader import read_tables
from bmc_tui.model.blocks import BLOCKS, UNPLACED, Block, Phase, Section
from bmc_tui.model.sanitize import clean

_Named = TypeVar("_Named", Block, Section)

_CAMEL_CASE_BOUNDARY = re.compile(r"(?<=[a-z])(?=[A-Z])")
_WORD = re.compile(r"[^\W_]+|&")
_SEPARATOR = re.compile(r"[()\[\]/|:;—–]| - ")
"""What separates two names in one heading, as in `Kernpartners (Key Partners)`."""

_MAX_CHARACTERS = 2_000
"""Characters of a text in which names are searched for, and of a question or hint: in a longer one
only its start can name something. The patterns and Unicode's normalization, which can take
quadratic time, see no more than this."""

_MAX_NAME_CHARACTERS = 200
"""Characters of a name with what may be around it: a number, words such as `our`, and punctuation.
The longest name has a quarter of that."""


def block_of_heading(name: str) -> Block | None:
    """Return the block that a heading, or a key in another program's data, names; None if none.

    Args:
        name: Such as `1. Klantsegmenten`, `Kernpartners (Key Partners):` or `keyPartnerships`.
    """
    return _match(name, _blocks())


def phase_of_heading(name: str) -> Section | None:
    """Return the phase of Channels that a heading names; None if it names none."""
    return _match(name, _phases())


def is_unplaced_heading(name: str) -> bool:
    """Tell whether a heading is the title of the section `UNPLACED`, which all blocks have."""
    return clean(name) in {
        load(language).section_title(BLOCKS[0], UNPLACED) for language in languages()
    }


def section_of_question(block: Block, text: str) -> Section | None:
    """Return the section of a question.

    Args:
        block: The block.
        text: The question, in any language.

    Returns:
        None if it is not one of the block's questions.
    """
    return _questions()[block].get(_words(text)) if len(text) <= _MAX_CHARACTERS else None


def is_method_text(text: str) -> bool:
    """Tell whether a text is a question or a hint of the method, and therefore not a user's note.

    Case and white space are ignored. Punctuation is not: every question and hint has some, and a
    note of the same words without it stays a note.
    """
    return len(text) <= _MAX_CHARACTERS and _normalize(text) in _method_texts()


def _match(name: str, names: Mapping[str, _Named]) -> _Named | None:
    """Return what the whole name stands for, or else what all recognized parts of it stand for.

    Args:
        name: The name, with or without a number, in any case.
        names: What each name stands for, by the name in the form of `_words`.

    Returns:
        None if nothing is recognized, or the parts stand for different things.
    """
    plain: str = " ".join(name.strip()[:_MAX_CHARACTERS].split())
    match = _match_whole(plain, names)
    if match is not None:
        return match
    # A set: a hostile text may have the same part many times.
    matches = {_match_whole(part, names) for part in {*_SEPARATOR.split(plain)}} - {None}
    return matches.pop() if len(matches) == 1 else None


def _match_whole(name: str, names: Mapping[str, _Named]) -> _Named | None:
    """Return what a name stands for, with or without its number and a word such as `our`."""
    if len(name) > _MAX_NAME_CHARACTERS:
        return None
    plain = _CAMEL_CASE_BOUNDARY.sub(" ", normalize("NFC", name))
    words = _words(plain)
    match = _match_words(words, names)
    if match is not None or words[:1] == "":
        return match
    unnumbered = _words(_numbering().sub("", plain.casefold().strip(), count=1))
    return None if unnumbered == words else _match_words(unnumbered, names)


def _match_words(words: str, names: Mapping[str, _Named]) -> _Named | None:
    """Return what words stand for, with or without a word such as `our` among them."""
    match = names.get(words)
    if match is None and not recognized_words("before_titles").isdisjoint(words.split()):
        match = names.get(_before_title().sub("", words, count=1))
    return match


def _words(text: str) -> str:
    """Return the words of a text, case-folded and without punctuation, with `&` for every `and`."""
    ands = recognized_words("and")
    words = _WORD.findall(normalize("NFC", text).casefold())
    return " ".join("&" if word in ands else word for word in words)


@cache
def _numbering() -> re.Pattern[str]:
    """Return a pattern for a number before a title, such as `3.` or `block 3:`."""
    words_before = "|".join(map(re.escape, sorted(recognized_words("before_numbers"))))
    return re.compile(rf"(?:(?:{words_before})\s+)?[(#]?\d{{1,2}}(?:[.,]\d{{1,2}})*[.):]*\s+")


@cache
def _before_title() -> re.Pattern[str]:
    """Return a pattern for a word before a title, such as `the` or `our`."""
    words = "|".join(map(re.escape, sorted(recognized_words("before_titles"))))
    return re.compile(rf"\b(?:{words})\s+")


@cache
def _blocks() -> Mapping[str, Block]:
    """Return the block of each title, alias and id, by that name in the form of `_words`."""
    names = _aliases("blocks")
    return {
        _words(name): block
        for block in BLOCKS
        for name in (
            block.value,
            *names[block.value],
            *(
                title
                for guide in map(load, languages())
                for title in (guide.title(block), guide.short_title(block), guide.heading(block))
            ),
        )
    }


@cache
def _phases() -> Mapping[str, Section]:
    """Return the phase of each title, alias and id, by that name in the form of `_words`."""
    names = _aliases("phases")
    return {
        _words(name): Section(phase.value)
        for phase in Phase
        for name in (
            phase.value,
            *names[phase.value],
            *_titles(Block.CHANNELS, Section(phase.value)),
        )
    }


@cache
def _questions() -> Mapping[Block, Mapping[str, Section]]:
    """Return the section of each question, by block and by the question in the form of `_words`."""
    return {
        block: {
            _words(title): section
            for section in block.questions
            for title in _titles(block, section)
        }
        for block in BLOCKS
    }


@cache
def _method_texts() -> frozenset[str]:
    """Return all questions and hints in every language, normalized."""
    guides = [load(language) for language in languages()]
    return frozenset(
        _normalize(text)
        for block in BLOCKS
        for guide in guides
        for text in (
            *guide.hints(block),
            *(guide.section_title(block, section) for section in block.questions),
        )
    )


def _normalize(text: str) -> str:
    """Return a text case-folded, with single spaces between its words."""
    return " ".join(normalize("NFC", text).casefold().split())


def _titles(block: Block, section: Section) -> Iterator[str]:
    """Yield the title of a section in each language."""
    for language in languages():
        yield load(language).section_title(block, section)


@cache
def _aliases(table: str) -> Mapping[str, list[str]]:
    """Return one table of `aliases.toml`: the aliases of each block or phase, by its id."""
    names: dict[str, list[str]] = read_tables("aliases")[table]
    return names
