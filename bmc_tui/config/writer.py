"""Writing a choice made in the app into the file with the settings, all else in it left alone."""

import os
from collections.abc import Mapping
from pathlib import Path

import tomlkit
from tomlkit.exceptions import TOMLKitError

from bmc_tui.config.config import ConfigError
from bmc_tui.files.export import write_out
from bmc_tui.files.locations import config_file
from bmc_tui.model.sanitize import clean


def save_setting(environ: Mapping[str, str], name: str, value: str) -> None:
    """Set one setting in the file; comments, order and everything else in it stay.

    Args:
        environ: The environment, which may name the file; one that is not there is made.
        name: The setting, one that is a text.
        value: What it is set to.

    Raises:
        ConfigError: It can't be written, or what is there is no TOML: it is left as it was.
    """
    path = config_file(environ)
    shown = clean(str(path))
    try:
        written = _with(path, name, value)
        path.parent.mkdir(parents=True, exist_ok=True)
        write_out(Path(os.path.realpath(path)), written.encode("utf-8"), force=True)
    except OSError as error:
        raise ConfigError("config.not_written", file=shown, reason=error) from error
    except (UnicodeDecodeError, TOMLKitError, RecursionError) as error:
        raise ConfigError("config.left_alone", file=shown) from error


def _with(path: Path, name: str, value: str) -> str:
    """Return the content of the file with a setting in it.

    Raises:
        OSError: It can't be read.
        UnicodeDecodeError: It is no UTF-8.
        TOMLKitError: It is no TOML.
    """
    try:
        document = tomlkit.parse(path.read_bytes().decode("utf-8-sig"))
    except FileNotFoundError:
        document = tomlkit.document()
    document[name] = value
    return document.as_string()
