"""Starts asyncio tasks whose faults are handed on instead of waiting to be collected.

asyncio reports the exception of a task that nobody awaits when the task is garbage-collected, and
until then the work, such as an autosave, has silently stopped.
"""

import asyncio
from collections.abc import Callable, Coroutine

Spawn = Callable[[Coroutine[object, object, None]], asyncio.Task[None]]
"""Starts a task in the running loop and sees to its faults."""


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
            if not isinstance(fault, Exception):
                raise fault
            on_fault(fault)

    task = asyncio.get_running_loop().create_task(work)
    task.add_done_callback(check)
    return task
