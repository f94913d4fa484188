"""Writes what a command exports to the files that the user names, never over its own files."""

import os
import sys
from argparse import Namespace
from collections.abc import Mapping
from pathlib import Path

from bmc_tui.cli.errors import CommandError, NegativeResultError, UsageError
from bmc_tui.config.own_files import own_files_of
from bmc_tui.files.own_files import OwnFiles
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
    own_files = own_files_of(args.config, os.environ, shelf.path)
    _write(Path(args.output), raw, own_files, force=args.force)
    return guide.say("cli.written", file=clean(args.output)) + "\n"


def write_exports(
    args: Namespace, contents: Mapping[Path, bytes], guide: Guide, shelf: Shelf
) -> str:
    """Write files into the folder of `--output`, which is made, and return what reports that.

    Args:
        args: The arguments: `output`, `force` and the settings as `config`.
        contents: The contents of each file, by its path.
        guide: The language.
        shelf: The canvases, over whose files nothing is written.

    Raises:
        CommandError: One of the files exists and `force` is not set, or is one of the program's
            own, and none was written.
        NegativeResultError: Some cannot be written; all the rest were.
    """
    folder = Path(args.output)
    own_files = own_files_of(args.config, os.environ, shelf.path)
    for path in contents:
        if own_files.contain(path):
            raise CommandError("cli.own_file", file=clean(str(path)))
    existing = tuple(clean(path.name) for path in contents if os.path.lexists(path))
    if existing and not args.force:
        name = clean(args.output)
        raise CommandError("cli.export_all_exist", folder=name, files=existing)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:  # ValueError: a name that no folder can have
        reason = error if isinstance(error, OSError) else str(error)
        raise CommandError("cli.not_written", file=clean(args.output), reason=reason) from error
    report, reasons = "", []
    for path, raw in contents.items():
        try:
            _write(path, raw, own_files, force=args.force)
        except CommandError as error:
            reasons.append(guide.error_message(error))
        else:
            report += guide.say("cli.written", file=clean(str(path))) + "\n"
    if reasons:
        raise NegativeResultError(
            "cli.export_all_failed",
            report,
            missing=len(reasons),
            all=len(contents),
            reasons=" ".join(reasons),
        )
    return report


def _write(path: Path, raw: bytes, own_files: OwnFiles, *, force: bool) -> None:
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
