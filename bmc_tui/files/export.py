"""Files that are written for a person, where they asked for them: whole or not at all."""

import os
import re
from pathlib import Path

from bmc_tui.files.atomic import replace
from bmc_tui.model.sanitize import clean

_NO_NAME = re.compile(r'[\\/:*?"<>|]+')
"""What some system has no place for in a file's name."""

_LONGEST = 120
"""Bytes of a name: half of what file systems take, which leaves room for what is put behind it."""


class NoFileError(OSError):
    """What has the name is no file but a folder, a device or a pipe."""


def write_out(path: Path, raw: bytes, *, force: bool = False) -> None:
    """Write a file, whole or not at all.

    Args:
        path: The file; a link stays one, and what it leads to is written.
        raw: The content.
        force: Whether what is there may be replaced.

    Raises:
        FileExistsError: There is one already, and it may not be replaced. It is untouched.
        NoFileError: There is something else than a file.
        OSError: It can't be written; what was there still is.
    """
    if os.path.lexists(path):
        if path.exists() and not path.is_file():
            raise NoFileError
        if not force:
            raise FileExistsError
    replace(Path(os.path.realpath(path)), raw, mode=0o666)


def name_for(title: str, suffix: str) -> str:
    """Return a name for a file that has to do with a canvas.

    Args:
        title: The canvas's title, or what stands for it.
        suffix: What the name is to end in.
    """
    name = _NO_NAME.sub("-", clean(title)).strip(". -")
    short = name.encode("utf-8")[:_LONGEST].decode("utf-8", "ignore").rstrip()
    return f"{short or 'canvas'}{suffix}"
