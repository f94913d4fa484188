"""Running commands, in this process or as one of their own, and reading their output."""

import os
import pty
import subprocess
import sys
from collections.abc import Callable, Mapping
from typing import NamedTuple


class Result(NamedTuple):
    """What a command ended with and printed."""

    code: int
    out: str
    err: str


Bmc = Callable[..., Result]
"""Runs a command in this process: the fixture `bmc`."""


def run_process(
    environ: Mapping[str, str], *arguments: str | bytes, stdin: bytes = b""
) -> subprocess.CompletedProcess[bytes]:
    """Run a command as a process of its own."""
    command = [sys.executable, "-m", "bmc_tui", *arguments]
    return subprocess.run(command, env=environ, input=stdin, capture_output=True, check=False)


def error_line(result: Result, code: int = 1) -> str:
    """Return the one line on stderr of a command that failed."""
    assert (result.code, result.out) == (code, "")
    (line,) = result.err.splitlines()
    return line


def exported_lines(bmc: Bmc, *arguments: str) -> list[str]:
    """Return the lines of the export without empty lines and headings of blocks."""
    lines = bmc("export", *arguments).out.splitlines()
    return [line for line in lines if line and not line.startswith("## ")]


def command_without_stdout(*arguments: str) -> list[str]:
    """Return the command line that starts the program with its stdout closed."""
    return ["sh", "-c", 'exec "$0" -m bmc_tui "$@" >&-', sys.executable, *arguments]


def output_in_terminal(environ: Mapping[str, str], *arguments: str) -> str:
    """Return what a command writes to a terminal on stdout."""
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
