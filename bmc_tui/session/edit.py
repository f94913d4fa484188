"""Edits a stored canvas as one undo step, for commands that do not keep it open."""

from collections.abc import Callable
from contextlib import suppress
from typing import NamedTuple

from bmc_tui.model.canvas import Canvas
from bmc_tui.model.history import History
from bmc_tui.store import Shelf, StoredCanvas
from bmc_tui.store.merging import merge_and_save
from bmc_tui.store.undo_log import read_history, undo_file, write_history


class Edit(NamedTuple):
    """What came of an edit."""

    stored: StoredCanvas
    """The canvas as the file has it now."""
    is_changed: bool
    """Whether the edit changed it."""


def change(shelf: Shelf, id_: str, edit: Callable[[Canvas], Canvas]) -> Edit:
    """Change a canvas.

    Args:
        shelf: The canvases.
        id_: The canvas's id.
        edit: Returns the changed canvas, given the one in the file; called again when another
            program has saved it meanwhile.

    Raises:
        StoreError: It can't be read or saved.
    """
    return _edit(shelf, id_, lambda history: history.record(edit(history.canvas)))


def undo(shelf: Shelf, id_: str) -> Edit:
    """Undo the last step; see `change`."""
    return _edit(shelf, id_, History.undo)


def redo(shelf: Shelf, id_: str) -> Edit:
    """Redo the step that undo took back last; see `change`."""
    return _edit(shelf, id_, History.redo)


def _edit(shelf: Shelf, id_: str, move: Callable[[History], History]) -> Edit:
    """Move the history of a canvas, and save the canvas and the history."""
    file = undo_file(shelf.path, id_)
    history = moved = History(Canvas())

    def edited(stored: StoredCanvas | None) -> Canvas | None:
        nonlocal history, moved
        if stored is None:
            return None
        history = History(stored.canvas)
        if earlier := read_history(file):
            history = history.continue_from(earlier)
        moved = move(history)
        return moved.canvas

    stored = merge_and_save(shelf, id_, edited)
    if moved is history:
        return Edit(stored, is_changed=False)
    with suppress(OSError):  # the change is saved; it only can't be undone later
        write_history(file, moved)
    return Edit(stored, is_changed=True)
