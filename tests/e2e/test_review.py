"""The review in the installed program: to a note and back, dismissing findings, live."""

from pathlib import Path

import pytest

from bmc_tui.model.blocks import GENERAL, Block
from tests.e2e.home_folder import canvas_in, run_bmc
from tests.e2e.terminal import BMC, Terminal

pytestmark = pytest.mark.slow

WORDS = ("problem", "check", "hint")
"""The severities."""


def with_faults(home: Path) -> None:
    """Make an example of which three notes are not as they should be."""
    run_bmc(home, "new", "--example", "coffee-cart")
    run_bmc(home, "add", "7", "Wash; dry")
    run_bmc(home, "add", "1", "Everyone")
    run_bmc(home, "add", "9", "Insurance")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_a_finding_leads_to_its_note_and_what_is_resolved_there_is_gone(
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


def test_what_is_dismissed_is_listed_and_stays_so_until_it_is_brought_back(tmp_path: Path) -> None:
    with_faults(tmp_path)
    with Terminal([BMC], tmp_path) as terminal:
        terminal.wait_for("? keys")
        terminal.keys("r")
        terminal.wait_for("This note holds several ideas")
        while not any("“Wash; dry”" in row for row in terminal.settle()):
            terminal.keys("down")
        terminal.keys("x")
        terminal.wait_for("Dismissed. It is listed at the bottom")
        terminal.keys("escape")
        terminal.wait_for("saved")
        terminal.keys("q")
        assert terminal.wait() == 0
    assert "1 dismissed" in run_bmc(tmp_path, "review")
    with Terminal([BMC], tmp_path) as terminal:
        terminal.wait_for("? keys")
        terminal.keys("r")
        rows = terminal.wait_for(lambda rows: " Dismissed" in rows)
        before = rows[0]
        heading = rows.index(" Dismissed")
        assert not any("several ideas" in row for row in rows[:heading])
        assert "This note holds several ideas" in rows[heading + 1]
        terminal.keys("end")
        terminal.wait_for("“Wash; dry”")
        terminal.keys("x")
        rows = terminal.wait_for("Restored to the findings.")
        assert " Dismissed" not in rows
        assert rows[0] != before
        terminal.keys("escape")
        terminal.wait_for("saved")
        terminal.keys("q")
        assert terminal.wait() == 0
    assert canvas_in(tmp_path).dismissed == ()


def with_twelve_values(home: Path) -> None:
    """Make an example with twelve values that are tied to no segment."""
    run_bmc(home, "new", "--example", "coffee-cart")
    for number in range(12):
        run_bmc(home, "add", "2", f"Comfort number {number}")


def row_of(report: str, text: str) -> list[str]:
    """Return the lines of the row of a report in which a text is."""
    (row,) = (row for row in report.replace("\r", "").split("\n\n") if text in row)
    return row.strip().splitlines()


@pytest.mark.parametrize("language", ["en", "nl"])
def test_twelve_values_without_a_segment_are_one_row_of_some_fifteen_lines(
    tmp_path: Path, language: str
) -> None:
    with_twelve_values(tmp_path)
    lines = row_of(run_bmc(tmp_path, "review", "--lang", language), "Comfort number 11")
    assert len(lines) == 1 + 12 + 2
    columns = {"COLUMNS": "80"}
    with Terminal([BMC, "review", "--lang", language], tmp_path, size=(80, 60), env=columns) as it:
        assert it.wait() == 0
        assert len(row_of("\n".join(it.screen), "Comfort number 11")) <= 1 + 12 + 5


@pytest.mark.parametrize("env", [{}, {"NO_COLOR": "1"}])
def test_in_a_terminal_lines_break_between_words_and_severities_have_colours(
    tmp_path: Path, env: dict[str, str]
) -> None:
    with_faults(tmp_path)
    run_bmc(tmp_path, "add", "1", "Shoppers of all ages who come by now and then, or every day")
    with Terminal([BMC, "review"], tmp_path, size=(60, 200), env=env) as terminal:
        assert terminal.wait() == 0
        rows = terminal.screen
        starts = {
            word: next(y for y, row in enumerate(rows) if f"[{word}]" in row) for word in WORDS
        }
        colours = {word: terminal.cell(rows[y].index("["), y).fg for word, y in starts.items()}
    words = {word for row in rows for word in row.split()}
    assert words == set(run_bmc(tmp_path, "review").split())  # none is broken
    assert len(set(colours.values())) == (1 if env else len(WORDS))


def test_a_row_is_dismissed_on_the_command_line_and_undone(tmp_path: Path) -> None:
    with_twelve_values(tmp_path)
    before = canvas_in(tmp_path)
    report = run_bmc(tmp_path, "review", "--dismiss", "segment_of_value")
    assert "12 findings" in report
    assert "Comfort number" not in run_bmc(tmp_path, "review")
    assert "12 dismissed" in run_bmc(tmp_path, "review")
    run_bmc(tmp_path, "undo")
    assert canvas_in(tmp_path) == before


def test_capital_x_puts_a_row_away_for_the_command_line_too(tmp_path: Path) -> None:
    with_twelve_values(tmp_path)
    with Terminal([BMC], tmp_path) as terminal:
        terminal.wait_for("? keys")
        terminal.keys("r")
        terminal.wait_for("12 value propositions name no segment.")
        while not any("“Comfort number 0”" in row for row in terminal.settle()):
            terminal.keys("down")
        terminal.send("X")
        terminal.wait_for("12 findings are dismissed.")
        terminal.keys("escape")
        terminal.wait_for("saved")
        terminal.keys("q")
        assert terminal.wait() == 0
    assert "12 dismissed" in run_bmc(tmp_path, "review")
    assert len(canvas_in(tmp_path).dismissed) == 12


def test_a_note_of_a_folded_row_is_chosen_below_it(tmp_path: Path) -> None:
    with_twelve_values(tmp_path)
    with Terminal([BMC], tmp_path, size=(120, 40)) as terminal:
        terminal.wait_for("? keys")
        terminal.keys("r")
        terminal.wait_for("12 value propositions name no segment.")
        while not any("“Comfort number 0”" in row for row in terminal.settle()):
            terminal.keys("down")
        terminal.keys("right", "down", "down", "down", "enter")
        terminal.wait_for("2 Value propositions")
        terminal.send("!")
        terminal.wait_for("Comfort number 2!")
        terminal.keys("escape", "escape", "q")
        assert terminal.wait() == 0


def test_what_another_window_writes_is_found_while_the_list_is_open(tmp_path: Path) -> None:
    with_faults(tmp_path)
    with Terminal([BMC], tmp_path) as terminal:
        terminal.wait_for("? keys")
        terminal.keys("r")
        terminal.wait_for("This segment is everyone.")
        run_bmc(tmp_path, "add", "2", "Warm hands")
        terminal.wait_for("This value proposition names no segment.")
