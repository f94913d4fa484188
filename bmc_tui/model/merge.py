"""Two edits of the same canvas made one, so that no note of either side is lost."""

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import TypeVar

from bmc_tui.model.blocks import BLOCKS, Block
from bmc_tui.model.canvas import Canvas

Item = TypeVar("Item", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Conflict:
    """A note that both sides changed, each to something else."""

    block: Block
    mine: str
    theirs: str


def merge(base: Canvas, mine: Canvas, theirs: Canvas) -> Canvas:
    """Return `theirs` with the edits made to it that lead from `base` to `mine`.

    A note that one side took away is gone; one that both sides changed stays in both wordings,
    beside each other. A title that both sides changed is mine.

    Args:
        base: What both sides started from.
        mine: One side's canvas now.
        theirs: The other side's.
    """
    merged = replace(theirs, title=theirs.title if mine.title == base.title else mine.title)
    if mine.dismissed != base.dismissed:
        dismissed = merge_lists(base.dismissed, mine.dismissed, theirs.dismissed)
        merged = replace(merged, dismissed=tuple(dict.fromkeys(dismissed)))
    for block in BLOCKS:
        before, one, other = base.notes(block), mine.notes(block), theirs.notes(block)
        if one not in (before, other):
            merged = merged.with_notes(block, merge_lists(before, one, other))
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
    head = _alike(zip(base, mine, theirs, strict=False))
    tail = _alike(zip(*(reversed(items[head:]) for items in (base, mine, theirs)), strict=False))
    if head or tail:  # most of a long list, as a rule
        inner = (items[head : len(items) - tail] for items in (base, mine, theirs))
        return [*theirs[:head], *merge_lists(*inner), *theirs[len(theirs) - tail :]]
    wanted = _wanted(Counter(base), Counter(mine), Counter(theirs))
    merged = list(theirs)
    there = Counter(merged)
    for item in {*base, *mine}:
        for _ in range(there[item] - wanted[item]):
            merged.remove(item)
            there[item] -= 1
    other_wording = dict(_two_wordings(base, mine, theirs))
    for at, item in enumerate(mine):
        if there[item] < wanted[item]:
            merged.insert(_place(item, mine[:at], other_wording, merged), item)
            there[item] += 1
    return merged


def find_conflicts(base: Canvas, mine: Canvas, theirs: Canvas) -> list[Conflict]:
    """Return the notes that `merge` of these leaves in both wordings."""
    return [
        Conflict(block, one.text, other.text)
        for block in BLOCKS
        for one, other in _two_wordings(base.notes(block), mine.notes(block), theirs.notes(block))
    ]


def _alike(rows: Iterable[tuple[Item, ...]]) -> int:
    """Return how many rows at the start have the same item three times."""
    return sum(1 for _ in takewhile(lambda row: row[0] == row[1] == row[2], rows))


def _two_wordings(
    base: Sequence[Item], mine: Sequence[Item], theirs: Sequence[Item]
) -> Iterator[tuple[Item, Item]]:
    """Yield what each side made of an item, where both made something else of the same one."""
    if theirs in (base, mine) or mine == base:
        return
    ours, others = _reworded(base, mine), _reworded(base, theirs)
    for at in sorted(ours.keys() & others.keys()):
        if ours[at] != others[at]:
            yield ours[at], others[at]


def _reworded(base: Sequence[Item], changed: Sequence[Item]) -> Mapping[int, Item]:
    """Return what stands in the place of items that are gone, by their places in `base`."""
    from difflib import SequenceMatcher

    found: dict[int, Item] = {}
    matcher = SequenceMatcher(None, base, changed, autojunk=False)
    for kind, at, end, there, there_end in matcher.get_opcodes():
        if kind == "replace":
            found.update(zip(range(at, end), changed[there:there_end], strict=False))
    return found


def _wanted(base: Counter[Item], mine: Counter[Item], theirs: Counter[Item]) -> Counter[Item]:
    """Return how often each item is to be there; what both sides did alike counts once."""
    wanted: Counter[Item] = Counter()
    for item in base | mine | theirs:
        before, one, other = base[item], mine[item], theirs[item]
        if one < before and other < before:
            wanted[item] = min(one, other)
        elif one > before and other > before:
            wanted[item] = max(one, other)
        else:
            wanted[item] = one + other - before
    return wanted


def _place(
    item: Item, before: Sequence[Item], other_wording: Mapping[Item, Item], merged: Sequence[Item]
) -> int:
    """Return where in `merged` an item of mine goes.

    Args:
        item: The item.
        before: What stands before it on my side.
        other_wording: What the other side made of the item that mine was made of, if it did.
        merged: The list so far.
    """
    if item in other_wording and other_wording[item] in merged:
        return merged.index(other_wording[item])
    for former in reversed(before):
        if former in merged:
            return merged.index(former) + 1
    return 0
