"""The command line: arguments in, exit codes out. What the commands do is in `commands`."""

import errno
import gc
import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from io import TextIOWrapper
from typing import IO, AnyStr, NoReturn

from bmc_tui.cli.arguments import NAMES
from bmc_tui.cli.commands import CommandError, UsageError, run
from bmc_tui.cli.output import FailedOutputError
from bmc_tui.cli.parsers import (
    MisunderstoodError,
    overview,
    parser,
    speak,
    unknown_command,
    value_of,
)
from bmc_tui.config import Config
from bmc_tui.config import load as load_config
from bmc_tui.guide import Guide, TellableError, language_of, languages, load
from bmc_tui.model.sanitize import clean
from bmc_tui.store import RefusedError, Shelf, data_file, sweep

_OK, _FAILED, _USAGE, _INTERRUPTED, _UNHEARD = 0, 1, 2, 130, 141
"""Exit codes. The last two are what a shell gives for a program ended by SIGINT or SIGPIPE."""


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
    if "_ARGCOMPLETE" in os.environ:  # a shell asks what could come next
        from bmc_tui.cli.completion import answer, typed

        words = typed()
        answer(load(_language(words, os.environ, config.settings.language)), config, words)
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
    except MisunderstoodError as error:
        _complain(*error.lines)
        return _USAGE
    except TellableError as error:
        _complain(guide.tell(error))
        return _USAGE if isinstance(error, UsageError) else _FAILED
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:
        return _UNHEARD


def _run(arguments: list[str], guide: Guide, config: Config) -> int:
    """Carry out a command and return the exit code."""
    speak(guide)
    at = _place_of_command(arguments)
    if at is None and {"-h", "--help"} & set(arguments):
        return _write(overview(guide))
    command = "open" if at is None else arguments.pop(at)
    if command not in NAMES:
        raise unknown_command(command, guide)
    args = parser(command, guide, arguments).understand(arguments)
    args.config = config
    shelf = Shelf(data_file(args.file, os.environ, config.settings.file), _now)
    if command == "open":
        return _open(args.canvas, guide, shelf, config)
    if command != "config":  # which shows them
        _complain(*map(guide.tell, config.problems))
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
    told = [_put_back(guide, shelf), *map(guide.tell, config.problems)]
    news = "\n".join(filter(None, told))
    try:
        id_ = shelf.last() if name is None else shelf.find(name).id
        if name is not None and id_:
            # A file that can't be written is told when there is something to be written.
            with suppress(TellableError):
                shelf.use(id_)
        from bmc_tui.ui.startup import launch

        return launch(shelf, guide, id_, os.environ, news, config)
    except RefusedError as error:
        from bmc_tui.cli.commands.recover import ask

        if not ask(error, guide, shelf, _complain):
            return _FAILED
        return _open(name, guide, shelf, config)


def _warn(guide: Guide, shelf: Shelf) -> None:
    """Say so when a session was cut off whose last words are not in the file yet."""
    folder, name = os.path.split(os.path.realpath(shelf.path))
    with suppress(OSError):
        if any(other.startswith(f".{name}.journal-") for other in os.listdir(folder)):  # noqa: PTH208 - a look that each command takes
            from bmc_tui.store.journal_recovery import abandoned

            if abandoned(shelf.path):
                _complain(guide.say("recovered.waits"))


def _put_back(guide: Guide, shelf: Shelf) -> str:
    """Put back what sessions that were cut off had not saved, and return what to tell of it."""
    from bmc_tui.store.journal import journals

    if not journals(shelf.path):
        return ""
    from bmc_tui.store.journal_recovery import recover

    found = recover(shelf)
    news = [
        guide.say(
            "recovered.put_back",
            notes=guide.count("count.note", done.notes),
            title=guide.canvas_title(done.title),
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
    chosen = value_of(arguments, "--lang")
    return chosen if chosen in languages() else setting or language_of(environ)


def _place_of_command(arguments: Sequence[str]) -> int | None:
    """Return where the command stands among the arguments: the options of all may precede it."""
    before = ""
    for at, argument in enumerate(arguments):
        if before not in ("--file", "--lang") and not argument.startswith("-"):
            return at
        before = argument
    return None


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
