"""Reads and writes side files: files beside a data file that it can be used without.

Undo steps, versions, journals, locks and records about the file get the owner of the data file,
whichever user makes them. One that is damaged, or that this user may not read, counts as missing:
what is in it is lost, and nothing else.
"""

import os
import stat
from contextlib import suppress
from pathlib import Path

from bmc_tui.files import paths
from bmc_tui.files.access import Access, access_of, give_access, give_to_folder_owner
from bmc_tui.files.folders import make_folder


def read(path: Path, max_bytes: int) -> bytes | None:
    """Return the content of a side file; None if it can't be read, or is too large.

    Neither a pipe nor a device of that name blocks the program, and no link leads it elsewhere.

    Args:
        path: The file.
        max_bytes: A larger file was not written by this program.
    """
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        with os.fdopen(handle, "rb") as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode) or status.st_size > max_bytes:
                return None
            return file.read(max_bytes)
    except OSError:
        return None


def write(path: Path, raw: bytes, data: Path | None = None) -> None:
    """Write a side file atomically.

    A folder of side files that this user can't use, such as one of root, is renamed.

    Args:
        path: The file. Its folder is made, if that is missing.
        raw: Its content.
        data: The data file, whose owner and mode it gets, and whose folder is there; None for a
            file in the user's own folder.

    Raises:
        OSError: It can't be written.
    """
    from bmc_tui.files import atomic

    folder = path.parent
    if (
        data
        and folder != data.parent
        and paths.is_folder(folder)
        and not _allows(folder, os.W_OK | os.X_OK)
    ):
        folder.rename(data.with_name(f"{data.name}.damaged-{os.urandom(4).hex()}"))
    make_folder(folder, parents=data is None, like=data)
    atomic.replace(path, raw, like=data)


def remove(path: Path) -> None:
    """Remove a side file, if it exists; a failure is ignored."""
    with suppress(OSError):
        path.unlink()


def prepare_lock(lock: Path, data: Path) -> None:
    """Make sure that a lock file can be opened by all who may write a data file.

    One that this user may not open, such as one of root, is removed: a lock that its users can't
    open is useless. At worst a program that has it locked at this moment writes at the same time as
    this one.

    Args:
        lock: The lock file.
        data: The data file, whose owner and mode it gets.
    """
    data_access = access_of(data)
    access = data_access.of_lock if data_access else None
    with suppress(OSError):
        if os.path.lexists(lock) and not _may_be_opened(lock):
            lock.unlink()
        try:
            handle = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            if access is None or not _may_change(lock, access):
                return
            handle = os.open(lock, os.O_RDWR | os.O_NOFOLLOW | os.O_NONBLOCK)
        try:
            if access:
                give_access(handle, access)
            else:
                give_to_folder_owner(handle, lock.parent)
        finally:
            os.close(handle)


def _may_be_opened(lock: Path) -> bool:
    """Tell whether a lock is a file that this user may open."""
    return stat.S_ISREG(lock.lstat().st_mode) and _allows(lock, os.R_OK | os.W_OK)


def _allows(path: Path, mode: int) -> bool:
    """Tell whether this user has the access `mode` of `os.access` to a file or folder."""
    return os.access(path, mode, effective_ids=os.access in os.supports_effective_ids)


def _may_change(lock: Path, access: Access) -> bool:
    """Tell whether this user can and must still change the access to a lock.

    A hard link to another file, or a file with content, is not a lock that this program made.
    """
    status = lock.lstat()
    if status.st_nlink != 1 or status.st_size or os.geteuid() not in (0, status.st_uid):
        return False
    own = Access.of(status)
    return own != (access if os.geteuid() == 0 else access._replace(uid=own.uid))
