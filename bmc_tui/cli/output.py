"""Output of the commands: writing to stdout and stderr, JSON and tables."""

import errno
import os
import sys
from collections.abc import Collection, Sequence
from contextlib import suppress
from typing import IO, AnyStr

from bmc_tui.cli.errors import CommandError
from bmc_tui.guide import Guide
from bmc_tui.model.sanitize import clean

_GAP = "  "
"""Between two columns of a table."""


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
    """Write lines to stderr without control characters; a failure to write them is ignored."""
    if sys.stderr is not None:
        with suppress(OSError):
            _write_and_flush("".join(f"{clean(line)}\n" for line in lines), sys.stderr)


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
