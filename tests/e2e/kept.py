"""What the program leaves behind in a home: its file, and what it exports of it."""

import subprocess
from pathlib import Path

from bmc_tui.model.canvas import Canvas
from bmc_tui.store import Shelf
from tests.e2e.terminal import BMC, environment
from tests.e2e.waiting import PATIENCE

FOLDER = Path(".local/share/bmc_tui")
"""The program's data folder in a home on Linux."""


def canvas_in(home: Path) -> Canvas:
    """Return the only canvas of the file, read past the program."""
    shelf = Shelf(home / FOLDER / "canvases.json", NotImplemented)
    (entry,) = shelf.entries()
    return shelf.load(entry.id).canvas


def texts_in(home: Path) -> list[str]:
    """Return all notes of the only canvas, in filling order."""
    return [note.text for notes in canvas_in(home).blocks for note in notes]


def bmc(home: Path, *arguments: str) -> str:
    """Run the program without a terminal and return what it prints."""
    return subprocess.run(
        [BMC, *arguments],
        cwd=home,
        env=environment(home),
        stdout=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
        check=True,
        encoding="utf-8",
        timeout=PATIENCE,
    ).stdout
