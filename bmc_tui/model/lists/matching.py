"""Matches the items of a changed list with those of the list before: kept, moved or reworded."""

from collections import Counter, defaultdict, deque
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from itertools import count, product
from operator import itemgetter
from typing import TypeVar

Item = TypeVar("Item", bound=Hashable)
"""What a list consists of: a note or a dismissal; equal items are the same one."""

_MAX_EQUAL_ITEMS = 20
"""How many equal items may match one another in any order; of more, the first match the first."""

_GAIN_OF_ANY_PAIR = 0.01
"""What pairing two items that are not similar counts for, against the similarity of those that are:
so little that it only decides where nothing else does."""

_MAX_COMPARED_WORDINGS = 100
"""How many pairs of items are compared at most to find the wordings of one item."""


def by_base(bases: Sequence[int | None]) -> dict[int, int]:
    """Return the index in the changed list for each index in the base."""
    return {base_index: index for index, base_index in enumerate(bases) if base_index is not None}


def match(base: Sequence[Item], changed: Sequence[Item]) -> list[int | None]:
    """Return for each item of a changed list the index of the item of `base` that it was.

    That is an equal item, preferably in its place; of the others, the items that replace those in a
    gap are other wordings of them. None for an added item.
    """
    from difflib import SequenceMatcher

    head, tail = equal_ends(base, changed)
    inner_base, inner = base[head : len(base) - tail], changed[head : len(changed) - tail]
    bases: list[int | None] = [*range(head), *[None] * len(inner)]
    bases += range(len(base) - tail, len(base))
    gaps = []
    counts = Counter(inner_base)
    matcher = SequenceMatcher(
        None, _numbered(inner_base, counts), _numbered(inner, counts), autojunk=False
    )
    for tag, *ends in matcher.get_opcodes():
        start, end, new_start, new_end = (head + base_index for base_index in ends)
        if tag == "equal":
            bases[new_start:new_end] = range(start, end)
        else:
            gaps.append((range(start, end), range(new_start, new_end)))
    for key in (lambda item: item, _text):
        _match_moved(base, changed, bases, gaps, key)
    moved = {bases[index] for _, news in gaps for index in news}
    for olds, news in gaps:
        left_olds = [base_index for base_index in olds if base_index not in moved]
        left_news = [index for index in news if bases[index] is None]
        for base_index, index in _pair_wordings(base, left_olds, changed, left_news):
            bases[index] = base_index
    return bases


def _match_moved(
    base: Sequence[Item],
    changed: Sequence[Item],
    bases: list[int | None],
    gaps: Iterable[tuple[range, range]],
    key: Callable[[Item], Hashable],
) -> None:
    """Match the items that have moved, and enter them in `bases`.

    Args:
        base: The list before.
        changed: The changed list.
        bases: For each changed item the index of the item of `base` that it was, as far as known.
        gaps: The indices where the lists differ, in `base` and in the changed one.
        key: What an item keeps when it moves: everything, or its text.
    """
    matched = set(bases)
    removed: defaultdict[Hashable, deque[int]] = defaultdict(deque)
    for olds, _ in gaps:
        for base_index in olds:
            if base_index not in matched:
                removed[key(base[base_index])].append(base_index)
    for _, news in gaps:
        for index in news:
            if bases[index] is None and removed[key(changed[index])]:
                bases[index] = removed[key(changed[index])].popleft()


def _numbered(items: Sequence[Item], counts: Mapping[Item, int]) -> Sequence[Hashable]:
    """Return the items, the frequent ones numbered: difflib takes n² steps for n equal items.

    Args:
        items: The items.
        counts: How often each item occurs.
    """
    frequent = {item: count() for item, n in counts.items() if n > _MAX_EQUAL_ITEMS}
    if not frequent:
        return items
    return [(item, next(frequent[item])) if item in frequent else item for item in items]


def _pair_wordings(
    base: Sequence[Item], olds: Sequence[int], changed: Sequence[Item], news: Sequence[int]
) -> Iterable[tuple[int, int]]:
    """Return which items in a gap are other wordings of which, as pairs of indices.

    The similar ones come first, so that an item added next to a reworded one is not taken for its
    new wording; then as many others as possible, in order.
    """
    pairs = list(zip(olds, news, strict=False))
    if not pairs or len(olds) * len(news) > _MAX_COMPARED_WORDINGS or len(olds) == len(news) == 1:
        return pairs
    from bmc_tui.model.lists.wordings import MIN_SIMILARITY, similarity

    gains = {}
    for base_index, index in product(olds, news):
        score = similarity(_text(base[base_index]), _text(changed[index]))
        gains[base_index, index] = score if score >= MIN_SIMILARITY else _GAIN_OF_ANY_PAIR
    best: dict[tuple[int, int], tuple[float, tuple[tuple[int, int], ...]]] = defaultdict(
        lambda: (0.0, ())
    )
    """For each start of `olds` and `news` the highest sum of gains from there, and its pairs."""
    for i, j in product(reversed(range(len(olds))), reversed(range(len(news)))):
        pair = olds[i], news[j]
        gain, rest = best[i + 1, j + 1]
        best[i, j] = max(
            (gain + gains[pair], (pair, *rest)), best[i + 1, j], best[i, j + 1], key=itemgetter(0)
        )
    return best[0, 0][1]


def _text(item: object) -> str:
    """Return the text of a note or dismissal; that of anything else is the item itself."""
    return str(getattr(item, "text", item))


def equal_ends(*sides: Sequence[Item]) -> tuple[int, int]:
    """Return how many items are equal in all lists, at their start and in the rest at their end.

    Args:
        sides: The lists, all of one type.
    """
    head = _equal_count(sides)
    return head, _equal_count([side[: head - 1 if head else None : -1] for side in sides])


def _equal_count(sides: Sequence[Sequence[Item]]) -> int:
    """Return how many items at the start are equal in all lists.

    It bisects, because slices are compared in C.
    """
    low, high = 0, min(map(len, sides))
    while low < high:
        middle = (low + high + 1) // 2
        first, *others = (side[low:middle] for side in sides)
        if all(other == first for other in others):
            low = middle
        else:
            high = middle - 1
    return low
