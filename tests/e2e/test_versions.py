"""Versions and trash in the installed program: from one start to the next, and by hand."""

import json
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock

from tests.e2e.home_folder import DATA_FOLDER, canvas_in, run_bmc
from tests.e2e.programs import WAIT_AN_HOUR_FOR_LOCKS, program_with
from tests.e2e.terminal import BMC, Terminal
from tests.e2e.test_app_in_terminal import ALTERNATE_SCREEN

pytestmark = pytest.mark.slow


def versions(home: Path) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(run_bmc(home, "versions", "--json"))
    return found


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_what_was_there_at_the_start_comes_back_in_a_later_session(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    run_bmc(tmp_path, "new", "Coffee cart")
    run_bmc(tmp_path, "add", "1", "Students")
    with Terminal([BMC], tmp_path, size=size) as terminal:
        terminal.wait_for("? keys")
        terminal.keys("a")
        terminal.wait_for("Enter adds")
        terminal.send("Staff")
        terminal.keys("enter", "escape")
        terminal.wait_for("saved")
        terminal.keys("q")
        assert terminal.wait() == 0
    assert [(each["name"], each["notes"]) for each in versions(tmp_path)] == [(None, 1)]
    with Terminal([BMC], tmp_path, size=size) as terminal:
        terminal.wait_for("? keys")
        terminal.keys("v")
        terminal.wait_for("automatic")
        terminal.wait_for("+ Added: Staff")
        terminal.keys("n")
        terminal.wait_for("Name of this version:")
        terminal.send("with staff")
        terminal.keys("enter")
        terminal.wait_for("Why this version?")
        terminal.send("asked them")
        terminal.keys("enter")
        terminal.wait_for("Saved: “with staff”")
        terminal.wait_for("Nothing changed.")
        terminal.keys("down")
        terminal.wait_for("+ Added: Staff")
        terminal.keys("p")
        terminal.wait_for("+ Staff")
        terminal.keys("s")
        terminal.wait_for("Save as:")
        terminal.keys("ctrl+u")
        terminal.send("changes.html")
        terminal.keys("enter")
        terminal.wait_for("Saved as html")
        terminal.keys("escape")
        terminal.wait_for("+ Added: Staff")
        terminal.keys("r")
        terminal.wait_for("The canvas is back at automatic")
        terminal.keys("q")
        assert terminal.wait() == 0
    assert canvas_in(tmp_path).note_count == 1
    assert "<ins>Staff</ins>" in (tmp_path / "changes.html").read_text("utf-8")
    assert "- Added: Staff" in run_bmc(tmp_path, "diff", "1", "with staff")
    assert "asked them" in run_bmc(tmp_path, "export", "--format", "progress")
    run_bmc(tmp_path, "restore", "with staff")
    assert canvas_in(tmp_path).note_count == 2


SLOW = """
from bmc_tui.store.versions import Versions

keep = Versions.add

def keep_slowly(*what):
    wait_for_marker("go")
    return keep(*what)

Versions.add = keep_slowly
"""
"""It takes as long as the test says to keep a version."""


def has_left(terminal: Terminal) -> bool:
    """Tell whether the program has given the terminal back, and so is on its way out."""
    return ALTERNATE_SCREEN not in terminal.modes


def quit_and_leave(terminal: Terminal) -> None:
    """Quit, and wait until the program is on its way out."""
    terminal.keys("escape", "q")
    terminal.wait_for(lambda _: has_left(terminal))


ENDS: dict[str, tuple[Callable[[Terminal], None], int]] = {
    "quit": (quit_and_leave, 0),
    # After a signal there are a few seconds left: none of them to wait in, on a busy machine.
    "signal": (lambda terminal: terminal.signal(signal.SIGTERM), 128 + signal.SIGTERM),
}


@pytest.mark.parametrize(("end", "status"), ENDS.values(), ids=ENDS)
def test_who_quits_right_after_the_first_change_has_the_version_before_it(
    tmp_path: Path, end: Callable[[Terminal], None], status: int
) -> None:
    run_bmc(tmp_path, "new", "Coffee cart")
    run_bmc(tmp_path, "add", "1", "Students")
    with Terminal(program_with(SLOW), tmp_path) as terminal:
        terminal.wait_for("? keys")
        terminal.keys("a")
        terminal.wait_for("Enter adds")
        terminal.send("Staff\r")
        terminal.wait_for("B Staff")
        end(terminal)
        (tmp_path / "go").touch()
        assert terminal.wait() == status
    assert [(each["name"], each["notes"]) for each in versions(tmp_path)] == [(None, 1)]
    assert canvas_in(tmp_path).note_count == 2


@pytest.mark.parametrize(("answer", "says"), [("y", "Deleted for good: 1 canvas"), ("", "Nothing")])
def test_the_trash_is_emptied_in_a_terminal_after_one_question(
    tmp_path: Path, answer: str, says: str
) -> None:
    run_bmc(tmp_path, "new", "Bakery")
    with Terminal([BMC], tmp_path) as terminal:
        terminal.wait_for("? keys")
        terminal.keys("o")
        terminal.wait_for("0 notes")
        terminal.keys("x")
        terminal.wait_for("is in the trash")
        terminal.keys("q", "q")
        assert terminal.wait() == 0
    assert "Bakery" in run_bmc(tmp_path, "trash")
    with Terminal([BMC, "trash", "--empty"], tmp_path) as terminal:
        terminal.wait_for("Delete 1 canvas for good, with all versions? Type y to delete:")
        terminal.send(answer)
        terminal.keys("enter")
        terminal.wait_for(says)
        assert terminal.wait() == 0
    assert ("Bakery" in run_bmc(tmp_path, "trash")) == (not answer)


def test_only_the_owner_can_read_what_lies_beside_the_canvases(tmp_path: Path) -> None:
    run_bmc(tmp_path, "new", "Bakery")
    run_bmc(tmp_path, "versions", "--keep", "empty")
    file = tmp_path / DATA_FOLDER / "canvases.versions.json"
    assert file.stat().st_mode & 0o077 == 0


def test_quitting_waits_for_the_version_that_is_being_written(tmp_path: Path) -> None:
    run_bmc(tmp_path, "new", "Bakery")
    lock = FileLock(tmp_path / DATA_FOLDER / "canvases.versions.json.lock")
    with Terminal(program_with(WAIT_AN_HOUR_FOR_LOCKS), tmp_path) as terminal:
        terminal.wait_for("? keys")
        with lock:
            terminal.keys("a")
            terminal.wait_for("Enter adds")
            terminal.send("Bread")
            terminal.keys("enter", "escape", "q")
            terminal.wait_for(lambda _: has_left(terminal))
        assert terminal.wait() == 0
    assert canvas_in(tmp_path).note_count == 1
    assert [each["notes"] for each in versions(tmp_path)] == [0]
