"""The end that comes from outside: a signal, or the terminal that is gone. It comes in time.

The app is asked to save and to end in an orderly way. Where it does not manage, because its loop
hangs, the file is locked or the line stalls, what is not saved goes into the journal, the terminal
is given back, and the process ends: from a thread of its own, which needs nothing of the loop.
"""

import os
import signal
from collections.abc import Callable
from types import FrameType
from typing import Any, Protocol, Self

SOON = 1.3
"""Seconds after which the app is not trusted to save any more."""

LATEST = 2.5
"""Seconds after which the process ends, whatever it is doing."""

GONE = 128 + signal.SIGHUP
"""The exit code when the terminal is gone: that of the signal that would have told."""

_ENDS = (signal.SIGHUP, signal.SIGINT, signal.SIGTERM)
"""The signals that ask for the end. Ctrl+C is a key in the app and sends none."""


class Guarded(Protocol):
    """What is ended."""

    def finish(self, code: int) -> None:
        """Save and end with an exit code; called from a thread."""

    def rescue(self) -> None:
        """Bring what is not saved to the disk; called from a thread, while the loop may hang."""

    def give_back(self) -> None:
        """Give the terminal back; called from a thread, while the loop may hang."""


class Guard:
    """A context manager around the program. Only for the main thread, but for `end` and `hurry`.

    A signal that comes before `watch` is called is acted on then: there is nothing to save yet.

    Args:
        terminal: The terminal's descriptor.
    """

    def __init__(self, terminal: int) -> None:
        self._terminal = terminal
        self._handlers: dict[signal.Signals, Any] = {}
        self._wake = (-1, -1)
        self._guarded: Guarded | None = None
        self._hurries = False
        self.told: int | None = None
        """The exit code that the program was told to end with."""

    def __enter__(self) -> Self:
        """Take the signals; one that is ignored, as with `nohup`, stays so."""
        for number in _ENDS:
            if signal.getsignal(number) is not signal.SIG_IGN:
                self._handlers[number] = signal.signal(number, self._handle)
        return self

    def __exit__(self, *_: object) -> None:
        """Give the signals back; not in the middle of the end, which none of them is to disturb."""
        if self.told is None:
            self._guarded = None
            for number, handler in self._handlers.items():
                signal.signal(number, handler)

    def watch(self, guarded: Guarded) -> None:
        """See to it from now on that the app ends in time."""
        from threading import Thread

        self._guarded = guarded
        self._wake = os.pipe()
        for end in self._wake:
            os.set_blocking(end, False)
        # Written to when a signal comes, even where the main thread is not in Python code.
        signal.set_wakeup_fd(self._wake[1], warn_on_full_buffer=False)
        Thread(target=self._watch, name="guard", daemon=True).start()
        if self.told is not None:
            self.end(self.told)

    def end(self, code: int) -> None:
        """Ask the app to end, and see to it that it does."""
        if self._guarded is not None and not self._hurries:
            self.told = code
            self.hurry(code)
            self._guarded.finish(code)

    def hurry(self, code: int) -> None:
        """See to it that the app, which is about to end, does so in time."""
        if self._guarded is not None and not self._hurries:
            self._hurries = True
            _later(SOON, self._guarded.rescue)
            _later(LATEST, self._leave, code)

    def _handle(self, number: int, _: FrameType | None) -> None:
        """Note a signal; what else is to be done does not wait for the main thread."""
        self.told = self.told or 128 + number

    def _watch(self) -> None:
        """Wait for a signal, or for the terminal to go; it sleeps until then."""
        from select import POLLERR, POLLHUP, POLLIN, poll

        waiting = poll()
        waiting.register(self._wake[0], POLLIN)
        waiting.register(self._terminal, 0)  # nothing but its end
        while True:
            for descriptor, what in waiting.poll():
                if descriptor == self._wake[0]:
                    for number in os.read(descriptor, 64):
                        if number in self._handlers:
                            self.end(128 + number)
                    continue
                waiting.unregister(descriptor)
                if what & (POLLHUP | POLLERR):  # else this system can't watch a terminal
                    self.end(GONE)

    def _leave(self, code: int) -> None:
        """End the process as it is."""
        if self._guarded is not None:
            self._guarded.give_back()
        os._exit(code)


def _later(seconds: float, act: Callable[..., None], *arguments: object) -> None:
    """Call something in a thread of its own, unless the process has ended by then."""
    from threading import Timer

    timer = Timer(seconds, act, arguments)
    timer.daemon = True
    timer.start()
