"""A program that kills a change of the file at every system call, and keeps what each kill leaves.

    python -m tests.faults.kill_at_each_call save|recover FILE REMAINS

It saves the first canvas of FILE, or puts FILE's backup back, in children of its own, each traced
with ptrace and killed at one system call later than the one before, until one gets to its end. The
folder of FILE as the n-th leaves it is copied to REMAINS/n; FILE is put back each time. It prints
how many were killed.
"""

import ctypes
import os
import shutil
import signal
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from bmc_tui.model.blocks import Block
from bmc_tui.store import Shelf
from bmc_tui.store.repair import apply_repair, available_repairs, find_damage

_TRACEME, _SYSCALL = 0, 24
_libc = ctypes.CDLL(None, use_errno=True)
_libc.ptrace.argtypes = [ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p]
_libc.ptrace.restype = ctypes.c_long


def _ptrace(request: int, pid: int = 0) -> None:
    if _libc.ptrace(request, pid, None, None) == -1:
        raise OSError(ctypes.get_errno(), "ptrace")


def _save(file: Path) -> None:
    """Save the first canvas of a file with another title and one more note."""
    shelf = Shelf(file, _now)
    kept = shelf.load(shelf.entries()[0].id)
    canvas = kept.canvas.with_title("new").add(Block.CHANNELS, "one more note")
    shelf.save(kept.entry.id, kept.entry.rev, canvas)


def _recover(file: Path) -> None:
    """Put the backup of a damaged file back."""
    shelf = Shelf(file, _now)
    error = find_damage(shelf)
    assert error
    backup, *_ = available_repairs(file, error, _now)
    apply_repair(shelf, backup, _now)


def _now() -> datetime:
    return datetime.now(UTC)


def _killed_at(call: int, work: Callable[[Path], None], file: Path) -> bool:
    """Work in a child and kill it at the entry or exit of a call; False when it gets to its end."""
    child = os.fork()
    if child == 0:
        _ptrace(_TRACEME)
        os.kill(os.getpid(), signal.SIGSTOP)
        work(file)
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


def main(work: Callable[[Path], None], file: Path, remains: Path) -> None:
    """Kill until there is nothing left to be killed."""
    folder = file.parent
    original = remains / "original"
    shutil.copytree(folder, original)
    # What is imported late is imported now: the children only work.
    work(file)
    call, alive = 0, True
    while alive:
        shutil.rmtree(folder)
        shutil.copytree(original, folder)
        call += 1
        alive = _killed_at(call, work, file)
        shutil.copytree(folder, remains / str(call))
    print(call - 1)  # noqa: T201


if __name__ == "__main__":
    works = {"save": _save, "recover": _recover}
    main(works[sys.argv[1]], Path(sys.argv[2]), Path(sys.argv[3]))
