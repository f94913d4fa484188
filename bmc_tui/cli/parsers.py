"""Argparse's parsers of what the commands take, in a person's language, and what they tell."""

import argparse
import os
from collections.abc import Callable, Sequence
from typing import Any, NoReturn

from bmc_tui import __version__
from bmc_tui.cli.arguments import ARGUMENTS, GENERAL, NAMES, Argument
from bmc_tui.guide import Guide, languages
from bmc_tui.model.sanitize import clean

WORDS = {
    "usage: ": "argparse.usage",
    "positional arguments": "argparse.positional",
    "options": "argparse.options",
    "show this help message and exit": "argparse.help",
    "argument %(argument_name)s: %(message)s": "argparse.argument",
    "unrecognized arguments: %s": "argparse.unrecognized",
    "the following arguments are required: %s": "argparse.required",
    "expected one argument": "argparse.expected_one",
    "ignored explicit argument %r": "argparse.ignored",
    "not allowed with argument %s": "argparse.not_allowed",
    "invalid choice: %(value)r (choose from %(choices)s)": "argparse.choice",
}
"""The words of argparse's own that can be met here, as it asks gettext for them."""

_TITLED = ("--example",)
"""The options with which a new canvas has a title of its own."""

_NO_OPTION = "\0"
"""Before what is no option, whatever it starts with: nothing that can be typed."""

_NARROW = 78
"""Columns under which the overview has one command a line instead of two."""


class MisunderstoodError(Exception):
    """What was typed is no command, or not what a command takes.

    Args:
        lines: What a person is told: the usage, and what is wrong.
    """

    def __init__(self, *lines: str) -> None:
        super().__init__(*lines)
        self.lines = lines


class _Formatter(argparse.HelpFormatter):
    """The layout of help. Argparse's own takes the width from a module that is slow to import."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=columns() - 2)

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        """Leave lines that are indented as they are, and break the others."""
        from textwrap import fill

        lines = text.splitlines()
        return "\n".join(
            line if line.startswith(" ") else fill(line, width, initial_indent=indent)
            for line in lines
        )


class Parser(argparse.ArgumentParser):
    """A parser whose errors are the program's to tell."""

    def understand(self, arguments: Sequence[str]) -> argparse.Namespace:
        """Return what was typed behind a command; options may stand anywhere before `--`.

        Raises:
            MisunderstoodError: It is not what the command takes.
        """
        known = list(arguments)
        if "--" in known:
            # Argparse loses what `--` says where options may stand anywhere.
            at = known.index("--")
            known[at:] = [_NO_OPTION + each for each in known[at + 1 :]]
        args = self.parse_intermixed_args(known)
        for name, value in vars(args).items():
            if isinstance(value, str):
                setattr(args, name, value.removeprefix(_NO_OPTION))
            elif isinstance(value, list):
                setattr(args, name, [each.removeprefix(_NO_OPTION) for each in value])
        return args

    def error(self, message: str) -> NoReturn:
        """Say what is wrong, under the right usage.

        Raises:
            MisunderstoodError: Always.
        """
        raise MisunderstoodError(self.format_usage().rstrip(), f"{self.prog}: {message}")


def columns() -> int:
    """Return how wide the terminal is."""
    width = os.environ.get("COLUMNS", "")
    if not width.isdecimal() or width == "0":
        try:
            width = str(os.get_terminal_size(1).columns or 80)
        except OSError:
            width = "80"
    return int(width)


def speak(guide: Guide) -> None:
    """Have argparse's own words in the guide's language; what is not known stays as it is."""

    def translated(text: str) -> str:
        key = WORDS.get(text)
        return guide.say(key) + text[len(text.rstrip()) :] if key else text

    argparse._ = translated  # type: ignore[attr-defined] # where argparse has gettext


def overview(guide: Guide) -> str:
    """Return the help on the program as a whole, which fits on one screen.

    Args:
        guide: The language.
    """
    say = guide.say
    cells = [f"{name:<11}{say(f'cli.short.{name}')}" for name in NAMES]
    if columns() >= _NARROW:
        half = (len(cells) + 1) // 2
        pairs = zip(cells[:half], [*cells[half:], ""][:half], strict=True)
        cells = [f"{left:<38} {right}".rstrip() for left, right in pairs]
    lines = (
        f"{say('argparse.usage')} bmc [{say('cli.name.command')}] …",
        say("cli.about.bmc"),
        "",
        *(f"  {cell}" for cell in cells),
        "",
        say("cli.examples"),
        *(f"  {line}" for line in say("cli.example.bmc").splitlines()),
        "",
        say("cli.more_help", languages="|".join(languages())),
    )
    return "\n".join(lines) + "\n"


def unknown_command(name: str, guide: Guide) -> MisunderstoodError:
    """Return the error that says which commands there are instead."""
    told = guide.say("cli.unknown_command", text=name, candidates=", ".join(NAMES))
    usage = f"{guide.say('argparse.usage')} bmc [{guide.say('cli.name.command')}] …"
    return MisunderstoodError(usage, f"bmc: {clean(told)}")


def parser(command: str, guide: Guide, arguments: Sequence[str] = ()) -> Parser:
    """Return the parser of one command.

    Args:
        command: One of `NAMES`.
        guide: The language.
        arguments: What was typed behind the command: a new canvas needs a title only where it
            does not come with one.
    """
    made = Parser(**_frame(command, guide))
    _fill(made, command, guide, needs_title=not any(value_of(arguments, each) for each in _TITLED))
    return made


def tree(guide: Guide, offer: Callable[[argparse.Action, Argument], None]) -> Parser:
    """Return one parser of the whole program, with one beneath it for each command.

    Args:
        guide: The language.
        offer: Called with all that can be typed, and what there is to know of it.
    """
    root = Parser("bmc", add_help=False, allow_abbrev=False)
    commands = root.add_subparsers()
    for name in NAMES:
        made = commands.add_parser(name, help=guide.say(f"cli.short.{name}"), **_frame(name, guide))
        _fill(made, name, guide, offer)
    _general(root, guide, offer)
    return root


def value_of(arguments: Sequence[str], option: str) -> str:
    """Return what was typed for an option, looked up before there is a parser; "" for nothing."""
    value = ""
    for at, argument in enumerate(arguments):
        if argument == "--":
            break
        name, equals, behind = argument.partition("=")
        if name == option:
            value = behind if equals else "".join(arguments[at + 1 : at + 2])
    return value


def usage(command: str, guide: Guide) -> str:
    """Return a command with what it takes, in one line."""
    taken = guide.say(f"cli.usage.{command}") if ARGUMENTS[command] else ""
    return f"bmc {command} {taken}".rstrip()


def _frame(command: str, guide: Guide) -> dict[str, Any]:
    """Return what a parser is made with: all but its arguments."""
    examples = "\n".join(f"  {line}" for line in guide.say(f"cli.example.{command}").splitlines())
    return {
        "prog": f"bmc {command}",
        "usage": usage(command, guide),
        "description": guide.say(f"cli.about.{command}"),
        "epilog": f"{guide.say('cli.examples')}\n{examples}",
        "allow_abbrev": False,
        "formatter_class": _Formatter,
    }


def _fill(
    made: Parser,
    command: str,
    guide: Guide,
    offer: Callable[[argparse.Action, Argument], None] | None = None,
    *,
    needs_title: bool = False,
) -> None:
    """Add what a command takes to its parser."""
    _general(made, guide, offer)
    one = made.add_mutually_exclusive_group()
    for argument in ARGUMENTS[command]:
        add = one.add_argument if argument.excludes else made.add_argument
        is_title = needs_title and argument.name == "title"
        known = argument._replace(options={"nargs": "+"}) if is_title else argument
        action = _add(add, known, guide)
        if offer:
            offer(action, argument)


def _general(
    made: Parser, guide: Guide, offer: Callable[[argparse.Action, Argument], None] | None
) -> None:
    """Add the options that every command has."""
    for argument in GENERAL:
        action = _add(made.add_argument, argument, guide)
        if offer:
            offer(action, argument)
    version, told = f"bmc {__version__}", guide.say("cli.help.version")
    made.add_argument("--version", action="version", version=version, help=told)


def _add(add: Callable[..., argparse.Action], argument: Argument, guide: Guide) -> argparse.Action:
    """Add what a command takes to its parser, with the parser's own `add`."""
    options = dict(argument.options)
    choices = argument.choices(guide) if argument.choices else ()
    options["help"] = guide.say(f"cli.help.{argument.words}", names=tuple(choices))
    if choices:
        options["choices"] = choices
    if argument.metavar:
        options["metavar"] = guide.say(f"cli.name.{argument.metavar}")
    elif not choices:
        options["action"] = "store_true"
    return add(*filter(None, (argument.short, argument.name)), **options)
