"""The store: the canvases of one TinyDB file, and the safe file beneath it."""

from bmc_tui.files.atomic import sweep
from bmc_tui.files.locations import FileStamp, copied_file, data_file, file_stamp
from bmc_tui.store.documents import Entry, StoredCanvas
from bmc_tui.store.errors import (
    AmbiguousCanvasError,
    ConflictError,
    LockedError,
    RefusedError,
    StoreError,
    UnknownCanvasError,
    UnknownVersionError,
    UnusableFileError,
    VersionsError,
)
from bmc_tui.store.lookup import SHORT_ID
from bmc_tui.store.shelf import Shelf

__all__ = [
    "SHORT_ID",
    "AmbiguousCanvasError",
    "ConflictError",
    "Entry",
    "FileStamp",
    "LockedError",
    "RefusedError",
    "Shelf",
    "StoreError",
    "StoredCanvas",
    "UnknownCanvasError",
    "UnknownVersionError",
    "UnusableFileError",
    "VersionsError",
    "copied_file",
    "data_file",
    "file_stamp",
    "sweep",
]
