"""Watches the data file for changes by other programs, by polling its stamp.

A look is one `stat`. Notifications of the system (inotify) would need none, but say nothing of
changes that another computer makes on a shared drive, so that polling would be there all the same.
"""

import asyncio
from collections.abc import Callable
from pathlib import Path

from bmc_tui.store import FileStamp, file_stamp

POLL_INTERVAL_S = 1.5
"""Seconds between two looks: a change is shown within two seconds, and five idle seconds have at
most four wake-ups."""


class Watcher:
    """Calls back when another program has changed a file. For the event loop's thread.

    Args:
        path: The file; through a symbolic link, the file that it leads to. It need not exist.
        own_stamp: Returns the stamp of the file after our own last write.
        on_change: Called when the file has another stamp than at the last look, and not our own.
    """

    def __init__(
        self,
        path: Path,
        own_stamp: Callable[[], FileStamp | None],
        on_change: Callable[[], object],
    ) -> None:
        self._path = path
        self._own_stamp = own_stamp
        self._on_change = on_change
        self._stamp: FileStamp | None = None
        self._timer: asyncio.TimerHandle | None = None

    def start(self) -> None:
        """Start to watch."""
        self._stamp = file_stamp(self._path)
        self._schedule()

    def stop(self) -> None:
        """Stop watching."""
        if self._timer:
            self._timer.cancel()

    def _schedule(self) -> None:
        """Look at the file in a while."""
        self._timer = asyncio.get_running_loop().call_later(POLL_INTERVAL_S, self._poll)

    def _poll(self) -> None:
        """Look at the file, and report a change."""
        self._schedule()
        previous, self._stamp = self._stamp, file_stamp(self._path)
        if self._stamp not in {previous, self._own_stamp()}:
            self._on_change()
