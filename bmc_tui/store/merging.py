"""Saves a canvas that another program may be saving too: load, merge, save, and again.

Nothing is locked between the load and the save. A save names the revision that it started from, is
refused when the file has another one, and is merged and tried again then.
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
        merge: Returns the canvas to save, given the one in the file. It is called again for each
            conflict; the last call is the one that was saved. It gets None when the file has no
            such canvas, and returns the canvas to create, or None to leave it at that.
        start: The canvas as it was last read from the file; read now when left out.
        tries: How often to try in all; until it succeeds when left out.

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
    """Return what to merge from, or None when the file's canvas was not made from `base`.

    A lower revision means that a backup was restored: nobody deleted the notes that it lacks, so
    they must not count as deleted. When another program saved over the backup the revision can
    come round to the same number, with another canvas.

    Args:
        stored: The canvas as the file has it now.
        base: The canvas as the file had it before.
        rev: The revision it had then.
    """
    return base if stored.canvas == base or stored.entry.rev > rev else None
