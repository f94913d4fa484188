"""Replaces a file atomically: after a crash it has either its old or its new content, complete."""

import os
import re
import stat
import time
from contextlib import suppress
from pathlib import Path

from bmc_tui.files import paths
from bmc_tui.files.access import Access, access_of, give_access, give_to_folder_owner, sync
from bmc_tui.files.folders import sync_folder

_UMASK_MODE = 0o666
"""The mode of any new file, from which the umask takes permissions away."""


def replace(
    path: Path,
    raw: bytes,
    *,
    mode: int | None = 0o600,
    backup: Path | None = None,
    like: Path | None = None,
) -> None:
    """Write a new file `.NAME.RANDOM.tmp`, sync it, and rename it over the old one.

    Only the content is essential: a file system may refuse the owner and mode, a sync, and the
    backup.

    Args:
        path: The file, not a symbolic link; it keeps its owner and mode.
        raw: The new content.
        mode: The permissions of a file that does not exist yet, under any umask; None for those
            that the umask gives any new file.
        backup: The path for the previous content; an empty file is not backed up.
        like: The file whose owner and mode it gets instead of its own, if there is one.

    Raises:
        OSError: It can't be written; the file has its old content.
    """
    try:
        previous = path.stat()
    except FileNotFoundError:
        previous = None
    temporary = path.with_name(f".{path.name}.{os.urandom(4).hex()}.tmp")
    # Outside `try`: a file that exists already must not be removed below.
    handle = os.open(
        temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _UMASK_MODE if mode is None else mode
    )
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(raw)
            file.flush()
            if access := access_of(like) or (Access.of(previous) if previous else None):
                give_access(file.fileno(), access)
            elif mode is not None:
                with suppress(OSError):
                    os.fchmod(file.fileno(), mode)  # the umask may have cleared the owner's bits
                give_to_folder_owner(file.fileno(), path.parent)
            sync(file.fileno())
        if backup and previous and previous.st_size:
            with suppress(OSError):
                _make_backup(path, backup, temporary.with_suffix(".bak"))
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    sync_folder(path.parent)


def _make_backup(path: Path, backup: Path, link: Path) -> None:
    """Link the file as `link` and rename that to `backup`, so that there is always a backup.

    Another user's file in a sticky folder, such as `/tmp`, is copied: only that user may remove a
    link of it, so that each failed save would leave one there for good.
    """
    try:
        if _is_removable_by_its_owner_only(path):
            copy_file(path, link)
        else:
            try:
                os.link(path, link)
            except OSError:  # no hard links; any other cause makes the copy fail too
                copy_file(path, link)
        link.replace(backup)
    finally:
        # Renaming one hard link of a file over another leaves both.
        link.unlink(missing_ok=True)


def _is_removable_by_its_owner_only(path: Path) -> bool:
    """Tell whether a file is another user's, in a sticky folder (unlink(2))."""
    is_sticky = path.parent.stat().st_mode & stat.S_ISVTX
    return bool(is_sticky) and path.stat().st_uid != os.geteuid()


def copy_file(path: Path, copy: Path) -> None:
    """Copy a file with its owner, mode and times as far as possible, and sync it.

    Args:
        path: The file.
        copy: The path of the copy, which must not exist yet.

    Raises:
        OSError: It can't be copied.
    """
    import shutil

    handle = os.open(copy, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with path.open("rb") as source, os.fdopen(handle, "wb") as target:
        shutil.copyfileobj(source, target)
        give_access(target.fileno(), Access.of(os.fstat(source.fileno())))
        target.flush()
        sync(target.fileno())
    with suppress(OSError):
        shutil.copystat(path, copy)


_ABANDONED_AFTER_S = 300.0
"""Age in seconds from which a temporary file is a killed save's; a save takes far less."""


def remove_leftovers(path: Path) -> None:
    """Remove the temporary files of killed saves beside a file.

    Args:
        path: The file; through a symbolic link, the file that it leads to.
    """
    path = paths.real(path)
    leftover = re.compile(rf"\.{re.escape(path.name)}\.[0-9a-f]{{8}}\.(tmp|bak)")
    # A failure need not be reported: the next save tries again.
    with suppress(OSError):
        for file in path.parent.iterdir():
            is_leftover = leftover.fullmatch(file.name)
            if is_leftover and file.lstat().st_mtime < time.time() - _ABANDONED_AFTER_S:
                file.unlink()
