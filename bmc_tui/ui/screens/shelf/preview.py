"""The preview of the canvas under the cursor of the list: its nine blocks, if there is room."""

import asyncio

from textual.containers import Container
from textual.geometry import Size

from bmc_tui.guide import Guide
from bmc_tui.model.blocks import Block
from bmc_tui.model.canvas import Canvas
from bmc_tui.render.grid import MIN_CLASSIC_CELLS, MIN_CLASSIC_ROWS
from bmc_tui.store import Entry, Shelf, StoreError
from bmc_tui.ui.screens.base import BAR_ROWS
from bmc_tui.ui.widgets.board import Board

_MIN_LIST_CELLS = 30
"""Minimum number of cells that the list needs beside the preview, for titles of two or three
words."""

_SHARE = 0.6
"""The part of the width that the preview takes, where the list has room enough beside it."""

_REST_S = 0.04
"""Seconds that the cursor of the list rests on a canvas before its notes are read: who holds a key
down passes many."""


class Preview(Container):
    """The notes of a stored canvas, read when the cursor of the list is on it.

    Args:
        shelf: The stored canvases.
        guide: The language of the titles.
    """

    def __init__(self, shelf: Shelf, guide: Guide) -> None:
        self._board = Board(guide)
        super().__init__(self._board, id="preview")
        self._board.can_focus = False
        self._shelf = shelf
        self._read: dict[Entry, Canvas] = {}
        """The canvases that were read, each by its entry as it was then."""

    async def show_entry(self, entry: Entry | None) -> None:
        """Read and show a canvas; nothing if there is none, or it can't be read.

        Args:
            entry: The canvas under the cursor, if there is one.
        """
        if entry and entry not in self._read:
            await asyncio.sleep(_REST_S)
            try:
                stored = await asyncio.to_thread(self._shelf.load, entry.id)
            except StoreError:
                entry = None  # the list reports it when it is read next
            else:
                self._read[entry] = stored.canvas
        self.visible = entry is not None
        if entry:
            self._board.go_to(Block.PARKED)  # no block has the cursor
            self._board.show(self._read[entry])
            self._board.fit_rows()


def preview_cells(terminal: Size) -> int:
    """Return the cells across that the preview takes; 0 if there is no room for it."""
    if terminal.width < _MIN_LIST_CELLS + MIN_CLASSIC_CELLS:
        return 0
    has_rows = terminal.height - BAR_ROWS >= MIN_CLASSIC_ROWS
    return max(MIN_CLASSIC_CELLS, round(terminal.width * _SHARE)) if has_rows else 0
