"""Reads and writes journals: files beside the data file with a canvas that is not saved yet.

A session writes one when a save takes too long, and removes it after the save that covers it. The
next start recovers the journals of sessions that were killed, see `journal_recovery`.

A journal is `.NAME.journal-RANDOM`, for its owner only. Its session has
`.NAME.journal-RANDOM.lock` locked until it removes the journal, so that a free lock means that the
session was killed. The first line says what the file is and has the SHA-256 of the second:

    bmc-journal 1 3a7bd3e2360a3d29...
    {"id": ID, "rev": 3, "base": CONTENT, "lineage": LINEAGE, "sent": CONTENT or null,
     "canvas": CONTENT, "file": PATH, "ids": [ID, ...]}

CONTENT is the title and the blocks as in a document of the data file, LINEAGE the lineage of the
base in the same format; a journal of an older version of the program has none. PATH is the data
file, and the ids are those of canvases that it had, by which it is recognized.

While the data file is gone, or its name is too long for a longer one beside it, the journal is in
the user's state folder instead, as `journal-HASH-HASH-RANDOM`: the hashes of the data file's path
without symbolic links, and of the path by which the program was given it.
"""

import errno
import json
import os
import re
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from bmc_tui.files import paths, side_files
from bmc_tui.files.access import access_of
from bmc_tui.files.folders import make_folder
from bmc_tui.files.hashing import sha256_hex
from bmc_tui.files.journal_paths import (
    LOCK_SUFFIX,
    data_file_of,
    find_state_journals,
    path_beside,
    path_in_state_folder,
)
from bmc_tui.files.locations import state_folder
from bmc_tui.files.presence import GONE_ERRNOS, Presence
from bmc_tui.model.canvas import Canvas
from bmc_tui.store.documents import MalformedError, canvas_from_dict, canvas_to_dict
from bmc_tui.store.lineage import NO_LINEAGE, Lineage, read_lineage, write_lineage

if TYPE_CHECKING:
    from filelock import BaseFileLock

_Parsed = TypeVar("_Parsed")

MAX_JOURNAL_BYTES = 64 * 2**20
"""A larger file was not written by this program."""

_MAGIC = b"bmc-journal 1 "

_MAX_IDS = 100
"""How many ids of canvases a journal has to recognize its data file by."""

_NOT_BESIDE_ERRNOS = GONE_ERRNOS | {errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG}
"""The errors of a folder in which no journal can be beside the data file: it is gone, or the name
of the journal is too long."""


@dataclass(frozen=True, slots=True)
class Record:
    """The content of a journal: one canvas that is not saved."""

    id: str
    """The canvas's id; a new canvas has one before it is in the file."""
    rev: int
    """The revision in the file that the changes are based on, for older versions of the program;
    0 for a new canvas."""
    base: Canvas
    """The canvas as the file had it then."""
    sent: Canvas | None
    """The canvas given to the last save, whether or not that wrote it; None before the first."""
    canvas: Canvas
    """The canvas as it was on the screen."""
    lineage: Lineage = NO_LINEAGE
    """The saves that `base` and `canvas` contain; empty for a new canvas."""


class Origin(NamedTuple):
    """The data file that a journal is for."""

    file: Path
    """The data file, no symbolic link."""
    ids: frozenset[str]
    """The ids of canvases that it had; empty when it did not exist yet."""


class Journal:
    """The journal of one session, which exists from a `write` to the next `remove`.

    Its methods may be called from any thread.

    Args:
        data: The data file.
        presence: Where the data file was; without it, the data file never counts as gone.
    """

    def __init__(self, data: Path, presence: Presence | None = None) -> None:
        self._data = data
        self._real = paths.real(data)  # while the links in the path are there
        self._presence = presence or Presence(data)
        self._path: Path | None = None
        self._lock: BaseFileLock | None = None
        self._record: Record | None = None
        """What was written last."""
        self._superseded: Path | None = None
        """A journal beside the data file that was written before that was gone."""
        self._busy = Lock()

    @property
    def is_beside(self) -> bool:
        """Whether the journal is beside the data file, or will be."""
        path = self._path
        return path.parent == self._real.parent if path else not self._presence.is_gone()

    def write(self, record: Record) -> None:
        """Write a record to the disk, replacing the previous one.

        Raises:
            OSError: It can't be written; the previous one is still there.
        """
        with self._busy:
            if record == self._record and self._path and paths.exists(self._path):
                return
            raw = _to_bytes(record, Origin(self._real, self._presence.ids))
            try:
                if self._presence.is_gone():
                    raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
                if self._path is None:
                    self._acquire(path_beside(self._real))
                self._replace(raw)
            except OSError as error:
                if error.errno not in _NOT_BESIDE_ERRNOS:
                    raise
                self._write_to_state_folder(raw)
            self._record = record

    def _acquire(self, path: Path) -> None:
        """Make `path` the journal, by the lock that marks it as in use."""
        side_files.prepare_lock(_lock_path(path), self._real)
        lock = _lock_of(path)
        lock.acquire()
        self._path, self._lock = path, lock

    def _replace(self, raw: bytes) -> None:
        """Replace the content of the journal, if there is one."""
        from bmc_tui.files import atomic

        if self._path:
            is_beside = self._path.parent == self._real.parent
            atomic.replace(self._path, raw, like=self._real if is_beside else None)

    def _write_to_state_folder(self, raw: bytes) -> None:
        """Write the bytes of a record into the state folder, from now on.

        Raises:
            OSError: They can't be written.
        """
        folder = state_folder()
        if self._path is None or self._path.parent != folder:
            if self._path and self._lock:
                self._superseded = self._path
                self._lock.release()  # an open file would keep the drive from being unmounted
                self._path = self._lock = self._record = None
            make_folder(folder)
            self._acquire(path_in_state_folder(self._real, self._data))
        self._replace(raw)

    def remove(self) -> None:
        """Remove the journal, because all of it is saved.

        A failure is ignored: at worst the next start merges what is saved already.
        """
        with self._busy:
            if self._path is not None and self._lock is not None:
                remove_journal(self._path)
                _remove_lock(self._path)
                self._lock.release()
                self._path = self._lock = self._record = None
            if self._superseded is not None:
                remove_journal(self._superseded)
                _remove_lock(self._superseded)
                self._superseded = None


def find_waiting(data: Path) -> list[Path]:
    """Return the journals in the state folder that wait until a file is there again.

    Args:
        data: The data file, which does not exist.
    """
    return [
        path
        for path in find_state_journals(data)
        if (origin := read_origin(path)) is not None and origin.ids
    ]


def _lock_of(path: Path) -> "BaseFileLock":
    """Return the lock by which a journal's session marks it as in use; acquiring it never waits."""
    from filelock import FileLock

    return FileLock(_lock_path(path), timeout=0, thread_local=False)


def _lock_path(path: Path) -> Path:
    """Return the path of a journal's lock."""
    return path.with_name(path.name + LOCK_SUFFIX)


@contextmanager
def claim_journal(path: Path) -> Iterator[bool]:
    """Try to lock a journal while the context lasts, to find out whether its session was killed.

    Args:
        path: The journal. Anything with such a name that can't be a journal counts as abandoned.

    Yields:
        Whether it is abandoned, and so may be recovered and removed in the context. One that
        another user of the file has left is not: that user recovers it.
    """
    if os.path.lexists(path) and not _can_be_journal(path):
        yield not _is_of_another_user(path)
        return
    lock = _lock_of(path)
    try:
        lock.acquire()
    except OSError:  # among them Timeout, when the session still runs
        yield False
        return
    try:
        yield True
        if not os.path.lexists(path):
            _remove_lock(path)
    finally:
        lock.release()


def _can_be_journal(path: Path) -> bool:
    """Tell by its status whether a file can be a journal of this user, without opening it."""
    try:
        status = path.lstat()
    except OSError:
        return False
    is_small = status.st_size <= MAX_JOURNAL_BYTES
    return stat.S_ISREG(status.st_mode) and is_small and not _is_of_another_user(path)


def _is_of_another_user(path: Path) -> bool:
    """Tell whether a file is neither this user's nor that of the owner of the data file beside it.

    Only its owner and root make a journal that belongs to the owner of the data file; one of anyone
    else in a shared folder could have been planted there.
    """
    with suppress(OSError):
        data = access_of(data_file_of(path))
        owner = path.lstat().st_uid
        return owner != os.geteuid() and (data is None or owner != data.uid)
    return False


def read_journal(path: Path) -> Record | None:
    """Return the record in a journal, or None when it is damaged or not a journal."""
    return _read(path, _parse)


def read_origin(path: Path) -> Origin | None:
    """Return the data file that a journal is for, or None when it is damaged or not a journal."""
    return _read(path, _parse_origin)


def _read(path: Path, parse: Callable[[Any], _Parsed]) -> _Parsed | None:
    """Return what is parsed from the second line of a journal; None when it is damaged."""
    if not _can_be_journal(path):
        return None
    raw = side_files.read(path, MAX_JOURNAL_BYTES)
    header, _, body = (raw or b"").partition(b"\n")
    if header != _header(body):
        return None
    try:
        return parse(json.loads(body))
    except (ValueError, KeyError, TypeError, RecursionError):  # MalformedError is a ValueError
        return None


def _parse(data: Any) -> Record:
    """Return the record in the second line of a journal."""
    id_, rev, sent = data["id"], data["rev"], data["sent"]
    if not isinstance(id_, str) or type(rev) is not int:
        raise MalformedError
    base = canvas_from_dict(data["base"])
    return Record(
        id=id_,
        rev=rev,
        base=base,
        sent=None if sent is None else canvas_from_dict(sent),
        canvas=canvas_from_dict(data["canvas"]),
        lineage=read_lineage(data.get("lineage"), base) if rev else Lineage(),
    )


def _parse_origin(data: Any) -> Origin:
    """Return the origin in the second line of a journal; one of an older program has none."""
    file, ids = data.get("file", ""), data.get("ids", [])
    if not isinstance(file, str) or not all(isinstance(id_, str) for id_ in ids):
        raise MalformedError
    return Origin(Path(file), frozenset(ids))


def _to_bytes(record: Record, origin: Origin) -> bytes:
    """Return the bytes of a journal."""
    data = {
        "id": record.id,
        "rev": record.rev,
        "base": canvas_to_dict(record.base),
        "lineage": write_lineage(record.lineage, record.base),
        "sent": None if record.sent is None else canvas_to_dict(record.sent),
        "canvas": canvas_to_dict(record.canvas),
        "file": str(origin.file),
        "ids": [record.id, *sorted(origin.ids - {record.id})][:_MAX_IDS] if origin.ids else [],
    }
    body = json.dumps(data).encode()
    return _header(body) + b"\n" + body


def _header(body: bytes) -> bytes:
    """Return the first line of a journal."""
    return _MAGIC + sha256_hex(body).encode()


def remove_journal(path: Path) -> None:
    """Remove a journal, and the temporary files of writes to it that were killed."""
    with suppress(OSError):
        path.unlink(missing_ok=True)
    leftover = re.compile(rf"\.{re.escape(path.name)}\.[0-9a-f]{{8}}\.tmp")
    with suppress(OSError):
        for file in path.parent.iterdir():
            if leftover.fullmatch(file.name):
                file.unlink()


def _remove_lock(path: Path) -> None:
    """Remove the lock file of a removed journal. The lock is released after that, by the caller."""
    with suppress(OSError):
        _lock_path(path).unlink()


def set_aside(path: Path) -> Path:
    """Rename a damaged journal, or anything else with such a name, to `NAME.damaged`.

    Returns:
        The new path; the old one when the new name is in use or the rename fails.
    """
    new_path = path.with_name(f"{path.name}.damaged")
    if not os.path.lexists(new_path):  # a rename would replace it
        with suppress(OSError):
            path.rename(new_path)
            return new_path
    return path
