"""What was typed is on the disk within a second, also while saves fail or wait for somebody.

A save covers it in time as a rule, and then no journal is written: it would cost as many syncs
again. Only what a save has not covered after `LATE` goes into the journal.
"""

import asyncio
from collections import deque
from collections.abc import Callable

from bmc_tui.session.tasks import begin
from bmc_tui.store.journal import Journal, Record

LATE = 0.8
"""Seconds after which a change that no save has covered goes into the journal."""


class Keeper:
    """Sees to the journal of one canvas that is open. All methods are for the screen's own thread.

    Args:
        journal: The journal; it is written in a thread.
        record: Returns what it is to hold, or None when all is saved.
        failed: Called when it can't be written either.
    """

    def __init__(
        self, journal: Journal, record: Callable[[], Record | None], failed: Callable[[], None]
    ) -> None:
        self._journal = journal
        self._record = record
        self._failed = failed
        self.fails = False
        """Whether the journal could not be written the last time."""
        self._changes: deque[tuple[int, float]] = deque()
        """Those that are nowhere on the disk yet: their numbers, and when they were made."""
        self.number = 0
        """How many changes there have been."""
        self._journaled = 0
        """Up to which change the journal goes; 0 when there is none."""
        self._busy = asyncio.Lock()
        self._task: asyncio.Task[None] | None = None

    def changed(self) -> None:
        """Note that there is something new to be saved."""
        loop = asyncio.get_running_loop()
        self.number += 1
        self._changes.append((self.number, loop.time()))
        if self._task is None or self._task.done():
            self._task = begin(self._watch())

    async def saved(self, number: int) -> None:
        """Note that the file has all changes up to a number; a journal of those is removed."""
        self._forget(number)
        async with self._busy:
            if 0 < self._journaled <= number:
                await asyncio.to_thread(self._journal.remove)
                self._journaled = 0

    async def write(self) -> bool:
        """Bring what is not saved into the journal now.

        Returns:
            Whether it is there.
        """
        async with self._busy:
            number, record = self.number, self._record()
            if record and self._journaled < number:
                try:
                    await asyncio.to_thread(self._journal.write, record)
                except OSError:  # a save that fails is told, and that says why
                    self.fails = True
                    return False
                self._journaled = number
            self.fails = False
            self._forget(number)
            return True

    def rescue(self, record: Record) -> bool:
        """Bring a record into the journal, from any thread: the loop may hang.

        Returns:
            Whether it is there.
        """
        try:
            self._journal.write(record)
        except OSError:
            return False
        return True

    def _forget(self, number: int) -> None:
        """Forget the changes up to a number: they are on the disk."""
        while self._changes and self._changes[0][0] <= number:
            self._changes.popleft()

    async def _watch(self) -> None:
        """Write the journal whenever a change has waited too long."""
        loop = asyncio.get_running_loop()
        while self._changes:
            wait = self._changes[0][1] + LATE - loop.time()
            if wait > 0:
                await asyncio.sleep(wait)
            elif not await self.write():
                self._failed()
                await asyncio.sleep(LATE)
