"""Recognizes blocks, phases and questions by the headings of imported documents.

The names are the titles in each language and those in `aliases.toml`. Unlike in `lookup`, a name
has to match as a whole: a heading is not taken for a block because it starts like one.
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

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_WORD = re.compile(r"[^\W_]+|&")
_SEPARATOR = re.compile(r"\s*[()\[\]/|:;—–]\s*|\s+-\s+")


def block_of_heading(name: str) -> Block | None:
    """Return the block of a heading, or of a key in another program's data.

    Args:
        name: Such as `1. Klantsegmenten`, `Kernpartners (Key Partners):` or `keyPartnerships`.
    """
    return _match(name, _blocks())


def phase_of_heading(name: str) -> Section | None:
    """Return the phase of Channels of a heading."""
    return _match(name, _phases())


def is_unplaced_heading(name: str) -> bool:
    """Tell whether a heading is the one above notes that an import could not place."""
    return clean(name) in {
        load(language).section_title(BLOCKS[0], UNPLACED) for language in languages()
    }


def section_of_question(block: Block, text: str) -> Section | None:
    """Return the section of the question that a text asks.

    Args:
        block: The block.
        text: One of the block's questions, in any language.
    """
    return _questions()[block].get(_words(text))


def is_method_text(text: str) -> bool:
    """Tell whether a text is one of the method's own: a question or a hint of a block.

    Capitals and spaces do not matter, punctuation does: each of them has some.
    """
    return _normalize(text) in _prompts()


def _match(name: str, names: Mapping[str, _Named]) -> _Named | None:
    """Return what a name stands for as a whole, or else the only thing its parts stand for."""
    plain = _CAMEL.sub(" ", normalize("NFC", name).strip())
    match = _find(plain, names)
    if match is not None:
        return match
    matches = {_find(part, names) for part in _SEPARATOR.split(plain)} - {None}
    return matches.pop() if len(matches) == 1 else None


def _find(name: str, names: Mapping[str, _Named]) -> _Named | None:
    """Return what a name stands for, with or without a number before it."""
    unnumbered = _numbering().sub("", name.casefold().strip(), count=1)
    for words in (_words(name), _words(unnumbered)):
        match = names.get(words) or names.get(_before_title().sub("", words, count=1))
        if match is not None:
            return match
    return None


def _words(text: str) -> str:
    """Return the words of a text in the form in which equivalent texts are equal."""
    ands = recognized_words("and")
    words = _WORD.findall(normalize("NFC", text).casefold())
    return " ".join("&" if word in ands else word for word in words)


@cache
def _numbering() -> re.Pattern[str]:
    """Return a pattern for a number before a title, such as `3.` or `block 3:`."""
    before = "|".join(map(re.escape, sorted(recognized_words("before_numbers"))))
    return re.compile(rf"(?:(?:{before})\s+)?[(#]?\d{{1,2}}(?:[.,]\d{{1,2}})*[.):]*\s+")


@cache
def _before_title() -> re.Pattern[str]:
    """Return a pattern for a word before a title, such as `the` or `our`."""
    return re.compile(
        rf"\b(?:{'|'.join(map(re.escape, sorted(recognized_words('before_titles'))))})\s+"
    )


@cache
def _blocks() -> Mapping[str, Block]:
    """Return the block of every name that blocks have."""
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
    """Return the phase of every name that phases have."""
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
    """Return the section of every question of every block."""
    return {
        block: {
            _words(title): section
            for section in block.questions
            for title in _titles(block, section)
        }
        for block in BLOCKS
    }


@cache
def _prompts() -> frozenset[str]:
    """Return all questions and hints in every language."""
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
    """Return a text without differences of case and spaces."""
    return " ".join(normalize("NFC", text).casefold().split())


def _titles(block: Block, section: Section) -> Iterator[str]:
    """Yield the words above a section in every language."""
    for language in languages():
        yield load(language).section_title(block, section)


@cache
def _aliases(table: str) -> Mapping[str, list[str]]:
    """Return one table of the file of aliases."""
    names: dict[str, list[str]] = read_tables("aliases")[table]
    return names
