"""Opens a file as a TinyDB database that is written atomically, in transactions under a lock."""

import stat
from collections.abc import Collection, Iterable, Iterator, Mapping, MutableMapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Document, Table

from bmc_tui.files import atomic, paths
from bmc_tui.files.drives import missing_drive, note_of, remember_drive
from bmc_tui.files.locations import FileStamp, backup_path, file_stamp, has_backup
from bmc_tui.files.presence import GONE_ERRNOS, FolderId, Presence, folder_id
from bmc_tui.store import file_format
from bmc_tui.store.errors import (
    FileGoneError,
    RefusedError,
    StoreError,
    UnusableFileError,
    display_path,
    refusal,
    repair_command,
    write_failure,
)


def replace_with_backup(path: Path, raw: bytes, like: Path | None = None) -> None:
    """Replace the content of a file, and make its previous content the backup.

    The caller has the file's lock.

    Args:
        path: The file, not a symbolic link; a new one has mode 600.
        raw: The new content.
        like: The file whose owner and mode it gets instead of its own, if there is one.

    Raises:
        UnusableFileError: It can't be written; the file has its old content.
    """
    atomic.remove_leftovers(path)
    try:
        atomic.replace(path, raw, backup=backup_path(path), like=like)
    except OSError as error:
        raise write_failure(error, path) from error


class TransactionalStorage(Storage):
    """A TinyDB storage that writes its file once, at the end of a transaction, under its lock.

    Args:
        path: The file; through a symbolic link, the file that it leads to.
        table: The table that the file must have: `CANVASES` or `VERSIONS`.
        presence: Where the file with the canvases was when it was last read; without it, a file
            that is gone is created again.
        data: The data file that this one is beside, whose owner and mode it gets.
    """

    def __init__(
        self,
        path: Path,
        table: str = file_format.CANVASES,
        presence: Presence | None = None,
        data: Path | None = None,
    ) -> None:
        self._path = path
        self._data = data
        self._table = table
        self._presence = presence
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
            FileGoneError: The file was there before and is gone, or is another one.
            StoreError: The file can't be read, is damaged, or is not a file of this program.
        """
        if not self._is_read:
            path = paths.real(self._path)
            folder = folder_id(path.parent)
            # Taken before the read: when another program writes in between, the stamps differ and
            # the transaction reads the file again.
            self._read_stamp = file_stamp(path)
            raw = self._read_bytes(path)
            self._tables = None if raw is None else file_format.parse(raw, path, self._table)
            if raw is not None:
                self._accept(path, folder)
            if self._tables is None:
                _check_never_used(path, self._table, is_missing=raw is None)
            self._is_read = True
        return self._tables

    def _read_bytes(self, path: Path) -> bytes | None:
        """Return the bytes of the file, or None when it does not exist and never did."""
        if not self._has_canvases:
            self._check_presence(path)
        is_known = self._has_canvases and self._presence is not None and self._presence.is_known
        try:
            raw = _read_bytes(path)
        except UnusableFileError as error:
            cause = error.__cause__
            if is_known and isinstance(cause, OSError) and cause.errno in GONE_ERRNOS:
                raise FileGoneError("store.gone", file=display_path(path)) from error
            raise
        if raw is None and is_known:
            if has_backup(path):  # it was deleted; its folder is there
                raise _lost_content(path, is_missing=True, error=FileGoneError)
            raise FileGoneError("store.gone", file=display_path(path))
        return raw

    @property
    def _has_canvases(self) -> bool:
        """Whether this is the file with the canvases, not one beside it."""
        return self._table == file_format.CANVASES

    def _accept(self, path: Path, folder: FolderId | None) -> None:
        """Record where the file is and which canvases it has; raise an error for another file."""
        if self._presence and self._has_canvases:
            ids = (self._tables or {}).get(self._table, ())
            if not self._presence.accept(folder, ids):
                raise FileGoneError("store.replaced", file=display_path(path))

    def _check_presence(self, path: Path) -> None:
        """Raise an error when the file with the canvases is gone."""
        if self._presence and self._presence.is_gone():
            raise FileGoneError("store.gone", file=display_path(path))

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
        # Not at the top: it imports filelock, which commands that only read do not need.
        from bmc_tui.store.locking import locked

        self.read()  # refuses a damaged file before a lock file is created beside it
        path = paths.real(self._path)
        is_known = self._presence is not None and self._presence.is_known
        with locked(path, creates_folder=not is_known, data=self._data):
            # Before the lock another program may have written the file.
            self._is_read = self._read_stamp == file_stamp(path)
            self._in_transaction, self._is_changed = True, False
            try:
                yield
                if self._is_changed and self._tables is not None:
                    raw = file_format.serialize(self._tables, path)
                    self._check_presence(path)  # it may be gone since it was locked
                    replace_with_backup(path, raw, self._data)
                    self.own_stamp = file_stamp(path)
                    self._accept(path, folder_id(path.parent))
                    remember_drive(path)
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

    def drop_values(self, id_: str, keys: Iterable[str]) -> None:
        """Remove these values of a document, which has all of them."""

        def drop(document: MutableMapping[Any, Any]) -> None:
            for key in keys:
                del document[key]

        self.update(drop, doc_ids=cast("Any", [id_]))

    def drop(self, ids: Iterable[str]) -> None:
        """Remove the documents with these ids, all of which exist."""
        self.remove(doc_ids=cast("Any", list(ids)))


class Database(TinyDB):
    """The tables of one file.

    Args:
        path: The file; nothing is read yet.
        table: The table that the file must have: `CANVASES` or `VERSIONS`.
        presence: See `TransactionalStorage`.
        data: See `TransactionalStorage`.
    """

    table_class = IdTable

    def __init__(
        self,
        path: Path,
        table: str = file_format.CANVASES,
        presence: Presence | None = None,
        data: Path | None = None,
    ) -> None:
        super().__init__(path, table, presence, data, storage=TransactionalStorage)
        self._name = table

    def put_content(
        self, id_: str, values: Mapping[str, Any], gone: Collection[str] = frozenset()
    ) -> None:
        """Update a document as this version of the program writes it, and raise the file's schema.

        Older versions, which would ignore what is new in the document, refuse the file then.

        Args:
            id_: The document's id, in the table that the file must have.
            values: The values to update; the rest of the document stays.
            gone: The keys of the values to remove.
        """
        table = cast("IdTable", self.table(self._name))
        table.put(id_, values)
        if gone:
            table.drop_values(id_, gone)
        if self.meta.documents()[file_format.SHELF].get("schema") != file_format.SCHEMA:
            self.meta.put(file_format.SHELF, {"schema": file_format.SCHEMA})

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


def _check_never_used(path: Path, table: str, *, is_missing: bool) -> None:
    """Refuse a file that is missing or empty although it had canvases.

    A save now would make a file with the new canvas alone.

    Args:
        path: The file, not a symbolic link.
        table: The table that it must have.
        is_missing: Whether there is no file.

    Raises:
        RefusedError: There is a backup, which the save after that would overwrite; or a journal
            waits for the file; or the file was on a drive that is not mounted.
    """
    if has_backup(path):
        raise _lost_content(path, is_missing=is_missing)
    if is_missing and table == file_format.CANVASES:
        from bmc_tui.store.journal import find_waiting

        waiting = find_waiting(path)
        if drive := missing_drive(path):  # a new file would be hidden once it is mounted again
            raise RefusedError(
                f"store.refused.{'typed_not_mounted' if waiting else 'not_mounted'}",
                file=display_path(path),
                drive=display_path(drive),
                note=display_path(note_of(path)),
            )
        if waiting:
            raise RefusedError(
                "store.refused.waiting",
                file=display_path(path),
                folder=display_path(waiting[0].parent),
                remedy=repair_command(path, "journal"),
            )


def _lost_content(
    path: Path, *, is_missing: bool, error: type[StoreError] = RefusedError
) -> StoreError:
    """Return the error for a file that is missing or empty although it has a backup."""
    key = "store.refused_backup.gone" if is_missing else "store.refused_backup.empty"
    remedy = repair_command(path, "backup")
    return error(
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
