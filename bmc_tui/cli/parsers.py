"""The argparse parsers of the commands, and their help and errors in the user's language."""

import argparse
import os
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NoReturn

from bmc_tui import __version__
from bmc_tui.cli.arguments import ARGUMENTS, COMMAND_NAMES, COMMON_OPTIONS, Argument
from bmc_tui.cli.errors import ParseError
from bmc_tui.cli.overview import terminal_columns, usage
from bmc_tui.cli.suggestions import meant
from bmc_tui.files.decoding import decode
from bmc_tui.guide import Guide
from bmc_tui.model.sanitize import clean

ARGPARSE_ERRORS = {
    "unrecognized arguments: %s": "argparse.unrecognized",
    "the following arguments are required: %s": "argparse.required",
    "expected one argument": "argparse.expected_one",
    "ignored explicit argument %r": "argparse.ignored",
    "not allowed with argument %s": "argparse.not_allowed",
    "invalid choice: %(value)r (choose from %(choices)s)": "argparse.choice",
}
"""The templates of argparse's errors that our arguments can cause, with their catalogue keys."""

_ARGUMENT_PREFIX = "argument "
"""How argparse begins an error about one argument; its name and a colon follow."""

_PLACEHOLDER = r"%(?:\((\w+)\))?[rs]"
"""The pattern of a placeholder in a template, with its name if it has one."""

_VERSION_OPTIONS = ("-V", "--version")
_FLAGS_OF_ALL = ("-h", "--help", *_VERSION_OPTIONS)
"""The options of every command that only print something."""

_UNRECOGNIZED = next(iter(ARGPARSE_ERRORS)).removesuffix("%s")
"""How argparse begins an error about arguments that the command does not take."""

_TITLE_OPTIONS = {
    "new": ("--example",),
    "rename": ("--for", "--by", "--date", "--edition"),
}
"""The options of a command without which it needs a title."""

_LITERAL = "\0"
"""The prefix of the arguments after `--`, so that argparse does not read them as options. No
argument of a process can contain this character."""

_MIN_TEXT_CELLS = 11
"""The least width of a paragraph of help, which is argparse's own."""

ArgumentCallback = Callable[[argparse.Action, Argument], None]
"""Called for each argument of a parser, with its argparse action and its row in the table."""


def _path_names(command: str) -> set[str]:
    """Return the names of the arguments of a command that are paths: their bytes stay."""
    paths = (each.name for each in ARGUMENTS.get(command, ()) if "file" in each.metavar_key)
    return {"file", *(name.lstrip("-") for name in paths)}


def _is_amiss(text: object) -> bool:
    """Tell whether an argument has bytes that are no UTF-8, for which Python has placeholders."""
    return isinstance(text, str) and any("\udc80" <= char <= "\udcff" for char in text)


class _HelpFormatter(argparse.RawDescriptionHelpFormatter):
    """Lays out help for the width of the terminal.

    It takes the width from `terminal_columns`: argparse's default imports the slow `shutil`.

    Args:
        prog: The program and its command.
        usage_prefix: The word before the usage.
    """

    def __init__(self, prog: str, usage_prefix: str) -> None:
        columns = terminal_columns() - 2
        super().__init__(prog, width=columns)
        self.usage_prefix = usage_prefix
        self.text_cells = max(columns, _MIN_TEXT_CELLS)

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        """Add the usage, after the word "usage" in the user's language."""
        super().add_usage(usage, actions, groups, prefix or self.usage_prefix)

    def add_text(self, text: str | None) -> None:
        """Add a paragraph: lines that start with a space are kept, the others are wrapped."""
        from textwrap import fill

        lines = (text or "").splitlines()
        wrapped = (line if line[:1] == " " else fill(line, self.text_cells) for line in lines)
        super().add_text(text and "\n".join(wrapped))


class Parser(argparse.ArgumentParser):
    """A parser with help and errors in the user's language, which raises errors instead of exiting.

    Args:
        guide: The language.
        add_help: Whether it has the option `--help`.
        options: Further keyword arguments of `ArgumentParser`.
    """

    def __init__(self, *, guide: Guide, add_help: bool = True, **options: Any) -> None:
        say = guide.say
        prefix = f"{say('argparse.usage')} "
        super().__init__(
            add_help=False,
            allow_abbrev=False,
            formatter_class=lambda prog: _HelpFormatter(prog, prefix),
            **options,
        )
        self.guide = guide
        self.command = ""
        """The command that it parses; "" for that of the whole program."""
        self._parsed: Sequence[str] = ()
        self.positional_group = self.add_argument_group(say("argparse.positional"))
        self.option_group = self.add_argument_group(say("argparse.options"))
        if add_help:
            self.option_group.add_argument("-h", "--help", action="help", help=say("argparse.help"))

    def parse(self, arguments: Sequence[str]) -> argparse.Namespace:
        """Return the parsed arguments of a command; options may be anywhere before `--`.

        Returns:
            The arguments, with `is_guess`: whether a text is not UTF-8, and was read by `decode`.

        Raises:
            ParseError: They are not what the command takes.
        """
        self._parsed = arguments
        marked = list(arguments)
        if "--" in marked:
            # `parse_intermixed_args` forgets the meaning of `--`.
            index = marked.index("--")
            marked[index:] = [_LITERAL + argument for argument in marked[index + 1 :]]
        args = self.parse_intermixed_args(marked)
        args.is_guess = False
        for name, value in vars(args).items():
            texts = value if isinstance(value, list) else [value]
            texts = [
                text.removeprefix(_LITERAL) if isinstance(text, str) else text for text in texts
            ]
            if name not in _path_names(self.command) and any(map(_is_amiss, texts)):
                texts, args.is_guess = [decode(os.fsencode(text)).text for text in texts], True
            setattr(args, name, texts if isinstance(value, list) else texts[0])
        return args

    def error(self, message: str) -> NoReturn:
        """Raise an error of argparse in the user's language, with the usage.

        Raises:
            ParseError: Always.
        """
        error, hint = f"{self.prog}: {_translate_error(message, self.guide)}", ""
        if option := self._meant_option(message):
            error = f"{error}. {self.guide.say('cli.did_you_mean', name=option)}"
        elif self.command:
            hint = _dash_hint(self.command, self._parsed, self.guide)
        lines = (self.format_usage().rstrip(), error, hint)
        raise ParseError(*filter(None, lines))

    def _meant_option(self, message: str) -> str:
        """Return the option that the first unknown one is a typo of; "" if none is similar."""
        if not message.startswith(_UNRECOGNIZED):
            return ""
        options = [option for option in self._option_string_actions if option.startswith("--")]
        words = message.removeprefix(_UNRECOGNIZED).split()
        unknown = next((word for word in words if word.startswith("--")), "")
        return meant(unknown.partition("=")[0], options) if unknown else ""


def build_parser(command: str, guide: Guide, arguments: Sequence[str] = ()) -> Parser:
    """Return the parser of one command.

    Args:
        command: One of `COMMAND_NAMES`.
        guide: The language.
        arguments: What follows the command: `new` requires a title unless an option gives one, and
            `rename` unless an option changes something else.
    """
    parser = Parser(guide=guide, **_parser_texts(command, guide))
    parser.command = command
    options = _TITLE_OPTIONS.get(command, ())
    words = arguments[: arguments.index("--")] if "--" in arguments else arguments
    needs_title = not any(word.partition("=")[0] in options for word in words)
    _add_arguments(parser, command, needs_title=needs_title)
    return parser


def build_completion_parser(guide: Guide, on_argument: ArgumentCallback) -> Parser:
    """Return one parser of the whole program, with a subparser for each command.

    Args:
        guide: The language.
        on_argument: Called for each argument, to give it a completer.
    """
    root = Parser(guide=guide, prog="bmc", add_help=False)
    commands = root.add_subparsers()
    for name in COMMAND_NAMES:
        parser = commands.add_parser(
            name, help=guide.say(f"cli.short.{name}"), guide=guide, **_parser_texts(name, guide)
        )
        _add_arguments(parser, name, on_argument)
    _add_common_options(root, on_argument)
    return root


def unknown_command_error(name: str, guide: Guide) -> ParseError:
    """Return the error for a command that does not exist, with the one that was meant, or all."""
    message = guide.say("cli.unknown_command", text=name)
    if near := meant(name, COMMAND_NAMES):
        hint = guide.say("cli.did_you_mean", name=near)
    else:
        hint = guide.say("cli.commands", candidates=COMMAND_NAMES)
    return ParseError(usage(guide.say), f"bmc: {clean(f'{message} {hint}')}")


def usage_line(command: str, guide: Guide) -> str:
    """Return a command with its arguments, such as `bmc add BLOCK[/SECTION] [TEXT …]`."""
    arguments = guide.say(f"cli.usage.{command}") if ARGUMENTS[command] else ""
    return f"bmc {command} {arguments}".rstrip()


def _parser_texts(command: str, guide: Guide) -> dict[str, Any]:
    """Return the texts of a command's help, as keyword arguments of `ArgumentParser`."""
    examples = "\n".join(f"  {line}" for line in guide.say(f"cli.example.{command}").splitlines())
    return {
        "prog": f"bmc {command}",
        "usage": usage_line(command, guide),
        "description": guide.say(f"cli.about.{command}"),
        "epilog": f"{guide.say('cli.examples')}\n{examples}",
    }


def _add_arguments(
    parser: Parser,
    command: str,
    on_argument: ArgumentCallback | None = None,
    *,
    needs_title: bool = False,
) -> None:
    """Add the common options and the arguments of a command to its parser."""
    _add_common_options(parser, on_argument)
    exclusive_group = parser.option_group.add_mutually_exclusive_group()
    for argument in ARGUMENTS[command]:
        group = parser.option_group if argument.name.startswith("-") else parser.positional_group
        add = exclusive_group.add_argument if argument.exclusive else group.add_argument
        is_required = needs_title and argument.name == "title"
        action = _add_argument(
            add, argument._replace(nargs="+") if is_required else argument, parser.guide
        )
        if on_argument:
            on_argument(action, argument)


def _add_common_options(parser: Parser, on_argument: ArgumentCallback | None) -> None:
    """Add the options of every command to a parser."""
    group = parser.option_group
    for argument in COMMON_OPTIONS:
        action = _add_argument(group.add_argument, argument, parser.guide)
        if on_argument:
            on_argument(action, argument)
    help_ = parser.guide.say("cli.help.version")
    group.add_argument(
        *_VERSION_OPTIONS, action="version", version=f"bmc {__version__}", help=help_
    )


def _add_argument(
    add: Callable[..., argparse.Action], argument: Argument, guide: Guide
) -> argparse.Action:
    """Add an argument of the table with the `add_argument` of a parser or group."""
    choices = argument.choices(guide) if argument.choices else ()
    options: dict[str, Any] = {
        "help": guide.say(f"cli.help.{argument.help_key}", names=tuple(choices)),
        "default": argument.default,
    }
    if argument.nargs:
        options["nargs"] = argument.nargs
    if choices:
        options["choices"] = choices
    if argument.metavar_key:
        options["metavar"] = guide.say(f"cli.name.{argument.metavar_key}")
    elif not choices:
        options.update(action="store_true", default=False)
    return add(*filter(None, (argument.short_name, argument.name)), **options)


def _dash_hint(command: str, arguments: Sequence[str], guide: Guide) -> str:
    """Return how to write a text that begins with a dash; "" without one among the arguments.

    Args:
        command: One of `COMMAND_NAMES`.
        arguments: What follows the command, which could not be parsed.
        guide: The language.
    """
    options = {
        name: argument
        for argument in (*ARGUMENTS[command], *COMMON_OPTIONS)
        for name in (argument.name, argument.short_name)
        if name.startswith("-")
    }
    takes_text = any(not argument.name.startswith("-") for argument in ARGUMENTS[command])
    previous = ""
    for word in arguments:
        if word == "--":
            break
        name = word.partition("=")[0]
        is_text = word.startswith("-") and len(word) > 1 and name not in {*options, *_FLAGS_OF_ALL}
        option = options.get(previous)
        is_value = option is not None and bool(option.metavar_key or option.choices)
        if is_text and (is_value or takes_text):
            from shlex import quote

            if is_value:
                return guide.say("argparse.dashed_value", option=previous, text=quote(word))
            return guide.say("argparse.dashed_text", command=command, text=quote(word))
        previous = word
    return ""


def _translate_error(message: str, guide: Guide) -> str:
    """Return an error of argparse in the user's language; an unknown one stays in English.

    `ArgumentParser.error` gets the finished English sentence: its template is recognized, and the
    values are put into the translation.
    """
    if message.startswith(_ARGUMENT_PREFIX):
        name, _, reason = message.removeprefix(_ARGUMENT_PREFIX).partition(": ")
        values = {"argument_name": name, "message": _translate_error(reason, guide)}
        return _fill_placeholders(guide.say("argparse.argument"), values)
    for template, key in ARGPARSE_ERRORS.items():
        literals = re.sub(_PLACEHOLDER, "\0", template).split("\0")
        if match := re.fullmatch("(.*)".join(map(re.escape, literals)), message, re.DOTALL):
            names = [placeholder[1] or "" for placeholder in re.finditer(_PLACEHOLDER, template)]
            values = dict(zip(names, match.groups(), strict=True))
            return _fill_placeholders(guide.say(key), values)
    return message


def _fill_placeholders(template: str, values: Mapping[str, str]) -> str:
    """Return a template with its placeholders replaced; a nameless one has the key ""."""
    return re.sub(_PLACEHOLDER, lambda placeholder: values[placeholder[1] or ""], template)
