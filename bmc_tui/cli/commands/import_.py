"""The command that makes a canvas of somebody's file."""

import sys
from argparse import Namespace
from pathlib import Path

from bmc_tui.cli.output import CommandError, UsageError, shown_title
from bmc_tui.formats.importer import MAX_IMPORT_BYTES, import_bytes, import_file, report_lines
from bmc_tui.guide import Guide
from bmc_tui.model.sanitize import clean
from bmc_tui.store import SHORT_ID, Shelf


def import_(args: Namespace, guide: Guide, shelf: Shelf) -> str:
    """Put the canvas in a file on the shelf, and say what went where.

    Raises:
        UsageError: It is to be read from stdin, which is a terminal.
        CommandError: Stdin can't be read.
        SourceError: The file can't be read, or is no canvas; then nothing is made.
    """
    source = clean(args.source)
    if args.source == "-":
        source = "stdin"
        reading = import_bytes(_stdin(), source, guide, args.format)
    else:
        reading = import_file(Path(args.source), guide, args.format)
    entry = shelf.create(reading.canvas).entry
    made = guide.say(
        "import.made",
        title=shown_title(entry.title, guide),
        id=entry.id[:SHORT_ID],
        file=source,
        notes=guide.count("count.note", entry.count),
    )
    return "\n".join([made, *(f"  {line}" for line in report_lines(reading, guide))]) + "\n"


def _stdin() -> bytes:
    """Return what is on stdin."""
    if sys.stdin is None or sys.stdin.isatty():
        raise UsageError("import.terminal")
    try:
        return sys.stdin.buffer.read(MAX_IMPORT_BYTES + 1)
    except OSError as error:
        raise CommandError("cli.not_read", reason=error) from error
