"""The base of the app: however it ends or stops, all is saved and the terminal is restored."""

import asyncio
import os
import signal
from collections.abc import Callable
from contextlib import suppress
from contextvars import copy_context
from typing import TYPE_CHECKING, Protocol, TypeVar, cast

from rich.text import Text
from textual.app import SuspendNotSupported

from bmc_tui.guide import Guide, ReportableError
from bmc_tui.ui.terminal.internals import DiscreetApp, driver_of, traceback_of
from bmc_tui.ui.terminal.shutdown import RESCUE_AFTER_S, ShutdownGuard
from bmc_tui.ui.terminal.writer import restore

if TYPE_CHECKING:
    from textual.drivers.linux_driver import LinuxDriver

    from bmc_tui.ui.terminal.driver import ThinDriver  # imported when it is chosen

LOCK_RELEASE_TIMEOUT_S = 1.0
"""How long a stop waits for a thread that is changing a file."""

_Outcome = TypeVar("_Outcome")


class Saveable(Protocol):
    """What the app has open, to be saved at a stop and at the end."""

    async def save_last(self) -> ReportableError | None:
        """Save all for the last time, and return why that failed."""

    async def save_now(self) -> None:
        """Save what there is."""

    def rescue(self) -> bool | None:
        """Write what is not saved to the journal, from any thread and while the loop may hang.

        Returns:
            Whether it is there; None when all is saved.
        """


class ResilientApp(DiscreetApp):
    """An app that loses nothing when it is ended.

    Args:
        guide: The language of what it says at its end.
        driver: What stands between the app and the terminal; Textual's own when left out.
        guard: What ends it in time.
    """

    def __init__(
        self,
        guide: Guide,
        driver: "type[ThinDriver] | None" = None,
        guard: ShutdownGuard | None = None,
    ) -> None:
        super().__init__(driver_class=driver)
        self.is_thin = driver is not None
        """Whether the terminal layer is on; see `bmc_tui.ui.terminal`."""
        self._guide = guide
        self._guard = guard
        self.saving: Saveable | None = None
        """What is to be saved."""
        self._event_loop: asyncio.AbstractEventLoop | None = None
        self._own_context = copy_context()
        self._early_save: asyncio.Task[bool] | None = None
        """The save that a request to end has started."""
        self._reports: list[Text] = []
        """What the last save has to say when the terminal is restored."""

    def on_load(self) -> None:
        """Leave signals to the app from here on: it has a loop now."""
        self._event_loop = asyncio.get_running_loop()
        self._own_context = copy_context()
        if self._guard:
            self._guard.watch(self)

    # The end

    def run_and_save(self) -> int:
        """Run until the user quits or the program is ended, and save what came until then.

        Returns:
            The exit code: 0, 1 when something went wrong, or what the guard asked for.
        """
        return asyncio.run(self._run_and_save())

    async def _run_and_save(self) -> int:
        """Run and save in one event loop: what is being saved goes on when the screen is gone."""
        result = await self.run_async()
        # In the app's own context: what a save changes is still shown, though nobody sees it.
        saving = self._save_at_end()
        await asyncio.get_running_loop().create_task(saving, context=self._own_context)
        for report in self._reports:
            self.error_console.print(report)
        return (self.return_code or 0) if result is None else result

    def finish(self, code: int) -> None:
        """Save and end with an exit code; from any thread."""
        with suppress(RuntimeError):  # the loop is closed: the app has ended already
            if self._event_loop:
                self._event_loop.call_soon_threadsafe(self._finish, code, context=self._own_context)

    def rescue(self) -> None:
        """Write what is not saved to the journal; from any thread, while the loop may hang."""
        if self.saving:
            self.saving.rescue()

    def release_terminal(self) -> None:
        """Restore the terminal; from any thread, while the loop may hang."""
        driver = driver_of(self)
        if driver is None:
            return
        if self.is_thin:
            cast("ThinDriver", driver).release()
        else:
            linux = cast("LinuxDriver", driver)
            restore(linux.fileno, linux.attrs_before)

    def on_fault(self) -> None:
        """Have the app end in time."""
        if self._guard:
            self._guard.start_countdown(1)

    def _finish(self, code: int) -> None:
        """Save and end; the save does not wait for the end, whatever delays that."""
        self._early_save = asyncio.ensure_future(self._save_last())
        self.exit(code)

    async def _save_at_end(self) -> None:
        """Save what came until the screen was gone; else write it to the journal."""
        is_saved = self._early_save is None or await self._early_save
        if (is_saved and await self._save_last()) or self.saving is None:
            return
        is_journaled = await asyncio.to_thread(self.saving.rescue)
        if is_journaled is not None:
            key = "message.in_journal" if is_journaled else "message.lost"
            self._reports.append(Text(self._guide.say(key)))

    async def _save_last(self) -> bool:
        """Save, but not for too long; report what prevents it, and tell whether all is saved."""
        if self.saving is None:
            return True
        saving = asyncio.ensure_future(self.saving.save_last())
        await asyncio.wait({saving}, timeout=RESCUE_AFTER_S)
        if not saving.done():
            saving.cancel()
            return False
        if fault := saving.exception():
            # If it is the fault that the program ends for, it is reported already.
            if not self.return_code:
                self._reports.append(traceback_of(fault))
                self.on_fault()
            return False
        if error := saving.result():
            self._reports.append(Text(self._guide.error_message(error)))
        return error is None

    # A stop for a while

    async def action_suspend_process(self) -> None:  # type: ignore[override] # it takes its time
        """Stop, as Ctrl+Z does everywhere, until the shell continues the program."""
        self.run_worker(self.run_suspended(_stop_group), group="stop", exclusive=True)

    def on_thin_driver_stop_requested(self) -> None:
        """Stop, because a signal asks for it."""
        self.run_worker(self.run_suspended(_stop_process), group="stop", exclusive=True)

    def on_thin_driver_continued(self, event: "ThinDriver.Continued") -> None:
        """Take the terminal again after a stop that was not announced."""
        event.driver.retake()
        self.app_resume_signal.publish(self)
        self._redraw_all()

    async def run_suspended(self, do: Callable[[], _Outcome]) -> _Outcome | None:
        """Save, and do something while the terminal is released.

        Args:
            do: What to do, such as to stop until the shell continues the program. Nothing else
                runs until it returns, and no lock of a file is held.

        Returns:
            What it returned; None where the terminal can't be released.
        """
        if self.is_headless:
            return None
        if self.saving:
            await self.saving.save_now()
        # Another screen may be changing a file in a thread, or be about to.
        from bmc_tui.store.locking import pause_locking

        outcome: _Outcome | None = None
        with (
            suppress(SuspendNotSupported),
            pause_locking(LOCK_RELEASE_TIMEOUT_S),
            self.suspend(),
        ):
            outcome = do()
        self._redraw_all()
        return outcome

    def _redraw_all(self) -> None:
        """Draw everything: the terminal has shown something else meanwhile."""
        for screen in self.screen_stack:
            screen.refresh(repaint=True, layout=True)


def _stop_group() -> None:
    """Stop what the shell started: this program and what it was started through.

    The system does not do it where no shell is there to continue them.
    """
    handler = signal.signal(signal.SIGTSTP, signal.SIG_DFL)
    os.kill(0, signal.SIGTSTP)
    signal.signal(signal.SIGTSTP, handler)


def _stop_process() -> None:
    """Stop this program."""
    os.kill(os.getpid(), signal.SIGSTOP)
