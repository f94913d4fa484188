"""An app on the driver of `bmc` that shows the name of each key it gets."""

from typing import ClassVar

from textual import events
from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from bmc_tui.ui.terminal.driver import ThinDriver


class KeysApp(App[None]):
    """Shows the names of the last two keys; F11 clears the first of them."""

    BINDINGS: ClassVar[list[BindingType]] = []
    ENABLE_COMMAND_PALETTE = False

    def __init__(self) -> None:
        super().__init__(driver_class=ThinDriver)
        self._previous = ""

    def compose(self) -> ComposeResult:
        """Show that the app is ready."""
        yield Static("key none.", markup=False)

    async def on_event(self, event: events.Event) -> None:
        """Show a key's name instead of handling the key."""
        if isinstance(event, events.Key):
            self.query_one(Static).update(f"key{self._previous} {event.key}.")
            self._previous = "" if event.key == "f11" else f" {event.key}"
        else:
            await super().on_event(event)


if __name__ == "__main__":
    KeysApp().run()
