"""Undo goes on where the last session ended, and never undoes what someone else did."""

import signal
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bmc_tui.model.blocks import BLOCKS
from bmc_tui.model.canvas import Canvas
from bmc_tui.store import Shelf
from tests.e2e.home_folder import DATA_FOLDER, canvas_in, note_texts_in, run_bmc
from tests.e2e.terminal import BMC, Terminal, has_note
from tests.e2e.test_app_in_terminal import READY
from tests.e2e.waiting import wait_until

pytestmark = pytest.mark.slow


def type_notes(terminal: Terminal, *notes: str) -> None:
    """Add notes to the focused block, each as a step of its own."""
    terminal.keys("a")
    terminal.wait_for("+")
    for note in notes:
        terminal.send(f"{note}\r")
        terminal.wait_for_note(f"{note}")
    terminal.keys("escape")
    terminal.wait_for(READY)


def quit_app(terminal: Terminal) -> None:
    terminal.keys("q")
    assert terminal.wait() == 0


def undo(terminal: Terminal, *gone: str) -> None:
    for text in gone:
        terminal.wait_for_note(text)
        terminal.keys("u")
        wait_until_gone(terminal, text)


def wait_until_gone(terminal: Terminal, text: str) -> None:
    terminal.wait_for(lambda rows: not has_note(rows, text))


def test_what_earlier_sessions_did_can_be_undone_the_editor_included(tmp_path: Path) -> None:
    with Terminal([BMC], tmp_path) as terminal:
        terminal.wait_for(READY)
        type_notes(terminal, "Students", "Staff")
        quit_app(terminal)
    with Terminal([BMC], tmp_path) as terminal:
        terminal.wait_for(READY)
        terminal.keys("enter")
        terminal.wait_for("Who are my customers")
        terminal.send("Visitors")
        terminal.keys("escape")
        terminal.wait_for_note("Visitors")
        quit_app(terminal)
    with Terminal([BMC], tmp_path) as terminal:
        terminal.wait_for(READY)
        undo(terminal, "Visitors", "Staff", "Students")
        terminal.keys("U", "U")
        terminal.wait_for_note("Staff")
        quit_app(terminal)
    assert note_texts_in(tmp_path) == ["Students", "Staff"]
    with Terminal([BMC], tmp_path) as terminal:
        terminal.wait_for(READY)
        terminal.keys("U")
        terminal.wait_for_note("Visitors")


def test_a_note_that_came_from_elsewhere_in_between_is_not_undone(tmp_path: Path) -> None:
    with Terminal([BMC], tmp_path) as terminal:
        terminal.wait_for(READY)
        type_notes(terminal, "Students", "Staff")
        quit_app(terminal)
    shelf = Shelf(tmp_path / DATA_FOLDER / "canvases.json", lambda: datetime.now(UTC))
    (entry,) = shelf.entries()
    stored = shelf.load(entry.id)
    # This session has no steps; `bmc add` makes one.
    shelf.save(stored, stored.canvas.add(BLOCKS[0], "Visitors"))
    with Terminal([BMC], tmp_path) as terminal:
        terminal.wait_for(READY)
        undo(terminal, "Staff", "Students")
        terminal.wait_for_note("Visitors")
        terminal.keys("u")
        terminal.wait_for("Nothing to undo.")
        quit_app(terminal)
    assert note_texts_in(tmp_path) == ["Visitors"]


def test_what_a_command_did_is_undone_as_what_the_app_did(tmp_path: Path) -> None:
    with Terminal([BMC], tmp_path) as terminal:
        terminal.wait_for(READY)
        type_notes(terminal, "Students", "Staff")
        quit_app(terminal)
    run_bmc(tmp_path, "add", "1", "Visitors")
    with Terminal([BMC], tmp_path) as terminal:
        terminal.wait_for(READY)
        undo(terminal, "Visitors", "Staff", "Students")
        quit_app(terminal)
    assert note_texts_in(tmp_path) == []


def test_undo_survives_a_signal_and_a_damaged_file_only_costs_undo(tmp_path: Path) -> None:
    with Terminal([BMC], tmp_path) as terminal:
        terminal.wait_for(READY)
        type_notes(terminal, "Students")
        terminal.signal(signal.SIGTERM)
        assert terminal.wait() == 128 + signal.SIGTERM
    (undo_log,) = (tmp_path / DATA_FOLDER / "canvases.json.undo").iterdir()
    assert undo_log.stat().st_mode & 0o777 == 0o600
    sound = undo_log.read_bytes()
    for content, said in ((sound[:40], "Nothing to undo."), (sound, "Undone:")):
        undo_log.write_bytes(content)
        with Terminal([BMC], tmp_path) as terminal:
            terminal.wait_for(READY)
            terminal.keys("u")
            terminal.wait_for(said)


def canvas_summary(canvas: Canvas) -> str:
    """Return the title and all notes in one line."""
    blocks = (
        f"{block.number} {', '.join(note.text for note in canvas.notes(block))}"
        for block in BLOCKS
        if canvas.notes(block)
    )
    return " | ".join((canvas.title, *blocks))


def wait_until_saved(home: Path, wanted: str) -> None:
    file = home / DATA_FOLDER / "canvases.json"
    wait_until(
        lambda: file.exists() and canvas_summary(canvas_in(home)) == wanted,
        lambda: f"{canvas_summary(canvas_in(home))}, not {wanted}",
    )


STEPS = [
    [
        (["a", *"Students", "enter"], " | 1 Students"),
        ([*"Staff", "enter"], " | 1 Students, Staff"),
        (["escape", "t", *"Cart", "enter"], "Cart | 1 Students, Staff"),
        (["enter", *"Guests"], "Cart | 1 Students, Staff, Guests"),
        (["alt+up"], "Cart | 1 Students, Guests, Staff"),
        (["ctrl+b", "4"], "Cart | 1 Students, Staff | 4 Guests"),
    ],
    [
        (["5", "a", *"Sales", "enter", "escape"], "Cart | 1 Students, Staff | 4 Guests | 5 Sales"),
        (["e", *"Fees"], "Cart | 1 Students, Staff | 4 Guests | 5 Sales, Fees"),
        (
            ["escape", "t", *" bar", "enter"],
            "Cart bar | 1 Students, Staff | 4 Guests | 5 Sales, Fees",
        ),
    ],
    [
        (
            ["9", "e", *"Rent"],
            "Cart bar | 1 Students, Staff | 4 Guests | 5 Sales, Fees | 9 Rent",
        ),
        (
            ["ctrl+b", "7"],
            "Cart bar | 1 Students, Staff | 4 Guests | 5 Sales, Fees | 7 Rent",
        ),
        (
            ["escape", "2", "a", *"Tea", "enter"],
            "Cart bar | 1 Students, Staff | 2 Tea | 4 Guests | 5 Sales, Fees | 7 Rent",
        ),
    ],
]
"""Three sessions: the keys of each step, and the notes after it."""


def test_three_sessions_are_undone_step_by_step_and_done_again(tmp_path: Path) -> None:
    states = [""]
    for steps in STEPS:
        with Terminal([BMC], tmp_path) as terminal:
            terminal.wait_for(READY)
            for keys, wanted in steps:
                terminal.keys(*keys)
                wait_until_saved(tmp_path, wanted)
                states.append(wanted)
            terminal.keys("escape", "u")
            wait_until_saved(tmp_path, states[-2])
            terminal.keys("U")
            wait_until_saved(tmp_path, states[-1])
            quit_app(terminal)
    assert len(states) == 1 + 12
    with Terminal([BMC], tmp_path) as terminal:
        terminal.wait_for(READY)
        for wanted in states[-2::-1]:
            terminal.keys("u")
            wait_until_saved(tmp_path, wanted)
        terminal.keys("u")
        terminal.wait_for("Nothing to undo.")
        for wanted in states[3::3]:
            terminal.keys("U", "U", "U")
            wait_until_saved(tmp_path, wanted)
        terminal.keys("U")
        terminal.wait_for("Nothing to redo.")
