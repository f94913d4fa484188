"""The program with something put in its way, for tests of what it does then.

What is put there leaves notes in the program's working folder, which is where a test looks, and may
wait for one that the test leaves.
"""

import sys
from pathlib import Path

NOTES = """
import time
from pathlib import Path

HERE = Path.cwd()

def note(name, text=""):
    with Path(HERE, name).open("a", encoding="utf-8") as file:
        file.write(f"{text}\\n")

def wait_for(name):
    while not Path(HERE, name).exists():
        time.sleep(0.005)
"""
"""`note` lets a test see where the program is, and `wait_for` has the test say when it goes on."""

RUN = """
from bmc_tui.cli.main import program
program()
"""

_NOTED_LOCKS = """
from bmc_tui.store import locking
acquire = locking._acquire

def acquire_and_note(path, patience):
    note("waits", patience)
    return acquire(path, {patience})

locking._acquire = acquire_and_note
"""

NOTED = _NOTED_LOCKS.replace("{patience}", "patience")
"""Notes for each lock of a file how many seconds it is waited for."""

PATIENT = _NOTED_LOCKS.replace("{patience}", "3600")
"""Waits for a lock of a file without an end, and notes that."""


def changed(*changes: str) -> list[str]:
    """Return the command of the program with changes: code that runs before it."""
    return [sys.executable, "-c", "".join((NOTES, *changes, RUN))]


def waits(home: Path) -> list[float]:
    """Return how long each lock was to be waited for at most, in seconds."""
    file = home / "waits"
    return [float(line) for line in file.read_text().split()] if file.exists() else []
