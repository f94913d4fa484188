"""Tells which items of a document name blocks, by the level at which most of them do.

In one document blocks are headings, in another lines in bold, plain lines or bullets. Where the
items of one level name three blocks or more, nothing below that level names one: a heading
`Partners` below `Customer segments`, or a bullet `Costs: rent` below it, is text there.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from bmc_tui.formats.outline.items import (
    BOLD_LEVEL,
    BULLET_LEVEL,
    PLAIN_LEVEL,
    OutlineItem,
    behind_lead,
)
from bmc_tui.guide.aliases import block_named, is_parked_heading
from bmc_tui.guide.named_lines import (
    NamedLine,
    block_asked,
    block_of_heading,
    is_title_of_block,
    split_name,
    split_name_and_more,
)
from bmc_tui.model.blocks import Block

_MIN_BLOCKS = 3
"""Minimum number of blocks that the items of a level name, so that nothing below it names one."""

_MAX_BRACKETED_CHARACTERS = 100
"""The end of a line in which a name in brackets is looked for."""

_MIXED_LEVELS = ((BOLD_LEVEL, PLAIN_LEVEL), (PLAIN_LEVEL, BULLET_LEVEL))
"""The level that most names have, and one below it at which others of the document can be."""

_DRAWING = ("┌", "├", "│")
"""The starts of a line of a drawing: as a heading it would take the lines below it."""


@dataclass(slots=True)
class _Level:
    """The blocks that the items of one level name."""

    alone: dict[Block, bool] = field(default_factory=dict)
    """By a name with nothing after it; whether one of these is particular to a canvas."""
    with_rest: set[Block] = field(default_factory=set)
    """By a name with text after it."""

    @property
    def blocks(self) -> set[Block]:
        """All of them."""
        return {*self.alone, *self.with_rest}


class BlockNames:
    """The names of blocks in a document.

    Args:
        items: The document, without its title.
        max_level: The level below which nothing names a block, if that is known.
    """

    def __init__(self, items: Sequence[OutlineItem], max_level: int | None = None) -> None:
        self._levels: dict[int, _Level] = {}
        self._named: dict[int, NamedLine[Block]] = {}
        """The blocks that items name, by the identity of the item, which the caller keeps."""
        for above, item in zip((None, *items), items, strict=False):
            if not (above and self._is_prompt(above, item)):
                self._count(item, 0)
        self._have_notes_beneath = not any(
            id(item) in self._named
            and not (item.plain or item.level or item.children or self._named[id(item)].rest)
            and not (below.plain or below.level or below.children or id(below) in self._named)
            for item, below in pairwise(items)
        )
        """Whether no bullet that names a block has its notes in the bullets after it."""
        self._max_level = max_level or _deciding_level(self._levels)
        self.in_headings = {
            block
            for level, names in self._levels.items()
            if level < BOLD_LEVEL
            for block in names.blocks
        }
        """The blocks that headings name."""
        headings = (item for item in items if item.level)
        parked = next((item for item in headings if is_parked_heading(item.text)), None)
        if parked and not self.in_headings:  # parked notes alone, which may be about blocks
            self._max_level = parked.level

    def _is_prompt(self, above: OutlineItem, item: OutlineItem) -> bool:
        """Tell whether an item asks what belongs below the title of a block right above it."""
        named = self._named.get(id(above))
        is_title = named and not named.rest and not above.children and not block_asked(above.text)
        return bool(is_title) and not item.level and block_asked(item.text) is not None

    def _count(self, item: OutlineItem, depth: int) -> None:
        """Count the name of an item and those of the items below it."""
        if named := _named(item):
            self._named[id(item)] = named
            level = self._levels.setdefault(_level(item, depth), _Level())
            if named.rest:
                level.with_rest.add(named.named)
            else:
                is_title = level.alone.get(named.named, False) or is_title_of_block(item.text)
                level.alone[named.named] = is_title
        for child in item.children:
            self._count(child, depth + 1)

    def named(
        self, item: OutlineItem, depth: int = 0, *, is_in_block: bool = True
    ) -> NamedLine[Block] | None:
        """Return the block that an item is the heading of; None for any other item.

        Args:
            item: The item.
            depth: How many notes it is below.
            is_in_block: Whether it is below the heading of a block.
        """
        if item.block:
            return NamedLine(item.block)
        if not (named := self._named.get(id(item))):
            return None
        level = _level(item, depth)
        if item.level:
            return named if not is_in_block or level <= (self._max_level or level) else None
        is_allowed = (
            self._is_allowed_anywhere(item, level, named)
            if self._max_level is None
            else self._is_allowed_at(item, level, named)
        )
        return named if is_allowed and self._is_best(item, level, named) else None

    def is_unnamed(self, item: OutlineItem) -> bool:
        """Tell whether an item is among bullets that name blocks, and has items below it itself.

        If the notes of all blocks are below such bullets, it need not have any.
        """
        return (
            self._max_level == BULLET_LEVEL
            and not (item.level or item.plain or item.table)
            and (bool(item.children) or self._have_notes_beneath)
            and id(item) not in self._named
            and len(self._levels[BULLET_LEVEL].alone) >= _MIN_BLOCKS
        )

    def _is_allowed_at(self, item: OutlineItem, level: int, named: NamedLine[Block]) -> bool:
        """Tell whether an item can name a block if one level decides."""
        if self._max_level is None or level <= self._max_level:
            return True
        # A document whose blocks are lines in bold may have a plain one among them, and one whose
        # blocks are plain lines may have numbered ones.
        is_other = named.named not in self._levels.get(self._max_level, _Level()).blocks
        is_head = item.plain or bool(item.children) or item.text.rstrip().endswith(":")
        return (
            (self._max_level, level) in _MIXED_LEVELS
            and is_other
            and is_head
            and is_title_of_block(item.text)
        )

    def _is_allowed_anywhere(self, item: OutlineItem, level: int, named: NamedLine[Block]) -> bool:
        """Tell whether an item can name a block if no level decides."""
        if level == BOLD_LEVEL and (
            not named.rest or (is_title_of_block(item.lead) and named.named not in self.in_headings)
        ):
            return True
        if level <= PLAIN_LEVEL:
            return item.text.rstrip().endswith(":") or not self.in_headings
        has_mark = bool(item.lead) or bool(item.children and not named.rest)
        return not self.in_headings and (has_mark or len(self._levels[level].blocks) > 1)

    def _is_best(self, item: OutlineItem, level: int, named: NamedLine[Block]) -> bool:
        """Tell whether no item of the same level names the block better.

        `Partners`, or `Partners: 10 %`, is a note if another line says `Key partners`.
        """
        alone: Mapping[Block, bool] = self._levels[level].alone
        if named.named not in alone:
            return True
        return not named.rest and (not alone[named.named] or is_title_of_block(item.text))


def _deciding_level(levels: Mapping[int, _Level]) -> int | None:
    """Return the first level at which three blocks or more are named; None without one.

    If a level below it names twice as many, that is the one: then the first only groups blocks.
    """
    deciding: int | None = None
    for level in sorted(levels):
        count = len(levels[level].blocks)
        if count >= _MIN_BLOCKS and (deciding is None or count >= 2 * len(levels[deciding].blocks)):
            deciding = level
    return deciding


def _level(item: OutlineItem, depth: int) -> int:
    """Return the level of an item."""
    if item.level:
        return item.level
    if not item.plain:
        return BULLET_LEVEL + depth
    return BOLD_LEVEL if item.lead else PLAIN_LEVEL


def _named(item: OutlineItem) -> NamedLine[Block] | None:
    """Return the block that the text of an item names at its start, or if it is a heading anywhere.

    A bullet in a format without prompts is a note in any case.
    """
    if item.table or item.text.startswith(_DRAWING) or (item.literal and not item.plain):
        return None
    if named := split_name(item.text):
        return named
    if item.lead and (named := split_name(item.lead)):
        return NamedLine(named.named, " ".join(filter(None, (named.rest, behind_lead(item)))))
    if (item.level or item.is_bold) and (named := split_name_and_more(item.text)):
        return named
    block = block_of_heading(item.text) if item.level else _named_in_brackets(item)
    return NamedLine(block, left_out=item.text) if block else None


def _named_in_brackets(item: OutlineItem) -> Block | None:
    """Return the block that a line names in brackets at its end: `What we offer (value):`."""
    text = item.text.rstrip()
    if not item.plain or not (item.is_bold or text.endswith(":")):
        return None
    start = text.rfind("(", -_MAX_BRACKETED_CHARACTERS)
    text = text.rstrip(": ")
    return block_named(text[start + 1 : -1]) if start > 0 and text.endswith(")") else None
