"""Recovers what killed sessions could not save: merges their journals into the data file."""

import os
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from bmc_tui.files import paths
from bmc_tui.files.journal_paths import find_journals, find_state_journals
from bmc_tui.model.canvas import Canvas
from bmc_tui.model.loss import Occasion, OccasionKind
from bmc_tui.model.merge import merge
from bmc_tui.store.documents import StoredCanvas
from bmc_tui.store.errors import StoreError, UnknownCanvasError
from bmc_tui.store.journal import (
    Record,
    claim_journal,
    read_journal,
    read_origin,
    remove_journal,
    set_aside,
)
from bmc_tui.store.locking import locked
from bmc_tui.store.merging import merge_and_save
from bmc_tui.store.shelf import Shelf

RECOVERY_LOCK_TIMEOUT_S = 0.1
"""Seconds to wait for another program that is writing the file: the user waits for the program to
start, and the next start is early enough."""

_MERGE_TRIES = 3
"""How often to try to merge a canvas that other programs are saving at the same time."""


@dataclass(frozen=True, slots=True)
class RecoveredCanvas:
    """A canvas into which a journal was merged."""

    id: str
    title: str
    changed_note_count: int
    """How many notes were added, removed or changed by the recovery."""
    their_title: str = ""
    """The title that the file had, if both sides have changed it; a version has it."""


@dataclass(frozen=True, slots=True)
class Recovery:
    """The result of recovering the journals."""

    canvases: tuple[RecoveredCanvas, ...] = ()
    set_aside: tuple[Path, ...] = ()
    """The paths of damaged journals and of other files with such names, after they were renamed."""
    waiting: tuple[Path, ...] = ()
    """Journals that wait until their data file is there again: there is none, or another one."""
    error: StoreError | None = None
    """Why the recovery stopped; the remaining journals stay for the next start."""


def recover_journals(shelf: Shelf, *, waiting_too: bool = False) -> Recovery:
    """Merge the journals of killed sessions into the data file, and remove them.

    The journal of a session that still runs is left alone. All journals stay when the data file
    can't be read or written.

    Args:
        shelf: The canvases of the data file.
        waiting_too: Whether to merge a journal even if its data file is gone or is another one.
    """
    canvases: list[RecoveredCanvas] = []
    damaged: list[Path] = []
    waiting: list[Path] = []
    state_journals = set(find_state_journals(shelf.path))
    for path in find_journals(shelf.path):
        with claim_journal(path) as is_abandoned:
            if not is_abandoned:
                continue
            record = read_journal(path)
            if record is None and os.path.lexists(path):
                damaged.append(set_aside(path))
                continue
            try:
                if path in state_journals and not waiting_too and _is_waiting(shelf, path):
                    waiting.append(path)
                    continue
                recovered = _recover(shelf, record) if record else None
            except StoreError as error:
                return Recovery(tuple(canvases), tuple(damaged), tuple(waiting), error)
            if recovered:
                canvases.append(recovered)
            remove_journal(path)
    return Recovery(tuple(canvases), tuple(damaged), tuple(waiting))


def _is_waiting(shelf: Shelf, path: Path) -> bool:
    """Tell whether the data file of a journal in the state folder is gone, or is another one.

    Raises:
        StoreError: The file that is there can't be read.
    """
    origin = read_origin(path)
    if origin is None or not origin.ids:
        return False
    if not paths.exists(shelf.path):
        return True
    ids = {entry.id for entry in (*shelf.entries(), *shelf.trash())}
    return bool(ids) and not ids & origin.ids


def has_abandoned_journals(data: Path) -> bool:
    """Tell whether there is a journal of a killed session beside a data file."""
    for path in find_journals(data):
        with claim_journal(path) as is_abandoned:
            if is_abandoned and os.path.lexists(path):
                return True
    return False


def _recover(shelf: Shelf, record: Record) -> RecoveredCanvas | None:
    """Merge a record into the data file; return None when that changes nothing."""
    from bmc_tui.store.versions import keep_former

    with locked(paths.real(shelf.path), RECOVERY_LOCK_TIMEOUT_S):
        pass  # a save would wait longer for a lock that another program has now
    previous = base = Canvas()

    def merge_record(stored: StoredCanvas | None) -> Canvas | None:
        nonlocal previous, base
        if stored is None:
            previous = Canvas()
            return record.canvas if record.canvas != Canvas() else None
        previous = stored.canvas
        base = _base(record, stored)
        merged = merge(base, record.canvas, stored.canvas)
        keep_former(shelf.versions, record.id, previous, merged, Occasion(OccasionKind.RECOVERY))
        return merged

    try:
        stored = merge_and_save(
            shelf,
            record.id,
            merge_record,
            tries=_MERGE_TRIES,
            contained=lambda: record.lineage,
        )
    except UnknownCanvasError:
        return None
    if stored.canvas == previous:
        return None
    if stored.entry.deleted:
        shelf.restore(record.id)
    changed = _count_changed(previous, stored.canvas)
    is_conflict = previous.title not in ("", base.title, stored.canvas.title)
    their_title = previous.title if is_conflict else ""
    return RecoveredCanvas(record.id, stored.entry.title, changed, their_title)


def _base(record: Record, stored: StoredCanvas) -> Canvas:
    """Return the base of the merge: the common ancestor of the record's canvas and the stored one.

    Without one it is empty, so that the merge has the notes of both.
    """
    if stored.canvas in (record.base, record.sent):
        return stored.canvas
    if not stored.lineage.contains(record.lineage):
        return Canvas()
    if record.sent is not None and not Counter(record.sent) - Counter(stored.canvas):
        return record.sent  # the file has all its notes: that save was completed before the kill
    return record.base


def _count_changed(previous: Canvas, current: Canvas) -> int:
    """Return how many notes were added or removed, a changed note counting once."""
    old_notes, new_notes = Counter(previous), Counter(current)
    return max((new_notes - old_notes).total(), (old_notes - new_notes).total())
