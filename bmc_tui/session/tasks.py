"""Work that goes on behind the screen. A fault in it ends the program as one in a handler does.

asyncio would say nothing of it before the very end, and what the task was there for, such as
saving, would have stopped in silence.
"""

import asyncio
from collections.abc import Coroutine

from textual._context import active_app


def begin(work: Coroutine[object, object, None]) -> asyncio.Task[None]:
    """Return the task that does `work`; only inside the app."""
    task = asyncio.get_running_loop().create_task(work)
    task.add_done_callback(_check)
    return task


def _check(task: asyncio.Task[None]) -> None:
    """Have the app end when a task had a fault."""
    if not task.cancelled() and (fault := task.exception()):
        if not isinstance(fault, Exception):
            raise fault
        active_app.get()._handle_exception(fault)  # noqa: SLF001 - where Textual's own faults go
