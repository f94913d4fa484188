"""Reading the file with the settings: what it sets, and what is wrong with it."""

import os
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, cast

from bmc_tui.config.settings import Settings
from bmc_tui.files.locations import config_file
from bmc_tui.guide import TellableError, languages
from bmc_tui.model.sanitize import clean

SETTING_NAMES = ("language", "theme", "file", "copy_format", "keys")
"""All settings, in the order in which they are shown."""


class ConfigError(TellableError):
    """Something in the file with the settings, or about it, that is to be told."""


@dataclass(frozen=True)
class Config:
    """What the person has set, and where."""

    path: Path
    """The file; it need not be there."""
    settings: Settings
    """What holds: what the file sets, and for all else what is without it."""
    configured: frozenset[str] = frozenset()
    """The settings that the file sets."""
    problems: tuple[ConfigError, ...] = ()
    """What is wrong with the file, in the order of its lines."""
    text: str = ""
    """What is in the file; empty where it is no TOML."""

    @cached_property
    def _lines(self) -> Mapping[tuple[str, ...], int]:
        """The lines of the file's keys."""
        from bmc_tui.config.toml_lines import key_lines

        return key_lines(self.text)

    def line(self, *path: str) -> int:
        """Return the line that a setting is on.

        Args:
            path: The setting's name, for a key of `keys` followed by the binding's id.
        """
        wanted = ".".join(path)
        return min((at for key, at in self._lines.items() if ".".join(key) == wanted), default=1)

    def error(self, key: str, path: tuple[str, ...], /, **values: object) -> ConfigError:
        """Return the error that tells what is wrong with a setting.

        Args:
            key: The message's name in the catalogue.
            path: The setting, as in `line`.
            values: What else the message says.
        """
        return ConfigError(key, file=clean(str(self.path)), line=self.line(*path), **values)


def load(environ: Mapping[str, str]) -> Config:
    """Return what the person has set. Where there is no file, nothing more is imported for it.

    Args:
        environ: The environment, which may name the file.
    """
    path = config_file(environ)
    shown = clean(str(path))
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        return Config(path, Settings())
    except OSError as error:
        told = ConfigError("config.not_read", file=shown, reason=error)
        return Config(path, Settings(), problems=(told,))
    return _parsed(path, raw)


def _parsed(path: Path, raw: bytes) -> Config:
    """Return what the content of the file sets."""
    import re
    import tomllib

    shown = clean(str(path))
    try:
        text = raw.decode("utf-8-sig")
        data = tomllib.loads(text)
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        told = ConfigError("config.not_utf8", file=shown, line=line)
        return Config(path, Settings(), problems=(told,))
    except (ValueError, RecursionError) as error:  # a number too long, or tables too deep, as well
        place = re.search(r"line (\d+)", str(error))
        line = int(place[1]) if place else text.rstrip().count("\n") + 1
        told = ConfigError("config.not_toml", file=shown, line=line)
        return Config(path, Settings(), problems=(told,))
    return _checked(Config(path, Settings(), text=text), data)


def _checked(config: Config, data: Mapping[str, Any]) -> Config:
    """Return the settings that are right, and what is to be told of the others."""
    problems: list[ConfigError] = []
    values: dict[str, Any] = {}
    for name, value in data.items():
        if name not in SETTING_NAMES:
            shown = clean(name)
            problems.append(
                config.error("config.unknown", (name,), name=shown, candidates=SETTING_NAMES)
            )
        elif name == "keys":
            values["keys"] = _keys(config, value, problems)
        elif not isinstance(value, str) or not value or clean(value) != value:
            problems.append(config.error("config.not_text", (name,), name=name))
        elif (choices := _choices(name)) and value not in choices:
            shown, known = clean(value), tuple(choices)
            problems.append(
                config.error("config.no_choice", (name,), name=name, value=shown, candidates=known)
            )
        else:
            values[name] = value
    if "file" in values:
        # A file beside this one stays that file, wherever the program is started.
        values["file"] = str(config.path.parent / os.path.expanduser(values["file"]))  # noqa: PTH111 - Path's raises for no home
    return Config(
        config.path,
        Settings(**values),
        frozenset(values),
        tuple(sorted(problems, key=lambda error: cast("int", error.values["line"]))),
        config.text,
    )


def _choices(name: str) -> Collection[str]:
    """Return what a setting can be; nothing where it can be any text."""
    if name == "language":
        return languages()
    if name == "theme":
        from bmc_tui.themes.palettes import THEMES

        return THEMES
    if name == "copy_format":
        from bmc_tui.formats import FORMATS

        return tuple(each.name for each in FORMATS.values() if not each.binary)
    return ()


def _keys(
    config: Config, table: object, problems: list[ConfigError]
) -> Mapping[str, tuple[str, ...]]:
    """Return the keys that are set by the id of their binding; what is wrong is complained of."""
    if not isinstance(table, dict):
        problems.append(config.error("config.no_table", ("keys",)))
        return {}
    found: dict[str, tuple[str, ...]] = {}
    for id_, value in _flat(table):
        keys = [value] if isinstance(value, str) else value
        if isinstance(keys, list) and keys and all(isinstance(k, str) and clean(k) for k in keys):
            found[id_] = tuple(clean(key) for key in keys)
        else:
            problems.append(config.error("config.no_keys", ("keys", id_), name=clean(id_)))
    return found


def _flat(table: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, object]]:
    """Yield what is set by the binding's id: TOML takes its dot for a table where it is bare."""
    for name, value in table.items():
        if isinstance(value, dict) and value:
            yield from _flat(value, f"{before}{name}.")
        else:
            yield f"{before}{name}", value
