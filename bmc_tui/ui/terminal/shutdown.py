"""Ends the app in time after a signal, or when the terminal is gone.

The app is asked to save and to end in an orderly way. If that takes too long, because its event
loop hangs, the file is locked or the terminal's line stalls, a thread that is independent of the
loop writes the journal, restores the terminal and ends the process.
"""

import os
import signal
from collections.abc import Callable
from types import FrameType
from typing import Any, Protocol, Self

RESCUE_AFTER_S = 1.3
"""Time the app has to save before a thread writes the journal."""

EXIT_AFTER_S = 2.5
"""Time the app has to end before a thread ends the process."""

HANGUP_EXIT_CODE = 128 + signal.SIGHUP
"""The exit code when the terminal is gone: that of the signal that is sent for it."""

_END_SIGNALS = (signal.SIGHUP, signal.SIGINT, signal.SIGTERM)
"""The signals that ask for the end. Ctrl+C is a key in the app and sends none."""


class Guarded(Protocol):
    """The app, as the guard ends it."""

    def finish(self, code: int) -> None:
        """Save and end with an exit code; called from a thread."""

    def rescue(self) -> None:
        """Write what is not saved to the journal; called from a thread while the loop may hang."""

    def release_terminal(self) -> None:
        """Restore the terminal; called from a thread while the loop may hang."""


class ShutdownGuard:
    """A context manager around the program that makes signals end it in time.

    Only the main thread may use it, except for `end` and `start_countdown`, which are for any. A
    signal that comes before `watch` takes effect in `watch`: there is nothing to save before.

    Args:
        terminal: The terminal's descriptor.
    """

    def __init__(self, terminal: int) -> None:
        self._terminal = terminal
        self._handlers: dict[signal.Signals, Any] = {}
        self._wake_pipe = (-1, -1)
        self._guarded: Guarded | None = None
        self._is_counting = False
        self.exit_code: int | None = None
        """The exit code that the program was asked to end with; None before that."""

    def __enter__(self) -> Self:
        """Handle the signals; one that is ignored, as with `nohup`, stays ignored."""
        for number in _END_SIGNALS:
            if signal.getsignal(number) is not signal.SIG_IGN:
                self._handlers[number] = signal.signal(number, self._handle)
        return self

    def __exit__(self, *_: object) -> None:
        """Restore the handlers, unless the app is ending, which no signal may interrupt."""
        if self.exit_code is None:
            self._guarded = None
            for number, handler in self._handlers.items():
                signal.signal(number, handler)

    @property
    def is_ending(self) -> bool:
        """Whether the program was asked to end."""
        return self.exit_code is not None

    def watch(self, guarded: Guarded) -> None:
        """Make signals end the app from now on."""
        from threading import Thread

        self._guarded = guarded
        self._wake_pipe = os.pipe()
        for descriptor in self._wake_pipe:
            os.set_blocking(descriptor, False)
        # Python writes to it when a signal comes, even while the main thread runs no Python code.
        signal.set_wakeup_fd(self._wake_pipe[1], warn_on_full_buffer=False)
        Thread(target=self._watch, name="shutdown-guard", daemon=True).start()
        if self.exit_code is not None:
            self.end(self.exit_code)

    def end(self, code: int) -> None:
        """Ask the app to end, and start the countdown."""
        if self._guarded is not None and not self._is_counting:
            self.exit_code = code
            self.start_countdown(code)
            self._guarded.finish(code)

    def end_without_terminal(self) -> None:
        """Ask the app to end because the terminal is gone."""
        self.end(HANGUP_EXIT_CODE)

    def start_countdown(self, code: int) -> None:
        """Rescue what is not saved and exit if the app, which is ending, takes too long."""
        if self._guarded is not None and not self._is_counting:
            self._is_counting = True
            _call_later(RESCUE_AFTER_S, self._guarded.rescue)
            _call_later(EXIT_AFTER_S, self._exit, code)

    def _handle(self, number: int, _: FrameType | None) -> None:
        """Record a signal; the thread of `_watch` acts on it, in case the main thread hangs."""
        self.exit_code = self.exit_code or 128 + number

    def _watch(self) -> None:
        """Sleep until a signal comes or the terminal goes, and act on it."""
        from select import POLLERR, POLLHUP, POLLIN, poll

        poller = poll()
        poller.register(self._wake_pipe[0], POLLIN)
        poller.register(self._terminal, 0)  # only errors and hang-ups, which poll always reports
        while True:
            for descriptor, event in poller.poll():
                if descriptor == self._wake_pipe[0]:
                    for number in os.read(descriptor, 64):
                        if number in self._handlers:
                            self.end(128 + number)
                    continue
                poller.unregister(descriptor)
                if event & (POLLHUP | POLLERR):  # other events: this system can't poll a terminal
                    self.end_without_terminal()

    def _exit(self, code: int) -> None:
        """Restore the terminal, and end the process without any cleanup."""
        if self._guarded is not None:
            self._guarded.release_terminal()
        os._exit(code)


def _call_later(seconds: float, call: Callable[..., None], *arguments: object) -> None:
    """Call something in a thread of its own, unless the process has ended by then."""
    from threading import Timer

    timer = Timer(seconds, call, arguments)
    timer.daemon = True
    timer.start()
