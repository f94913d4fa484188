"""Makes the system calls of the app fail while the user types: what is not on the disk is reported.

The app runs traced. A call fails once, or it and all later ones fail, as on a disk that is full or
broken. After a kill and a recovery, every word is there, or the screen had said that it is not
saved on the disk.
"""

import errno
import signal
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from random import Random

from tests.e2e.home_folder import DATA_FOLDER
from tests.e2e.terminal import BMC, Terminal
from tests.e2e.waiting import wait_until
from tests.faults.attack.figures import Figures, repeats
from tests.faults.attack.homes import data_file, prepare, run_bmc, words_in
from tests.faults.attack.tracing import Plan, traced_command

_RUNS = 24
"""Runs at scale 1."""

_ERRORS = (errno.ENOSPC, errno.EIO, errno.EDQUOT, errno.EROFS)

_CALLS: Sequence[Sequence[str]] = (
    ["write"],
    ["fsync"],
    ["rename", "renameat", "renameat2"],
    ["openat", "link", "linkat", "flock"],
)
"""The calls of which one fails, by their names."""

_FIRST_CALLS = 6
"""The call that fails first is one of so many from the first on."""

_NOWHERE = "exists only on screen"
"""What the screen says when a word is neither saved nor journaled."""


def fail_calls(scratch: Path, scale: float, random: Random, jobs: int) -> Figures:
    """Type while calls fail; return what was lost without a word.

    Args:
        scratch: An empty folder.
        scale: 1 for 24 runs.
        random: Picks the calls.
        jobs: How many runs go on at a time.
    """
    figures = Figures("the app, its system calls failing")
    runs = []
    for index in range(repeats(_RUNS, scale)):
        home = scratch / str(index)
        plan = Plan(
            str(home / DATA_FOLDER),
            first=random.randrange(_FIRST_CALLS),
            errno=_ERRORS[index % len(_ERRORS)],
            for_good=index % 2 == 0,
            names=[*_CALLS[index // 2 % len(_CALLS)]],
            after=str(home / "ready"),
            log=str(home / "failed"),
        )
        runs.append(partial(_run, home, plan, figures))
    figures.run_all(runs, jobs)
    return figures


def _run(home: Path, plan: Plan, figures: Figures) -> None:
    """Type words until they are on the disk or reported, kill the app, and look for them."""
    prepare(data_file(home))
    words = [f"word{number:02d}" for number in range(3)]  # no word with the a before it
    where = f"{plan.names} {errno.errorcode[plan.errno]} from call {plan.first}, {plan.for_good=}"
    figures.add("runs")
    with Terminal(traced_command(plan, BMC), home, size=(200, 40), env=_environment()) as terminal:
        terminal.wait_for("? keys")
        terminal.keys("3", "a")
        terminal.wait_for("Enter adds")
        Path(plan.after).touch()
        for word in words:
            terminal.send(f"{word}\r")
            terminal.wait_for_note(word)
        try:
            wait_until(lambda: _is_on_disk_or_reported(terminal, home, words[-1]))
        except AssertionError:
            screen = "\n".join(terminal.screen)
            figures.problems.append(f"{where}: neither on the disk nor reported:\n{screen}")
        rows = terminal.screen
        terminal.signal(signal.SIGKILL)
        terminal.wait()
    recovery = run_bmc(home, "recover")
    present = words_in(data_file(home))
    log = Path(plan.log)
    failed = log.read_text(encoding="utf-8").splitlines() if log.exists() else []
    figures.add("calls that failed", len(failed))
    if present is None or recovery.returncode:
        figures.problems.append(f"{where}: {recovery.stderr or 'the file is damaged'}")
        return
    is_reported = any(_NOWHERE in row for row in rows)
    figures.add("runs whose screen said that words are nowhere on the disk", is_reported)
    if missing := [word for word in words if not present[word]]:
        figures.add("words missing, as reported", len(missing) if is_reported else 0)
        if not is_reported:
            figures.problems.append(f"{where}: missing without a word: {missing}")


def _is_on_disk_or_reported(terminal: Terminal, home: Path, word: str) -> bool:
    """Tell whether a word is saved, or journaled, or said to be nowhere on the disk."""
    rows = terminal.screen
    if rows[0].endswith(" saved") or any(_NOWHERE in row for row in rows):
        return True
    journals = [path for path in home.rglob("*journal-*") if path.suffix not in (".lock", ".tmp")]
    with suppress(OSError):  # one is removed meanwhile
        return any(word in path.read_text(encoding="utf-8", errors="replace") for path in journals)
    return False


def _environment() -> dict[str, str]:
    """Return the variables by which the traced program finds the module that traces it."""
    return {"PYTHONPATH": str(Path(__file__).parents[3])}
