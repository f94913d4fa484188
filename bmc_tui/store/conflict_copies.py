"""Finds the conflict copies that sync tools leave beside the data file, by what is in them."""

import os
import re
import stat
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from bmc_tui.files import paths
from bmc_tui.files.conflict_names import find_possible_copies, is_backup_name
from bmc_tui.store import file_format
from bmc_tui.store.documents import MalformedError, StoredCanvas, parse_stored
from bmc_tui.store.errors import RefusedError

MAX_COPY_BYTES = 256 * 2**20
"""A larger file is not read."""

_MERGED_SUFFIX = ".merged"

MERGED_NAME = re.compile(rf".+{re.escape(_MERGED_SUFFIX)}(?:-\d+)?", re.DOTALL)
"""The names that `set_merged_aside` gives."""

Canvases = Mapping[str, StoredCanvas]
"""The canvases of a file by id, those in its trash too."""


@dataclass(frozen=True, slots=True)
class ConflictCopy:
    """A copy of the data file with canvases, or saves of canvases, that the data file lacks."""

    path: Path
    canvas_count: int
    """How many of its canvases have something that the data file lacks."""


def read_canvases(path: Path) -> Canvases | None:
    """Return the canvases in a data file; None if it can't be read, or is not of this program.

    Args:
        path: The file.
    """
    try:
        with os.fdopen(os.open(path, os.O_RDONLY | os.O_NONBLOCK), "rb") as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode) or status.st_size > MAX_COPY_BYTES:
                return None
            tables = file_format.parse(file.read(), path) or {}
        documents = tables.get(file_format.CANVASES, {})
        return {id_: parse_stored(id_, document) for id_, document in documents.items()}
    except (OSError, RefusedError, MalformedError):
        return None


def find_conflict_copies(
    data: Path, candidates: Iterable[Path] | None = None, *, with_declined: bool = False
) -> list[ConflictCopy]:
    """Return the copies beside a data file that have something to merge.

    That is a file that has a canvas of the data file, and something that the data file lacks. A
    backup that the user made contains only what was saved here, unless one of its canvases was
    deleted for good since; so a file with the name of a backup must have another state of a common
    canvas.

    Args:
        data: The data file.
        candidates: The files to check; those of `find_possible_copies` by default.
        with_declined: Whether to return those that the user did not want to merge, too.
    """
    if candidates is None:
        candidates = find_possible_copies(data, with_declined=with_declined)
    files = list(candidates)
    ours = read_canvases(data) if files else None
    if not ours:
        return []
    copies = []
    for path in files:
        theirs = read_canvases(path) or {}
        common = ours.keys() & theirs.keys()
        lacking = {id_ for id_, stored in theirs.items() if lacks(ours.get(id_), stored)}
        is_backup = is_backup_name(path.name, paths.real(data))
        if common and (lacking & common if is_backup else lacking):
            copies.append(ConflictCopy(path, len(lacking)))
    return copies


def lacks(mine: StoredCanvas | None, theirs: StoredCanvas) -> bool:
    """Tell whether a canvas of another file has something that ours, if any, lacks."""
    if mine is None:
        return True
    is_contained = mine.state.lineage.contains(theirs.state.lineage)
    return not is_contained and mine.canvas != theirs.canvas


def set_merged_aside(path: Path) -> Path:
    """Rename a copy that was merged to `NAME.merged`, so that it is not found again.

    Returns:
        The new path; the old one when the rename fails.
    """
    number, new_path = 1, path.with_name(path.name + _MERGED_SUFFIX)
    while os.path.lexists(new_path):  # a rename would replace it
        number += 1
        new_path = path.with_name(f"{path.name}{_MERGED_SUFFIX}-{number}")
    with suppress(OSError):
        path.rename(new_path)
        return new_path
    return path
