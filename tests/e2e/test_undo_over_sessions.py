"""Undo goes on where the last session ended, and takes back nothing of anybody else's."""

import signal
from pathlib import Path

from tests.e2e.kept import FOLDER, bmc, texts_in
from tests.e2e.terminal import BMC, Terminal, has_note
from tests.e2e.test_app_in_terminal import READY


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
    assert texts_in(tmp_path) == ["Students", "Staff"]
    with Terminal([BMC], tmp_path) as terminal:
        terminal.wait_for(READY)
        terminal.keys("U")
        terminal.wait_for_note("Visitors")


def test_a_note_that_came_from_elsewhere_in_between_is_not_undone(tmp_path: Path) -> None:
    with Terminal([BMC], tmp_path) as terminal:
        terminal.wait_for(READY)
        type_notes(terminal, "Students", "Staff")
        quit_app(terminal)
    bmc(tmp_path, "add", "1", "Visitors")
    with Terminal([BMC], tmp_path) as terminal:
        terminal.wait_for(READY)
        undo(terminal, "Staff", "Students")
        terminal.wait_for_note("Visitors")
        terminal.keys("u")
        terminal.wait_for("There is nothing to undo.")
        quit_app(terminal)
    assert texts_in(tmp_path) == ["Visitors"]


def test_undo_survives_a_signal_and_a_damaged_file_only_costs_undo(tmp_path: Path) -> None:
    with Terminal([BMC], tmp_path) as terminal:
        terminal.wait_for(READY)
        type_notes(terminal, "Students")
        terminal.signal(signal.SIGTERM)
        assert terminal.wait() == 128 + signal.SIGTERM
    (kept,) = (tmp_path / FOLDER / "canvases.json.undo").iterdir()
    assert kept.stat().st_mode & 0o777 == 0o600
    sound = kept.read_bytes()
    for content, said in ((sound[:40], "There is nothing to undo."), (sound, "Undone.")):
        kept.write_bytes(content)
        with Terminal([BMC], tmp_path) as terminal:
            terminal.wait_for(READY)
            terminal.keys("u")
            terminal.wait_for(said)
