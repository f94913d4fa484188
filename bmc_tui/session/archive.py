"""Archives for later sessions: the undo steps, and a version of the canvas as it was at first."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from bmc_tui.model.canvas import Canvas
from bmc_tui.model.history import History
from bmc_tui.session.tasks import Spawn
from bmc_tui.store import Shelf, StoreError


class UndoArchive:
    """The undo steps of one canvas in their file. For the event loop's thread.

    Args:
        data: The data file.
        is_new: Whether the canvas is new: then no earlier session has left steps.
    """

    def __init__(self, data: Path, is_new: bool) -> None:
        self._data = data
        self._busy = asyncio.Lock()
        self._is_read = is_new
        self._archived: History | None = None
        """What was written last."""

    def has_steps(self, id_: str | None) -> bool:
        """Tell whether an earlier session may have left steps that are not read yet."""
        if self._is_read or id_ is None:
            return False
        from bmc_tui.store.undo_log import undo_file

        return undo_file(self._data, id_).exists()

    async def read(self, id_: str | None) -> History | None:
        """Return the steps of earlier sessions the first time, and None from then on.

        Args:
            id_: The canvas's id; None while it is not in the file.
        """
        async with self._busy:
            if self._is_read or id_ is None:
                return None
            from bmc_tui.store.undo_log import read_history, undo_file

            history = await asyncio.to_thread(read_history, undo_file(self._data, id_))
            self._is_read = True
            return history

    async def write(self, id_: str, history: History) -> None:
        """Write the steps, if they have changed. Where that fails, undo ends with the session."""
        async with self._busy:
            if history == self._archived:
                return
            from bmc_tui.store.undo_log import undo_file, write_history

            with suppress(OSError):
                await asyncio.to_thread(write_history, undo_file(self._data, id_), history)
                self._archived = history

    async def idle(self) -> None:
        """Wait until the steps are not being read or written."""
        async with self._busy:
            pass


class AutoVersion:
    """Saves a version of the canvas as it was before the first change of the session.

    The version is written behind the first save of the canvas, so that no save waits for it. For
    the event loop's thread.

    Args:
        shelf: The canvases; their versions are beside them, and written in a thread.
        on_failure: Called with the first error.
        spawn: Starts the task that writes the version.
    """

    def __init__(
        self, shelf: Shelf, on_failure: Callable[[StoreError], None], spawn: Spawn
    ) -> None:
        self._shelf = shelf
        self._on_failure = on_failure
        self._spawn = spawn
        self._original: Canvas | None = None
        """The canvas before the first change, until its version is written."""
        self._has_original = False
        self._has_failed = False
        self._task: asyncio.Task[None] | None = None

    def remember(self, canvas: Canvas) -> None:
        """Remember the canvas as it is before a change; only the first counts, unless empty."""
        if not self._has_original:
            self._has_original = True
            self._original = canvas if canvas != Canvas() else None

    def write_soon(self, id_: str) -> None:
        """Start to write the version, unless that is done or going on."""
        if self._original and (self._task is None or self._task.done()):
            self._task = self._spawn(self._write(id_, self._original))

    async def idle(self) -> None:
        """Wait until the version is not being written."""
        if self._task and not self._task.done():
            await asyncio.wait({self._task})

    async def _write(self, id_: str, canvas: Canvas) -> None:
        """Write the version; when that fails, it is tried again after the next save."""
        try:
            await asyncio.to_thread(lambda: self._shelf.versions.add(id_, canvas))
        except StoreError as error:
            if not self._has_failed:
                self._has_failed = True
                self._on_failure(error)
        else:
            self._original = None
