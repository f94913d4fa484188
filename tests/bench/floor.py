"""What a stock Textual app costs: nine bordered panels that take the focus, and a footer.

`python floor.py` is the floor of moves; `python floor.py input` has an Input beside the panels and
is the floor of typed characters.
"""

import sys
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.widgets import Footer, Input, Static

NOTES = "· Students on the way to class\n· Commuters in a hurry\n· Pays by phone"


class Panel(Static, can_focus=True):
    """One of the nine."""


class Floor(App[None]):
    """Nine panels and a footer, with nothing of Textual's left out or made cheaper."""

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
        ("i", "write", "Write"),
        ("escape", "walk", "Walk"),
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
        """Start on the first panel."""
        self.action_walk()

    def action_write(self) -> None:
        """Go to the Input."""
        self.query_one(Input).focus()

    def action_walk(self) -> None:
        """Go to the panels."""
        self.query(Panel).first().focus()


if __name__ == "__main__":
    Floor().run()
