"""What the system says of a process."""

import time
from pathlib import Path


def state_of(pid: int) -> str:
    """Return a process's state: `T` is stopped."""
    return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]


def waits_for_state(pid: int, states: str) -> None:
    """Wait until a process is in one of some states.

    A program that gives its terminal back before it stops is brought back by a signal only once it
    has stopped: one that comes sooner is lost, as no shell would send it.
    """
    deadline = time.monotonic() + 5
    while state_of(pid) not in states:
        assert time.monotonic() < deadline, state_of(pid)
        time.sleep(0.02)
