"""Starts background tasks; a fault in one ends the app, as a fault in a handler does."""

import asyncio
from collections.abc import Coroutine
from typing import Any

from textual.app import App
from textual.worker import Worker

from bmc_tui.session import tasks


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
