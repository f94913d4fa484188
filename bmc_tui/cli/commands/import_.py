"""The command that imports a file in another format as a new canvas."""

import sys
from argparse import Namespace
from contextlib import suppress
from pathlib import Path

from bmc_tui.cli.output import display_title, write_errors
from bmc_tui.cli.stdin import read_stdin
from bmc_tui.formats.importer import import_bytes, import_file
from bmc_tui.formats.result import ImportResult, report_lines
from bmc_tui.guide import Guide
from bmc_tui.model.sanitize import clean
from bmc_tui.store import SHORT_ID_LENGTH, Shelf

_LARGE_BYTES = 500_000
"""Size from which a file may take a second to read."""


def import_command(args: Namespace, guide: Guide, shelf: Shelf) -> str:
    """Create the canvases of a file or of stdin, and report where its parts went.

    Raises:
        UsageError: Stdin is to be read, and is a terminal.
        CommandError: Stdin cannot be read.
        ImportFileError: The file cannot be read, or contains no canvas; nothing is created.
    """
    source = clean(args.source)
    if args.source == "-":
        source = "stdin"
        result = import_bytes(read_stdin("import"), source, guide, args.format)
    else:
        path = Path(args.source)
        if _takes_long(path):
            write_errors(guide.say("import.reading", file=source))
        result = import_file(path, guide, args.format)
    # The first canvas of a file is made last, so that it is the one that was changed last.
    reports = [_create(each, source, guide, shelf) for each in (*reversed(result.others), result)]
    return "".join(reversed(reports))


def _takes_long(path: Path) -> bool:
    """Tell whether the user waits at a terminal for a file that takes a second or more to read."""
    with suppress(OSError):
        is_large = path.is_file() and path.stat().st_size >= _LARGE_BYTES
        return is_large and sys.stderr is not None and sys.stderr.isatty()
    return False


def _create(result: ImportResult, source: str, guide: Guide, shelf: Shelf) -> str:
    """Create a canvas of what was read, and report where its parts went.

    Args:
        result: What was read.
        source: The file's name.
        guide: The language of the report.
        shelf: What the canvas is added to.
    """
    entry = shelf.create(result.canvas).entry
    report = guide.say(
        "import.made",
        title=display_title(entry.title, guide),
        id=entry.id[:SHORT_ID_LENGTH],
        file=source,
        notes=guide.pluralize("count.note", entry.note_count),
    )
    return "\n".join([report, *(f"  {line}" for line in report_lines(result, guide))]) + "\n"
