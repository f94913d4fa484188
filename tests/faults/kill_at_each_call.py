"""A program that kills a save at every system call it makes, and keeps what each kill leaves.

    python -m tests.faults.kill_at_each_call FILE REMAINS

It saves the first canvas of FILE in children of its own, each traced with ptrace and killed at
one system call later than the one before, until one gets to its end. The folder of FILE as the
n-th leaves it is copied to REMAINS/n; FILE is put back each time. It prints how many were killed.
"""

import ctypes
import os
import shutil
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path

from bmc_tui.canvas.blocks import Block
from bmc_tui.store import Shelf

_TRACEME, _SYSCALL = 0, 24
_libc = ctypes.CDLL(None, use_errno=True)
_libc.ptrace.argtypes = [ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p]
_libc.ptrace.restype = ctypes.c_long


def _ptrace(request: int, pid: int = 0) -> None:
    if _libc.ptrace(request, pid, None, None) == -1:
        raise OSError(ctypes.get_errno(), "ptrace")


def save(file: Path, texts: list[str]) -> None:
    """Save the first canvas of a file with other notes."""
    shelf = Shelf(file, lambda: datetime.now(UTC))
    kept = shelf.load(shelf.entries()[0].id)
    shelf.save(
        kept.entry.id, kept.entry.rev, kept.canvas.with_title("new").add(Block.CHANNELS, *texts)
    )


def _killed_at(call: int, file: Path) -> bool:
    """Save in a child and kill it at the entry or exit of a call; False when it gets to its end."""
    child = os.fork()
    if child == 0:
        _ptrace(_TRACEME)
        os.kill(os.getpid(), signal.SIGSTOP)
        save(file, ["one more note"])
        os._exit(0)
    _, status = os.waitpid(child, 0)
    for _ in range(call):
        _ptrace(_SYSCALL, child)
        _, status = os.waitpid(child, 0)
        if not os.WIFSTOPPED(status):
            return False
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return True


def main(file: Path, remains: Path) -> None:
    """Kill until there is nothing left to be killed."""
    folder = file.parent
    original = remains / "original"
    shutil.copytree(folder, original)
    # What is imported late is imported now: the children only save.
    save(file, ["a note"])
    call, alive = 0, True
    while alive:
        shutil.rmtree(folder)
        shutil.copytree(original, folder)
        call += 1
        alive = _killed_at(call, file)
        shutil.copytree(folder, remains / str(call))
    print(call - 1)  # noqa: T201


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
