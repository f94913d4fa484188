"""Reads the particulars of a canvas in the lines above its blocks: `Designed by: Ann`.

They stand above the first block, each on a line of its own behind its name in any language, where
all text formats write them and where the printed sheet has them.
"""

from collections.abc import Iterable, Sequence

from bmc_tui.formats.outline.items import OutlineItem
from bmc_tui.guide.aliases import block_of_heading, particular_named
from bmc_tui.guide.named_lines import split_name
from bmc_tui.model.canvas import Particulars
from bmc_tui.model.sanitize import clean

_MAX_LABEL_CHARACTERS = 40
"""Characters of the name of a particular at most."""


def particular_in_line(text: str) -> tuple[str, str] | None:
    """Return the id and the text of the particular that a line gives; None if it gives none.

    Args:
        text: Such as `Designed by: Ann`. One with nothing behind its name gives none.
    """
    label, colon, value = clean(text).partition(":")
    name = particular_named(label) if colon and len(label) <= _MAX_LABEL_CHARACTERS else ""
    return (name, clean(value)) if name and clean(value) else None


def particulars_of(pairs: Iterable[tuple[str, str]]) -> Particulars:
    """Return the particulars of pairs of an id and a text; of two with one id the first counts."""
    texts: dict[str, str] = {}
    for name, text in pairs:
        texts.setdefault(name, text)
    return Particulars(*(texts.get(name, "") for name in Particulars._fields))


def split_particulars(items: Sequence[OutlineItem]) -> tuple[Particulars, list[OutlineItem]]:
    """Return the particulars above the blocks of a document, and the document without them.

    Args:
        items: The document. A second line for the same particular stays in it.
    """
    texts: dict[str, str] = {}
    rest = []
    end = _head_length(items)
    for index, item in enumerate(items):
        is_line = index < end and not (item.level or item.children)
        pair = particular_in_line(item.text) if is_line else None
        if pair and texts.setdefault(*pair) == pair[1]:
            continue
        rest.append(item)
    return particulars_of(texts.items()), rest


def _head_length(items: Sequence[OutlineItem]) -> int:
    """Return the number of items above the first block, or heading below the title."""
    has_line = False
    for index, item in enumerate(items):
        is_above = (index == 0 and item.level == 1) or particular_in_line(item.text)
        names_block = item.block or split_name(item.text) or block_of_heading(item.text)
        if item.table or (item.level and has_line) or (names_block and not is_above):
            return index
        has_line = has_line or not item.level
    return len(items)
