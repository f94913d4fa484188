"""Writes what a command exports to the file that the user names, never over its own files."""

import os
import sys
from argparse import Namespace
from pathlib import Path

from bmc_tui.cli.errors import CommandError, UsageError
from bmc_tui.config.own_files import own_files_of
from bmc_tui.guide import Guide
from bmc_tui.model.sanitize import clean
from bmc_tui.store import Shelf


def refuse_terminal(name: str) -> None:
    """Refuse to print a binary format where stdout is a terminal.

    Args:
        name: The name of the format.

    Raises:
        UsageError: Stdout is a terminal.
    """
    if sys.stdout and sys.stdout.isatty():
        raise UsageError("cli.binary", format=name)


def write_export(args: Namespace, raw: bytes, guide: Guide, shelf: Shelf) -> str:
    """Write the file of `--output` atomically, and return what reports that.

    Args:
        args: The arguments: `output`, `force` and the settings as `config`.
        raw: The contents of the file.
        guide: The language.
        shelf: The canvases, over whose files nothing is written.

    Raises:
        CommandError: The file exists and `force` is not set, is one of the program's own, or
            cannot be written.
    """
    from bmc_tui.files.export import NotAFileError, OwnFileError, write_file

    name = clean(args.output)
    own_files = own_files_of(args.config, os.environ, shelf.path)
    try:
        write_file(Path(args.output), raw, force=args.force, own_files=own_files)
    except OwnFileError as error:
        raise CommandError("cli.own_file", file=name) from error
    except FileExistsError as error:
        raise CommandError("cli.exists", file=name) from error
    except NotAFileError as error:
        raise CommandError("cli.no_file", file=name) from error
    except OSError as error:
        raise CommandError("cli.not_written", file=name, reason=error) from error
    return guide.say("cli.written", file=name) + "\n"
