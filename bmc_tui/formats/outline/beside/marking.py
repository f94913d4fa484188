"""Marks what in a document is not a note of a block, whatever is above it."""

from collections.abc import Sequence
from dataclasses import dataclass

from bmc_tui.formats.outline.beside.labels import unnamed_labels
from bmc_tui.formats.outline.beside.prompts import prompts
from bmc_tui.formats.outline.beside.replies import replies
from bmc_tui.formats.outline.beside.siblings import unnamed_lines
from bmc_tui.formats.outline.beside.signs import unnamed_signs
from bmc_tui.formats.outline.items import OutlineItem
from bmc_tui.formats.outline.names import BlockNames


@dataclass(frozen=True, slots=True)
class Beside:
    """The identities of the items that are not notes of a block; the caller keeps the items."""

    labels: frozenset[int] = frozenset()
    """Those that are among the names of blocks and name none: what is below is of none too."""
    replies: frozenset[int] = frozenset()
    """Those in another voice, which interrupt the notes of a block."""
    prompts: frozenset[int] = frozenset()
    """The questions of someone else's worksheet."""


def mark(items: Sequence[OutlineItem], names: BlockNames) -> Beside:
    """Return what in a document is not a note of a block.

    Args:
        items: The document, without its title.
        names: The names of blocks in it.
    """
    labels = unnamed_labels(items, names) | unnamed_lines(items, names)
    labels |= unnamed_signs(items, names)
    return Beside(labels, replies(items, names), prompts(items, names))
