"""The keys that act on a note: an invisible widget that has the focus in notes mode."""

from typing import TYPE_CHECKING

from textual import events
from textual.binding import Binding
from textual.widget import Widget

from bmc_tui.ui.screens.base import HELP
from bmc_tui.ui.screens.canvas.notes.verbs import delete
from bmc_tui.ui.widgets.board import BLOCK_BINDINGS

if TYPE_CHECKING:
    from bmc_tui.ui.screens.canvas.notes.mode import NotesMode


class NoteKeys(Widget, can_focus=True):
    """The keybindings of notes mode.

    Args:
        mode: The mode, which acts on them.
    """

    DEFAULT_CSS = "NoteKeys { display: none; }"

    BINDINGS = [
        Binding("enter,e", "screen.edit", id="notes.edit", key_display="⏎"),
        Binding("d,delete", "delete", id="notes.delete"),
        Binding("escape,space", "screen.back", id="notes.close", key_display="esc"),
        Binding("up,k", "step(-1)", id="notes.up", show=False),
        Binding("down,j", "step(1)", id="notes.down", show=False),
        Binding("left,h", "step_beside('LEFT')", id="notes.left", show=False),
        Binding("right,l", "step_beside('RIGHT')", id="notes.right", show=False),
        Binding("pageup", "turn_page(-1)", id="notes.page_up", show=False),
        Binding("pagedown", "turn_page(1)", id="notes.page_down", show=False),
        Binding("g,home", "go_to_end(False)", id="notes.first", show=False),
        Binding("G,end", "go_to_end(True)", id="notes.last", show=False),
        *BLOCK_BINDINGS,
        HELP,
    ]

    def __init__(self, mode: "NotesMode") -> None:
        super().__init__()
        self._mode = mode
        self._board = mode.screen.board

    def action_step(self, by: int) -> None:
        """Go to the next or previous note."""
        self._mode.step(by)

    def action_step_beside(self, direction: str) -> None:
        """Go to the notes of the block on the left or right."""
        self._mode.step_beside(direction)

    def action_turn_page(self, pages: int) -> None:
        """Go as many notes further as are in sight."""
        self._mode.turn_page(pages)

    def action_go_to_end(self, last: bool) -> None:
        """Go to the first or last note of the block."""
        self._mode.go_to_end(last=last)

    def action_turn(self, steps: int) -> None:
        """Go to the notes of the next or previous block."""
        self._board.action_turn(steps)
        self._mode.enter_block()

    def action_go(self, number: int) -> None:
        """Go to the notes of the block with this number."""
        self._board.action_go(number)
        self._mode.enter_block()

    def action_park(self) -> None:
        """Go to the parked notes."""
        self._board.action_park()
        self._mode.enter_block()

    def action_delete(self) -> None:
        """Delete the note."""
        delete(self._mode)

    async def on_paste(self, event: events.Paste) -> None:
        """Read what was pasted as the board does."""
        await self._board.on_paste(event)
