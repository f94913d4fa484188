"""Distributes the notes below a row of names among these, as in a picture copied as text.

If the names of several blocks follow each other and then as many groups of notes, separated by
empty lines, the first group belongs to the first name, and so on. If the groups are not separated,
as in the text of a page whose titles are a row of their own, all notes stay below the last name,
with a remark.
"""

from collections.abc import Sequence
from itertools import pairwise

from bmc_tui.formats.outline.items import OutlineItem, last_line
from bmc_tui.formats.result import Remark
from bmc_tui.guide.named_lines import split_name
from bmc_tui.model.layout import BLOCK_RECTS

_MIN_APART = 3
"""Minimum number of names with empty lines between them that are the row of names of a picture."""

_TOP_ROW = tuple(
    sorted(
        (block for block, rect in BLOCK_RECTS.items() if not rect.top),
        key=lambda block: BLOCK_RECTS[block].left,
    )
)
"""The blocks at the top of the classic layout, from left to right: in no other order of the blocks
do these follow each other, so names in it are of a picture, and not of blocks without notes."""


def deal_out(items: Sequence[OutlineItem]) -> tuple[list[OutlineItem], list[Remark]]:
    """Return a document with each group of notes below its own name.

    Args:
        items: The document. Headings, and the lines of a page of HTML, are where they belong.

    Returns:
        The document, and a remark on each row of names with another number of groups.
    """
    result: list[OutlineItem] = []
    remarks: list[Remark] = []
    names: list[OutlineItem] = []
    notes: list[OutlineItem] = []
    total = sum(map(_is_name, items))
    is_picture = False
    for item in (*items, OutlineItem(0, "", 1)):
        is_name = _is_name(item)
        if names and not (is_name or item.level or item.table):
            notes.append(item)
            continue
        if notes or not is_name:
            blocks = [named.named for name in names if (named := split_name(name.text))]
            is_picture = is_picture or (*blocks,) == _TOP_ROW
            result += _dealt(
                names, notes, remarks, is_all=len(names) == total, is_picture=is_picture
            )
            names, notes = [], []
        (names if is_name else result).append(item)
    return result[:-1], remarks


def _is_name(item: OutlineItem) -> bool:
    """Tell whether an item is a line with only the name of a block."""
    if not item.plain or item.literal or item.table or item.children:
        return False
    named = split_name(item.text)
    return named is not None and not named.rest


def _dealt(
    names: Sequence[OutlineItem],
    notes: Sequence[OutlineItem],
    remarks: list[Remark],
    *,
    is_all: bool,
    is_picture: bool,
) -> list[OutlineItem]:
    """Return names and the notes below the last, distributed if there are as many groups.

    Args:
        names: The names.
        notes: The notes.
        remarks: Collects a remark on a row with another number of groups.
        is_all: Whether the document has no other names.
        is_picture: Whether rows of names come from a picture, and not from blocks without notes.
    """
    is_row = is_picture or (is_all and len(names) >= _MIN_APART)
    if not is_row and _stand_apart(names):
        return [*names, *notes]
    groups: list[list[OutlineItem]] = []
    end = 0
    for item in notes:
        if not groups or item.line > end + 1:
            groups.append([])
        groups[-1].append(item)
        end = last_line(item)
    if len(names) < 2 or len(groups) != len(names):  # noqa: PLR2004 - one name has all notes
        if names[1:] and (groups[1:] or (groups and is_picture)):
            *others, last = (name.text for name in names)
            values = {"names": tuple(others), "last": last}
            remarks.append(Remark(names[0].line, "reading.row_of_names", values))
        return [*names, *notes]
    return [item for name, group in zip(names, groups, strict=True) for item in (name, *group)]


def _stand_apart(names: Sequence[OutlineItem]) -> bool:
    """Tell whether names have empty lines between them: those of empty blocks have."""
    return any(below.line > last_line(above) + 1 for above, below in pairwise(names))
