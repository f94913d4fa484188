"""Edits a stored canvas as one undo step, for commands, which have no session."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import NamedTuple

from bmc_tui.model.canvas import Canvas
from bmc_tui.model.history import History
from bmc_tui.model.loss import REMOVAL, Occasion, OccasionKind
from bmc_tui.model.merge import Conflict, merge
from bmc_tui.store import Shelf, StoredCanvas, StoreError
from bmc_tui.store.lineage import NO_LINEAGE, Ancestry, Lineage, State
from bmc_tui.store.merging import MergedCanvas, merge_and_save, merge_canvases
from bmc_tui.store.undo_log import UndoLog
from bmc_tui.store.versions import Version, keep_former


class EditOutcome(NamedTuple):
    """The result of an edit."""

    stored: StoredCanvas
    """The canvas as the file has it now."""
    is_changed: bool
    """Whether the edit changed it."""
    former: Version | None = None
    """The version with the canvas before the edit, if the edit took much away."""


def change(
    shelf: Shelf,
    id_: str,
    edit: Callable[[Canvas], Canvas],
    occasion: Occasion = REMOVAL,
    loaded: StoredCanvas | None = None,
) -> EditOutcome:
    """Save an edited canvas, and add a step to its undo history.

    If the edit takes much away, a version of the canvas is added before it is saved, see
    `keep_former`.

    Args:
        shelf: The canvases.
        id_: The canvas's id.
        edit: Returns the changed canvas, given the one in the file; called again when another
            program saves it in between.
        occasion: What the edit is, for the version.
        loaded: The canvas as the user saw it, if the edit took a while. The file's content is
            merged with it unless it continues that canvas, such as a copy from another computer.

    Raises:
        StoreError: It can't be read or saved.
    """
    return _apply(
        shelf,
        id_,
        lambda history, _: history.record(edit(history.canvas)),
        occasion,
        lambda: loaded.lineage if loaded else NO_LINEAGE,
        loaded,
    )


def merge_stored(
    shelf: Shelf, id_: str, theirs: StoredCanvas, earlier: Iterable[State]
) -> tuple[StoredCanvas, tuple[Conflict, ...]]:
    """Merge a canvas of another file into ours, and add a step to its undo history.

    Args:
        shelf: The canvases.
        id_: The canvas's id.
        theirs: The canvas with that id in the other file.
        earlier: Earlier states of ours; see `merging.merge_canvases`.

    Returns:
        The canvas as the file has it now, and the notes that both sides changed.

    Raises:
        StoreError: It can't be read or saved.
    """
    states = tuple(earlier)
    merged: MergedCanvas | None = None

    def record_merge(history: History, mine: StoredCanvas) -> History:
        nonlocal merged
        merged = merge_canvases(mine, theirs, states)
        return history.record(merged.canvas)

    outcome = _apply(
        shelf,
        id_,
        record_merge,
        Occasion(OccasionKind.MERGE),
        lambda: merged.lineage if merged else NO_LINEAGE,
    )
    return outcome.stored, merged.conflicts if merged else ()


def undo(shelf: Shelf, id_: str) -> EditOutcome:
    """Undo the last step; see `change`."""
    return _apply(shelf, id_, lambda history, _: history.undo(), Occasion(OccasionKind.UNDO))


def redo(shelf: Shelf, id_: str) -> EditOutcome:
    """Redo the step that was undone last; see `change`."""
    return _apply(shelf, id_, lambda history, _: history.redo(), Occasion(OccasionKind.REDO))


def _apply(
    shelf: Shelf,
    id_: str,
    operation: Callable[[History, StoredCanvas], History],
    occasion: Occasion,
    contained: Callable[[], Lineage] = Lineage,
    loaded: StoredCanvas | None = None,
) -> EditOutcome:
    """Apply an operation to the history of a canvas; save the resulting canvas and history.

    Args:
        shelf: The canvases.
        id_: The canvas's id.
        operation: Returns the new history, given that of the canvas, and the canvas in the file.
        occasion: What the edit is, for the version that is added if it takes much away.
        contained: See `merging.merge_and_save`.
        loaded: See `change`.
    """
    undo_log = UndoLog(shelf.path, id_)
    before = after = History(Canvas())
    former: Version | None = None

    def edit_stored(stored: StoredCanvas | None) -> Canvas | None:
        nonlocal before, after, former
        if stored is None:
            return None
        before = History(_merged(loaded, stored))
        if earlier := undo_log.read():
            before = before.continue_from(earlier)
        after = operation(before, stored)
        former = keep_former(shelf.versions, id_, before.canvas, after.canvas, occasion)
        return after.canvas

    stored = merge_and_save(shelf, id_, edit_stored, contained=contained)
    if after is before:  # the operation changed nothing
        return EditOutcome(stored, is_changed=False)
    with suppress(OSError, StoreError):  # the change is saved; it only can't be undone later
        undo_log.update(after, before)
    return EditOutcome(stored, is_changed=True, former=former)


def _merged(loaded: StoredCanvas | None, stored: StoredCanvas) -> Canvas:
    """Return the file's canvas, merged with the one loaded earlier unless it continues that."""
    if loaded is None:
        return stored.canvas
    base = Ancestry().with_state(loaded.state).base(stored.state)
    return stored.canvas if base.is_continued else merge(base.canvas, loaded.canvas, stored.canvas)
