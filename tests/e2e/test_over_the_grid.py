"""What is over or beside the grid in the installed program: editor, slides and preview."""

from pathlib import Path

import pytest

from bmc_tui.model.blocks import Block
from tests.e2e.home_folder import canvas_in, run_bmc
from tests.e2e.terminal import BMC, Terminal

pytestmark = pytest.mark.slow


def test_the_grid_stays_where_it_is_while_a_block_is_open(tmp_path: Path) -> None:
    run_bmc(tmp_path, "new", "--example", "coffee-cart")
    with Terminal([BMC], tmp_path, size=(120, 40)) as terminal:
        terminal.wait_for("? keys")
        terminal.keys("8")
        grid = terminal.wait_for("━8 Key partners")[1:-1]
        terminal.keys("enter")
        question, cut = "? Who are our most important suppliers?", "│· Cups …"
        opened = terminal.wait_for(lambda rows: question in str(rows) and cut in str(rows))[1:-1]
        bottom = next(y for y, row in enumerate(grid) if "━9 Cost" in row)
        assert [row[:71] for row in opened[:bottom]] == [row[:71] for row in grid[:bottom]]
        assert [row[:60] for row in opened[bottom:]] == [row[:60] for row in grid[bottom:]]
        terminal.send("Dairy")
        terminal.wait_for("· Dairy")
        terminal.resize(80, 24)
        terminal.wait_for(lambda rows: "Dairy" in str(rows) and "· Dairy" not in str(rows))
        terminal.send(" farm")
        terminal.resize(100, 30)
        terminal.wait_for("· Dairy farm")
        terminal.keys("escape", "q")
        assert terminal.wait() == 0
    assert canvas_in(tmp_path).notes(Block.KEY_PARTNERS)[-1].text == "Dairy farm"


def test_slides_gather_notes_and_the_list_shows_the_canvas_under_its_cursor(
    tmp_path: Path,
) -> None:
    run_bmc(tmp_path, "new", "Bakery")
    run_bmc(tmp_path, "add", "9", "Flour € 400/month")
    run_bmc(tmp_path, "new", "--example", "coffee-cart")
    assert "* Campus coffee cart" in run_bmc(tmp_path, "list")
    with Terminal([BMC], tmp_path, size=(120, 40)) as terminal:
        terminal.wait_for("? keys")
        terminal.keys("p")
        terminal.wait_for("1/41")
        terminal.keys("4", "space", "space")
        rows = [row.strip() for row in terminal.wait_for("▌ Stamp card: the tenth cup is free")]
        assert rows.index("4 Customer relationships") < rows.index("· The barista knows your name")
        terminal.keys("G")
        terminal.wait_for(lambda rows: "41/41" in rows[0] and "9 Cost structure" in str(rows))
        terminal.keys("escape", "o")
        terminal.wait_for(lambda rows: "* Campus" in rows[1] and "Roastery" in str(rows))
        terminal.keys("G")
        terminal.wait_for("Flour")
        terminal.keys("d")
        terminal.wait_for("in the trash")
        terminal.keys("u")
        terminal.wait_for(lambda rows: any(row.lstrip(" *").startswith("Bakery") for row in rows))
        terminal.keys("escape", "q")
        assert terminal.wait() == 0
    assert "Bakery" in run_bmc(tmp_path, "list")
