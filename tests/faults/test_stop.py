"""Ctrl+Z and `fg`, with a real shell and its job control."""

import os
import shlex
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from filelock import FileLock, Timeout

from bmc_tui.files.locations import versions_file
from bmc_tui.store import Shelf
from tests.e2e.home_folder import DATA_FOLDER, note_texts_in, run_bmc
from tests.e2e.processes import wait_for_state
from tests.e2e.programs import program_with
from tests.e2e.terminal import BMC, Terminal
from tests.e2e.waiting import wait_until
from tests.faults.test_journal import open_editor

pytestmark = pytest.mark.slow

READY = "? keys"
USUAL = {7, 25}
PROMPT = "shell:"
DATA = DATA_FOLDER / "canvases.json"

ON_A_SLOW_DISK = """
from bmc_tui.store import database, locking

replace, pause_locking = database.replace_with_backup, locking.pause_locking

def replace_slowly(*arguments):
    write_marker("writes")
    wait_for_marker("go")
    replace(*arguments)

def pause_noted(timeout_s):
    write_marker("stops")
    return pause_locking(3600)

database.replace_with_backup = replace_slowly
locking.pause_locking = pause_noted
"""
"""Each write of a file takes as long as the test says, with the file's lock held, and a stop waits
for it without an end."""


@contextmanager
def shell_with(command: list[str], home: Path) -> Iterator[Terminal]:
    """Have a shell that has started a program."""
    # Without its own line editor, which would put marks around pastes.
    shell = ["bash", "--norc", "--noediting", "-i"]
    with Terminal(shell, home, env={"PS1": f"{PROMPT}\n"}) as terminal:
        terminal.wait_for(PROMPT)
        terminal.send(f"{shlex.join(command)}\r")
        terminal.wait_for(READY)
        yield terminal


@pytest.fixture
def shell(tmp_path: Path) -> Iterator[Terminal]:
    """Give a shell that has started the program."""
    with shell_with([BMC], tmp_path) as terminal:
        yield terminal


def is_with_the_shell(terminal: Terminal) -> None:
    """Wait until the shell has the terminal, as it was."""
    terminal.wait_for("Stopped")
    terminal.wait_for(lambda _: terminal.modes <= {7, 25, 2004})
    terminal.send("echo a$((1 + 1))b\r")
    terminal.wait_for("a2b")
    assert any("echo a$((1 + 1))b" in row for row in terminal.screen)


def go_on_in_the_background(shell: Terminal) -> None:
    """Have the shell continue the program there, and wait until it has done so."""
    shell.send("bg\r")

    def done(rows: list[str]) -> bool:
        job_rows = [
            index for index, row in enumerate(rows) if row.startswith("[1]+") and row.endswith("&")
        ]
        return bool(job_rows) and rows[job_rows[0] + 1].startswith(PROMPT)

    shell.wait_for(done)


def wait_until_the_shell_sees_the_stop(shell: Terminal) -> None:
    """Wait until the shell has read that its job has stopped.

    A `fg` before that would take this stop for one that comes after it.
    """
    for attempt in range(1000):
        shell.send(f"jobs; echo seen{attempt}-$((1))\r")
        rows = shell.wait_for(lambda rows: f"seen{attempt}-1" in rows)  # noqa: B023 - used here
        if rows[rows.index(f"seen{attempt}-1") - 1].startswith("[1]+  Stopped"):
            return
    pytest.fail("the shell does not see it")


def is_locked(file: Path) -> bool:
    """Tell whether a session holds the lock of a file."""
    try:
        with FileLock(f"{file}.lock", timeout=0):
            return False
    except Timeout:
        return True


def test_ctrl_z_gives_the_shell_its_terminal_and_fg_takes_it_again(
    shell: Terminal, tmp_path: Path
) -> None:
    shell.send("aStaff\rVisitors\r\x1b")
    shell.wait_for_note("Visitors")
    shell.keys("ctrl+z")
    is_with_the_shell(shell)
    # Saved, and no other session waits for it.
    assert note_texts_in(tmp_path) == ["Staff", "Visitors"]
    assert not is_locked(tmp_path / DATA)
    shell.resize(120, 40)
    shell.send("fg\r")
    shell.wait_for(READY)
    shell.wait_for(lambda rows: len(rows[1]) == 120)
    shell.settle()
    rows = shell.screen
    assert rows[0].startswith(" Untitled")
    assert any("Visitors" in row for row in rows)
    assert not any(PROMPT in row for row in rows)
    assert {1049, 2004, 1006} <= shell.modes
    assert 25 not in shell.modes
    shell.keys("enter")
    shell.wait_for("Who are my customers")
    shell.paste("Guests")
    shell.wait_for("Guests")
    shell.keys("escape", "q")
    shell.wait_for(PROMPT)
    assert note_texts_in(tmp_path) == ["Staff", "Visitors", "Guests"]


def rename_a_canvas(terminal: Terminal) -> None:
    terminal.keys("o")
    terminal.wait_for("* Bakery")
    terminal.keys("r")
    terminal.wait_for("Title: Bakery")
    terminal.send(" and café\r")


def keep_a_version(terminal: Terminal) -> None:
    terminal.keys("v")
    terminal.wait_for("no versions of this canvas")
    terminal.keys("n")
    terminal.wait_for("Name of this version:")
    terminal.send("first\r")
    terminal.wait_for("Why this version?")
    terminal.send("\r")


def open_another_canvas(terminal: Terminal) -> None:
    terminal.keys("o")
    terminal.wait_for("* Bakery")
    terminal.keys("down", "enter")


def press_ctrl_z(terminal: Terminal) -> None:
    terminal.keys("ctrl+z")


def send_the_signal(terminal: Terminal) -> None:
    os.kill(child_of(terminal), signal.SIGTSTP)


def titles(shelf: Shelf) -> list[str]:
    return sorted(entry.title for entry in shelf.entries())


def names_of_versions(shelf: Shelf) -> list[str]:
    return [version.name for version in shelf.versions.of(shelf.last_used() or "")]


def last_used(shelf: Shelf) -> str:
    return shelf.load(shelf.last_used() or "").entry.title


WRITTEN: dict[str, tuple[Callable[[Terminal], None], str, Callable[[Shelf], object], object]] = {
    "list": (rename_a_canvas, "canvases", titles, ["Bakery and café", "Cart"]),
    "version": (keep_a_version, "versions", names_of_versions, ["first"]),
    "last used": (open_another_canvas, "canvases", last_used, "Cart"),
}
"""What is written by another screen than the canvas's: how that begins, in which file, and what is
there afterwards."""


@pytest.mark.parametrize("stop", [press_ctrl_z, send_the_signal])
@pytest.mark.parametrize(("begin", "file", "look", "wanted"), WRITTEN.values(), ids=WRITTEN)
def test_a_stop_in_the_middle_of_any_write_keeps_no_other_session_waiting(
    tmp_path: Path,
    begin: Callable[[Terminal], None],
    file: str,
    look: Callable[[Shelf], object],
    wanted: object,
    stop: Callable[[Terminal], None],
) -> None:
    for title in ("Cart", "Bakery"):
        run_bmc(tmp_path, "new", title)
    data = tmp_path / DATA
    written = data if file == "canvases" else versions_file(data)
    _, _, code = program_with(ON_A_SLOW_DISK)
    launcher = tmp_path / "slow.py"  # a shell repeats a command: this one is long
    launcher.write_text(code, encoding="utf-8")
    with shell_with([sys.executable, launcher.name], tmp_path) as terminal:
        begin(terminal)
        wait_until((tmp_path / "writes").exists)
        assert is_locked(written)
        stop(terminal)
        wait_until((tmp_path / "stops").exists)
        (tmp_path / "go").touch()
        is_with_the_shell(terminal)
        assert not is_locked(written)
        assert look(Shelf(data, NotImplemented)) == wanted
        terminal.send("fg\r")
        terminal.wait_for(lambda _: 1049 in terminal.modes)


def test_ctrl_z_takes_typing_back_in_the_editor(shell: Terminal) -> None:
    shell.keys("enter")
    shell.wait_for("Who are my customers")
    shell.send("Staff")
    shell.wait_for("Staff")
    shell.keys("ctrl+z")
    shell.wait_for(lambda rows: not any("Staff" in row for row in rows[:-1]))
    assert 1049 in shell.modes


def test_a_stop_by_signal_is_as_good(shell: Terminal, tmp_path: Path) -> None:
    shell.keys("enter")
    shell.wait_for("Who are my customers")
    shell.send("Staff")
    shell.wait_for("Staff")
    os.kill(child_of(shell), signal.SIGTSTP)
    is_with_the_shell(shell)
    assert note_texts_in(tmp_path) == ["Staff"]
    shell.send("fg\r")
    shell.wait_for("Who are my customers")
    shell.send(" and visitors")
    shell.wait_for("Staff and visitors")
    shell.keys("escape", "q")
    shell.wait_for(PROMPT)
    assert note_texts_in(tmp_path) == ["Staff and visitors"]


def test_a_stop_that_nobody_announces_is_repaired_by_fg(shell: Terminal) -> None:
    shell.send("aStaff\r\x1b")
    shell.wait_for_note("Staff")
    shell.wait_for(READY)
    os.kill(child_of(shell), signal.SIGSTOP)
    shell.wait_for("Stopped")
    shell.send("stty sane; printf '\\033[?1049l\\033[2J'; echo mess\r")
    shell.wait_for(lambda rows: "mess" in rows)  # not just in what was typed
    shell.send("fg\r")
    shell.wait_for(READY)
    rows = shell.wait_for_note("Staff")
    assert rows[0].startswith(" Untitled")
    assert not any("mess" in row for row in rows)
    shell.keys("q")
    shell.wait_for(PROMPT)
    shell.send("echo a$((1 + 1))b\r")
    shell.wait_for("a2b")
    assert any("echo a$((1 + 1))b" in row for row in shell.screen)


def test_in_the_background_it_waits_for_fg(shell: Terminal) -> None:
    pid = child_of(shell)
    shell.keys("ctrl+z")
    is_with_the_shell(shell)
    go_on_in_the_background(shell)
    wait_for_state(pid, "T")
    wait_until_the_shell_sees_the_stop(shell)
    assert 1049 not in shell.modes
    shell.send("fg\r")
    shell.wait_for(READY)
    shell.keys("q")
    shell.wait_for(PROMPT)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize("in_background", [False, True])
def test_a_stopped_program_can_be_ended(
    shell: Terminal, in_background: bool, number: signal.Signals
) -> None:
    pid = child_of(shell)
    shell.keys("ctrl+z")
    is_with_the_shell(shell)
    if in_background:
        go_on_in_the_background(shell)
    wait_for_state(pid, "T")
    shell.send(f"kill -{number.value} %1; kill -CONT %1; wait %1; echo ended with $?\r")
    shell.wait_for(f"ended with {128 + number}")
    assert 1049 not in shell.modes


def test_what_it_was_started_through_stops_with_it(tmp_path: Path) -> None:
    command = ["bash", "--norc", "--noediting", "-i"]
    with Terminal(command, tmp_path, env={"PS1": f"{PROMPT}\n"}) as terminal:
        terminal.send(f"sh -c '{BMC}; echo it ended with $?'\r")
        terminal.wait_for(READY)
        terminal.keys("ctrl+z")
        is_with_the_shell(terminal)
        terminal.send("fg\r")
        terminal.wait_for(READY)
        terminal.keys("q")
        terminal.wait_for("it ended with 0")


def test_without_a_shell_to_come_back_to_ctrl_z_does_not_stop_it(tmp_path: Path) -> None:
    with Terminal([BMC], tmp_path) as terminal:
        terminal.wait_for(READY)
        terminal.keys("ctrl+z")
        terminal.wait_for("No shell here could resume bmc, so it keeps running.")
        terminal.keys("q")
        assert terminal.wait() == 0
        assert terminal.modes == USUAL


def test_a_stop_by_signal_needs_no_shell(tmp_path: Path) -> None:
    with Terminal([BMC], tmp_path) as terminal:
        open_editor(terminal)
        terminal.send("Staff")
        terminal.wait_for("Staff")
        terminal.signal(signal.SIGTSTP)
        wait_for_state(terminal.pid, "T")
        terminal.wait_for(lambda _: terminal.modes == USUAL)
        terminal.signal(signal.SIGCONT)
        terminal.wait_for("Who are my customers")
        terminal.send(" and visitors")
        terminal.wait_for("Staff and visitors")
        terminal.keys("escape", "q")
        assert terminal.wait() == 0
    assert note_texts_in(tmp_path) == ["Staff and visitors"]


def child_of(shell: Terminal) -> int:
    """Return the process that the shell has started."""
    children = Path(f"/proc/{shell.pid}/task/{shell.pid}/children").read_text(encoding="utf-8")
    return int(children.split()[0])
