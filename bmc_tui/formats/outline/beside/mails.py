"""Finds the old mails below the one with the canvas, which a mail program quotes: `Ed wrote:`.

An old mail starts with

- the fields of its head: who sent it, and when or about what (`Von: … Gesendet: …`);
- a line that says that it is one: `-----Original Message-----`;
- a line with a colon that says who wrote: the verb is its last word, or it says when, or is above a
quotation: `On Tue Ed wrote:`.

The canvas is in the mail with the notes of most blocks, in the newest of those with as many.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, zip_longest

from bmc_tui.formats.outline.beside.phrases import is_in_group, says_in_group
from bmc_tui.formats.outline.items import OutlineItem
from bmc_tui.formats.outline.tables import blocks_of_table
from bmc_tui.guide.named_lines import NamedLine, split_name
from bmc_tui.model.blocks import Block

_MIN_BLOCKS = 2
"""Minimum number of blocks with notes in an old mail, by which it goes on with the canvas."""

_MAX_FIELDS = 6
"""Maximum number of lines of a head: who, when, to whom, copies, subject."""

_MAX_CHARACTERS = 200
"""Maximum number of characters of a line that says who wrote, or that a mail follows."""

_FIELD = re.compile(r"([^\W\d_][^:]{0,20}?)\s?:\s")
_DIVIDER = re.compile(r"[-_*=]{2,}\s*([^-_*=].{1,40}?)\s*[-_*=]{2,}|(.{4,40}?):?")


def without_old_mails(
    items: Sequence[OutlineItem],
) -> tuple[Sequence[OutlineItem], Sequence[OutlineItem]]:
    """Return a document up to the end of the mail with the canvas, and the mails below that.

    Args:
        items: The document, without its title.
    """
    starts = [*_starts(items)]
    if not starts:
        return items, ()
    bounds = [0, *starts, len(items)]
    blocks = [{*_filled_blocks(items[start:end])} for start, end in pairwise(bounds)]
    index = max(range(len(blocks)), key=lambda each: len(blocks[each]))
    below = {block for others in blocks[index + 1 :] for block in others}
    if len(blocks[index]) < _MIN_BLOCKS or len(below - blocks[index]) >= _MIN_BLOCKS:
        return items, ()
    end = bounds[index + 1]
    return items[:end], items[end:]


def _starts(items: Sequence[OutlineItem]) -> Iterator[int]:
    """Yield the index of each item that starts an old mail."""
    end = 0
    for index, item in enumerate(items):
        if index < end or item.level or item.table or item.children or not item.plain:
            continue
        if fields := _fields(items, index):
            yield index
            end = index + fields
        elif _is_divider(item.text) or _says_who_wrote(item, items[index + 1 : index + 2]):
            yield index
            end = index + 1
            end += _fields(items, end)


def _fields(items: Sequence[OutlineItem], start: int) -> int:
    """Return the number of fields of a mail's head from an item on; 0 if it starts no head."""
    groups = []
    for item in items[start : start + _MAX_FIELDS]:
        field = _FIELD.match(item.text)
        label = field[1] if field and item.plain else ""
        if not (label and is_in_group("mail_fields", label)):
            break
        groups.append(label)
    has_sender = bool(groups) and is_in_group("mail_senders", groups[0])
    has_more = any(is_in_group("mail_dates", label) for label in groups[1:])
    return len(groups) if has_sender and has_more else 0


def _is_divider(text: str) -> bool:
    """Tell whether a line says that an old mail is below it."""
    divider = _DIVIDER.fullmatch(text.strip()) if len(text) <= _MAX_CHARACTERS else None
    return divider is not None and is_in_group("mail_dividers", divider[1] or divider[2])


def _says_who_wrote(item: OutlineItem, below: Sequence[OutlineItem]) -> bool:
    """Tell whether a line says who wrote what is below it."""
    text = item.text.rstrip()
    if not text.endswith(":") or len(text) > _MAX_CHARACTERS or split_name(text):
        return False
    is_quoted = any(each.quotes > item.quotes for each in below)
    is_dated = any(map(str.isdecimal, text))
    is_last = says_in_group("wrote", text.rpartition(" ")[2])
    return is_last or (says_in_group("wrote", text) and (is_quoted or is_dated))


def _filled_blocks(items: Sequence[OutlineItem]) -> Iterator[Block]:
    """Yield the blocks that items name, as far as there are notes below the names."""
    for item, below in zip_longest(items, items[1:]):
        if item.table:
            yield from blocks_of_table(item.table)
        elif (named := _named(item)) and (
            named.has_note or item.children or (below and not (below.level or _named(below)))
        ):
            yield named.named
        for child in item.children:
            if (inner := split_name(child.text)) and (inner.has_note or child.children):
                yield inner.named


def _named(item: OutlineItem) -> NamedLine[Block] | None:
    """Return the block that an item names; None for any other item."""
    if item.block:
        return NamedLine(item.block)
    return None if item.table else split_name(item.text)
