"""Runs commands, in this process or in another one, and reads their output."""

import os
import pty
import subprocess
import sys
from collections.abc import Callable, Mapping
from typing import NamedTuple


class Result(NamedTuple):
    """The exit code of a command, and its stdout and stderr."""

    code: int
    out: str
    err: str


Bmc = Callable[..., Result]
"""The type of the fixture `bmc`: a function that runs a command in this process."""


def run_process(
    environ: Mapping[str, str], *arguments: str | bytes, stdin: bytes = b""
) -> subprocess.CompletedProcess[bytes]:
    """Run a command in another process."""
    command = [sys.executable, "-m", "bmc_tui", *arguments]
    return subprocess.run(command, env=environ, input=stdin, capture_output=True, check=False)


def error_line(result: Result, code: int = 1) -> str:
    """Return the only line on stderr of a command that failed with `code` and printed nothing."""
    assert (result.code, result.out) == (code, "")
    (line,) = result.err.splitlines()
    return line


def exported_lines(bmc: Bmc, *arguments: str) -> list[str]:
    """Return the lines of a Markdown export without empty lines and the headings of blocks."""
    lines = bmc("export", *arguments).out.splitlines()
    return [line for line in lines if line and not line.startswith("## ")]


def command_without_stdout(*arguments: str) -> list[str]:
    """Return the command that starts the program with its stdout closed."""
    return ["sh", "-c", 'exec "$0" -m bmc_tui "$@" >&-', sys.executable, *arguments]


def output_in_terminal(environ: Mapping[str, str], *arguments: str) -> str:
    """Return what a command writes to stdout when that is a terminal."""
    master, terminal = pty.openpty()
    command = [sys.executable, "-m", "bmc_tui", *arguments]
    with subprocess.Popen(command, env=environ, stdin=subprocess.DEVNULL, stdout=terminal):
        os.close(terminal)
        written = b""
        try:
            while chunk := os.read(master, 65536):
                written += chunk
        except OSError:  # how Linux reports that the other end is closed
            pass
        finally:
            os.close(master)
    return written.decode()
