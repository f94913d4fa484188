"""The store: the canvases of one TinyDB file, and the safe file beneath it."""

from bmc_tui.store.document import Entry, Kept
from bmc_tui.store.errors import (
    AmbiguousCanvasError,
    ConflictError,
    LockedError,
    RefusedError,
    StoreError,
    UnknownCanvasError,
    UnusableFileError,
)
from bmc_tui.store.paths import copied_file, data_file
from bmc_tui.store.shelf import SHORT_ID, Shelf

__all__ = [
    "SHORT_ID",
    "AmbiguousCanvasError",
    "ConflictError",
    "Entry",
    "Kept",
    "LockedError",
    "RefusedError",
    "Shelf",
    "StoreError",
    "UnknownCanvasError",
    "UnusableFileError",
    "copied_file",
    "data_file",
]
