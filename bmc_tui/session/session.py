"""One open canvas over time: its undo history, its autosave, and the changes of other programs."""

import asyncio
from collections.abc import Callable, Sequence

from bmc_tui.model.canvas import NO_PARTICULARS, Canvas, Particulars
from bmc_tui.model.history import History
from bmc_tui.model.loss import REMOVAL, Occasion, OccasionKind
from bmc_tui.model.merge import Conflict
from bmc_tui.session.archive import AutoVersions, UndoArchive
from bmc_tui.session.events import (
    ChangedElsewhere,
    DeletedElsewhere,
    Event,
    FileBack,
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
from bmc_tui.store import FileGoneError, Shelf, StoredCanvas, StoreError
from bmc_tui.store.journal import Journal

AUTOSAVE_AFTER_S = 0.3
"""Seconds after the last change until the canvas is saved."""

AUTOSAVE_WITHIN_S = 0.6
"""Seconds after which the canvas is saved even while changes go on: the save has to be done within
`JOURNAL_AFTER_S`, or the changes are journaled as well."""

RETRY_AFTER_S = 3.0
"""Seconds until a failed save is retried."""

ARCHIVE_WITHIN_S = 9.0
"""Seconds after a change within which the undo steps are archived, also while changes go on: with
the write, it is within the ten seconds that the manual states. A flush archives them too. Saves do
not: a kill that loses undo steps loses no note."""


class Session:
    """One open canvas. All methods except `rescue` are for the event loop's thread.

    Args:
        shelf: Where the canvas is saved.
        stored: The canvas as the file has it; None for a new one, which its first change creates.
        on_event: Called with what the screen has to show or report.
        spawn: Starts background tasks, see `tasks`.
        particulars: The particulars that the first change gives to a new canvas.
    """

    def __init__(
        self,
        shelf: Shelf,
        stored: StoredCanvas | None,
        on_event: Callable[[Event], None],
        spawn: Spawn,
        particulars: Particulars = NO_PARTICULARS,
    ) -> None:
        self._first_particulars = NO_PARTICULARS if stored else particulars
        self._emit, self._spawn = on_event, spawn
        self.history = History(stored.canvas if stored else Canvas())
        """The canvas as it is on the screen, and the steps that undo and redo take."""
        self.state = SaveState.SAVED
        """Whether the file has the canvas."""
        self.error: StoreError | None = None
        """Why the last save failed; None when it succeeded."""
        self._sync, self._save_lock = FileSync(shelf, stored), asyncio.Lock()
        self._autosave: asyncio.Task[None] | None = None
        self._changed_at = 0.0
        """When the last change was made, in the loop's time."""
        self._presence = shelf.presence
        journal = Journal(shelf.path, shelf.presence)
        self._journal = JournalTimer(
            journal, lambda: self._sync.journal_record(self.canvas), self._report_unjournaled, spawn
        )
        self._undo_archive = UndoArchive(shelf.path, is_new=stored is None)
        self._archive_timer: asyncio.TimerHandle | None = None
        self._archiving: asyncio.Task[None] | None = None
        self._auto_versions = AutoVersions(
            shelf, lambda error: self._emit(VersionFailed(error)), spawn
        )
        self._reported: tuple[str, Canvas] | None = None
        """The key of the last error reported, and the canvas that could not be saved."""
        self._reported_unjournaled: Canvas | None = None
        """The canvas for which a failure of the journal was last reported."""

    @property
    def canvas(self) -> Canvas:
        """The canvas as it is on the screen."""
        return self.history.canvas

    @property
    def id(self) -> str | None:
        """The canvas's id in the file; None while it is not there."""
        return self._sync.id

    @property
    def reserved_id(self) -> str:
        """The canvas's id, which a new canvas will have once it is in the file."""
        return self.id or self._sync.reserved_id()

    @property
    def unsaved(self) -> bool:
        """Whether the file does not have the canvas as it is on the screen."""
        return not self._sync.has(self.canvas)

    @property
    def has_failed(self) -> bool:
        """Whether the last save failed."""
        return self.state in {SaveState.FAILED, SaveState.GONE}

    @property
    def unjournaled(self) -> bool:
        """Whether there are changes that could neither be saved nor journaled."""
        return self.unsaved and self._journal.has_failed

    @property
    def is_journal_beside(self) -> bool:
        """Whether the journal is beside the data file, not in the user's state folder."""
        return self._journal.is_beside

    # Changes

    def record(self, canvas: Canvas, step: object = None, occasion: Occasion = REMOVAL) -> None:
        """Add `canvas` to the history and schedule its autosave.

        Args:
            canvas: The canvas after an edit.
            step: See `History.record`.
            occasion: What the edit is, for the version that is added if it takes much away.
        """
        if self.canvas == Canvas():
            canvas = canvas.with_missing_particulars(self._first_particulars)
        self._set_history(self.history.record(canvas, step), occasion)

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to undo, in this session or an earlier one."""
        return bool(self.history.past) or self._undo_archive.has_steps(self.id)

    async def undo(self, earlier: History | None = None) -> bool:
        """Undo one step, own ones first, or all since `earlier`; return whether there was any."""
        if not any(map(self.history.is_own, self.history.past)):
            await self._read_archive()
        history = self.history.return_to(earlier) if earlier else self.history.undo()
        return self._set_history(history, Occasion(OccasionKind.UNDO))

    async def redo(self) -> bool:
        """Redo one undone step; return whether there was one."""
        if not self.history.future:
            await self._read_archive()
        return self._set_history(self.history.redo(), Occasion(OccasionKind.REDO))

    def _set_history(self, history: History, occasion: Occasion) -> bool:
        """Set a new history and schedule the autosave; return whether it is a new one.

        All edits go through here, so that none takes much away without a version.
        """
        if history is self.history:
            return False
        now = asyncio.get_running_loop().time()
        self._auto_versions.changing(self.canvas, history.canvas, occasion, now)
        self.history = history
        self._save_later()
        self._archive_later()
        return True

    def _save_later(self) -> None:
        """Start the save clock for a change that was made just now."""
        self._changed_at = asyncio.get_running_loop().time()
        self._journal.changed()
        if not self.has_failed:
            self._set_state(SaveState.WAITING)
        self._start_autosave()

    def _start_autosave(self) -> None:
        """Start the task that saves, unless it is running."""
        if self._autosave is None or self._autosave.done():
            self._autosave = self._spawn(self._autosave_until_saved())

    # Other programs

    async def accept(self, stored: StoredCanvas) -> None:
        """Rebase onto the canvas in the file, after another screen or program has changed it.

        Emits `Merged` if the file does not continue what this session had in it.
        """
        async with self._save_lock:
            rebase = self._sync.accept(stored)
            merged = self._rebase([rebase] if rebase else [])
        if rebase and not rebase.is_continued:
            self._emit(Merged(*merged))

    async def pull(self) -> None:
        """Read the file and rebase onto what other programs have saved.

        Does nothing when a save is due, which merges anyway. Emits `ChangedElsewhere` or
        `DeletedElsewhere` if the file has changed, and `Merged` if what it has now does not
        continue what it had before, such as a copy from another computer or a backup. If the file
        is gone, the canvas is journaled, and saved once the file is back.
        """
        async with self._save_lock:
            if self.unsaved:
                return
            pull = await self._sync.pull()
            merged = self._rebase([pull.rebase] if pull.rebase else [])
        if self._sync.is_gone:
            self._start_autosave()
        if pull.is_deleted and not self.unsaved:  # the save would restore it
            self._emit(DeletedElsewhere())
        elif pull.rebase and pull.rebase.is_continued:
            self._emit(ChangedElsewhere(*merged))
        elif pull.rebase:
            self._emit(Merged(*merged))

    def _rebase(self, rebases: Sequence[Rebase]) -> tuple[tuple[Conflict, ...], Canvas]:
        """Merge changes of other programs into every step; return the conflicts with ours.

        What the file lacks after that is saved: a file copied there lacks what is only here.

        Returns:
            The conflicts, and the canvas as it was.
        """
        conflicts, before = list[Conflict](), self.canvas
        for rebase in rebases:
            conflicts += self.history.find_conflicts(rebase.base, rebase.theirs)
            self.history = self.history.rebase(rebase.base, rebase.theirs)
        if rebases and self.unsaved:
            self._save_later()
        return tuple(conflicts), before

    # Saving

    async def flush(self) -> bool:
        """Save unsaved changes now, and archive the undo steps.

        Returns:
            Whether everything is in the file; if not, `error` says why.
        """
        if self._save_lock.locked():
            # The running save may wait for the file's lock: another one would wait for it again.
            async with self._save_lock:
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
        return not self.unsaved or await self.flush()  # changed in the meantime

    def rescue(self, canvas: Canvas) -> bool | None:
        """Write `canvas`, the newest, into the journal. May be called from any thread.

        Returns:
            Whether it is in the journal; None when it is saved.
        """
        record = self._sync.journal_record(canvas)
        return self._journal.rescue(record) if record else None

    async def wait_until_idle(self) -> None:
        """Wait until all is saved and no write is running: canvas, journal, version, undo steps.

        Does not return while saving fails, and does not wait for `ARCHIVE_WITHIN_S`.
        """
        while True:
            tasks = (self._autosave, self._archiving)
            if running := [task for task in tasks if task and not task.done()]:
                await asyncio.wait(running)
            elif self._save_lock.locked():
                async with self._save_lock:
                    pass
            else:
                break
        await self._auto_versions.wait_until_idle()
        await self._journal.wait_until_idle()
        await self._undo_archive.wait_until_idle()
        if self.unsaved:
            await self.wait_until_idle()

    async def _autosave_until_saved(self) -> None:
        """Save when the typing pauses, and repeat as long as there are unsaved changes."""
        loop = asyncio.get_running_loop()
        while not await self._is_saved():
            deadline = loop.time() + AUTOSAVE_WITHIN_S
            while (due := min(self._changed_at + AUTOSAVE_AFTER_S, deadline)) > loop.time():  # noqa: ASYNC110 - each key moves it
                await asyncio.sleep(due - loop.time())
            await self._save()
            if self.has_failed:
                await asyncio.sleep(RETRY_AFTER_S)
        if self.state is SaveState.WAITING:
            self._set_state(SaveState.SAVED)  # the change was taken back

    async def _is_saved(self) -> bool:
        """Return whether all is saved; if so, remove the journal."""
        if not self.unsaved:
            await self._journal.saved(everything=True)
        return not self.unsaved

    async def _save(self) -> None:
        """Save the newest canvas in a thread; one save at a time."""
        async with self._save_lock:
            if not self.unsaved:
                return
            if self.id and not self._presence.is_gone():
                await self._auto_versions.write_due(self.id)
            self._journal.save_started()
            try:
                push = await self._sync.push(self.canvas)
            except StoreError as error:
                self._journal.save_failed()
                if isinstance(error, FileGoneError):  # even what was saved is gone
                    self._journal.changed()
                    await self._journal.write()
                self._report_failure(error)
                return
            self.error = self._reported = None
            merged = self._rebase(push.rebases)
            if self.unsaved:  # changed meanwhile
                self._save_later()
            if self.id:
                self._auto_versions.write_soon(self.id)
            if push.is_back:
                self._emit(FileBack(*merged))
            elif push.rebases:
                self._emit(Merged(*merged))
            elif push.is_restored:
                self._emit(Restored())
            self._set_state(SaveState.WAITING if self.unsaved else SaveState.SAVED)
            await self._journal.saved(everything=not self.unsaved)

    def _report_failure(self, error: StoreError) -> None:
        """Record why a save failed; report it if the error or the canvas differs from last time.

        The next keystroke clears the message, so that one report alone could be missed.
        """
        self.error = error
        failure = (error.key, self.canvas)
        if failure != self._reported:
            self._reported = failure
            self._set_state(
                SaveState.GONE if isinstance(error, FileGoneError) else SaveState.FAILED
            )
            self._emit(SaveFailed(error, self.unjournaled))

    def _report_unjournaled(self) -> None:
        """Report changes that are neither saved nor journaled, once for each canvas."""
        if self._reported_unjournaled != self.canvas:
            self._reported_unjournaled = self.canvas
            if self.error and self.has_failed:
                self._emit(SaveFailed(self.error, self.unjournaled))

    def _set_state(self, state: SaveState) -> None:
        """Set the save state, and emit `SaveStateChanged` when it differs."""
        if state is not self.state:
            self.state = state
            self._emit(SaveStateChanged(state))

    # The undo archive

    async def _read_archive(self) -> None:
        """Put the steps of other sessions before those of this one."""
        if not self._presence.is_gone():
            self.history = await self._undo_archive.read(self.id, lambda: self.history)

    async def _archive(self) -> None:
        """Archive the undo steps for the next session, if this one has any.

        Not while the file is gone: the folder may be on another device.
        """
        if self.id and (self.history.past or self.history.future):
            write, is_gone = self._undo_archive.write, self._presence.is_gone()
            if not is_gone and (history := await write(self.id, lambda: self.history)):
                self.history = history
            else:
                self._archive_later()

    def archive_now(self) -> None:
        """Archive the undo steps: only they have a note that was cut, which must survive a kill."""
        self._archive_timer = None
        self._archiving = self._spawn(self._archive())

    def _archive_later(self) -> None:
        """Archive the undo steps within `ARCHIVE_WITHIN_S`, unless that is due already."""
        later = asyncio.get_running_loop().call_later
        self._archive_timer = self._archive_timer or later(ARCHIVE_WITHIN_S, self.archive_now)
