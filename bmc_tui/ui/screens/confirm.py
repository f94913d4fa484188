"""The confirmation of an action that cannot be undone."""

from textual import events
from textual.app import ComposeResult
from textual.screen import ModalScreen
from textual.widgets import Static

from bmc_tui.guide import yes_answers


class ConfirmScreen(ModalScreen[bool]):
    """A question at the bottom; a key that means yes confirms it, any other key does not.

    Args:
        question: The question, which says what the keys do.
    """

    DEFAULT_CSS = """
    ConfirmScreen { align: center bottom; background: transparent; }
    ConfirmScreen > #question {
        width: 100%;
        height: auto;
        max-height: 50%;
        padding: 0 1;
        background: $background;
        color: $error;
        text-style: bold reverse;
    }
    """

    def __init__(self, question: str) -> None:
        super().__init__()
        self._question = question

    def compose(self) -> ComposeResult:
        """Show the question."""
        yield Static(self._question, markup=False, id="question")

    def on_key(self, event: events.Key) -> None:
        """Return whether the key means yes."""
        event.stop()
        event.prevent_default()
        self.dismiss(event.key in yes_answers())
