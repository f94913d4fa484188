"""The notes under the hand in a real terminal, with as few keys as the product promises."""

from pathlib import Path

import pytest

from bmc_tui.model.blocks import GENERAL, Block
from tests.e2e.home_folder import canvas_in, run_bmc
from tests.e2e.terminal import BMC, Terminal
from tests.e2e.test_app_in_terminal import READY, quit_app

pytestmark = pytest.mark.slow

NOTES = ("Coffee", "Tea", "Cake", "Soup")

TASKS = {
    "third note to the top": (
        ["space", "j", "j", "ctrl+home"],
        4,
        ("Cake", "Coffee", "Tea", "Soup"),
    ),
    "note to another block": (["space", "b", "6"], 3, ("Tea", "Cake", "Soup")),
    "delete a note": (["space", "d"], 2, ("Tea", "Cake", "Soup")),
    "copy one note": (["space", "y"], 2, NOTES),
    "mark an assumption": (["space", "#"], 2, ("Coffee #?", "Tea", "Cake", "Soup")),
    "carry a note down": (["space", "alt+down"], 2, ("Tea", "Coffee", "Cake", "Soup")),
    "cut a note and put it elsewhere": (
        ["space", "x", "j", "p"],
        4,
        ("Tea", "Cake", "Coffee", "Soup"),
    ),
}
"""What is done to the notes: its keys from the block on, the most that it may take, the result."""


@pytest.mark.parametrize("task", TASKS)
def test_a_note_costs_few_keys(tmp_path: Path, task: str) -> None:
    keys, most, expected = TASKS[task]
    assert len(keys) <= most
    run_bmc(tmp_path, "new", "Cafe")
    for note in NOTES:
        run_bmc(tmp_path, "add", "value", note)
    with Terminal([BMC], tmp_path) as terminal:
        terminal.wait_for(READY)
        terminal.send("2")
        for key in keys:
            terminal.keys(key)
        if "y" in keys:
            terminal.wait_for("clipboard")  # the report comes once it is copied
        terminal.keys("escape")
        terminal.wait_for("space notes")  # the keys of the blocks
        quit_app(terminal)
    assert canvas_in(tmp_path).texts(Block.VALUE_PROPOSITIONS, GENERAL) == expected
