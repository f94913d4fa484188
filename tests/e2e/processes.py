"""Reads the state, the open files and the CPU use of a process from /proc."""

import os
from pathlib import Path
from typing import NamedTuple

from tests.e2e.waiting import wait_until


class CpuUse(NamedTuple):
    """The processor time of a process so far, and whether it is at work now."""

    seconds: float = 0.0
    """Processor time, of all its threads together."""
    is_active: bool = False
    """Whether one of its threads runs, or waits for a processor or for the disk: `R` or `D`."""


def _fields(stat: Path) -> list[str]:
    """Return the fields of a `stat` file from the state on; see proc(5)."""
    return stat.read_text(encoding="utf-8").rpartition(")")[2].split()


def state_of(pid: int) -> str:
    """Return the state of a process as proc(5) has it, such as `R` (running) or `T` (stopped)."""
    return _fields(Path(f"/proc/{pid}/stat"))[0]


def cpu_use_of(pid: int) -> CpuUse:
    """Return the CPU use of a process; zero when it has ended or /proc cannot be read."""
    folder = Path(f"/proc/{pid}")
    try:
        fields = _fields(folder / "stat")
        states = [_fields(thread / "stat")[0] for thread in (folder / "task").iterdir()]
    except OSError:
        return CpuUse()
    ticks = int(fields[11]) + int(fields[12])
    return CpuUse(ticks / os.sysconf("SC_CLK_TCK"), bool({"R", "D"} & {*states}))


def wait_for_state(pid: int, states: str) -> None:
    """Wait until a process is in one of the states, which are letters of proc(5).

    Before SIGCONT a test must wait for `T`: a program restores its terminal before it stops, and a
    SIGCONT in between is lost. A shell sends it only to a stopped program.
    """
    wait_until(lambda: state_of(pid) in states, lambda: state_of(pid))
