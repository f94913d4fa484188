"""Where the program's files are: the canvases, what lies beside them, and the settings."""

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
        return _data_folder() / "canvases.json"
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
    return _data_folder() / "copied.md"


def config_file(environ: Mapping[str, str]) -> Path:
    """Return the file with the settings, as an absolute path. Nothing is looked up on the disk.

    Args:
        environ: The environment: `BMC_CONFIG` names the file, else it is in the user's folder
            for configuration.
    """
    if chosen := environ.get("BMC_CONFIG"):
        return Path(os.path.expanduser(chosen)).absolute()  # noqa: PTH111 - Path's raises for no home
    base = _xdg_base("XDG_CONFIG_HOME", ".config", environ)
    if base is None:
        from platformdirs import user_config_path

        return user_config_path("bmc", appauthor=False) / "config.toml"
    return base / "bmc" / "config.toml"


def _data_folder() -> Path:
    """Return the user's data folder for this program."""
    base = _xdg_base("XDG_DATA_HOME", ".local/share", os.environ)
    if base is None:
        from platformdirs import user_data_path

        return user_data_path("bmc_tui", appauthor=False)
    return base / "bmc_tui"


def _xdg_base(variable: str, default: str, environ: Mapping[str, str]) -> Path | None:
    """Return a base folder by the XDG specification; None where the system has another rule.

    On Linux platformdirs gives the same, but its import takes a tenth of what a command takes
    (XDG Base Directory Specification 0.8: a path that is not absolute does not count).

    Args:
        variable: The environment variable that names the folder.
        default: The folder below the user's home where the variable names none.
        environ: The environment.
    """
    if sys.platform != "linux":
        return None
    base = Path(environ.get(variable, ""))
    return base if base.is_absolute() else Path.home() / default


FileStamp = tuple[int, int, int, int]


def file_stamp(path: Path) -> FileStamp | None:
    """Return what tells one version of a file from another, or None when it is not there."""
    try:
        found = path.stat()
    except OSError:  # what is wrong, reading tells
        return None
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns
