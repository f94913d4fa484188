"""The open canvas: its undo history, and the saving of it off the screen's loop."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from enum import Enum, auto

from bmc_tui.canvas.canvas import Canvas
from bmc_tui.canvas.history import History
from bmc_tui.canvas.merge import TwoWordings, two_wordings
from bmc_tui.store import ConflictError, Kept, Shelf, StoreError, UnknownCanvasError
from bmc_tui.store.journal import Journal, Record
from bmc_tui.ui.former_state import FormerState
from bmc_tui.ui.keeper import Keeper
from bmc_tui.ui.kept_steps import IDLE, KeptSteps

DELAY = 0.3
"""Seconds after the last change until it is saved."""

LONGEST = 0.6
"""Seconds that somebody who goes on typing waits at most for a save: it is to be done before the
change is late for the journal, see `Keeper`."""

RETRY = 3.0
"""Seconds until a save that failed is tried again."""


class Saving(Enum):
    """How the open canvas stands to the file."""

    SAVED = auto()
    WAITING = auto()
    """Changed, and about to be saved."""
    FAILED = auto()
    """The last save failed; it is tried again."""
    MERGED = auto()
    """Saved, together with a change that somebody else had made meanwhile."""
    RESTORED = auto()
    """Saved, and taken out of the trash, where somebody else had put it."""


class Outside(Enum):
    """What somebody else did to the open canvas."""

    NOTHING = auto()
    CHANGED = auto()
    DELETED = auto()
    """Put in the trash, or removed; the next change brings it back."""


class Session:
    """One canvas that is open. All methods are for the screen's own thread.

    Args:
        shelf: Where it is saved.
        kept: The canvas as it is in the file, or None for a new one: it gets into the file with
            its first change.
        told: Called when `saving` has changed.
    """

    def __init__(self, shelf: Shelf, kept: Kept | None, told: Callable[[], None]) -> None:
        self._shelf = shelf
        self._kept = kept
        self._told = told
        self._task: asyncio.Task[None] | None = None
        self._writing = asyncio.Lock()
        self._changed_at = 0.0
        self._keeper = Keeper(Journal(shelf.path), self._record)
        self._new_id = ""
        """The id that a new canvas will have in the file."""
        self._sent: Canvas | None = None
        """What the last save was to write."""
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

    @property
    def canvas(self) -> Canvas:
        """The canvas as it is on the screen."""
        return self.history.canvas

    @property
    def id(self) -> str | None:
        """The canvas's id in the file; None while it is not there."""
        return self._kept.entry.id if self._kept else None

    @property
    def unsaved(self) -> bool:
        """Whether the file does not have the canvas as it is on the screen."""
        return self.canvas != (self._kept.canvas if self._kept else Canvas())

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

        def begin() -> None:
            self._keeping = loop.create_task(self._keep_steps())

        loop = asyncio.get_running_loop()
        if self._idle:
            self._idle.cancel()
        self._idle = loop.call_later(IDLE, begin)

    def adopt(self, kept: Kept) -> None:
        """Take over the canvas as somebody else has changed it."""
        if self._kept:
            self._merge(self._kept.canvas, kept)
        self._kept = kept

    def _merge(self, base: Canvas, theirs: Kept) -> None:
        """Bring what somebody else made of `base` into the canvas and into all its steps."""
        self.both = tuple(two_wordings(base, self.canvas, theirs.canvas))
        self.history = self.history.rebase(base, theirs.canvas)

    async def catch_up(self) -> Outside:
        """Take over what somebody else has written, unless a save is due: that does so itself."""
        async with self._writing:
            if self._kept is None or self.unsaved:
                return Outside.NOTHING
            former = self._kept
            try:
                kept = await asyncio.to_thread(self._shelf.load, former.entry.id)
            except UnknownCanvasError:
                return Outside.DELETED
            except StoreError:  # the next save tells
                return Outside.NOTHING
            # A lower rev is a backup that was put back. What it lacks, nobody took away: what is
            # on the screen stays, and the next save brings both together.
            if kept.entry.rev < former.entry.rev:
                return Outside.NOTHING
            self.adopt(kept)
        if kept.entry.deleted and not former.entry.deleted:
            return Outside.DELETED
        return Outside.NOTHING if kept.canvas == former.canvas else Outside.CHANGED

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
        await self._former.settle()
        if self.unsaved:
            await self._keeper.write()
            return False
        await self._keeper.saved(self._keeper.number)
        await self._keep_steps()
        return not self.unsaved or await self.flush()  # a key may have come meanwhile

    def rescue(self, canvas: Canvas) -> None:
        """Bring `canvas`, the newest, into the journal at once; from any thread."""
        if record := self._record(canvas):
            self._keeper.rescue(record)

    def _record(self, canvas: Canvas | None = None) -> Record | None:
        """Return what the journal is to hold, or None when all is saved."""
        if canvas is None:
            canvas = self.canvas
        kept = self._kept
        if canvas == (kept.canvas if kept else Canvas()):
            return None
        if kept is None:
            return Record(self._id_to_be(), 0, Canvas(), self._sent, canvas)
        return Record(kept.entry.id, kept.entry.rev, kept.canvas, self._sent, canvas)

    def _id_to_be(self) -> str:
        """Return the id for a new canvas."""
        if not self._new_id:
            from uuid import uuid4  # noqa: PLC0415 - only a new canvas needs it

            self._new_id = str(uuid4())
        return self._new_id

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
            self._task = loop.create_task(self._save_soon())
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
            self._sent = self.canvas
            try:
                state = await self._put()
            except StoreError as error:
                self._fail(error)
            else:
                self.error, self._complained = None, None
                if self._kept:
                    self._former.keep(self._kept.entry.id)
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

    async def _put(self) -> Saving:
        """Write the newest canvas, merged with what somebody else has written meanwhile.

        Raises:
            StoreError: The file can't be read or written.
        """
        canvas = self.canvas
        if self._kept is None:
            try:
                self._kept = await asyncio.to_thread(self._shelf.create, canvas, self._id_to_be())
            except ConflictError:  # a save that was told as failed was done after all
                self._kept = await asyncio.to_thread(self._shelf.load, self._id_to_be())
            else:
                return Saving.SAVED
        state = Saving.SAVED
        while True:
            entry = self._kept.entry
            try:
                self._kept = await asyncio.to_thread(self._shelf.save, entry.id, entry.rev, canvas)
                break
            except ConflictError:  # once more as often as somebody else is faster
                theirs = await asyncio.to_thread(self._shelf.load, entry.id)
                # A lower rev is a backup that was put back: what it lacks, nobody took away.
                base = self._kept.canvas if theirs.entry.rev > entry.rev else Canvas()
                self._kept = theirs
                # What was typed meanwhile is part of it: nothing is awaited before it is taken.
                self._merge(base, theirs)
                canvas = self._sent = self.canvas
                state = Saving.MERGED
            except UnknownCanvasError:
                # The file was taken away or replaced: what is on the screen is all there is.
                self._kept = await asyncio.to_thread(self._shelf.create, canvas, entry.id)
                break
        is_back = await self._bring_back()
        return Saving.RESTORED if is_back and state is Saving.SAVED else state

    async def _bring_back(self) -> bool:
        """Take the canvas out of the trash, if somebody put it there; tell whether it was."""
        if self._kept is None or self._kept.entry.deleted is None:
            return False
        await asyncio.to_thread(self._shelf.restore, self._kept.entry.id)
        self._kept = replace(self._kept, entry=replace(self._kept.entry, deleted=None))
        return True

    def _version_failed(self, error: StoreError) -> None:
        """Tell that there is no version of how the canvas was."""
        self.version_error = error
        self._told()

    def _tell(self, saving: Saving) -> None:
        """Note how the saving stands, and tell when that is news."""
        if saving is not self.saving or saving in {Saving.MERGED, Saving.RESTORED}:
            self.saving = saving
            self._told()
