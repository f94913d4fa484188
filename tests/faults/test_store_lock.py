"""Two programs write one file: neither waits for one that is stopped, and nothing is lost."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from signal import SIGCONT, SIGSTOP

import pytest

from bmc_tui.model.canvas import Canvas
from tests.e2e.programs import (
    LOG_LOCK_TIMEOUTS,
    WAIT_AN_HOUR_FOR_LOCKS,
    lock_timeouts_s,
    program_with,
)
from tests.e2e.terminal import BMC, environment
from tests.e2e.waiting import TIMEOUT_S, wait_until
from tests.faults.app import (
    NOT_SAVED,
    app_adding_notes,
    notes_in,
    quit_app,
    shelf_at,
    wait_for_message,
    wait_until_saved,
)

pytestmark = pytest.mark.slow

EDITS = 60

_SAVE_SLOWLY = (
    "import sys; from pathlib import Path; from bmc_tui.store import locking; "
    "held = locking.locked(Path(sys.argv[1])); held.__enter__(); "
    "print('held', flush=True); sys.stdin.read()"
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Give a file with one canvas without notes."""
    file = tmp_path / "data" / "canvases.json"
    shelf_at(file).create(Canvas().with_title("Cart"), "a")
    return file


@contextmanager
def stopped_while_saving(file: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Have another session that was stopped in the middle of a save."""
    command = [sys.executable, "-c", _SAVE_SLOWLY, str(file)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe) as other:
        assert other.stdout
        assert other.stdout.readline() == b"held\n"
        other.send_signal(SIGSTOP)
        try:
            yield other
        finally:
            other.kill()


def go_on(other: "subprocess.Popen[bytes]") -> None:
    """Let the session that was stopped end its save."""
    other.send_signal(SIGCONT)
    assert other.stdin
    other.stdin.close()


def test_while_a_save_waits_for_one_that_is_stopped_every_key_is_shown(
    file: Path, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    with (
        app_adding_notes(file, home, program_with(WAIT_AN_HOUR_FOR_LOCKS)) as terminal,
        stopped_while_saving(file) as other,
    ):
        terminal.send("mine\r")
        wait_until(lambda: lock_timeouts_s(home))
        # The save waits as long as the other program is stopped: until the last key.
        typed = ""
        for letter in "ab" * 10:
            typed += letter
            terminal.send(letter)
            terminal.wait_for(f" {typed}")
        terminal.send("\r")
        terminal.wait_for_note(typed)
        assert notes_in(file) == []
        assert len(lock_timeouts_s(home)) == 1
        go_on(other)
        wait_until_saved(terminal)
        assert notes_in(file) == ["mine", typed]
        quit_app(terminal)


def test_one_that_is_stopped_in_a_save_is_named_and_what_is_typed_is_saved_after_it(
    file: Path, tmp_path: Path
) -> None:
    with app_adding_notes(file, tmp_path / "home") as terminal, stopped_while_saving(file) as other:
        terminal.send("first\r")
        wait_for_message(terminal, "another program is using", "What you type stays here")
        assert terminal.screen[0].endswith(NOT_SAVED)
        terminal.send("second\r")
        terminal.wait_for_note("second")
        # The key took the message away; more is not saved now, so the next try brings it back.
        wait_for_message(terminal, "another program is using", "What you type stays here")
        assert notes_in(file) == []
        go_on(other)
        wait_until_saved(terminal)
        assert notes_in(file) == ["first", "second"]
        quit_app(terminal)


def test_quitting_while_another_is_stopped_in_a_save_asks_once_and_waits_three_seconds_at_most(
    file: Path, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    with (
        app_adding_notes(file, home, program_with(LOG_LOCK_TIMEOUTS)) as terminal,
        stopped_while_saving(file),
    ):
        terminal.send("mine\r")
        terminal.keys("escape")
        wait_until(lambda: lock_timeouts_s(home))
        before = len(lock_timeouts_s(home)) - 1  # the last of them may still be going on
        terminal.keys("q")
        wait_for_message(
            terminal, "another program is using", "q again quits; what is not saved is kept"
        )
        assert sum(lock_timeouts_s(home)[before:]) <= 3
        before = len(lock_timeouts_s(home)) - 1
        terminal.keys("q")
        assert terminal.wait() == 1
        assert sum(lock_timeouts_s(home)[before:]) <= 3
    assert notes_in(file) == []


def test_quitting_saves_when_the_other_one_has_gone_on(file: Path, tmp_path: Path) -> None:
    with app_adding_notes(file, tmp_path / "home") as terminal:
        with stopped_while_saving(file):
            terminal.send("mine\r")
            terminal.keys("escape", "q")
            wait_for_message(terminal, "another program is using", "q again quits")
        terminal.keys("q")
        assert terminal.wait() == 0
    assert notes_in(file) == ["mine"]


def test_a_command_does_not_wait_for_one_that_is_stopped_in_a_save_but_says_so(
    file: Path,
) -> None:
    with stopped_while_saving(file):
        done = subprocess.run(
            [BMC, "--file", str(file), "add", "1", "mine"],
            env=environment(file.parent),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 1
    assert "another program is using" in done.stderr
    assert notes_in(file) == []


# Two that go on

_EDIT = """
import asyncio, sys
from datetime import UTC, datetime
from pathlib import Path
from bmc_tui.model.blocks import Block
from bmc_tui.store import Shelf
from bmc_tui.session.events import SaveState
from bmc_tui.session.session import Session

async def main(name, edits):
    shelf = Shelf(Path(sys.argv[1]), lambda: datetime.now(UTC))
    session = Session(shelf, shelf.load("a"), lambda event: None, asyncio.create_task)
    for n in range(edits):
        session.record(session.canvas.add(Block.CHANNELS, f"{name} {n}"))
        assert await session.flush(), session.error
        assert session.state is not SaveState.FAILED

asyncio.run(main(sys.argv[2], int(sys.argv[3])))
"""


NO_LOCKS = ["strace", "-f", "-qq", "-o", "/dev/null", "-e"]


@pytest.mark.parametrize(
    ("before", "edits"),
    [
        ([], EDITS),
        pytest.param(
            [*NO_LOCKS, "inject=flock:error=ENOLCK"], 20, marks=pytest.mark.needs("strace")
        ),
    ],
    ids=["locks", "no-locks"],
)
def test_two_sessions_with_many_edits_each_of_one_canvas_lose_none(
    file: Path, before: list[str], edits: int
) -> None:
    both = [
        subprocess.Popen([*before, sys.executable, "-c", _EDIT, file, name, str(edits)])
        for name in ("one", "two")
    ]
    assert [each.wait(TIMEOUT_S) for each in both] == [0, 0]
    wanted = {f"{name} {n}" for name in ("one", "two") for n in range(edits)}
    notes = notes_in(file)
    assert set(notes) == wanted
    assert len(notes) == len(wanted)
    for name in ("one", "two"):  # each side's notes in the order in which it made them
        own = [note for note in notes if note.startswith(name)]
        assert own == [f"{name} {n}" for n in range(edits)]


def test_commands_that_add_notes_at_the_same_time_lose_none(file: Path) -> None:
    adding = [
        subprocess.Popen(
            [BMC, "--file", str(file), "add", "1", f"note {n}"],
            env=environment(file.parent),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )
        for n in range(8)
    ]
    assert [each.wait(TIMEOUT_S) for each in adding] == [0] * 8
    assert sorted(notes_in(file)) == [f"note {n}" for n in range(8)]


# A file system that has no locks


@pytest.mark.needs("strace")
@pytest.mark.parametrize("answer", ["ENOSYS", "ENOLCK", "EOPNOTSUPP", "EINVAL"])
def test_where_there_are_no_locks_it_is_saved_under_a_marker(file: Path, answer: str) -> None:
    done = subprocess.run(
        [*NO_LOCKS, f"inject=flock:error={answer}", BMC, "--file", str(file), "add", "1", "mine"],
        env=environment(file.parent),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert notes_in(file) == ["mine"]
    assert not file.with_name("canvases.json.locked").exists()
