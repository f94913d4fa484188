"""Runs a program under ptrace, and makes system calls on its files fail, or kills it before one.

A seccomp filter stops the program only at the calls of `CALLS`, so that all else runs at full
speed. Only calls on files below the `Plan`'s folder count; threads of the program count like it,
but not other programs that it starts. Linux on x86-64 only.

    python -m tests.faults.attack.tracing PLAN PROGRAM [ARGUMENT …]

runs a program so. PLAN is JSON with the fields of `Plan`.
"""

import ctypes
import json
import os
import platform
import signal
import struct
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from typing import NoReturn

CALLS = {
    0: "read",
    1: "write",
    2: "open",
    73: "flock",
    74: "fsync",
    77: "ftruncate",
    82: "rename",
    83: "mkdir",
    84: "rmdir",
    86: "link",
    87: "unlink",
    91: "fchmod",
    93: "fchown",
    217: "getdents64",
    257: "openat",
    258: "mkdirat",
    263: "unlinkat",
    264: "renameat",
    265: "linkat",
    316: "renameat2",
}
"""The system calls that are counted, by their numbers on x86-64 (asm/unistd_64.h)."""

_BY_DESCRIPTOR = {"read", "write", "flock", "fsync", "ftruncate", "fchmod", "fchown", "getdents64"}
"""The calls whose first argument is a descriptor of the file."""

_BY_SECOND_ARGUMENT = {"openat", "mkdirat", "unlinkat", "renameat", "linkat", "renameat2"}
"""The calls whose second argument is the path; that of the others is the first."""

IS_SUPPORTED = sys.platform == "linux" and platform.machine() == "x86_64"

_PTRACE_TRACEME, _PTRACE_CONT, _PTRACE_GETREGS, _PTRACE_SETREGS = 0, 7, 12, 13
_PTRACE_SETOPTIONS = 0x4200
_OPTIONS = 0x2 | 0x4 | 0x8 | 0x80 | 0x100000
"""TRACEFORK, TRACEVFORK, TRACECLONE, TRACESECCOMP and EXITKILL; from <sys/ptrace.h>."""
_EVENT_SECCOMP = 7
_WAIT_ALL = 0x40000000
"""`__WALL`: threads too."""

_REGISTERS = struct.Struct("=27Q")
_RAX, _RDI, _RSI, _ORIG_RAX = 10, 14, 13, 15
"""Indexes in `user_regs_struct` of <sys/user.h>."""

_PR_SET_NO_NEW_PRIVS, _PR_SET_SECCOMP, _SECCOMP_MODE_FILTER = 38, 22, 2
_RET_ALLOW, _RET_TRACE = 0x7FFF0000, 0x7FF00000
_LOAD_WORD, _JUMP_IF_EQUAL, _RETURN = 0x20, 0x15, 0x06
"""Instructions of classic BPF, from <linux/bpf_common.h>; the word at 0 is the call's number."""

_libc = ctypes.CDLL(None, use_errno=True)
_libc.ptrace.argtypes = [ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p]
_libc.ptrace.restype = ctypes.c_long
_libc.prctl.argtypes = [
    ctypes.c_int,
    ctypes.c_ulong,
    ctypes.c_void_p,
    ctypes.c_ulong,
    ctypes.c_ulong,
]


@dataclass(frozen=True, slots=True)
class Plan:
    """What happens to which calls."""

    folder: str
    """Only calls on files below this folder count; an absolute path."""
    first: int = -1
    """The first call that is concerned, counted from 0; -1 for none."""
    errno: int = 0
    """The error that it fails with; 0 to kill the program before it."""
    for_good: bool = False
    """Whether all later calls fail too."""
    names: list[str] = field(default_factory=list)
    """The names of the calls that count; empty for all."""
    after: str = ""
    """Calls count only once this file is there; "" for all."""
    log: str = ""
    """The file to which the name and path of each call is written that is made to fail."""


@dataclass(slots=True)
class Trace:
    """What happened."""

    exit_code: int
    """As `os.waitstatus_to_exitcode` gives it."""
    calls: list[str] = field(default_factory=list)
    """The names of the calls that counted, in their order."""
    failed: int = 0
    """How many of them were made to fail."""


def fork_traced(plan: Plan, run: Callable[[], NoReturn]) -> Trace:
    """Run a function in a traced child process, and return what happened.

    Args:
        plan: What happens to which calls.
        run: The function; it ends the process.
    """
    child = os.fork()
    if child == 0:
        try:
            _ptrace(_PTRACE_TRACEME, 0)
            os.kill(os.getpid(), signal.SIGSTOP)
            _stop_at_calls()
            run()
        finally:
            os._exit(70)  # EX_SOFTWARE of <sysexits.h>
    os.waitpid(child, _WAIT_ALL)
    _ptrace(_PTRACE_SETOPTIONS, child, _OPTIONS)
    _ptrace(_PTRACE_CONT, child)
    return _follow(child, plan)


def _follow(child: int, plan: Plan) -> Trace:
    """Act on the stops of a traced process and of its threads and children, until it ends."""
    trace = Trace(0)
    while True:
        pid, status = os.waitpid(-1, _WAIT_ALL)
        if not os.WIFSTOPPED(status):
            if pid == child:
                trace.exit_code = os.waitstatus_to_exitcode(status)
                return trace
            continue
        number, event = os.WSTOPSIG(status), status >> 16
        if event == _EVENT_SECCOMP:
            with suppress(OSError):  # it was killed meanwhile
                _act(child, pid, plan, trace)
        # The stop that starts a new thread or process is not a signal to be delivered.
        is_own_stop = event != 0 or number in (signal.SIGTRAP, signal.SIGSTOP)
        with suppress(OSError):
            _ptrace(_PTRACE_CONT, pid, 0 if is_own_stop else number)


def _act(child: int, pid: int, plan: Plan, trace: Trace) -> None:
    """Count a call, and make it fail or kill its process if the plan says so."""
    buffer = ctypes.create_string_buffer(_REGISTERS.size)
    _ptrace(_PTRACE_GETREGS, pid, ctypes.addressof(buffer))
    registers = list(_REGISTERS.unpack(buffer.raw))
    name = CALLS[registers[_ORIG_RAX]]
    path = _path_of(name, pid, registers)
    if not path.startswith(plan.folder) or (plan.names and name not in plan.names):
        return
    if _process_of(pid) != child or (plan.after and not os.path.exists(plan.after)):  # noqa: PTH110
        return
    index = len(trace.calls)
    trace.calls.append(name)
    if plan.first < 0 or index < plan.first or (index > plan.first and not plan.for_good):
        return
    trace.failed += 1
    if plan.log:
        with open(plan.log, "a", encoding="utf-8", errors="replace") as log:  # noqa: PTH123
            log.write(f"{name} {path}\n")
    if not plan.errno:
        os.kill(child, signal.SIGKILL)
        return
    registers[_ORIG_RAX] = 2**64 - 1  # no call: the kernel skips it
    registers[_RAX] = 2**64 - plan.errno
    ctypes.memmove(buffer, _REGISTERS.pack(*registers), _REGISTERS.size)
    _ptrace(_PTRACE_SETREGS, pid, ctypes.addressof(buffer))


def _path_of(name: str, pid: int, registers: list[int]) -> str:
    """Return the path of the file that a call is on; "" if that is unknown."""
    try:
        if name in _BY_DESCRIPTOR:
            return os.readlink(f"/proc/{pid}/fd/{registers[_RDI] & 0xFFFFFFFF}")  # noqa: PTH115 - a text
        address = registers[_RSI if name in _BY_SECOND_ARGUMENT else _RDI]
        with open(f"/proc/{pid}/mem", "rb", buffering=0) as memory:  # noqa: PTH123 - a path of /proc
            memory.seek(address)
            return os.fsdecode(memory.read(4096).partition(b"\0")[0])
    except (OSError, ValueError, OverflowError):
        return ""


def _process_of(thread: int) -> int:
    """Return the process of a thread."""
    with open(f"/proc/{thread}/status", encoding="ascii", errors="replace") as lines:  # noqa: PTH123
        return next(int(line.split()[1]) for line in lines if line.startswith("Tgid:"))


def _ptrace(request: int, pid: int, data: int = 0) -> None:
    """Call ptrace(2).

    Raises:
        OSError: It failed.
    """
    if _libc.ptrace(request, pid, None, data) == -1:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))


def _stop_at_calls() -> None:
    """Have this process stop for its tracer at the calls of `CALLS`, by a filter (seccomp(2))."""
    program = [(_LOAD_WORD, 0, 0, 0)]
    numbers = sorted(CALLS)
    # A match jumps over the other comparisons and over the first return.
    program += [
        (_JUMP_IF_EQUAL, len(numbers) - index, 0, number) for index, number in enumerate(numbers)
    ]
    program += [(_RETURN, 0, 0, _RET_ALLOW), (_RETURN, 0, 0, _RET_TRACE)]
    code = b"".join(struct.pack("=HBBI", *instruction) for instruction in program)
    instructions = ctypes.create_string_buffer(code)
    filter_ = ctypes.create_string_buffer(
        struct.pack("@HP", len(program), ctypes.addressof(instructions))
    )
    for option, first, second in (
        (_PR_SET_NO_NEW_PRIVS, 1, None),
        (_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.addressof(filter_)),
    ):
        if _libc.prctl(option, first, second, 0, 0) == -1:
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number))


def traced_command(plan: Plan, *command: str) -> list[str]:
    """Return the command that runs a command traced."""
    return [sys.executable, "-m", __name__, json.dumps(asdict(plan)), *command]


def main() -> int:
    """Run a command traced; return its exit code."""
    plan = Plan(**json.loads(sys.argv[1]))

    def run() -> NoReturn:
        os.execvp(sys.argv[2], sys.argv[2:])  # noqa: S606 - no shell is wanted

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGTSTP):
        signal.signal(number, signal.SIG_IGN)
    code = fork_traced(plan, run).exit_code
    return code if code >= 0 else 128 - code


if __name__ == "__main__":
    sys.exit(main())
