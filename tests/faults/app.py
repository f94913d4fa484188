"""Runs the app on a test's data file, and reads that file, for the tests of faults."""

import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from bmc_tui.store import Shelf
from tests.e2e.terminal import BMC, Terminal
from tests.ui.apps import NOON

NOT_SAVED = "NOT SAVED"
"""How the title line ends when a save has failed."""

FILE_GONE = "FILE GONE"
"""How the title line ends while the file is gone."""


def shelf_at(file: Path) -> Shelf:
    """Return the shelf of a data file, with a clock that is at `NOON`."""
    return Shelf(file, lambda: NOON)


def notes_in(file: Path) -> list[str]:
    """Return the texts of all notes in a data file; asserts that it is valid JSON."""
    assert json.loads(file.read_text(encoding="utf-8"))
    shelf = shelf_at(file)
    blocks = (block for entry in shelf.entries() for block in shelf.load(entry.id).canvas.blocks)
    return [note.text for notes in blocks for note in notes]


def files_named_after(file: Path, *folders: Path) -> set[str]:
    """Return the names of the files in and below some folders that start with the stem of `file`.

    A leading dot does not count: the backup, the journals and the locks are among them.
    """
    names = {name for folder in folders for _, _, files in os.walk(folder) for name in files}
    return {name for name in names if name.lstrip(".").startswith(file.stem)}


@contextmanager
def app_adding_notes(file: Path, home: Path, command: Sequence[str] = (BMC,)) -> Iterator[Terminal]:
    """Give a terminal with the app open on a file, and its prompt open that adds notes."""
    home.mkdir(exist_ok=True)
    # Large enough that messages fit on one line.
    with Terminal(command, home, size=(200, 40), env={"BMC_FILE": str(file)}) as terminal:
        terminal.wait_for("? keys")
        terminal.keys("a")
        terminal.wait_for("Enter adds")
        yield terminal


def wait_for_message(terminal: Terminal, *parts: str) -> list[str]:
    """Wait until all parts of a message are on the screen, whatever its line breaks."""

    def is_there(rows: list[str]) -> bool:
        text = " ".join(" ".join(rows).split())
        return all(part in text for part in parts)

    return terminal.wait_for(is_there)


def wait_until_saved(terminal: Terminal) -> None:
    """Wait until the title line shows that all is saved, after a retry if a save failed."""
    terminal.wait_for(lambda rows: rows[0].endswith(" saved"))


def quit_app(terminal: Terminal) -> None:
    """Close the prompt and quit; asserts the exit status 0."""
    terminal.keys("escape", "q")
    assert terminal.wait() == 0
