"""Saves a canvas over the one that a file has, as a program that has just read it does."""

from bmc_tui.model.canvas import Canvas
from bmc_tui.store import Shelf, StoredCanvas


def save_over(shelf: Shelf, id_: str, canvas: Canvas) -> StoredCanvas:
    """Save `canvas` as the one with that id, whatever the file contains now."""
    return shelf.save(shelf.load(id_), canvas)
