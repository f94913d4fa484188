"""Writes one setting into the user's TOML file and leaves everything else in it as it is."""

from collections.abc import Mapping
from pathlib import Path

import tomlkit
from tomlkit.exceptions import TOMLKitError

from bmc_tui.config.config import ConfigError
from bmc_tui.files import paths
from bmc_tui.files.export import write_file
from bmc_tui.files.folders import make_folder
from bmc_tui.files.locations import config_file
from bmc_tui.model.sanitize import clean


def save_setting(environ: Mapping[str, str], name: str, value: str) -> None:
    """Set one setting in the file; comments, order and everything else in it stay.

    A new file has mode 600, a new folder 700; a file that exists keeps its mode.

    Args:
        environ: The environment, which may name the file; a missing file is created.
        name: The name of a setting whose value is a string.
        value: Its new value.

    Raises:
        ConfigError: The file cannot be written, or is not valid TOML; it is unchanged.
    """
    file = clean(environ.get("BMC_CONFIG", ""))
    try:
        path = config_file(environ)
        file = clean(str(path))
        content = _with_setting(path, name, value)
        real = paths.real(path)
        make_folder(real.parent)
        write_file(real, content.encode("utf-8"), force=True, mode=0o600)
    except OSError as error:
        raise ConfigError("config.not_written", file=file, reason=error) from error
    except (UnicodeDecodeError, TOMLKitError, RecursionError) as error:
        raise ConfigError("config.left_alone", file=file) from error


def _with_setting(path: Path, name: str, value: str) -> str:
    """Return the content of the file with the setting changed or added.

    Raises:
        OSError: The file cannot be read.
        UnicodeDecodeError: It is not UTF-8.
        TOMLKitError: It is not valid TOML.
    """
    try:
        document = tomlkit.parse(path.read_bytes().decode("utf-8-sig"))
    except FileNotFoundError:
        document = tomlkit.document()
    document[name] = value
    return document.as_string()
