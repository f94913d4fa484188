"""TinyDB on the safe file: what is read and written in one go, and under one lock."""

import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Document, Table

from bmc_tui.files import atomic
from bmc_tui.files.locations import FileStamp, file_stamp
from bmc_tui.store import file_format
from bmc_tui.store.errors import (
    RefusedError,
    UnusableFileError,
    backup_of,
    has_backup,
    recovery,
    refused,
    shown,
    unusable,
)


def replace(path: Path, raw: bytes) -> None:
    """Give a file new content, and keep the former content as its backup. Hold its lock.

    Args:
        path: The file, no symbolic link; a new one is for its owner only.
        raw: The content.

    Raises:
        UnusableFileError: It can't be written; the file has its old content.
    """
    atomic.sweep(path)
    try:
        atomic.replace(path, raw, backup=backup_of(path))
    except OSError as error:
        raise unusable(error, path) from error


class SafeStorage(Storage):
    """The tables as they were when first asked for; they change only inside `transaction`.

    Args:
        path: The file; through a symbolic link, the file that it leads to.
        table: The table that the file is there for.
    """

    def __init__(self, path: Path, table: str = file_format.CANVASES) -> None:
        self._path = path
        self._table = table
        self._tables: file_format.Tables | None = None
        self._is_read = False
        self._version: FileStamp | None = None
        """Which file was read; None when there was none."""
        self.written: FileStamp | None = None
        """Which file the last transaction left, if it wrote one."""
        self._is_changed: bool | None = None
        """Whether there is something to write; None outside a transaction."""

    def read(self) -> file_format.Tables | None:
        """Return the tables, or None when there are none yet. The file is read once.

        Raises:
            StoreError: The file can't be read, or is not a sound one of ours.
        """
        if not self._is_read:
            path = Path(os.path.realpath(self._path))
            # Looked at first: what changes after that is another version, and read again.
            self._version = file_stamp(path)
            raw = _bytes(path)
            self._tables = None if raw is None else file_format.parse(raw, path, self._table)
            if self._tables is None and has_backup(path):
                # Where there is a former version there were canvases: a save from here on would
                # put its few in the place of all of them, and then the backup too.
                raise _lost(path, raw is None)
            self._is_read = True
        return self._tables

    def write(self, data: file_format.Tables) -> None:
        """Take the tables to be written at the end of the transaction.

        Raises:
            RuntimeError: There is no transaction: somebody else's write could get lost.
        """
        if self._is_changed is None:
            raise RuntimeError("a write outside a transaction")
        self._tables = data
        self._is_changed = True

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Hold the lock over all reads and writes inside, and write the file once, at the end.

        An exception inside leaves the file as it was.

        Raises:
            StoreError: The file is locked, can't be read or written, or is not a sound one of ours.
        """
        # What only reads starts without it: it brings a library with it.
        from bmc_tui.store.locking import locked

        self.read()  # what is refused is left without so much as a lock beside it
        path = Path(os.path.realpath(self._path))
        with locked(path):
            self._is_read = self._version == file_stamp(path)
            self._is_changed = False
            try:
                yield
                if self._is_changed and self._tables is not None:
                    replace(path, file_format.serialise(self._tables, path))
                    self.written = file_stamp(path)
            finally:
                self._is_read, self._is_changed = False, None


class IdTable(Table):
    """A table whose documents have names for ids, where TinyDB's own have numbers."""

    document_id_class = cast("Any", str)

    def documents(self) -> dict[str, Document]:
        """Return every document by its id."""
        return {str(document.doc_id): document for document in self}

    def put(self, id_: str, values: Mapping[str, Any]) -> None:
        """Set these values of a document; its others stay. It is made when it is not there."""
        self.upsert(Document(values, cast("Any", id_)))

    def drop(self, ids: Iterable[str]) -> None:
        """Remove the documents with these ids, all of which are there."""
        self.remove(doc_ids=cast("Any", list(ids)))


class Database(TinyDB):
    """The tables of one file.

    Args:
        path: The file; nothing is read yet.
        table: The table that the file is there for.
    """

    table_class = IdTable

    def __init__(self, path: Path, table: str = file_format.CANVASES) -> None:
        super().__init__(path, table, storage=SafeStorage)

    @property
    def canvases(self) -> IdTable:
        """The canvases, by id."""
        return cast("IdTable", self.table(file_format.CANVASES))

    @property
    def versions(self) -> IdTable:
        """The versions, in the file that is there for them."""
        return cast("IdTable", self.table(file_format.VERSIONS))

    @property
    def meta(self) -> IdTable:
        """What the file says of itself: one document."""
        return cast("IdTable", self.table(file_format.META))

    @property
    def written(self) -> FileStamp | None:
        """See `SafeStorage.written`."""
        return cast("SafeStorage", self.storage).written

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """See `SafeStorage.transaction`."""
        with cast("SafeStorage", self.storage).transaction():
            yield


def _lost(path: Path, gone: bool) -> RefusedError:
    """Return the error that says how to get back what a file held that is gone or empty."""
    key = "store.refused_backup.gone" if gone else "store.refused_backup.empty"
    remedy = recovery(path, "backup")
    return RefusedError(key, file=shown(path), backup=shown(backup_of(path)), remedy=remedy)


def _bytes(path: Path) -> bytes | None:
    """Return what is in a file, or None when it is not there."""
    try:
        mode = path.stat().st_mode
        if stat.S_ISREG(mode):
            return path.read_bytes()
    except FileNotFoundError:
        return None
    except PermissionError as error:
        raise refused("not_readable", path, UnusableFileError) from error
    except OSError as error:
        raise refused("not_read", path, UnusableFileError, reason=error) from error
    if stat.S_ISDIR(mode):
        raise refused("folder", path, UnusableFileError)
    raise refused("no_file", path, UnusableFileError)
