"""Remembers where the data file was, to tell when it is gone: deleted, renamed, or unmounted.

A path alone does not name a file. When a drive is unmounted, its mount point is an empty folder of
another device, where a save would make a second file that is hidden once the drive is back.
"""

import errno
from collections.abc import Iterable
from pathlib import Path

from bmc_tui.files import paths

GONE_ERRNOS = {
    getattr(errno, name)
    for name in ("ENODEV", "ENXIO", "ENOTCONN", "ESTALE", "EHOSTDOWN", "EHOSTUNREACH", "ETIMEDOUT")
    if hasattr(errno, name)
}
"""The errors of a file on a drive or a network share that does not answer any more."""

FolderId = tuple[int, int]
"""Device and inode of a folder."""


def folder_id(folder: Path) -> FolderId | None:
    """Return what identifies a folder while it is mounted; None when there is no such folder."""
    try:
        status = folder.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


class Presence:
    """Where a file was when it was last read or written. May be used from any thread.

    Args:
        path: The file; through a symbolic link, the file that it leads to.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._last: tuple[FolderId | None, frozenset[str]] | None = None
        """The folder of the file when it was last read or written, and the ids in the file; None
        before the first time."""

    @property
    def is_known(self) -> bool:
        """Whether the file was read or written, so that it has existed."""
        return self._last is not None

    @property
    def ids(self) -> frozenset[str]:
        """The ids that the file had when it was last read or written."""
        return self._last[1] if self._last else frozenset()

    def accept(self, folder: FolderId | None, ids: Iterable[str]) -> bool:
        """Accept the file that was read as the known one, unless it is another file.

        In the same folder it is always accepted, since programs replace files. In another folder
        or on another device it must have one of the ids, since a drive can be mounted again as
        another device, and another drive can be mounted in its place.

        Args:
            folder: The folder in which the file was read.
            ids: The ids in it.
        """
        ids = frozenset(ids)
        if self._last:
            known_folder, known_ids = self._last
            if folder != known_folder and known_ids and not known_ids & ids:
                return False
        self._last = folder, ids
        return True

    def is_gone(self) -> bool:
        """Tell whether the file is not where it was, by its status alone.

        A file in another folder or on another device counts as gone until it is accepted.
        """
        if self._last is None:
            return False
        path = paths.real(self._path)
        return not paths.exists(path) or folder_id(path.parent) != self._last[0]
