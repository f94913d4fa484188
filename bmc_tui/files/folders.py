"""Makes folders for their owner only, and syncs the names in folders to the disk."""

import errno
import os
import stat
from contextlib import suppress
from pathlib import Path

from bmc_tui.files import paths
from bmc_tui.files.access import NO_SYNC_ERRNOS, access_of, give_access, give_to_folder_owner


def make_folder(folder: Path, *, parents: bool = True, like: Path | None = None) -> None:
    """Make a folder and the missing ones above it, each with mode 700, and sync their names.

    Without the sync, a loss of power can take a new folder away with all that was written and
    synced in it: its name is an entry of the folder above.

    Args:
        folder: The folder; one that exists keeps its mode.
        parents: Whether to make the missing ones above it too.
        like: The file whose owner and mode it gets, if there is one: the folder is for what belongs
            to that file.

    Raises:
        OSError: It can't be made, or something else has that name.
    """
    if paths.exists(folder):
        if not paths.is_folder(folder):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(folder))
        return
    if parents:
        make_folder(folder.parent)
    try:
        folder.mkdir(mode=stat.S_IRWXU)
    except FileExistsError:  # another program made it meanwhile, or a link leads nowhere
        if not paths.is_folder(folder):
            raise
    else:
        _give(folder, like)
    sync_folder(folder.parent)


def _give(folder: Path, like: Path | None) -> None:
    """Give a new folder its mode and owner, as far as the file system allows that."""
    with suppress(OSError):
        if folder.stat().st_mode & stat.S_IRWXU != stat.S_IRWXU:
            folder.chmod(stat.S_IRWXU)  # the umask had taken away the owner's own permissions
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        try:
            if access := access_of(like):
                give_access(handle, access.of_folder)
            else:
                give_to_folder_owner(handle, folder.parent)
        finally:
            os.close(handle)


def sync_folder(folder: Path) -> None:
    """Sync the names in a folder to the disk, if the file system supports that.

    Raises:
        OSError: The disk fails.
    """
    try:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        if error.errno not in NO_SYNC_ERRNOS:
            raise
