"""Archives two things for later: the undo steps, and a version from before the first change."""

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
        is_new: Whether the canvas is new, so that there are no steps of earlier sessions.
    """

    def __init__(self, data: Path, is_new: bool) -> None:
        self._data = data
        self._io_lock = asyncio.Lock()
        self._is_read = is_new
        self._archived: History | None = None
        """What was last written."""

    def has_steps(self, id_: str | None) -> bool:
        """Tell whether there may be steps of earlier sessions that were not read yet."""
        if self._is_read or id_ is None:
            return False
        from bmc_tui.store.undo_log import undo_file

        return undo_file(self._data, id_).exists()

    async def read(self, id_: str | None) -> History | None:
        """Return the steps of earlier sessions at the first call, and None from then on.

        Args:
            id_: The canvas's id; None while it is not in the file.
        """
        async with self._io_lock:
            if self._is_read or id_ is None:
                return None
            from bmc_tui.store.undo_log import read_history, undo_file

            history = await asyncio.to_thread(read_history, undo_file(self._data, id_))
            self._is_read = True
            return history

    async def write(self, id_: str, history: History) -> None:
        """Write the steps if they have changed.

        A failure is ignored: the next session then can't undo them, but no note is lost.
        """
        async with self._io_lock:
            if history == self._archived:
                return
            from bmc_tui.store.undo_log import undo_file, write_history

            with suppress(OSError):
                await asyncio.to_thread(write_history, undo_file(self._data, id_), history)
                self._archived = history

    async def wait_until_idle(self) -> None:
        """Wait until no read or write of the steps is running."""
        async with self._io_lock:
            pass


class AutoVersion:
    """Adds a version of the canvas as it was before the first change of the session.

    The version is written in the background after the first save of the canvas, so that no save
    waits for it. For the event loop's thread.

    Args:
        shelf: The canvases and their versions.
        on_failure: Called with the first error; the later ones are not reported.
        spawn: Starts the task that writes the version.
    """

    def __init__(
        self, shelf: Shelf, on_failure: Callable[[StoreError], None], spawn: Spawn
    ) -> None:
        self._shelf = shelf
        self._on_failure = on_failure
        self._spawn = spawn
        self._original: Canvas | None = None
        """The canvas before the first change; None once its version is written, or needs none."""
        self._is_changed = False
        """Whether `remember` was called."""
        self._has_failed = False
        self._task: asyncio.Task[None] | None = None

    def remember(self, canvas: Canvas) -> None:
        """Remember the canvas before the first change; an empty one needs no version.

        Args:
            canvas: The canvas before a change; the second call and later ones do nothing.
        """
        if not self._is_changed:
            self._is_changed = True
            self._original = canvas if canvas != Canvas() else None

    def write_soon(self, id_: str) -> None:
        """Start a task that writes the version, unless it is written or a task is running."""
        if self._original and (self._task is None or self._task.done()):
            self._task = self._spawn(self._write(id_, self._original))

    async def wait_until_idle(self) -> None:
        """Wait until no write of the version is running."""
        if self._task and not self._task.done():
            await asyncio.wait({self._task})

    async def _write(self, id_: str, canvas: Canvas) -> None:
        """Write the version; a failed write is retried after the next save."""
        try:
            await asyncio.to_thread(lambda: self._shelf.versions.add(id_, canvas))
        except StoreError as error:
            if not self._has_failed:
                self._has_failed = True
                self._on_failure(error)
        else:
            self._original = None
