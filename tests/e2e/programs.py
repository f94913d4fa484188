"""Runs the program with patches: Python code that changes it before it starts.

A patch and its test synchronize by marker files in the program's working folder: the patch writes
one to report where the program is, or waits for one that the test writes.
"""

import sys
from pathlib import Path

MARKER_FUNCTIONS = """
import time
from pathlib import Path

HERE = Path.cwd()

def write_marker(name, text=""):
    with Path(HERE, name).open("a", encoding="utf-8") as file:
        file.write(f"{text}\\n")

def wait_for_marker(name):
    while not Path(HERE, name).exists():
        time.sleep(0.005)
"""
"""The functions that a patch can call: `write_marker`, which appends a line, `wait_for_marker`."""

RUN_PROGRAM = """
from bmc_tui.cli.main import program
program()
"""

_LOGGED_LOCKS = """
from bmc_tui.store import locking
acquire = locking._acquire

def acquire_and_log(path, timeout_s):
    write_marker("lock_timeouts", timeout_s)
    return acquire(path, {timeout_s})

locking._acquire = acquire_and_log
"""

LOG_LOCK_TIMEOUTS = _LOGGED_LOCKS.replace("{timeout_s}", "timeout_s")
"""Logs the timeout of each lock that is acquired, see `lock_timeouts_s`."""

WAIT_AN_HOUR_FOR_LOCKS = _LOGGED_LOCKS.replace("{timeout_s}", "3600")
"""Logs them too, and waits for each lock an hour instead: longer than any test runs."""


def program_with(*patches: str) -> list[str]:
    """Return the command that runs the program after the patches."""
    return [sys.executable, "-c", "".join((MARKER_FUNCTIONS, *patches, RUN_PROGRAM))]


def lock_timeouts_s(home: Path) -> list[float]:
    """Return the timeouts that the program logged so far, in seconds."""
    file = home / "lock_timeouts"
    return [float(line) for line in file.read_text().split()] if file.exists() else []
