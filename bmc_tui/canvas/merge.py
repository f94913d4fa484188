"""Two edits of the same canvas made one, so that no note of either side is lost."""

from collections.abc import Hashable, Sequence
from difflib import SequenceMatcher
from typing import TypeVar

from bmc_tui.canvas.blocks import BLOCKS
from bmc_tui.canvas.canvas import Canvas

Item = TypeVar("Item", bound=Hashable)


def merge(base: Canvas, mine: Canvas, theirs: Canvas) -> Canvas:
    """Return `theirs` with the edits made to it that lead from `base` to `mine`.

    A note that one side took away is gone; one that both sides changed stays in both wordings,
    beside each other. A title that both sides changed is mine.

    Args:
        base: What both sides started from.
        mine: One side's canvas now.
        theirs: The other side's.
    """
    title = theirs.title if mine.title == base.title else mine.title
    merged = theirs.with_title(title)
    for block in BLOCKS:
        notes = merge_lists(base.notes(block), mine.notes(block), theirs.notes(block))
        merged = merged.with_notes(block, notes)
    return merged


def merge_lists(base: Sequence[Item], mine: Sequence[Item], theirs: Sequence[Item]) -> list[Item]:
    """Return the list `theirs` with the edits that lead from `base` to `mine`.

    Args:
        base: What both sides started from.
        mine: One side's list now.
        theirs: The other side's; its order is kept.
    """
    merged = list(theirs)
    edits = SequenceMatcher(None, base, mine, autojunk=False).get_opcodes()
    for tag, first, last, mine_first, mine_last in edits:
        if tag == "equal":
            continue
        at = _place_after(base[:first], merged)
        for item in base[first:last]:
            # What the other side changed is not there any more: its new wording stays.
            if item in merged:
                at = merged.index(item)
                merged.pop(at)
        # What both sides added alike is there already.
        new = mine[mine_first:mine_last]
        merged[at:at] = [item for item in new if item in base or item not in theirs]
    return merged


def _place_after(before: Sequence[Item], merged: Sequence[Item]) -> int:
    """Return where in `merged` the last item of `before` that is still there ends."""
    for item in reversed(before):
        if item in merged:
            return merged.index(item) + 1
    return 0
