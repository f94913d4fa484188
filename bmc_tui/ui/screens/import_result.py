"""The report of an import: how many notes went where, and what was not understood."""

from collections.abc import Iterable, Sequence

from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from bmc_tui.ui.context import AppContext
from bmc_tui.ui.screens.base import BaseScreen


class ImportResultScreen(BaseScreen[None]):
    """The lines of the report, which the user can scroll; closing it leads to the new canvas.

    Args:
        context: What the screen works with.
        title: The title of the new canvas.
        lines: The report.
    """

    BINDINGS = [Binding("enter,escape,q", "dismiss", id="import.close", key_display="⏎")]

    def __init__(self, context: AppContext, title: str, lines: Sequence[str]) -> None:
        super().__init__(context)
        self._title = title
        self._lines = lines

    def compose_body(self) -> Iterable[Widget]:
        """Return the lines."""
        yield VerticalScroll(Static(Content("\n").join(map(Content, self._lines))), id="imported")

    def on_mount(self) -> None:
        """Show the title and the keys."""
        self.title_bar.show(self._title)
        self.show_keys(self)
        self.query_one(VerticalScroll).focus()
