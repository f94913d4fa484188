"""Writes one setting into the user's TOML file and leaves everything else in it as it is."""

import re
from collections.abc import Callable, Mapping, MutableMapping
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError

from bmc_tui.config.config import KEY_PREFIX, ConfigError
from bmc_tui.files import paths
from bmc_tui.files.export import write_file
from bmc_tui.files.folders import make_folder
from bmc_tui.files.locations import config_file
from bmc_tui.model.sanitize import clean

Value = str | tuple[str, ...]
"""A text, or the keys of a keybinding; "" or () for a setting that is to have its default."""


def save_setting(environ: Mapping[str, str], name: str, value: Value) -> None:
    """Set one setting in the file; comments, order and everything else in it stay.

    A new file has mode 600, a new folder 700; a file that exists keeps its mode.

    Args:
        environ: The environment, which may name the file; a missing file is created.
        name: The name of a setting; of a keybinding, `keys.` and its id.
        value: Its new value.

    Raises:
        ConfigError: The file cannot be written, or is not valid TOML; it is unchanged.
    """
    _write(environ, lambda path: with_setting(path, name, value), force=True)


def create_file(environ: Mapping[str, str], content: str) -> None:
    """Write the file, with the modes that `save_setting` gives it.

    Args:
        environ: The environment, which may name the file.
        content: What is in it.

    Raises:
        ConfigError: It is there already, or cannot be written.
    """
    _write(environ, lambda _: content, force=False)


def with_setting(path: Path, name: str, value: Value) -> str:
    """Return the content of the file with a setting changed, added, or taken away.

    A setting in a comment, as `bmc config --init` writes it, is set on that line.

    Raises:
        OSError: The file cannot be read.
        UnicodeDecodeError: It is not UTF-8.
        TOMLKitError: It is not valid TOML.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        text = ""
    document = tomlkit.parse(text)
    toml_value = value if isinstance(value, str) or len(value) > 1 else "".join(value)
    if name.startswith(KEY_PREFIX):
        if "keys" not in document and value:
            document["keys"] = tomlkit.table()
        _put(document.get("keys", {}), name.removeprefix(KEY_PREFIX), toml_value)
        return document.as_string()
    commented = re.search(rf"^#[ \t]*{name}[ \t]*=.*$", text, re.MULTILINE)
    if value and commented and name not in document and "\n[" not in text[: commented.start()]:
        line = f"{name} = {tomlkit.item(value).as_string()}"
        return f"{text[: commented.start()]}{line}{text[commented.end() :]}"
    _put(document, name, toml_value)
    return document.as_string()


def _put(table: MutableMapping[str, Any], name: str, value: Value) -> None:
    """Set or remove a value in a table, which may have its name as one key or in nested tables."""
    first, _, rest = name.partition(".")
    if name not in table and rest and isinstance(inner := table.get(first), MutableMapping):
        _put(inner, rest, value)
    elif value:
        table[name] = list(value) if isinstance(value, tuple) else value
    else:
        table.pop(name, None)


def _write(environ: Mapping[str, str], content: Callable[[Path], str], *, force: bool) -> None:
    """Write the file, whose content a function returns; see `save_setting`."""
    file = clean(environ.get("BMC_CONFIG", ""))
    try:
        path = config_file(environ)
        file = clean(str(path))
        raw = content(path).encode("utf-8")
        real = paths.real(path)
        make_folder(real.parent)
        write_file(real, raw, force=force, mode=0o600)
    except FileExistsError as error:
        raise ConfigError("config.exists", file=file) from error
    except OSError as error:
        raise ConfigError("config.not_written", file=file, reason=error) from error
    except (UnicodeDecodeError, TOMLKitError, RecursionError) as error:
        raise ConfigError("config.left_alone", file=file) from error
