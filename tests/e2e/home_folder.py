"""Reads the data file in a test's home folder, and runs commands there."""

import subprocess
from collections.abc import Mapping
from pathlib import Path

from bmc_tui.model.canvas import Canvas
from bmc_tui.store import Shelf
from tests.e2e.terminal import BMC, environment
from tests.e2e.waiting import TIMEOUT_S

DATA_FOLDER = Path(".local/share/bmc_tui")
"""The folder of the data file on Linux, relative to the home."""


def canvas_in(home: Path) -> Canvas:
    """Return the only canvas of the data file, read by this process."""
    shelf = Shelf(home / DATA_FOLDER / "canvases.json", NotImplemented)
    (entry,) = shelf.entries()
    return shelf.load(entry.id).canvas


def note_texts_in(home: Path) -> list[str]:
    """Return the texts of all notes of the only canvas, in filling order."""
    return [note.text for notes in canvas_in(home).blocks for note in notes]


def run_bmc(home: Path, *arguments: str, env: Mapping[str, str] | None = None) -> str:
    """Run the installed program without a terminal, and return its stdout; it must succeed.

    Args:
        home: Its home and working folder.
        arguments: Its arguments.
        env: Variables to add to those of `environment`.
    """
    return subprocess.run(
        [BMC, *arguments],
        cwd=home,
        env=environment(home, env),
        stdout=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
        check=True,
        encoding="utf-8",
        timeout=TIMEOUT_S,
    ).stdout


def drafts_in(home: Path) -> list[Path]:
    """Return the texts of all drafts that are there, and the folders of those without a text."""
    drafts: list[Path] = []
    for path in sorted((home / DATA_FOLDER).glob("*edit-*")):
        texts = [file for file in path.iterdir() if not file.name.startswith(".")]
        drafts += texts or [path]
    return drafts
