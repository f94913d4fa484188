"""The versions of the canvases: earlier states, kept in a file of their own beside the canvases.

Of their own, so that a save of a canvas costs the same however many versions there are, and so
that nothing that is wrong with them stands in the way of the canvases.

A document of the table `versions`, under the canvas's id and the version's number:

    {"canvas": ID, "number": 3, "name": "before pricing", "made": TIME, "title": ..., "blocks": ...}

A version without a name was made by the program. Title and blocks are as in a canvas's document.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING

from bmc_tui.files.locations import versions_file
from bmc_tui.model.canvas import Canvas
from bmc_tui.model.sanitize import clean
from bmc_tui.store.documents import Document, MalformedError, canvas_of, content, stamp, time_of
from bmc_tui.store.errors import (
    RefusedError,
    UnknownVersionError,
    VersionsError,
    backup_of,
    has_backup,
    shown,
)
from bmc_tui.store.file_format import SCHEMA, SHELF, VERSIONS

if TYPE_CHECKING:
    from bmc_tui.store.database import Database

MOST = 50
"""How many versions that the program made are kept of a canvas; those with a name all are."""

_MOST_NAMED = 9
"""How many versions a message names at most."""


@dataclass(frozen=True, slots=True)
class Version:
    """A canvas as it was at some time."""

    number: int
    """1 for the canvas's first version; a later one has a higher number."""
    name: str
    """What a person called it; empty for one that the program made."""
    made: datetime
    """Aware, in UTC."""
    canvas: Canvas


class Versions:
    """The versions of the canvases of one file.

    Every method raises `StoreError` when the file can't be read, or for a change written. It may
    be called from any thread.

    Args:
        canvases: The file with the canvases; that with the versions lies beside it, and is made
            with the first version.
        now: The clock; aware.
    """

    def __init__(self, canvases: Path, now: Callable[[], datetime]) -> None:
        self._canvases = canvases
        self._now = now

    @property
    def path(self) -> Path:
        """The file with the versions."""
        return versions_file(self._canvases)

    def of(self, id_: str, /) -> list[Version]:
        """Return the versions of the canvas with this id, the newest first."""
        with self._open() as db:
            return _of(db, id_)

    def keep(self, id_: str, canvas: Canvas, name: str = "", /) -> Version:
        """Keep a state of a canvas.

        Args:
            id_: The canvas's id.
            canvas: The state.
            name: What to call it. Left out, it is a version of the program's own: such a one is
                not made when the newest has the same state, and the oldest are dropped.

        Returns:
            The version; the newest, when that has the same state.
        """
        name = clean(name)
        with self._locked() as db:
            versions = _of(db, id_)
            if not name and versions and versions[0].canvas == canvas:
                return versions[0]
            number = versions[0].number + 1 if versions else 1
            _put(db, id_, Version(number, name, self._now(), canvas))
            versions = _of(db, id_)
            own = [each for each in versions if not each.name]
            db.versions.drop(_key(id_, each.number) for each in own[MOST:])
            return versions[0]

    def find(self, id_: str, text: str, /) -> Version:
        """Return the version of a canvas that a person means.

        Args:
            id_: The canvas's id.
            text: Its name or its number, or else the start of its name. Capitals do not matter.

        Raises:
            UnknownVersionError: There is none, or more than one.
        """
        versions = self.of(id_)
        wanted = clean(text).casefold()
        found = (
            [each for each in versions if each.name and each.name.casefold() == wanted]
            or [each for each in versions if str(each.number) == wanted]
            or [each for each in versions if wanted and each.name.casefold().startswith(wanted)]
        )
        if len(found) == 1:
            return found[0]
        key = "versions.ambiguous" if found else "versions.unknown"
        candidates = _called(found or versions)
        if not candidates:
            raise UnknownVersionError("versions.none", text=clean(text))
        raise UnknownVersionError(key, text=clean(text), candidates=candidates)

    def delete(self, id_: str, number: int, /) -> None:
        """Remove a version; one that is not there any more is no error."""
        with self._locked() as db:
            if _key(id_, number) in _documents(db):
                db.versions.drop([_key(id_, number)])

    def put_back(self, id_: str, version: Version, /) -> None:
        """Put a version back that was removed, in its own place."""
        with self._locked() as db:
            if _key(id_, version.number) not in _documents(db):
                _put(db, id_, version)

    def forget(self, ids: Collection[str], /) -> None:
        """Remove all versions of the canvases with these ids."""

        def keys(db: "Database") -> list[str]:
            return [key for key, doc in _documents(db).items() if doc["canvas"] in ids]

        with self._open() as db:
            if not keys(db):
                return
        with self._locked() as db:
            db.versions.drop(keys(db))

    @contextmanager
    def _open(self) -> "Iterator[Database]":
        """Open the file to read it; one that is not sound is told as what it is."""
        from bmc_tui.store.database import Database

        path = self.path
        try:
            with Database(path, VERSIONS) as db:
                yield db
        except (RefusedError, MalformedError) as error:
            if isinstance(error, RefusedError) and error.key.endswith(".newer"):
                raise VersionsError("versions.newer", file=shown(path)) from error
            if has_backup(path):
                backup = shown(backup_of(path))
                raise VersionsError(
                    "versions.damaged_backup", file=shown(path), backup=backup
                ) from error
            raise VersionsError("versions.damaged", file=shown(path)) from error

    @contextmanager
    def _locked(self) -> "Iterator[Database]":
        """Open the file to change it: all that happens inside is one change, or none."""
        with self._open() as db, db.transaction():
            if SHELF not in db.meta.documents():
                db.meta.put(SHELF, {"schema": SCHEMA})
            yield db


def _of(db: "Database", id_: str) -> list[Version]:
    """Return the versions of a canvas out of an open file, the newest first."""
    documents = _documents(db).values()
    versions = [_read(document) for document in documents if document["canvas"] == id_]
    return sorted(versions, key=attrgetter("number"), reverse=True)


def _documents(db: "Database") -> Mapping[str, Document]:
    """Return all versions in an open file, each under its key.

    Raises:
        MalformedError: One of them is not what its key says.
    """
    documents = db.versions.documents()
    for key, document in documents.items():
        canvas, number = document.get("canvas"), document.get("number")
        if not isinstance(canvas, str) or type(number) is not int or key != _key(canvas, number):
            raise MalformedError(key)
    return documents


def _read(document: Document) -> Version:
    """Return a version out of one of `_documents`."""
    name = document.get("name")
    if not isinstance(name, str):
        raise MalformedError("name")
    made = time_of(document, "made")
    return Version(document["number"], clean(name), made, canvas_of(document))


def _put(db: "Database", id_: str, version: Version) -> None:
    """Write a version into an open file."""
    db.versions.put(
        _key(id_, version.number),
        {
            "canvas": id_,
            "number": version.number,
            "name": version.name,
            "made": stamp(version.made),
            **content(version.canvas),
        },
    )


def _key(id_: str, number: int) -> str:
    """Return what a version is kept under."""
    return f"{id_}/{number}"


def _called(versions: Sequence[Version]) -> tuple[str, ...]:
    """Return versions as a message names them: the newest, when they are many."""
    names = [f"{each.number} {each.name}".rstrip() for each in versions[:_MOST_NAMED]]
    return (*names, "…") if len(versions) > _MOST_NAMED else tuple(names)
