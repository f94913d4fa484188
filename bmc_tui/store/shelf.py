"""The shelf: the canvases of one file, read, changed, put in the trash and found by name."""

import os
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from bmc_tui.files.locations import FileStamp
from bmc_tui.model.canvas import Canvas
from bmc_tui.model.sanitize import clean
from bmc_tui.store.documents import (
    Document,
    Entry,
    MalformedError,
    StoredCanvas,
    content,
    entry_of,
    read,
    stamp,
)
from bmc_tui.store.errors import ConflictError, refused
from bmc_tui.store.file_format import SCHEMA, SHELF
from bmc_tui.store.lookup import named, unknown

if TYPE_CHECKING:
    from bmc_tui.store.database import Database
    from bmc_tui.store.versions import Versions

_Read = TypeVar("_Read")


class Shelf:
    """The canvases of one file. Every change is read, compared and written under one lock.

    Every method raises `StoreError` when the file can't be read, or for a change written. It may
    be called from any thread.

    Args:
        path: The file; it is made with the first canvas.
        now: The clock; aware.
    """

    def __init__(self, path: Path, now: Callable[[], datetime]) -> None:
        self.path = path
        self._now = now
        self.written: FileStamp | None = None
        """Which file the last change of this shelf's left; no news for who has made it."""

    def entries(self) -> list[Entry]:
        """Return the canvases that are not in the trash, the last changed first."""
        with self._open() as db:
            return self._live(db)

    def trash(self) -> list[Entry]:
        """Return the canvases in the trash, the last deleted first."""
        with self._open() as db:
            found = [(entry.deleted, entry) for entry in self._all(db) if entry.deleted]
        return [entry for _, entry in sorted(found, key=lambda pair: pair[0], reverse=True)]

    def load(self, id_: str, /) -> StoredCanvas:
        """Return a canvas, be it in the trash.

        Raises:
            UnknownCanvasError: There is no canvas with that id.
        """
        with self._open() as db:
            return self._kept(db, id_)

    def canvases(self) -> list[StoredCanvas]:
        """Return what `entries` does, each with its notes."""
        with self._open() as db:
            documents = db.canvases.documents().items()
            live = [(id_, document) for id_, document in documents if not document.get("deleted")]
            found = [self._read(read, id_, document) for id_, document in live]
        return sorted(found, key=lambda kept: kept.entry.changed, reverse=True)

    def create(self, canvas: Canvas, id_: str | None = None, /) -> StoredCanvas:
        """Put a new canvas on the shelf; it becomes the last used.

        Args:
            canvas: The canvas.
            id_: Its id; a new one when left out.

        Raises:
            ConflictError: There is a canvas with that id.
        """
        id_ = id_ or new_id()
        with self._locked() as db:
            if id_ in db.canvases.documents():
                raise ConflictError("store.conflict", title=canvas.title)
            self._add(db, id_, content(canvas))
            db.meta.put(SHELF, {"last": id_})
            return self._kept(db, id_)

    def save(
        self, id_: str, rev: int, canvas: Canvas, former: Canvas | None = None, /
    ) -> StoredCanvas:
        """Write a canvas that was changed.

        Args:
            id_: Its id.
            rev: The `Entry.rev` of what was changed.
            canvas: The canvas as it is now.
            former: What was changed, as it was in the file. The rev alone comes round where a
                backup is put back and somebody writes over that.

        Raises:
            ConflictError: The file has another rev, or another canvas than `former` under it:
                somebody else wrote this canvas.
            UnknownCanvasError: There is no canvas with that id.
        """
        with self._locked() as db:
            kept = self._kept(db, id_)
            if kept.entry.rev != rev or former not in (None, kept.canvas):
                raise ConflictError("store.conflict", title=kept.entry.title)
            return self._write(db, id_, rev, canvas)

    def rename(self, id_: str, title: str, /) -> StoredCanvas:
        """Give a canvas another title.

        Raises:
            UnknownCanvasError: There is no canvas with that id.
        """
        with self._locked() as db:
            kept = self._kept(db, id_)
            return self._write(db, id_, kept.entry.rev, kept.canvas.with_title(title))

    def duplicate(self, id_: str, title: str, /) -> StoredCanvas:
        """Put a copy of a canvas on the shelf, under another title.

        Raises:
            UnknownCanvasError: There is no canvas with that id.
        """
        new = new_id()
        with self._locked() as db:
            canvas = self._kept(db, id_).canvas.with_title(title)
            former = db.canvases.documents()[id_]
            self._add(db, new, {**former, **content(canvas, former)})
            return self._kept(db, new)

    def delete(self, id_: str, /) -> Entry:
        """Put a canvas in the trash; its notes stay as they are.

        Raises:
            UnknownCanvasError: There is no canvas with that id.
        """
        with self._locked() as db:
            if not self._kept(db, id_).entry.deleted:
                db.canvases.put(id_, {"deleted": stamp(self._now())})
            return self._kept(db, id_).entry

    def restore(self, id_: str, /) -> Entry:
        """Take a canvas out of the trash.

        Raises:
            UnknownCanvasError: There is no canvas with that id.
        """
        with self._locked() as db:
            if self._kept(db, id_).entry.deleted:
                db.canvases.put(id_, {"deleted": None})
            return self._kept(db, id_).entry

    def last(self) -> str | None:
        """Return the id of the canvas used last, else changed last; None when there is none."""
        with self._open() as db:
            used = _last(db)
            document = db.canvases.documents().get(used) if used else None
            if document is not None and document.get("deleted") is None:
                return used
            return next((entry.id for entry in self._live(db)), None)

    def use(self, id_: str, /) -> None:
        """Remember a canvas as the last used. The file is written only when it was another.

        Raises:
            UnknownCanvasError: There is no canvas with that id.
        """
        with self._open() as db:
            self._kept(db, id_)
            if _last(db) == id_:
                return
        with self._locked() as db:
            self._kept(db, id_)
            db.meta.put(SHELF, {"last": id_})

    def tell_once(self, what: str, /) -> bool:
        """Tell whether something is to be told that was not told before, and remember that.

        Args:
            what: Its name. Where there is no file yet, nothing is remembered, nor to be told.
        """
        with self._open() as db:
            if not db.meta.documents() or what in _told(db):
                return False
        with self._locked() as db:
            told = _told(db)
            if what not in told:
                db.meta.put(SHELF, {"told": [*told, what]})
            return what not in told

    def find(self, text: str, /) -> Entry:
        """Return the canvas, not in the trash, that a person means.

        Args:
            text: Its id or title, or else the start of one, of an id at least four characters.
                Capitals do not matter in a title.

        Raises:
            UnknownCanvasError: There is none.
            AmbiguousCanvasError: There is more than one.
        """
        return named(text, self.entries())

    def find_deleted(self, text: str, /) -> Entry:
        """Return the canvas in the trash that a person means, named as for `find`.

        Raises:
            UnknownCanvasError: There is none.
            AmbiguousCanvasError: There is more than one.
        """
        return named(text, self.trash(), in_trash=True)

    def purge(self, ids: Collection[str], /) -> list[Entry]:
        """Remove canvases from the trash for good, and their versions with them.

        Args:
            ids: Their ids; one that is not in the trash (any more) stays as it is.

        Returns:
            The canvases that were removed.

        Raises:
            VersionsError: The canvases are gone, but their versions can't be removed.
        """
        from bmc_tui.store import undo_log

        with self._locked() as db:
            gone = [entry for entry in self._all(db) if entry.deleted and entry.id in ids]
            if gone:
                db.canvases.drop(entry.id for entry in gone)
        if gone:
            for entry in gone:
                undo_log.remove_history(undo_log.undo_file(self.path, entry.id))
            self.versions.forget({entry.id for entry in gone})
        return gone

    @staticmethod
    def warm_up() -> None:
        """Import what the first save takes, so that no key has to wait for that."""
        import orjson  # noqa: F401

        from bmc_tui.store import locking, versions  # noqa: F401

    @property
    def versions(self) -> "Versions":
        """The versions of the canvases."""
        from bmc_tui.store.versions import Versions

        return Versions(self.path, self._now)

    def _all(self, db: "Database") -> list[Entry]:
        """Return every canvas of an open file, also those in the trash."""
        return [self._read(entry_of, id_, doc) for id_, doc in db.canvases.documents().items()]

    def _live(self, db: "Database") -> list[Entry]:
        """Return the canvases of an open file that are not in the trash, last changed first."""
        found = [entry for entry in self._all(db) if not entry.deleted]
        return sorted(found, key=lambda entry: entry.changed, reverse=True)

    def _kept(self, db: "Database", id_: str) -> StoredCanvas:
        """Return one canvas out of an open file."""
        document = db.canvases.documents().get(id_)
        if document is None:
            raise unknown(clean(id_), self._live(db))
        return self._read(read, id_, document)

    def _read(self, how: Callable[[str, Document], _Read], id_: str, document: Document) -> _Read:
        """Read a document; one that is not sound makes the file refused."""
        try:
            return how(id_, document)
        except MalformedError as error:
            where = f"canvases.{id_}.{error}".rstrip(".")
            raise refused(
                "malformed", Path(os.path.realpath(self.path)), where=clean(where)
            ) from error

    def _add(self, db: "Database", id_: str, values: Mapping[str, Any]) -> None:
        """Put a new document on the shelf."""
        now = stamp(self._now())
        fresh = {"rev": 1, "created": now, "changed": now, "deleted": None}
        # Over the values of a copied document too; they come first because people read the file.
        db.canvases.put(id_, {**fresh, **values, **fresh})

    def _write(self, db: "Database", id_: str, rev: int, canvas: Canvas) -> StoredCanvas:
        """Write a canvas over the one with that `rev`."""
        former = db.canvases.documents()[id_]
        changed = {"rev": rev + 1, "changed": stamp(self._now())}
        db.canvases.put(id_, {**changed, **content(canvas, former)})
        return self._kept(db, id_)

    @contextmanager
    def _open(self) -> "Iterator[Database]":
        """Open the file to read it."""
        from bmc_tui.store.database import Database

        with Database(self.path) as db:
            yield db

    @contextmanager
    def _locked(self) -> "Iterator[Database]":
        """Open the file to change it: all that happens inside is one change, or none."""
        with self._open() as db, db.transaction():
            if SHELF not in db.meta.documents():
                db.meta.put(SHELF, {"schema": SCHEMA, "last": None})
            yield db
        self.written = db.written or self.written


def _last(db: "Database") -> str | None:
    """Return the id that the file has as the last used."""
    shelf = db.meta.documents().get(SHELF)
    last = shelf and shelf.get("last")
    return last if isinstance(last, str) else None


def _told(db: "Database") -> list[Any]:
    """Return what the file has as told; what else may stand there is nothing that was told."""
    shelf = db.meta.documents().get(SHELF)
    told = shelf and shelf.get("told")
    return told if isinstance(told, list) else []


def new_id() -> str:
    """Return an id that nothing else has."""
    from uuid import uuid4

    return str(uuid4())
