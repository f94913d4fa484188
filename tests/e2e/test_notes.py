"""Notes edited on the board in a real terminal, in as few keys as promised."""

import time
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


def test_a_note_that_is_cut_when_the_app_quits_is_back_and_that_is_said(tmp_path: Path) -> None:
    run_bmc(tmp_path, "new", "Cafe")
    for note in NOTES:
        run_bmc(tmp_path, "add", "value", note)
    with Terminal([BMC], tmp_path) as terminal:
        terminal.wait_for(READY)
        terminal.keys("2", "space", "x", "x")
        terminal.wait_for("Cut: “Tea”, 2 so far.")
        terminal.keys("q")
        assert terminal.wait() == 0
        terminal.wait_for("Cut but not put anywhere, so back on the canvas: “Coffee”, “Tea”.")
    assert canvas_in(tmp_path).texts(Block.VALUE_PROPOSITIONS, GENERAL) == NOTES


TYPED = ("theme nights", "de buurt", "data", "hotels", "by bike", "quality")
"""Texts whose first letters are keys on a note: `d` deletes it, `b` sends it, `q` quits."""


@pytest.mark.parametrize("pause_s", [0, 0.08])
def test_text_typed_where_letters_are_commands_is_offered(tmp_path: Path, pause_s: float) -> None:
    def type_text(text: str) -> None:
        for letter in text:
            terminal.send(letter)
            time.sleep(pause_s)  # as a person types

    run_bmc(tmp_path, "new", "Cafe")
    for note in NOTES:
        run_bmc(tmp_path, "add", "value", note)
    with Terminal([BMC], tmp_path) as terminal:
        terminal.wait_for(READY)
        terminal.keys("2", "space")
        terminal.wait_for("note 1 of 4")
        for count, text in enumerate(TYPED, start=len(NOTES) + 1):
            time.sleep(1.1)  # what is typed directly after a key belongs to it
            type_text(text)
            terminal.wait_for(f"2 Value propositions + {text}")
            terminal.wait_for("That looked like text")
            terminal.keys("enter", "escape")
            terminal.wait_for(f"of {count}")
            terminal.wait_for("d delete")  # the keys of a note are shown again
        terminal.keys("escape", "o")
        terminal.wait_for("n new")
        terminal.keys("down")
        time.sleep(1.1)
        type_text("donations")
        terminal.wait_for("Title of the new canvas: donations")
        terminal.keys("escape")
        terminal.wait_for("No canvas made: “donations”.")
        terminal.keys("escape")
        terminal.wait_for("2 Value")
        quit_app(terminal)
    expected = (NOTES[0], *TYPED, *NOTES[1:])
    assert canvas_in(tmp_path).texts(Block.VALUE_PROPOSITIONS, GENERAL) == expected
