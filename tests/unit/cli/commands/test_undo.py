"""The commands undo and redo."""

import os
from pathlib import Path

from bmc_tui.model.blocks import Block
from tests.e2e.home_folder import DATA_FOLDER, canvas_in, run_bmc
from tests.faults.app import shelf_at
from tests.saving import save_over
from tests.ui.apps import coffee_cart


def test_commands_are_undone_step_by_step_and_redone(home: Path) -> None:
    run_bmc(home, "add", "1", "First")
    run_bmc(home, "rename", "Tea cart")
    run_bmc(home, "add", "9", "Second")
    output = run_bmc(home, "undo")
    assert output.splitlines()[1:] == ["  Cost structure: Gone: Second"]
    assert "Undone in “Campus coffee cart”." in run_bmc(home, "undo")
    run_bmc(home, "undo")
    assert canvas_in(home) == coffee_cart()
    assert "Nothing to undo" in run_bmc(home, "undo")
    for _ in range(3):
        run_bmc(home, "redo")
    assert canvas_in(home).title == "Tea cart"
    assert [note.text for _, note in canvas_in(home)][-1] == "Second"
    assert "Nothing to redo" in run_bmc(home, "redo")


def test_going_back_to_a_version_is_a_step_like_any_other(home: Path) -> None:
    run_bmc(home, "versions", "--keep", "Start")
    run_bmc(home, "add", "1", "Mine")
    run_bmc(home, "restore", "Start")
    assert canvas_in(home) == coffee_cart()
    run_bmc(home, "undo")
    assert canvas_in(home) == coffee_cart().add(Block.CUSTOMER_SEGMENTS, "Mine")


def test_undo_keeps_what_another_program_saved_without_an_undo_step(home: Path) -> None:
    run_bmc(home, "add", "1", "Mine")
    shelf = shelf_at(home / DATA_FOLDER / "canvases.json")
    (entry,) = shelf.entries()
    save_over(shelf, entry.id, shelf.load(entry.id).canvas.add(Block.CHANNELS, "Theirs"))
    run_bmc(home, "undo")
    texts = [note.text for _, note in canvas_in(home)]
    assert "Theirs" in texts
    assert "Mine" not in texts


def test_an_unwritable_undo_log_does_not_stop_a_command(home: Path) -> None:
    os.mkfifo(home / DATA_FOLDER / "canvases.json.undo")
    run_bmc(home, "add", "1", "Mine")
    assert "Mine" in [note.text for _, note in canvas_in(home)]
