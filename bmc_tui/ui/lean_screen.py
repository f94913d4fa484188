"""The base of the full screens: a title line, keys at the bottom, messages, and few bytes."""

from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.reactive import Reactive
from textual.screen import Screen, ScreenResultType
from textual.widget import Widget

from bmc_tui.guide import Guide, TellableError
from bmc_tui.ui.lines import Key, KeyLine, MessageLine, TitleLine

HELP = Binding("question_mark,f1", "app.help", id="app.help", key_display="?")
"""The way to all other keys; the last in each footer."""


class LeanScreen(Screen[ScreenResultType]):
    """A screen that draws its single lines itself and repaints no more than what changes.

    Args:
        guide: The language of everything on it.
    """

    AUTO_FOCUS: ClassVar[str | None] = ""

    # A change of focus repaints what has the focus, not the whole screen.
    focused: Reactive[Widget | None] = Reactive(None, repaint=False)

    def __init__(self, guide: Guide) -> None:
        super().__init__()
        self.guide = guide
        self.title_line = TitleLine()
        self.key_line = KeyLine()
        self.message_line = MessageLine()

    def compose(self) -> ComposeResult:
        """Put the lines around the screen's own body."""
        yield self.title_line
        yield from self.compose_body()
        yield self.key_line
        yield self.message_line

    def compose_body(self) -> Iterable[Widget]:
        """Return what stands between the title line and the keys."""
        return ()

    def say(self, key: str, /, **values: object) -> None:
        """Show a message of the catalogue until the next key."""
        self.message_line.say(self.guide.say(f"message.{key}", **values))

    def tell(self, error: TellableError) -> None:
        """Show what went wrong until the next key."""
        self.message_line.say(self.guide.tell(error), error=True)

    def hints(
        self, bindings: Sequence[object], can: Callable[[str], bool] = lambda _: True
    ) -> list[Key]:
        """Return the keys that the footer shows for some bindings.

        Args:
            bindings: A widget's `BINDINGS`; those with `show` set and an id are shown.
            can: Tells by its action whether a binding can act now.
        """
        return [
            Key(
                binding.key_display or binding.key.split(",")[0],
                self.guide.say(f"keys.{binding.id}"),
                binding.action,
                can(binding.action),
            )
            for binding in bindings
            if isinstance(binding, Binding) and binding.show and binding.id
        ]

    @on(KeyLine.Clicked)
    async def _act(self, event: KeyLine.Clicked) -> None:
        """Do what the clicked key does, where the keys go now."""
        await self.run_action(event.action, self.focused)
