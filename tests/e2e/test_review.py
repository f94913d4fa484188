"""The review in the installed program: to a note and back, put away and back, and live."""

from pathlib import Path

import pytest

from bmc_tui.model.blocks import GENERAL, Block
from tests.e2e.home_folder import canvas_in, run_bmc
from tests.e2e.terminal import BMC, Terminal

pytestmark = pytest.mark.slow


def with_faults(home: Path) -> None:
    """Make an example of which three notes are not as they should be."""
    run_bmc(home, "new", "--example", "coffee-cart")
    run_bmc(home, "add", "7", "Wash; dry")
    run_bmc(home, "add", "1", "Everyone")
    run_bmc(home, "add", "9", "Insurance")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_a_finding_leads_to_its_note_and_what_is_mended_there_is_gone(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    with_faults(tmp_path)
    with Terminal([BMC], tmp_path, size=size) as terminal:
        terminal.wait_for("? keys")
        terminal.keys("r")
        rows = terminal.wait_for("This segment is everyone.")
        many = int(rows[0].split("Review")[1].split()[0])
        while not any("“Wash; dry”" in row for row in terminal.settle()):
            terminal.keys("down")
        terminal.keys("enter")
        terminal.wait_for("7 Key activities")
        terminal.wait_for(f"{many} findings")
        terminal.keys("backspace", "backspace", "backspace", "backspace", "backspace")
        terminal.wait_for(f"{many - 1} findings")
        terminal.keys("escape")
        rows = terminal.wait_for(lambda rows: "Review" in rows[0])
        assert f"Review  {many - 1} findings" in rows[0]
        assert not any("several ideas" in row for row in rows)
        terminal.keys("escape", "q")
        assert terminal.wait() == 0
    assert canvas_in(tmp_path).texts(Block.KEY_ACTIVITIES, GENERAL)[-1] == "Wash"


def test_what_is_put_away_is_listed_and_stays_so_until_it_is_brought_back(tmp_path: Path) -> None:
    with_faults(tmp_path)
    with Terminal([BMC], tmp_path) as terminal:
        terminal.wait_for("? keys")
        terminal.keys("r")
        terminal.wait_for("This note holds several ideas")
        while not any("“Wash; dry”" in row for row in terminal.settle()):
            terminal.keys("down")
        terminal.keys("x")
        terminal.wait_for("Put away. It stands below")
        terminal.keys("escape")
        terminal.wait_for("saved")
        terminal.keys("q")
        assert terminal.wait() == 0
    assert "1 put away" in run_bmc(tmp_path, "review")
    with Terminal([BMC], tmp_path) as terminal:
        terminal.wait_for("? keys")
        terminal.keys("r")
        rows = terminal.wait_for(lambda rows: " Put away" in rows)
        before = rows[0]
        heading = rows.index(" Put away")
        assert not any("several ideas" in row for row in rows[:heading])
        assert "This note holds several ideas" in rows[heading + 1]
        terminal.keys("end")
        terminal.wait_for("“Wash; dry”")
        terminal.keys("x")
        rows = terminal.wait_for("It is back among the findings.")
        assert " Put away" not in rows
        assert rows[0] != before
        terminal.keys("escape")
        terminal.wait_for("saved")
        terminal.keys("q")
        assert terminal.wait() == 0
    assert canvas_in(tmp_path).dismissed == ()


def test_what_another_window_writes_is_found_while_the_list_is_open(tmp_path: Path) -> None:
    with_faults(tmp_path)
    with Terminal([BMC], tmp_path) as terminal:
        terminal.wait_for("? keys")
        terminal.keys("r")
        terminal.wait_for("This segment is everyone.")
        run_bmc(tmp_path, "add", "2", "Warm hands")
        terminal.wait_for("This value proposition names no segment.")
