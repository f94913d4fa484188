"""The keys that act on a note: an invisible widget that has the focus in notes mode."""

from collections.abc import Callable, Coroutine
from functools import partial
from typing import TYPE_CHECKING

from textual import events
from textual.binding import Binding
from textual.widget import Widget

from bmc_tui.ui.keybindings import CARRY_KEYS, CARRY_UP_KEYS
from bmc_tui.ui.screens.base import HELP
from bmc_tui.ui.screens.canvas.notes import verbs
from bmc_tui.ui.terminal.background import start_worker

if TYPE_CHECKING:
    from bmc_tui.ui.screens.canvas.notes.mode import NotesMode


_ACTS: dict[str, Callable[["NotesMode"], None]] = {
    "cut": verbs.cut,
    "delete": verbs.delete,
    "put": verbs.put,
    "show_plain": verbs.show_plain,
    "step_evidence": verbs.step_evidence,
}
"""What is done to the note, by the argument of the action `act`."""

_ASKS: dict[str, Callable[["NotesMode"], Coroutine[None, None, None]]] = {
    "add": verbs.add,
    "copy": verbs.copy,
    "give_segment": verbs.give_segment,
    "send": verbs.send,
}
"""What is done in a worker, by the argument of the action `ask`."""


FIND_ACTION = "screen.find_step(1)"
"""The action that the footer shows only while matches are highlighted."""

FOLLOW_ACTION = "screen.follow"
"""The action that the footer shows only while a segment is followed."""


class NoteKeys(Widget, can_focus=True):
    """The keybindings of notes mode.

    Args:
        mode: The mode, which acts on them.
    """

    takes_commands = True
    """Whether letters are commands here; see `TypedWords`."""

    DEFAULT_CSS = "NoteKeys { display: none; }"

    BINDINGS = [
        Binding("n", FIND_ACTION, id="notes.find_next"),
        Binding("s", FOLLOW_ACTION, id="notes.follow"),
        Binding("enter,e", "screen.edit", id="notes.edit", key_display="⏎"),
        Binding("a,o", "ask('add')", id="notes.add"),
        Binding("d,delete", "act('delete')", id="notes.delete"),
        Binding("b,ctrl+b,f4", "ask('send')", id="notes.send"),
        Binding(CARRY_UP_KEYS, "carry(False)", id="notes.carry_up", show=False),
        Binding(CARRY_KEYS, "carry(True)", id="notes.carry", key_display="alt+↑↓"),
        Binding("alt+home,ctrl+home", "carry_to_end(False)", id="notes.carry_first", show=False),
        Binding("alt+end,ctrl+end", "carry_to_end(True)", id="notes.carry_last", show=False),
        Binding("number_sign,ctrl+g", "act('step_evidence')", id="notes.evidence"),
        Binding("u", "screen.undo", id="notes.undo"),
        Binding("y", "ask('copy')", id="notes.copy"),
        Binding("escape,space", "screen.back", id="notes.close", key_display="esc"),
        Binding("x", "act('cut')", id="notes.cut"),
        Binding("p", "act('put')", id="notes.put"),
        Binding("at", "ask('give_segment')", id="notes.segment"),
        Binding("m", "act('show_plain')", id="notes.plain", show=False),
        Binding("up,k", "step(-1)", id="notes.up", show=False),
        Binding("down,j", "step(1)", id="notes.down", show=False),
        Binding("left,h", "step_beside('LEFT')", id="notes.left", show=False),
        Binding("right,l", "step_beside('RIGHT')", id="notes.right", show=False),
        Binding("pageup", "turn_page(-1)", id="notes.page_up", show=False),
        Binding("pagedown", "turn_page(1)", id="notes.page_down", show=False),
        Binding("g,home", "go_to_end(False)", id="notes.first", show=False),
        Binding("G,end", "go_to_end(True)", id="notes.last", show=False),
        Binding("tab", "turn(1)", id="notes.next", show=False),
        Binding("shift+tab", "turn(-1)", id="notes.previous", show=False),
        *(Binding(str(n), f"go({n})", id=f"notes.go.{n}", show=False) for n in range(1, 10)),
        Binding("0", "park", id="notes.parked", show=False),
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
        """Go on by as many notes as are in sight."""
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

    def action_act(self, name: str) -> None:
        """Apply the act with this name to the note."""
        if self._mode.is_aimed():
            _ACTS[name](self._mode)

    def action_ask(self, name: str) -> None:
        """Apply the act with this name, which waits for the user or the clipboard, in a worker."""
        if self._mode.is_aimed():
            start_worker(self.screen, partial(_ASKS[name], self._mode))

    def action_carry(self, down: bool) -> None:
        """Move the note up or down."""
        if self._mode.is_aimed():
            verbs.carry(self._mode, down=down)

    def action_carry_to_end(self, last: bool) -> None:
        """Move the note to the first or last place of its section."""
        if self._mode.is_aimed():
            verbs.carry_to_end(self._mode, last=last)

    async def on_paste(self, event: events.Paste) -> None:
        """Read a paste as the board does."""
        await self._board.on_paste(event)
