"""Data files to measure with."""

from datetime import UTC, datetime
from pathlib import Path

from bmc_tui.model.blocks import BLOCKS
from bmc_tui.model.canvas import Canvas
from bmc_tui.store import Shelf
from tests.e2e.home_folder import DATA_FOLDER

NOTE = "Students on the way to class"
"""A note; it has no `x`."""


def canvas(notes: int, text: str = NOTE) -> Canvas:
    """Return a canvas with notes in all nine blocks."""
    result = Canvas().with_title("Coffee cart")
    for number in range(notes):
        result = result.add(BLOCKS[number % len(BLOCKS)], f"{text} {number}")
    return result


def fill(home: Path, notes: int = 30, others: int = 0) -> Path:
    """Put a canvas into a home, to be opened next, beside others of 5 kB each.

    Returns:
        The home.
    """
    file = home / DATA_FOLDER / "canvases.json"
    file.parent.mkdir(parents=True)
    shelf = Shelf(file, lambda: datetime.now(UTC))
    for _ in range(others):
        shelf.create(
            canvas(50, "A longer note, of which many make a canvas of five kilobytes: no.")
        )
    shelf.create(canvas(notes))
    return home
