"""The program `bmc`: parses the arguments, runs the command or the app, returns the exit code."""

import gc
import os
import sys
from io import TextIOWrapper

from bmc_tui import __version__

TYPE_CHECKING = False  # importing `typing` takes longer than all else that `--version` does
if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence
    from typing import NoReturn

    from bmc_tui.config import Config
    from bmc_tui.guide import Guide
    from bmc_tui.store import Shelf

_OK, _FAILED, _USAGE, _INTERRUPTED, _BROKEN_PIPE = 0, 1, 2, 130, 141
"""Exit codes. The last two are those of a shell for a program that SIGINT or SIGPIPE ended."""


def program() -> "NoReturn":
    """Run the program and end the process; the entry point of the scripts `bmc` and `bmc-tui`."""
    _use_utf8()
    gc.disable()  # a command makes little garbage; the app enables it again
    if len(sys.argv) == 2 and "_ARGCOMPLETE" not in os.environ:  # noqa: PLR2004 - one argument
        _print_quickly(sys.argv[1])
    code = main()
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:  # it was closed before the program started
            try:
                stream.flush()
            except OSError:
                continue
    # Everything is written by now: tearing down the interpreter would only cost time.
    os._exit(code)


def _print_quickly(argument: str) -> None:
    """Print the version or the help and end the process, with next to nothing imported.

    Where that can't be done, as with a language in the settings, it returns and `main` does it.
    """
    text = ""
    try:
        if argument in ("-V", "--version"):
            text = f"bmc {__version__}\n"
        elif argument in ("-h", "--help") and not _is_limited(sys.stdout):
            from bmc_tui.cli.overview import quick_overview

            text = quick_overview(os.environ)
        if text:
            os.write(1, text.encode())
            os._exit(_OK)
    except OSError:  # `main` reports why
        return


def _use_utf8() -> None:
    """Start Python again in its UTF-8 mode where the locale has another encoding.

    The app speaks UTF-8, as terminals do today whatever the locale says; arguments, the names of
    files and what commands print would be in the encoding of the locale, which lacks characters.
    """
    is_utf8 = sys.getfilesystemencoding() == "utf-8" and not _is_limited(sys.stdout)
    is_chosen = sys.flags.utf8_mode or {"utf8=0", "-Xutf8=0"} & set(sys.orig_argv)
    if not (is_utf8 or is_chosen) and sys.executable and sys.platform != "win32":
        os.execv(sys.executable, [sys.executable, "-X", "utf8", *sys.orig_argv[1:]])  # noqa: S606 - itself


def _is_limited(stream: object) -> bool:
    """Tell whether a stream has the encoding of a locale that lacks characters."""
    encoding = getattr(stream, "encoding", None) or "utf-8"
    return encoding.lower() != "utf-8" and "PYTHONIOENCODING" not in os.environ


def main(argv: "Sequence[str] | None" = None) -> int:
    """Run the program.

    Args:
        argv: The arguments; None for those of the process.

    Returns:
        The exit code: 0; 1 with one line on stderr that says what is wrong; 2 when the arguments
        are wrong or the command cannot run in this terminal.
    """
    from bmc_tui.cli.errors import ParseError, UsageError
    from bmc_tui.cli.output import write_errors, write_output
    from bmc_tui.config import load as load_config
    from bmc_tui.guide import ReportableError, load

    arguments = list(sys.argv[1:] if argv is None else argv)
    config = load_config(os.environ)
    if "_ARGCOMPLETE" in os.environ:  # a shell asks for completions
        from bmc_tui.cli.completion import complete, typed_words

        words = typed_words()
        complete(load(_language(words, config)), config, words)
    guide = load(_language(arguments, config))
    if isinstance(sys.stdout, TextIOWrapper):
        # A character that the terminal's encoding lacks is printed as its escape.
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        try:
            return _run(arguments, guide, config)
        except SystemExit as exit_:  # how argparse ends after printing a help or the version
            write_output("")
            return int(exit_.code or _OK)
    except ParseError as error:
        write_errors(*error.lines)
        return _USAGE
    except ReportableError as error:
        write_errors(guide.error_message(error))
        return _USAGE if isinstance(error, UsageError) else _FAILED
    except (KeyboardInterrupt, BrokenPipeError) as end:
        return _INTERRUPTED if isinstance(end, KeyboardInterrupt) else _BROKEN_PIPE
    except (OSError, ImportError) as fault:
        write_errors(_fault_message(fault, guide))
        return _FAILED


def _fault_message(fault: OSError | ImportError, guide: "Guide") -> str:
    """Return the line that says what the system or the installation prevents."""
    from bmc_tui.files import paths
    from bmc_tui.files.program import was_replaced

    if was_replaced(fault):
        return guide.say("cli.replaced", reason=str(fault))
    if paths.is_working_folder_gone():
        return guide.say("cli.no_working_folder")
    return guide.say("cli.system", reason=fault, file=getattr(fault, "filename", None) or "-")


def _run(arguments: list[str], guide: "Guide", config: "Config") -> int:
    """Run the command and return the exit code."""
    if not arguments:  # by far the most frequent; the first frame need not wait for argparse
        return _open(None, None, guide, config)
    from bmc_tui.cli.arguments import COMMAND_NAMES
    from bmc_tui.cli.output import write_output
    from bmc_tui.cli.overview import overview
    from bmc_tui.cli.parsers import build_parser, unknown_command_error

    index = _command_index(arguments)
    if index is None and {"-h", "--help"} & set(arguments):
        write_output(overview(guide.say))
        return _OK
    command = "open" if index is None else arguments.pop(index)
    if command not in COMMAND_NAMES:
        raise unknown_command_error(command, guide)
    args = build_parser(command, guide, arguments).parse(arguments)
    args.config = config
    return _run_parsed(command, args, guide, config)


def _run_parsed(command: str, args: "Namespace", guide: "Guide", config: "Config") -> int:
    """Run a command whose arguments are parsed, and return the exit code."""
    from bmc_tui.cli.commands import run
    from bmc_tui.cli.draft_report import warn_of_drafts
    from bmc_tui.cli.errors import NegativeResultError
    from bmc_tui.cli.journal_report import warn_of_journals
    from bmc_tui.cli.output import write_errors, write_output
    from bmc_tui.cli.shelf import open_shelf

    if args.is_guess:
        write_errors(guide.say("cli.guessed_arguments"))
    if command == "demo":
        return _run_demo(guide, config)
    if command == "open":
        return _open(args.file, args.canvas, guide, config)
    shelf = open_shelf(args.file, config)
    if command not in ("config", "doctor"):  # which print them themselves
        write_errors(*map(guide.error_message, config.problems))
    if command != "recover":  # which recovers them
        warn_of_journals(guide, shelf)
        warn_of_drafts(guide, shelf)
    try:
        write_output(run(command, args, guide, shelf))
    except NegativeResultError as error:
        write_output(error.output)
        raise
    return _OK


def _require_terminal() -> None:
    """Refuse to run the app where there is no terminal for it.

    Raises:
        UsageError: There is none, or it can't show the app.
    """
    from bmc_tui.cli.errors import UsageError

    if not (sys.stdin and sys.stdin.isatty() and sys.stderr and sys.stderr.isatty()):
        over_ssh = bool(os.environ.get("SSH_CONNECTION")) and not os.environ.get("SSH_TTY")
        raise UsageError("cli.no_terminal_over_ssh" if over_ssh else "cli.no_terminal")
    if os.environ.get("TERM", "") in ("", "dumb"):
        raise UsageError("cli.dumb_terminal")


def _run_demo(guide: "Guide", config: "Config") -> int:
    """Run the app on an example, say that this is gone, and return the exit code."""
    _require_terminal()
    from bmc_tui.cli.demo import run_demo
    from bmc_tui.cli.output import write_errors

    code = run_demo(guide, config)
    write_errors(guide.say("cli.demo_gone"))
    return code


def _open(file: str | None, name: str | None, guide: "Guide", config: "Config") -> int:
    """Run the app and return its exit code.

    Args:
        file: The data file; None for that of the settings.
        name: The canvas to open; None for the last one used.
        guide: The language.
        config: The settings.
    """
    from bmc_tui.cli.shelf import open_shelf

    _require_terminal()
    return _open_app(name, guide, open_shelf(file, config), config)


def _open_app(name: str | None, guide: "Guide", shelf: "Shelf", config: "Config") -> int:
    """Run the app and return its exit code.

    Args:
        name: The canvas to open; None for the last one used.
        guide: The language.
        shelf: The canvases.
        config: The settings.
    """
    from contextlib import suppress

    from bmc_tui.cli.draft_report import recover_drafts
    from bmc_tui.cli.journal_report import recover_canvases
    from bmc_tui.cli.output import write_errors
    from bmc_tui.files.atomic import remove_leftovers
    from bmc_tui.files.conflict_names import find_possible_copies
    from bmc_tui.guide import ReportableError
    from bmc_tui.store import RefusedError

    remove_leftovers(shelf.path)
    messages = [
        recover_canvases(guide, shelf, is_brief=True),
        recover_drafts(guide, shelf),
        *map(guide.error_message, config.problems),
    ]
    try:
        if find_possible_copies(shelf.path):
            from bmc_tui.cli.commands.merge import prompt_for_merge

            merged = prompt_for_merge(guide, shelf, write_errors)
            if merged is None:
                return _FAILED
            messages.append(merged)
        startup_message = "\n".join(filter(None, messages))
        id_ = shelf.last_used() if name is None else shelf.find(name).id
        if name is not None and id_:
            # A file that cannot be written is reported by the first save.
            with suppress(ReportableError):
                shelf.mark_used(id_)
        from bmc_tui.ui.context import AppContext
        from bmc_tui.ui.startup import launch

        return launch(AppContext(shelf, guide, config, os.environ, startup_message), id_)
    except RefusedError as error:
        from bmc_tui.cli.commands.recover import prompt_for_recovery

        if not prompt_for_recovery(error, guide, shelf, write_errors):
            return _FAILED
        return _open_app(name, guide, shelf, config)


def _language(arguments: "Sequence[str]", config: "Config") -> str:
    """Return the language of `--lang`, else of the settings, else of the environment.

    It is needed before there is a parser, whose help is in that language.
    """
    from bmc_tui.cli.arguments import option_value
    from bmc_tui.guide import language_of, languages

    language = option_value(arguments, "--lang")
    return (
        language if language in languages() else config.settings.language or language_of(os.environ)
    )


def _command_index(arguments: "Sequence[str]") -> int | None:
    """Return the index of the command's name, which the common options may precede."""
    previous = ""
    for index, argument in enumerate(arguments):
        if previous not in ("--file", "--lang") and not argument.startswith("-"):
            return index
        previous = argument
    return None
