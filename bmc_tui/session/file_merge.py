"""Merges the canvases of other files into the data file, such as sync tools' conflict copies."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bmc_tui.files import paths
from bmc_tui.files.locations import backup_path
from bmc_tui.guide import Guide
from bmc_tui.model.canvas import Canvas
from bmc_tui.model.design.answers import changed_questions
from bmc_tui.model.loss import Occasion, OccasionKind
from bmc_tui.model.merge import Conflict
from bmc_tui.session.edit import merge_stored
from bmc_tui.store import ConflictError, Shelf, StoredCanvas
from bmc_tui.store.conflict_copies import (
    Canvases,
    ConflictCopy,
    lacks,
    read_canvases,
    set_merged_aside,
)
from bmc_tui.store.lineage import State


@dataclass(frozen=True, slots=True)
class CanvasMerge:
    """What the merge did to one canvas."""

    id: str
    title: str
    is_new: bool
    """Whether the data file did not have it."""
    changed_note_count: int
    """How many notes were added, removed or changed by it."""
    is_deleted: bool
    """Whether it is in the trash."""
    conflicts: tuple[Conflict, ...] = ()
    """The notes that both sides changed; the canvas has both wordings."""


def merge_canvases_of(shelf: Shelf, theirs: Canvases) -> list[CanvasMerge]:
    """Merge the canvases of another file into the data file.

    A canvas with the same id is merged, as one undo step and with a version of its former state; a
    canvas with a new id is added. What is in the trash stays there.

    Args:
        shelf: The canvases of the data file.
        theirs: The canvases of the other file.

    Returns:
        What was changed or added; nothing for a canvas that already has all of the other one.

    Raises:
        StoreError: The data file can't be read or written; what was merged before that stays.
    """
    last_used = shelf.last_used()
    ours = read_canvases(shelf.path) or {}
    backup = read_canvases(backup_path(paths.real(shelf.path))) or {}
    merges = []
    for id_, stored in theirs.items():
        if not lacks(ours.get(id_), stored):
            continue
        earlier = [backup[id_].state] if id_ in backup else []
        merges.append(_add(shelf, id_, stored) or _merge(shelf, id_, stored, earlier))
    if last_used:
        shelf.mark_used(last_used)
    return [merge for merge in merges if merge.is_new or merge.changed_note_count]


@dataclass(frozen=True, slots=True)
class CopyMerge:
    """What the merge of one conflict copy did."""

    copy: Path
    """The path of the copy, as it is called now."""
    canvases: Sequence[CanvasMerge]


def merge_copies(shelf: Shelf, copies: Iterable[ConflictCopy]) -> list[CopyMerge]:
    """Merge conflict copies into the data file, and rename each to `NAME.merged`.

    Args:
        shelf: The canvases of the data file.
        copies: The copies; one that can't be read any more is left out.

    Raises:
        StoreError: The data file can't be read or written; what was merged before that stays.
    """
    merges = []
    for copy in copies:
        if theirs := read_canvases(copy.path):
            canvases = merge_canvases_of(shelf, theirs)
            merges.append(CopyMerge(set_merged_aside(copy.path), canvases))
    return merges


def merge_summary(merges: Sequence[CopyMerge], guide: Guide) -> str:
    """Return what the merge of conflict copies did, in one sentence with the numbers."""
    canvases = [canvas for merge in merges for canvas in merge.canvases]
    new_ids = {canvas.id for canvas in canvases if canvas.is_new}
    changed_ids = {canvas.id for canvas in canvases} - new_ids
    conflicts = [conflict for canvas in canvases for conflict in canvas.conflicts]
    note_count = sum(not conflict.is_title for conflict in conflicts)
    counts = (
        ("merge.count_changed", "count.canvas", len(changed_ids)),
        ("merge.count_new", "count.canvas", len(new_ids)),
        ("merge.count_wordings", "count.note", note_count),
        ("merge.count_titles", "count.title", len(conflicts) - note_count),
    )
    parts = tuple(
        guide.say(key, count=guide.pluralize(noun, number))
        for key, noun, number in counts
        if number
    )
    return guide.say(
        "merge.summary",
        copies=guide.pluralize("count.copy", len(merges)),
        parts=parts or guide.say("merge.count_none"),
    )


def _add(shelf: Shelf, id_: str, theirs: StoredCanvas) -> CanvasMerge | None:
    """Add a canvas that the data file does not have; return None if the file has it."""
    try:
        shelf.create(theirs.canvas, id_, theirs.state.lineage)
    except ConflictError:
        return None
    is_deleted = theirs.entry.deleted is not None
    if is_deleted:
        shelf.delete(id_)
    entry = theirs.entry
    return CanvasMerge(id_, entry.title, is_new=True, changed_note_count=0, is_deleted=is_deleted)


def _merge(shelf: Shelf, id_: str, theirs: StoredCanvas, earlier: list[State]) -> CanvasMerge:
    """Merge a canvas into the one with the same id."""
    before = shelf.load(id_)
    shelf.versions.add(id_, before.canvas, "", Occasion(OccasionKind.MERGE))
    merged, conflicts = merge_stored(shelf, id_, theirs, earlier)
    return CanvasMerge(
        id_,
        merged.entry.title,
        is_new=False,
        changed_note_count=_count_changed(before.canvas, merged.canvas),
        is_deleted=merged.entry.deleted is not None,
        conflicts=conflicts,
    )


def _count_changed(previous: Canvas, current: Canvas) -> int:
    """Return how many notes were added or removed, a changed note counting once.

    The title, each answer on the design and each particular count as a note.
    """
    old_notes, new_notes = Counter(previous), Counter(current)
    changed = max((new_notes - old_notes).total(), (old_notes - new_notes).total())
    answers = len(changed_questions(previous, current))
    particulars = len(current.particulars.differing_from(previous.particulars))
    return changed + answers + particulars + (previous.title != current.title)
