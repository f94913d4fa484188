"""The command that exports a canvas to stdout or a file."""

import os
import sys
from argparse import Namespace
from pathlib import Path

from bmc_tui.cli.errors import CommandError, UsageError
from bmc_tui.cli.shelf import resolve_canvas
from bmc_tui.config.own_files import own_files_of
from bmc_tui.files.own_files import OwnFiles
from bmc_tui.formats import FORMATS, format_for_file
from bmc_tui.guide import Guide
from bmc_tui.model.sanitize import clean, clean_typing
from bmc_tui.store import Shelf


def export_command(args: Namespace, guide: Guide, shelf: Shelf) -> str | bytes:
    """Return a canvas in a format; or write it to a file, and report that.

    Raises:
        UsageError: The format is binary, and stdout is a terminal.
        CommandError: The file exists, is one of the program's own, or cannot be written.
        FormatError: A library that the format needs is not installed.
    """
    to_file = args.output != "-"
    default_format = FORMATS[args.config.settings.copy_format]
    format_ = FORMATS[args.format] if args.format else format_for_file(args.output, default_format)
    if format_.binary and not to_file and sys.stdout and sys.stdout.isatty():
        raise UsageError("cli.binary", format=format_.name)
    canvas = shelf.load(resolve_canvas(args.canvas, shelf)).canvas
    exported = format_.write(canvas, guide)
    if to_file:
        own_files = own_files_of(args.config, os.environ, shelf.path)
        _write_file(Path(args.output), format_.encode(exported), own_files, force=args.force)
        return guide.say("cli.written", file=clean(args.output)) + "\n"
    return exported if isinstance(exported, bytes) else clean_typing(exported)


def _write_file(path: Path, raw: bytes, own_files: OwnFiles, *, force: bool) -> None:
    """Write a file atomically.

    Args:
        path: The file.
        raw: Its contents.
        own_files: The files that are never written over.
        force: Whether to replace an existing file.

    Raises:
        CommandError: The file exists, is one of the program's own, or cannot be written.
    """
    from bmc_tui.files.export import NotAFileError, OwnFileError, write_file

    name = clean(str(path))
    try:
        write_file(path, raw, force=force, own_files=own_files)
    except OwnFileError as error:
        raise CommandError("cli.own_file", file=name) from error
    except FileExistsError as error:
        raise CommandError("cli.exists", file=name) from error
    except NotAFileError as error:
        raise CommandError("cli.no_file", file=name) from error
    except OSError as error:
        raise CommandError("cli.not_written", file=name, reason=error) from error
