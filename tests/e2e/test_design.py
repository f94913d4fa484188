"""The seven questions on the design in the installed program: answered, killed, read, handed in."""

import json
import signal
from pathlib import Path

import pytest

from bmc_tui.model.canvas import DesignAnswer
from tests.e2e.home_folder import DATA_FOLDER, canvas_in, run_bmc
from tests.e2e.terminal import BMC, Terminal
from tests.e2e.waiting import wait_until

pytestmark = pytest.mark.slow

ANSWERS = (
    DesignAnswer("switching_costs", "A stamp card", 7),
    DesignAnswer("recurring_revenue", "", 10),
)


def open_questions(terminal: Terminal) -> None:
    """Open the screen with the questions from the canvas."""
    terminal.wait_for("? keys")
    terminal.keys("r")
    terminal.wait_for("7 questions")
    terminal.keys("7")
    terminal.wait_for("Seven questions on the design")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_answers_are_typed_stored_and_handed_in(tmp_path: Path, size: tuple[int, int]) -> None:
    run_bmc(tmp_path, "new", "--example", "coffee-cart")
    data = tmp_path / DATA_FOLDER / "canvases.json"
    assert "design" not in data.read_text(encoding="utf-8")
    unanswered = {
        name: run_bmc(tmp_path, "export", "--format", name) for name in ("report", "json")
    }
    with Terminal([BMC], tmp_path, size=size) as terminal:
        open_questions(terminal)
        terminal.keys("7", "enter", *"A stamp card", "enter", "down", "1", "0")
        rows = terminal.wait_for("10/10")
        assert any("7/10" in row for row in rows)
        assert "2 of 7 answered" in rows[0]
        terminal.keys("escape", "escape")
        terminal.wait_for("saved")
        terminal.keys("q")
        assert terminal.wait() == 0
    assert canvas_in(tmp_path).design == ANSWERS
    report = run_bmc(tmp_path, "export", "--format", "report")
    assert "### What does a customer give up by leaving you? (7/10)\n\n- A stamp card\n" in report
    assert json.loads(run_bmc(tmp_path, "export", "--format", "json"))["design"] == {
        "switching_costs": {"text": "A stamp card", "score": 7},
        "recurring_revenue": {"score": 10},
    }
    assert "Seven questions on the design" in run_bmc(tmp_path, "show", "--plain")
    assert "switching_costs" not in unanswered["json"]
    assert "Seven questions" not in unanswered["report"]
    # Read back in a home of its own, from each format.
    for name in ("markdown", "report", "json", "html", "csv"):
        home = tmp_path / name
        home.mkdir()
        run_bmc(tmp_path, "export", "--format", name, "--output", str(home / "canvas"))
        run_bmc(home, "import", "canvas", "--format", name)
        assert canvas_in(home).design == ANSWERS
    run_bmc(tmp_path, "undo")
    assert canvas_in(tmp_path).design == ANSWERS[:1]
    run_bmc(tmp_path, "redo")
    assert canvas_in(tmp_path).design == ANSWERS


def test_what_was_answered_before_a_kill_is_there(tmp_path: Path) -> None:
    run_bmc(tmp_path, "new", "Cart")
    with Terminal([BMC], tmp_path) as terminal:
        open_questions(terminal)
        terminal.keys("7", "enter", *"A stamp card")
        terminal.wait_for("A stamp card")
        wait_until(lambda: "A stamp card" in stored_text(tmp_path))
        terminal.signal(signal.SIGKILL)
        terminal.wait()
    assert canvas_in(tmp_path).design == ANSWERS[:1]


def stored_text(home: Path) -> str:
    """Return the data file."""
    return (home / DATA_FOLDER / "canvases.json").read_text(encoding="utf-8")


def test_two_windows_answer_other_questions_and_the_same_one(tmp_path: Path) -> None:
    run_bmc(tmp_path, "new", "Cart")
    with Terminal([BMC], tmp_path) as first, Terminal([BMC], tmp_path) as second:
        open_questions(first)
        open_questions(second)
        first.keys("7", "enter", *"A stamp card", "escape")
        second.wait_for("A stamp card")
        second.keys("down", "1", "0")
        first.wait_for("10/10")
        second.keys("up", "enter", *" and more", "escape")
        first.wait_for("A stamp card and more")
        for terminal in (first, second):
            terminal.keys("escape", "escape")
            terminal.wait_for("1 Segments")  # a message may be over the keys
            terminal.keys("q")
            assert terminal.wait() == 0
    assert canvas_in(tmp_path).design == (
        DesignAnswer("switching_costs", "A stamp card and more", 7),
        DesignAnswer("recurring_revenue", "", 10),
    )
