"""Reads stdin for the commands that take a file or `-`."""

import sys

from bmc_tui.cli.errors import CommandError, UsageError
from bmc_tui.cli.output import write_errors


def read_stdin(command: str, ask: str = "") -> bytes:
    """Return what is on stdin, up to a little more than can be imported.

    Args:
        command: The command that reads it, for an error.
        ask: What asks to paste a text where stdin is a terminal; "" where that is an error.

    Raises:
        UsageError: Stdin is a terminal, and nothing asks for a text.
        CommandError: It cannot be read.
        KeyboardInterrupt: The user pressed Ctrl+C.
    """
    from bmc_tui.formats.importer import MAX_IMPORT_BYTES, read_limited

    is_terminal = sys.stdin is not None and sys.stdin.isatty()
    if sys.stdin is None or (is_terminal and not ask):
        raise UsageError("import.terminal", command=command)
    try:
        if is_terminal:
            from bmc_tui.cli.pasting import read_pasted

            descriptor = sys.stdin.fileno()
            return read_pasted(descriptor, MAX_IMPORT_BYTES + 1, lambda: write_errors(ask))
        return read_limited(sys.stdin.buffer)
    except OSError as error:
        raise CommandError("cli.not_read", reason=error) from error
