"""The open canvas: its undo history, and the saving of it off the screen's loop."""

import asyncio
from collections.abc import Callable

from bmc_tui.model.canvas import Canvas
from bmc_tui.model.history import History
from bmc_tui.model.merge import TwoWordings, two_wordings
from bmc_tui.session.archive import IDLE, FormerState, KeptSteps
from bmc_tui.session.journaling import Keeper
from bmc_tui.session.sync import Filed, Outside, Saving
from bmc_tui.session.tasks import begin
from bmc_tui.store import Shelf, StoredCanvas, StoreError
from bmc_tui.store.journal import Journal, Record

DELAY = 0.3
"""Seconds after the last change until it is saved."""

LONGEST = 0.6
"""Seconds that somebody who goes on typing waits at most for a save: it is to be done before the
change is late for the journal, see `Keeper`."""

RETRY = 3.0
"""Seconds until a save that failed is tried again."""


class Session:
    """One canvas that is open. All methods are for the screen's own thread.

    Args:
        shelf: Where it is saved.
        kept: The canvas as it is in the file, or None for a new one: it gets into the file with
            its first change.
        told: Called when `saving` has changed.
    """

    def __init__(self, shelf: Shelf, kept: StoredCanvas | None, told: Callable[[], None]) -> None:
        self._filed = Filed(shelf, kept, self._merge)
        self._told = told
        self._task: asyncio.Task[None] | None = None
        self._writing = asyncio.Lock()
        self._changed_at = 0.0
        self._keeper = Keeper(Journal(shelf.path), self._record, self._journal_failed)
        self.history = History(kept.canvas if kept else Canvas())
        self._steps = KeptSteps(shelf.path, kept is None)
        self._idle: asyncio.TimerHandle | None = None
        self._keeping: asyncio.Task[None] | None = None
        self.saving = Saving.SAVED
        self._former = FormerState(shelf, self._version_failed)
        self.error: StoreError | None = None
        """Why the last save failed."""
        self.both: tuple[TwoWordings, ...] = ()
        """The notes that the last merge left in both wordings, until that is told."""
        self.version_error: StoreError | None = None
        """Why the state before the first change could not be kept, until that is told."""
        self._complained: tuple[str, Canvas] | None = None
        """Which failure was told last, and for which canvas."""
        self._alone: Canvas | None = None
        """For which canvas it was told last that it is nowhere on the disk."""

    @property
    def canvas(self) -> Canvas:
        """The canvas as it is on the screen."""
        return self.history.canvas

    @property
    def id(self) -> str | None:
        """The canvas's id in the file; None while it is not there."""
        return self._filed.id

    @property
    def unsaved(self) -> bool:
        """Whether the file does not have the canvas as it is on the screen."""
        return not self._filed.has(self.canvas)

    def record(self, canvas: Canvas, step: object = None) -> None:
        """Make `canvas` the newest, to be saved; see `History.record`."""
        self._become(self.history.record(canvas, step))

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back, be it one of an earlier session."""
        return bool(self.history.past) or self._steps.may_be_there(self.id)

    async def undo(self) -> bool:
        """Go one step back; tell whether there was one."""
        await self._recall_steps()
        return self._become(self.history.undo())

    async def redo(self) -> bool:
        """Go one undone step forward; tell whether there was one."""
        await self._recall_steps()
        return self._become(self.history.redo())

    async def _recall_steps(self) -> None:
        """Have the steps of earlier sessions before those of this one."""
        if earlier := await self._steps.recall(self.id):
            self.history = self.history.after(earlier)

    async def _keep_steps(self) -> None:
        """Keep what undo takes back for the next session, if anything was done in this one."""
        if self.id and (self.history.past or self.history.future):
            await self._recall_steps()
            await self._steps.keep(self.id, self.history)

    def _keep_steps_soon(self) -> None:
        """Keep what undo takes back when nobody does anything for a while."""

        def write() -> None:
            self._keeping = begin(self._keep_steps())

        loop = asyncio.get_running_loop()
        if self._idle:
            self._idle.cancel()
        self._idle = loop.call_later(IDLE, write)

    def adopt(self, kept: StoredCanvas) -> None:
        """Take over the canvas as somebody else has changed it."""
        self._filed.adopt(kept)

    def _merge(self, base: Canvas, theirs: StoredCanvas) -> Canvas:
        """Bring what somebody else made of `base` into the canvas and into all its steps."""
        self.both = tuple(two_wordings(base, self.canvas, theirs.canvas))
        self.history = self.history.rebase(base, theirs.canvas)
        return self.canvas

    async def catch_up(self) -> Outside:
        """Take over what somebody else has written, unless a save is due: that does so itself."""
        async with self._writing:
            return Outside.NOTHING if self.unsaved else await self._filed.catch_up()

    async def flush(self) -> bool:
        """Save at once what is not saved.

        Returns:
            Whether everything is in the file now; if not, `error` says why.
        """
        if self._writing.locked():  # what is under way may take as long as a lock is waited for
            async with self._writing:
                pass
        else:
            await self._write()
        while self.unsaved and not self.error:
            await self._write()
        if self.unsaved:
            await self._keeper.write()
            return False
        await self._keeper.saved(self._keeper.number)
        await self._keep_steps()
        return not self.unsaved or await self.flush()  # a key may have come meanwhile

    def rescue(self, canvas: Canvas) -> bool | None:
        """Bring `canvas`, the newest, into the journal at once; from any thread.

        Returns:
            Whether it is there; None when all is saved.
        """
        record = self._filed.record(canvas)
        return self._keeper.rescue(record) if record else None

    @property
    def only_here(self) -> bool:
        """Whether what is not saved could not be brought into the journal either."""
        return self.unsaved and self._keeper.fails

    def _record(self) -> Record | None:
        """Return what the journal is to hold, or None when all is saved."""
        return self._filed.record(self.canvas)

    def _become(self, history: History) -> bool:
        """Take a new history, and see to it that it is saved; tell whether it is another."""
        if history is self.history:
            return False
        self._former.note(self.canvas)
        self.history = history
        loop = asyncio.get_running_loop()
        self._changed_at = loop.time()
        self._keeper.changed()
        if self.saving is not Saving.FAILED:
            self._tell(Saving.WAITING)
        if self._task is None or self._task.done():
            self._task = begin(self._save_soon())
        self._keep_steps_soon()
        return True

    async def _save_soon(self) -> None:
        """Save when the typing pauses, and again as long as there is something to save."""
        loop = asyncio.get_running_loop()
        while await self._left():
            latest = loop.time() + LONGEST
            while (due := min(self._changed_at + DELAY, latest)) > loop.time():  # noqa: ASYNC110 - each key moves it
                await asyncio.sleep(due - loop.time())
            await self._write()
            if self.saving is Saving.FAILED:
                await asyncio.sleep(RETRY)
        if self.saving is Saving.WAITING:
            self._tell(Saving.SAVED)  # changed and changed back

    async def _left(self) -> bool:
        """Tell whether there is something left to save; without it, a journal is removed."""
        if not self.unsaved:
            await self._keeper.saved(self._keeper.number)
        return self.unsaved

    async def _write(self) -> None:
        """Save the newest canvas in a thread of its own; one at a time."""
        async with self._writing:
            if not self.unsaved:
                return
            number = self._keeper.number
            try:
                state = await self._filed.put(self.canvas)
            except StoreError as error:
                self._fail(error)
            else:
                self.error, self._complained = None, None
                if self.id:
                    self._former.keep(self.id)
                self._tell(Saving.WAITING if self.unsaved else state)
                await self._keeper.saved(number if self.unsaved else self._keeper.number)

    def _fail(self, error: StoreError) -> None:
        """Note why a save failed, and tell it when that is news or more was typed since.

        The first key takes a message away: told once only, it would not be seen.
        """
        self.error = error
        complaint = (error.key, self.canvas)
        if complaint != self._complained:
            self._complained = complaint
            self.saving = Saving.FAILED
            self._told()

    def _journal_failed(self) -> None:
        """Tell that what is not saved is nowhere on the disk, once for each state of the canvas."""
        if self._alone != self.canvas:
            self._alone = self.canvas
            self._told()

    def _version_failed(self, error: StoreError) -> None:
        """Tell that there is no version of how the canvas was."""
        self.version_error = error
        self._told()

    def _tell(self, saving: Saving) -> None:
        """Note how the saving stands, and tell when that is news."""
        if saving is not self.saving or saving in {Saving.MERGED, Saving.RESTORED}:
            self.saving = saving
            self._told()
