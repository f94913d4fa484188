"""Archives the undo steps, and versions from before edits that take much away."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from bmc_tui.model.canvas import Canvas
from bmc_tui.model.history import History
from bmc_tui.model.loss import Occasion, has_many_fewer_notes, takes_much_away
from bmc_tui.session.tasks import Spawn
from bmc_tui.store import Shelf, StoreError

if TYPE_CHECKING:
    from bmc_tui.store.undo_log import UndoLog

REMOVALS_WITHIN_S = 60.0
"""Seconds within which a removal belongs to the same series as the one before it: a series needs
one version, from before it."""


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
        """Tell whether other sessions may have steps that were not read yet."""
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


class AutoVersions:
    """Adds versions of the canvas: before the first change, and before what takes much away.

    A version from before an edit that takes much away is written before the edit is saved: a kill
    at any later moment leaves it. The one from before the first change is written in the background
    after the first save, so that no save waits for it. For the event loop's thread.

    Args:
        shelf: The canvases and their versions.
        on_failure: Called with the first error; the later ones are not reported.
        spawn: Starts the task that writes in the background.
    """

    def __init__(
        self, shelf: Shelf, on_failure: Callable[[StoreError], None], spawn: Spawn
    ) -> None:
        self._shelf = shelf
        self._on_failure = on_failure
        self._spawn = spawn
        self._is_changed = False
        """Whether the canvas was changed in this session."""
        self._due: list[_DueVersion] = []
        """The versions to be written before the next save, the oldest first."""
        self._late: list[_DueVersion] = []
        """The versions to be written in the background, among them those that could not be written
        before a save."""
        self._removals = _Removals()
        self._has_failed = False
        self._io_lock = asyncio.Lock()
        self._task: asyncio.Task[None] | None = None

    def changing(self, before: Canvas, after: Canvas, occasion: Occasion, now: float) -> None:
        """Note the version that an edit makes necessary, if any; it is not written yet.

        Args:
            before: The canvas before the edit; an empty one needs no version.
            after: The canvas after it.
            occasion: The edit.
            now: The present time in seconds, by a clock that never goes back.
        """
        is_first, self._is_changed = not self._is_changed, True
        removed_from = self._removals.changing(before, after, now)
        if takes_much_away(before, after, occasion):
            removed_from = before
        if removed_from is not None and removed_from != Canvas():
            self._due.append(_DueVersion(removed_from, occasion))
        elif is_first and before != Canvas():
            self._late.append(_DueVersion(before, None))

    async def write_due(self, id_: str) -> None:
        """Write the versions that have to be written before the next save.

        A failure is reported, and must not stop the save: the version is written later.
        """
        while self._due:
            version = self._due[0]
            is_written = await self._write(id_, version)
            self._due.remove(version)
            if not is_written:
                self._late.append(version)

    def write_soon(self, id_: str) -> None:
        """Start a task that writes the other versions, unless one is running."""
        if self._late and (self._task is None or self._task.done()):
            self._task = self._spawn(self._write_late(id_))

    async def wait_until_idle(self) -> None:
        """Wait until no write of a version is running."""
        if self._task and not self._task.done():
            await asyncio.wait({self._task})

    async def _write_late(self, id_: str) -> None:
        """Write the other versions; a failed write is retried after the next save."""
        while self._late and await self._write(id_, self._late[0]):
            del self._late[0]

    async def _write(self, id_: str, version: "_DueVersion") -> bool:
        """Write a version; return whether that succeeded."""
        add = self._shelf.versions.add
        async with self._io_lock:
            try:
                await asyncio.to_thread(add, id_, version.canvas, "", version.occasion)
            except StoreError as error:
                if not self._has_failed:
                    self._has_failed = True
                    self._on_failure(error)
                return False
        return True


class _DueVersion(NamedTuple):
    """A version that has to be written."""

    canvas: Canvas
    occasion: Occasion | None
    """The edit before which it is written; None for the first change."""


class _Removals:
    """Notices edits that take much away together, such as notes that are deleted one by one."""

    def __init__(self) -> None:
        self._start: Canvas | None = None
        """The canvas before the first removal of a series; None once it has become a version."""
        self._latest: float | None = None
        """When the latest removal of the series was made."""

    def changing(self, before: Canvas, after: Canvas, now: float) -> Canvas | None:
        """Return the canvas to save as a version before an edit, if there is one.

        Args:
            before: The canvas before the edit.
            after: The canvas after it.
            now: The time in seconds.
        """
        if after.note_count >= before.note_count:
            return None
        if self._latest is None or now > self._latest + REMOVALS_WITHIN_S:
            self._start = before
        self._latest = now
        start = self._start
        if start is None or not has_many_fewer_notes(start, after):
            return None
        self._start = None
        return start
