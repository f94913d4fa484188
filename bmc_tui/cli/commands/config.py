"""The command that shows the settings in force and where each is set, and changes them."""

import os
from argparse import Namespace
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bmc_tui.cli.errors import CommandError, UsageError
from bmc_tui.cli.output import table, to_json
from bmc_tui.config import Config, ConfigError, load
from bmc_tui.config.config import KEY_PREFIX, SETTING_NAMES, parse
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
    """Change a setting, write a file to start from, or return the settings in force.

    They are a table, JSON, or only the path of their file.

    Raises:
        UsageError: There is no setting or no value to set.
        CommandError: The setting cannot have the value.
        ConfigError: The file cannot be written, or is there already.
    """
    if args.path:
        return f"{clean(str(args.config.path))}\n"
    if args.init:
        return _init(args.config, guide)
    if args.action:
        return _set(args, guide, shelf)
    args.config = with_checked_keys(args.config)
    settings = list(_settings_in_force(args, guide, shelf))
    return (_json if args.json else _text)(args.config, settings, guide)


def _settings_in_force(args: Namespace, guide: Guide, shelf: Shelf) -> Iterator[_Setting]:
    """Yield every setting, in the order of `SETTING_NAMES`, then the keybindings of the file."""
    config = args.config
    theme = select_palette(config.settings.theme, os.environ).name
    own = {name: getattr(config.settings, name) for name in SETTING_NAMES if name != "keys"}
    values = {**own, "language": guide.language, "theme": theme, "file": str(shelf.path)}
    overrides = dict(_overrides(args, theme))
    for name in SETTING_NAMES:
        if name in overrides:
            yield _Setting(name, values[name], *overrides[name])
        elif name in values and name in config.configured:
            yield _Setting(name, values[name], "file", line=config.line(name))
        elif name in values:
            yield _Setting(name, values[name], "default")
    for id_, keys in config.settings.keys.items():
        yield _Setting(f"{KEY_PREFIX}{id_}", keys, "file", line=config.line("keys", id_))


def _init(config: Config, guide: Guide) -> str:
    """Write a file with every setting in a comment, and report it.

    Raises:
        ConfigError: It is there already, or cannot be written.
    """
    from bmc_tui.config.template import template
    from bmc_tui.config.writer import create_file

    create_file(os.environ, template(guide))
    return guide.say("config.made", file=clean(str(config.path))) + "\n"


def _set(args: Namespace, guide: Guide, shelf: Shelf) -> str:
    """Set a setting in the file, and report it, and what overrides it.

    Raises:
        UsageError: There is no setting or no value.
        CommandError: The setting cannot have the value; the file is unchanged.
        ConfigError: The file cannot be written.
    """
    from bmc_tui.config.writer import save_setting

    if args.setting is None or not args.value:
        raise UsageError("config.set_how")
    name = args.setting
    is_key = name.startswith(KEY_PREFIX)
    value = tuple(filter(None, args.value)) if is_key else " ".join(args.value)
    if problem := _first_problem(args.config, name, value):
        raise CommandError("config.not_set", reason=_without_place(problem, guide))
    save_setting(os.environ, name, value)
    args.config = with_checked_keys(load(os.environ))
    settings = {setting.name: setting for setting in _settings_in_force(args, guide, shelf)}
    file = clean(str(args.config.path))
    if not value:
        return guide.say("config.unset", name=name, file=file) + "\n"
    shown = ", ".join(value) if isinstance(value, tuple) else value
    lines = [guide.say("config.set", name=name, value=clean(shown), file=file)]
    if settings[name].origin != "file":
        lines.append(guide.say("config.overridden", where=settings[name].origin_name))
    return "\n".join(lines) + "\n"


def _first_problem(config: Config, name: str, value: str | tuple[str, ...]) -> ConfigError | None:
    """Return the problem that setting a value would add to the file; None if it adds none.

    Args:
        config: The settings.
        name: The setting's name, as in `save_setting`.
        value: Its value.
    """
    from bmc_tui.config.writer import with_setting

    try:
        text = with_setting(config.path, name, value)
    except (OSError, ValueError):  # the write that follows reports it
        return None
    former = with_checked_keys(config).problems
    known = {(problem.key, problem.values.get("name")) for problem in former}
    checked = with_checked_keys(parse(config.path, text.encode("utf-8")))
    own = name.removeprefix(KEY_PREFIX)
    for problem in checked.problems:
        of = problem.values.get("name")
        if of == own or (problem.key, of) not in known:
            return problem
    return None


def _without_place(problem: ConfigError, guide: Guide) -> str:
    """Return the message of a problem without file and line: that line is not written."""
    line = guide.say("config.from.file", line=problem.values.get("line"))
    return guide.error_message(problem).removeprefix(f"{problem.values.get('file')}, {line}: ")


def with_checked_keys(config: Config) -> Config:
    """Return the settings with those keys that the app takes, and the problems of the others.

    Only with keys in the file, since it imports the whole app.
    """
    if not config.settings.keys:
        return config
    from bmc_tui.ui.keys.keymap import validate_keys

    checked = validate_keys(config)
    valid = checked.settings.keys
    keys = {id_: names for id_, names in config.settings.keys.items() if id_ in valid}
    return replace(checked, settings=replace(config.settings, keys=keys))


def _overrides(args: Namespace, theme: str) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield the settings that are not set by the file, each with its origin and the origin's name.

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
