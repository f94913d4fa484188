"""Gives files the owner and the mode of another file, as far as the file system allows that.

Network drives, drives of Windows and the storage of phones refuse some of what a save asks for:
other owners, modes, links, or a sync. None of that is a reason not to save.
"""

import errno
import os
import stat
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

NO_SYNC_ERRNOS = {
    errno.EINVAL,
    errno.ENOSYS,
    errno.ENOTSUP,
    errno.EOPNOTSUPP,
    errno.EACCES,
    errno.EPERM,
}
"""The errors of file systems that can't sync, or do not allow it to this user. A disk that fails
has another one, EIO."""


class Access(NamedTuple):
    """Who may do what with a file."""

    uid: int
    gid: int
    mode: int
    """The permissions, without the kind of file."""

    @classmethod
    def of(cls, status: os.stat_result) -> "Access":
        """Return the access to a file by its status."""
        return cls(status.st_uid, status.st_gid, stat.S_IMODE(status.st_mode))

    @property
    def of_folder(self) -> "Access":
        """The access to a folder for what belongs to the file: who may read that may enter it."""
        return self._replace(mode=self.mode | (self.mode & _READ) >> 2)

    @property
    def of_lock(self) -> "Access":
        """The access to a lock of the file: an empty file, which each reader may lock anyway."""
        return self._replace(mode=self.mode | (self.mode & _READ) >> 1)


_READ = 0o444
"""Read permission for all."""


def access_of(path: Path | None) -> Access | None:
    """Return the access to a file; None if there is no file, or this user can't reach it."""
    if path is None:
        return None
    try:
        return Access.of(path.stat())
    except OSError:
        return None


def sync(handle: int) -> None:
    """Sync an open file or folder to the disk, if the file system supports that.

    Raises:
        OSError: The disk fails.
    """
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in NO_SYNC_ERRNOS:
            raise


def give_access(handle: int, access: Access) -> None:
    """Give an open file an owner, a group and a mode, as far as possible.

    Only root may change the owner, but members of a group may give their files to it: each is tried
    separately. If the group can't be changed, its members get the permissions of all other users.

    Args:
        handle: The descriptor of a file or folder of this program.
        access: The owner, the group and the mode. A folder keeps passing its group on to its files.
    """
    own = os.fstat(handle)
    mode = access.mode | own.st_mode & stat.S_ISGID
    if own.st_uid != access.uid:
        with suppress(OSError):
            os.fchown(handle, access.uid, -1)
    if own.st_gid != access.gid:
        try:
            os.fchown(handle, -1, access.gid)
        except OSError:
            mode &= ~stat.S_IRWXG | (mode & stat.S_IRWXO) << 3
    with suppress(OSError):
        os.fchmod(handle, mode)


def give_to_folder_owner(handle: int, folder: Path) -> None:
    """Give what root has made in the folder of a user to that user, as far as possible.

    After one `sudo bmc`, the user's own program could not read it.

    Args:
        handle: The descriptor of the new file or folder.
        folder: The folder that it is in.
    """
    if os.geteuid() == 0 and (owner := access_of(folder)) and owner.uid != 0:
        with suppress(OSError):
            os.fchown(handle, owner.uid, owner.gid)
