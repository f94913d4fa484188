"""The command that shows the settings in force, and where each of them is set."""

import os
from argparse import Namespace
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bmc_tui.cli.output import table, to_json
from bmc_tui.config import Config
from bmc_tui.config.config import SETTING_NAMES
from bmc_tui.files import paths
from bmc_tui.guide import Guide, language_variable
from bmc_tui.model.sanitize import clean
from bmc_tui.store import Shelf
from bmc_tui.themes.palettes import DARK, select_palette


@dataclass(frozen=True, slots=True)
class _Setting:
    """A setting in force."""

    name: str
    """Its name in the file; of a keybinding, `keys.` and the binding's id."""
    value: str | tuple[str, ...]
    """Its value; of a keybinding, the keys."""
    origin: str
    """What sets it: `option`, `environment`, `file` or `default`."""
    origin_name: str = ""
    """The name of that option or environment variable."""
    line: int | None = None
    """The line in the file."""


def config_command(args: Namespace, guide: Guide, shelf: Shelf) -> str:
    """Return the settings in force: as a table, as JSON, or only the path of their file."""
    if args.path:
        return f"{clean(str(args.config.path))}\n"
    settings = list(_settings_in_force(args, guide, shelf))
    return (_json if args.json else _text)(args.config, settings, guide)


def _settings_in_force(args: Namespace, guide: Guide, shelf: Shelf) -> Iterator[_Setting]:
    """Yield every setting, in the order of `SETTING_NAMES`, then the keybindings of the file."""
    config = args.config
    theme = select_palette(config.settings.theme, os.environ).name
    values = {
        "language": guide.language,
        "theme": theme,
        "file": str(shelf.path),
        "copy_format": config.settings.copy_format,
        "copy_notes": config.settings.copy_notes,
        "author": config.settings.author,
    }
    overrides = dict(_overrides(args, theme))
    for name in SETTING_NAMES:
        if name in overrides:
            yield _Setting(name, values[name], *overrides[name])
        elif name in values and name in config.configured:
            yield _Setting(name, values[name], "file", line=config.line(name))
        elif name in values:
            yield _Setting(name, values[name], "default")
    for id_, keys in config.settings.keys.items():
        yield _Setting(f"keys.{id_}", keys, "file", line=config.line("keys", id_))


def _overrides(args: Namespace, theme: str) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield the settings that something else than the file sets, with its origin and origin name.

    Args:
        args: The parsed arguments.
        theme: The name of the theme in force.
    """
    config: Config = args.config
    variable = "" if "language" in config.configured else language_variable(os.environ)[0]
    if args.lang:
        yield "language", ("option", "--lang")
    elif variable:
        yield "language", ("environment", variable)
    if args.file:
        yield "file", ("option", "--file")
    elif os.environ.get("BMC_FILE"):
        yield "file", ("environment", "BMC_FILE")
    if theme != (config.settings.theme or DARK.name):
        yield "theme", ("environment", "NO_COLOR" if os.environ.get("NO_COLOR") else "TERM")


def _text(config: Config, settings: Sequence[_Setting], guide: Guide) -> str:
    """Return the path of the file, the settings as a table, and the mistakes in the file."""
    key = "config.file" if paths.exists(config.path) else "config.no_file"
    heading = guide.say(key, file=clean(str(config.path)))
    rows = []
    for setting in settings:
        value = setting.value if isinstance(setting.value, str) else ", ".join(setting.value)
        origin_key = f"config.from.{setting.origin}"
        origin = guide.say(origin_key, where=setting.origin_name, line=setting.line)
        rows.append((setting.name, clean(value) or "–", origin))
    mistakes = "".join(f"{guide.error_message(error)}\n" for error in config.problems)
    return f"{heading}\n\n{table(rows)}" + (f"\n{mistakes}" if mistakes else "")


def _json(config: Config, settings: Sequence[_Setting], guide: Guide) -> str:
    """Return the same as JSON."""
    return to_json(
        {
            "path": str(config.path),
            "settings": [
                {
                    "name": setting.name,
                    "value": setting.value,
                    "from": setting.origin,
                    "where": setting.origin_name or None,
                    "line": setting.line,
                }
                for setting in settings
            ],
            "complaints": [
                {"line": error.values.get("line"), "text": guide.error_message(error)}
                for error in config.problems
            ],
        }
    )
