"""The open canvas as it stands in the file: made, saved, merged with what others wrote, read again.

What is on the screen is the session's; here is what of it the file has.
"""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from enum import Enum, auto

from bmc_tui.model.canvas import Canvas
from bmc_tui.store import ConflictError, Shelf, StoredCanvas, StoreError, UnknownCanvasError
from bmc_tui.store.journal import Record


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


class Filed:
    """One canvas in the file. For the screen's own thread; one method is awaited at a time.

    Args:
        shelf: Where it is saved.
        kept: The canvas as it is in the file, or None for a new one: `put` makes it.
        merge: Called with a canvas and with what another program made of it; it brings that into
            the newest canvas, which it returns.
    """

    def __init__(
        self,
        shelf: Shelf,
        kept: StoredCanvas | None,
        merge: Callable[[Canvas, StoredCanvas], Canvas],
    ) -> None:
        self._shelf = shelf
        self._kept = kept
        self._merge = merge
        self._new_id = ""
        """The id that a new canvas will have in the file."""
        self._sent: Canvas | None = None
        """What the last save was to write."""

    @property
    def id(self) -> str | None:
        """The canvas's id; None while it is not in the file."""
        return self._kept.entry.id if self._kept else None

    def has(self, canvas: Canvas) -> bool:
        """Tell whether this is what the file has."""
        return canvas == (self._kept.canvas if self._kept else Canvas())

    def record(self, canvas: Canvas) -> Record | None:
        """Return what the journal is to hold of the newest canvas, or None when it is saved."""
        if self.has(canvas):
            return None
        if self._kept is None:
            return Record(self._id_to_be(), 0, Canvas(), self._sent, canvas)
        entry = self._kept.entry
        return Record(entry.id, entry.rev, self._kept.canvas, self._sent, canvas)

    def adopt(self, kept: StoredCanvas) -> bool:
        """Take over the canvas as somebody else has written it, and tell whether that was due.

        What does not build on what the file had, such as a backup that was put back, is left for
        the next save, which brings both together: what it lacks, nobody took away.
        """
        if self._kept:
            if not _builds_on(kept, self._kept):
                return False
            self._merge(self._kept.canvas, kept)
        self._kept = kept
        return True

    async def catch_up(self) -> Outside:
        """Take over what somebody else has written; nothing may be unsaved."""
        former = self._kept
        if former is None:
            return Outside.NOTHING
        try:
            kept = await asyncio.to_thread(self._shelf.load, former.entry.id)
        except UnknownCanvasError:
            return Outside.DELETED
        except StoreError:  # the next save tells
            return Outside.NOTHING
        if not self.adopt(kept):
            return Outside.NOTHING
        if kept.entry.deleted and not former.entry.deleted:
            return Outside.DELETED
        return Outside.NOTHING if kept.canvas == former.canvas else Outside.CHANGED

    async def put(self, canvas: Canvas) -> Saving:
        """Write the newest canvas, merged with what somebody else has written meanwhile.

        Raises:
            StoreError: The file can't be read or written.
        """
        self._sent = canvas
        if self._kept is None:
            try:
                self._kept = await asyncio.to_thread(self._shelf.create, canvas, self._id_to_be())
            except ConflictError:  # a save that was told as failed was done after all
                self._kept = await asyncio.to_thread(self._shelf.load, self._id_to_be())
            else:
                return Saving.SAVED
        state = Saving.SAVED
        while True:
            former = self._kept
            try:
                self._kept = await asyncio.to_thread(
                    self._shelf.save, former.entry.id, former.entry.rev, canvas, former.canvas
                )
                break
            except ConflictError:  # once more as often as somebody else is faster
                theirs = await asyncio.to_thread(self._shelf.load, former.entry.id)
                base = former.canvas if _builds_on(theirs, former) else Canvas()
                self._kept = theirs
                # What was typed meanwhile is part of it: nothing is awaited before it is taken.
                canvas = self._sent = self._merge(base, theirs)
                state = Saving.MERGED
            except UnknownCanvasError:
                # The file was taken away or replaced: what is on the screen is all there is.
                self._kept = await asyncio.to_thread(self._shelf.create, canvas, former.entry.id)
                break
        is_back = await self._bring_back()
        return Saving.RESTORED if is_back and state is Saving.SAVED else state

    async def _bring_back(self) -> bool:
        """Take the canvas out of the trash, if somebody put it there; tell whether it was."""
        if self._kept is None or self._kept.entry.deleted is None:
            return False
        await asyncio.to_thread(self._shelf.restore, self._kept.entry.id)
        self._kept = self._kept._replace(entry=replace(self._kept.entry, deleted=None))
        return True

    def _id_to_be(self) -> str:
        """Return the id for a new canvas."""
        if not self._new_id:
            from uuid import uuid4

            self._new_id = str(uuid4())
        return self._new_id


def _builds_on(kept: StoredCanvas, former: StoredCanvas) -> bool:
    """Tell whether one state of a canvas in the file was made from a former one, or is the same.

    A backup that was put back has a lower rev; with what was written over that, the revs come
    round.
    """
    if kept.entry.rev == former.entry.rev:
        return kept.canvas == former.canvas
    return kept.entry.rev > former.entry.rev
