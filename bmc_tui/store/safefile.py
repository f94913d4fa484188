"""Replacing a file such that whatever happens, it has its old or its new content, whole.

Only writing needs this module: reading needs no lock, since a replacement shows at once.
"""

import errno
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from bmc_tui.store.errors import LockedError, UnusableFileError, backup_of, shown

PATIENCE = 5.0
"""Seconds to wait for another program that is writing the file."""

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}
_NO_FOLDER_SYNC = {errno.EINVAL, errno.ENOTSUP, errno.EACCES, errno.EPERM}
"""How file systems say that a folder is not for syncing, or not for us."""


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock of a file, so that no other session writes it; its folder is made.

    Args:
        path: The file, no symbolic link; it need not be there.

    Raises:
        LockedError: Another program held the lock all the time that we waited.
        UnusableFileError: The folder can't be made, or the lock in it.
    """
    lock = FileLock(path.with_name(f"{path.name}.lock"), timeout=PATIENCE, mode=0o600)
    try:
        _make_folder(path.parent)
        lock.acquire()
    except Timeout as error:
        raise LockedError("store.locked", file=shown(path)) from error
    except OSError as error:
        raise _unusable(error, path) from error
    try:
        yield
    finally:
        lock.release()


def replace(path: Path, raw: bytes) -> None:
    """Give a file new content, and keep the former content as its backup. Hold its lock.

    Args:
        path: The file, no symbolic link; a new one is for its owner only.
        raw: The content.

    Raises:
        UnusableFileError: It can't be written; the file has its old content.
    """
    try:
        _replace(path, raw)
    except OSError as error:
        raise _unusable(error, path) from error


def _replace(path: Path, raw: bytes) -> None:
    """Do what `replace` does."""
    try:
        former = path.stat()
    except FileNotFoundError:
        former = None
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent)
    new = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(raw)
            file.flush()
            if former:
                _pass_on(former, file.fileno())
            os.fsync(file.fileno())
        if former and former.st_size:
            _keep(path, new.with_suffix(".bak"))
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)
    _sync_folder(path.parent)


def _pass_on(former: os.stat_result, handle: int) -> None:
    """Give the new file the owner and the mode of the former one."""
    if (former.st_uid, former.st_gid) != (os.geteuid(), os.getegid()):
        with suppress(PermissionError):  # somebody else's file, which we may write: now it is ours
            os.fchown(handle, former.st_uid, former.st_gid)
    os.fchmod(handle, stat.S_IMODE(former.st_mode))


def _keep(path: Path, link: Path) -> None:
    """Make the file as it is the backup, by way of `link`: there is a backup at every moment."""
    try:
        try:
            os.link(path, link)
        except OSError:  # a file system without hard links; what else is wrong, copying meets too
            shutil.copy2(path, link)
            with link.open("rb") as copy:
                os.fsync(copy.fileno())
        link.replace(backup_of(path))
    finally:
        # Replacing one name of a file by another name of it leaves both.
        link.unlink(missing_ok=True)


def _make_folder(folder: Path) -> None:
    """Make a folder and those above it that are not there, each for its owner only."""
    if not folder.exists():
        _make_folder(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)


def _sync_folder(folder: Path) -> None:
    """Bring the names in a folder to the disk, where the file system can."""
    try:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        if error.errno not in _NO_FOLDER_SYNC:
            raise


def _unusable(error: OSError, path: Path) -> UnusableFileError:
    """Return the error that says why a file can't be written."""
    if error.errno in _FULL:
        return UnusableFileError("store.full", file=shown(path))
    if error.errno in _FORBIDDEN:
        return UnusableFileError("store.not_writable", file=shown(path))
    return UnusableFileError("store.not_written", file=shown(path), reason=error.strerror)
