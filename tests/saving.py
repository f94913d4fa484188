"""Saves a canvas over the one that a file has, as a program that has just read it does."""

from contextlib import suppress

from bmc_tui.model.canvas import Canvas
from bmc_tui.store import Shelf, StoredCanvas
from bmc_tui.store.errors import ConflictError


def save_over(shelf: Shelf, id_: str, canvas: Canvas) -> StoredCanvas:
    """Save `canvas` as the one with that id, whatever the file contains now.

    Once more where an app saves in between, as programs do that merge.
    """
    while True:
        with suppress(ConflictError):
            return shelf.save(shelf.load(id_), canvas)
