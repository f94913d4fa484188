"""Watches the data file for changes by other programs, by polling its stamp and its folder's.

A poll is two calls of `stat`. The system's notifications (inotify) do not report changes that
another computer makes on a shared drive, so that polling would be needed even with them.
"""

import asyncio
import time
from collections.abc import Callable
from pathlib import Path

from bmc_tui.files import paths
from bmc_tui.files.locations import FileStamp, file_stamp

POLL_INTERVAL_S = 1.5
"""Seconds between two polls: a change is shown within two seconds, and five idle seconds have at
most four wake-ups."""

_JUST_CHANGED_S = 5.0
"""Seconds before the start of watching in which a change of the folder may not have been seen: the
program lists the folder when it starts, before it imports the app."""


class Watcher:
    """Calls back when another program has changed a file. For the event loop's thread.

    Args:
        path: The file; through a symbolic link, the file that it leads to. It need not exist.
        own_stamp: Returns the stamp of the file after our own last write.
        on_change: Called when the stamp differs from that of the last poll and from our own, and
            when the file is gone.
        on_folder_change: Called when names were added to the file's folder or removed, as by each
            save; also at the first poll if that was in the last seconds before.
    """

    def __init__(
        self,
        path: Path,
        own_stamp: Callable[[], FileStamp | None],
        on_change: Callable[[], object],
        on_folder_change: Callable[[], object] = lambda: None,
    ) -> None:
        self._path = path
        self._folder = paths.real(path).parent
        self._own_stamp = own_stamp
        self._on_change = on_change
        self._on_folder_change = on_folder_change
        self._folder_stamp: FileStamp | None = None
        self._stamp: FileStamp | None = None
        self._timer: asyncio.TimerHandle | None = None

    def start(self) -> None:
        """Start watching."""
        self._stamp = file_stamp(self._path)
        stamp = file_stamp(self._folder)
        if stamp and stamp[-1] < (time.time() - _JUST_CHANGED_S) * 1e9:
            self._folder_stamp = stamp
        self._schedule()

    def stop(self) -> None:
        """Stop watching."""
        if self._timer:
            self._timer.cancel()

    def _schedule(self) -> None:
        """Schedule the next poll."""
        self._timer = asyncio.get_running_loop().call_later(POLL_INTERVAL_S, self._poll)

    def _poll(self) -> None:
        """Compare the file's stamp, report a change, and schedule the next poll."""
        self._schedule()
        previous, self._stamp = self._stamp, file_stamp(self._path)
        is_own = self._stamp is not None and self._stamp == self._own_stamp()
        if self._stamp != previous and not is_own:
            self._on_change()
        previous, self._folder_stamp = self._folder_stamp, file_stamp(self._folder)
        if self._folder_stamp and self._folder_stamp != previous:
            self._on_folder_change()
