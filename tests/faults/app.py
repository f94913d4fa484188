"""What the tests of faults share: the app with a file of its own, and what is on the disk."""

import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from bmc_tui.store import Shelf
from tests.e2e.terminal import BMC, Terminal
from tests.ui.apps import NOON

NOT_SAVED = "NOT SAVED"


def shelf_at(file: Path) -> Shelf:
    return Shelf(file, lambda: NOON)


def notes_in(file: Path) -> list[str]:
    """Return all notes of the canvases in a file, having seen that it is sound JSON."""
    assert json.loads(file.read_text(encoding="utf-8"))
    shelf = shelf_at(file)
    blocks = (b for entry in shelf.entries() for b in shelf.load(entry.id).canvas.blocks)
    return [note.text for notes in blocks for note in notes]


def files_named_after(file: Path, *folders: Path) -> set[str]:
    """Return the names of all files in folders and below that begin as that of a file."""
    names = {name for folder in folders for _, _, found in os.walk(folder) for name in found}
    return {name for name in names if name.lstrip(".").startswith(file.stem)}


@contextmanager
def app_adding_notes(file: Path, home: Path, command: Sequence[str] = (BMC,)) -> Iterator[Terminal]:
    """Give the app, open on a file, with the line at the bottom that adds notes."""
    home.mkdir(exist_ok=True)
    # Wide and high enough that no message is broken where it would be looked for.
    with Terminal(command, home, size=(200, 40), env={"BMC_FILE": str(file)}) as terminal:
        terminal.wait_for("? keys")
        terminal.keys("a")
        terminal.wait_for("Enter adds")
        yield terminal


def wait_for_message(terminal: Terminal, *parts: str) -> list[str]:
    """Wait until a message with these parts is on the screen, however it is broken into lines."""

    def there(rows: list[str]) -> bool:
        text = " ".join(" ".join(rows).split())
        return all(part in text for part in parts)

    return terminal.wait_for(there)


def wait_until_saved(terminal: Terminal) -> None:
    """Wait until the title says that all is saved: also for the next try of a failed save."""
    terminal.wait_for(lambda rows: rows[0].endswith(" saved"))


def quit_app(terminal: Terminal) -> None:
    terminal.keys("escape", "q")
    assert terminal.wait() == 0
