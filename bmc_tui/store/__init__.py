"""Stores canvases in one TinyDB file; versions, undo steps, journals and a backup are beside it."""

from bmc_tui.store.documents import Entry, StoredCanvas
from bmc_tui.store.errors import (
    AmbiguousCanvasError,
    ConflictError,
    FileGoneError,
    LockedError,
    RefusedError,
    StoreError,
    UnknownCanvasError,
    UnknownVersionError,
    UnusableFileError,
    VersionsError,
)
from bmc_tui.store.lookup import SHORT_ID_LENGTH
from bmc_tui.store.shelf import Shelf

__all__ = [
    "SHORT_ID_LENGTH",
    "AmbiguousCanvasError",
    "ConflictError",
    "Entry",
    "FileGoneError",
    "LockedError",
    "RefusedError",
    "Shelf",
    "StoreError",
    "StoredCanvas",
    "UnknownCanvasError",
    "UnknownVersionError",
    "UnusableFileError",
    "VersionsError",
]
