"""The canvas as it was before the first change of a session is kept as a version.

It is written behind a save and in a task of its own: no save waits for it. The end of the program
does: asyncio lets the threads that it has started end.
"""

import asyncio
from collections.abc import Callable

from bmc_tui.model.canvas import Canvas
from bmc_tui.store import Shelf, StoreError
from bmc_tui.ui.background import begin


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
