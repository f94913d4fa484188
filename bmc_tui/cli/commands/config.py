"""The command that shows what is set, and where each setting comes from."""

import os
from argparse import Namespace
from collections.abc import Iterator
from dataclasses import dataclass

from bmc_tui.config import Config
from bmc_tui.config.config import SETTING_NAMES
from bmc_tui.guide import Guide, locale_of
from bmc_tui.model.sanitize import clean
from bmc_tui.store import Shelf
from bmc_tui.themes.palettes import DARK, select_palette


@dataclass(frozen=True, slots=True)
class InForce:
    """A setting as it holds."""

    name: str
    """Its name; for a key `keys.` and the binding's id."""
    value: str | tuple[str, ...]
    origin: str
    """Where it comes from: `option`, `environment`, `file` or `default`."""
    where: str = ""
    """The option or the variable."""
    line: int | None = None
    """The line in the file."""


def config(args: Namespace, guide: Guide, shelf: Shelf) -> str:
    """Return what is in force and from where: as text, as JSON, or only the file's path."""
    if args.path:
        return f"{clean(str(args.config.path))}\n"
    found = list(_in_force(args, guide, shelf))
    return _json(args.config, found, guide) if args.json else _text(args.config, found, guide)


def _in_force(args: Namespace, guide: Guide, shelf: Shelf) -> Iterator[InForce]:
    """Yield every setting, in the order of `NAMES`."""
    config, settings = args.config, args.config.settings
    overruled = {}
    variable = "" if "language" in config.configured else locale_of(os.environ)[0]
    if args.lang:
        overruled["language"] = InForce("language", guide.language, "option", "--lang")
    elif variable:
        overruled["language"] = InForce("language", guide.language, "environment", variable)
    if args.file:
        overruled["file"] = InForce("file", str(shelf.path), "option", "--file")
    elif os.environ.get("BMC_FILE"):
        overruled["file"] = InForce("file", str(shelf.path), "environment", "BMC_FILE")
    theme = select_palette(settings.theme, os.environ).name
    if theme != (settings.theme or DARK.name):
        variable = "NO_COLOR" if os.environ.get("NO_COLOR") else "TERM"
        overruled["theme"] = InForce("theme", theme, "environment", variable)
    values = {
        "language": guide.language,
        "theme": theme,
        "file": str(shelf.path),
        "copy_format": settings.copy_format,
    }
    for name in SETTING_NAMES:
        if name in overruled:
            yield overruled[name]
        elif name in values and name in config.configured:
            yield InForce(name, values[name], "file", line=config.line(name))
        elif name in values:
            yield InForce(name, values[name], "default")
    for id_, keys in settings.keys.items():
        yield InForce(f"keys.{id_}", keys, "file", line=config.line("keys", id_))


def _text(config: Config, found: list[InForce], guide: Guide) -> str:
    """Return it to read: the file, a line each setting, and what is wrong with the file."""
    key = "config.file" if config.path.exists() else "config.no_file"
    lines = [guide.say(key, file=clean(str(config.path))), ""]
    values = [
        each.value if isinstance(each.value, str) else ", ".join(each.value) for each in found
    ]
    name_width = max(len(each.name) for each in found)
    value_width = max(map(len, values))
    for each, value in zip(found, values, strict=True):
        origin = guide.say(f"config.from.{each.origin}", where=each.where, line=each.line)
        lines.append(f"{each.name:<{name_width}}  {clean(value):<{value_width}}  {origin}")
    if config.problems:
        lines += ["", *map(guide.tell, config.problems)]
    return "".join(f"{line}\n" for line in lines)


def _json(config: Config, found: list[InForce], guide: Guide) -> str:
    """Return it for a program."""
    import json

    settings = [
        {
            "name": each.name,
            "value": each.value,
            "from": each.origin,
            "where": each.where or None,
            "line": each.line,
        }
        for each in found
    ]
    problems = [
        {"line": error.values.get("line"), "text": guide.tell(error)} for error in config.problems
    ]
    shown = {"path": str(config.path), "settings": settings, "problems": problems}
    # Only ASCII: it is valid JSON in whatever encoding it is read.
    return json.dumps(shown, indent=1) + "\n"
