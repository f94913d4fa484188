"""Resolves and tests paths, also where the system can't.

Python's own ways raise an error without a home, in a working folder that is gone, or where a folder
above may not be entered. The whole program uses these functions, so that no caller need handle
that.
"""

import os
from pathlib import Path

NOWHERE = Path(os.devnull)
"""Stands for the home of a user without one: below it nothing can be, nor be written."""


def home() -> Path:
    """Return the user's home folder; `NOWHERE` for a user without one."""
    folder = expand("~")
    return folder if folder.is_absolute() else NOWHERE


def expand(text: str) -> Path:
    """Return a path with `~` or `~user` at its start expanded, where there is such a home."""
    return Path(os.path.expanduser(text))  # noqa: PTH111 - Path's raises without a home


def absolute(path: Path) -> Path:
    """Return a path as an absolute one.

    Raises:
        FileNotFoundError: It is relative to the working folder, which is gone.
    """
    return path.absolute()


def real(path: Path | str) -> Path:
    """Return a path without symbolic links; unchanged if the working folder is gone."""
    try:
        return Path(os.path.realpath(path))
    except FileNotFoundError:
        return Path(path)


def exists(path: Path) -> bool:
    """Tell whether there is something at a path, as far as this user can reach it."""
    return os.path.exists(path)  # noqa: PTH110 - Path's raises where a folder may not be entered


def is_folder(path: Path) -> bool:
    """Tell whether there is a folder at a path, as far as this user can reach it."""
    return os.path.isdir(path)  # noqa: PTH112 - Path's raises where a folder may not be entered


def is_file(path: Path) -> bool:
    """Tell whether there is a file at a path, as far as this user can reach it."""
    return os.path.isfile(path)  # noqa: PTH113 - Path's raises where a folder may not be entered


def is_mount(path: Path) -> bool:
    """Tell whether a file system is mounted at a path."""
    return os.path.ismount(path)


def is_working_folder_gone() -> bool:
    """Tell whether the folder that the program was started in was removed meanwhile."""
    try:
        os.getcwd()  # noqa: PTH109 - only whether it fails
    except FileNotFoundError:
        return True
    return False
