"""Keys one after another: each is acted on before the next is given to whoever has the focus then.

Textual hands a key to the widget that has the focus when the key is read. Keys that arrive
together, as they do over a slow line, would all go to the widget that the first of them leaves.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable

from textual.app import App
from textual.events import Key, Paste
from textual.widget import Widget

from bmc_tui.ui.terminal.background import spawn

_QUIET = 3
"""Turns of the event loop without anything to do, after which a key has had its effect: a message
takes a turn from one widget to the next."""

_LONGEST = 1.0
"""Seconds that a key waits at most for the one before it, but for a screen that opens."""


class TypeAhead:
    """The keys that are waiting for the one before them.

    Args:
        app: Whose keys they are.
        give: Gives a key to the widget that has the focus.
    """

    def __init__(self, app: App[int], give: Callable[[Key | Paste], Awaitable[None]]) -> None:
        self._app = app
        self._give = give
        self._waiting: deque[Key | Paste] = deque()
        self._task: asyncio.Task[None] | None = None
        self._typing = False
        """Whether the last key became text, which may not have been seen to yet."""

    async def take(self, event: Key | Paste) -> None:
        """Give a key, or a paste, as soon as those before it have had their effect."""
        if self._task is not None and not self._task.done():
            self._waiting.append(event)
            return
        if self._must_wait(event):
            self._waiting.append(event)
        else:
            self._typing = self._is_text(event)
            await self._give(event)
        if self._waiting or not self._typing:
            self._task = spawn(self._app, self._go_on())

    def put_back(self, event: Key | Paste) -> None:
        """Make an event the next one, before all that came after it."""
        self._waiting.appendleft(event)

    def _is_text(self, event: Key | Paste) -> bool:
        """Tell whether a key becomes text: then the focus stays, and the next need not wait."""
        is_character = isinstance(event, Key) and event.is_printable
        return is_character and getattr(self._app.focused, "takes_text", False)

    def _must_wait(self, event: Key | Paste) -> bool:
        """Tell whether a key acts on text that may not be there yet."""
        return self._typing and not self._is_text(event)

    async def _go_on(self) -> None:
        """Let the last key have its effect, and give what is waiting, one by one."""
        if not self._typing:
            await self._rest()
        while self._waiting and self._app.is_running:
            event = self._waiting.popleft()
            if self._must_wait(event):
                await self._rest()
            self._typing = self._is_text(event)
            self._app.call_later(self._give, event)
            if not self._typing:
                await self._rest()

    async def _rest(self) -> None:
        """Wait until no widget has anything to do."""
        loop = asyncio.get_running_loop()
        latest = loop.time() + _LONGEST
        quiet = 0
        # A screen that is not there yet can do nothing with a key, however slow the machine.
        while quiet < _QUIET and (loop.time() < latest or not self._app.screen.is_mounted):
            await asyncio.sleep(0)
            quiet = 0 if self._busy() else quiet + 1

    def _busy(self) -> bool:
        """Tell whether a widget has a message to see to, or is about to be there."""
        if self._app.message_queue_size:
            return True
        return any(
            widget.message_queue_size or not widget.is_mounted
            for screen in self._app.screen_stack[-1:]
            for widget in screen.walk_children(Widget, with_self=True)
        )
