"""All keys, by the place where they act."""

from collections.abc import Iterable

from rich.cells import cell_len
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from bmc_tui.ui.ask import AskLine
from bmc_tui.ui.board import Board
from bmc_tui.ui.canvas_screen import CanvasScreen
from bmc_tui.ui.editor import EditorPane
from bmc_tui.ui.formats_screen import FormatsScreen
from bmc_tui.ui.lean_screen import LeanScreen
from bmc_tui.ui.look_screen import LookScreen
from bmc_tui.ui.path_line import PathLine
from bmc_tui.ui.present_screen import PresentScreen
from bmc_tui.ui.review_screen import ReviewScreen
from bmc_tui.ui.search_screen import SearchScreen
from bmc_tui.ui.shelf_screen import ShelfScreen
from bmc_tui.ui.versions_screen import VersionsScreen

_PLACES = (
    ("canvas", (Board, CanvasScreen)),
    ("editor", (EditorPane,)),
    ("ask", (AskLine, PathLine)),
    ("shelf", (ShelfScreen,)),
    ("versions", (VersionsScreen,)),
    ("look", (LookScreen,)),
    ("formats", (FormatsScreen,)),
    ("present", (PresentScreen,)),
    ("review", (ReviewScreen,)),
    ("search", (SearchScreen,)),
)
"""Where keys act, and the classes that bind them there."""

_SIGNS = {
    "enter": "Enter",
    "escape": "Esc",
    "question_mark": "?",
    "slash": "/",
    "left": "←",
    "right": "→",
    "up": "↑",
    "down": "↓",
    "tab": "Tab",
    "shift": "Shift",
    "ctrl": "Ctrl",
    "alt": "Alt",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "delete": "Del",
    "f1": "F1",
    "f2": "F2",
    "f3": "F3",
    "f4": "F4",
}


_KEYS_WIDTH = 18
"""Cells for the keys before what they do."""


class HelpScreen(LeanScreen[None]):
    """The keys; it scrolls."""

    BINDINGS = [Binding("escape,q,question_mark,f1", "dismiss", id="help.close", key_display="Esc")]

    def compose_body(self) -> Iterable[Widget]:
        """Return the keys, place by place."""
        lines: list[Content] = []
        for place, classes in _PLACES:
            rows = [
                (_keys(binding), self.guide.say(f"help.{binding.id}"))
                for class_ in classes
                for binding in class_.BINDINGS
                if isinstance(binding, Binding) and binding.id
            ]
            heading = Content.styled(self.guide.say(f"help.place.{place}"), "bold $accent")
            lines += [heading, *(_row(*row) for row in rows), Content("")]
        yield VerticalScroll(Static(Content("\n").join(lines)), id="help")

    def on_mount(self) -> None:
        """Show the title and the way out."""
        self.title_line.show(self.guide.say("help.title"))
        self.show_keys(self)
        self.query_one(VerticalScroll).focus()


def _keys(binding: Binding) -> str:
    """Return a binding's keys as a person calls them."""
    if binding.key_display and "…" in binding.key_display:
        return binding.key_display
    return ", ".join(
        "+".join(_SIGNS.get(part, part) for part in key.split("+"))
        for key in binding.key.split(",")
    )


def _row(keys: str, words: str) -> Content:
    """Return one line of the list."""
    gap = " " * max(1, _KEYS_WIDTH - cell_len(keys))
    return Content.assemble(f"  {keys}{gap}", words)
