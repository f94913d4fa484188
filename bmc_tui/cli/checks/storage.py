"""Checks where the canvases are: data file, lock, versions, undo, and the room on the disk."""

import os
from collections.abc import Iterator
from pathlib import Path

from bmc_tui.cli.checks.check import Check, CheckState
from bmc_tui.files import paths
from bmc_tui.guide import Guide, ReportableError
from bmc_tui.model.sanitize import clean
from bmc_tui.store import Shelf

_LOCK_TIMEOUT_S = 0.3
"""Seconds to wait for a program that is saving, which takes some hundredths of a second."""

_LEAST_FREE_BYTES = 20_000_000
_FREE_TIMES = 4
"""How often the data file must fit into what is free: a save writes it anew, and leaves the former
one as a backup."""


def storage_checks(shelf: Shelf, guide: Guide) -> Iterator[Check]:
    """Yield the results.

    Args:
        shelf: The canvases.
        guide: The language.
    """
    file = paths.real(shelf.path)
    size = _size(file)
    yield _data(shelf, file, size, guide)
    if size is not None:
        yield _lock(file, guide)
    yield _versions(shelf, guide)
    yield _undo(file, guide)
    yield _room(file, size or 0, guide)


def _data(shelf: Shelf, file: Path, size: int | None, guide: Guide) -> Check:
    """Check that the data file can be read, and that it and its folder can be written."""
    shown = clean(str(shelf.path))
    try:
        entries = shelf.entries()
    except ReportableError as error:
        return Check("data", CheckState.BAD, guide.error_message(error))
    if size is None:
        return Check("data", CheckState.GOOD, guide.say("doctor.data.none", file=shown))
    for path in (file, file.parent):
        if not os.access(path, os.W_OK):
            return Check(
                "data", CheckState.BAD, guide.say("doctor.unwritable", file=clean(str(path)))
            )
    count = guide.pluralize("count.canvas", len(entries))
    text = guide.say("doctor.data.good", file=shown, canvases=count, size=_text(size))
    return Check("data", CheckState.GOOD, text)


def _lock(file: Path, guide: Guide) -> Check:
    """Check that the lock of the data file can be taken."""
    from bmc_tui.store.errors import LockedError
    from bmc_tui.store.locking import locked

    try:
        with locked(file, _LOCK_TIMEOUT_S, creates_folder=False):
            return Check("lock", CheckState.GOOD, guide.say("doctor.lock.good"))
    except LockedError:
        text = guide.say("doctor.lock.bad", file=clean(str(file)))
        return Check("lock", CheckState.BAD, text)
    except ReportableError as error:
        return Check("lock", CheckState.BAD, guide.error_message(error))


def _versions(shelf: Shelf, guide: Guide) -> Check:
    """Check that the file with the versions can be read and written."""
    file = shelf.versions.path
    try:
        shelf.versions.of("")
    except ReportableError as error:
        return Check("kept", CheckState.BAD, guide.error_message(error))
    size = _size(file)
    if size is None:
        return Check("kept", CheckState.GOOD, guide.say("doctor.kept.none"))
    shown = clean(str(file))
    if not os.access(file, os.W_OK):
        return Check("kept", CheckState.BAD, guide.say("doctor.unwritable", file=shown))
    return Check(
        "kept", CheckState.GOOD, guide.say("doctor.kept.good", file=shown, size=_text(size))
    )


def _undo(file: Path, guide: Guide) -> Check:
    """Check that the undo steps can be read and written."""
    from bmc_tui.store.undo_log import undo_file

    folder = undo_file(file, "").parent
    try:
        steps = [path for path in folder.iterdir() if path.suffix == ".json"]
    except (FileNotFoundError, NotADirectoryError):
        return Check("undo", CheckState.GOOD, guide.say("doctor.undo.none"))
    except OSError:
        steps = []
    shown = clean(str(folder))
    if not all(os.access(path, os.R_OK | os.W_OK) for path in (folder, *steps)):
        return Check("undo", CheckState.BAD, guide.say("doctor.undo.bad", folder=shown))
    count = guide.pluralize("count.canvas", len(steps))
    return Check(
        "undo", CheckState.GOOD, guide.say("doctor.undo.good", folder=shown, canvases=count)
    )


def _room(file: Path, size: int, guide: Guide) -> Check:
    """Check that the disk has room for some saves."""
    folder = next(path for path in (file, *file.parents) if paths.is_folder(path))
    try:
        status = os.statvfs(folder)
    except OSError as error:
        return Check("disk", CheckState.UNKNOWN, guide.reason(error))
    free = status.f_bavail * status.f_frsize
    is_enough = free >= max(_LEAST_FREE_BYTES, _FREE_TIMES * size)
    key = "doctor.disk.good" if is_enough else "doctor.disk.bad"
    text = guide.say(key, size=_text(free), folder=clean(str(folder)))
    return Check("disk", CheckState.GOOD if is_enough else CheckState.BAD, text)


def _size(file: Path) -> int | None:
    """Return the size of a file in bytes; None if there is no file."""
    try:
        return file.stat().st_size
    except OSError:
        return None


def _text(size: int) -> str:
    """Return a number of bytes as people read it, such as `12 kB`."""
    for unit, factor in (("GB", 10**9), ("MB", 10**6)):
        if size >= factor:
            return f"{size / factor:.1f} {unit}"
    return f"{size / 1000:.0f} kB"
