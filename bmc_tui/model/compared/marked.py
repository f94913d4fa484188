"""Combines the notes of two canvases in one, each marked with what became of it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bmc_tui.model.blocks import PLACES, Block, Section
from bmc_tui.model.canvas import Canvas, Note, Notes, Spot, with_spots
from bmc_tui.model.diff import Change, ChangeKind, Changes, PlacedNote, changes
from bmc_tui.model.lists.matching import by_base, match


class MarkKind(StrEnum):
    """What became of a note from the older canvas to the newer; the order of a legend."""

    ADDED = "added"
    REMOVED = "removed"
    REWORDED = "reworded"
    ARRIVED = "arrived"
    """It moved here from another block."""
    DEPARTED = "departed"
    """It moved from here to another block, where it is `ARRIVED`."""
    SHIFTED = "shifted"
    """It moved within its block, from another phase or question."""
    REORDERED = "reordered"
    """It is elsewhere among the notes of its section."""


@dataclass(frozen=True, slots=True)
class NoteMark:
    """What became of a note."""

    kind: MarkKind
    other: PlacedNote | None = None
    """The note on the other side: as it was worded or where it was; for `DEPARTED`, where it is
    now. None if it is on one side only."""


@dataclass(frozen=True, slots=True)
class MarkedCanvas:
    """Two canvases as one picture."""

    older: Canvas
    newer: Canvas
    canvas: Canvas
    """The newer canvas, and in it the notes that only the older one has, each in the block where it
    was, after the note that it followed."""
    marks: Mapping[Spot, NoteMark]
    """What became of the notes of `canvas`; those without a mark are the same in both."""
    changes: Changes

    def marked_notes(self, block: Block) -> Iterator[tuple[Note, NoteMark | None]]:
        """Yield the notes of a block of `canvas` in order, each with its mark if it has one."""
        for spot, note in self.canvas.spots(block):
            yield note, self.marks.get(spot)


def mark_notes(older: Canvas, newer: Canvas) -> MarkedCanvas:
    """Return one canvas with the notes of two, each marked with what became of it.

    Args:
        older: The earlier canvas.
        newer: The later canvas.
    """
    found = changes(older, newer)
    new_marks: defaultdict[PlacedNote, list[NoteMark]] = defaultdict(list)
    old_marks: defaultdict[PlacedNote, list[NoteMark]] = defaultdict(list)
    for change in found.notes:
        _enter(change, new_marks, old_marks)
    canvas = newer
    marks: dict[Spot, NoteMark] = {}
    for block in PLACES:
        olds, news = older.notes(block), newer.notes(block)
        marked = _merged(
            block,
            olds,
            _taken(block, olds, old_marks),
            news,
            _taken(block, news, new_marks),
        )
        canvas = canvas.with_sorted_notes(block, tuple(note for note, _ in marked))
        spots = with_spots(block, (note for note, _ in marked))
        marks |= {spot: mark for (spot, _), (_, mark) in zip(spots, marked, strict=True) if mark}
    return MarkedCanvas(older, newer, canvas, marks, found)


def _enter(
    change: Change,
    new_marks: defaultdict[PlacedNote, list[NoteMark]],
    old_marks: defaultdict[PlacedNote, list[NoteMark]],
) -> None:
    """Enter the marks of a change under the new and the old note that get them."""
    old, new = change.old, change.new
    if new is None:
        old_marks[change.subject].append(NoteMark(MarkKind.REMOVED))
    elif old is None:
        new_marks[new].append(NoteMark(MarkKind.ADDED))
    elif change.kind is ChangeKind.CHANGED:
        new_marks[new].append(NoteMark(MarkKind.REWORDED, old))
    elif old.block is new.block:
        is_same = old.note.section == new.note.section
        new_marks[new].append(NoteMark(MarkKind.REORDERED if is_same else MarkKind.SHIFTED, old))
    else:
        new_marks[new].append(NoteMark(MarkKind.ARRIVED, old))
        old_marks[old].append(NoteMark(MarkKind.DEPARTED, new))


def _taken(
    block: Block, notes: Notes, marks: Mapping[PlacedNote, list[NoteMark]]
) -> list[NoteMark | None]:
    """Return the mark of each note of a block; of equal notes, the last ones have the marks."""
    taken: list[NoteMark | None] = []
    for note in reversed(notes):
        waiting = marks.get(PlacedNote(block, note))
        taken.append(waiting.pop() if waiting else None)
    return taken[::-1]


def _merged(
    block: Block,
    olds: Notes,
    old_marks: Sequence[NoteMark | None],
    news: Notes,
    new_marks: Sequence[NoteMark | None],
) -> list[tuple[Note, NoteMark | None]]:
    """Return the new notes of a block with those old ones in between that have a mark.

    Args:
        block: The block.
        olds: Its old notes.
        old_marks: For each, the mark if it is not among the new ones.
        news: Its new notes.
        new_marks: For each, the mark if it has changed.
    """
    if not any(old_marks):
        return list(zip(news, new_marks, strict=True))
    index_now = by_base(match(olds, news))
    first: defaultdict[str, list[tuple[Note, NoteMark | None]]] = defaultdict(list)
    after: defaultdict[int, list[tuple[Note, NoteMark | None]]] = defaultdict(list)
    anchors: dict[str, int] = {}
    """For each section, the index of the new note that the last old one there is now."""
    for index, (note, mark) in enumerate(zip(olds, old_marks, strict=True)):
        now = index_now.get(index)
        if mark and note.section in anchors:
            after[anchors[note.section]].append((note, mark))
        elif mark:
            first[note.section].append((note, mark))
        elif now is not None and news[now].section == note.section:
            anchors[note.section] = now
    merged = first
    for index, (note, mark) in enumerate(zip(news, new_marks, strict=True)):
        merged[note.section] += [(note, mark), *after[index]]
    order = {section: place for place, section in enumerate(block.sections)}
    sections = sorted(merged, key=lambda section: order.get(Section(section), len(order)))
    return [marked for section in sections for marked in merged[section]]
