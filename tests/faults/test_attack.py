"""The attacks of `python -m tests.faults.attack` at a small scale, each with the same seed."""

import errno
import os
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

import pytest

from tests.e2e.waiting import TIMEOUT_S
from tests.faults.attack.tracing import IS_SUPPORTED

pytestmark = pytest.mark.slow

needs_tracing = pytest.mark.skipif(not IS_SUPPORTED, reason="traces by ptrace, on x86-64")

SCALES = {"typing": 0.02, "edits": 0.2, "together": 0.05}
"""Edits are all made, which shows that their keys are still those of the app."""
TRACED_SCALES = {"commands": 0.03, "calls": 0.2}


def attack(kind: str, scale: float) -> str:
    """Run an attack; return its figures."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.attack", "--seed", "12", "--scale", str(scale), kind],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
        timeout=10 * TIMEOUT_S,
    )
    assert (done.returncode, done.stderr) == (0, ""), done.stdout + done.stderr
    return done.stdout


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
@pytest.mark.parametrize(("kind", "scale"), SCALES.items())
def test_kills_and_many_programs_at_once_lose_and_damage_nothing(kind: str, scale: float) -> None:
    figures = attack(kind, scale)
    assert "  kills\n" in figures or "  edits\n" in figures
    assert "BROKEN" not in figures


@needs_tracing
@pytest.mark.parametrize(("kind", "scale"), TRACED_SCALES.items())
def test_failing_system_calls_lose_nothing_without_a_word(kind: str, scale: float) -> None:
    figures = attack(kind, scale)
    assert "  faults\n" in figures or "  calls that failed\n" in figures
    assert "BROKEN" not in figures


# The attacks are worth as much as what they would find


def write_twice(folder: Path) -> NoReturn:
    """Write two files; end with the number of those that could not be written."""
    failures = 0
    for name in ("one", "two"):
        try:
            (folder / name).write_text(name, encoding="utf-8")
        except OSError as error:
            failures += error.errno == errno.ENOSPC
    os._exit(failures)


TRACED = """
import sys
from pathlib import Path
from tests.faults.attack.tracing import Plan, fork_traced
from tests.faults.test_attack import write_twice
plan = Plan(sys.argv[1], *map(int, sys.argv[2:4]), bool(int(sys.argv[4])))
trace = fork_traced(plan, lambda: write_twice(Path(sys.argv[1])))
print(trace.exit_code, *trace.calls)
"""


@needs_tracing
@pytest.mark.parametrize(
    ("plan", "reported", "written"),
    [
        ("-1 0 0", "0 openat write openat write", ["one", "two"]),
        (f"1 {errno.ENOSPC} 0", "1 openat write write openat write", ["one", "two"]),
        (f"0 {errno.ENOSPC} 1", "2 openat openat", []),
        ("2 0 0", "-9 openat write openat", ["one"]),
    ],
    ids=["no fault", "once", "for good", "kill"],
)
def test_a_call_fails_or_is_never_made_as_planned(
    tmp_path: Path, plan: str, reported: str, written: list[str]
) -> None:
    command = [sys.executable, "-c", TRACED, str(tmp_path), *plan.split()]
    root = Path(__file__).parents[2]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == reported
    assert sorted(path.name for path in tmp_path.iterdir()) == written
