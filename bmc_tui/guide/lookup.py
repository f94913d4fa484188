"""The block or section that a person means by a name, in whatever language they give it."""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from bmc_tui.guide.catalog import TranslatedName, languages, load
from bmc_tui.guide.errors import ReportableError
from bmc_tui.model.blocks import BLOCKS, Block, Phase, Section
from bmc_tui.model.sanitize import clean

_Named = TypeVar("_Named", Block, Section)
_Names = Sequence[tuple[str, str]]
"""Each name behind the language that it is of; an id or a number is of none: ""."""


class UnknownNameError(ReportableError):
    """A name that nothing has, or that more than one thing could have; it tells the candidates."""


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
    found = _matches(text, names)
    if len(found) == 1:
        return next(iter(found))
    key = "names.ambiguous_block" if found else "names.unknown_block"
    candidates = tuple(found.values()) or BLOCKS
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
    questions = {section: [("", _short(section)), ("", section)] for section in block.questions}
    found = _matches(text, phases | questions)
    if len(found) == 1:
        return next(iter(found))
    key = "names.ambiguous_section" if found else "names.unknown_section"
    candidates: tuple[object, ...] = tuple(found.values()) or (
        *(Phase(section) for section in block.phases),
        *(_short(section) for section in block.questions),
    )
    raise UnknownNameError(key, block=block, text=clean(text), candidates=candidates)


def _short(question: Section) -> str:
    """Return a question's id without its block's."""
    return question.split(".")[1]


def _matches(text: str, names: Mapping[_Named, _Names]) -> dict[_Named, TranslatedName]:
    """Return what is called `text`, or else everything that has a name starting with it."""
    wanted = _plain(text)
    return _called(names, wanted.__eq__) or _called(names, lambda name: name.startswith(wanted))


def _called(
    names: Mapping[_Named, _Names], fits: Callable[[str], bool]
) -> dict[_Named, TranslatedName]:
    """Return everything that has a name that fits, with the first such name of each language."""
    found: dict[_Named, TranslatedName] = {}
    for named, known in names.items():
        fitting: dict[str, str] = {}
        for language, name in known:
            if fits(_plain(name)):
                fitting.setdefault(language, name)
        if fitting:
            found[named] = TranslatedName(fitting)
    return found


def _plain(name: str) -> str:
    """Return a name such that those which mean the same compare equal."""
    return " ".join(name.casefold().replace("-", " ").replace("_", " ").split())
