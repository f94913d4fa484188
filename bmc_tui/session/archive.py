"""Archives two things for later: the undo steps, and a version from before the first change."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from bmc_tui.model.canvas import Canvas
from bmc_tui.model.history import History
from bmc_tui.session.tasks import Spawn
from bmc_tui.store import Shelf, StoreError

if TYPE_CHECKING:
    from bmc_tui.store.undo_log import UndoLog


class UndoArchive:
    """The undo steps of one canvas in their file. For the event loop's thread.

    Args:
        data: The data file.
        is_new: Whether the canvas is new, so that there are no steps of earlier sessions.
    """

    def __init__(self, data: Path, is_new: bool) -> None:
        self._data = data
        self._is_new = is_new
        self._io_lock = asyncio.Lock()
        self._log: UndoLog | None = None
        """The file; None before it was read or written first, because it takes imports."""
        self._base: History | None = None
        """The steps that the session and the file had in common when they last synced."""
        self._written: History | None = None
        """The history of the session when its steps were written last."""

    def has_steps(self, id_: str | None) -> bool:
        """Tell whether there may be steps of other sessions that were not read yet."""
        if id_ is None or (self._is_new and self._log is None):
            return False
        return self._open(id_).has_changed

    async def read(self, id_: str | None, history: Callable[[], History]) -> History:
        """Return the history with the steps that other sessions have written.

        Args:
            id_: The canvas's id; None while it is not in the file.
            history: Returns the history of the session.
        """
        async with self._io_lock:
            if id_ is None or not self.has_steps(id_):
                return history()
            log, snapshot = self._open(id_), history()
            theirs = await asyncio.to_thread(log.read)
            return self._adopt(snapshot, history(), theirs) if theirs else history()

    async def write(self, id_: str, history: Callable[[], History]) -> History | None:
        """Write the steps if they have changed, merged with those of other sessions.

        Args:
            id_: The canvas's id.
            history: Returns the history of the session.

        Returns:
            The history with the steps that other sessions have written; None when the steps can't
            be written. The next session then can't undo them, but no note is lost.
        """
        async with self._io_lock:
            if history() is self._written:
                return history()
            log, snapshot = self._open(id_), history()
            try:
                written = await asyncio.to_thread(log.update, snapshot, self._base)
            except (OSError, StoreError):
                return None
            adopted = self._adopt(snapshot, history(), written)
            self._written = adopted if history() is snapshot else None
            return adopted

    async def wait_until_idle(self) -> None:
        """Wait until no read or write of the steps is running."""
        async with self._io_lock:
            pass

    def _open(self, id_: str) -> "UndoLog":
        """Return the file with the steps."""
        if self._log is None:
            from bmc_tui.store.undo_log import UndoLog

            self._log = UndoLog(self._data, id_)
        return self._log

    def _adopt(self, snapshot: History, current: History, theirs: History) -> History:
        """Return the current history with the steps in the file.

        Args:
            snapshot: The history when the file was read or written.
            current: The history now.
            theirs: The steps in the file.
        """
        has_edits = bool(snapshot.past or snapshot.future)
        # What was undone before the first edit of this session cannot be redone after it.
        base = self._base or History(snapshot.canvas, (), theirs.future if has_edits else ())
        common = snapshot.adopt(base, theirs)
        self._base = common if self._base else replace(common, future=common.future + base.future)
        return current.adopt(base, theirs)


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
