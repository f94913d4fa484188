"""Finds the canvases that `bmc review` names: stored ones, and those in files.

Nothing is written: a file is read as for an import, but no canvas is created.
"""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from bmc_tui.cli.errors import CommandError
from bmc_tui.cli.shelf import resolve_canvas
from bmc_tui.files import paths
from bmc_tui.guide import Guide, ReportableError
from bmc_tui.model.canvas import Canvas
from bmc_tui.model.sanitize import clean
from bmc_tui.store import Shelf, UnknownCanvasError
from bmc_tui.store.documents import StoredCanvas
from bmc_tui.store.errors import StoreError
from bmc_tui.store.lookup import find_entry

if TYPE_CHECKING:
    from bmc_tui.formats.importer import ImportFileError

STDIN = "-"
"""The name that stands for stdin."""


@dataclass(frozen=True, slots=True)
class NamedCanvas:
    """A canvas to review, and where it is."""

    canvas: Canvas
    file: str = ""
    """The file as the user named it; "" for a canvas of the data file."""
    id: str = ""
    """Its id; "" in a file that gives canvases none."""


@dataclass(frozen=True, slots=True)
class NamedCanvases:
    """The canvases that a command line names, and what could not be read."""

    canvases: tuple[NamedCanvas, ...]
    errors: tuple[tuple[str, ReportableError], ...] = ()
    """Each name that could not be read, with the error that says why."""


def all_canvases(shelf: Shelf) -> NamedCanvases:
    """Return the canvases of the data file that are not in the trash, the last changed first."""
    return NamedCanvases(tuple(map(_stored, shelf.canvases())))


def named_canvases(names: Sequence[str], guide: Guide, shelf: Shelf) -> NamedCanvases:
    """Return the canvases that names stand for, in the order of the names.

    Args:
        names: Titles and ids of canvases, or the start of one, and files; `-` is stdin. What names
            a canvas is that canvas, as for every other command, and else a file: `./NAME` is always
            a file. Without names it is the canvas used last.
        guide: The language of the reason in an error.
        shelf: The canvases.

    Raises:
        ReportableError: The only name can't be read. Of several names the errors are collected, and
            do not stop the others.
    """
    if not names:
        return NamedCanvases((_stored(shelf.load(resolve_canvas(None, shelf))),))
    find = _finder(names, shelf)
    canvases: list[NamedCanvas] = []
    errors: list[tuple[str, ReportableError]] = []
    for name in names:
        try:
            canvases += _canvases(name, guide, find)
        except ReportableError as error:
            if len(names) == 1:
                raise
            errors.append((clean(name), error))
    return NamedCanvases(tuple(canvases), tuple(errors))


def _finder(names: Sequence[str], shelf: Shelf) -> Callable[[str], StoredCanvas]:
    """Return a function that finds a stored canvas by its name.

    For several names the data file is read once, with the notes of all canvases.
    """
    if len(names) == 1:
        return lambda name: shelf.load(shelf.find(name).id)

    @cache
    def canvases() -> Mapping[str, StoredCanvas]:
        return {stored.entry.id: stored for stored in shelf.canvases()}

    def find(name: str) -> StoredCanvas:
        by_id = canvases()
        return by_id[find_entry(name, [stored.entry for stored in by_id.values()]).id]

    return find


def _canvases(
    name: str, guide: Guide, find: Callable[[str], StoredCanvas]
) -> Iterator[NamedCanvas]:
    """Yield the canvases that one name stands for: several for a data file."""
    if name == STDIN:
        yield _read_stdin(guide)
        return
    is_path, exists = os.sep in name, os.path.lexists(name)
    if not (is_path and exists):
        try:
            stored = find(name)
        except UnknownCanvasError as error:
            if not is_path and not exists:
                raise _neither(name, error) from error
        except StoreError:  # several canvases, or a data file that can't be read
            if not exists:
                raise
        else:
            yield _stored(stored)
            return
    yield from _read_file(name, guide)


def is_file_name(name: str, shelf: Shelf) -> bool:
    """Tell whether a name stands for a file or stdin, as `named_canvases` understands it."""
    if name == STDIN:
        return True
    if not os.path.lexists(name):
        return False
    try:
        return os.sep in name or not shelf.find(name)
    except StoreError:
        return True


def _neither(name: str, error: UnknownCanvasError) -> CommandError:
    """Return the error for a name that is neither a canvas nor a file."""
    candidates = error.values.get("candidates", ())
    key = "cli.review_neither" if candidates else "cli.review_no_file"
    return CommandError(key, text=clean(name), candidates=candidates)


def _read_file(name: str, guide: Guide) -> Iterator[NamedCanvas]:
    """Yield the canvases in a file.

    Raises:
        CommandError: It can't be read, or contains no canvas.
    """
    from bmc_tui.formats.importer import ImportFileError, import_file
    from bmc_tui.store.conflict_copies import read_canvases

    file = clean(name)
    # Not from a pipe: opening one a second time would take what is in it.
    if paths.is_file(Path(name)) and (canvases := read_canvases(Path(name))):
        stored = [canvas for canvas in canvases.values() if not canvas.entry.deleted]
        if not stored:
            raise CommandError("cli.review_no_canvases", file=file)
        for canvas in stored:
            yield NamedCanvas(canvas.canvas, file, canvas.entry.id)
        return
    try:
        yield NamedCanvas(import_file(Path(name), guide).canvas, file)
    except ImportFileError as error:
        raise _unread(error) from error


def _read_stdin(guide: Guide) -> NamedCanvas:
    """Return the canvas on stdin.

    Raises:
        UsageError: Stdin is a terminal.
        CommandError: It can't be read, or contains no canvas.
    """
    from bmc_tui.cli.stdin import read_stdin
    from bmc_tui.formats.importer import ImportFileError, import_bytes

    file = "stdin"
    try:
        return NamedCanvas(import_bytes(read_stdin("review"), file, guide).canvas, file)
    except ImportFileError as error:
        raise _unread(error) from error


def _unread(error: "ImportFileError") -> CommandError:
    """Return the error for a file that can't be reviewed, given the one for a file to import.

    The latter says that nothing was imported, which is not what the user asked for.
    """
    keys = {"import.not_read": "cli.review_not_read", "import.not_done": "cli.review_not_done"}
    return CommandError(keys.get(error.key, error.key), **error.values)


def _stored(stored: StoredCanvas) -> NamedCanvas:
    """Return a canvas of the data file."""
    return NamedCanvas(stored.canvas, "", stored.entry.id)
