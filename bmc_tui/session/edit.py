"""A canvas changed by a command: saved whatever else is saved meanwhile, and one step for undo."""

from collections.abc import Callable
from contextlib import suppress
from typing import NamedTuple

from bmc_tui.model.canvas import Canvas
from bmc_tui.model.history import History
from bmc_tui.store import ConflictError, Shelf, StoredCanvas
from bmc_tui.store.undo_log import keep, recall, undo_file


class Changed(NamedTuple):
    """What a change came to."""

    kept: StoredCanvas
    """The canvas as it is in the file now."""
    is_other: bool
    """Whether it was another before."""


def change(shelf: Shelf, id_: str, how: Callable[[Canvas], Canvas]) -> Changed:
    """Change a canvas.

    Args:
        shelf: The canvases.
        id_: The canvas's id.
        how: Makes the new canvas of the one in the file; called again where somebody else has
            saved since that was read.

    Raises:
        StoreError: It can't be saved.
    """
    return _move(shelf, id_, lambda history: history.record(how(history.canvas)))


def undo(shelf: Shelf, id_: str) -> Changed:
    """Take the last step back, as `change`."""
    return _move(shelf, id_, History.undo)


def redo(shelf: Shelf, id_: str) -> Changed:
    """Do again what undo took back, as `change`."""
    return _move(shelf, id_, History.redo)


def _move(shelf: Shelf, id_: str, how: Callable[[History], History]) -> Changed:
    """Save where a canvas's history goes, and keep the history."""
    file = undo_file(shelf.path, id_)
    while True:
        kept = shelf.load(id_)
        history = History(kept.canvas)
        if earlier := recall(file):
            history = history.after(earlier)
        moved = how(history)
        if moved is history:
            return Changed(kept, is_other=False)
        with suppress(ConflictError):
            saved = shelf.save(id_, kept.entry.rev, moved.canvas, kept.canvas)
            with suppress(OSError):  # without it there is nothing to undo, and nothing is lost
                keep(file, moved)
            return Changed(saved, is_other=True)
