"""A session on a file, for tests: its events, and tasks whose faults fail the test."""

import asyncio
from collections.abc import Coroutine
from pathlib import Path

from bmc_tui.model.blocks import Block
from bmc_tui.model.canvas import Canvas
from bmc_tui.session import tasks
from bmc_tui.session.events import Event
from bmc_tui.session.session import Session
from bmc_tui.store import Shelf
from tests.ui.apps import shelf_in

ID = "11111111-1111-4111-8111-111111111111"
CART = Canvas("Cart").add(Block.CHANNELS, "Square")


class OpenCanvas:
    """A session with what it reports.

    Args:
        folder: The folder of the file.
        canvas: The canvas in it; None for an empty shelf, and a session of a new canvas.
    """

    def __init__(self, folder: Path, canvas: Canvas | None = CART) -> None:
        self.shelf: Shelf = shelf_in(folder)
        stored = self.shelf.create(canvas, ID) if canvas else None
        self.events: list[Event] = []
        self.faults: list[Exception] = []
        self.session = Session(self.shelf, stored, self.events.append, self._spawn)

    def _spawn(self, work: Coroutine[object, object, None]) -> asyncio.Task[None]:
        return tasks.spawn(work, self.faults.append)

    def add(self, *texts: str) -> None:
        """Add notes, as the user does."""
        self.session.record(self.session.canvas.add(Block.CHANNELS, *texts))

    def add_elsewhere(self, *texts: str) -> None:
        """Add notes, as another program does."""
        stored = self.shelf.load(ID)
        canvas = stored.canvas.add(Block.CHANNELS, *texts)
        self.shelf.save(stored, canvas)

    @property
    def texts(self) -> list[str]:
        """The notes of the session."""
        return [note.text for note in self.session.canvas.notes(Block.CHANNELS)]

    @property
    def saved_texts(self) -> list[str]:
        """The notes in the file."""
        return [note.text for note in self.shelf.load(ID).canvas.notes(Block.CHANNELS)]
