"""One open canvas over time: its undo history, its autosave, and what other programs make of it."""

import asyncio
from collections.abc import Callable, Iterable

from bmc_tui.model.canvas import Canvas
from bmc_tui.model.history import History
from bmc_tui.model.merge import Conflict, find_conflicts
from bmc_tui.session.archive import AutoVersion, UndoArchive
from bmc_tui.session.events import (
    ChangedElsewhere,
    DeletedElsewhere,
    Event,
    Merged,
    Restored,
    SaveFailed,
    SaveState,
    SaveStateChanged,
    VersionFailed,
)
from bmc_tui.session.journaling import JournalTimer
from bmc_tui.session.sync import FileSync, Rebase
from bmc_tui.session.tasks import Spawn
from bmc_tui.store import Shelf, StoredCanvas, StoreError
from bmc_tui.store.journal import Journal, Record

AUTOSAVE_AFTER_S = 0.3
"""Seconds after the last change until the canvas is saved."""

AUTOSAVE_WITHIN_S = 0.6
"""Seconds after which it is saved although changes go on: a save has to be done before its changes
are late for the journal, see `JOURNAL_AFTER_S`."""

RETRY_AFTER_S = 3.0
"""Seconds until a save that failed is tried again."""

ARCHIVE_AFTER_S = 10.0
"""Seconds after the last change until the undo steps are archived; a flush archives them too.
Not every save does: to lose some of them to a kill costs no note."""


class Session:
    """One open canvas. All methods but `rescue` are for the event loop's thread.

    Args:
        shelf: Where the canvas is saved.
        stored: The canvas as the file has it; None for a new one, which its first change creates.
        on_event: Called with what the screen has to show or report.
        spawn: Starts the tasks that go on behind the screen, see `tasks`.
    """

    def __init__(
        self,
        shelf: Shelf,
        stored: StoredCanvas | None,
        on_event: Callable[[Event], None],
        spawn: Spawn,
    ) -> None:
        self._emit = on_event
        self._spawn = spawn
        self.history = History(stored.canvas if stored else Canvas())
        """The canvas as it is on the screen, and the steps that undo and redo take."""
        self.state = SaveState.SAVED
        """Whether the file has the canvas."""
        self.error: StoreError | None = None
        """Why the last save failed; None when it succeeded."""
        self._file = FileSync(shelf, stored)
        self._saving = asyncio.Lock()
        self._autosave: asyncio.Task[None] | None = None
        self._changed_at = 0.0
        """When the last change was made, in the loop's time."""
        self._journal = JournalTimer(
            Journal(shelf.path), self._record, self._report_no_journal, spawn
        )
        self._undo_archive = UndoArchive(shelf.path, is_new=stored is None)
        self._archive_timer: asyncio.TimerHandle | None = None
        self._archiving: asyncio.Task[None] | None = None
        self._version = AutoVersion(shelf, lambda error: self._emit(VersionFailed(error)), spawn)
        self._reported: tuple[str, Canvas] | None = None
        """The key of the last error reported, and the canvas that was not saved then."""
        self._reported_unjournaled: Canvas | None = None
        """The canvas last reported as nowhere on the disk."""

    @property
    def canvas(self) -> Canvas:
        """The canvas as it is on the screen."""
        return self.history.canvas

    @property
    def id(self) -> str | None:
        """The canvas's id in the file; None while it is not there."""
        return self._file.id

    @property
    def unsaved(self) -> bool:
        """Whether the file does not have the canvas as it is on the screen."""
        return not self._file.has(self.canvas)

    @property
    def unjournaled(self) -> bool:
        """Whether there are changes that could neither be saved nor journaled."""
        return self.unsaved and self._journal.has_failed

    # Changes

    def record(self, canvas: Canvas, step: object = None) -> None:
        """Make `canvas` the newest, to be saved; see `History.record`."""
        self._change(self.history.record(canvas, step))

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to undo, in this session or an earlier one."""
        return bool(self.history.past) or self._undo_archive.has_steps(self.id)

    async def undo(self) -> bool:
        """Go one step back; tell whether there was one."""
        await self._read_archive()
        return self._change(self.history.undo())

    async def redo(self) -> bool:
        """Go one undone step forward; tell whether there was one."""
        await self._read_archive()
        return self._change(self.history.redo())

    def _change(self, history: History) -> bool:
        """Take a changed history and see that it is saved; tell whether it differs."""
        if history is self.history:
            return False
        self._version.remember(self.canvas)
        self.history = history
        self._changed_at = asyncio.get_running_loop().time()
        self._journal.changed()
        if self.state is not SaveState.FAILED:
            self._set_state(SaveState.WAITING)
        if self._autosave is None or self._autosave.done():
            self._autosave = self._spawn(self._save_until_saved())
        self._archive_later()
        return True

    # Other programs

    async def accept(self, stored: StoredCanvas) -> None:
        """Take the canvas as the file has it, after another screen or program has changed it."""
        async with self._saving:
            if rebase := self._file.accept(stored):
                self._rebase([rebase])

    async def pull(self) -> None:
        """Take what other programs have saved, unless a save is due: that merges it.

        Emits `ChangedElsewhere` or `DeletedElsewhere` if there is news.
        """
        async with self._saving:
            if self.unsaved:
                return
            pull = await self._file.pull()
            conflicts = self._rebase([pull.rebase]) if pull.rebase else ()
        if pull.is_deleted:
            self._emit(DeletedElsewhere())
        elif pull.rebase:
            self._emit(ChangedElsewhere(conflicts))

    def _rebase(self, rebases: Iterable[Rebase]) -> tuple[Conflict, ...]:
        """Take changes of other programs into every step; return the notes that both changed."""
        conflicts: list[Conflict] = []
        for base, theirs in rebases:
            conflicts += find_conflicts(base, self.canvas, theirs)
            self.history = self.history.rebase(base, theirs)
        return tuple(conflicts)

    # Saving

    async def flush(self) -> bool:
        """Save now what is not saved, and archive the undo steps.

        Returns:
            Whether everything is in the file; if not, `error` says why.
        """
        if self._saving.locked():  # the running save may wait for a lock: do not wait for it twice
            async with self._saving:
                pass
        else:
            await self._save()
        while self.unsaved and not self.error:
            await self._save()
        if self.unsaved:
            await self._journal.write()
            return False
        await self._journal.saved(everything=True)
        await self._archive()
        return not self.unsaved or await self.flush()  # there may be a change meanwhile

    def rescue(self, canvas: Canvas) -> bool | None:
        """Write `canvas`, the newest, into the journal; from any thread.

        Returns:
            Whether it is in the journal; None when all is saved.
        """
        record = self._file.record(canvas)
        return self._journal.rescue(record) if record else None

    async def idle(self) -> None:
        """Wait until all is saved and nothing is being written: canvas, journal, version, undo.

        Does not return while saving fails. The undo steps, which are archived after
        `ARCHIVE_AFTER_S`, are only waited for while they are being written.
        """
        while True:
            tasks = (self._autosave, self._archiving)
            if running := [task for task in tasks if task and not task.done()]:
                await asyncio.wait(running)
            elif self._saving.locked():
                async with self._saving:
                    pass
            else:
                break
        await self._version.idle()
        await self._journal.idle()
        await self._undo_archive.idle()
        if self.unsaved:
            await self.idle()

    def _record(self) -> Record | None:
        """Return what the journal is to hold, or None when all is saved."""
        return self._file.record(self.canvas)

    async def _save_until_saved(self) -> None:
        """Save when the typing pauses, and again as long as there is something to save."""
        loop = asyncio.get_running_loop()
        while not await self._is_saved():
            latest = loop.time() + AUTOSAVE_WITHIN_S
            while (due := min(self._changed_at + AUTOSAVE_AFTER_S, latest)) > loop.time():  # noqa: ASYNC110 - each key moves it
                await asyncio.sleep(due - loop.time())
            await self._save()
            if self.state is SaveState.FAILED:
                await asyncio.sleep(RETRY_AFTER_S)
        if self.state is SaveState.WAITING:
            self._set_state(SaveState.SAVED)  # changed and changed back

    async def _is_saved(self) -> bool:
        """Tell whether all is saved; the journal is removed then."""
        if not self.unsaved:
            await self._journal.saved(everything=True)
        return not self.unsaved

    async def _save(self) -> None:
        """Save the newest canvas in a thread; one save at a time."""
        async with self._saving:
            if not self.unsaved:
                return
            self._journal.save_started()
            try:
                push = await self._file.push(self.canvas)
            except StoreError as error:
                self._journal.save_failed()
                self._report_failure(error)
                return
            self.error = self._reported = None
            conflicts = self._rebase(push.rebases)
            if self.id:
                self._version.write_soon(self.id)
            if push.rebases:
                self._emit(Merged(conflicts))
            elif push.is_restored:
                self._emit(Restored())
            self._set_state(SaveState.WAITING if self.unsaved else SaveState.SAVED)
            await self._journal.saved(everything=not self.unsaved)

    def _report_failure(self, error: StoreError) -> None:
        """Note why a save failed; report it when it is news or more was typed since.

        The next key clears the message: reported once only, it would not be seen.
        """
        self.error = error
        failure = (error.key, self.canvas)
        if failure != self._reported:
            self._reported = failure
            self._set_state(SaveState.FAILED)
            self._emit(SaveFailed(error, self.unjournaled))

    def _report_no_journal(self) -> None:
        """Report that changes are nowhere on the disk, once for each state of the canvas."""
        if self._reported_unjournaled != self.canvas:
            self._reported_unjournaled = self.canvas
            if self.error and self.state is SaveState.FAILED:
                self._emit(SaveFailed(self.error, self.unjournaled))

    def _set_state(self, state: SaveState) -> None:
        """Change the save state, and emit that when it differs."""
        if state is not self.state:
            self.state = state
            self._emit(SaveStateChanged(state))

    # The undo archive

    async def _read_archive(self) -> None:
        """Put the steps of earlier sessions before those of this one."""
        if earlier := await self._undo_archive.read(self.id):
            self.history = self.history.continue_from(earlier)

    async def _archive(self) -> None:
        """Archive the undo steps for the next session, if this one has any."""
        if self.id and (self.history.past or self.history.future):
            await self._read_archive()
            await self._undo_archive.write(self.id, self.history)

    def _archive_later(self) -> None:
        """Archive the undo steps when there was no change for a while."""

        def archive() -> None:
            self._archiving = self._spawn(self._archive())

        if self._archive_timer:
            self._archive_timer.cancel()
        loop = asyncio.get_running_loop()
        self._archive_timer = loop.call_later(ARCHIVE_AFTER_S, archive)
