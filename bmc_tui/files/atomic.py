"""Replaces a file atomically: after a crash it has either its old or its new content, complete."""

import errno
import os
import re
import shutil
import stat
import time
from contextlib import suppress
from pathlib import Path

_NO_FOLDER_SYNC_ERRNOS = {errno.EINVAL, errno.ENOTSUP, errno.EACCES, errno.EPERM}
"""The errors of file systems that can't sync a folder, or do not allow it to this user."""


def replace(path: Path, raw: bytes, *, mode: int = 0o600, backup: Path | None = None) -> None:
    """Write a new file `.NAME.RANDOM.tmp`, sync it, and rename it over the old one.

    Args:
        path: The file, no symbolic link; it keeps its owner and mode.
        raw: The new content.
        mode: The permissions of a file that does not exist yet, before the umask.
        backup: The path for the previous content; an empty file is not backed up.

    Raises:
        OSError: It can't be written; the file has its old content.
    """
    try:
        previous = path.stat()
    except FileNotFoundError:
        previous = None
    temporary = path.with_name(f".{path.name}.{os.urandom(4).hex()}.tmp")
    # Outside `try`: a file that exists already must not be removed below.
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(raw)
            file.flush()
            if previous:
                _copy_owner_and_mode(previous, file.fileno())
            os.fsync(file.fileno())
        if backup and previous and previous.st_size:
            _make_backup(path, backup, temporary.with_suffix(".bak"))
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    _sync_folder(path.parent)


def _copy_owner_and_mode(previous: os.stat_result, handle: int) -> None:
    """Give the new file the owner and the mode of the previous one."""
    if (previous.st_uid, previous.st_gid) != (os.geteuid(), os.getegid()):
        with suppress(PermissionError):  # a file of another user, which this user owns from now on
            os.fchown(handle, previous.st_uid, previous.st_gid)
    os.fchmod(handle, stat.S_IMODE(previous.st_mode))


def _make_backup(path: Path, backup: Path, link: Path) -> None:
    """Link the file as `link` and rename that to `backup`, so that there is always a backup."""
    try:
        try:
            os.link(path, link)
        except OSError:  # no hard links; any other cause makes the copy fail too
            shutil.copy2(path, link)
            with link.open("rb") as copy:
                os.fsync(copy.fileno())
        link.replace(backup)
    finally:
        # Renaming one hard link of a file over another leaves both.
        link.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
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


_ABANDONED_AFTER_S = 300.0
"""Age in seconds from which a temporary file is a killed save's; a save takes far less."""


def remove_leftovers(path: Path) -> None:
    """Remove the temporary files of killed saves beside a file.

    Args:
        path: The file; through a symbolic link, the file that it leads to.
    """
    path = Path(os.path.realpath(path))
    leftover = re.compile(rf"\.{re.escape(path.name)}\.[0-9a-f]{{8}}\.(tmp|bak)")
    # A failure need not be reported: the next save tries again.
    with suppress(OSError):
        for file in path.parent.iterdir():
            is_leftover = leftover.fullmatch(file.name)
            if is_leftover and file.lstat().st_mtime < time.time() - _ABANDONED_AFTER_S:
                file.unlink()
