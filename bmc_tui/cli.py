"""The command line: arguments in, exit codes out. What the commands do is in `commands`."""

import argparse
import errno
import gc
import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from io import TextIOWrapper
from typing import IO, AnyStr, NoReturn

from bmc_tui import __version__
from bmc_tui.canvas.text import clean
from bmc_tui.commands import COMMANDS, CommandError, UsageError, run
from bmc_tui.commands.common import FailedOutputError
from bmc_tui.config import Config
from bmc_tui.config import load as load_config
from bmc_tui.guide import Guide, TellableError, language_of, languages, load
from bmc_tui.store import RefusedError, Shelf, data_file, sweep

NAMES = ("open", *COMMANDS)
"""Every command; `open` is what `bmc` alone does."""

_OK, _FAILED, _USAGE, _INTERRUPTED, _UNHEARD = 0, 1, 2, 130, 141
"""Exit codes. The last two are what a shell gives for a program ended by SIGINT or SIGPIPE."""

_ARGPARSE = {
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


def program() -> NoReturn:
    """Be the program `bmc`: run, and end the process."""
    gc.disable()  # a command makes little that it could take away; the app turns it on again
    code = main()
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:  # it was closed before the program started
            with suppress(OSError):
                stream.flush()
    # All is saved and written. Taking everything apart would only keep the person waiting.
    os._exit(code)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program.

    Args:
        argv: The arguments; those of the process when left out.

    Returns:
        The exit code: 0; 1 with one line on stderr that says what is wrong; 2 when the command
        was not understood or can't run here.
    """
    arguments = list(sys.argv[1:] if argv is None else argv)
    config = load_config(os.environ)
    guide = load(_language(arguments, os.environ, config.settings.language))
    if isinstance(sys.stdout, TextIOWrapper):
        # What the terminal's encoding does not have is shown by its number.
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        try:
            return _run(arguments, guide, config)
        except SystemExit as stop:  # argparse ends so after help, version and errors
            _write("")
            return int(stop.code or _OK)
    except TellableError as error:
        _complain(guide.tell(error))
        return _USAGE if isinstance(error, UsageError) else _FAILED
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:
        return _UNHEARD


def _run(arguments: list[str], guide: Guide, config: Config) -> int:
    """Carry out a command and return the exit code."""
    _speak(guide)
    at = _place_of_command(arguments)
    if at is None and {"-h", "--help"} & set(arguments):
        return _write(_overview(guide).format_help())
    command = "open" if at is None else arguments.pop(at)
    if command not in NAMES:
        _overview(guide).error(
            guide.say("cli.unknown_command", text=command, candidates=", ".join(NAMES))
        )
    args = _parser(command, guide, arguments).parse_intermixed_args(arguments)
    args.config = config
    shelf = Shelf(data_file(args.file, os.environ, config.settings.file), _now)
    if command == "open":
        return _open(args.canvas, guide, shelf, config)
    _complain(*map(guide.tell, config.complaints))
    _warn(guide, shelf)
    try:
        return _write(run(command, args, guide, shelf))
    except FailedOutputError as failed:
        _write(failed.output)
        raise


def _open(name: str | None, guide: Guide, shelf: Shelf, config: Config) -> int:
    """Run the app on the canvas that is named, else on the last one; return the exit code."""
    if not (sys.stdin and sys.stdin.isatty() and sys.stderr and sys.stderr.isatty()):
        raise UsageError("cli.no_terminal")
    if os.environ.get("TERM", "") in ("", "dumb"):
        raise UsageError("cli.dumb_terminal")
    sweep(shelf.path)
    news = " ".join([*filter(None, [_put_back(guide, shelf)]), *map(guide.tell, config.complaints)])
    try:
        id_ = shelf.last() if name is None else shelf.find(name).id
        if name is not None and id_:
            # A file that can't be written is told when there is something to be written.
            with suppress(TellableError):
                shelf.use(id_)
        from bmc_tui.ui.launch import launch  # noqa: PLC0415 - no other command needs a screen

        return launch(shelf, guide, id_, os.environ, news, config)
    except RefusedError as error:
        from bmc_tui.commands.recover import ask  # noqa: PLC0415 - seldom needed, one hopes

        if not ask(error, guide, shelf, _complain):
            return _FAILED
        return _open(name, guide, shelf, config)


def _warn(guide: Guide, shelf: Shelf) -> None:
    """Say so when a session was cut off whose last words are not in the file yet."""
    folder, name = os.path.split(os.path.realpath(shelf.path))
    with suppress(OSError):
        if any(other.startswith(f".{name}.journal-") for other in os.listdir(folder)):  # noqa: PTH208 - a look that each command takes
            from bmc_tui.store.put_back import abandoned  # noqa: PLC0415 - seldom needed

            if abandoned(shelf.path):
                _complain(guide.say("recovered.waits"))


def _put_back(guide: Guide, shelf: Shelf) -> str:
    """Put back what sessions that were cut off had not saved, and return what to tell of it."""
    from bmc_tui.store.journal import journals  # noqa: PLC0415 - the app has it too

    if not journals(shelf.path):
        return ""
    from bmc_tui.store.put_back import recover  # noqa: PLC0415 - seldom needed

    found = recover(shelf)
    news = [
        guide.say(
            "recovered.put_back",
            notes=guide.count("count.note", done.notes),
            title=done.title or guide.say("canvas.untitled"),
        )
        for done in found.put_back
    ]
    news += [guide.say("recovered.set_aside", file=clean(path.name)) for path in found.set_aside]
    if found.error:
        news.append(guide.say("recovered.not_yet", reason=guide.tell(found.error)))
    return " ".join(news)


def _language(arguments: Sequence[str], environ: Mapping[str, str], setting: str) -> str:
    """Return the language to speak: --lang's, looked up before there is a parser; else another.

    What the person has set for this program goes before what the environment asks of all.
    """
    chosen = ""
    for at, argument in enumerate(arguments):
        if argument == "--":
            break
        name, equals, value = argument.partition("=")
        if name == "--lang":
            chosen = value if equals else "".join(arguments[at + 1 : at + 2])
    return chosen if chosen in languages() else setting or language_of(environ)


def _place_of_command(arguments: Sequence[str]) -> int | None:
    """Return where the command stands among the arguments: the options of all may precede it."""
    before = ""
    for at, argument in enumerate(arguments):
        if before not in ("--file", "--lang") and not argument.startswith("-"):
            return at
        before = argument
    return None


class _Formatter(argparse.HelpFormatter):
    """The layout of help. Argparse's own takes the width from a module that is slow to import."""

    def __init__(self, prog: str) -> None:
        width = os.environ.get("COLUMNS", "")
        if not width.isdecimal() or width == "0":
            try:
                width = str(os.get_terminal_size(1).columns or 80)
            except OSError:
                width = "80"
        super().__init__(prog, width=int(width) - 2)


class _RawFormatter(_Formatter, argparse.RawDescriptionHelpFormatter):
    """The same, with the lines of the description as they are."""


class _Parser(argparse.ArgumentParser):
    """A parser that tells errors so that they can't harm the terminal."""

    def error(self, message: str) -> NoReturn:
        """Tell what is wrong, under the right usage, and end."""
        _complain(self.format_usage().rstrip(), f"{self.prog}: {message}")
        self.exit(_USAGE)


def _new_parser(prog: str, usage: str, about: str, guide: Guide) -> _Parser:
    """Return a parser of the options that every command has."""
    say = guide.say
    parser = _Parser(
        prog=prog, usage=usage, description=about, allow_abbrev=False, formatter_class=_Formatter
    )
    parser.add_argument("--file", metavar=say("cli.name.file"), help=say("cli.help.file"))
    parser.add_argument("--lang", choices=languages(), help=say("cli.help.lang"))
    version = f"bmc {__version__}"
    parser.add_argument(
        "--version", action="version", version=version, help=say("cli.help.version")
    )
    return parser


def _overview(guide: Guide) -> _Parser:
    """Return the parser that stands for the program as a whole."""
    usage = f"bmc [{guide.say('cli.name.command')}] …"
    parser = _new_parser("bmc", usage, guide.say("cli.about.bmc"), guide)
    parser.formatter_class = _RawFormatter
    lines = [f"  {name:<9} {guide.say(f'cli.about.{name}')}" for name in NAMES]
    parser.epilog = "\n".join((guide.say("cli.commands"), *lines, "", guide.say("cli.more_help")))
    return parser


def _parser(command: str, guide: Guide, arguments: Sequence[str]) -> _Parser:
    """Return the parser of one command for these arguments."""
    say = guide.say
    usage = f"bmc {command} {say(f'cli.usage.{command}')}"
    parser = _new_parser(f"bmc {command}", usage, say(f"cli.about.{command}"), guide)
    canvas, file = say("cli.name.canvas"), say("cli.name.file")
    if command in ("open", "show", "export", "copy", "versions", "review"):
        parser.add_argument("canvas", nargs="?", metavar=canvas, help=say("cli.help.canvas"))
    if command in ("list", "versions", "trash", "doctor", "review"):
        parser.add_argument("--json", action="store_true", help=say("cli.help.json"))
    if command == "review":
        parser.add_argument("--strict", action="store_true", help=say("cli.help.strict"))
    if command == "new":
        from bmc_tui.examples import names as examples  # noqa: PLC0415

        # An example has a title of its own.
        has_title = any(each.partition("=")[0] == "--example" for each in arguments)
        nargs = "*" if has_title else "+"
        parser.add_argument("title", nargs=nargs, default=[], metavar=say("cli.name.title"))
        parser.add_argument(
            "--example",
            choices=examples(guide.language),
            metavar=say("cli.name.name"),
            help=say("cli.help.example", names=examples(guide.language)),
        )
    if command == "add":
        parser.add_argument("block", metavar=say("cli.name.block"), help=say("cli.help.block"))
        text = say("cli.name.text")
        parser.add_argument("text", nargs="*", default=[], metavar=text, help=say("cli.help.text"))
        parser.add_argument("--canvas", metavar=canvas, help=say("cli.help.canvas"))
    if command == "recover":
        sources = ("backup", "rescued")
        name = say("cli.name.name")
        parser.add_argument(
            "source", nargs="?", choices=sources, metavar=name, help=say("cli.help.source")
        )
    if command in ("versions", "diff", "restore", "trash"):
        _add_history(parser, command, guide)
    if command == "import":
        from bmc_tui.formats.detect import AUTO, readable  # noqa: PLC0415

        parser.add_argument("source", metavar=file, help=say("cli.help.source_file"))
        parser.add_argument(
            "--format", choices=readable(), default=AUTO, help=say("cli.help.source_format")
        )
    if command in ("export", "copy"):
        from bmc_tui.formats import FORMATS  # noqa: PLC0415

        # A clipboard takes text only.
        names = [name for name, each in FORMATS.items() if command == "export" or not each.binary]
        parser.add_argument(
            "--format",
            choices=names,
            metavar=say("cli.name.format"),
            help=say(f"cli.help.format_of_{command}", formats=", ".join(names)),
        )
    if command == "copy":
        parser.add_argument(
            "--block", metavar=say("cli.name.a_block"), help=say("cli.help.a_block")
        )
    if command == "export":
        parser.add_argument(
            "-o", "--output", default="-", metavar=file, help=say("cli.help.output")
        )
        parser.add_argument("--force", action="store_true", help=say("cli.help.force"))
    return parser


def _add_history(parser: _Parser, command: str, guide: Guide) -> None:
    """Add what the commands on versions and on the trash take."""
    say = guide.say
    canvas, version = say("cli.name.canvas"), say("cli.name.version")
    if command == "versions":
        parser.add_argument("--keep", metavar=say("cli.name.name"), help=say("cli.help.keep"))
    if command == "diff":
        parser.add_argument("since", metavar=version, help=say("cli.help.since"))
        parser.add_argument(
            "until", nargs="?", default="", metavar=version, help=say("cli.help.until")
        )
    if command == "restore":
        parser.add_argument("version", metavar=version, help=say("cli.help.version_of"))
    if command in ("diff", "restore"):
        parser.add_argument("--canvas", metavar=canvas, help=say("cli.help.canvas"))
    if command == "trash":
        one = parser.add_mutually_exclusive_group()
        one.add_argument("--restore", metavar=canvas, help=say("cli.help.trash_restore"))
        one.add_argument("--empty", action="store_true", help=say("cli.help.trash_empty"))
        parser.add_argument("--yes", action="store_true", help=say("cli.help.yes"))


def _speak(guide: Guide) -> None:
    """Have argparse's own words in the guide's language; what is not known stays as it is."""

    def translated(text: str) -> str:
        key = _ARGPARSE.get(text)
        return guide.say(key) + text[len(text.rstrip()) :] if key else text

    argparse._ = translated  # type: ignore[attr-defined] # where argparse has gettext


def _write(text: str | bytes) -> int:
    """Write to stdout, at once, and return the exit code.

    Raises:
        CommandError: It can't be written.
        BrokenPipeError: Nobody reads it any more.
    """
    if sys.stdout is None:  # it was closed before the program started
        if text:
            raise CommandError("cli.no_output", reason=OSError(errno.EBADF, ""))
        return _OK
    try:
        if isinstance(text, bytes):
            _put(text, sys.stdout.buffer)
        else:
            _put(text, sys.stdout)
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            raise
        raise CommandError("cli.no_output", reason=error) from error
    return _OK


def _complain(*lines: str) -> None:
    """Write lines to stderr, without anything that a terminal would obey."""
    if sys.stderr is not None:
        with suppress(OSError):  # the exit code still tells
            _put("".join(f"{clean(line)}\n" for line in lines), sys.stderr)


def _put(text: AnyStr, stream: IO[AnyStr]) -> None:
    """Write to a stream, at once; where that fails, nothing more of it is tried."""
    try:
        stream.write(text)
        stream.flush()
    except OSError:
        # What is left in the buffer would be tried again, and complained about, at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        raise


def _now() -> datetime:
    """Return the time."""
    return datetime.now(UTC)
