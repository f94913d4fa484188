"""The base of the app: however it ends or stops, all is saved and the terminal is given back.

It builds on the workings of Textual 8.2; the version is pinned, and the tests that kill the program
in a real pseudo-terminal tell when a new one works differently.
"""

import asyncio
import os
import signal
import traceback
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Protocol, TypeVar, cast

from rich.text import Text
from textual.app import App
from textual.driver import Driver
from textual.worker import WorkerFailed

from bmc_tui.guide import Guide, TellableError
from bmc_tui.ui.terminal.shutdown import SOON, Guard

if TYPE_CHECKING:
    from bmc_tui.ui.terminal.driver import ThinDriver  # there is none for Windows

PATIENCE = 1.0
"""Seconds that a stop waits at most for what is being written."""

_Done = TypeVar("_Done")


class Savable(Protocol):
    """What has something to be saved."""

    async def save_last(self) -> TellableError | None:
        """Save all for the last time, and return why that failed."""

    async def save_now(self) -> None:
        """Save what there is."""

    def rescue(self) -> bool | None:
        """Bring what is not saved to the disk, from any thread and while the loop may hang.

        Returns:
            Whether it is there; None when all is saved.
        """


class GuardedApp(App[int]):
    """An app that loses nothing when it is ended.

    Args:
        guide: The language of what it says at its end.
        driver: What stands between the app and the terminal; Textual's own when left out.
        guard: What sees to it that it ends in time.
    """

    def __init__(
        self, guide: Guide, driver: type[Driver] | None = None, guard: Guard | None = None
    ) -> None:
        super().__init__(driver_class=driver)
        self._guide = guide
        self._guard = guard
        self.saving: Savable | None = None
        """What is to be saved."""
        self._last_save: asyncio.Task[bool] | None = None
        self.times_taken = 0
        """How often the terminal was taken anew: it has shown something else meanwhile."""

    def on_load(self) -> None:
        """Leave signals to the app from here on: it has a loop now."""
        if self._guard:
            self._guard.watch(self)

    # The end

    def finish(self, code: int) -> None:
        """Save and end with an exit code; from any thread."""
        with suppress(RuntimeError):  # the loop is closed: the app has ended already
            if self._loop:
                self._loop.call_soon_threadsafe(self._finish, code)

    def rescue(self) -> None:
        """Bring what is not saved to the disk; from any thread, while the loop may hang."""
        if self.saving:
            self.saving.rescue()

    def give_back(self) -> None:
        """Give the terminal back; from any thread, while the loop may hang."""
        if self._driver:
            cast("ThinDriver", self._driver).give_back()

    def _finish(self, code: int) -> None:
        """Save and end; the saving does not wait for the end, whatever keeps that."""
        self._last_save = asyncio.ensure_future(self._save_last())
        self.exit(code)

    async def _shutdown(self) -> None:
        """Save what came until now. The terminal is given back already."""
        try:
            if (self._last_save is None or await self._last_save) and await self._save_last():
                return
            is_kept = await asyncio.to_thread(self.saving.rescue) if self.saving else None
            if is_kept is not None:
                key = "message.in_journal" if is_kept else "message.lost"
                self._exit_renderables.append(Text(self._guide.say(key)))
        finally:
            await super()._shutdown()

    async def _save_last(self) -> bool:
        """Save, but not for too long; tell whether all is saved, and people what kept it."""
        if self.saving is None:
            return True
        saving = asyncio.ensure_future(self.saving.save_last())
        await asyncio.wait({saving}, timeout=SOON)
        if not saving.done():
            saving.cancel()
            return False
        if fault := saving.exception():
            # Where it is the fault that the program ends for, it is told already.
            if self._exception is None and isinstance(fault, Exception):
                self._handle_exception(fault)
            return False
        if error := saving.result():
            self._exit_renderables.append(Text(self._guide.tell(error)))
        return error is None

    def _print_error_renderables(self) -> None:
        """Print all that is to be told; Textual prints the first, and what its developers do."""
        for renderable in self._exit_renderables:
            self.error_console.print(renderable)
        self._exit_renderables.clear()

    def _fatal_error(self) -> None:
        """End because of a fault, and tell it when the terminal is given back.

        Without the values of variables, which are a person's notes.
        """
        if self._guard:
            self._guard.hurry(1)
        error = self._exception
        if isinstance(error, WorkerFailed):
            error = cast("Exception", error.error)
        if error:
            self._exit_renderables.append(Text("".join(traceback.format_exception(error))))
        self._close_messages_no_wait()

    # A stop for a while

    async def action_suspend_process(self) -> None:  # type: ignore[override] # it takes its time
        """Stop, as ctrl+z does it everywhere, until the shell brings the program back."""
        self.run_worker(self.away(_stop_group), group="stop", exclusive=True)

    def on_thin_driver_stop_asked(self) -> None:
        """Stop, because a signal asks for it."""
        self.run_worker(self.away(_stop_process), group="stop", exclusive=True)

    def on_thin_driver_continued(self) -> None:
        """Take the terminal again after a stop that nobody announced."""
        cast("ThinDriver", self._driver).retake()
        self._draw_anew()

    async def away(self, do: Callable[[], _Done]) -> _Done | None:
        """Save, and do something while the terminal is given back.

        Args:
            do: What to do, such as to stop until somebody brings the program back. Nothing else
                is done until it returns, and no lock of a file is held.

        Returns:
            What it returned; None where the terminal can't be given back.
        """
        if self._driver is None or not self._driver.can_suspend or self.is_headless:
            return None
        if self.saving:
            await self.saving.save_now()
        done: list[_Done] = []
        # Another screen may be changing a file in a thread, and this one may be about to.
        from bmc_tui.store.locking import pause_locking

        with pause_locking(PATIENCE):
            cast("ThinDriver", self._driver).suspend(lambda: done.append(do()))
        self._draw_anew()
        return done[0]

    def _draw_anew(self) -> None:
        """Draw everything: the terminal has shown something else meanwhile."""
        self.times_taken += 1
        for screen in self.screen_stack:
            screen.refresh(repaint=True, layout=True)

    # What is not drawn by Textual

    def write_past(self, text: str) -> None:
        """Write to the terminal what Textual knows nothing of; it draws everything anew later."""
        if self._driver and not self.is_headless:
            getattr(self._driver, "write_past", self._driver.write)(text)
            self._driver.flush()

    def take_mouse(self) -> None:
        """Have what the mouse does told to the app again, where that is how it was."""
        if self._driver and not self.is_headless:
            getattr(self._driver, "take_mouse", self._driver.flush)()


def _stop_group() -> None:
    """Stop what the shell started: this program and what it was started through.

    The system does not do it where no shell is there to bring them back.
    """
    handler = signal.signal(signal.SIGTSTP, signal.SIG_DFL)
    os.kill(0, signal.SIGTSTP)
    signal.signal(signal.SIGTSTP, handler)


def _stop_process() -> None:
    """Stop this program."""
    os.kill(os.getpid(), signal.SIGSTOP)
