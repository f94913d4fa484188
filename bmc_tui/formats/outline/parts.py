"""Splits a document with several canvases into the part of each.

They start at the highest headings, or lines in bold or of their own, below which the same blocks
are named again. Headings that only group the blocks of one canvas, such as `Front` and `Back`, each
have different blocks.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain, pairwise

from bmc_tui.formats.outline.items import BOLD_LEVEL, PLAIN_LEVEL, OutlineItem, last_line
from bmc_tui.formats.outline.names import BlockNames
from bmc_tui.formats.outline.tables import blocks_of_table
from bmc_tui.guide.aliases import is_parked_heading
from bmc_tui.guide.method_lines import lean_line, question_line
from bmc_tui.guide.named_lines import split_phase
from bmc_tui.model.blocks import Block
from bmc_tui.model.sanitize import clean

_MAX_TITLE_CHARACTERS = 80
"""Characters of a line that can be the title of a canvas."""

_SENTENCE_ENDS = tuple(".:;,!?…")
"""What a line ends with that is not a title."""

_MIN_BLOCKS = 2
"""Minimum number of blocks that two of the canvases name."""


@dataclass(slots=True)
class CanvasPart:
    """The part of a document with one canvas."""

    heading: OutlineItem
    """What it starts with: its title."""
    items: list[OutlineItem] = field(default_factory=list)
    """What is below that."""
    before: list[OutlineItem] = field(default_factory=list)
    """What is before the first canvas, or heads several: it is of none."""
    blocks: list[Block] = field(default_factory=list)
    """The blocks that it names, in its order."""


def canvas_parts(items: Sequence[OutlineItem]) -> list[CanvasPart]:
    """Return the parts of a document with several canvases; none if it has at most one.

    Args:
        items: The document.
    """
    names = BlockNames(items)
    for level in sorted({_level(item) for item in items} - {0}):
        parts = _parts(items, level, names)
        if _are_canvases(parts):
            return parts if level != PLAIN_LEVEL or _are_titles_sure(items, parts, names) else []
    return []


def _parts(items: Sequence[OutlineItem], level: int, names: BlockNames) -> list[CanvasPart]:
    """Return the parts that start at the headings of a level, as far as these name blocks.

    Args:
        items: The document.
        level: The level: a heading above it belongs to no canvas.
        names: The names of blocks in the document.
    """
    parts: list[CanvasPart] = []
    before: list[OutlineItem] = []
    pending: list[OutlineItem] = []
    """The heading that may start a part, and what follows it up to the first name of a block."""
    for item in items:
        blocks = _blocks_named(item, names)
        if pending and level == PLAIN_LEVEL and not blocks:
            _put_aside(pending, parts, before)
            pending = []
        if blocks:
            if pending:
                parts.append(CanvasPart(pending[0], pending[1:], before))
                before, pending = [], []
            if not parts:
                return []
            parts[-1].blocks += blocks
        elif _level(item) == level and not _is_of_method(item):
            _put_aside(pending, parts, before)
            pending = [item]
            continue
        elif item.level and item.level < level:
            _put_aside(pending, parts, before)
            pending = []
            before.append(item)
            continue
        if pending:
            pending.append(item)
        else:
            (parts[-1].items if parts else before).append(item)
    _put_aside(pending, parts, before)
    if parts:
        parts[-1].items += before
    return parts


def _put_aside(
    pending: Sequence[OutlineItem], parts: Sequence[CanvasPart], before: list[OutlineItem]
) -> None:
    """Append a part that names no block to the part before it."""
    (parts[-1].items if parts else before).extend(pending)


def _are_canvases(parts: Sequence[CanvasPart]) -> bool:
    """Tell whether parts are canvases: they name the same blocks, from the same one on.

    A part that names few of the blocks of the others is another chapter of their document.
    """
    named = [{*part.blocks} for part in parts]
    if sum(len(blocks) >= _MIN_BLOCKS for blocks in named) < _MIN_BLOCKS:
        return False
    most = max(map(len, named))
    counts = Counter(chain.from_iterable(named))
    starts = Counter(part.blocks[0] for part in parts)
    for part, blocks in zip(parts, named, strict=True):
        shared = 2 * sum(counts[block] > 1 for block in blocks)
        if shared < len(blocks) or (starts[part.blocks[0]] == 1 and shared < most):
            return False
    return True


def _blocks_named(item: OutlineItem, names: BlockNames) -> list[Block]:
    """Return the blocks that an item names."""
    if item.table:
        return sorted(blocks_of_table(item.table))
    named = names.named(item, is_in_block=False)
    return [named.named] if named else []


def _is_of_method(item: OutlineItem) -> bool:
    """Tell whether an item names something of the method, or what only a Lean Canvas has."""
    text = clean(item.text)
    return not text or bool(
        is_parked_heading(text)
        or split_phase(text)
        or question_line(text)
        or lean_line(text, item.lead)
    )


def _level(item: OutlineItem) -> int:
    """Return the level of an item that can be the title of a canvas, 0 for any other.

    That is a heading, a line all in bold, or a short line of its own.
    """
    if item.level or not item.plain or item.children or item.table:
        return item.level
    if item.is_bold:
        return BOLD_LEVEL
    is_short = len(item.text) <= _MAX_TITLE_CHARACTERS and item.text[-1:] not in _SENTENCE_ENDS
    return PLAIN_LEVEL if is_short and not item.lead else 0


def _are_titles_sure(
    items: Sequence[OutlineItem], parts: Sequence[CanvasPart], names: BlockNames
) -> bool:
    """Tell whether the titles of canvases are lines unlike the notes: with an empty line above."""
    titles = {id(part.heading) for part in parts}
    for above, item in pairwise(items):
        is_apart = item.line > last_line(above) + 1
        if id(item) in titles:
            if not is_apart:
                return False
        elif is_apart and not (_blocks_named(item, names) or _blocks_named(above, names)):
            return False
    return True
