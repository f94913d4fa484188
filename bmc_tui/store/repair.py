"""Repairs a damaged file, from its backup or from what can still be read of it.

Nothing is lost: the damaged file is kept under another name, and so is the backup unless the file
is restored from it.
"""

import os
import stat
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from bmc_tui.files import atomic, paths
from bmc_tui.files.locations import backup_path
from bmc_tui.guide.dates import time_of
from bmc_tui.store import file_format
from bmc_tui.store.documents import (
    MalformedError,
    StoredCanvas,
    canvas_to_dict,
    format_time,
    parse_stored,
)
from bmc_tui.store.errors import RefusedError, UnusableFileError, display_path
from bmc_tui.store.journal import claim_journal, find_waiting, read_journal
from bmc_tui.store.lineage import Save, new_writer, write_lineage
from bmc_tui.store.locking import locked
from bmc_tui.store.salvage import salvage
from bmc_tui.store.shelf import Shelf


class Source(StrEnum):
    """What a file can be restored from."""

    BACKUP = "backup"
    """The file as it was before the last save."""
    RESCUED = "rescued"
    """What `salvage` reads from the damaged file itself."""
    JOURNAL = "journal"
    """What was typed while the file was gone, from the journals in the state folder."""


@dataclass(frozen=True, slots=True)
class Repair:
    """A possible repair: what the file would have after it."""

    source: Source
    file: Path
    """The backup, or the damaged file itself."""
    modified: datetime
    """When `file` was last written; aware."""
    tables: file_format.Tables
    canvas_count: int
    """How many canvases there are, without those in the trash."""
    note_count: int
    """How many notes are in these canvases."""


def find_damage(shelf: Shelf) -> RefusedError | None:
    """Return why the file or one of its canvases is refused; None when the file is sound.

    Raises:
        UnusableFileError: The system does not let this program read it.
    """
    try:
        shelf.entries()
    except RefusedError as error:
        return error
    return None


def available_repairs(
    path: Path, error: RefusedError, now: Callable[[], datetime]
) -> tuple[Repair, ...]:
    """Return the possible repairs of a damaged file, that from the backup first.

    Args:
        path: The file; through a symbolic link, the file that it leads to.
        error: Why it is refused. A file of a newer version of the program is not repaired.
        now: The clock; aware.

    Raises:
        UnusableFileError: The file or its backup exists, but can't be read.
    """
    given, path = path, paths.real(path)
    if error.key.endswith(".newer"):
        return ()
    repairs = (
        _repair_from_journals(given, now) if error.key.endswith(".waiting") else None,
        _repair_from(Source.BACKUP, backup_path(path), now),
        _repair_from(Source.RESCUED, path, now),
    )
    return tuple(repair for repair in repairs if repair)


def apply_repair(shelf: Shelf, repair: Repair, now: Callable[[], datetime]) -> tuple[Path, ...]:
    """Replace a damaged file by a sound one.

    Args:
        shelf: The canvases of the damaged file.
        repair: What to replace it by.
        now: The clock; aware.

    Returns:
        The new paths of the damaged file and, unless that is what was restored, of the backup.

    Raises:
        StoreError: The file can't be written, or is sound by now; it has not been changed.
    """
    path = paths.real(shelf.path)
    with locked(path):
        if find_damage(shelf) is None:
            raise RefusedError("damaged.sound", file=display_path(path))
        originals = [(path, "damaged")]
        if repair.source is not Source.BACKUP:
            originals.append((backup_path(path), "backup"))
        try:
            preserved = tuple(
                _preserve(file, path, suffix, now())
                for file, suffix in originals
                if os.path.lexists(file)
            )
            mode = stat.S_IMODE(repair.file.stat().st_mode)
            atomic.replace(path, file_format.serialize(repair.tables, path), mode=mode)
        except OSError as error:
            raise UnusableFileError(
                "store.not_written", file=display_path(path), reason=error
            ) from error
    return preserved


def _repair_from(source: Source, file: Path, now: Callable[[], datetime]) -> Repair | None:
    """Return the repair from one file, or None when no canvas in it can be read."""
    try:
        raw = file.read_bytes()
        modified = time_of(file.stat().st_mtime)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise UnusableFileError(
            "store.refused.not_read", file=display_path(file), reason=error
        ) from error
    tables = _sound_tables(raw, file) or salvage(raw, now())
    canvases = _parse_canvases(tables).values()
    entries = [stored.entry for stored in canvases if not stored.entry.deleted]
    if not tables[file_format.CANVASES]:
        return None
    note_count = sum(entry.note_count for entry in entries)
    return Repair(source, file, modified, tables, len(entries), note_count)


def _repair_from_journals(data: Path, now: Callable[[], datetime]) -> Repair | None:
    """Return the repair from the journals that wait for a file; None when all are in use."""
    documents: dict[str, Any] = {}
    newest: tuple[float, Path] | None = None
    for path in find_waiting(data):
        with claim_journal(path) as is_abandoned:
            record = read_journal(path) if is_abandoned else None
            if record is None:
                continue
            time = format_time(now())
            lineage = record.lineage.advance(Save(new_writer(), 1))
            header = {
                "rev": record.rev + 1,
                "created": time,
                "changed": time,
                "deleted": None,
                "lineage": write_lineage(lineage, record.canvas),
            }
            # A second journal of the same canvas is merged into it by the next start.
            documents.setdefault(record.id, header | canvas_to_dict(record.canvas))
            newest = max(newest or (0.0, path), (path.stat().st_mtime, path))
    if newest is None:
        return None
    shelf = {"schema": file_format.SCHEMA, "last": next(iter(documents))}
    tables = {file_format.META: {file_format.SHELF: shelf}, file_format.CANVASES: documents}
    modified = time_of(newest[0])
    note_count = sum(stored.entry.note_count for stored in _parse_canvases(tables).values())
    return Repair(Source.JOURNAL, newest[1], modified, tables, len(documents), note_count)


def _sound_tables(raw: bytes, file: Path) -> file_format.Tables | None:
    """Return the tables of a file in which every canvas is sound, or else None."""
    try:
        tables = file_format.parse(raw, file)
        if tables:
            _parse_canvases(tables)
    except (RefusedError, MalformedError):
        return None
    return tables


def _parse_canvases(tables: file_format.Tables) -> Mapping[str, StoredCanvas]:
    """Return the canvases in the tables, by id."""
    return {
        id_: parse_stored(id_, document) for id_, document in tables[file_format.CANVASES].items()
    }


def _preserve(file: Path, path: Path, suffix: str, now: datetime) -> Path:
    """Give a file a second, unused name, such as `canvases.json.damaged-20261123-124500`.

    The first name stays until the file is replaced, so that there is always a file of that name.

    Args:
        file: The file.
        path: The data file, whose name the new one starts with.
        suffix: What the file is: `damaged` or `backup`.
        now: The time for the name.
    """
    time = now.astimezone().strftime("%Y%m%d-%H%M%S")
    number, second_path = 1, path.with_name(f"{path.name}.{suffix}-{time}")
    while os.path.lexists(second_path):
        number += 1
        second_path = path.with_name(f"{path.name}.{suffix}-{time}-{number}")
    try:
        os.link(file, second_path)
    except OSError:  # the file system has no hard links; any other cause makes the copy fail too
        atomic.copy_file(file, second_path)
    return second_path
