"""Synchronizes an open canvas with the file: pushes its changes, pulls those of other programs."""

import asyncio
from typing import NamedTuple

from bmc_tui.model.canvas import Canvas
from bmc_tui.model.merge import merge
from bmc_tui.store import (
    ConflictError,
    FileGoneError,
    Shelf,
    StoredCanvas,
    StoreError,
    UnknownCanvasError,
)
from bmc_tui.store.documents import new_id
from bmc_tui.store.journal import Record
from bmc_tui.store.lineage import Ancestry, Base
from bmc_tui.store.merging import merge_and_save


class Rebase(NamedTuple):
    """Changes of another program, which the session has to merge into its history."""

    base: Canvas
    """The canvas that the other program changed; empty when that is unknown."""
    theirs: Canvas
    """The canvas after its changes."""
    is_continued: bool = True
    """Whether the file continues what the session had in it. If not, such as a copy from another
    computer, what it lacks is only deleted if `base` has it, and the merge has to be saved."""


class Push(NamedTuple):
    """The result of saving."""

    rebases: tuple[Rebase, ...]
    """The changes of other programs that were merged, in the order of the merges."""
    is_restored: bool
    """Whether the canvas was taken out of the trash."""
    is_back: bool
    """Whether the file was gone before, and is there again."""


class Pull(NamedTuple):
    """The result of reading the file again."""

    rebase: Rebase | None = None
    """What other programs changed; None when nothing has changed."""
    is_deleted: bool = False
    """Whether another program has deleted the canvas since the last read."""


class FileSync:
    """One canvas in the file. For the event loop's thread; await one method at a time.

    Args:
        shelf: The canvases of the file; it is called in threads.
        stored: The canvas as the file has it; None for a new one, which the first push creates.
    """

    def __init__(self, shelf: Shelf, stored: StoredCanvas | None) -> None:
        self._shelf = shelf
        self._stored = stored
        self._ancestry = Ancestry().with_state(stored.state) if stored else Ancestry()
        """The states that the session's canvas contains; the last one is `_stored`."""
        self._new_id = ""
        """The id that a new canvas will have in the file; "" until it is needed."""
        self._sent: Canvas | None = None
        """The canvas of the last push."""
        self._attempts: set[Canvas] = set()
        """The canvases of all pushes since the last one that succeeded: a push that has failed may
        have written the file all the same."""
        self.is_gone = False
        """Whether the file was gone at the last read or write, so that nothing counts as saved."""

    @property
    def id(self) -> str | None:
        """The canvas's id; None while it is not in the file."""
        return self._stored.entry.id if self._stored else None

    def has(self, canvas: Canvas) -> bool:
        """Tell whether the file has this canvas, as far as it was last read or written.

        A file that is gone has no canvas; an empty canvas that was never saved is not missed.
        """
        if self._stored is None:
            return canvas == Canvas()
        return not self.is_gone and canvas == self._stored.canvas

    def journal_record(self, canvas: Canvas) -> Record | None:
        """Return what to write into the journal for the newest canvas, or None when it is saved."""
        stored = self._stored
        if self.has(canvas):
            return None
        if stored is None:
            return Record(self.reserved_id(), 0, Canvas(), self._sent, canvas)
        lineage = self._ancestry.lineage
        return Record(stored.entry.id, stored.entry.rev, stored.canvas, self._sent, canvas, lineage)

    def accept(self, stored: StoredCanvas) -> Rebase | None:
        """Accept a canvas that was read while this session may have saved.

        A state that the session's canvas already contains is ignored: it was probably read before
        the last save. If it was restored on purpose, the next pull or push finds it.

        Returns:
            What to merge into the session's canvas; None when nothing has changed.
        """
        is_older = self._ancestry.lineage.contains(stored.lineage)
        return None if is_older and not self.has(stored.canvas) else self._adopt(stored)

    def _adopt(self, stored: StoredCanvas) -> Rebase | None:
        """Adopt a canvas that was just read as the one in the file; see `accept`."""
        state = stored.state
        base = self._ancestry.base(state)
        self._stored, self._ancestry = stored, self._ancestry.with_state(state)
        return _rebase(base, stored.canvas)

    async def pull(self) -> Pull:
        """Read the canvas again and accept what other programs have saved.

        Returns:
            What has changed; nothing when the file can't be read, which the next push reports. When
            the file is gone, `is_gone` is true from now on.
        """
        previous = self._stored
        if previous is None:
            return Pull()
        try:
            stored = await asyncio.to_thread(self._shelf.load, previous.entry.id)
        except UnknownCanvasError:
            return Pull(is_deleted=True)
        except FileGoneError:
            self.is_gone = True
            return Pull()
        except StoreError:
            return Pull()
        rebase = self._adopt(stored)
        is_deleted = stored.entry.deleted is not None and previous.entry.deleted is None
        return Pull(rebase, is_deleted)

    async def push(self, canvas: Canvas) -> Push:
        """Save the newest canvas, merged with what other programs have saved.

        Raises:
            StoreError: The file can't be read or written. The next push may be of a newer canvas.
        """
        self._sent = canvas
        earlier = frozenset(self._attempts)
        self._attempts.add(canvas)
        try:
            self._stored, self._ancestry, push = await asyncio.to_thread(
                self._save, self.id or self.reserved_id(), canvas, earlier, self.is_gone
            )
        except FileGoneError:
            self.is_gone = True
            raise
        self.is_gone = False
        self._attempts.clear()
        return push

    def _save(
        self, id_: str, canvas: Canvas, attempts: frozenset[Canvas], is_back: bool
    ) -> tuple[StoredCanvas, Ancestry, Push]:
        """Save a canvas. Runs in a thread, and so does not change this object.

        Args:
            id_: The canvas's id.
            canvas: The canvas.
            attempts: The canvases of earlier pushes that failed.
            is_back: Whether the file was gone at the last push.
        """
        rebases: list[Rebase] = []
        start, mine, ancestry = self._stored, canvas, self._ancestry
        latest = start

        def merge_theirs(theirs: StoredCanvas | None) -> Canvas:
            nonlocal latest, mine, ancestry
            if theirs is None or theirs is latest:  # the file has none, or the one last read
                return mine
            state = theirs.state
            base = ancestry.base(state)
            if state.canvas in attempts:  # written by our own push, which has failed after that
                base = Base(state.canvas, is_continued=True)
            if rebase := _rebase(base, state.canvas):
                rebases.append(rebase)
                mine = merge(rebase.base, mine, rebase.theirs)
            latest, ancestry = theirs, ancestry.with_state(state)
            return mine

        saved = self._create(id_, canvas) if start is None else None
        saved = saved or merge_and_save(
            self._shelf,
            id_,
            merge_theirs,
            start=None if is_back else start,  # a file that is back may have changed
            contained=lambda: ancestry.lineage,
        )
        if saved is not latest:
            ancestry = ancestry.with_state(saved.state)
        is_deleted = saved.entry.deleted is not None
        if is_deleted:  # the user has changed it since, so it must not be lost
            saved = saved._replace(entry=self._shelf.restore(id_))
        return saved, ancestry, Push(tuple(rebases), is_deleted, is_back)

    def _create(self, id_: str, canvas: Canvas) -> StoredCanvas | None:
        """Create the canvas; return None when an earlier push that failed has created it."""
        try:
            return self._shelf.create(canvas, id_)
        except ConflictError:
            return None

    def reserved_id(self) -> str:
        """Return the id that a new canvas will have, the same one at each call."""
        self._new_id = self._new_id or new_id()
        return self._new_id


def _rebase(base: Base, theirs: Canvas) -> Rebase | None:
    """Return what to merge of another state, or None when that changes nothing."""
    return None if theirs == base.canvas else Rebase(base.canvas, theirs, base.is_continued)
