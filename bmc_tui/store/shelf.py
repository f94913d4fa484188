"""Reads and changes the canvases of one file, including those in its trash."""

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from bmc_tui.files import paths
from bmc_tui.files.locations import FileStamp
from bmc_tui.files.presence import Presence
from bmc_tui.model.canvas import Canvas
from bmc_tui.model.sanitize import clean
from bmc_tui.store.documents import (
    OPTIONAL_KEYS,
    Document,
    Entry,
    MalformedError,
    StoredCanvas,
    canvas_to_dict,
    format_time,
    new_id,
    parse_entry,
    parse_stored,
)
from bmc_tui.store.errors import ConflictError, refusal
from bmc_tui.store.file_format import SCHEMA, SHELF
from bmc_tui.store.lineage import NO_LINEAGE, Lineage, Save, new_writer, write_lineage
from bmc_tui.store.lookup import find_entry, unknown_canvas

if TYPE_CHECKING:
    from bmc_tui.store.database import Database
    from bmc_tui.store.versions import Versions

_Parsed = TypeVar("_Parsed")


class Shelf:
    """The canvases of one file. Every change is read, compared and written under one lock.

    Every method raises `StoreError` when the file can't be read or, for a change, written. It may
    be called from any thread.

    Args:
        path: The file; the first canvas creates it.
        now: The clock; aware.
    """

    def __init__(self, path: Path, now: Callable[[], datetime]) -> None:
        self.path = path
        self._now = now
        self.presence = Presence(path)
        """Where the file was when it was last read or written."""
        self.own_stamp: FileStamp | None = None
        """The stamp of the file after this shelf's last change, unlike those of other programs."""
        self._own_saves: dict[str, Save] = {}
        """The last save by this shelf of each canvas, by id, whether or not it has failed."""

    def entries(self) -> list[Entry]:
        """Return the canvases outside the trash, the last changed first."""
        with self._open() as db:
            return self._entries(db)

    def listing(self) -> tuple[list[Entry], str | None]:
        """Return what `entries` and `last_used` do, by reading the file once."""
        with self._open() as db:
            entries, id_ = self._entries(db), _last_used(db)
        ids = [entry.id for entry in entries]
        return entries, id_ if id_ in ids else next(iter(ids), None)

    def trash(self) -> list[Entry]:
        """Return the canvases in the trash, the last deleted first."""
        with self._open() as db:
            deleted = [(entry.deleted, entry) for entry in self._all_entries(db) if entry.deleted]
        return [entry for _, entry in sorted(deleted, key=lambda pair: pair[0], reverse=True)]

    def load(self, id_: str, /) -> StoredCanvas:
        """Return a canvas, whether or not it is in the trash.

        Raises:
            UnknownCanvasError: There is no canvas with that id.
        """
        with self._open() as db:
            return self._load(db, id_)

    def canvases(self) -> list[StoredCanvas]:
        """Return the canvases outside the trash with their notes, the last changed first."""
        with self._open() as db:
            documents = db.canvases.documents().items()
            canvases = [
                self._parse(parse_stored, id_, document)
                for id_, document in documents
                if not document.get("deleted")
            ]
        return sorted(canvases, key=lambda stored: stored.entry.changed, reverse=True)

    def create(
        self, canvas: Canvas, id_: str | None = None, contained: Lineage = NO_LINEAGE, /
    ) -> StoredCanvas:
        """Add a new canvas; it becomes the last used.

        Args:
            canvas: The canvas.
            id_: Its id; a new one by default.
            contained: The earlier saves that it contains, if the file no longer has it.

        Raises:
            ConflictError: There is a canvas with that id already.
        """
        id_ = id_ or new_id()
        with self._locked() as db:
            if id_ in db.canvases.documents():
                raise ConflictError("store.conflict", title=canvas.title)
            self._add(db, id_, canvas, {}, contained)
            db.meta.put(SHELF, {"last": id_})
            return self._load(db, id_)

    def create_all(self, canvases: Sequence[Canvas], /) -> list[StoredCanvas]:
        """Add new canvases, all of them or none; the first of them becomes the last used."""
        ids, now = [new_id() for _ in canvases], self._now()
        with self._locked() as db:
            for id_, canvas in zip(ids, canvases, strict=True):
                self._add(db, id_, canvas, {}, now=now)
            db.meta.put(SHELF, {"last": ids[0]})
            return [self._load(db, id_) for id_ in ids]

    def save(
        self, stored: StoredCanvas, canvas: Canvas, contained: Lineage = NO_LINEAGE, /
    ) -> StoredCanvas:
        """Write a canvas that was changed.

        Args:
            stored: The canvas as the file had it, which the change is based on.
            canvas: The changed canvas.
            contained: What else was merged into it.

        Raises:
            ConflictError: The file has another state of the canvas: it was saved by another
                program, or copied there.
            UnknownCanvasError: There is no canvas with that id.
        """
        with self._locked() as db:
            found = self._load(db, stored.entry.id)
            if (found.canvas, found.lineage_text) != (stored.canvas, stored.lineage_text):
                raise ConflictError("store.conflict", title=found.entry.title)
            return self._write(db, found, canvas, contained)

    def rename(self, id_: str, title: str, /) -> StoredCanvas:
        """Change the title of a canvas.

        Raises:
            UnknownCanvasError: There is no canvas with that id.
        """
        with self._locked() as db:
            stored = self._load(db, id_)
            return self._write(db, stored, stored.canvas.with_title(title))

    def duplicate(self, id_: str, title: str, /) -> StoredCanvas:
        """Add a copy of a canvas with another title: a new canvas, with a lineage of its own.

        Raises:
            UnknownCanvasError: There is no canvas with that id.
        """
        new = new_id()
        with self._locked() as db:
            canvas = self._load(db, id_).canvas.with_title(title)
            document = db.canvases.documents()[id_]
            self._add(db, new, canvas, document)
            return self._load(db, new)

    def delete(self, id_: str, /) -> Entry:
        """Move a canvas to the trash; its notes stay as they are.

        Raises:
            UnknownCanvasError: There is no canvas with that id.
        """
        with self._locked() as db:
            if not self._load(db, id_).entry.deleted:
                db.canvases.put(id_, {"deleted": format_time(self._now())})
            return self._load(db, id_).entry

    def restore(self, id_: str, /) -> Entry:
        """Take a canvas out of the trash.

        Raises:
            UnknownCanvasError: There is no canvas with that id.
        """
        with self._locked() as db:
            if self._load(db, id_).entry.deleted:
                db.canvases.put(id_, {"deleted": None})
            return self._load(db, id_).entry

    def last_used(self) -> str | None:
        """Return the id of the canvas used last, else changed last; None when there is none."""
        with self._open() as db:
            id_ = _last_used(db)
            document = db.canvases.documents().get(id_) if id_ else None
            is_there = document is not None and document.get("deleted") is None
        return id_ if is_there else self.listing()[1]

    def mark_used(self, id_: str, /) -> None:
        """Record a canvas as the one used last; the file is only written when that changes.

        Raises:
            UnknownCanvasError: There is no canvas with that id.
        """
        with self._open() as db:
            self._load(db, id_)
            if _last_used(db) == id_:
                return
        with self._locked() as db:
            self._load(db, id_)
            db.meta.put(SHELF, {"last": id_})

    def claim_notice(self, name: str, /) -> bool:
        """Tell whether a once-only notice is due, and record it in the file as shown.

        Args:
            name: The name of the notice. While there is no file, it is neither due nor recorded.
        """
        with self._open() as db:
            if not db.meta.documents() or name in _shown_notices(db):
                return False
        with self._locked() as db:
            shown = _shown_notices(db)
            if name in shown:
                return False
            db.meta.put(SHELF, {"told": [*shown, name]})
            return True

    def find(self, text: str, /) -> Entry:
        """Return the canvas outside the trash that a text names.

        Args:
            text: An id, or else a title, or else the start of either, as for `find_entry`.

        Raises:
            UnknownCanvasError: There is none.
            AmbiguousCanvasError: There is more than one.
        """
        return find_entry(text, self.entries())

    def find_deleted(self, text: str, /) -> Entry:
        """Return the canvas in the trash that a text names, as for `find`.

        Raises:
            UnknownCanvasError: There is none.
            AmbiguousCanvasError: There is more than one.
        """
        return find_entry(text, self.trash(), in_trash=True)

    def purge(self, ids: Collection[str], /) -> list[Entry]:
        """Remove canvases in the trash for good, with their versions and undo steps.

        Args:
            ids: Their ids; a canvas that is not in the trash (any more) is not removed.

        Returns:
            The canvases that were removed.

        Raises:
            VersionsError: The canvases were removed, but their versions can't be.
        """
        from bmc_tui.store import undo_log

        with self._locked() as db:
            purged = [entry for entry in self._all_entries(db) if entry.deleted and entry.id in ids]
            if purged:
                db.canvases.drop(entry.id for entry in purged)
        if purged:
            for entry in purged:
                undo_log.remove_history(undo_log.undo_file(self.path, entry.id))
            self.versions.purge({entry.id for entry in purged})
        return purged

    @property
    def versions(self) -> "Versions":
        """The versions of the canvases."""
        from bmc_tui.store.versions import Versions

        return Versions(self.path, self._now, self.presence)

    def _all_entries(self, db: "Database") -> list[Entry]:
        """Return every canvas of an open file, including those in the trash."""
        return [self._parse(parse_entry, id_, doc) for id_, doc in db.canvases.documents().items()]

    def _entries(self, db: "Database") -> list[Entry]:
        """Return the canvases of an open file outside the trash, the last changed first."""
        entries = [entry for entry in self._all_entries(db) if not entry.deleted]
        return sorted(entries, key=lambda entry: entry.changed, reverse=True)

    def _load(self, db: "Database", id_: str) -> StoredCanvas:
        """Return one canvas of an open file."""
        document = db.canvases.documents().get(id_)
        if document is None:
            raise unknown_canvas(clean(id_), self._entries(db))
        return self._parse(parse_stored, id_, document)

    def _parse(
        self, parser: Callable[[str, Document], _Parsed], id_: str, document: Document
    ) -> _Parsed:
        """Parse a document; raise `RefusedError` for the whole file when it is malformed."""
        try:
            return parser(id_, document)
        except MalformedError as error:
            where = f"canvases.{id_}.{error}".rstrip(".")
            raise refusal("malformed", paths.real(self.path), where=clean(where)) from error

    def _add(
        self,
        db: "Database",
        id_: str,
        canvas: Canvas,
        copied: Document,
        contained: Lineage = NO_LINEAGE,
        now: datetime | None = None,
    ) -> None:
        """Add a new document to an open file.

        Args:
            db: The file.
            id_: The id of the canvas.
            canvas: The canvas.
            copied: The document that it is a copy of, or an empty one.
            contained: See `create`.
            now: When it is added; the same for several that are added together.
        """
        time = format_time(now or self._now())
        header = {"rev": 1, "created": time, "changed": time, "deleted": None}
        content = canvas_to_dict(canvas, copied)
        lineage = self._next_lineage(id_, canvas, contained)
        # Twice: the first sets the order of the keys in the file, which people read too; the last
        # overrides the values of a copied document.
        db.put_content(id_, {**header, **copied, **content, **header, "lineage": lineage})

    def _write(
        self,
        db: "Database",
        stored: StoredCanvas,
        canvas: Canvas,
        contained: Lineage = NO_LINEAGE,
    ) -> StoredCanvas:
        """Replace a canvas in an open file, which has it as `stored`."""
        id_ = stored.entry.id
        previous = db.canvases.documents()[id_]
        header = {"rev": stored.entry.rev + 1, "changed": format_time(self._now())}
        lineage = self._next_lineage(id_, canvas, contained.join(stored.lineage))
        content = canvas_to_dict(canvas, previous)
        gone = previous.keys() & OPTIONAL_KEYS - content.keys()
        db.put_content(id_, {**header, **content, "lineage": lineage}, gone)
        return self._load(db, id_)

    def _next_lineage(self, id_: str, canvas: Canvas, contained: Lineage) -> str:
        """Return the `lineage` of the document that the next save of a canvas writes.

        It is this shelf's next save if the canvas contains the one before, else the first of a new
        writer: each save of a writer contains all earlier ones. A save that fails may still have
        written the file, so its number is not used again.

        Args:
            id_: The canvas's id.
            canvas: What is saved.
            contained: The saves that it contains.
        """
        save = self._own_saves.get(id_)
        if save is None or contained.count(save.writer) != save.count:
            save = Save(new_writer(), 0)
        save = self._own_saves[id_] = Save(save.writer, save.count + 1)
        return write_lineage(contained.advance(save), canvas)

    @contextmanager
    def _open(self) -> "Iterator[Database]":
        """Open the file to read it."""
        from bmc_tui.store.database import Database

        with Database(self.path, presence=self.presence) as db:
            yield db

    @contextmanager
    def _locked(self) -> "Iterator[Database]":
        """Open the file to change it: all changes in the context are written together, or none."""
        with self._open() as db, db.transaction():
            if SHELF not in db.meta.documents():
                db.meta.put(SHELF, {"schema": SCHEMA, "last": None})
            yield db
        self.own_stamp = db.own_stamp or self.own_stamp


def _last_used(db: "Database") -> str | None:
    """Return the id of the canvas used last, which may not exist any more."""
    shelf = db.meta.documents().get(SHELF)
    last = shelf and shelf.get("last")
    return last if isinstance(last, str) else None


def _shown_notices(db: "Database") -> list[Any]:
    """Return the names of the notices that were shown; anything but a list counts as none."""
    shelf = db.meta.documents().get(SHELF)
    shown = shelf and shelf.get("told")
    return shown if isinstance(shown, list) else []
