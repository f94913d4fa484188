"""Two edits of the same canvas made one, so that no note of either side is lost."""

from collections.abc import Hashable, Sequence
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
        theirs: The other side's; its order is kept, unless only `mine` has changed.
    """
    if theirs in (base, mine):
        return list(mine)
    merged = list(theirs)
    for item in {*base, *mine}:
        for _ in range(merged.count(item) - _wanted(item, base, mine, theirs)):
            merged.remove(item)
    for at, item in enumerate(mine):
        if merged.count(item) < _wanted(item, base, mine, theirs):
            merged.insert(_place_after(mine[:at], merged), item)
    return merged


def _wanted(item: Item, base: Sequence[Item], mine: Sequence[Item], theirs: Sequence[Item]) -> int:
    """Return how often `item` is to be there; what both sides did alike counts once."""
    before, one, other = base.count(item), mine.count(item), theirs.count(item)
    if one < before and other < before:
        return min(one, other)
    if one > before and other > before:
        return max(one, other)
    return one + other - before


def _place_after(before: Sequence[Item], merged: Sequence[Item]) -> int:
    """Return where in `merged` the last item of `before` that is still there ends."""
    for item in reversed(before):
        if item in merged:
            return merged.index(item) + 1
    return 0
