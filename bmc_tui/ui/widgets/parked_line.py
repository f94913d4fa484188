"""The line below the board with what is parked, shown while that is something or has the cursor."""

from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from bmc_tui.guide import Guide
from bmc_tui.model.blocks import Block
from bmc_tui.model.canvas import Canvas
from bmc_tui.render.title_line import parked_line
from bmc_tui.ui.themes import role_style
from bmc_tui.ui.widgets.board import Board

if TYPE_CHECKING:
    from bmc_tui.render.highlight import Highlight


class ParkedLine(Widget):
    """One line with the parked notes.

    Args:
        board: The board, which has the cursor that the line may have.
        guide: The language of the words around the notes.
    """

    def __init__(self, board: Board, guide: Guide) -> None:
        super().__init__(id="parked")
        self._board = board
        self._guide = guide
        self._canvas = Canvas()
        self._has_cursor = False
        self._first = 0
        """The index of the note that the line starts with."""

    def show(self, canvas: Canvas, guide: Guide, highlight: "Highlight | None") -> None:
        """Show the parked notes, if there are any.

        Args:
            canvas: The canvas.
            guide: The language of the words around the notes.
            highlight: The search matches; the line starts with the current one, if it is parked.
        """
        current = highlight.current if highlight else None
        first = current.index if current and current.block is Block.PARKED else 0
        has_cursor = self._board.block is Block.PARKED
        previous = (self._canvas.parked, self._guide, self._has_cursor, self._first)
        self._canvas, self._guide, self._has_cursor, self._first = canvas, guide, has_cursor, first
        if previous != (canvas.parked, guide, has_cursor, first):
            self.set_class(bool(canvas.parked) or has_cursor, "-shown")
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """Return the line."""
        line = parked_line(
            self._canvas,
            self._guide,
            self.size.width,
            has_cursor=self._has_cursor,
            first=self._first,
        )
        segments = [Segment(text, role_style(self.app, role)) for text, role in line]
        return Strip(segments).crop_extend(0, self.size.width, self.rich_style)

    def on_click(self) -> None:
        """Move the cursor to the line, and report the click as one on a block."""
        self._board.post_message(Board.Clicked(Block.PARKED, self._has_cursor))
        self._board.go_to(Block.PARKED)
