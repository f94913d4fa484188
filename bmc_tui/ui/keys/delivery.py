"""Delivers keys to the focused widget, unless they are text, and explains those without effect."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from textual.app import App
from textual.events import Key, Paste

from bmc_tui.ui.screens.base import BaseScreen
from bmc_tui.ui.terminal.internals import bound_action, forward_character
from bmc_tui.ui.terminal.key_queue import KeyQueue
from bmc_tui.ui.terminal.modified_keys import resolve_key
from bmc_tui.ui.terminal.typed_text import TypedText

if TYPE_CHECKING:
    from bmc_tui.ui.keys.offers import Choices
    from bmc_tui.ui.keys.typed_words import TypedWords


_SAVE_KEY = "ctrl+s"
"""The key that saves in most programs, also while one types."""


class KeyDelivery:
    """Delivers one key after another.

    Args:
        app: The app.
        choices: Its language and its theme.
        forward: Forwards a key to the widget that has the focus.
    """

    def __init__(
        self,
        app: App[int],
        choices: "Choices",
        forward: Callable[[Key | Paste], Awaitable[None]],
    ) -> None:
        self._app = app
        self._choices = choices
        self._forward = forward
        self._words: TypedWords | None = None
        self.queue = KeyQueue(app, self._deliver)

    @property
    def holds_keys(self) -> bool:
        """Whether keys are held until it is known if they are part of a word; for tests."""
        return self._words is not None and self._words.holds_keys

    async def wait_until_keys(self) -> None:
        """Wait until the letters that were typed are surely keys; see `TypedWords`."""
        if self._words:
            await self._words.wait_until_keys()

    async def _deliver(self, event: Key | Paste) -> None:
        """Deliver a key; typed text is split into parts that the focused widget takes."""
        if not self._app.screen_stack:  # the app has ended
            return
        if isinstance(self._app.screen, BaseScreen):
            self._app.screen.message_bar.show("")  # it was shown until the next key
        takes_text = getattr(self._app.focused, "takes_text", False)
        if isinstance(event, TypedText) and not getattr(self._app.focused, "takes_lines", False):
            first, rest = event.split_line() if takes_text else event.split_key()
            if rest:
                self.queue.put_first(rest)
            if isinstance(first, Key):
                await self._deliver_key(first, is_text=takes_text)
            elif first and not (self._words and self._words.take_text(first)):
                await self._forward(first)
        elif isinstance(event, Key):
            await self._deliver_key(event, is_text=takes_text)
        elif not (isinstance(event, TypedText) and self._words and self._words.take_text(event)):
            await self._forward(event)

    async def _deliver_key(self, key: Key, *, is_text: bool) -> None:
        """Deliver a key, unless it is part of a word that is typed where letters are commands."""
        from bmc_tui.ui.keys.typed_words import TypedWords

        key, after = resolve_key(
            key, is_text=is_text, is_bound=lambda name: bool(bound_action(self._app.screen, name))
        )
        if after:
            self.queue.put_first(after)
        self._words = self._words or TypedWords(
            self._app,
            self._choices,
            self.queue.wait_until_idle,
            self._deliver_again,
            lambda: self.queue.has_waiting,
        )
        is_taken = self._words.take(key)
        self._words.settle_copies()
        if is_taken:
            return
        if is_text and forward_character(self._app, key):
            return
        await self._forward(key)
        if not self._app.screen_stack:  # the key has ended the app
            return
        is_command = not is_text or key.key == _SAVE_KEY
        if is_command and not bound_action(self._app.screen, key.key):
            from bmc_tui.ui.keys.dead_keys import explain_dead_key

            explain_dead_key(self._app, key.key)

    def _deliver_again(self, keys: list[Key]) -> None:
        """Deliver keys that have waited, before any that came after them."""
        for key in reversed(keys):
            self.queue.put_first(key)
        self.queue.resume()
