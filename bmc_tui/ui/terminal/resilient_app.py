"""The base of the app: however it ends or stops, all is saved and the terminal is restored."""

import asyncio
import os
import signal
from collections.abc import Callable
from contextlib import suppress
from contextvars import copy_context
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar, cast

from rich.text import Text
from textual.app import SuspendNotSupported

from bmc_tui.files.program import ProgramWatch
from bmc_tui.guide import Guide, ReportableError
from bmc_tui.ui.terminal.background import start_worker
from bmc_tui.ui.terminal.internals import (
    DiscreetApp,
    driver_of,
    traceback_of,
    use_short_frames,
)
from bmc_tui.ui.terminal.shutdown import RESCUE_AFTER_S, ShutdownGuard
from bmc_tui.ui.terminal.writer import restore

if TYPE_CHECKING:
    from textual.driver import Driver
    from textual.drivers.linux_driver import LinuxDriver

    from bmc_tui.ui.terminal.driver import ThinDriver  # imported when it is chosen

LOCK_RELEASE_TIMEOUT_S = 1.0
"""How long a stop waits for a thread that is changing a file."""

_Outcome = TypeVar("_Outcome")


class Saveable(Protocol):
    """What the app saves before a stop and at the end: the open canvas."""

    async def save_at_end(self) -> ReportableError | None:
        """Save everything, what is being typed included; return why that failed, or None."""

    async def save_before_stop(self) -> None:
        """Save what is recorded already."""

    @property
    def journal_folder(self) -> str:
        """Where the journal is, as text; "" beside the data file."""

    def rescue(self) -> bool | None:
        """Write what is not saved to the journal, from any thread and while the loop may hang.

        Returns:
            Whether that succeeded; None when all is saved already.
        """


class ResilientApp(DiscreetApp):
    """An app that loses nothing when it is ended.

    Args:
        guide: The language of the reports at its end.
        driver: The class of the driver for the terminal; Textual's own by default.
        guard: Ends it in time after a signal.
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
        if self.is_thin:
            use_short_frames()
        self._guide = guide
        self._guard = guard
        self.saveable: Saveable | None = None
        """What to save before a stop and at the end; None before there is anything."""
        self._event_loop: asyncio.AbstractEventLoop | None = None
        self._own_context = copy_context()
        self.program_watch = ProgramWatch(lambda: self._finish_in_loop(1))
        self._last_save = _LastSave(self)

    def on_load(self) -> None:
        """Let the guard end the app from now on, which takes the event loop that it has now."""
        self._event_loop = asyncio.get_running_loop()
        self._own_context = copy_context()
        if self._guard:
            self._guard.watch(self)

    # The end

    @property
    def is_ending(self) -> bool:
        """Whether a signal or a lost terminal asks for the end."""
        return self._guard is not None and self._guard.is_ending

    def run_and_save(self) -> int:
        """Run until the user quits or the program is ended, and save what came until then.

        Returns:
            The exit code: 0, 1 when something went wrong, or what the guard asked for.
        """
        return asyncio.run(self._run_and_save())

    async def _run_and_save(self) -> int:
        """Run and save in one event loop, so that a save under way outlasts the screen."""
        with self.program_watch:
            result = await self.run_async()
        # A save updates widgets, which need the app's context variables even now.
        saving = self._last_save.finish(self._guide)
        await asyncio.get_running_loop().create_task(saving, context=self._own_context)
        for report in self._last_save.reports:
            self.error_console.print(report)
        return (self.return_code or 0) if result is None else result

    def finish(self, code: int) -> None:
        """Save and end with an exit code, after the input that was read; from any thread."""
        if self.is_thin and (driver := driver_of(self)) is not None:
            cast("ThinDriver", driver).wait_for_input()
        self._finish_in_loop(code)

    def _finish_in_loop(self, code: int) -> None:
        """Let the event loop save and end the app; from any thread."""
        with suppress(RuntimeError):  # the loop is closed: the app has ended already
            if self._event_loop:
                self._event_loop.call_soon_threadsafe(self._finish, code, context=self._own_context)

    def rescue(self) -> None:
        """Write what is not saved to the journal; from any thread, while the loop may hang."""
        if self.saveable:
            self.saveable.rescue()

    def report_at_end(self, text: str) -> None:
        """Print a text once the terminal is restored."""
        self._last_save.reports.append(Text(text))

    def release_terminal(self) -> None:
        """Restore the terminal; from any thread, while the loop may hang."""
        if (driver := driver_of(self)) is not None:
            _release(driver, is_thin=self.is_thin)

    def on_fault(self) -> None:
        """Start the guard's countdown, in case the end hangs."""
        if self._guard:
            self._guard.start_countdown(1)

    def _finish(self, code: int) -> None:
        """Save and end; the save starts now, whatever delays the end."""
        self._last_save.start(self._guide)
        self.exit(code)

    # Suspension

    def report_message(self, key: str) -> None:
        """Show the message with this key of the catalogue, if there is a place for it."""

    async def action_suspend_process(self) -> None:  # type: ignore[override] # Textual's is not async
        """Stop, as Ctrl+Z does everywhere, until the shell continues the program."""
        if not _can_be_continued():
            self.report_message("no_stop")
            return

        def stop() -> None:
            self.error_console.print(Text(self._guide.say("message.stopped")))
            _stop_group()

        start_worker(self, partial(self.run_suspended, stop), "stop", exclusive=True)

    def on_thin_driver_stop_requested(self) -> None:
        """Stop, because a signal asks for it."""
        start_worker(self, partial(self.run_suspended, _stop_process), "stop", exclusive=True)

    def on_thin_driver_continued(self, event: "ThinDriver.Continued") -> None:
        """Take the terminal again after a SIGSTOP, which left no time to release it."""
        event.driver.retake()
        self.app_resume_signal.publish(self)
        self._redraw_all()

    async def run_suspended(self, action: Callable[[], _Outcome]) -> _Outcome | None:
        """Save, and run an action while the terminal is released.

        Args:
            action: What to do, such as to stop until the shell continues the program. Nothing else
                runs until it returns, and no file is locked.

        Returns:
            What the action returned; None if the terminal can't be released.
        """
        if self.is_headless:
            return None
        if self.saveable:
            await self.saveable.save_before_stop()
        # Another screen may be changing a file in a thread, or be about to.
        from bmc_tui.store.locking import pause_locking

        outcome: _Outcome | None = None
        with (
            suppress(SuspendNotSupported),
            pause_locking(LOCK_RELEASE_TIMEOUT_S),
            self.suspend(),
        ):
            outcome = action()
        self._redraw_all()
        return outcome

    def _redraw_all(self) -> None:
        """Draw everything: the terminal has shown something else meanwhile."""
        for screen in self.screen_stack:
            screen.refresh(repaint=True, layout=True)


class _LastSave:
    """Saves everything at the end of an app, and collects what to print after it.

    Args:
        app: The app.
    """

    def __init__(self, app: ResilientApp) -> None:
        self._app = app
        self._early: asyncio.Task[bool] | None = None
        """The save that a request to end has started."""
        self.reports: list[Text] = []
        """What is printed, such as why the last save failed."""

    def start(self, guide: Guide) -> None:
        """Start a first save, which is not delayed by what delays the end."""
        self._early = asyncio.ensure_future(self._try(guide))

    async def finish(self, guide: Guide) -> None:
        """Save what was typed until the screen was gone; if that fails, journal it."""
        is_saved = (self._early is None or await self._early) and await self._try(guide)
        is_journaled = None
        if not is_saved and self._app.saveable is not None:
            is_journaled = await asyncio.to_thread(self._app.saveable.rescue)
        if is_journaled is not None:
            folder = self._app.saveable.journal_folder if self._app.saveable else ""
            key = "message.in_journal_away" if folder else "message.in_journal"
            key = key if is_journaled else "message.lost"
            self.reports.append(Text(guide.say(key, folder=folder)))
        if self._app.program_watch.was_replaced:
            key = "message.replaced" if is_journaled is None else "message.replaced_unsaved"
            self.reports.insert(0, Text(guide.say(key)))

    async def _try(self, guide: Guide) -> bool:
        """Save within `RESCUE_AFTER_S`; report a failure, and return whether all is saved."""
        if self._app.saveable is None:
            return True
        saving = asyncio.ensure_future(self._app.saveable.save_at_end())
        await asyncio.wait({saving}, timeout=RESCUE_AFTER_S)
        if not saving.done():
            saving.cancel()
            return False
        if fault := saving.exception():
            # With a return code the app ends because of a fault, which is reported already.
            if not self._app.return_code and not self._app.program_watch.explains(fault):
                self.reports.append(traceback_of(fault))
                self._app.on_fault()
            return False
        if error := saving.result():
            self.reports.append(Text(guide.error_message(error)))
        return error is None


def _can_be_continued() -> bool:
    """Return whether a shell can continue the program, once it has stopped.

    The system ignores SIGTSTP in an orphaned process group: one in which no process has a parent in
    another group of the session (POSIX). Where that can't be looked up, a shell is assumed.
    """
    parent, group = os.getppid(), os.getpgrp()
    with suppress(OSError, ValueError, IndexError):
        while os.getpgid(parent) == group:  # a wrapper through which the shell started the program
            stat = Path(f"/proc/{parent}/stat").read_text(encoding="ascii", errors="replace")
            parent = int(stat.rpartition(")")[2].split()[1])
        return os.getsid(parent) == os.getsid(0)
    return True


def _stop_group() -> None:
    """Stop the process group: this program, and a wrapper through which the shell started it.

    The system ignores SIGTSTP in a group that no shell can continue (POSIX: an orphaned group).
    """
    handler = signal.signal(signal.SIGTSTP, signal.SIG_DFL)
    os.kill(0, signal.SIGTSTP)
    signal.signal(signal.SIGTSTP, handler)


def _stop_process() -> None:
    """Stop this program."""
    os.kill(os.getpid(), signal.SIGSTOP)


def _release(driver: "Driver", *, is_thin: bool) -> None:
    """Restore the terminal that a driver has."""
    if is_thin:
        cast("ThinDriver", driver).release()
    else:
        linux = cast("LinuxDriver", driver)
        restore(linux.fileno, linux.attrs_before)
