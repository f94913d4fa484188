"""Remembers which copies beside a data file the user did not want to merge, to not ask again.

The state folder has a file `declined-HASH` for each such data file, with the names of the copies.
"""

import os
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

from bmc_tui.files import side_files
from bmc_tui.files.journal_paths import path_hash
from bmc_tui.files.locations import state_folder

_MAX_NOTE_BYTES = 2**20
"""A larger file was not written by this program."""

_PREFIX = "declined-"
"""The start of the names of these files."""


def has_declined() -> bool:
    """Tell whether copies of any data file were declined."""
    with suppress(OSError):
        names = os.listdir(state_folder())  # noqa: PTH208 - does not make a path of each name
        return any(name.startswith(_PREFIX) for name in names)
    return False


def declined_names(file: Path) -> frozenset[str]:
    """Return the names of the copies that were declined.

    Args:
        file: The data file, not a symbolic link.
    """
    raw = side_files.read(_note_of(file), _MAX_NOTE_BYTES) or b""
    return frozenset(map(os.fsdecode, filter(None, raw.split(b"\0"))))


def decline(file: Path, names: Collection[str]) -> None:
    """Add names of copies to those that were declined; after a failure the user is asked again.

    Args:
        file: The data file, not a symbolic link.
        names: The names.
    """
    _write(file, declined_names(file).union(names))


def forget_declined(file: Path, names: Collection[str]) -> None:
    """Remove names from those that were declined, such as of copies that are gone.

    Args:
        file: The data file, not a symbolic link.
        names: The names.
    """
    _write(file, declined_names(file).difference(names))


def _write(file: Path, names: Collection[str]) -> None:
    """Write the names that were declined; without any, remove the file with them."""
    note = _note_of(file)
    if not names:
        side_files.remove(note)
        return
    with suppress(OSError):
        side_files.write(note, b"\0".join(map(os.fsencode, sorted(names))))


def _note_of(file: Path) -> Path:
    """Return the path of the file in the state folder with the names for a data file."""
    return state_folder() / f"{_PREFIX}{path_hash(file)}"
