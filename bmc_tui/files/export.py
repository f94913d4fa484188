"""Writes the files that the user asks for, atomically; replaces an existing one only on request."""

import os
import re
from pathlib import Path

from bmc_tui.files import paths
from bmc_tui.files.atomic import replace
from bmc_tui.files.own_files import OwnFiles
from bmc_tui.model.sanitize import clean

_UNSAFE_CHARACTERS = re.compile(r'[\\/:*?"<>|]+')
"""Characters that a file name can't have on at least one system."""

_RESERVED_NAME = re.compile(r"(?:con|prn|aux|nul|(?:com|lpt)[0-9])(?=\.|$)", re.IGNORECASE)
"""The start of a name that is that of a device in Windows, whatever suffix it has."""

_MAX_NAME_BYTES = 120
"""About half of the 255 bytes that file systems allow, to leave room for suffixes."""


class NotAFileError(OSError):
    """The path is that of a folder, a device or a pipe."""


class OwnFileError(OSError):
    """The path is that of one of the program's own files."""


def write_file(
    path: Path,
    raw: bytes,
    *,
    force: bool = False,
    mode: int | None = None,
    own_files: OwnFiles | None = None,
) -> None:
    """Write a file atomically.

    Args:
        path: The file; a symbolic link stays one, and the file that it leads to is written.
        raw: The content.
        force: Whether to replace a file that exists.
        mode: The permissions of a new file, under any umask; None for those of any new file.
        own_files: The files that are never written, whatever `force` says.

    Raises:
        OwnFileError: The file is one of `own_files`.
        FileExistsError: The file exists, and `force` is not set.
        NotAFileError: The path is that of a folder, a device or a pipe.
        OSError: The file can't be written; one that exists is unchanged.
    """
    if own_files and own_files.contain(path):
        raise OwnFileError
    if os.path.lexists(path):
        if paths.exists(path) and not paths.is_file(path):
            raise NotAFileError
        if not force:
            raise FileExistsError
    replace(paths.real(path), raw, mode=mode)


def file_name_for(title: str, suffix: str) -> str:
    """Return the name for the file of a canvas.

    Args:
        title: The canvas's title, or a text to use instead.
        suffix: The end of the name, such as `.md`.
    """
    name = _UNSAFE_CHARACTERS.sub("-", clean(title)).strip(". -")
    name = _RESERVED_NAME.sub(r"\g<0>-", name)
    short = name.encode("utf-8")[:_MAX_NAME_BYTES].decode("utf-8", "ignore").rstrip()
    return f"{short or 'canvas'}{suffix}"
