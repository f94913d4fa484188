"""Saves a canvas that other programs may be saving too: load, merge, save, and retry on a conflict.

Nothing is locked between the load and the save. A save names the revision that it is based on, and
is refused when the file has another one; then the canvas is loaded and merged again.
"""

from collections.abc import Callable

from bmc_tui.model.canvas import Canvas
from bmc_tui.store.documents import StoredCanvas
from bmc_tui.store.errors import ConflictError, UnknownCanvasError
from bmc_tui.store.shelf import Shelf


def merge_and_save(
    shelf: Shelf,
    id_: str,
    merge: Callable[[StoredCanvas | None], Canvas | None],
    *,
    start: StoredCanvas | None = None,
    tries: int | None = None,
) -> StoredCanvas:
    """Save a canvas, merged with what the file has.

    Args:
        shelf: The canvases.
        id_: The canvas's id.
        merge: Returns the canvas to save, given the one in the file, or None to save nothing. It is
            called again after each conflict; what the last call returned was saved. When the file
            has no such canvas, it is given None and returns the canvas to create, if any.
        start: The canvas as it was last read from the file; read now when left out.
        tries: How many times to try before a conflict is raised; no limit when left out.

    Returns:
        The canvas as the file has it now. Nothing was written if that equals the merged one.

    Raises:
        ConflictError: Other programs saved the canvas during each of `tries`.
        UnknownCanvasError: There is no such canvas, and `merge` did not return one to create.
        StoreError: The file can't be read or written.
    """
    attempt = 1
    while True:
        try:
            return _try_once(shelf, id_, merge, start)
        except ConflictError:
            if attempt == tries:
                raise
        attempt += 1
        start = None


def _try_once(
    shelf: Shelf,
    id_: str,
    merge: Callable[[StoredCanvas | None], Canvas | None],
    start: StoredCanvas | None,
) -> StoredCanvas:
    """Merge and save once, as `merge_and_save` does."""
    try:
        stored = start or shelf.load(id_)
        merged = merge(stored)
        if merged is None or merged == stored.canvas:
            return stored
        return shelf.save(id_, stored.entry.rev, merged, stored.canvas)
    except UnknownCanvasError:
        canvas = merge(None)
        if canvas is None:
            raise
        return shelf.create(canvas, id_)


def common_base(stored: StoredCanvas, base: Canvas, rev: int) -> Canvas | None:
    """Return `base` when the file's canvas descends from it, or else None.

    It descends from it when it is equal or has a higher revision. A lower revision means that a
    backup was restored: the notes that it lacks were not deleted, and must not be by the merge. The
    same revision with another canvas means that a program has saved since the backup was restored.

    Args:
        stored: The canvas as the file has it now.
        base: The canvas as the file had it earlier.
        rev: The revision of `base`.
    """
    return base if stored.canvas == base or stored.entry.rev > rev else None
