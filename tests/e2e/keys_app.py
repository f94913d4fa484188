"""A program that shows the name of each key it gets, by the driver of `bmc`: for tests only."""

from typing import ClassVar

from textual import events
from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from bmc_tui.ui.terminal.driver import ThinDriver


class KeysApp(App[None]):
    """Shows what the last two keys are called; the names start anew after F11."""

    BINDINGS: ClassVar[list[BindingType]] = []
    ENABLE_COMMAND_PALETTE = False

    def __init__(self) -> None:
        super().__init__(driver_class=ThinDriver)
        self._last = ""

    def compose(self) -> ComposeResult:
        """Show that it is there."""
        yield Static("key none.", markup=False)

    async def on_event(self, event: events.Event) -> None:
        """Show a key's name, whatever else it would do."""
        if isinstance(event, events.Key):
            self.query_one(Static).update(f"key{self._last} {event.key}.")
            self._last = "" if event.key == "f11" else f" {event.key}"
        else:
            await super().on_event(event)


if __name__ == "__main__":
    KeysApp().run()
