"""What undo takes back, from one session of a canvas to the next."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from bmc_tui.model.canvas import Canvas
from bmc_tui.model.history import History
from bmc_tui.session.tasks import begin
from bmc_tui.store import Shelf, StoreError

IDLE = 10.0
"""Seconds without a change after which the steps are written; leaving the canvas writes them too.
Not with each save: losing some of them to a kill costs no note."""


class KeptSteps:
    """The steps of one canvas as they are kept. All methods are for the screen's own thread.

    Args:
        data: The data file.
        is_new: Whether the canvas is new: then nothing is kept of it yet.
    """

    def __init__(self, data: Path, is_new: bool) -> None:
        self._data = data
        self._busy = asyncio.Lock()
        self._recalled = is_new
        self._kept: History | None = None
        """What was read or written last."""

    def may_be_there(self, id_: str | None) -> bool:
        """Tell whether there is something to recall."""
        if self._recalled or id_ is None:
            return False
        from bmc_tui.store.undo_log import undo_file

        return undo_file(self._data, id_).exists()

    async def recall(self, id_: str | None) -> History | None:
        """Return what earlier sessions left, the first time; None when there is nothing, or more.

        Args:
            id_: The canvas's id; None while it is not in the file.
        """
        async with self._busy:
            if self._recalled or id_ is None:
                return None
            from bmc_tui.store.undo_log import recall, undo_file

            found = await asyncio.to_thread(recall, undo_file(self._data, id_))
            self._recalled = True
            return found

    async def keep(self, id_: str, history: History) -> None:
        """Write the steps, if they are others than before. Where that fails they are not kept."""
        async with self._busy:
            if history == self._kept:
                return
            from bmc_tui.store.undo_log import keep, undo_file

            with suppress(OSError):
                await asyncio.to_thread(keep, undo_file(self._data, id_), history)
                self._kept = history


class FormerState:
    """Sees to the version of one canvas that is open. All methods are for the screen's own thread.

    Args:
        shelf: Where the canvas is; its versions are kept beside it, from a thread.
        failed: Called with what went wrong, once.
    """

    def __init__(self, shelf: Shelf, failed: Callable[[StoreError], None]) -> None:
        self._shelf = shelf
        self._failed = failed
        self._canvas: Canvas | None = None
        """The canvas before the first change, until it is kept."""
        self._is_noted = False
        self._is_told = False
        self._task: asyncio.Task[None] | None = None

    def note(self, canvas: Canvas) -> None:
        """Note how the canvas is before a change; only the first counts, and an empty one never."""
        if not self._is_noted:
            self._is_noted = True
            self._canvas = canvas if canvas != Canvas() else None

    def keep(self, id_: str) -> None:
        """Have what was noted written, if it is not yet, now that the change to it is saved."""
        if self._canvas and (self._task is None or self._task.done()):
            self._task = begin(self._write(id_, self._canvas))

    async def _write(self, id_: str, canvas: Canvas) -> None:
        """Keep the version; where that fails, the next save has it tried again."""
        try:
            await asyncio.to_thread(lambda: self._shelf.versions.keep(id_, canvas))
        except StoreError as error:
            if not self._is_told:
                self._is_told = True
                self._failed(error)
        else:
            self._canvas = None
