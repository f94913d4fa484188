"""Finds text between the notes of a canvas in another voice: replies, and talk in a chat.

If the names of blocks and their notes are quoted, unquoted text is a reply to them. If people take
turns, a message that names no block is talk, unless it is a list, or continues the notes of the
same person. If one person asks for the blocks, the answers of the others are notes.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from bmc_tui.formats.outline.items import OutlineItem
from bmc_tui.formats.outline.names import BlockNames

_MIN_NAMES = 2
"""Minimum number of names in a quotation, or after the name of who wrote them."""


def replies(items: Sequence[OutlineItem], names: BlockNames) -> frozenset[int]:
    """Return the identities of the items in another voice than the canvas.

    Args:
        items: The document.
        names: The names of blocks in it.
    """
    named = [index for index, item in enumerate(items) if not item.table and names.named(item)]
    if not named:
        return frozenset()
    others = {*_unquoted(items, named, names), *_talk(items, named, names)}
    return frozenset(id(items[index]) for index in others)


def _unquoted(
    items: Sequence[OutlineItem], named: Sequence[int], names: BlockNames
) -> Iterator[int]:
    """Yield the indices of items that are quoted less deeply than all names of blocks.

    Args:
        items: The document.
        named: The indices of the names.
        names: Those names.
    """
    quotes = min(items[index].quotes for index in named)
    if quotes and len(named) >= _MIN_NAMES and _have_quoted_notes(items, named, quotes, names):
        for index in range(named[0], len(items)):
            if items[index].quotes < quotes:
                yield index


def _have_quoted_notes(
    items: Sequence[OutlineItem], named: Sequence[int], quotes: int, names: BlockNames
) -> bool:
    """Tell whether the notes of most blocks are quoted too: a name alone can be set as a quotation.

    Args:
        items: The document.
        named: The indices of the names.
        quotes: The quotations around them.
        names: Those names.
    """
    quoted = 0
    for index in named:
        name = names.named(items[index])
        is_filled = bool(items[index].children or (name and name.has_note))
        below = items[min(index + 1, len(items) - 1)]
        quoted += is_filled or below.quotes >= quotes
    return 2 * quoted > len(named)


def _talk(items: Sequence[OutlineItem], named: Sequence[int], names: BlockNames) -> Iterator[int]:
    """Yield the indices of what is talk in a chat.

    Args:
        items: The document.
        named: The indices of the names of blocks.
        names: Those names.
    """
    starts = [index for index, item in enumerate(items) if item.writer]
    heads = {*named}
    lines = [line for index in named if (line := names.named(items[index]))]
    # Someone who writes a block with its notes in one message writes something else in another.
    are_filled = all(line.has_note for line in lines) and len({*starts} & heads) >= _MIN_NAMES
    # Someone who only asks for the blocks expects the others to answer.
    asked = sum(index + 1 == len(items) or bool(items[index + 1].writer) for index in named)
    if not are_filled and 2 * asked > len(named):
        return
    writer = ""
    for start, end in pairwise([*starts, len(items)]):
        message = range(start, end)
        first = next((index for index in message if index in heads), end)
        item = items[start]
        is_list = not item.plain or item.has_sign
        is_other = item.writer != writer or are_filled or first < end
        if start > named[0] and is_other and not is_list:
            yield from range(start, first)
        if first < end:
            writer = item.writer
