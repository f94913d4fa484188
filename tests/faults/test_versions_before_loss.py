"""Before an edit deletes much, a version is saved, which is there however soon a kill follows."""

import shlex
import signal
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from bmc_tui.model.blocks import Block
from bmc_tui.model.canvas import Canvas
from bmc_tui.store.versions import Version
from tests.e2e.home_folder import DATA_FOLDER, canvas_in, run_bmc
from tests.e2e.terminal import BMC, Terminal
from tests.e2e.waiting import wait_until
from tests.faults.app import shelf_at
from tests.faults.test_two_sessions import READY

pytestmark = pytest.mark.slow

START = Canvas("Cart").add(Block.CUSTOMER_SEGMENTS, "Students")
NOTES = (
    START.add(Block.CUSTOMER_SEGMENTS, "Staff", "Guests")
    .add(Block.CHANNELS, "Poster @students", "Van @students", "Phone @staff")
    .add(Block.KEY_PARTNERS, "Roastery")
)

EDITOR = """#!/bin/sh
sed -i '/^- /d' "$1"
"""
"""An editor that deletes all notes."""


def restore(terminal: Terminal) -> None:
    terminal.keys("v")
    terminal.wait_for("Since automatic")
    terminal.keys("down")
    terminal.wait_for("Since “start”")
    terminal.keys("r")


def edit_all_externally(terminal: Terminal) -> None:
    terminal.keys("E")


def edit_block_externally(terminal: Terminal) -> None:
    terminal.keys("3", "enter")
    terminal.wait_for("Awareness")
    terminal.keys("f3")


def rename_segment(terminal: Terminal) -> None:
    terminal.keys("s")
    terminal.wait_for("students")
    terminal.keys("S")
    terminal.wait_for("New name of")
    terminal.keys(*["backspace"] * len("students"), *"pupils", "enter")


def paste_over_block(terminal: Terminal) -> None:
    terminal.keys("1", "enter")
    terminal.wait_for("Who are my customers")
    terminal.keys(*["shift+up"] * 3)
    terminal.paste("Everybody")


def delete_one_by_one(terminal: Terminal) -> None:
    terminal.keys("3", "enter")
    terminal.wait_for("Awareness")
    for _ in range(3):
        terminal.keys("up", "home", "ctrl+k")


def undo_a_paste(terminal: Terminal) -> None:
    terminal.keys("5", "a")
    terminal.wait_for("+")
    terminal.paste("Tea\nCake\nPie\n")
    terminal.keys("enter")
    terminal.wait_for_note("Pie")
    terminal.keys("escape")
    terminal.wait_for("saved")
    terminal.keys("u")


WAYS: Mapping[str, Callable[[Terminal], None]] = {
    "restore": restore,
    "external_edit all": edit_all_externally,
    "external_edit block": edit_block_externally,
    "rename_segment": rename_segment,
    "removal paste": paste_over_block,
    "removal one by one": delete_one_by_one,
    "undo": undo_a_paste,
}
"""What takes much away, by the kind of the occasion."""


def versions_in(home: Path) -> list[Version]:
    """Return the versions of the only canvas, the newest first."""
    shelf = shelf_at(home / DATA_FOLDER / "canvases.json")
    (entry,) = shelf.entries()
    return shelf.versions.of(entry.id)


def make_canvas(home: Path) -> None:
    """Create the canvas, with a version of how it was at the start."""
    shelf = shelf_at(home / DATA_FOLDER / "canvases.json")
    stored = shelf.create(START)
    shelf.versions.add(stored.entry.id, START, "start")
    shelf.save(stored, NOTES)


def texts(canvas: Canvas) -> set[str]:
    return {note.text for _, note in canvas}


@pytest.mark.parametrize("way", WAYS)
def test_a_kill_right_after_the_save_leaves_a_version_from_before(tmp_path: Path, way: str) -> None:
    make_canvas(tmp_path)
    editor = tmp_path / "editor"
    editor.write_text(EDITOR, encoding="utf-8")
    editor.chmod(0o755)
    env = {"EDITOR": shlex.quote(str(editor))}
    with Terminal([BMC], tmp_path, size=(130, 30), env=env) as terminal:
        terminal.wait_for(READY)
        # First something else, so that it is not the version of the first change that helps.
        terminal.keys("9", "a")
        terminal.wait_for("+")
        terminal.send("Rent\r")
        terminal.keys("escape")
        wait_until(lambda: "Rent" in texts(canvas_in(tmp_path)))
        terminal.wait_for("saved")
        WAYS[way](terminal)
        before = texts(NOTES) | {"Rent"}
        wait_until(lambda: len(before - texts(canvas_in(tmp_path))) > 1 or way == "undo")
        if way == "undo":
            wait_until(lambda: versions_in(tmp_path)[0].occasion)
            wait_until(lambda: "Pie" not in texts(canvas_in(tmp_path)))
            before |= {"Tea", "Cake", "Pie"}
        terminal.signal(signal.SIGKILL)
        terminal.wait()
    newest = versions_in(tmp_path)[0]
    assert newest.occasion
    assert newest.occasion.kind.value == way.split(maxsplit=1)[0]
    assert texts(newest.canvas) == before
    run_bmc(tmp_path, "restore", str(newest.number))
    assert texts(canvas_in(tmp_path)) == before


def test_the_versions_say_what_they_were_made_before(tmp_path: Path) -> None:
    make_canvas(tmp_path)
    run_bmc(tmp_path, "restore", "start")
    assert "before restoring “start”" in run_bmc(tmp_path, "versions")
    with Terminal([BMC], tmp_path) as terminal:
        terminal.wait_for(READY)
        terminal.keys("v")
        terminal.wait_for("before restoring")
        terminal.keys("r")
        terminal.wait_for("The canvas is back at the one from before restoring “")
        terminal.keys("q")
        assert terminal.wait() == 0
    assert [bool(version.occasion) for version in versions_in(tmp_path)] == [False, True, False]
