"""Looks up a block or section by a name that the user typed, in any language."""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from bmc_tui.guide.catalog import TranslatedName, languages, load
from bmc_tui.guide.errors import ReportableError
from bmc_tui.model.blocks import BLOCKS, PLACES, Block, Phase, Section
from bmc_tui.model.sanitize import clean, folded

_Named = TypeVar("_Named", Block, Section)
_Names = Sequence[tuple[str, str]]
"""Pairs of a language and a name in it; the language of an id or a number is ""."""


class UnknownNameError(ReportableError):
    """A name that matches none or several of the candidates, which the message lists."""


def find_block(text: str) -> Block:
    """Return the block with the name `text`.

    Args:
        text: Its id, its number (0 for the parked notes), a title or short title in any language,
            or the start of one of these that no other block has. Case is ignored; `-` and `_` equal
            a space.

    Raises:
        UnknownNameError: There is no such block, or more than one.
    """
    guides = [load(language) for language in languages()]
    names = {
        block: [
            *((guide.language, guide.title(block)) for guide in guides),
            *((guide.language, guide.short_title(block)) for guide in guides),
            ("", block.value),
            ("", str(block.number)),
        ]
        for block in PLACES
    }
    matches = _matches(text, names)
    if len(matches) > 1:  # the start of a block's name is never that of the parked notes too
        matches.pop(Block.PARKED, None)
    if len(matches) == 1:
        return next(iter(matches))
    key = "names.ambiguous_block" if matches else "names.unknown_block"
    candidates = tuple(matches.values()) or BLOCKS
    raise UnknownNameError(key, text=clean(text), candidates=candidates)


def find_section(block: Block, text: str) -> Section:
    """Return the section of `block` with the name `text`.

    Args:
        block: The block to look in.
        text: A phase's id or title in any language, a question's id, in full
            (`channels.direct`) or short (`direct`), or the start of one of these that no other
            section of the block has. Case is ignored; `-` and `_` equal a space.

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
    if not questions:
        raise UnknownNameError("names.no_sections", block=block, text=clean(text))
    key = "names.ambiguous_section" if matches else "names.unknown_section"
    candidates: tuple[object, ...] = tuple(matches.values()) or (
        *(Phase(section) for section in block.phases),
        *(_short_id(section) for section in block.questions),
    )
    raise UnknownNameError(key, block=block, text=clean(text), candidates=candidates)


def _short_id(question: Section) -> str:
    """Return a question's id without the prefix of its block."""
    return question.split(".")[1]


def _matches(text: str, names: Mapping[_Named, _Names]) -> dict[_Named, TranslatedName]:
    """Return the items with the name `text`; if there is none, those with a name starting with it.

    Args:
        text: The name.
        names: All names of each item.

    Returns:
        The matching names of each item: the first in each language.
    """
    query = _normalize(text)
    return _filter(names, lambda name: name == query) or _filter(
        names, lambda name: name.startswith(query)
    )


def _filter(
    names: Mapping[_Named, _Names], predicate: Callable[[str], bool]
) -> dict[_Named, TranslatedName]:
    """Return the items with a name for which, normalized, a predicate is true."""
    matches: dict[_Named, TranslatedName] = {}
    for item, item_names in names.items():
        matching_names: dict[str, str] = {}
        for language, name in item_names:
            if predicate(_normalize(name)):
                matching_names.setdefault(language, name)
        if matching_names:
            matches[item] = TranslatedName(matching_names)
    return matches


def _normalize(name: str) -> str:
    """Return the form in which all spellings of a name are equal."""
    return " ".join(folded(name).replace("-", " ").replace("_", " ").split())
