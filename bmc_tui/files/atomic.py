"""Replacing a file such that whatever happens, it has its old or its new content, whole."""

import errno
import os
import re
import shutil
import stat
import time
from contextlib import suppress
from pathlib import Path

_NO_FOLDER_SYNC = {errno.EINVAL, errno.ENOTSUP, errno.EACCES, errno.EPERM}
"""How file systems say that a folder is not for syncing, or not for us."""


def replace(path: Path, raw: bytes, *, mode: int = 0o600, backup: Path | None = None) -> None:
    """Give a file new content, by way of a new file `.NAME.RANDOM.tmp` beside it.

    Args:
        path: The file, no symbolic link; it keeps the owner and the mode that it has.
        raw: The content.
        mode: What a file that is not there yet gets, less what the umask takes.
        backup: The name that the former content stays under, if there is any.

    Raises:
        OSError: It can't be written; the file has its old content.
    """
    try:
        former = path.stat()
    except FileNotFoundError:
        former = None
    new = path.with_name(f".{path.name}.{os.urandom(4).hex()}.tmp")
    # Not yet inside `try`: a file that is there already is not ours to remove.
    handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(raw)
            file.flush()
            if former:
                _pass_on(former, file.fileno())
            os.fsync(file.fileno())
        if backup and former and former.st_size:
            _keep(path, backup, new.with_suffix(".bak"))
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


def _keep(path: Path, backup: Path, link: Path) -> None:
    """Make the file as it is the backup, by way of `link`: there is a backup at every moment."""
    try:
        try:
            os.link(path, link)
        except OSError:  # a file system without hard links; what else is wrong, copying meets too
            shutil.copy2(path, link)
            with link.open("rb") as copy:
                os.fsync(copy.fileno())
        link.replace(backup)
    finally:
        # Replacing one name of a file by another name of it leaves both.
        link.unlink(missing_ok=True)


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


_ABANDONED = 300.0
"""Seconds after which a half-made file is nobody's: a save takes far less."""


def sweep(path: Path) -> None:
    """Remove what saves that were killed have left beside a file.

    Args:
        path: The file; through a symbolic link, the file that it leads to.
    """
    path = Path(os.path.realpath(path))
    leftover = re.compile(rf"\.{re.escape(path.name)}\.[0-9a-f]{{8}}\.(tmp|bak)")
    # That it could not be done is no news: the next save tries again.
    with suppress(OSError):
        for other in path.parent.iterdir():
            is_leftover = leftover.fullmatch(other.name)
            if is_leftover and other.lstat().st_mtime < time.time() - _ABANDONED:
                other.unlink()
