"""The help of the whole program, `bmc --help`: the commands in groups, on one screen of 80x24.

It needs no parser, and of the words only their file, so that it appears immediately.
"""

import os
from collections.abc import Callable, Iterator, Mapping

from bmc_tui.guide.loader import language_codes, read_tables
from bmc_tui.guide.locale import language_of

COMMAND_GROUPS = {
    "canvas": ("open", "list", "new", "use", "rename", "duplicate", "delete", "trash"),
    "notes": ("add", "remove", "move", "edit", "ask", "find"),
    "look": ("show", "review", "diff", "copy"),
    "versions": ("versions", "restore", "undo", "redo"),
    "files": ("export", "import", "merge", "recover"),
    "bmc": ("demo", "help", "config", "doctor", "completion", "man"),
}
"""The commands by the key of their group under `cli.group`, in the order of all help."""

_GROUP_CELLS, _NAME_CELLS, _COLUMN_CELLS = 11, 11, 34
"""The widths, in cells, of a group's name, of a command's name, and of a command with its text."""

_MIN_TWO_COLUMN_CELLS = 79
"""The least width of the terminal, in cells, for two commands on a line."""

Say = Callable[..., str]
"""Returns a message by its key, as `Guide.say`."""


def overview(say: Say) -> str:
    """Return the help of `bmc --help`.

    Args:
        say: Returns a message in the user's language.
    """
    lines = (
        usage(say),
        say("cli.about.bmc"),
        "",
        *_command_lines(say),
        "",
        f"{say('cli.examples')} {'; '.join(say('cli.example.bmc').splitlines())}",
        say("cli.more_help", languages="|".join(language_codes())),
    )
    return "\n".join(lines) + "\n"


def quick_overview(environ: Mapping[str, str]) -> str:
    """Return the same in the language of the environment; "" where a setting may choose another.

    Args:
        environ: The environment.
    """
    from bmc_tui.files.locations import config_file
    from bmc_tui.files.paths import exists

    if exists(config_file(environ)):
        return ""
    tables = read_tables(language_of(environ))

    def say(key: str, **values: str) -> str:
        message = tables
        for name in key.split("."):
            message = message[name]
        return str(message).format(**values)

    return overview(say)


def usage(say: Say) -> str:
    """Return the usage of `bmc` itself."""
    return f"{say('argparse.usage')} bmc [{say('cli.name.command')}] …"


def terminal_columns() -> int:
    """Return the width of the terminal in cells: of `COLUMNS`, else of stdout, else 80."""
    width = os.environ.get("COLUMNS", "")
    if not width.isdecimal() or width == "0":
        try:
            width = str(os.get_terminal_size(1).columns or 80)
        except OSError:
            width = "80"
    return int(width)


def _command_lines(say: Say) -> Iterator[str]:
    """Yield the lines with the commands: two per line next to their group, or one below it."""
    is_wide = terminal_columns() >= _MIN_TWO_COLUMN_CELLS
    for group, names in COMMAND_GROUPS.items():
        heading = say(f"cli.group.{group}")
        cells = [f"{name:<{_NAME_CELLS}}{say(f'cli.short.{name}')}" for name in names]
        if not is_wide:
            yield from (heading, *(f"  {cell}" for cell in cells))
            continue
        for left, right in zip(cells[::2], [*cells[1::2], ""], strict=False):
            yield f"{heading:<{_GROUP_CELLS}}{left:<{_COLUMN_CELLS}} {right}".rstrip()
            heading = ""
