"""Merges two edits of the same canvas, so that no note of either side is lost."""

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import TypeVar

from bmc_tui.model.blocks import BLOCKS, Block
from bmc_tui.model.canvas import Canvas

Item = TypeVar("Item", bound=Hashable)
"""What a merged list consists of: a note or a dismissal; equal items are the same one."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """A note that both sides changed, each to another wording."""

    block: Block
    mine: str
    theirs: str


def merge(base: Canvas, mine: Canvas, theirs: Canvas) -> Canvas:
    """Return `theirs` after applying to it the edits that lead from `base` to `mine`.

    A note that one side removed is removed; one that both sides changed stays in both wordings,
    next to each other. If both sides changed the title, mine wins.

    Args:
        base: The canvas that both sides started from.
        mine: The current canvas of one side.
        theirs: The current canvas of the other side.
    """
    merged = replace(theirs, title=theirs.title if mine.title == base.title else mine.title)
    if mine.dismissed != base.dismissed:
        dismissed = merge_lists(base.dismissed, mine.dismissed, theirs.dismissed)
        merged = replace(merged, dismissed=tuple(dict.fromkeys(dismissed)))
    for block in BLOCKS:
        base_notes, my_notes, their_notes = (side.notes(block) for side in (base, mine, theirs))
        if my_notes not in (base_notes, their_notes):
            merged = merged.with_notes(block, merge_lists(base_notes, my_notes, their_notes))
    return merged


def merge_lists(base: Sequence[Item], mine: Sequence[Item], theirs: Sequence[Item]) -> list[Item]:
    """Return the list `theirs` after applying to it the edits that lead from `base` to `mine`.

    It computes how often each item has to occur, and removes and inserts items accordingly.

    Args:
        base: The list that both sides started from.
        mine: The current list of one side.
        theirs: The current list of the other side; its order is kept, unless only `mine` changed.
    """
    if theirs in (base, mine):
        return list(mine)
    head = _count_equal(zip(base, mine, theirs, strict=False))
    tail = _count_equal(
        zip(*(reversed(items[head:]) for items in (base, mine, theirs)), strict=False)
    )
    if head or tail:  # usually most of a long list; what follows takes quadratic time
        inner = (items[head : len(items) - tail] for items in (base, mine, theirs))
        return [*theirs[:head], *merge_lists(*inner), *theirs[len(theirs) - tail :]]
    wanted = _wanted_counts(Counter(base), Counter(mine), Counter(theirs))
    merged = list(theirs)
    counts = Counter(merged)
    for item in {*base, *mine}:
        for _ in range(counts[item] - wanted[item]):
            merged.remove(item)
            counts[item] -= 1
    their_wordings = dict(_conflicting_items(base, mine, theirs))
    for index, item in enumerate(mine):
        if counts[item] < wanted[item]:
            merged.insert(_insertion_index(item, mine[:index], their_wordings, merged), item)
            counts[item] += 1
    return merged


def find_conflicts(base: Canvas, mine: Canvas, theirs: Canvas) -> list[Conflict]:
    """Return the notes that `merge` leaves in both wordings.

    Args:
        base: The canvas that both sides started from.
        mine: The current canvas of one side.
        theirs: The current canvas of the other side.
    """
    return [
        Conflict(block, my_note.text, their_note.text)
        for block in BLOCKS
        for my_note, their_note in _conflicting_items(
            base.notes(block), mine.notes(block), theirs.notes(block)
        )
    ]


def _count_equal(rows: Iterable[tuple[Item, ...]]) -> int:
    """Return how many rows at the start consist of three equal items."""
    return sum(1 for _ in takewhile(lambda row: row[0] == row[1] == row[2], rows))


def _conflicting_items(
    base: Sequence[Item], mine: Sequence[Item], theirs: Sequence[Item]
) -> Iterator[tuple[Item, Item]]:
    """Yield my replacement and theirs of each item that both sides replaced differently."""
    if theirs in (base, mine) or mine == base:
        return
    my_items, their_items = _replacements(base, mine), _replacements(base, theirs)
    for index in sorted(my_items.keys() & their_items.keys()):
        if my_items[index] != their_items[index]:
            yield my_items[index], their_items[index]


def _replacements(base: Sequence[Item], changed: Sequence[Item]) -> Mapping[int, Item]:
    """Return the items that replace items of `base`, by the index of the replaced item."""
    from difflib import SequenceMatcher

    replacements: dict[int, Item] = {}
    matcher = SequenceMatcher(None, base, changed, autojunk=False)
    for tag, start, end, new_start, new_end in matcher.get_opcodes():
        if tag == "replace":
            new_items = changed[new_start:new_end]
            replacements.update(zip(range(start, end), new_items, strict=False))
    return replacements


def _wanted_counts(
    base: Counter[Item], mine: Counter[Item], theirs: Counter[Item]
) -> Counter[Item]:
    """Return how often each item has to occur; a change that both sides made counts once."""
    wanted: Counter[Item] = Counter()
    for item in base | mine | theirs:
        old, my_count, their_count = base[item], mine[item], theirs[item]
        if my_count < old and their_count < old:
            wanted[item] = min(my_count, their_count)
        elif my_count > old and their_count > old:
            wanted[item] = max(my_count, their_count)
        else:
            wanted[item] = my_count + their_count - old
    return wanted


def _insertion_index(
    item: Item,
    preceding: Sequence[Item],
    their_wordings: Mapping[Item, Item],
    merged: Sequence[Item],
) -> int:
    """Return the index in `merged` at which to insert an item of mine.

    That is before their wording of it if there is one, else after the nearest preceding item of my
    list that is in `merged`, else the start.

    Args:
        item: The item.
        preceding: The items before it in my list.
        their_wordings: Their replacement for each item of mine that is in conflict.
        merged: The merged list so far.
    """
    if item in their_wordings and their_wordings[item] in merged:
        return merged.index(their_wordings[item])
    for neighbour in reversed(preceding):
        if neighbour in merged:
            return merged.index(neighbour) + 1
    return 0
