"""Recognizes the program's own files, which no export may overwrite."""

import os
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from bmc_tui.files import paths
from bmc_tui.files.locations import state_folder, versions_file

_BESIDE = re.compile(r"(?:\.(?:bak|lock|locked|undo|(?:damaged|backup)-.*))?", re.DOTALL)
"""What follows the name of the data file, or of the one with the versions, in the names of the
files beside it; see the manual's topic `data`. The name with a dot before it belongs to journals
and temporary files, whatever follows."""

_DRAFT = re.compile(r"\.?edit-[0-9a-f]{8}\b.*", re.DOTALL)
"""The name of a draft of the user's own editor, or of the folder around it."""


@dataclass(frozen=True, slots=True)
class OwnFiles:
    """The program's own files, by the data files and the file with the settings."""

    data_files: Collection[Path]
    config: Path

    def contain(self, path: Path) -> bool:
        """Tell whether a path is one of them, or would be one if it were written.

        Names are compared without regard to case, as some file systems do, and files that exist by
        their inode as well: a hard link, or a name that the file system spells differently, is the
        same file.

        Args:
            path: The path; it may be relative, and lead through symbolic links.
        """
        real = paths.real(path)
        data_files = [paths.real(file) for file in self.data_files]
        own_folders = {_folded(file.parent) for file in data_files}
        if (
            _folded(real) == _folded(paths.real(self.config))
            or _is_within(real, paths.real(state_folder()))
            or any(_is_beside(real, file) for file in data_files)
            or any(
                _folded(parent) in own_folders and _DRAFT.fullmatch(child.name)
                for child, parent in _ancestry(real)
            )
        ):
            return True
        try:
            status = real.stat()
        except OSError:  # there is no such file yet
            return False
        return any(
            (own.st_dev, own.st_ino) == (status.st_dev, status.st_ino)
            for own in self._existing(data_files)
        )

    def _existing(self, data_files: Collection[Path]) -> Iterator[os.stat_result]:
        """Yield the status of each own file that exists."""
        folders = {file.parent for file in data_files} | {
            file.with_name(f"{file.name}.undo") for file in data_files
        }
        entries = chain.from_iterable(map(_files_in, folders))
        beside = (entry for entry in entries if any(_is_beside(entry, file) for file in data_files))
        for file in (self.config, *beside, *_files_in(state_folder())):
            try:
                yield file.stat()
            except OSError:  # it is gone, or never was
                continue


def _is_beside(real: Path, data: Path) -> bool:
    """Tell whether a path is a data file, a file beside it, or within its folder of undo steps."""
    for file in (data, versions_file(data)):
        base = file.name.casefold()
        for child, parent in _ancestry(real):
            name = child.name.casefold()
            if _folded(parent) == _folded(file.parent) and (
                name.startswith(f".{base}.")
                or (name.startswith(base) and _BESIDE.fullmatch(name.removeprefix(base)))
            ):
                return True
    return False


def _is_within(real: Path, folder: Path) -> bool:
    """Tell whether a path is in a folder, or in one within it."""
    return any(_folded(parent) == _folded(folder) for _, parent in _ancestry(real))


def _ancestry(path: Path) -> Iterator[tuple[Path, Path]]:
    """Yield a path with the folder that it is in, then that folder with its own, and so on."""
    for parent in path.parents:
        yield path, parent
        path = parent


def _folded(path: Path) -> str:
    """Return a path in a form that ignores case."""
    return str(path).casefold()


def _files_in(folder: Path) -> list[Path]:
    """Return the entries of a folder; none if it can't be read."""
    try:
        return list(folder.iterdir())
    except OSError:
        return []
