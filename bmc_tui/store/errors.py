"""What can go wrong with the file, each told in the person's language with its remedy."""

import errno
import stat
from pathlib import Path

from bmc_tui.guide import TellableError
from bmc_tui.model.sanitize import clean

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}


class StoreError(TellableError):
    """Something about the file or a canvas in it; the base of all the store's errors."""


class RefusedError(StoreError):
    """What is in the file is not what we can safely read, let alone write."""


class UnusableFileError(StoreError):
    """The system does not let us read or write the file."""


class LockedError(StoreError):
    """Another program holds the file's lock for longer than we wait."""


class ConflictError(StoreError):
    """The canvas in the file is not the one that the change was made to."""


class UnknownCanvasError(StoreError):
    """There is no such canvas."""


class AmbiguousCanvasError(StoreError):
    """More than one canvas could be meant."""


class UnknownVersionError(StoreError):
    """There is no such version of the canvas, or more than one that could be meant."""


class VersionsError(StoreError):
    """The file with the versions is not one that we can safely use; the canvases are not harmed."""


def shown(path: Path) -> str:
    """Return a path as a message shows it."""
    return clean(str(path))


def backup_of(path: Path) -> Path:
    """Return where the former content of the file at `path`, no symbolic link, is kept."""
    return path.parent / f"{path.name}.bak"


def has_backup(path: Path) -> bool:
    """Tell whether there is former content of the file at `path`, no symbolic link."""
    try:
        backup = backup_of(path).stat()
    except OSError:
        return False
    return stat.S_ISREG(backup.st_mode) and backup.st_size > 0


def refused(
    why: str, path: Path, error: type[StoreError] = RefusedError, **values: object
) -> StoreError:
    """Return the error that says why a file is refused, and names its backup if there is one.

    Args:
        why: The message's name in the catalogue's `store.refused` and `store.refused_backup`.
        path: The file, no symbolic link.
        error: Which error.
        values: What else the message says.
    """
    table = "store.refused"
    if has_backup(path):
        table, values["backup"] = "store.refused_backup", shown(backup_of(path))
    return error(f"{table}.{why}", file=shown(path), remedy=recovery(path), **values)


def recovery(path: Path, choice: str = "") -> str:
    """Return the command that recovers a damaged file, as it can be pasted into a shell."""
    from shlex import join

    return clean(join(filter(None, ["bmc", "recover", choice, "--file", str(path)])))


def unusable(error: OSError, path: Path) -> UnusableFileError:
    """Return the error that says why a file can't be written."""
    if error.errno in _FULL:
        return UnusableFileError("store.full", file=shown(path))
    if error.errno in _FORBIDDEN:
        return UnusableFileError("store.not_writable", file=shown(path))
    return UnusableFileError("store.not_written", file=shown(path), reason=error)
