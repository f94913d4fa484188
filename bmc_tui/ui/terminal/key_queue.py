"""A queue that delivers each key only after the one before it has had its effect.

Textual hands a key to the widget that has the focus when the key is read. Keys that arrive
together, as over a slow line, would all go to the widget that the first of them moves away from.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable

from textual.app import App
from textual.events import Key, Paste
from textual.widget import Widget

from bmc_tui.ui.terminal.background import spawn

_QUIET_TURNS = 3
"""Idle turns of the event loop after which a key counts as handled: a message takes a turn from one
widget to the next."""

_MAX_WAIT_S = 1.0
"""How long a key waits at most for the one before it, except for a screen that opens."""

_MAX_DISK_WAIT_S = 5.0
"""How long it waits at most for what is `UnderWay`: before that is done, it would act on the canvas
of the old list. A disk that hangs does not keep the user from quitting for longer."""

_MIN_TURNS = 1_000
"""Turns of the event loop that it waits for all the same: on a busy machine a screen that opens has
few in `_MAX_WAIT_S`, and a key would act before the focus is where it belongs."""


class UnderWay:
    """Counts what is done at the moment that keys have to wait for, such as access to the disk."""

    def __init__(self) -> None:
        self._count = 0

    def __bool__(self) -> bool:
        return self._count > 0

    def __enter__(self) -> None:
        self._count += 1

    def __exit__(self, *_: object) -> None:
        self._count -= 1


class KeyQueue:
    """The keys that are waiting for the one before them.

    Args:
        app: The app whose keys they are.
        deliver: Delivers a key to the focused widget.
    """

    def __init__(self, app: App[int], deliver: Callable[[Key | Paste], Awaitable[None]]) -> None:
        self._app = app
        self._deliver_to_focus = deliver
        self._waiting: deque[Key | Paste] = deque()
        self._task: asyncio.Task[None] | None = None
        self.last_put_at = 0.0
        """When the last key or paste came, in the loop's time."""
        self._is_typing = False
        """Whether the last key became text, which may not be handled yet."""

    async def put(self, event: Key | Paste) -> None:
        """Deliver a key or a paste as soon as those before it have had their effect."""
        self.last_put_at = asyncio.get_running_loop().time()
        if self._task is not None and not self._task.done():
            self._waiting.append(event)
            return
        if self._must_wait(event):
            self._waiting.append(event)
        else:
            self._is_typing = self._becomes_text(event)
            await self._deliver(event)
        if self._waiting or not self._is_typing:
            self.resume()

    @property
    def has_waiting(self) -> bool:
        """Whether keys have arrived that are not delivered yet."""
        return bool(self._waiting)

    async def _deliver(self, event: Key | Paste) -> None:
        """Deliver a key, unless the app is ending: its screens close before it stops running."""
        if self._app.screen_stack:
            await self._deliver_to_focus(event)

    def resume(self) -> None:
        """Deliver the waiting keys, unless that is under way."""
        if self._task is None or self._task.done():
            self._task = spawn(self._app, self._drain())

    def put_first(self, event: Key | Paste) -> None:
        """Make an event the next one, before all that came after it."""
        self._waiting.appendleft(event)

    def _becomes_text(self, event: Key | Paste) -> bool:
        """Return whether a key becomes text: then the focus stays, and the next need not wait."""
        is_character = isinstance(event, Key) and event.is_printable
        return is_character and getattr(self._app.focused, "takes_text", False)

    def _must_wait(self, event: Key | Paste) -> bool:
        """Return whether a key acts on text in which typed keys may not have become visible yet.

        The same goes for a key that comes before the first screen has the focus: it would find no
        bindings.
        """
        return self._app.focused is None or (self._is_typing and not self._becomes_text(event))

    async def _drain(self) -> None:
        """Let the last key have its effect, and deliver the waiting ones, one by one."""
        if not self._is_typing:
            await self.wait_until_idle()
        while self._waiting and self._app.is_running and self._app.screen_stack:
            event = self._waiting.popleft()
            if self._must_wait(event):
                await self.wait_until_idle()
            self._is_typing = self._becomes_text(event)
            self._app.call_later(self._deliver, event)
            if not self._is_typing:
                await self.wait_until_idle()

    async def wait_until_idle(self) -> None:
        """Wait until no widget has messages and nothing is under way, but not for ever."""
        loop = asyncio.get_running_loop()
        begin = loop.time()
        deadline, last = begin + _MAX_WAIT_S, begin + _MAX_DISK_WAIT_S
        quiet = turns = 0
        while quiet < _QUIET_TURNS and self._app.screen_stack:
            now = loop.time()
            if self._is_under_way and now < last:
                deadline = now + _MAX_WAIT_S  # then what it changes is still to be shown
            is_over = now >= deadline and turns >= _MIN_TURNS
            if is_over and self._app.screen.is_mounted:  # otherwise it can't handle a key
                break
            turns += 1
            await asyncio.sleep(0)
            quiet = 0 if self._is_busy() else quiet + 1

    @property
    def _is_under_way(self) -> bool:
        """Whether the screen does what keys have to wait for."""
        screens = self._app.screen_stack[-1:]  # none once the app is ending
        return any(getattr(screen, "under_way", False) for screen in screens)

    def _is_busy(self) -> bool:
        """Return whether a widget has a message to handle or is mounted, or the screen waits."""
        if self._app.message_queue_size or self._is_under_way:
            return True
        return any(
            widget.message_queue_size or not widget.is_mounted
            for screen in self._app.screen_stack[-1:]
            for widget in screen.walk_children(Widget, with_self=True)
        )
