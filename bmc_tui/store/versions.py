"""Reads and changes the versions of canvases: earlier states, stored in a file of their own.

Because the file is separate, a save of a canvas costs the same however many versions there are, and
damage to the versions does not affect the canvases.

A document of the table `versions`, under the canvas's id and the version's number:

    {"canvas": ID, "number": 3, "name": "before pricing", "made": TIME, "title": ..., "blocks": ...}

A version with an empty name was made by the program, not by the user: before the first change of a
session, or before an edit that takes much away. Then it also has `"before": {"edit": KIND, "name":
NAME}`, see `model.loss.Occasion`. One that the user saved may have `"why"`, a line of text. Title
and blocks are as in a canvas's document.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING

from bmc_tui.files.locations import backup_path, has_backup, versions_file
from bmc_tui.files.presence import Presence
from bmc_tui.model.canvas import Canvas
from bmc_tui.model.loss import Occasion, OccasionKind, takes_much_away
from bmc_tui.model.sanitize import clean, folded
from bmc_tui.store.documents import (
    Document,
    MalformedError,
    canvas_from_dict,
    canvas_to_dict,
    format_time,
    parse_time,
)
from bmc_tui.store.errors import (
    RefusedError,
    StoreError,
    UnknownVersionError,
    UnusableFileError,
    VersionsError,
    display_path,
)
from bmc_tui.store.file_format import SCHEMA, SHELF, VERSIONS
from bmc_tui.store.lookup import MAX_CANDIDATES

if TYPE_CHECKING:
    from bmc_tui.store.database import Database

MAX_UNNAMED_VERSIONS = 50
"""How many versions without a name each canvas has at most; those with a name are not limited."""


@dataclass(frozen=True, slots=True)
class Version:
    """A canvas as it was at one time."""

    number: int
    """1 for the canvas's first version; a later one has a higher number."""
    name: str
    """The name that the user gave it; empty for one that the program made."""
    made: datetime
    """Aware, in UTC."""
    canvas: Canvas
    occasion: Occasion | None = None
    """The edit before which the program made it; None for all others."""
    why: str = ""
    """Why the user kept it, in one line; "" where that was not said."""


def occasion_of(version: Version) -> Occasion:
    """Return the occasion of restoring a version."""
    if version.name:
        return Occasion(OccasionKind.RESTORE, version.name)
    return Occasion(OccasionKind.RESTORE_UNNAMED, format_time(version.made))


class Versions:
    """The versions of the canvases of one file.

    Every method raises `StoreError` when the file can't be read or, for a change, written. It may
    be called from any thread.

    Args:
        canvases: The file with the canvases; the one with the versions is beside it, and the first
            version creates it.
        now: The clock; aware.
        presence: Where the file with the canvases was; while that is gone, so are the versions.
    """

    def __init__(
        self, canvases: Path, now: Callable[[], datetime], presence: Presence | None = None
    ) -> None:
        self._canvases = canvases
        self._now = now
        self._presence = presence

    @property
    def path(self) -> Path:
        """The file with the versions."""
        return versions_file(self._canvases)

    def of(self, id_: str, /) -> list[Version]:
        """Return the versions of a canvas, the newest first."""
        with self._open() as db:
            return _versions_of(db, id_)

    def add(
        self,
        id_: str,
        canvas: Canvas,
        name: str = "",
        occasion: Occasion | None = None,
        /,
        *,
        why: str = "",
    ) -> Version:
        """Add a version of a canvas.

        Args:
            id_: The canvas's id.
            canvas: The canvas as it is now.
            name: The version's name. One without a name is only added when the newest version
                differs. Of those without a name only `MAX_UNNAMED_VERSIONS` remain, the newest.
            occasion: The edit before which it is added. Such a version is only added if none has
                the same canvas, not counting those that will soon be removed: repeated undo and
                redo would add the same two forever.
            why: Why the user saves it.

        Returns:
            The version that was added, or else the existing one with that canvas.
        """
        name = clean(name)
        with self._locked() as db:
            versions = _versions_of(db, id_)
            same = None if name else _find_same(versions, canvas, occasion)
            if same:
                return same
            number = versions[0].number + 1 if versions else 1
            _put(db, id_, Version(number, name, self._now(), canvas, occasion, clean(why)))
            versions = _versions_of(db, id_)
            unnamed = [version for version in versions if not version.name]
            db.versions.drop(
                _key(id_, version.number) for version in unnamed[MAX_UNNAMED_VERSIONS:]
            )
            return versions[0]

    def find(self, id_: str, text: str, /) -> Version:
        """Return the version of a canvas that a text names.

        Args:
            id_: The canvas's id.
            text: A name or a number, or else the start of a name, compared as `folded`.

        Raises:
            UnknownVersionError: There is none, or more than one.
        """
        versions = self.of(id_)
        sought = folded(clean(text))
        names = [(folded(version.name), version) for version in versions]
        matches = (
            [version for name, version in names if name and name == sought]
            or [version for version in versions if str(version.number) == sought]
            or [version for name, version in names if sought and name.startswith(sought)]
        )
        if len(matches) == 1:
            return matches[0]
        key = "versions.ambiguous" if matches else "versions.unknown"
        candidates = _labels(matches or versions)
        if not candidates:
            raise UnknownVersionError("versions.none", text=clean(text))
        raise UnknownVersionError(key, text=clean(text), candidates=candidates)

    def delete(self, id_: str, number: int, /) -> None:
        """Delete a version; one that does not exist (any more) is not an error."""
        with self._locked() as db:
            if _key(id_, number) in _documents(db):
                db.versions.drop([_key(id_, number)])

    def undelete(self, id_: str, version: Version, /) -> None:
        """Bring back a deleted version under its own number, unless that is in use."""
        with self._locked() as db:
            if _key(id_, version.number) not in _documents(db):
                _put(db, id_, version)

    def purge(self, ids: Collection[str], /) -> None:
        """Delete all versions of the canvases with these ids."""

        def keys(db: "Database") -> list[str]:
            return [key for key, doc in _documents(db).items() if doc["canvas"] in ids]

        with self._open() as db:
            if not keys(db):
                return
        with self._locked() as db:
            db.versions.drop(keys(db))

    @contextmanager
    def _open(self) -> "Iterator[Database]":
        """Open the file to read it; errors say that it is the file with the versions."""
        from bmc_tui.store.database import Database

        path = self.path
        try:
            with Database(path, VERSIONS, self._presence, self._canvases) as db:
                yield db
        except (RefusedError, MalformedError) as error:
            if isinstance(error, RefusedError) and error.key.endswith(".newer"):
                raise VersionsError("versions.newer", file=display_path(path)) from error
            if has_backup(path):
                backup = display_path(backup_path(path))
                raise VersionsError(
                    "versions.damaged_backup", file=display_path(path), backup=backup
                ) from error
            raise VersionsError("versions.damaged", file=display_path(path)) from error
        except UnusableFileError as error:
            if error.key.startswith("store.refused"):  # it can't be read, whatever is to be written
                raise VersionsError("versions.unusable", file=display_path(path)) from error
            raise

    @contextmanager
    def _locked(self) -> "Iterator[Database]":
        """Open the file to change it: all changes in the context are written together, or none."""
        with self._open() as db, db.transaction():
            if SHELF not in db.meta.documents():
                db.meta.put(SHELF, {"schema": SCHEMA})
            yield db


def keep_former(
    versions: Versions, id_: str, before: Canvas, after: Canvas, occasion: Occasion
) -> Version | None:
    """Add a version of a stored canvas before an edit is saved, if that takes much away.

    Args:
        versions: The versions.
        id_: The canvas's id.
        before: The canvas before the edit.
        after: The canvas after it.
        occasion: The edit.

    Returns:
        The version that has the canvas; None if none is needed, or if it can't be added: a damaged
        file with the versions does not stop an edit that can be undone.

    Raises:
        StoreError: It can't be added, and the edit restores another version.
    """
    if before == Canvas() or not takes_much_away(before, after, occasion):
        return None
    try:
        return versions.add(id_, before, "", occasion)
    except StoreError:
        if occasion.kind in {OccasionKind.RESTORE, OccasionKind.RESTORE_UNNAMED}:
            raise
        return None


def _versions_of(db: "Database", id_: str) -> list[Version]:
    """Return the versions of a canvas in an open file, the newest first."""
    documents = _documents(db).values()
    versions = [_parse(document) for document in documents if document["canvas"] == id_]
    return sorted(versions, key=attrgetter("number"), reverse=True)


def _find_same(
    versions: Sequence[Version], canvas: Canvas, occasion: Occasion | None
) -> Version | None:
    """Return the version that makes another one of the same canvas superfluous.

    Args:
        versions: The versions, the newest first.
        canvas: The canvas.
        occasion: The edit before which the other one would be added; else only the newest counts.
    """
    if occasion is None:
        candidates = list(versions[:1])
    else:
        unnamed = [version for version in versions if not version.name]
        lasting = {version.number for version in unnamed[: MAX_UNNAMED_VERSIONS // 2]}
        candidates = [each for each in versions if each.name or each.number in lasting]
    return next((version for version in candidates if version.canvas == canvas), None)


def _documents(db: "Database") -> Mapping[str, Document]:
    """Return all versions in an open file, each under its key.

    Raises:
        MalformedError: The key of a version is not that of its canvas and number.
    """
    documents = db.versions.documents()
    for key, document in documents.items():
        canvas, number = document.get("canvas"), document.get("number")
        if not isinstance(canvas, str) or type(number) is not int or key != _key(canvas, number):
            raise MalformedError(key)
    return documents


def _parse(document: Document) -> Version:
    """Return the version in a document of `_documents`."""
    name = document.get("name")
    if not isinstance(name, str):
        raise MalformedError("name")
    made = parse_time(document, "made")
    occasion = _parse_occasion(document.get("before"))
    why = document.get("why", "")
    if not isinstance(why, str):
        raise MalformedError("why")
    canvas = canvas_from_dict(document)
    return Version(document["number"], clean(name), made, canvas, occasion, clean(why))


def _parse_occasion(values: object) -> Occasion | None:
    """Return the occasion of a version; None for one that only a newer version of the program has.

    Args:
        values: The value of `before` in its document; None when there is none.
    """
    kind, name = (values.get("edit"), values.get("name")) if isinstance(values, dict) else ("", "")
    if not (isinstance(kind, str) and isinstance(name, str) and kind in set(OccasionKind)):
        return None
    return Occasion(OccasionKind(kind), clean(name))


def _put(db: "Database", id_: str, version: Version) -> None:
    """Write a version into an open file."""
    occasion = version.occasion
    before = {"before": {"edit": occasion.kind.value, "name": occasion.name}} if occasion else {}
    db.put_content(
        _key(id_, version.number),
        {
            "canvas": id_,
            "number": version.number,
            "name": version.name,
            "made": format_time(version.made),
            **before,
            **({"why": version.why} if version.why else {}),
            **canvas_to_dict(version.canvas),
        },
    )


def _key(id_: str, number: int) -> str:
    """Return the id of a version's document."""
    return f"{id_}/{number}"


def _labels(versions: Sequence[Version]) -> tuple[str, ...]:
    """Return versions as a message lists them, at most the first `MAX_CANDIDATES`."""
    from bmc_tui.guide.dates import local_time

    labels = [
        f"{each.number} {each.name}" if each.name else f"{each.number} ({local_time(each.made)})"
        for each in versions[:MAX_CANDIDATES]
    ]
    return (*labels, "…") if len(versions) > MAX_CANDIDATES else tuple(labels)
