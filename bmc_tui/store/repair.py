"""Putting a damaged file right: what can be had of it and its backup, and putting that back.

Nothing is lost by it: the damaged file stays under another name, and so does the backup when
something else is put back.
"""

import os
import shutil
import stat
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from bmc_tui.files import atomic
from bmc_tui.store import file_format
from bmc_tui.store.documents import MalformedError, StoredCanvas, read
from bmc_tui.store.errors import RefusedError, UnusableFileError, backup_of, shown
from bmc_tui.store.locking import locked
from bmc_tui.store.salvage import salvage
from bmc_tui.store.shelf import Shelf


class Source(StrEnum):
    """Where canvases can be had from."""

    BACKUP = "backup"
    """The file as it was before the last save."""
    RESCUED = "rescued"
    """What can be read of the damaged file itself."""


@dataclass(frozen=True, slots=True)
class Offer:
    """Canvases that can be put back."""

    source: Source
    file: Path
    written: datetime
    """When the file was written; aware."""
    tables: file_format.Tables
    canvases: int
    """How many canvases there are in it, those in the trash not counted."""
    notes: int
    """How many notes are in them."""


def trouble(shelf: Shelf) -> RefusedError | None:
    """Return why a file is refused, as a whole or for one of its canvases; None when it is sound.

    Raises:
        UnusableFileError: The system does not let us read it.
    """
    try:
        shelf.entries()
    except RefusedError as error:
        return error
    return None


def offers(path: Path, error: RefusedError, now: Callable[[], datetime]) -> tuple[Offer, ...]:
    """Return what can be put back in the place of a damaged file, the backup first.

    Args:
        path: The file; through a symbolic link, the file that it leads to.
        error: Why it is refused. For a file of a newer version there is nothing to put back.
        now: The clock; aware.

    Raises:
        UnusableFileError: A file is there, but can't be read.
    """
    path = Path(os.path.realpath(path))
    if error.key.endswith(".newer"):
        return ()
    found = (
        _offer(Source.BACKUP, backup_of(path), now),
        _offer(Source.RESCUED, path, now),
    )
    return tuple(offer for offer in found if offer)


def put_back(shelf: Shelf, offer: Offer, now: Callable[[], datetime]) -> tuple[Path, ...]:
    """Put canvases back in the place of the damaged file.

    Args:
        shelf: The canvases of the damaged file.
        offer: What to put there.
        now: The clock; aware.

    Returns:
        The names under which what was there is kept: the damaged file, and the backup unless it
        is the backup that was put back.

    Raises:
        StoreError: It can't be done, or the file has been put right meanwhile; it is as it was.
    """
    path = Path(os.path.realpath(shelf.path))
    with locked(path):
        if trouble(shelf) is None:
            raise RefusedError("damaged.sound", file=shown(path))
        leave = [(path, "damaged")]
        if offer.source is not Source.BACKUP:
            leave.append((backup_of(path), "backup"))
        try:
            kept = tuple(
                _keep(file, path, name, now()) for file, name in leave if os.path.lexists(file)
            )
            mode = stat.S_IMODE(offer.file.stat().st_mode)
            atomic.replace(path, file_format.serialise(offer.tables, path), mode=mode)
        except OSError as error:
            raise UnusableFileError("store.not_written", file=shown(path), reason=error) from error
    return kept


def _offer(source: Source, file: Path, now: Callable[[], datetime]) -> Offer | None:
    """Return what can be had of one file, or None when that is nothing."""
    try:
        raw = file.read_bytes()
        written = datetime.fromtimestamp(file.stat().st_mtime).astimezone()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise UnusableFileError("store.refused.not_read", file=shown(file), reason=error) from error
    tables = _sound(raw, file) or salvage(raw, now())
    live = [kept.entry for kept in _read(tables).values() if not kept.entry.deleted]
    if not tables[file_format.CANVASES]:
        return None
    notes = sum(entry.count for entry in live)
    return Offer(source, file, written, tables, len(live), notes)


def _sound(raw: bytes, file: Path) -> file_format.Tables | None:
    """Return the tables of a file that is sound to the last canvas, else None."""
    try:
        tables = file_format.parse(raw, file)
        if tables:
            _read(tables)
    except (RefusedError, MalformedError):
        return None
    return tables


def _read(tables: file_format.Tables) -> Mapping[str, StoredCanvas]:
    """Return the canvases in tables, by id."""
    return {id_: read(id_, document) for id_, document in tables[file_format.CANVASES].items()}


def _keep(file: Path, path: Path, name: str, now: datetime) -> Path:
    """Give a file a second name that nothing has, such as `canvases.json.damaged-20261123-124500`.

    It stays under its own until it is replaced: at every moment there is one.
    """
    stamp = now.astimezone().strftime("%Y%m%d-%H%M%S")
    n, other = 1, path.with_name(f"{path.name}.{name}-{stamp}")
    while os.path.lexists(other):
        n += 1
        other = path.with_name(f"{path.name}.{name}-{stamp}-{n}")
    try:
        os.link(file, other)
    except OSError:  # a file system without hard links; what else is wrong, copying meets too
        shutil.copy2(file, other)
        with other.open("rb") as copy:
            os.fsync(copy.fileno())
    return other
