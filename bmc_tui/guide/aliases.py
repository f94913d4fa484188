"""What a heading in somebody else's document is about: a block, a phase, a question.

Beside the titles of the languages the names in `aliases.toml` are known. Unlike `names`, nothing
is guessed from the start of a name: what is not known is not taken for something.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import TypeVar
from unicodedata import normalize

from bmc_tui.guide.catalog import languages, load, recognized
from bmc_tui.guide.loader import read_tables
from bmc_tui.model.blocks import BLOCKS, UNPLACED, Block, Phase, Section
from bmc_tui.model.sanitize import clean

_Named = TypeVar("_Named", Block, Section)

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_WORD = re.compile(r"[^\W_]+|&")
_SEPARATOR = re.compile(r"\s*[()\[\]/|:;—–]\s*|\s+-\s+")


def block_of_heading(name: str) -> Block | None:
    """Return the block that a heading or a key of another program names.

    Args:
        name: Such as `1. Klantsegmenten`, `Kernpartners (Key Partners):` or `keyPartnerships`.
    """
    return _meant(name, _blocks())


def phase_of_heading(name: str) -> Section | None:
    """Return the phase of Channels that a heading names."""
    return _meant(name, _phases())


def is_unplaced_heading(name: str) -> bool:
    """Tell whether a heading is the one over notes that an import found no place for."""
    return clean(name) in {
        load(language).section_title(BLOCKS[0], UNPLACED) for language in languages()
    }


def section_of_question(block: Block, text: str) -> Section | None:
    """Return the section of `block` that is asked for by `text`.

    Args:
        block: The block.
        text: One of the block's questions, in any language.
    """
    return _questions()[block].get(_words(text))


def is_method_text(text: str) -> bool:
    """Tell whether `text` is what the method itself says at some block: a question or a hint.

    Capitals and spaces do not matter, punctuation does: each of them has some.
    """
    return _line(text) in _prompts()


def _meant(name: str, known: Mapping[str, _Named]) -> _Named | None:
    """Return what is called `name`, as a whole, or else in one of its parts and no other in any."""
    plain = _CAMEL.sub(" ", normalize("NFC", name).strip())
    found = _find(plain, known)
    if found is not None:
        return found
    parts = {_find(part, known) for part in _SEPARATOR.split(plain)} - {None}
    return parts.pop() if len(parts) == 1 else None


def _find(name: str, known: Mapping[str, _Named]) -> _Named | None:
    """Return what is called `name`, with or without a number before it."""
    unnumbered = _numbering().sub("", name.casefold().strip(), count=1)
    for words in (_words(name), _words(unnumbered)):
        found = known.get(words) or known.get(_before_title().sub("", words, count=1))
        if found is not None:
            return found
    return None


def _words(text: str) -> str:
    """Return the words of a text such that texts that mean the same compare equal."""
    ands = recognized("and")
    words = _WORD.findall(normalize("NFC", text).casefold())
    return " ".join("&" if word in ands else word for word in words)


@cache
def _numbering() -> re.Pattern[str]:
    """Return a pattern for a number before a title, such as `3.` or `block 3:`."""
    before = "|".join(map(re.escape, sorted(recognized("before_numbers"))))
    return re.compile(rf"(?:(?:{before})\s+)?[(#]?\d{{1,2}}(?:[.,]\d{{1,2}})*[.):]*\s+")


@cache
def _before_title() -> re.Pattern[str]:
    """Return a pattern for a word before a title, such as `the` or `our`."""
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(recognized('before_titles'))))})\s+")


@cache
def _blocks() -> Mapping[str, Block]:
    """Return the block of every name that is known of one."""
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
                for title in (guide.title(block), guide.short(block), guide.heading(block))
            ),
        )
    }


@cache
def _phases() -> Mapping[str, Section]:
    """Return the phase of every name that is known of one."""
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
        _line(text)
        for block in BLOCKS
        for guide in guides
        for text in (
            *guide.hints(block),
            *(guide.section_title(block, section) for section in block.questions),
        )
    )


def _line(text: str) -> str:
    """Return a text without what capitals and spaces make of it."""
    return " ".join(normalize("NFC", text).casefold().split())


def _titles(block: Block, section: Section) -> Iterator[str]:
    """Yield the words above a section in every language."""
    for language in languages():
        yield load(language).section_title(block, section)


@cache
def _aliases(table: str) -> Mapping[str, list[str]]:
    """Return one table of the file of aliases."""
    found: dict[str, list[str]] = read_tables("aliases")[table]
    return found
