"""Running a program that may hang, may write to the screen and may be gone: bounded and silent."""

import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress


class TooSlowError(Exception):
    """A program did not end in time; it and all that it started was ended."""


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
        environ: Its variables.
        timeout: Seconds that it may take.
        data: What it gets on standard input.
        reads: Whether what it prints is wanted. Not of a program that leaves another one behind:
            that one would keep the pipe open.

    Returns:
        Its exit code, and what it printed.

    Raises:
        OSError: It can't be started.
        TooSlowError: It took too long.
    """
    process = subprocess.Popen(  # noqa: S603 - each caller's own, and no shell
        command,
        env=environ,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE if reads else subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        # A session of its own can be ended as a whole, and survives the terminal's end: on X11
        # the clipboard's text lives in the process that offers it.
        start_new_session=True,
    )
    try:
        out, _ = process.communicate(data, timeout)
    except subprocess.TimeoutExpired:
        with suppress(ProcessLookupError, PermissionError):  # it ended just now
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        raise TooSlowError(command[0]) from None
    return process.returncode, out or b""
