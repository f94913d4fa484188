"""Runs a program with a timeout and without access to the screen."""

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
    timeout_s: float,
    data: bytes = b"",
    *,
    capture_output: bool = False,
) -> tuple[int, bytes]:
    """Run a program to its end.

    Args:
        command: The program and its arguments.
        environ: Its environment variables.
        timeout_s: Seconds that it may take.
        data: Its standard input.
        capture_output: Whether to read its output. Not for a program that leaves a child running,
            which would keep the pipe open.

    Returns:
        Its exit code, and its output.

    Raises:
        OSError: It cannot be started.
        TooSlowError: It took too long.
    """
    process = subprocess.Popen(  # noqa: S603 - commands of this package, without a shell
        command,
        env=environ,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE if capture_output else subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        # A session of its own can be killed as a whole, and survives when the terminal is closed:
        # on X11 the process that offers the clipboard's text has to stay alive.
        start_new_session=True,
    )
    try:
        output, _ = process.communicate(data, timeout_s)
    except subprocess.TimeoutExpired:
        with suppress(ProcessLookupError, PermissionError):  # it has just ended
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        raise TooSlowError(command[0]) from None
    return process.returncode, output or b""
