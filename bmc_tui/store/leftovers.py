"""The half-made files that saves which were killed have left beside a file."""

import os
import re
import time
from contextlib import suppress
from pathlib import Path

_ABANDONED = 300.0
"""Seconds after which a half-made file is nobody's: a save takes far less."""


def sweep(path: Path) -> None:
    """Remove what saves that were killed have left beside a file.

    Args:
        path: The file; through a symbolic link, the file that it leads to.
    """
    path = Path(os.path.realpath(path))
    leftover = re.compile(rf"\.{re.escape(path.name)}\.[0-9a-f]{{8}}\.(tmp|bak)")
    # That it could not be done is no news: the next save tries again.
    with suppress(OSError):
        for other in path.parent.iterdir():
            is_leftover = leftover.fullmatch(other.name)
            if is_leftover and other.lstat().st_mtime < time.time() - _ABANDONED:
                other.unlink()
