"""Runs a program that may hang, write to the screen or be missing: with a timeout, and silent."""

import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress


class TooSlowError(Exception):
    """A program did not end in time; it and all that it started were killed."""


def run(
    command: Sequence[str],
    environ: Mapping[str, str],
    timeout: float,
    data: bytes = b"",
    *,
    reads: bool = False,
) -> tuple[int, bytes]:
    """Run a program to its end.

    Args:
        command: The program and its arguments.
        environ: Its environment variables.
        timeout: Seconds that it may take.
        data: What it gets on standard input.
        reads: Whether to read its output. Not for a program that leaves another one running:
            that one would keep the pipe open.

    Returns:
        Its exit code, and its output.

    Raises:
        OSError: It cannot be started.
        TooSlowError: It took too long.
    """
    process = subprocess.Popen(  # noqa: S603 - each caller's own, and no shell
        command,
        env=environ,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE if reads else subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        # A session of its own can be killed as a whole, and survives the end of the terminal: on
        # X11 the clipboard's text is in the process that offers it.
        start_new_session=True,
    )
    try:
        output, _ = process.communicate(data, timeout)
    except subprocess.TimeoutExpired:
        with suppress(ProcessLookupError, PermissionError):  # it ended just now
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        raise TooSlowError(command[0]) from None
    return process.returncode, output or b""
