"""Which files the program writes."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path


def data_file(option: str | None, environ: Mapping[str, str], setting: str = "") -> Path:
    """Return the file to use, as an absolute path. Nothing is looked up or made on the disk.

    Args:
        option: What `--file` gave; it comes first.
        environ: The environment: `BMC_FILE` comes next.
        setting: What the person has set for good, if anything; the last is the user's data folder.
    """
    chosen = environ.get("BMC_FILE") or setting or None if option is None else option
    if chosen is None:
        return _folder() / "canvases.json"
    return Path(os.path.expanduser(chosen)).absolute()  # noqa: PTH111 - Path's raises for no home


def versions_file(file: Path) -> Path:
    """Return the file with the versions of the canvases in `file`: it lies beside it.

    Args:
        file: The data file; through a symbolic link, the one that it leads to.
    """
    real = Path(os.path.realpath(file))
    return real.with_name(f"{real.stem}.versions{real.suffix}")


def copied_file() -> Path:
    """Return the file for a copied text that no clipboard is known to have."""
    return _folder() / "copied.md"


def _folder() -> Path:
    """Return the user's data folder for this program."""
    if sys.platform == "linux":
        # As platformdirs has it too, whose import takes a tenth of what a command takes
        # (XDG Base Directory Specification 0.8: a path that is not absolute is none).
        base = Path(os.environ.get("XDG_DATA_HOME", ""))
        return (base if base.is_absolute() else Path.home() / ".local/share") / "bmc_tui"
    from platformdirs import user_data_path  # noqa: PLC0415 - only where no file is named

    return user_data_path("bmc_tui", appauthor=False)


Version = tuple[int, int, int, int]


def version_of(path: Path) -> Version | None:
    """Return what tells one version of a file from another, or None when it is not there."""
    try:
        found = path.stat()
    except OSError:  # what is wrong, reading tells
        return None
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns
