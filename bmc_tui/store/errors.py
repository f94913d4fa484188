"""The errors of the store; each has a message in the user's language that names the remedy."""

import errno
import os
from pathlib import Path

from bmc_tui.files.locations import backup_path, has_backup
from bmc_tui.guide import ReportableError
from bmc_tui.model.sanitize import clean

_NO_SPACE_ERRNOS = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_FORBIDDEN_ERRNOS = {errno.EACCES, errno.EPERM, errno.EROFS}


class StoreError(ReportableError):
    """The base class of the store's errors: a problem with the file or a canvas in it."""


class RefusedError(StoreError):
    """The file has content that can't be read safely, let alone be overwritten."""


class UnusableFileError(StoreError):
    """The system does not let this program read or write the file."""


class FileGoneError(StoreError):
    """The file that was read or written is not there any more; nothing was made in its place."""


class LockedError(StoreError):
    """Another program had the lock of the file for longer than `LOCK_TIMEOUT_S`."""


class ConflictError(StoreError):
    """The canvas in the file is not the one that the change was based on."""


class UnknownCanvasError(StoreError):
    """There is no such canvas."""


class AmbiguousCanvasError(StoreError):
    """The name matches more than one canvas."""


class UnknownVersionError(StoreError):
    """The name matches no version of the canvas, or more than one."""


class VersionsError(StoreError):
    """The file with the versions can't be used safely; the canvases are not affected."""


def display_path(path: Path) -> str:
    """Return a path as text that is safe to show in a message."""
    return clean(str(path))


def refusal(
    problem: str, path: Path, error: type[StoreError] = RefusedError, **values: object
) -> StoreError:
    """Return the error for a file that is refused, which names the backup if there is one.

    Args:
        problem: The key of the message, in `store.refused` and `store.refused_backup` alike.
        path: The file, not a symbolic link.
        error: The class of the error.
        values: More values for the message.
    """
    table = "store.refused"
    if has_backup(path):
        table, values["backup"] = "store.refused_backup", display_path(backup_path(path))
    return error(
        f"{table}.{problem}", file=display_path(path), remedy=repair_command(path), **values
    )


def repair_command(path: Path, choice: str = "") -> str:
    """Return the command that repairs a damaged file, quoted for a shell.

    Args:
        path: The file.
        choice: What to restore; without it the command asks.
    """
    from shlex import join

    return clean(join(filter(None, ["bmc", "recover", choice, "--file", str(path)])))


def write_failure(error: OSError, path: Path) -> UnusableFileError:
    """Return the error for a file that can't be written; it names the one beside it that failed.

    A file that does not exist, such as one that was to take its place, failed because of it.
    """
    failed = str(error.filename or "")
    file = display_path(Path(failed) if os.path.lexists(failed) else path)
    if error.errno in _NO_SPACE_ERRNOS:
        return UnusableFileError("store.full", file=file)
    if error.errno in _FORBIDDEN_ERRNOS:
        return UnusableFileError("store.not_writable", file=file)
    return UnusableFileError("store.not_written", file=file, reason=error)
