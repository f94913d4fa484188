"""Finds a block or section by a name that the user typed, in any language."""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from bmc_tui.guide.catalog import TranslatedName, languages, load
from bmc_tui.guide.errors import ReportableError
from bmc_tui.model.blocks import BLOCKS, Block, Phase, Section
from bmc_tui.model.sanitize import clean

_Named = TypeVar("_Named", Block, Section)
_Names = Sequence[tuple[str, str]]
"""Pairs of language and name; the language of an id or a number is ""."""


class UnknownNameError(ReportableError):
    """A name that matches nothing, or more than one thing; the message lists the candidates."""


def find_block(text: str) -> Block:
    """Return the block that `text` names.

    Args:
        text: Its id, its number, a title or short title in any language, or the start of one of
            these that no other block has. Capitals do not matter, nor do `-` and `_` for a space.

    Raises:
        UnknownNameError: There is no such block, or more than one.
    """
    guides = [load(language) for language in languages()]
    names = {
        block: [
            *((guide.language, guide.title(block)) for guide in guides),
            *((guide.language, guide.short(block)) for guide in guides),
            ("", block.value),
            ("", str(block.number)),
        ]
        for block in BLOCKS
    }
    matches = _matches(text, names)
    if len(matches) == 1:
        return next(iter(matches))
    key = "names.ambiguous_block" if matches else "names.unknown_block"
    candidates = tuple(matches.values()) or BLOCKS
    raise UnknownNameError(key, text=clean(text), candidates=candidates)


def find_section(block: Block, text: str) -> Section:
    """Return the section of `block` that `text` names.

    Args:
        block: The block to look in.
        text: A phase's id or title in any language, a question's id, in full
            (`channels.direct`) or short (`direct`), or the start of one of these that no other
            section of the block has. Capitals do not matter, nor do `-` and `_` for a space.

    Raises:
        UnknownNameError: There is no such section, or more than one.
    """
    guides = [load(language) for language in languages()]
    phases = {
        section: [
            *((guide.language, guide.section_title(block, section)) for guide in guides),
            ("", section),
        ]
        for section in block.phases
    }
    questions = {section: [("", _short_id(section)), ("", section)] for section in block.questions}
    matches = _matches(text, phases | questions)
    if len(matches) == 1:
        return next(iter(matches))
    key = "names.ambiguous_section" if matches else "names.unknown_section"
    candidates: tuple[object, ...] = tuple(matches.values()) or (
        *(Phase(section) for section in block.phases),
        *(_short_id(section) for section in block.questions),
    )
    raise UnknownNameError(key, block=block, text=clean(text), candidates=candidates)


def _short_id(question: Section) -> str:
    """Return a question's id without its block's."""
    return question.split(".")[1]


def _matches(text: str, names: Mapping[_Named, _Names]) -> dict[_Named, TranslatedName]:
    """Return what has the name `text`, or else everything with a name that starts with it."""
    query = _normalize(text)
    return _matching(names, query.__eq__) or _matching(names, lambda name: name.startswith(query))


def _matching(
    names: Mapping[_Named, _Names], fits: Callable[[str], bool]
) -> dict[_Named, TranslatedName]:
    """Return everything with a name that fits, and its first such name in each language."""
    matches: dict[_Named, TranslatedName] = {}
    for item, item_names in names.items():
        fitting: dict[str, str] = {}
        for language, name in item_names:
            if fits(_normalize(name)):
                fitting.setdefault(language, name)
        if fitting:
            matches[item] = TranslatedName(fitting)
    return matches


def _normalize(name: str) -> str:
    """Return the form in which all spellings of a name are equal."""
    return " ".join(name.casefold().replace("-", " ").replace("_", " ").split())
