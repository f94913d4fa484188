"""What the system says of a process."""

import os
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from tests.e2e.waiting import wait_until


class Work(NamedTuple):
    """What a process has done so far."""

    seconds: float = 0.0
    """Of a processor, all its threads together."""
    is_going_on: bool = False
    """Whether one of its threads computes, or waits for a processor."""


def _fields(stat: Path) -> list[str]:
    """Return the fields of a `stat` file from the state on; see proc(5)."""
    return stat.read_text(encoding="utf-8").rpartition(")")[2].split()


def state_of(pid: int) -> str:
    """Return a process's state: `T` is stopped."""
    return _fields(Path(f"/proc/{pid}/stat"))[0]


def has_open(pid: int, name: str) -> bool:
    """Tell whether a process has something open, by its name in `/proc`."""
    for descriptor in Path(f"/proc/{pid}/fd").iterdir():
        with suppress(FileNotFoundError):  # closed since the folder was read
            if str(descriptor.readlink()) == name:
                return True
    return False


def work_of(pid: int) -> Work:
    """Return the work of a process; none where it is gone, or the system does not say."""
    folder = Path(f"/proc/{pid}")
    try:
        fields = _fields(folder / "stat")
        states = [_fields(thread / "stat")[0] for thread in (folder / "task").iterdir()]
    except OSError:
        return Work()
    ticks = int(fields[11]) + int(fields[12])
    return Work(ticks / os.sysconf("SC_CLK_TCK"), "R" in states)


def waits_for_state(pid: int, states: str) -> None:
    """Wait until a process is in one of some states.

    A program that gives its terminal back before it stops is brought back by a signal only once it
    has stopped: one that comes sooner is lost, as no shell would send it.
    """
    wait_until(lambda: state_of(pid) in states, lambda: state_of(pid))
