"""Merges the canvases of another file into the data file, such as a sync tool's conflict copy."""

import os
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from bmc_tui.files.locations import backup_path
from bmc_tui.model.canvas import Canvas
from bmc_tui.model.loss import Occasion, OccasionKind
from bmc_tui.model.merge import Conflict
from bmc_tui.session.edit import merge_stored
from bmc_tui.store import ConflictError, Shelf, StoredCanvas
from bmc_tui.store.conflict_copies import Canvases, lacks, read_canvases
from bmc_tui.store.lineage import State


@dataclass(frozen=True, slots=True)
class CanvasMerge:
    """What the merge did to one canvas."""

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

    A canvas with the same id is merged, as one step for undo and with a version of what it was;
    another one is added. What is in the trash stays there.

    Args:
        shelf: The canvases of the data file.
        theirs: The canvases of the other file.

    Returns:
        What was changed or added; nothing of a canvas that has all that the other one has.

    Raises:
        StoreError: The data file can't be read or written; what was merged before that stays.
    """
    last_used = shelf.last_used()
    ours = read_canvases(shelf.path) or {}
    backup = read_canvases(backup_path(Path(os.path.realpath(shelf.path)))) or {}
    merges = []
    for id_, stored in theirs.items():
        if not lacks(ours.get(id_), stored):
            continue
        earlier = [backup[id_].state] if id_ in backup else []
        merges.append(_add(shelf, id_, stored) or _merge(shelf, id_, stored, earlier))
    if last_used:
        shelf.mark_used(last_used)
    return [merge for merge in merges if merge.is_new or merge.changed_note_count]


def _add(shelf: Shelf, id_: str, theirs: StoredCanvas) -> CanvasMerge | None:
    """Add a canvas that the data file does not have; return None when it has it."""
    try:
        shelf.create(theirs.canvas, id_, theirs.state.lineage)
    except ConflictError:
        return None
    is_deleted = theirs.entry.deleted is not None
    if is_deleted:
        shelf.delete(id_)
    entry = theirs.entry
    return CanvasMerge(entry.title, is_new=True, changed_note_count=0, is_deleted=is_deleted)


def _merge(shelf: Shelf, id_: str, theirs: StoredCanvas, earlier: list[State]) -> CanvasMerge:
    """Merge a canvas into the one with the same id."""
    before = shelf.load(id_)
    shelf.versions.add(id_, before.canvas, "", Occasion(OccasionKind.MERGE))
    merged, conflicts = merge_stored(shelf, id_, theirs, earlier)
    return CanvasMerge(
        merged.entry.title,
        is_new=False,
        changed_note_count=_count_changed(before.canvas, merged.canvas),
        is_deleted=merged.entry.deleted is not None,
        conflicts=conflicts,
    )


def _count_changed(previous: Canvas, current: Canvas) -> int:
    """Return how many notes were added or removed, a changed note counting once; the title too."""
    old_notes, new_notes = Counter(previous), Counter(current)
    changed = max((new_notes - old_notes).total(), (old_notes - new_notes).total())
    return changed + (previous.title != current.title)
