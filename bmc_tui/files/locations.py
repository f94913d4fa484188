"""Says where the program's files are: the data file, those beside it, and the settings."""

import os
import stat
import sys
from collections.abc import Mapping
from pathlib import Path

from bmc_tui.files import paths


def data_file(option: str | None, environ: Mapping[str, str], setting: str = "") -> Path:
    """Return the data file, as an absolute path, without accessing the disk.

    The first of these that is set: `option`, `BMC_FILE`, `setting`, `canvases.json` in the user's
    data folder.

    Args:
        option: The value of `--file`; None when it is not given.
        environ: The environment.
        setting: The value in the settings; "" when they have none.
    """
    if option is None:
        option = environ.get("BMC_FILE") or setting or None
    if option is None:
        return _data_folder() / "canvases.json"
    return paths.absolute(paths.expand(option))


def versions_file(file: Path) -> Path:
    """Return the file with the versions of the canvases in `file`, beside it.

    Args:
        file: The data file; through a symbolic link, the one that it leads to.
    """
    real = paths.real(file)
    return real.with_name(f"{real.stem}.versions{real.suffix}")


def backup_path(path: Path) -> Path:
    """Return the path of the backup of a file: its content before the last save, as `NAME.bak`.

    Args:
        path: The file, not a symbolic link.
    """
    return path.parent / f"{path.name}.bak"


def has_backup(path: Path) -> bool:
    """Tell whether a file has a backup that is not empty.

    Args:
        path: The file, not a symbolic link.
    """
    try:
        backup = backup_path(path).stat()
    except OSError:
        return False
    return stat.S_ISREG(backup.st_mode) and backup.st_size > 0


def copied_text_file() -> Path:
    """Return the file that a copied text is saved in when no clipboard confirms the copy."""
    return _data_folder() / "copied.md"


def copied_page_file(copied_text: Path) -> Path:
    """Return the file that a page copied with its layout is saved in where no clipboard takes it.

    Args:
        copied_text: The file for a copied text.
    """
    return copied_text.with_suffix(".html")


def config_file(environ: Mapping[str, str]) -> Path:
    """Return the file with the settings, as an absolute path, without accessing the disk.

    Args:
        environ: The environment. `BMC_CONFIG` names the file; the default is `config.toml` in the
            user's configuration folder.
    """
    if chosen := environ.get("BMC_CONFIG"):
        return paths.absolute(paths.expand(chosen))
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


def state_folder() -> Path:
    """Return the user's folder for the state of this program, without accessing the disk."""
    base = _xdg_base("XDG_STATE_HOME", ".local/state", os.environ)
    if base is None:
        from platformdirs import user_state_path

        return user_state_path("bmc_tui", appauthor=False)
    return base / "bmc_tui"


def display_folder(folder: Path) -> str:
    """Return a folder as text, with `~` for the user's home."""
    home = str(paths.home())
    text = str(folder)
    return f"~{text.removeprefix(home)}" if text.startswith(f"{home}{os.sep}") else text


def _xdg_base(variable: str, default: str, environ: Mapping[str, str]) -> Path | None:
    """Return a base folder of the XDG specification; None on systems with other conventions.

    On Linux platformdirs returns the same, but importing it takes a tenth of the time of a command.
    (XDG Base Directory Specification 0.8: a path that is not absolute is ignored.)

    Args:
        variable: The environment variable that names the folder.
        default: The folder in the user's home when the variable names none.
        environ: The environment.
    """
    if sys.platform != "linux":
        return None
    base = Path(environ.get(variable, ""))
    return base if base.is_absolute() else paths.home() / default


FileStamp = tuple[int, int, int, int]
"""Device, inode, size in bytes and time of modification in nanoseconds."""


def file_stamp(path: Path) -> FileStamp | None:
    """Return the stamp of a file, which changes with each replacement; None when there is none."""
    try:
        status = path.stat()
    except OSError:  # reading the file reports what is wrong
        return None
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns
