"""Starts tasks and workers, and calls functions in threads that quitting does not wait for."""

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import suppress
from threading import Thread
from typing import Any, TypeVar

from textual.app import App
from textual.dom import DOMNode
from textual.worker import Worker

from bmc_tui.session import tasks

ABANDONABLE = "abandonable"
"""The name of the threads of `call_abandonable`."""

_Result = TypeVar("_Result")


def spawn(app: App[Any], work: Coroutine[object, object, None]) -> asyncio.Task[None]:
    """Start a task; not a Textual worker, which would be cancelled before the last save.

    Args:
        app: The app; a fault ends it with a traceback, after a last save.
        work: The coroutine that the task runs.
    """

    def end(fault: Exception) -> None:
        async def fail() -> None:
            raise fault

        _: Worker[None] = app.run_worker(fail, exit_on_error=True)

    return tasks.spawn(work, end)


def start_worker(
    node: DOMNode,
    work: Callable[[], Coroutine[Any, Any, object]],
    group: str = "default",
    *,
    exclusive: bool = False,
) -> None:
    """Start a Textual worker; it is cancelled with its screen.

    The function is only called when the worker has started: a coroutine that is never awaited,
    because a fault ends the app before that, would be reported above the fault.

    Args:
        node: The screen or app that the worker belongs to.
        work: The function to await.
        group: The name of a group of workers.
        exclusive: Whether to cancel the workers of the group first.
    """
    _: Worker[object] = node.run_worker(work, group=group, exclusive=exclusive)


async def call_abandonable(function: Callable[[], _Result]) -> _Result:
    """Call a function in a thread that ends with the program, even in the middle of the call.

    `asyncio.to_thread` uses the loop's executor, whose threads the end of the program waits for:
    right for a save, but not for reading a file that may take long, or hang on a network drive.

    Args:
        function: It changes nothing outside itself.

    Returns:
        What the function returned; its exception is raised.
    """
    loop = asyncio.get_running_loop()
    future: asyncio.Future[_Result] = loop.create_future()

    def settle(outcome: Callable[[], None]) -> None:
        if not future.done():  # the caller was cancelled
            outcome()

    def call() -> None:
        try:
            result = function()
        except BaseException as fault:  # noqa: BLE001 - it is raised in the caller
            error = fault
            outcome = lambda: future.set_exception(error)  # noqa: E731
        else:
            outcome = lambda: future.set_result(result)  # noqa: E731
        with suppress(RuntimeError):  # the loop is closed: the app has ended
            loop.call_soon_threadsafe(settle, outcome)

    Thread(target=call, name=ABANDONABLE, daemon=True).start()
    return await future
