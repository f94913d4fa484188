"""Makes the homes and data files of the measurements."""

from datetime import UTC, datetime
from pathlib import Path

from bmc_tui.model.blocks import BLOCKS
from bmc_tui.model.canvas import Canvas
from bmc_tui.store import Shelf
from tests.e2e.home_folder import DATA_FOLDER

NOTE = "Students on the way to class"
"""A note without an `x`, the letter that `sessions.delays` types and counts."""


SCROLLED_NOTES = (
    "Meetings quick square morning",
    "Coffee radio flyers",
    "A library online",
    "Posters at the market",
    "Order by phone, weekly",
    "Bakery page",
)
"""Notes that differ in all rows, of which a block has more than it has room for."""


def full_canvas() -> Canvas:
    """Return a canvas with more notes in each block than there is room for."""
    result = Canvas().with_title("Coffee cart")
    for block in BLOCKS:
        result = result.add(block, *SCROLLED_NOTES * 5)
    return result


def canvas(notes: int, text: str = NOTE) -> Canvas:
    """Return a canvas with so many notes, spread over the nine blocks."""
    result = Canvas().with_title("Coffee cart")
    for number in range(notes):
        result = result.add(BLOCKS[number % len(BLOCKS)], f"{text} {number}")
    return result


def make_home(
    home: Path, notes: int = 30, other_canvases: int = 0, *, is_full: bool = False
) -> Path:
    """Write a data file to a home: other canvases of 5 kB each, and last the one that bmc opens.

    Args:
        home: The home, with no data file yet.
        notes: How many notes the canvas to open has.
        other_canvases: How many canvases there are beside it.
        is_full: Whether it is `full_canvas` instead.

    Returns:
        The home.
    """
    file = home / DATA_FOLDER / "canvases.json"
    file.parent.mkdir(parents=True)
    shelf = Shelf(file, lambda: datetime.now(UTC))
    for _ in range(other_canvases):
        shelf.create(
            canvas(50, "A longer note, of which many make a canvas of five kilobytes: no.")
        )
    shelf.create(full_canvas() if is_full else canvas(notes))
    return home
