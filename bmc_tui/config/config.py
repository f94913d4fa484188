"""Reads and checks the file with the user's settings."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, cast

from bmc_tui.config.settings import CLEAN, DRAWN, PLAIN, TYPED, Settings
from bmc_tui.files import paths
from bmc_tui.files.locations import config_file
from bmc_tui.guide import ReportableError, languages
from bmc_tui.model.canvas import Canvas, Particulars
from bmc_tui.model.sanitize import clean

SETTING_NAMES = (
    "language",
    "theme",
    "lines",
    "file",
    "copy_format",
    "copy_notes",
    "author",
    "keys",
)
"""The names of all settings, in the order in which they are shown."""

KEY_PREFIX = "keys."
"""Begins the full name of a keybinding's setting; its id follows."""


class ConfigError(ReportableError):
    """A problem with the file of the settings, or with a setting in it."""


@dataclass(frozen=True)
class Config:
    """The user's settings, and the file they come from."""

    path: Path
    """The file, which may not exist."""
    settings: Settings
    """The valid settings in the file, and the defaults of the rest."""
    configured: frozenset[str] = frozenset()
    """The names of the valid settings in the file."""
    problems: tuple[ConfigError, ...] = ()
    """The problems of the file, in the order of its lines."""
    text: str = ""
    """The content of the file; "" where it is not valid TOML."""

    @cached_property
    def _lines(self) -> Mapping[tuple[str, ...], int]:
        """The line of each key in the file, from 1."""
        from bmc_tui.config.toml_lines import key_lines

        return key_lines(self.text)

    def line(self, *path: str) -> int:
        """Return the line of a setting in the file, from 1; 1 when it is not there.

        Args:
            path: The setting's name; for a keybinding, `keys` and the binding's id.
        """
        # `canvas.copy = …` without quotes is a key in a table in TOML: compare the joined names.
        name = ".".join(path)
        return min((line for key, line in self._lines.items() if ".".join(key) == name), default=1)

    def error(self, key: str, path: tuple[str, ...], /, **values: object) -> ConfigError:
        """Return the error for a problem with a setting, with the file and the line.

        Args:
            key: The key of the message in the catalogue.
            path: The setting, as `line` takes it.
            values: The values of the message's other placeholders.
        """
        return ConfigError(key, file=clean(str(self.path)), line=self.line(*path), **values)


def with_author(canvas: Canvas, config: Config) -> Canvas:
    """Return a new canvas with the author from the settings, unless it already names one."""
    return canvas.with_missing_particulars(Particulars(by_whom=config.settings.author))


def load(environ: Mapping[str, str]) -> Config:
    """Return the user's settings; problems are in the result, not raised.

    Without a file, no TOML parser is imported.

    Args:
        environ: The environment, which may name the file.
    """
    try:
        path = config_file(environ)
    except FileNotFoundError:  # it is relative to a working folder that is gone
        return Config(paths.NOWHERE, Settings())
    try:
        raw = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return Config(path, Settings())
    except OSError as error:
        return _unusable(path, "config.not_read", reason=error)
    return parse(path, raw)


def parse(path: Path, raw: bytes) -> Config:
    """Return the settings in a file with this content; problems are in the result, not raised."""
    import re
    import tomllib

    try:
        text = raw.decode("utf-8-sig")
        data = tomllib.loads(text)
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return _unusable(path, "config.not_utf8", line=line)
    except (ValueError, RecursionError) as error:  # also: a number too long, tables too deep
        position = re.search(r"line (\d+)", str(error))
        line = int(position[1]) if position else text.rstrip().count("\n") + 1
        return _unusable(path, "config.not_toml", line=line)
    return _checked(Config(path, Settings(), text=text), data)


def _unusable(path: Path, key: str, /, **values: object) -> Config:
    """Return the default settings, with the problem that makes the whole file unusable.

    Args:
        path: The file.
        key: The key of the message in the catalogue.
        values: The values of the message's placeholders other than `file`.
    """
    problem = ConfigError(key, file=clean(str(path)), **values)
    return Config(path, Settings(), problems=(problem,))


def _checked(config: Config, data: Mapping[str, Any]) -> Config:
    """Return `config` with the valid settings, and a problem for each invalid one."""
    problems: list[ConfigError] = []
    values: dict[str, Any] = {}
    for name, value in data.items():
        if name not in SETTING_NAMES:
            problem = config.error(
                "config.unknown", (name,), name=clean(name), candidates=SETTING_NAMES
            )
            problems.append(problem)
        elif name == "keys":
            values["keys"] = _checked_keys(config, value, problems)
        elif not isinstance(value, str) or not value or clean(value) != value:
            problems.append(config.error("config.not_text", (name,), name=name))
        elif (allowed := choices(name)) and value not in allowed:
            problem = config.error(
                "config.no_choice",
                (name,),
                name=name,
                value=clean(value),
                candidates=tuple(allowed),
            )
            problems.append(problem)
        else:
            values[name] = value
    if "file" in values:
        # A relative path is relative to the folder of the settings, not to the current one.
        values["file"] = str(config.path.parent / paths.expand(values["file"]))
    return Config(
        config.path,
        Settings(**values),
        frozenset(values),
        tuple(sorted(problems, key=lambda problem: cast("int", problem.values["line"]))),
        config.text,
    )


def choices(name: str) -> Collection[str]:
    """Return the values that a setting can have; () when it can be any text."""
    if name == "language":
        return languages()
    if name == "theme":
        from bmc_tui.themes.palettes import THEMES

        return THEMES
    if name == "copy_format":
        from bmc_tui.formats import FORMATS

        return tuple(format_.name for format_ in FORMATS.values() if not format_.binary)
    if name == "copy_notes":
        return TYPED, CLEAN
    if name == "lines":
        return DRAWN, PLAIN
    return ()


def _checked_keys(
    config: Config, table: object, problems: list[ConfigError]
) -> Mapping[str, tuple[str, ...]]:
    """Return the keys of each rebound keybinding by its id; add a problem for each invalid one."""
    if not isinstance(table, dict):
        problems.append(config.error("config.no_table", ("keys",)))
        return {}
    keys_by_id: dict[str, tuple[str, ...]] = {}
    for id_, value in _rebindings(table):
        keys = [value] if isinstance(value, str) else value
        if isinstance(keys, list) and keys and all(isinstance(k, str) and clean(k) for k in keys):
            keys_by_id[id_] = tuple(clean(key) for key in keys)
        else:
            problems.append(config.error("config.no_keys", ("keys", id_), name=clean(id_)))
    return keys_by_id


def _rebindings(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, object]]:
    """Yield the id and the value of each keybinding.

    TOML parses an unquoted `canvas.copy` as the key `copy` in a table `canvas`; the id is rejoined.
    """
    for name, value in table.items():
        if isinstance(value, dict) and value:
            yield from _rebindings(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", value
