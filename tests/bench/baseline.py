"""The baseline of the measurements: a stock Textual app of nine bordered panels and a footer.

`python baseline.py` is the baseline of moves. `python baseline.py input` has an Input too, and is
the baseline of typed characters.
"""

import sys
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.widgets import Footer, Input, Static

NOTES = "· Students on the way to class\n· Commuters in a hurry\n· Pays by phone"


class Panel(Static, can_focus=True):
    """A bordered panel that takes the focus."""


class Baseline(App[None]):
    """Nine panels and a footer, with the driver and compositor of Textual."""

    CSS = """
    Screen { layout: grid; grid-size: 3 3; }
    Panel { border: round gray; height: 1fr; padding: 0 1; }
    Panel:focus { border: round orange; }
    Input { dock: bottom; margin-bottom: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        ("right", "app.focus_next", "Right"),
        ("left", "app.focus_previous", "Left"),
        ("down", "app.focus_next", "Down"),
        ("up", "app.focus_previous", "Up"),
        ("i", "focus_input", "Write"),
        ("escape", "focus_panels", "Walk"),
        ("q", "quit", "Quit"),
    ]
    ENABLE_COMMAND_PALETTE = False

    def compose(self) -> ComposeResult:
        """Lay out the panels."""
        for number in range(1, 10):
            panel = Panel(NOTES)
            panel.border_title = f"{number} Title"
            yield panel
        if "input" in sys.argv:
            yield Input()
        yield Footer()

    def on_mount(self) -> None:
        """Focus the first panel at the start."""
        self.action_focus_panels()

    def action_focus_input(self) -> None:
        """Focus the Input."""
        self.query_one(Input).focus()

    def action_focus_panels(self) -> None:
        """Focus the first panel."""
        self.query(Panel).first().focus()


if __name__ == "__main__":
    Baseline().run()
