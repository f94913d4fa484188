"""Writes the crash journal when an autosave is late, so that a kill costs a second of typing.

A change goes into the journal when no save has covered it within `JOURNAL_AFTER_S`, because saves
fail or wait for the lock of the file. To journal every change would double the syncs to the disk.
"""

import asyncio
from collections.abc import Callable

from bmc_tui.session.tasks import Spawn
from bmc_tui.store.journal import Journal, Record

JOURNAL_AFTER_S = 0.8
"""Seconds from an unsaved change until it goes into the journal."""


class JournalTimer:
    """Writes and removes the journal of one open canvas. For the event loop's thread.

    Args:
        journal: The journal; it is written in a thread.
        make_record: Returns what to write into the journal, or None when all is saved.
        on_failure: Called when the journal can't be written.
        spawn: Starts the task that waits for `JOURNAL_AFTER_S`.
    """

    def __init__(
        self,
        journal: Journal,
        make_record: Callable[[], Record | None],
        on_failure: Callable[[], None],
        spawn: Spawn,
    ) -> None:
        self._journal = journal
        self._make_record = make_record
        self._on_failure = on_failure
        self._spawn = spawn
        self.has_failed = False
        """Whether the last write of the journal failed."""
        self._pending_since: float | None = None
        """When the oldest change was made that is not on the disk and not in the running save; in
        the loop's time."""
        self._in_flight_since: float | None = None
        """When the oldest change was made that is in the running save and not on the disk."""
        self._is_written = False
        """Whether the journal exists."""
        self._is_ahead = False
        """Whether the journal has changes that were made since the last save began."""
        self._io_lock = asyncio.Lock()
        self._timer: asyncio.Task[None] | None = None

    @property
    def is_beside(self) -> bool:
        """Whether the journal is beside the data file, or will be."""
        return self._journal.is_beside

    def changed(self) -> None:
        """Note that the canvas has changed, and start the timer."""
        if self._pending_since is None:
            self._pending_since = asyncio.get_running_loop().time()
        self._start_timer()

    def save_started(self) -> None:
        """Note that a save has begun, which covers all changes until now."""
        self._in_flight_since = self._oldest_change()
        self._pending_since = None
        self._is_ahead = False

    def save_failed(self) -> None:
        """Note that the running save has failed."""
        self._pending_since = self._oldest_change()
        self._in_flight_since = None

    async def saved(self, *, everything: bool) -> None:
        """Note that the last save has succeeded; remove the journal unless it is ahead of it.

        Args:
            everything: Whether the file also has the changes made since that save began.
        """
        self._in_flight_since = None
        if everything:
            self._pending_since = None
            self._is_ahead = False
        async with self._io_lock:
            if self._is_written and not self._is_ahead:
                await asyncio.to_thread(self._journal.remove)
                self._is_written = False

    async def write(self) -> bool:
        """Write the unsaved changes into the journal now.

        Returns:
            Whether all unsaved changes are in the journal.
        """
        async with self._io_lock:
            record, since = self._make_record(), self._oldest_change()
            is_pending, was_ahead = self._pending_since is not None, self._is_ahead
            self._pending_since = self._in_flight_since = None
            if record and since is not None:
                self._is_ahead = was_ahead or is_pending
                try:
                    await asyncio.to_thread(self._journal.write, record)
                except OSError:  # the save fails for the same reason, and reports it
                    self.has_failed = True
                    # A save that began during the write may have reset it already.
                    self._is_ahead = self._is_ahead and was_ahead
                    self._pending_since = since
                    self._start_timer()
                    return False
                self._is_written = True
            self.has_failed = False
            return True

    def rescue(self, record: Record) -> bool:
        """Write a record into the journal. May be called from any thread, since the loop may hang.

        Returns:
            Whether it is in the journal.
        """
        try:
            self._journal.write(record)
        except OSError:
            return False
        return True

    async def wait_until_idle(self) -> None:
        """Wait until no write or removal of the journal is running."""
        async with self._io_lock:
            pass

    def _oldest_change(self) -> float | None:
        """Return when the oldest change that is not on the disk was made."""
        if self._in_flight_since is None:
            return self._pending_since
        return self._in_flight_since  # older than any change made since that save began

    def _start_timer(self) -> None:
        """Start the task that journals late changes, unless it is running."""
        if self._timer is None or self._timer.done():
            self._timer = self._spawn(self._journal_late_changes())

    async def _journal_late_changes(self) -> None:
        """Write the journal whenever the oldest unsaved change is older than `JOURNAL_AFTER_S`."""
        loop = asyncio.get_running_loop()
        while (since := self._oldest_change()) is not None:
            wait_s = since + JOURNAL_AFTER_S - loop.time()
            if wait_s > 0:
                await asyncio.sleep(wait_s)
            elif not await self.write():
                self._on_failure()
                await asyncio.sleep(JOURNAL_AFTER_S)
