"""What sessions that were killed had not saved: put back from their journals into the file."""

import os
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from bmc_tui.model.canvas import Canvas
from bmc_tui.model.merge import merge
from bmc_tui.store.errors import ConflictError, StoreError, UnknownCanvasError
from bmc_tui.store.journal import Record, discard, journals, of_the_dead, read, set_aside
from bmc_tui.store.locking import locked
from bmc_tui.store.shelf import Shelf

HASTE = 0.1
"""Seconds to wait for another program that is writing the file: somebody waits for the program to
start, and the next start is early enough."""

_TRIES = 3
"""How often a canvas that somebody else writes at the same moment is merged anew."""


@dataclass(frozen=True, slots=True)
class PutBack:
    """A canvas that has again what its session could not save."""

    id: str
    title: str
    notes: int
    """How many notes are there again, or gone again."""


@dataclass(frozen=True, slots=True)
class Recovery:
    """What became of the journals that were found."""

    put_back: tuple[PutBack, ...] = ()
    set_aside: tuple[Path, ...] = ()
    """What had a journal's name and was none, or a broken one, under its new name."""
    error: StoreError | None = None
    """Why the others stay for the next time."""


def recover(shelf: Shelf) -> Recovery:
    """Put back what sessions that were killed had not saved, and remove their journals.

    A journal whose session lives is left alone; so is one where the data file can't be read or
    written.

    Args:
        shelf: The canvases of the data file.
    """
    put_back: list[PutBack] = []
    aside: list[Path] = []
    for path in journals(shelf.path):
        with of_the_dead(path) as is_dead:
            if not is_dead:
                continue
            record = read(path)
            if record is None and os.path.lexists(path):
                aside.append(set_aside(path))
                continue
            try:
                done = _put_back(shelf, record) if record else None
            except StoreError as error:
                return Recovery(tuple(put_back), tuple(aside), error)
            if done:
                put_back.append(done)
            discard(path)
    return Recovery(tuple(put_back), tuple(aside))


def abandoned(data: Path) -> bool:
    """Tell whether a session was killed whose journal has not been put back yet."""
    for path in journals(data):
        with of_the_dead(path) as is_dead:
            if is_dead and os.path.lexists(path):
                return True
    return False


def _put_back(shelf: Shelf, record: Record) -> PutBack | None:
    """Merge a record into the data file; return None when there was nothing to do."""
    with locked(Path(os.path.realpath(shelf.path)), HASTE):
        pass  # who holds it now will not let us save either
    for left in reversed(range(_TRIES)):
        try:
            kept = shelf.load(record.id)
        except UnknownCanvasError:
            if record.canvas == Canvas():
                return None
            kept = shelf.create(record.canvas, record.id)
            return PutBack(record.id, kept.entry.title, record.canvas.count)
        base = _base(record, kept.canvas, kept.entry.rev)
        merged = merge(base, record.canvas, kept.canvas)
        if merged == kept.canvas:
            return None
        try:
            saved = shelf.save(record.id, kept.entry.rev, merged, kept.canvas)
        except ConflictError:
            if not left:
                raise
            continue
        if saved.entry.deleted:
            shelf.restore(record.id)
        return PutBack(record.id, saved.entry.title, _difference(kept.canvas, merged))
    return None


def _base(record: Record, there: Canvas, rev: int) -> Canvas:
    """Return what the record's canvas and the one in the file both started from."""
    if there == record.base:
        return record.base
    if rev <= record.rev:  # a backup was put back: what it lacks, nobody took away
        return Canvas()
    if record.sent is not None and not Counter(record.sent) - Counter(there):
        return record.sent  # that save was done
    return record.base


def _difference(before: Canvas, after: Canvas) -> int:
    """Return how many notes came or went, a changed one counting once."""
    one, other = Counter(before), Counter(after)
    return max((other - one).total(), (one - other).total())
