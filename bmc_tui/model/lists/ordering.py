"""Brings the items of two changed lists into one order, which has the moves of both sides."""

from collections import defaultdict, deque
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from bmc_tui.model.lists.matching import Item, by_base

_MAX_REORDERED_RUNS = 400
"""The number of runs, see `_runs`, up to which the orders of two sides are merged: comparing each
with each takes some 20 ms then. Of a longer list that both sides sorted anew, theirs holds."""


class Node(NamedTuple):
    """An item of one side, or one that both sides have, in the same wording or not."""

    mine: int | None
    """Its index in my list."""
    theirs: int | None
    """Its index in theirs."""


def merged_order(
    mine: Sequence[Item],
    theirs: Sequence[Item],
    my_bases: Sequence[int | None],
    their_bases: Sequence[int | None],
) -> list[Node]:
    """Return the nodes of all items of both sides, in their merged order.

    Args:
        mine: The current list of one side.
        theirs: The current list of the other side.
        my_bases: For each item of mine the index of the item of the base that it was, see `match`.
        their_bases: The same for theirs.
    """
    my_indices, their_indices = by_base(my_bases), by_base(their_bases)
    common = my_indices.keys() & their_indices.keys()
    base_order = _merge_orders(
        sorted(common),
        [base_index for base_index in my_bases if base_index in common],
        [base_index for base_index in their_bases if base_index in common],
    )
    nodes = [Node(my_indices[base_index], their_indices[base_index]) for base_index in base_order]
    my_additions: defaultdict[Item, deque[int]] = defaultdict(deque)
    for index, base_index in enumerate(my_bases):
        if base_index is None:
            my_additions[mine[index]].append(index)
    pairs = {node.theirs: node for node in nodes}
    for index, base_index in enumerate(their_bases):
        if base_index is None and my_additions[theirs[index]]:
            pairs[index] = Node(my_additions[theirs[index]].popleft(), index)
    my_pairs = {node.mine: node for node in pairs.values()}
    their_nodes = [pairs.get(index, Node(None, index)) for index in range(len(theirs))]
    my_nodes = [my_pairs.get(index, Node(index, None)) for index in range(len(mine))]
    return _insert_missing(_insert_missing(nodes, their_nodes), my_nodes)


def _insert_missing(nodes: Sequence[Node], side: Sequence[Node]) -> list[Node]:
    """Return `nodes` with those of a side that are not among them.

    Each is put after its predecessor on that side; those at the end of that side after its last
    node, because a note that was added below all the others belongs below them.
    """
    placed, of_side = set(nodes), set(side)
    last = next((node for node in reversed(nodes) if node in of_side), None)
    end = max((index for index, node in enumerate(side, 1) if node in placed), default=0)
    predecessor: Node | None = None
    followers: defaultdict[Node | None, list[Node]] = defaultdict(list)
    for node in side[:end]:
        if node in placed:
            predecessor = node
        else:
            followers[predecessor].append(node)
    followers[last] += side[end:]
    result = list(followers[None])
    for node in nodes:
        result += (node, *followers.get(node, ()))
    return result


def _merge_orders(base: list[int], mine: list[int], theirs: list[int]) -> list[int]:
    """Merge two orders of the same numbers.

    For every two numbers, the side that changed their order decides. These decisions are a
    tournament: without a contradiction the numbers have different counts of wins, and are sorted by
    them (H. G. Landau, 1953). Numbers that contradict one another then are adjacent, and are put
    into the order of theirs.

    Args:
        base: The numbers, ascending.
        mine: One order of them.
        theirs: Another one.
    """
    if mine in (base, theirs):
        return theirs
    if theirs == base:
        return mine
    runs = _runs(base, mine, theirs)
    if len(runs) > _MAX_REORDERED_RUNS:
        return theirs
    my_ranks, their_ranks = (
        {base_index: rank for rank, base_index in enumerate(side)} for side in (mine, theirs)
    )
    wins = dict.fromkeys(runs, 0)
    firsts = list(runs)
    for position, first in enumerate(firsts):
        for later in firsts[position + 1 :]:
            is_kept = my_ranks[first] < my_ranks[later] and their_ranks[first] < their_ranks[later]
            wins[first if is_kept else later] += 1
    firsts.sort(key=wins.__getitem__, reverse=True)
    merged: list[int] = []
    start = total = 0
    for end, first in enumerate(firsts, 1):
        total += wins[first]
        if total == (end * (2 * len(firsts) - end - 1)) // 2:  # all of them win against the rest
            group = sorted(firsts[start:end], key=their_ranks.__getitem__)
            merged += (base_index for member in group for base_index in runs[member])
            start = end
    return merged


def _runs(base: list[int], mine: list[int], theirs: list[int]) -> dict[int, list[int]]:
    """Return the runs of numbers that follow one another on both sides too, by their first."""
    my_next, their_next = (dict(pairwise(side)) for side in (mine, theirs))
    runs: dict[int, list[int]] = {}
    run: list[int] = []
    for base_index in base:
        if not run or not my_next.get(run[-1]) == their_next.get(run[-1]) == base_index:
            run = runs[base_index] = []
        run.append(base_index)
    return runs
