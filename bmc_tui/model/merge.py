"""Merges two edits of the same canvas, so that no note of either side is lost."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Generic, NamedTuple

from bmc_tui.model.blocks import BLOCKS, PLACES, Block, Section
from bmc_tui.model.canvas import Canvas, DesignAnswer, Dismissal, Notes, Particulars
from bmc_tui.model.lists.matching import Item, by_base, equal_ends, match
from bmc_tui.model.lists.ordering import merged_order


class Conflict(NamedTuple):
    """A note, an answer, a particular or the title that both sides changed, each differently.

    Both wordings of a note, an answer on the design and a particular stay; of the title only mine.
    A session also reports a note that one side deleted: "" for that side, and the other wording
    stays.
    """

    block: Block | None
    """The block of the note; None for all else."""
    mine: str
    theirs: str
    question: str = ""
    """The question on the design, or the id of the particular; "" for a note and for the title."""

    @property
    def is_title(self) -> bool:
        """Whether it is about the title, of which only one wording stays."""
        return self.block is None and not self.question


_Place = tuple[Block, Section]
"""A section of a block."""


class MergedItem(NamedTuple, Generic[Item]):
    """An item of a merged list, and where it comes from."""

    item: Item
    my_index: int | None
    """The index in my list of the item that it is, or that it is their wording of; None for an item
    that only they have."""


def merge(base: Canvas, mine: Canvas, theirs: Canvas) -> Canvas:
    """Return `theirs` after applying to it the edits that lead from `base` to `mine`.

    A note that one side removed is removed; one that both sides changed stays in both wordings,
    next to each other; one that both moved is where theirs moved it. The order is that of
    `merge_lists`. If both sides changed the title, mine wins, and `find_conflicts` has theirs. The
    answers on the design and the particulars are merged one by one: if both changed a text, both
    wordings stay; if both changed a score, mine does.

    Args:
        base: The canvas that both sides started from.
        mine: The current canvas of one side.
        theirs: The current canvas of the other side.
    """
    mine = _without_contradicted_moves(base, mine, theirs)
    blocks = map(_merge_notes, BLOCKS, base.blocks, mine.blocks, theirs.blocks)
    title = theirs.title if mine.title == base.title else mine.title
    dismissed = _merge_dismissed(base, mine, theirs)
    design = _merge_design(base, mine, theirs)
    parked = _merge_notes(Block.PARKED, base.parked, mine.parked, theirs.parked)
    particulars = _merge_particulars(base, mine, theirs)
    return Canvas(title, tuple(blocks), dismissed, design, parked, particulars)


_Moves = dict[str, tuple[Counter[_Place], Counter[_Place]]]
"""For each text the places where a side has fewer notes of it, and those where it has more."""


def _without_contradicted_moves(base: Canvas, mine: Canvas, theirs: Canvas) -> Canvas:
    """Return my canvas without the notes that they have moved from the same place elsewhere.

    Otherwise such a note would be in both of these places, word for word the same.
    """
    if base in (mine, theirs):
        return mine
    their_moves = _moves(base, theirs)
    for text, (my_losses, my_gains) in _moves(base, mine).items() if their_moves else ():
        their_losses, their_gains = their_moves.get(text, (Counter[_Place](), Counter[_Place]()))
        here, there = my_gains - their_gains, their_gains - my_gains
        count = min((my_losses & their_losses).total(), here.total(), there.total())
        for block, section in [*here.elements()][:count]:
            texts = [*mine.texts(block, section)]
            texts.reverse()  # if there are several, the last one is the newest
            texts.remove(text)
            mine = mine.with_section(block, section, reversed(texts))
    return mine


def _moves(base: Canvas, side: Canvas) -> _Moves:
    """Return which texts a side has in other places than the base."""
    losses: defaultdict[str, Counter[_Place]] = defaultdict(Counter)
    gains: defaultdict[str, Counter[_Place]] = defaultdict(Counter)
    for block in PLACES:
        olds, news = base.notes(block), side.notes(block)
        if olds == news:
            continue
        old_counts, new_counts = Counter(olds), Counter(news)
        for counts, changes in (
            (old_counts - new_counts, losses),
            (new_counts - old_counts, gains),
        ):
            for note, count in counts.items():
                changes[note.text][block, note.section] += count
    return {text: (losses[text], gains[text]) for text in losses.keys() & gains.keys()}


def _merge_notes(block: Block, base: Notes, mine: Notes, theirs: Notes) -> Notes:
    """Return the merged notes of a block, sorted by section."""
    if theirs in (base, mine):
        return mine
    if mine == base:
        return theirs
    order = {section: index for index, section in enumerate(block.sections)}
    notes = merge_lists(base, mine, theirs)
    return tuple(sorted(notes, key=lambda note: order.get(note.section, len(order))))


def _merge_dismissed(base: Canvas, mine: Canvas, theirs: Canvas) -> tuple[Dismissal, ...]:
    """Return the merged dismissals, each once."""
    if mine.dismissed == base.dismissed:
        return theirs.dismissed
    return tuple(dict.fromkeys(merge_lists(base.dismissed, mine.dismissed, theirs.dismissed)))


def _merge_design(base: Canvas, mine: Canvas, theirs: Canvas) -> tuple[DesignAnswer, ...]:
    """Return the merged answers to the questions on the design."""
    if theirs.design in (base.design, mine.design):
        return mine.design
    if mine.design == base.design:
        return theirs.design
    from bmc_tui.model.design.answers import in_order

    questions = {answer.question: None for answer in (*mine.design, *theirs.design)}
    return in_order(_merge_answer(question, base, mine, theirs) for question in questions)


def _merge_answer(question: str, base: Canvas, mine: Canvas, theirs: Canvas) -> DesignAnswer:
    """Return the merged answer to a question."""
    from bmc_tui.model.design.answers import answer_to

    old, my_answer, their_answer = (answer_to(side, question) for side in (base, mine, theirs))
    text = _merge_text(old.text, my_answer.text, their_answer.text)
    is_mine = my_answer.score != old.score
    return DesignAnswer(question, text, my_answer.score if is_mine else their_answer.score)


def _merge_particulars(base: Canvas, mine: Canvas, theirs: Canvas) -> Particulars:
    """Return the merged particulars."""
    sides = zip(base.particulars, mine.particulars, theirs.particulars, strict=True)
    return Particulars(*(_merge_text(*texts) for texts in sides))


def _merge_text(old: str, mine: str, theirs: str) -> str:
    """Return the merged text of an answer or a particular.

    The texts are merged as lists of the parts that `joined` puts on one line, so that both wordings
    stay, each once, however often they are merged.
    """
    if old in (mine, theirs) or mine == theirs:  # as it was typed
        return theirs if mine == old else mine
    from bmc_tui.model.design.answers import joined, parts_of

    return joined(merge_lists(*map(parts_of, (old, mine, theirs))))


def find_conflicts(base: Canvas, mine: Canvas, theirs: Canvas) -> list[Conflict]:
    """Return what both sides changed differently: the title, notes, answers and particulars.

    Args:
        base: The canvas that both sides started from.
        mine: The current canvas of one side.
        theirs: The current canvas of the other side.
    """
    conflicts = []
    if base.title not in (mine.title, theirs.title) and mine.title != theirs.title:
        conflicts.append(Conflict(None, mine.title, theirs.title))
    for block in PLACES:
        base_notes, my_notes, their_notes = (side.notes(block) for side in (base, mine, theirs))
        if their_notes in (base_notes, my_notes) or my_notes == base_notes:
            continue
        conflicts += (
            Conflict(block, my_note.text, their_note.text)
            for my_note, their_note in _conflicting_items(base_notes, my_notes, their_notes)
            if my_note.text != their_note.text  # else both have moved it
        )
    conflicts += _design_conflicts(base, mine, theirs)
    texts = zip(base.particulars, mine.particulars, theirs.particulars, strict=True)
    for name, (old, my_text, their_text) in zip(Particulars._fields, texts, strict=True):
        if old not in (my_text, their_text) and my_text != their_text:
            conflicts.append(Conflict(None, my_text, their_text, name))
    return conflicts


def _design_conflicts(base: Canvas, mine: Canvas, theirs: Canvas) -> list[Conflict]:
    """Return the answers on the design whose texts both sides changed differently."""
    if theirs.design in (base.design, mine.design) or mine.design == base.design:
        return []
    texts = [{answer.question: answer.text for answer in side.design} for side in (mine, theirs)]
    old_texts = {answer.question: answer.text for answer in base.design}
    pairs = [(question, *(side.get(question, "") for side in texts)) for question in texts[0]]
    return [
        Conflict(None, my_text, their_text, question)
        for question, my_text, their_text in pairs
        if my_text != their_text and old_texts.get(question, "") not in (my_text, their_text)
    ]


def _conflicting_items(
    base: Sequence[Item], mine: Sequence[Item], theirs: Sequence[Item]
) -> Iterator[tuple[Item, Item]]:
    """Yield my wording and theirs of each item that both sides changed differently."""
    my_indices, their_indices = (by_base(match(base, side)) for side in (mine, theirs))
    for index in sorted(my_indices.keys() & their_indices.keys()):
        my_item, their_item = mine[my_indices[index]], theirs[their_indices[index]]
        if base[index] not in (my_item, their_item) and my_item != their_item:
            yield my_item, their_item


def merge_lists(base: Sequence[Item], mine: Sequence[Item], theirs: Sequence[Item]) -> list[Item]:
    """Return the list `theirs` after applying to it the edits that lead from `base` to `mine`.

    Each item occurs as often as both sides want it to; a change of that number which both made
    counts once. For every two items, the order is that of the side that changed it. Where the moves
    of both sides contradict one another (mine puts A after B, theirs B after C, but A stays before
    C), theirs applies to these items. An added item follows the same item as on its own side, or is
    last as on that side; in the same place, what mine added comes first.

    Args:
        base: The list that both sides started from.
        mine: The current list of one side.
        theirs: The current list of the other side.
    """
    return [merged.item for merged in trace_merge(base, mine, theirs)]


def trace_merge(
    base: Sequence[Item], mine: Sequence[Item], theirs: Sequence[Item]
) -> list[MergedItem[Item]]:
    """Merge three lists as `merge_lists` does, and return where each item comes from.

    Args:
        base: The list that both sides started from.
        mine: The current list of one side.
        theirs: The current list of the other side.
    """
    base, mine, theirs = tuple(base), tuple(mine), tuple(theirs)
    if theirs in (base, mine):
        return list(map(MergedItem, mine, range(len(mine))))
    head, tail = equal_ends(base, mine, theirs)  # usually most of a long list
    inner = [items[head : len(items) - tail] for items in (base, mine, theirs)]
    if inner[0] == inner[1]:  # only they changed it
        merged = list(map(MergedItem, inner[2], match(inner[0], inner[2])))
    else:
        merged = _trace_both(*inner)
    end = len(mine) - tail
    return [
        *map(MergedItem, mine[:head], range(head)),
        *(MergedItem(item, None if index is None else head + index) for item, index in merged),
        *map(MergedItem, mine[end:], range(end, len(mine))),
    ]


def _trace_both(
    base: Sequence[Item], mine: Sequence[Item], theirs: Sequence[Item]
) -> list[MergedItem[Item]]:
    """Merge two lists that both differ from `base`.

    All items of both sides are put into one order, without those that have to go: among equal
    items, preferably those that one side removed or reworded.
    """
    my_bases, their_bases = match(base, mine), match(base, theirs)
    nodes = merged_order(mine, theirs, my_bases, their_bases)
    mine_unchanged = _unchanged(base, mine, my_bases)
    theirs_unchanged = _unchanged(base, theirs, their_bases)
    merged: list[MergedItem[Item]] = []
    ranks: list[int] = []
    """0: both have it; 1: I added or reworded it; 2: they did; 3: the other side has changed it."""
    for node in nodes:
        if node.mine is not None:
            merged.append(MergedItem(mine[node.mine], node.mine))
            ranks.append(3 if mine_unchanged[node.mine] else 1)
        if node.theirs is not None:
            if node.mine is not None and mine[node.mine] == theirs[node.theirs]:
                ranks[-1] = 0
                continue
            is_rewording = node.mine is not None and mine_unchanged[node.mine]
            merged.append(MergedItem(theirs[node.theirs], node.mine if is_rewording else None))
            ranks.append(3 if theirs_unchanged[node.theirs] else 2)
    wanted = _wanted_counts(Counter(base), Counter(mine), Counter(theirs))
    chosen = set()
    for index in sorted(range(len(merged)), key=ranks.__getitem__):
        item = merged[index].item
        if wanted[item]:
            wanted[item] -= 1
            chosen.add(index)
    return [item for index, item in enumerate(merged) if index in chosen]


def _unchanged(
    base: Sequence[Item], changed: Sequence[Item], bases: Sequence[int | None]
) -> list[bool]:
    """Return for each item of a changed list whether it is in `base` in the same wording."""
    return [
        base_index is not None and base[base_index] == item
        for item, base_index in zip(changed, bases, strict=True)
    ]


def _wanted_counts(
    base: Counter[Item], mine: Counter[Item], theirs: Counter[Item]
) -> Counter[Item]:
    """Return how often each item has to occur; a change that both sides made counts once.

    That is never more often than on the side that has it more often.
    """
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
