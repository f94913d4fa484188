"""What a start says about the journals of sessions that were cut off."""

from pathlib import Path

import pytest

from bmc_tui.cli.journal_report import recover_canvases
from bmc_tui.files.journal_paths import find_journals
from bmc_tui.guide import load
from bmc_tui.model.blocks import Block
from bmc_tui.model.canvas import Canvas
from bmc_tui.store import Shelf
from bmc_tui.store.journal import Journal, Record
from tests.ui.apps import shelf_in


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shelf:
    """Give a shelf with four canvases, each with the journal of a session that was cut off."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    shelf = shelf_in(tmp_path)
    for number in range(4):
        canvas = Canvas(f"Cart {number}")
        stored = shelf.create(canvas, f"c{number}")
        journal = Journal(shelf.path)
        typed = canvas.add(Block.CHANNELS, "Square", "Phone")
        journal.write(Record(f"c{number}", 1, canvas, None, typed, stored.state.lineage))
        assert journal._lock
        journal._lock.release()
    assert len(find_journals(shelf.path)) == 4
    return shelf


@pytest.mark.parametrize(
    ("language", "message"),
    [
        ("en", "Unsaved notes are back in 4 canvases: 8 notes."),
        ("nl", "Niet-bewaarde notities staan weer in 4 canvassen: 8 notities."),
    ],
)
def test_many_canvases_are_counted_at_the_start(shelf: Shelf, language: str, message: str) -> None:
    assert recover_canvases(load(language), shelf, is_brief=True).endswith(message)


def test_the_command_names_each_canvas(shelf: Shelf) -> None:
    message = recover_canvases(load("en"), shelf)
    assert all(f"“Cart {number}”: 2 notes." in message for number in range(4))
