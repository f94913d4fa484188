"""Undo steps survive a kill while the user works on, and a second window that quits later."""

import signal
from pathlib import Path

import pytest

from bmc_tui.model.canvas import Canvas
from bmc_tui.model.history import History
from bmc_tui.store.undo_log import read_history
from tests.e2e.home_folder import DATA_FOLDER, canvas_in, note_texts_in, run_bmc
from tests.e2e.terminal import BMC, Terminal, has_note
from tests.e2e.waiting import wait_until
from tests.faults.test_two_sessions import READY, two_apps, wait_until_saved

pytestmark = pytest.mark.slow

MAX_NOTES = 150
"""Notes after which a program that goes on being used must have written steps."""


def undo_history(home: Path) -> History:
    """Return what the next session can undo."""
    history = History(canvas_in(home))
    for file in (home / DATA_FOLDER / "canvases.json.undo").glob("*.json"):
        earlier = read_history(file)
        history = history.continue_from(earlier) if earlier else history
    return history


def test_a_kill_in_the_midst_of_steady_work_leaves_the_steps(tmp_path: Path) -> None:
    run_bmc(tmp_path, "new", "Cart")
    folder = tmp_path / DATA_FOLDER / "canvases.json.undo"
    with Terminal([BMC], tmp_path) as terminal:
        terminal.wait_for(READY)
        terminal.keys("a")
        terminal.wait_for("+")
        count = 0
        while not folder.exists():  # without a pause longer than that of an autosave
            assert count < MAX_NOTES
            terminal.send(f"note {count}\r")
            count += 1
            wait_until(lambda: canvas_in(tmp_path).note_count == count)  # noqa: B023 - at once
        wait_until(lambda: undo_history(tmp_path).past)
        terminal.signal(signal.SIGKILL)
        terminal.wait()
    history = undo_history(tmp_path)
    assert len(history.past) >= count - 1  # the last note may be newer than the write
    steps = len(history.past)
    assert "Undone" in run_bmc(tmp_path, "undo")
    assert canvas_in(tmp_path).note_count == count - 1
    for _ in range(2):
        run_bmc(tmp_path, "undo")
    assert len(undo_history(tmp_path).past) == steps - 3


@pytest.mark.parametrize("first_quits_last", [True, False])
def test_who_quits_last_leaves_the_steps_of_the_other_window(
    tmp_path: Path, first_quits_last: bool
) -> None:
    run_bmc(tmp_path, "new", "Cart")
    with two_apps(tmp_path) as (one, other):
        other.keys("3", "a")
        other.send("by other\r")
        other.keys("escape", "u", "U")  # which reads the steps that there are
        one.wait_for_note("by other")
        one.keys("3", "a")
        for number in range(4):
            one.send(f"by one {number}\r")
            one.wait_for_note(f"by one {number}")
        one.keys("escape", "enter")
        one.wait_for("1 Awareness")
        one.keys("up", "home", "ctrl+k")
        wait_until(lambda: canvas_in(tmp_path).note_count == 4)
        one.keys("escape")
        remaining = note_texts_in(tmp_path)
        (deleted,) = {f"by one {number}" for number in range(4)} - {*remaining}
        other.wait_for(lambda rows: not has_note(rows, deleted) and has_note(rows, remaining[-1]))
        first, last = (other, one) if first_quits_last else (one, other)
        first.keys("q")
        assert first.wait() == 0
        run_bmc(tmp_path, "add", "3", "by command")
        last.wait_for_note("by command")
        last.keys("3", "a")
        last.send("the last\r")
        last.keys("escape")
        wait_until_saved(last)
        last.keys("q")
        assert last.wait() == 0
    history = undo_history(tmp_path)
    assert len(history.past) == 8
    states: list[Canvas] = []
    with Terminal([BMC], tmp_path, size=(130, 30)) as terminal:
        terminal.wait_for(READY)
        for _ in range(8):
            before = canvas_in(tmp_path)
            terminal.keys("u")
            wait_until(lambda: canvas_in(tmp_path) != before)  # noqa: B023 - at once
            states.append(canvas_in(tmp_path))
    assert any(deleted == note.text for canvas in states for _, note in canvas)
    assert states[-1].note_count == 0
