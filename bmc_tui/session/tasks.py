"""Starts asyncio tasks whose exceptions go to a callback immediately.

asyncio reports the exception of a task that is not awaited only when the task is garbage-collected;
until then, work such as the autosave would have stopped silently.
"""

import asyncio
from collections.abc import Callable, Coroutine

Spawn = Callable[[Coroutine[object, object, None]], asyncio.Task[None]]
"""Starts a task in the running loop and handles its exceptions."""


def spawn(
    work: Coroutine[object, object, None], on_fault: Callable[[Exception], object]
) -> asyncio.Task[None]:
    """Start a task in the running loop.

    Args:
        work: What the task does.
        on_fault: Called in the loop with the exception that ended the task.
    """

    def check(task: asyncio.Task[None]) -> None:
        if not task.cancelled() and (fault := task.exception()):
            if not isinstance(fault, Exception):  # SystemExit or KeyboardInterrupt
                raise fault
            on_fault(fault)

    task = asyncio.get_running_loop().create_task(work)
    task.add_done_callback(check)
    return task
