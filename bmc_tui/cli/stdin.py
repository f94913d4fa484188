"""Reads stdin for the commands that take a file or `-`."""

import sys

from bmc_tui.cli.errors import CommandError, UsageError


def read_stdin(command: str) -> bytes:
    """Return what is on stdin, up to a little more than can be imported.

    Args:
        command: The command that reads it, for an error.

    Raises:
        UsageError: Stdin is a terminal.
        CommandError: It cannot be read.
    """
    from bmc_tui.formats.importer import read_limited

    if sys.stdin is None or sys.stdin.isatty():
        raise UsageError("import.terminal", command=command)
    try:
        return read_limited(sys.stdin.buffer)
    except OSError as error:
        raise CommandError("cli.not_read", reason=error) from error
