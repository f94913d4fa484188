"""Says where the journals of a data file are: beside it, or in the user's state folder."""

import os
import re
from pathlib import Path

from bmc_tui.files import paths
from bmc_tui.files.hashing import sha256_hex
from bmc_tui.files.locations import state_folder

LOCK_SUFFIX = ".lock"
"""What the name of a journal's lock ends with."""

_INFIX = ".journal-"
"""What is between the names of a data file and of a journal beside it."""

STATE_PREFIX = "journal-"
"""The start of the names of the journals in the state folder."""


def path_beside(real: Path) -> Path:
    """Return the path of a new journal beside a data file.

    Args:
        real: The data file, not a symbolic link.
    """
    return real.with_name(f"{_prefix(real)}{os.urandom(4).hex()}")


def path_in_state_folder(real: Path, data: Path) -> Path:
    """Return the path of a new journal of a data file in the state folder.

    Args:
        real: The data file, not a symbolic link.
        data: The data file as the program was given it: a link may be gone with its target.
    """
    return (
        state_folder() / f"{STATE_PREFIX}{path_hash(real)}-{path_hash(data)}-{os.urandom(4).hex()}"
    )


def find_journals(data: Path) -> list[Path]:
    """Return the paths of all journals of a data file, by listing its and the state folder once.

    Args:
        data: The data file.

    Returns:
        The paths, sorted, those beside the file first. A path is also returned when only the
        journal's lock exists.
    """
    real = paths.real(data)
    prefix = _prefix(real)
    return [
        real.with_name(name)
        for name in _journal_names(real.parent, prefix)
        if re.fullmatch("[0-9a-f]{8}", name.removeprefix(prefix))
    ] + find_state_journals(data)


def find_state_journals(data: Path) -> list[Path]:
    """Return the paths of the journals of a data file in the state folder; see `find_journals`."""
    folder = state_folder()
    names = _journal_names(folder, STATE_PREFIX)
    if not names:  # nearly always: the hashes would import their module
        return []
    hashes = {path_hash(paths.real(data)), path_hash(data)}
    name_form = re.compile(rf"{STATE_PREFIX}([0-9a-f]{{16}})-([0-9a-f]{{16}})-[0-9a-f]{{8}}")
    return [
        folder / name
        for name in names
        if (form := name_form.fullmatch(name)) and hashes & set(form.groups())
    ]


def _journal_names(folder: Path, prefix: str) -> list[str]:
    """Return the names of the journals in a folder, also if only the lock exists."""
    try:
        names = os.listdir(folder)  # noqa: PTH208 - does not make a path of each name
    except OSError:
        return []
    return sorted({name.removesuffix(LOCK_SUFFIX) for name in names if name.startswith(prefix)})


def _prefix(real: Path) -> str:
    """Return the prefix of the journals beside a data file, which is not a symbolic link."""
    return f".{real.name}{_INFIX}"


def data_file_of(journal: Path) -> Path | None:
    """Return the data file next to a journal; None for a journal in the state folder."""
    name, infix, _ = journal.name.removeprefix(".").rpartition(_INFIX)
    return journal.with_name(name) if infix and journal.name.startswith(".") else None


def path_hash(path: Path) -> str:
    """Return the hash that stands for a data file in the names of files in the state folder."""
    return sha256_hex(os.fsencode(os.path.abspath(path)))[:16]  # noqa: PTH100 - pathlib's keeps `..`
