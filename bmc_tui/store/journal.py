"""Reads and writes journals: files beside the data file with a canvas that is not saved yet.

A session writes one when a save takes too long, and removes it after the save that covers it. The
next start recovers the journals of sessions that were killed, see `journal_recovery`.

A journal is `.NAME.journal-RANDOM`, for its owner only. Its session has
`.NAME.journal-RANDOM.lock` locked until it removes the journal, so that a free lock means that the
session was killed. The first line says what the file is and has the SHA-256 of the second:

    bmc-journal 1 3a7bd3e2360a3d29...
    {"id": ID, "rev": 3, "base": CONTENT, "lineage": LINEAGE, "sent": CONTENT or null,
     "canvas": CONTENT}

CONTENT is the title and the blocks as in a document of the data file, LINEAGE the lineage of the
base as there; a journal of an older version of the program has none.
"""

import json
import os
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from bmc_tui.model.canvas import Canvas
from bmc_tui.store.documents import MalformedError, canvas_from_dict, canvas_to_dict
from bmc_tui.store.lineage import NO_LINEAGE, Lineage, read_lineage, write_lineage

if TYPE_CHECKING:
    from filelock import BaseFileLock

MAX_JOURNAL_BYTES = 64 * 2**20
"""A larger file was not written by this program."""

_LOCK_SUFFIX = ".lock"
_MAGIC = b"bmc-journal 1 "


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


class Journal:
    """The journal of one session, which exists from a `write` to the next `remove`.

    Its methods may be called from any thread.

    Args:
        data: The data file.
    """

    def __init__(self, data: Path) -> None:
        self._data = data
        self._path: Path | None = None
        self._lock: BaseFileLock | None = None
        self._record: Record | None = None
        """What was written last."""
        self._busy = Lock()

    def write(self, record: Record) -> None:
        """Write a record to the disk, replacing the previous one.

        Raises:
            OSError: It can't be written; the previous one is still there.
        """
        from bmc_tui.files import atomic

        with self._busy:
            if self._path is None:
                data = Path(os.path.realpath(self._data))
                path = data.with_name(f"{_prefix(data)}{os.urandom(4).hex()}")
                lock = _lock_of(path)
                lock.acquire()
                self._path, self._lock = path, lock
            if record != self._record:
                atomic.replace(self._path, _to_bytes(record))
                self._record = record

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


def find_journals(data: Path) -> list[Path]:
    """Return the paths of all journals beside a data file, by listing the folder once.

    Args:
        data: The data file.

    Returns:
        The paths, sorted. A path is also returned when only the journal's lock exists.
    """
    data = Path(os.path.realpath(data))
    prefix = _prefix(data)
    try:
        names = os.listdir(data.parent)  # noqa: PTH208 - does not make a path of each name
    except OSError:
        return []
    journal_names = {name.removesuffix(_LOCK_SUFFIX) for name in names if name.startswith(prefix)}
    return [
        data.with_name(name)
        for name in sorted(journal_names)
        if re.fullmatch("[0-9a-f]{8}", name.removeprefix(prefix))
    ]


def _prefix(data: Path) -> str:
    """Return the start of the names of the journals beside `data`, which is not a symbolic link."""
    return f".{data.name}.journal-"


def _lock_of(path: Path) -> "BaseFileLock":
    """Return the lock by which a journal's session marks it as in use; acquiring it never waits."""
    from filelock import FileLock

    return FileLock(
        path.with_name(path.name + _LOCK_SUFFIX), timeout=0, mode=0o600, thread_local=False
    )


@contextmanager
def claim_journal(path: Path) -> Iterator[bool]:
    """Try to lock a journal while the context lasts, to see whether its session was killed.

    Args:
        path: The journal. Anything of that name that can't be a journal counts as abandoned.

    Yields:
        Whether it is abandoned, and so may be recovered and removed in the context.
    """
    if os.path.lexists(path) and not _can_be_journal(path):
        yield True
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
    is_own = status.st_uid == os.geteuid()
    return stat.S_ISREG(status.st_mode) and is_own and status.st_size <= MAX_JOURNAL_BYTES


def read_journal(path: Path) -> Record | None:
    """Return the record in a journal, or None when it is damaged or not a journal."""
    if not _can_be_journal(path):
        return None
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK
    try:
        with os.fdopen(os.open(path, flags), "rb") as file:
            header, _, body = file.read(MAX_JOURNAL_BYTES).partition(b"\n")
    except OSError:
        return None
    if header != _header(body):
        return None
    try:
        return _parse(json.loads(body))
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


def _to_bytes(record: Record) -> bytes:
    """Return the bytes of a journal."""
    data = {
        "id": record.id,
        "rev": record.rev,
        "base": canvas_to_dict(record.base),
        "lineage": write_lineage(record.lineage, record.base),
        "sent": None if record.sent is None else canvas_to_dict(record.sent),
        "canvas": canvas_to_dict(record.canvas),
    }
    body = json.dumps(data).encode()
    return _header(body) + b"\n" + body


def _header(body: bytes) -> bytes:
    """Return the first line of a journal."""
    from hashlib import sha256

    return _MAGIC + sha256(body).hexdigest().encode()


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
        path.with_name(path.name + _LOCK_SUFFIX).unlink()


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
