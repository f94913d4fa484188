"""Noticing that another program has written the data file, without waking up to look.

On Linux the system tells (inotify). Elsewhere, and on drives where another computer may be the one
that writes, the file is looked at now and then.
"""

import asyncio
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from bmc_tui.store import Version, version_of

EVERY = 1.5
"""Seconds between two looks where the system does not tell."""

SETTLE = 0.1
"""Seconds from the first word of the system to the look: a save is several events."""

_WRITTEN = 0x8 | 0x40 | 0x80 | 0x100 | 0x200
"""inotify(7): IN_CLOSE_WRITE, IN_MOVED_FROM, IN_MOVED_TO, IN_CREATE, IN_DELETE in a folder."""

_LOCAL = {"ext2", "ext3", "ext4", "xfs", "btrfs", "tmpfs", "overlay", "zfs", "f2fs", "bcachefs"}
"""File systems that only this computer writes."""


class Watcher:
    """Tells when a file has become another one. All methods are for the loop's own thread.

    Args:
        path: The file; through a symbolic link, the file that it leads to.
        ours: Returns the version that we have written ourselves.
        changed: Called after a change that somebody else has made.
    """

    def __init__(
        self, path: Path, ours: Callable[[], Version | None], changed: Callable[[], object]
    ) -> None:
        self._path = path
        self._ours = ours
        self._changed = changed
        self._handle: int | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._version: Version | None = None

    def start(self) -> None:
        """Begin to watch."""
        self._version = version_of(self._path)
        self._listen()
        if self._handle is None:
            self._look_later(EVERY)

    def stop(self) -> None:
        """Watch no longer."""
        if self._timer:
            self._timer.cancel()
        if self._handle is not None:
            asyncio.get_running_loop().remove_reader(self._handle)
            os.close(self._handle)
            self._handle = None

    def _listen(self) -> None:
        """Have the system tell of changes in the file's folder, where it can."""
        folder = Path(os.path.realpath(self._path)).parent
        if not sys.platform.startswith("linux") or _kind(folder) not in _LOCAL:
            return
        # The one way to inotify in the standard library; imported when the app is there already.
        from ctypes import CDLL  # noqa: PLC0415

        libc = CDLL(None)
        handle = libc.inotify_init1(os.O_NONBLOCK | os.O_CLOEXEC)
        if handle < 0:
            return
        if libc.inotify_add_watch(handle, os.fsencode(folder), _WRITTEN) < 0:
            os.close(handle)
            return
        self._handle = handle
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
        if self._handle is None:
            self._listen()  # the folder may not have been there yet
        if self._handle is None:
            self._look_later(EVERY)
        former, self._version = self._version, version_of(self._path)
        if self._version not in {former, self._ours()}:
            self._changed()


def _kind(folder: Path) -> str:
    """Return the name of the file system that a folder is on; nothing where that is not known."""
    try:
        device = folder.stat().st_dev
        mounts = Path("/proc/self/mountinfo").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    wanted = f"{os.major(device)}:{os.minor(device)}"
    for line in mounts.splitlines():
        fields = line.split()
        if fields[2] == wanted:
            return fields[fields.index("-") + 1]
    return ""
