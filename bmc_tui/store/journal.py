"""The journal: what is typed while it can't be saved yet, beside the data file.

A session writes one when a save takes too long, and removes it after the save that covers it.
What a session that was killed left behind is put back at the next start, see `put_back`.

A journal is `.NAME.journal-RANDOM`, for its owner only. Its session holds the lock of
`.NAME.journal-RANDOM.lock` for as long as it lives, so a lock that is free tells that it died. The
first line says what the file is and has the SHA-256 of the second:

    bmc-journal 1 3a7bd3e2360a3d29...
    {"id": ID, "rev": 3, "base": CONTENT, "sent": CONTENT or null, "canvas": CONTENT}

CONTENT is the title and the blocks as in a document of the data file.
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
from bmc_tui.store.documents import MalformedError, canvas_of, content

if TYPE_CHECKING:
    from filelock import BaseFileLock

LARGEST = 64 * 2**20
"""Bytes; a journal that is larger was not written by this program."""

_LOCK = ".lock"
_FORMAT = b"bmc-journal 1 "


@dataclass(frozen=True, slots=True)
class Record:
    """What a journal holds."""

    id: str
    """The canvas's id, which a new canvas has before it is in the file."""
    rev: int
    """The rev in the file that the changes were made to; 0 for a new canvas."""
    base: Canvas
    """The canvas as it was in the file then."""
    sent: Canvas | None
    """What a save that had begun was about to write; nobody knows whether it did."""
    canvas: Canvas
    """The canvas as it was on the screen."""


class Journal:
    """The journal of one session. It is there only from a `write` to the next `remove`.

    Its methods may be called from any thread.

    Args:
        data: The data file.
    """

    def __init__(self, data: Path) -> None:
        self._data = data
        self._path: Path | None = None
        self._lock: BaseFileLock | None = None
        self._record: Record | None = None
        """What it holds."""
        self._busy = Lock()

    def write(self, record: Record) -> None:
        """Bring a record to the disk, in the place of the one before.

        Raises:
            OSError: It can't be written; the one before is still there.
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
                atomic.replace(self._path, _bytes(record))
                self._record = record

    def remove(self) -> None:
        """Take the journal away: all of it is saved. What can't be taken away does no harm."""
        with self._busy:
            if self._path is not None and self._lock is not None:
                discard(self._path)
                _drop(self._path)
                self._lock.release()
                self._path = self._lock = self._record = None


def journals(data: Path) -> list[Path]:
    """Return where journals are beside the data file, or were: it costs a look into the folder.

    Args:
        data: The data file.

    Returns:
        Paths of journals; of some, only the lock may be there.
    """
    data = Path(os.path.realpath(data))
    prefix = _prefix(data)
    try:
        names = os.listdir(data.parent)  # noqa: PTH208 - a hundred paths less at each start
    except OSError:
        return []
    found = {name.removesuffix(_LOCK) for name in names if name.startswith(prefix)}
    return [
        data.with_name(name)
        for name in sorted(found)
        if re.fullmatch("[0-9a-f]{8}", name.removeprefix(prefix))
    ]


def _prefix(data: Path) -> str:
    """Return what the names of journals beside a data file, no symbolic link, start with."""
    return f".{data.name}.journal-"


def _lock_of(path: Path) -> "BaseFileLock":
    """Return the lock that says whether a journal's session lives; it waits for nobody."""
    from filelock import FileLock

    return FileLock(path.with_name(path.name + _LOCK), timeout=0, mode=0o600, thread_local=False)


@contextmanager
def of_the_dead(path: Path) -> Iterator[bool]:
    """Hold a journal's lock, and tell whether that is possible: then its session is dead."""
    if os.path.lexists(path) and not _is_ours(path):
        yield True  # what was never a journal has no session
        return
    lock = _lock_of(path)
    try:
        lock.acquire()
    except OSError:  # a lock that somebody holds gives one too
        yield False
        return
    try:
        yield True
        if not os.path.lexists(path):
            _drop(path)
    finally:
        lock.release()


def _is_ours(path: Path) -> bool:
    """Tell whether something can be a journal of this user, without opening it."""
    try:
        found = path.lstat()
    except OSError:
        return False
    is_mine = found.st_uid == os.geteuid()
    return stat.S_ISREG(found.st_mode) and is_mine and found.st_size <= LARGEST


def read(path: Path) -> Record | None:
    """Return what is in a journal, or None when it is not a sound one."""
    if not _is_ours(path):
        return None
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK
    try:
        with os.fdopen(os.open(path, flags), "rb") as file:
            head, _, body = file.read(LARGEST).partition(b"\n")
    except OSError:
        return None
    if head != _head(body):
        return None
    try:
        return _record(json.loads(body))
    except (ValueError, KeyError, TypeError, RecursionError):  # MalformedError is a ValueError
        return None


def _record(data: Any) -> Record:
    """Return the record in the second line of a journal."""
    id_, rev, sent = data["id"], data["rev"], data["sent"]
    if not isinstance(id_, str) or type(rev) is not int:
        raise MalformedError
    return Record(
        id=id_,
        rev=rev,
        base=canvas_of(data["base"]),
        sent=None if sent is None else canvas_of(sent),
        canvas=canvas_of(data["canvas"]),
    )


def _bytes(record: Record) -> bytes:
    """Return what `read` reads."""
    data = {
        "id": record.id,
        "rev": record.rev,
        "base": content(record.base),
        "sent": None if record.sent is None else content(record.sent),
        "canvas": content(record.canvas),
    }
    body = json.dumps(data).encode()
    return _head(body) + b"\n" + body


def _head(body: bytes) -> bytes:
    """Return the first line of a journal."""
    from hashlib import sha256

    return _FORMAT + sha256(body).hexdigest().encode()


def discard(path: Path) -> None:
    """Remove a journal, and what writing it may have left when that was killed."""
    with suppress(OSError):
        path.unlink(missing_ok=True)
    leftover = re.compile(rf"\.{re.escape(path.name)}\.[0-9a-f]{{8}}\.tmp")
    with suppress(OSError):
        for other in path.parent.iterdir():
            if leftover.fullmatch(other.name):
                other.unlink()


def _drop(path: Path) -> None:
    """Remove the lock of a journal that is gone; the lock is held, and nobody needs it again."""
    with suppress(OSError):
        path.with_name(path.name + _LOCK).unlink()


def set_aside(path: Path) -> Path:
    """Give something another name, under which nobody takes it for a journal; follow nothing."""
    aside = path.with_name(f"{path.name}.damaged")
    if not os.path.lexists(aside):  # renaming would put it in the place of what is there
        with suppress(OSError):
            path.rename(aside)
            return aside
    return path
