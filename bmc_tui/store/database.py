"""Opens a file as a TinyDB database that is written atomically, in transactions under a lock."""

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
from bmc_tui.files.locations import FileStamp, backup_path, file_stamp, has_backup
from bmc_tui.store import file_format
from bmc_tui.store.errors import (
    RefusedError,
    UnusableFileError,
    display_path,
    refusal,
    repair_command,
    write_failure,
)


def replace_with_backup(path: Path, raw: bytes) -> None:
    """Replace the content of a file, and make its previous content the backup.

    The caller has the file's lock.

    Args:
        path: The file, no symbolic link; a new one has mode 600.
        raw: The new content.

    Raises:
        UnusableFileError: It can't be written; the file has its old content.
    """
    atomic.remove_leftovers(path)
    try:
        atomic.replace(path, raw, backup=backup_path(path))
    except OSError as error:
        raise write_failure(error, path) from error


class TransactionalStorage(Storage):
    """A TinyDB storage that writes its file once, at the end of a transaction, under its lock.

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
        self._in_transaction = False
        self._is_changed = False
        """Whether the transaction has something to write."""

    def read(self) -> file_format.Tables | None:
        """Return the tables, or None when there are none yet.

        The file is read at the first call, and again after a transaction.

        Raises:
            StoreError: The file can't be read, is damaged, or is not a file of this program.
        """
        if not self._is_read:
            path = Path(os.path.realpath(self._path))
            # Taken before the read: when another program writes in between, the stamps differ and
            # the transaction reads the file again.
            self._read_stamp = file_stamp(path)
            raw = _read_bytes(path)
            self._tables = None if raw is None else file_format.parse(raw, path, self._table)
            if self._tables is None and has_backup(path):
                # A backup means that there were canvases. A save now would make a file with the new
                # canvas alone, and the save after it would overwrite the backup.
                raise _lost_content(path, raw is None)
            self._is_read = True
        return self._tables

    def write(self, data: file_format.Tables) -> None:
        """Keep the tables in memory until the end of the transaction, which writes them.

        Raises:
            RuntimeError: There is no transaction, so that another program's write could be lost.
        """
        if not self._in_transaction:
            raise RuntimeError("a write outside a transaction")
        self._tables = data
        self._is_changed = True

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Lock the file for all reads and writes in the context, and write it once, at the end.

        An exception in the context leaves the file as it was.

        Raises:
            StoreError: The file is locked, can't be read or written, is damaged, or is not a
                file of this program.
        """
        # Not at the top: it imports filelock, which commands that only read do without.
        from bmc_tui.store.locking import locked

        self.read()  # refuses a damaged file before a lock file is created beside it
        path = Path(os.path.realpath(self._path))
        with locked(path):
            # Before the lock another program may have written the file.
            self._is_read = self._read_stamp == file_stamp(path)
            self._in_transaction, self._is_changed = True, False
            try:
                yield
                if self._is_changed and self._tables is not None:
                    replace_with_backup(path, file_format.serialize(self._tables, path))
                    self.own_stamp = file_stamp(path)
            finally:
                self._is_read = self._in_transaction = False


class IdTable(Table):
    """A table whose documents have strings for ids, where TinyDB's own have numbers."""

    document_id_class = cast("Any", str)

    def documents(self) -> dict[str, Document]:
        """Return every document by its id."""
        return {str(document.doc_id): document for document in self}

    def put(self, id_: str, values: Mapping[str, Any]) -> None:
        """Update these values of a document and leave the rest; create it if it is missing."""
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
        super().__init__(path, table, storage=TransactionalStorage)

    @property
    def canvases(self) -> IdTable:
        """The canvases, by id."""
        return cast("IdTable", self.table(file_format.CANVASES))

    @property
    def versions(self) -> IdTable:
        """The versions, by key; only in the file with the versions."""
        return cast("IdTable", self.table(file_format.VERSIONS))

    @property
    def meta(self) -> IdTable:
        """One document about the file: its schema, the canvas used last, the notices shown."""
        return cast("IdTable", self.table(file_format.META))

    @property
    def own_stamp(self) -> FileStamp | None:
        """See `TransactionalStorage.own_stamp`."""
        return cast("TransactionalStorage", self.storage).own_stamp

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """See `TransactionalStorage.transaction`."""
        with cast("TransactionalStorage", self.storage).transaction():
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
