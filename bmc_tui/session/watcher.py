"""Noticing that another program has written the data file, without waking up to look.

On Linux the system tells (inotify). Elsewhere, and on drives where another computer may be the one
that writes, the file is looked at now and then.
"""

import asyncio
import os
import re
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from bmc_tui.store import FileStamp, file_stamp

EVERY = 1.5
"""Seconds between two looks where the system does not tell."""

SETTLE = 0.1
"""Seconds from the first word of the system to the look: a save is several events."""

_WRITTEN = 0x8 | 0x40 | 0x80 | 0x100 | 0x200
"""inotify(7): IN_CLOSE_WRITE, IN_MOVED_FROM, IN_MOVED_TO, IN_CREATE, IN_DELETE in a folder."""

_SHARED = re.compile(
    "|fuse.*|nfs4?|cifs|smb.*|9p|afs|ceph|coda|gfs2|glusterfs|lustre|ocfs2|vboxsf|virtiofs|vmhgfs"
)
"""File systems that another computer may write, of which this one's system would not tell; and
those of which nothing is known."""

_ESCAPE = re.compile(r"\\([0-7]{3})")
"""How a space, a tab, a backslash or the end of a line is written in a list of mounts."""


class Watcher:
    """Tells when a file has become another one. All methods are for the loop's own thread.

    Args:
        path: The file; through a symbolic link, the file that it leads to.
        ours: Returns the version that we have written ourselves.
        changed: Called after a change that somebody else has made.
    """

    def __init__(
        self, path: Path, ours: Callable[[], FileStamp | None], changed: Callable[[], object]
    ) -> None:
        self._path = path
        self._ours = ours
        self._changed = changed
        self._handle: int | None = None
        self._watched: tuple[int, int] | None = None
        """Which folder the system tells of."""
        self._timer: asyncio.TimerHandle | None = None
        self._version: FileStamp | None = None

    def start(self) -> None:
        """Begin to watch."""
        self._version = file_stamp(self._path)
        self._listen()
        if self._handle is None:
            self._look_later(EVERY)

    def stop(self) -> None:
        """Watch no longer."""
        if self._timer:
            self._timer.cancel()
        self._listen_no_longer()

    def _listen_no_longer(self) -> None:
        """Have the system tell no more."""
        if self._handle is not None:
            asyncio.get_running_loop().remove_reader(self._handle)
            os.close(self._handle)
            self._handle = None

    def _listen(self) -> None:
        """Have the system tell of changes in the file's folder, where it can.

        While the folder is not there, it tells of the one above, in which that will be made.
        """
        folder = Path(os.path.realpath(self._path)).parent
        while (watched := _identity(folder)) is None and folder != folder.parent:
            folder = folder.parent
        if watched is not None and watched == self._watched:
            return
        self._listen_no_longer()
        self._watched = None
        if not sys.platform.startswith("linux") or _SHARED.fullmatch(_kind(folder)):
            return
        # The one way to inotify in the standard library; imported when the app is there already.
        from ctypes import CDLL

        libc = CDLL(None)
        handle = libc.inotify_init1(os.O_NONBLOCK | os.O_CLOEXEC)
        if handle < 0:
            return
        if libc.inotify_add_watch(handle, os.fsencode(folder), _WRITTEN) < 0:
            os.close(handle)
            return
        self._handle, self._watched = handle, watched
        asyncio.get_running_loop().add_reader(handle, self._told)

    def _told(self) -> None:
        """Take the system's word that something in the folder has changed."""
        if self._handle is not None:
            with suppress(BlockingIOError):
                os.read(self._handle, 65536)
        if self._timer is None:
            self._look_later(SETTLE)

    def _look_later(self, seconds: float) -> None:
        """Look at the file in a while."""
        self._timer = asyncio.get_running_loop().call_later(seconds, self._look)

    def _look(self) -> None:
        """Tell if the file is another one."""
        self._timer = None
        self._listen()  # the folder may not have been there yet, or be another one now
        if self._handle is None:
            self._look_later(EVERY)
        former, self._version = self._version, file_stamp(self._path)
        if self._version not in {former, self._ours()}:
            self._changed()


def _identity(folder: Path) -> tuple[int, int] | None:
    """Return what tells one folder from another, or None when it is not there."""
    try:
        found = folder.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _kind(folder: Path) -> str:
    """Return the name of the file system that a folder is on; nothing where that is not known.

    By the folder's path: in a subvolume of btrfs, its device is not the one that is mounted.
    """
    try:
        mounts = Path("/proc/self/mountinfo").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    kind, longest = "", -1
    for line in mounts.splitlines():
        fields = line.split(" ")
        place = Path(_ESCAPE.sub(lambda code: chr(int(code[1], 8)), fields[4]))
        if len(place.parts) >= longest and folder.is_relative_to(place):
            kind, longest = fields[fields.index("-") + 1], len(place.parts)
    return kind
