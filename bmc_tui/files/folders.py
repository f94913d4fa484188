"""Makes folders for their owner only, and syncs the names in folders to the disk."""

import errno
import os
import stat
from pathlib import Path

_NO_FOLDER_SYNC_ERRNOS = {errno.EINVAL, errno.ENOTSUP, errno.EACCES, errno.EPERM}
"""The errors of file systems that can't sync a folder, or do not allow it to this user."""


def make_folder(folder: Path, *, parents: bool = True) -> None:
    """Make a folder and the missing ones above it, each with mode 700, and sync their names.

    Without the sync, a loss of power can take a new folder away with all that was written and
    synced in it: its name is an entry of the folder above.

    Args:
        folder: The folder; one that exists keeps its mode.
        parents: Whether to make the missing ones above it too.

    Raises:
        OSError: It can't be made, or there is something else of that name.
    """
    if folder.exists():
        if not folder.is_dir():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(folder))
        return
    if parents:
        make_folder(folder.parent)
    try:
        folder.mkdir(mode=stat.S_IRWXU)
    except FileExistsError:  # another program made it meanwhile, or a link leads nowhere
        if not folder.is_dir():
            raise
    else:
        if stat.S_IMODE(folder.stat().st_mode) & stat.S_IRWXU != stat.S_IRWXU:
            folder.chmod(stat.S_IRWXU)  # the umask had taken away the owner's own permissions
    sync_folder(folder.parent)


def sync_folder(folder: Path) -> None:
    """Sync the names in a folder to the disk, if the file system supports that."""
    try:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        if error.errno not in _NO_FOLDER_SYNC_ERRNOS:
            raise
