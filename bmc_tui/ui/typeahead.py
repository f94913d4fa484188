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

_QUIET = 3
"""Turns of the event loop without anything to do, after which a key has had its effect: a message
takes a turn from one widget to the next."""

_LONGEST = 1.0
"""Seconds that a key waits at most for the one before it."""


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

    def take(self, event: Key | Paste) -> None:
        """Give a key, or a paste, as soon as those before it have had their effect."""
        self._waiting.append(event)
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._give_all())

    async def _give_all(self) -> None:
        """Give what is waiting, one by one."""
        typed = False
        while self._waiting and self._app.is_running:
            event = self._waiting.popleft()
            is_text = isinstance(event, Key) and event.is_printable
            # A character that becomes text leaves the focus where it is: the next one need not
            # wait for it; but a key that is no text acts on all that was typed before.
            is_typed = is_text and getattr(self._app.focused, "takes_text", False)
            if typed and not is_typed:
                await self._rest()
            self._app.call_later(self._give, event)
            if not is_typed:
                await self._rest()
            typed = is_typed

    async def _rest(self) -> None:
        """Wait until no widget has anything to do."""
        loop = asyncio.get_running_loop()
        latest = loop.time() + _LONGEST
        quiet = 0
        while quiet < _QUIET and loop.time() < latest:
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
