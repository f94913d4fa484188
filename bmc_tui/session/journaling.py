"""Writes the crash journal when an autosave is late, so that a kill costs a second at most.

An autosave is in time as a rule, and then nothing is journaled: it would cost as many syncs again.
Only a change that no save has covered within `JOURNAL_AFTER_S` goes into the journal, while saves
fail or wait for the lock of the file.
"""

import asyncio
from collections.abc import Callable

from bmc_tui.session.tasks import Spawn
from bmc_tui.store.journal import Journal, Record

JOURNAL_AFTER_S = 0.8
"""Seconds after which a change that is not saved goes into the journal."""


class JournalTimer:
    """Writes and removes the journal of one open canvas. For the event loop's thread.

    Args:
        journal: The journal; it is written in a thread.
        record: Returns what the journal is to hold, or None when all is saved.
        on_failure: Called when the journal can't be written.
        spawn: Starts the task that waits for changes to become late.
    """

    def __init__(
        self,
        journal: Journal,
        record: Callable[[], Record | None],
        on_failure: Callable[[], None],
        spawn: Spawn,
    ) -> None:
        self._journal = journal
        self._record = record
        self._on_failure = on_failure
        self._spawn = spawn
        self.has_failed = False
        """Whether the journal could not be written the last time."""
        self._pending_since: float | None = None
        """When the oldest change was made that is not on the disk and that no save covers; in the
        loop's time."""
        self._in_flight_since: float | None = None
        """The same for the changes that the running save covers."""
        self._is_written = False
        """Whether there is a journal."""
        self._is_ahead = False
        """Whether the journal has changes that no save covers."""
        self._busy = asyncio.Lock()
        self._task: asyncio.Task[None] | None = None

    def changed(self) -> None:
        """Note that the canvas has changed."""
        if self._pending_since is None:
            self._pending_since = asyncio.get_running_loop().time()
        self._watch()

    def save_started(self) -> None:
        """Note that a save has begun, which covers all changes until now."""
        self._in_flight_since = self._oldest()
        self._pending_since = None
        self._is_ahead = False

    def save_failed(self) -> None:
        """Note that the running save has failed."""
        self._pending_since = self._oldest()
        self._in_flight_since = None

    async def saved(self, *, everything: bool) -> None:
        """Note that the last save has succeeded, and remove the journal that it makes obsolete.

        Args:
            everything: Whether the file also has what was changed since that save began.
        """
        self._in_flight_since = None
        if everything:
            self._pending_since = None
            self._is_ahead = False
        async with self._busy:
            if self._is_written and not self._is_ahead:
                await asyncio.to_thread(self._journal.remove)
                self._is_written = False

    async def write(self) -> bool:
        """Write what is not saved into the journal now.

        Returns:
            Whether all that is not saved is in the journal.
        """
        async with self._busy:
            record, since = self._record(), self._oldest()
            is_pending, was_ahead = self._pending_since is not None, self._is_ahead
            self._pending_since = self._in_flight_since = None
            if record and since is not None:
                self._is_ahead = was_ahead or is_pending
                try:
                    await asyncio.to_thread(self._journal.write, record)
                except OSError:  # the save fails for the same reason, and reports it
                    self.has_failed = True
                    self._is_ahead = self._is_ahead and was_ahead
                    self._pending_since = since
                    self._watch()
                    return False
                self._is_written = True
            self.has_failed = False
            return True

    def rescue(self, record: Record) -> bool:
        """Write a record into the journal, from any thread: the loop may hang.

        Returns:
            Whether it is in the journal.
        """
        try:
            self._journal.write(record)
        except OSError:
            return False
        return True

    async def idle(self) -> None:
        """Wait until the journal is not being written or removed."""
        async with self._busy:
            pass

    def _oldest(self) -> float | None:
        """Return when the oldest change was made that is not on the disk."""
        if self._in_flight_since is None:
            return self._pending_since
        return self._in_flight_since  # a save covers what was changed before it began

    def _watch(self) -> None:
        """Wait for changes to become late, unless that is going on."""
        if self._task is None or self._task.done():
            self._task = self._spawn(self._journal_late_changes())

    async def _journal_late_changes(self) -> None:
        """Write the journal whenever a change has waited too long."""
        loop = asyncio.get_running_loop()
        while (since := self._oldest()) is not None:
            wait_s = since + JOURNAL_AFTER_S - loop.time()
            if wait_s > 0:
                await asyncio.sleep(wait_s)
            elif not await self.write():
                self._on_failure()
                await asyncio.sleep(JOURNAL_AFTER_S)
