"""Tells by the event loop when an app under test has nothing more to do.

Textual's pilot tells it by the clock: it naps 20 ms, again and again, until the process has used
less than one of them of the processor; twice for each key. That is most of the time of a test, and
on a busy machine, where a process may get no processor for so long, it is not even true.
"""

import asyncio
import threading
from collections.abc import Callable
from time import monotonic
from typing import Any

from textual import app, pilot

from bmc_tui.ui.terminal.background import ABANDONABLE

_SOON_S = 0.04
"""Seconds within which a timer is due that belongs to what is done now, such as that of Textual's
next frame, and for which a running thread is waited for."""

_NAP_S = 0.002
"""Seconds between two looks at a timer or a running thread."""


class ThreadCounter:
    """Replaces `asyncio.to_thread`, to count the threads that run."""

    def __init__(self) -> None:
        self._running = 0
        self._to_thread = asyncio.to_thread

    async def to_thread(self, function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        """Call a function in a thread, counted until it returns."""
        self._running += 1
        try:
            return await self._to_thread(function, *args, **kwargs)
        finally:
            self._running -= 1

    @property
    def is_running(self) -> bool:
        """Whether a thread works for an app."""
        return self._running > 0 or any(t.name == ABANDONABLE for t in threading.enumerate())


THREADS = ThreadCounter()


async def wait_for_idle(min_sleep: float = _SOON_S, max_sleep: float = 1) -> None:
    """Wait until no task can go on, no timer is due soon, and no thread has ended meanwhile.

    Args:
        min_sleep: Seconds within which timers and threads are waited for; 0 for the usual ones.
        max_sleep: Seconds after which it ends all the same, where something never rests.
    """
    loop: Any = asyncio.get_running_loop()
    rest_s = max(min_sleep, _SOON_S)
    started = monotonic()
    soon = started + rest_s
    while monotonic() - started < max_sleep:
        await asyncio.sleep(0)
        if loop._ready:
            soon = monotonic() + rest_s  # what is done now may set a timer
            continue
        due = min(
            (timer.when() for timer in loop._scheduled if not timer.cancelled()), default=soon
        )
        if due >= soon and not (THREADS.is_running and monotonic() < soon):
            return
        await asyncio.sleep(max(0, min(due - monotonic(), _NAP_S)))


def wait_by_the_loop() -> None:
    """Let every pilot wait by the event loop, and count threads."""
    asyncio.to_thread = THREADS.to_thread
    app.wait_for_idle = pilot.wait_for_idle = wait_for_idle  # type: ignore[attr-defined]
