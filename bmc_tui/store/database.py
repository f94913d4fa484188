"""TinyDB on a file that is replaced atomically, in transactions under one lock."""

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
    backup_path,
    display_path,
    has_backup,
    refusal,
    repair_command,
    write_failure,
)


def replace(path: Path, raw: bytes) -> None:
    """Give a file new content, and make its previous content the backup. Needs the file's lock.

    Args:
        path: The file, no symbolic link; a new one is for its owner only.
        raw: The new content.

    Raises:
        UnusableFileError: It can't be written; the file has its old content.
    """
    atomic.remove_leftovers(path)
    try:
        atomic.replace(path, raw, backup=backup_path(path))
    except OSError as error:
        raise write_failure(error, path) from error


class SafeStorage(Storage):
    """The tables as they were at the first read; they change only in a transaction.

    Args:
        path: The file; through a symbolic link, the file that it leads to.
        table: The table that the file must have: `CANVASES` or `VERSIONS`.
    """

    def __init__(self, path: Path, table: str = file_format.CANVASES) -> None:
        self._path = path
        self._table = table
        self._tables: file_format.Tables | None = None
        self._is_read = False
        self._read_stamp: FileStamp | None = None
        """The stamp of the file that was read; None when there was none."""
        self.own_stamp: FileStamp | None = None
        """The stamp of the file after the last transaction, if that wrote it."""
        self._is_changed: bool | None = None
        """Whether there is something to write; None outside a transaction."""

    def read(self) -> file_format.Tables | None:
        """Return the tables, or None when there are none yet. The file is read once.

        Raises:
            StoreError: The file can't be read, is damaged, or is not one of this program.
        """
        if not self._is_read:
            path = Path(os.path.realpath(self._path))
            # Before the read: a change after it gives another stamp, and the file is read again.
            self._read_stamp = file_stamp(path)
            raw = _read_bytes(path)
            self._tables = None if raw is None else file_format.parse(raw, path, self._table)
            if self._tables is None and has_backup(path):
                # A backup means that there were canvases. A save now would replace all of them by
                # the new one, and the next save the backup too.
                raise _lost_content(path, raw is None)
            self._is_read = True
        return self._tables

    def write(self, data: file_format.Tables) -> None:
        """Take the tables, to be written at the end of the transaction.

        Raises:
            RuntimeError: There is no transaction: another program's write could get lost.
        """
        if self._is_changed is None:
            raise RuntimeError("a write outside a transaction")
        self._tables = data
        self._is_changed = True

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Lock the file for all reads and writes in the context, and write it once, at the end.

        An exception in the context leaves the file as it was.

        Raises:
            StoreError: The file is locked, can't be read or written, is damaged, or is not one of
                this program.
        """
        # Not at the top: it imports filelock, which commands that only read do without.
        from bmc_tui.store.locking import locked

        self.read()  # a file that is refused does not even get a lock beside it
        path = Path(os.path.realpath(self._path))
        with locked(path):
            self._is_read = self._read_stamp == file_stamp(path)
            self._is_changed = False
            try:
                yield
                if self._is_changed and self._tables is not None:
                    replace(path, file_format.serialize(self._tables, path))
                    self.own_stamp = file_stamp(path)
            finally:
                self._is_read, self._is_changed = False, None


class IdTable(Table):
    """A table whose documents have strings for ids, where TinyDB's own have numbers."""

    document_id_class = cast("Any", str)

    def documents(self) -> dict[str, Document]:
        """Return every document by its id."""
        return {str(document.doc_id): document for document in self}

    def put(self, id_: str, values: Mapping[str, Any]) -> None:
        """Set these values of a document and leave its other ones; create it if it is missing."""
        self.upsert(Document(values, cast("Any", id_)))

    def drop(self, ids: Iterable[str]) -> None:
        """Remove the documents with these ids, all of which exist."""
        self.remove(doc_ids=cast("Any", list(ids)))


class Database(TinyDB):
    """The tables of one file.

    Args:
        path: The file; nothing is read yet.
        table: The table that the file must have: `CANVASES` or `VERSIONS`.
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
        """The versions, in the file that has them."""
        return cast("IdTable", self.table(file_format.VERSIONS))

    @property
    def meta(self) -> IdTable:
        """What the file says about itself: one document."""
        return cast("IdTable", self.table(file_format.META))

    @property
    def own_stamp(self) -> FileStamp | None:
        """See `SafeStorage.own_stamp`."""
        return cast("SafeStorage", self.storage).own_stamp

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """See `SafeStorage.transaction`."""
        with cast("SafeStorage", self.storage).transaction():
            yield


def _lost_content(path: Path, is_missing: bool) -> RefusedError:
    """Return the error for a file that is missing or empty although it has a backup."""
    key = "store.refused_backup.gone" if is_missing else "store.refused_backup.empty"
    remedy = repair_command(path, "backup")
    return RefusedError(
        key, file=display_path(path), backup=display_path(backup_path(path)), remedy=remedy
    )


def _read_bytes(path: Path) -> bytes | None:
    """Return the bytes of a file, or None when it does not exist."""
    try:
        mode = path.stat().st_mode
        if stat.S_ISREG(mode):
            return path.read_bytes()
    except FileNotFoundError:
        return None
    except PermissionError as error:
        raise refusal("not_readable", path, UnusableFileError) from error
    except OSError as error:
        raise refusal("not_read", path, UnusableFileError, reason=error) from error
    if stat.S_ISDIR(mode):
        raise refusal("folder", path, UnusableFileError)
    raise refusal("no_file", path, UnusableFileError)
