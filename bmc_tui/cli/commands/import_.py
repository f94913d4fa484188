"""The command that imports files as new canvases, or shows what they would become."""

import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from bmc_tui.cli.errors import CommandError, NegativeResultError
from bmc_tui.cli.output import display_title, write_errors
from bmc_tui.cli.stdin import read_stdin
from bmc_tui.files import paths
from bmc_tui.formats.importer import ImportFileError, import_bytes, import_file
from bmc_tui.formats.parking import park_result
from bmc_tui.formats.result import ImportResult, report_lines
from bmc_tui.guide import Guide, ReportableError
from bmc_tui.model.sanitize import clean
from bmc_tui.store import SHORT_ID_LENGTH, Shelf

_LARGE_BYTES = 500_000
"""Size from which a file may take a second to read."""


@dataclass(frozen=True, slots=True)
class _ReadFile:
    """A file that was read."""

    name: str
    """Its name as it is shown."""
    result: ImportResult

    @property
    def results(self) -> Sequence[ImportResult]:
        """The canvases in it."""
        return self.result.parts


def import_command(args: Namespace, guide: Guide, shelf: Shelf) -> str:
    """Create the canvases of files or of stdin, and report where their parts went.

    All files are read before anything is created, and all canvases are created together, or none.
    With `--dry-run` nothing is created: what each file would become is shown.

    Raises:
        CommandError: The only file is not a canvas, but can be parked; or stdin cannot be read.
        ImportFileError: The only file cannot be read; nothing is created.
        NegativeResultError: One of several files cannot be read; the others are created.
        KeyboardInterrupt: The user pressed Ctrl+C; nothing is created.
    """
    files: list[_ReadFile] = []
    errors: dict[str, ReportableError] = {}
    for source in args.sources:
        try:
            files.append(_read(source, args, guide))
        except (CommandError, ImportFileError) as error:
            if not args.sources[1:]:
                raise
            errors[clean(source)] = error
    output = ""
    if files:
        output = _preview(files, guide) if args.dry_run else _create(files, guide, shelf)
    if errors:
        write_errors(*map(guide.error_message, errors.values()))
        raise NegativeResultError("cli.import_unread", output, names=tuple(errors))
    return output


def _read(source: str, args: Namespace, guide: Guide) -> _ReadFile:
    """Read one file, or stdin.

    Raises:
        CommandError: Stdin cannot be read; or there is no canvas, but the text can be parked.
        ImportFileError: The file cannot be read, or contains no canvas.
    """
    name = "stdin" if source == "-" else clean(source)
    try:
        if source == "-":
            raw = read_stdin("import", guide.say("import.paste"))
            result = import_bytes(raw, name, guide, args.format)
        else:
            path = Path(source)
            if _takes_long(path):
                write_errors(guide.say("import.reading", file=name))
            result = import_file(path, guide, args.format)
    except ImportFileError as error:
        if error.parked is None:
            raise
        if not args.park:
            from shlex import quote

            is_option = source.startswith("-") and source != "-"
            argument = quote(f"./{source}" if is_option else clean(source))
            key = "import.not_done_park_paste" if _is_pasted(source) else "import.not_done_park"
            raise CommandError(key, **error.values, path=argument) from error
        return _ReadFile(name, error.parked)
    return _ReadFile(name, park_result(result) if args.park else result)


def _is_pasted(source: str) -> bool:
    """Tell whether a source is stdin, and that is what the user pastes, which is gone once read."""
    return source == "-" and sys.stdin is not None and sys.stdin.isatty()


def _takes_long(path: Path) -> bool:
    """Tell whether the user waits at a terminal for a file that takes a second or more to read."""
    with suppress(OSError):
        is_large = paths.is_file(path) and path.stat().st_size >= _LARGE_BYTES
        return is_large and sys.stderr is not None and sys.stderr.isatty()
    return False


def _preview(files: Sequence[_ReadFile], guide: Guide) -> str:
    """Return what files would become, as wide as the terminal."""
    from shutil import get_terminal_size

    from bmc_tui.formats.preview import preview_lines

    width = get_terminal_size().columns
    lines = (
        line
        for file in files
        for line in (*preview_lines(file.result, file.name, guide, width), "")
    )
    return "\n".join([*lines, guide.say("import.dry_run")]) + "\n"


def _create(files: Sequence[_ReadFile], guide: Guide, shelf: Shelf) -> str:
    """Create the canvases of files, and report where their parts went.

    Args:
        files: The files. The first canvas of the first file becomes the one used last.
        guide: The language of the report.
        shelf: What the canvases are added to.
    """
    read = [(file.name, result) for file in files for result in file.results]
    made = shelf.create_all([result.canvas for _, result in read])
    lines: list[str] = []
    for (name, result), stored in zip(read, made, strict=True):
        entry = stored.entry
        report = guide.say(
            "import.made" if entry.note_count else "import.made_empty",
            title=display_title(entry.title, guide),
            id=entry.id[:SHORT_ID_LENGTH],
            file=name,
            notes=guide.pluralize("count.note", entry.note_count),
        )
        lines += [report, *_indented(report_lines(result, guide))]
    return "\n".join(lines) + "\n"


def _indented(lines: Iterator[str]) -> Iterator[str]:
    """Yield lines of a report below its first line."""
    return (f"  {line}" for line in lines)
