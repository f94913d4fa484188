"""Output of the commands: writing to stdout and stderr, JSON and tables."""

import errno
import os
import re
import sys
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from typing import IO, AnyStr

from bmc_tui.cli.errors import CommandError
from bmc_tui.guide import Guide
from bmc_tui.model.sanitize import clean

_GAP = "  "
"""Between two columns of a table."""

_MIN_CELLS = 20
"""The least width of what is drawn, however narrow the terminal is."""

_UNBROKEN = re.compile(r"(?<=: )bmc .+$|\S+")
"""What stays in one row: a command after a colon at the end of a line, and else a word."""


def write_output(text: str | bytes) -> None:
    """Write to stdout and flush it.

    Raises:
        CommandError: It cannot be written.
        BrokenPipeError: The reader has closed the pipe.
    """
    if sys.stdout is None:  # it was closed before the program started
        if text:
            raise CommandError("cli.no_output", reason=OSError(errno.EBADF, ""))
        return
    try:
        if isinstance(text, bytes):
            _write_and_flush(text, sys.stdout.buffer)
        else:
            _write_and_flush(text, sys.stdout)
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            raise
        raise CommandError("cli.no_output", reason=error) from error


def write_errors(*lines: str) -> None:
    """Write lines to stderr without control characters; a failure to write them is ignored.

    In a terminal they are wrapped at words to its width.
    """
    if sys.stderr is None:
        return
    rows = [clean(line) for line in lines]
    columns = 0
    with suppress(OSError):  # not a terminal
        columns = os.get_terminal_size(sys.stderr.fileno()).columns
    if columns:
        rows = [row for line in rows for row in wrapped(line, columns)]
    with suppress(OSError):
        _write_and_flush("".join(f"{row}\n" for row in rows), sys.stderr)


def terminal_width() -> int:
    """Return the cells across stdout, at least `_MIN_CELLS`; 0 if it is not a terminal."""
    if sys.stdout is None:
        return 0
    try:
        columns = os.get_terminal_size(sys.stdout.fileno()).columns
    except (OSError, ValueError):  # not a terminal, or closed
        return 0
    return max(_MIN_CELLS, columns) if columns else 0


def wrapped(line: str, columns: int) -> Iterator[str]:
    """Yield a line in rows of at most so many cells, broken at spaces.

    A command to run, such as `bmc merge FILE` at the end of a sentence, and a word that is longer
    than a row are left for the terminal to break: it joins the parts again when they are copied.

    Args:
        line: The line.
        columns: Cells across the terminal.
    """
    if line.isascii() and len(line) <= columns:
        yield line
        return
    from rich.cells import cell_len

    if cell_len(line) <= columns:
        yield line
        return
    row = ""
    for part in _UNBROKEN.findall(line):
        if row and cell_len(row) + 1 + cell_len(part) > columns:
            yield row
            row = part
        else:
            row = f"{row} {part}" if row else part
    yield row


def to_json(value: object) -> str:
    """Return a value as a JSON document, in ASCII, so that any encoding of a pipe can carry it."""
    import json

    return json.dumps(value, indent=1) + "\n"


def table(rows: Sequence[Sequence[str]], *, right_aligned: Collection[int] = ()) -> str:
    """Return rows of equal length as lines with aligned columns.

    The last column is not padded: put there what may hold wide characters, such as titles, for
    the padding counts characters.

    Args:
        rows: The cells; without rows the table is empty.
        right_aligned: The indexes of the columns that are aligned to the right, such as numbers.
    """
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = []
    for row in rows:
        padded = [
            cell.rjust(width) if index in right_aligned else cell.ljust(width)
            for index, (cell, width) in enumerate(zip(row[:-1], widths[:-1], strict=True))
        ]
        lines.append(f"{_GAP.join([*padded, row[-1]])}\n")
    return "".join(lines)


def display_title(title: str, guide: Guide) -> str:
    """Return a canvas's title for one line of output, or what an untitled canvas is called."""
    return guide.canvas_title(clean(title))


def _write_and_flush(text: AnyStr, stream: IO[AnyStr]) -> None:
    """Write to a stream and flush it; after a failure, drop what is still in its buffer."""
    try:
        stream.write(text)
        stream.flush()
    except OSError:
        # Python would try to write the rest of the buffer again at exit, and report that too.
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        raise
