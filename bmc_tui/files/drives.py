"""Remembers which data files are on a drive of their own, to miss the drive when it is not mounted.

For a file on another device than the user's home, the state folder has a file `drive-HASH` with the
mount point. Without it, a start while the drive is not mounted would take the bare mount point for
the folder of a new user.
"""

import os
from contextlib import suppress
from pathlib import Path

from bmc_tui.files import paths, side_files
from bmc_tui.files.journal_paths import path_hash
from bmc_tui.files.locations import state_folder

_MAX_NOTE_BYTES = 2**16
"""A larger file was not written by this program."""


def remember_drive(file: Path) -> None:
    """Write the mount point of a file that is on another device than the user's home.

    A failure is ignored: the file itself was written.

    Args:
        file: The file, not a symbolic link; it exists.
    """
    with suppress(OSError):
        device = file.parent.stat().st_dev
        if device == paths.home().stat().st_dev:
            return
        note, mount_point = note_of(file), os.fsencode(_mount_point(file.parent, device))
        if side_files.read(note, _MAX_NOTE_BYTES) != mount_point:
            side_files.write(note, mount_point)


def missing_drive(file: Path) -> Path | None:
    """Return the mount point of the unmounted drive that a file was on; None if there was none.

    Args:
        file: The file, not a symbolic link; it does not exist.
    """
    raw = side_files.read(note_of(file), _MAX_NOTE_BYTES)
    if raw is None:
        return None
    mount_point = Path(os.fsdecode(raw))
    is_above = mount_point.is_absolute() and mount_point in file.parents
    return mount_point if is_above and not paths.is_mount(mount_point) else None


def note_of(file: Path) -> Path:
    """Return the path of the file in the state folder that has the mount point of a file."""
    return state_folder() / f"drive-{path_hash(file)}"


def _mount_point(folder: Path, device: int) -> Path:
    """Return the topmost parent folder on the same device."""
    while folder.parent != folder and folder.parent.stat().st_dev == device:
        folder = folder.parent
    return folder
