"""A writer that never blocks the app, though the terminal line may stall for minutes.

Textual's own writer queues thirty writes and then blocks: the app handles no keys and signals until
the line moves on. This one queues any number, so that the app goes on handling keys and saving.

What fits into the terminal's buffer is written directly, from the caller's thread: waking another
thread for it takes a tenth of the time of a keystroke.
"""

import os
import signal
import termios
import time
from contextlib import suppress
from queue import SimpleQueue
from threading import Lock, Thread
from typing import Any, TextIO

RESTORE = (
    "\x18\x1b[m"  # cancels a sequence under way, and resets the style
    "\x1b[?2004l\x1b[?7h\x1b[?2048l"  # marks around pastes, lines that wrap, sizes as input
    "\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[?1016l\x1b[?1004l"  # the mouse, the focus
    "\x1b[<u\x1b[?2026l\x1b[?1049l\x1b[?25h"  # the keyboard, updates, the screen, the cursor
)
"""Undoes every mode that the app sets in a terminal."""

_STALL_TIMEOUT_S = 0.4
"""Time that `TerminalWriter.stop` waits for a terminal that takes nothing."""

_STALL_POLL_S = 0.02
"""Interval at which `TerminalWriter.stop` tries to free a blocked write."""


class TerminalWriter(Thread):
    """Writes to a terminal; its thread writes what does not fit into the terminal's buffer yet.

    Args:
        file: The terminal.
    """

    def __init__(self, file: TextIO) -> None:
        super().__init__(name="terminal-output", daemon=True)
        self._fileno = file.fileno()
        self._encoding = file.encoding
        self._queue: SimpleQueue[bytes | None] = SimpleQueue()
        self._queued = self._written = 0
        """The number of texts that were queued, and of those that the thread has written."""
        self._nonblocking = _open_nonblocking(self._fileno)
        """A second descriptor of the terminal, for writes that never block; None if that failed."""
        self._lock = Lock()
        """Guards writing and stopping; any thread may stop the writer."""
        self._drops_queue = False
        """Whether the rest of the queue is dropped, because the terminal takes nothing."""
        # The handler does nothing: the signal only interrupts a blocked write; see `stop`.
        signal.signal(signal.SIGURG, lambda *_: None)

    def write(self, text: str) -> None:
        """Write text, or queue what the terminal does not take now; never blocks."""
        data = text.encode(self._encoding, "backslashreplace")
        with self._lock:
            if self._nonblocking is not None and self._queued == self._written:
                with suppress(OSError):  # full or gone: the thread's write finds out which
                    data = data[os.write(self._nonblocking, data) :]
            if data:
                self._queued += 1
                self._queue.put(data)

    def run(self) -> None:
        """Write the queue until `stop`; texts that wait together are written together."""
        is_over = False
        while not is_over:
            batch = [self._queue.get()]
            while not self._queue.empty():
                batch.append(self._queue.get())
            is_over = None in batch
            self._write_blocking(b"".join(data for data in batch if data))
            self._written += len(batch)

    def _write_blocking(self, data: bytes) -> None:
        """Write all of `data`, unless the terminal is gone or the queue is dropped."""
        while data and not self._drops_queue:
            try:
                data = data[os.write(self._fileno, data) :]
            except OSError:  # the terminal is gone; the input thread reports that
                self._drops_queue = True

    def stop(self) -> None:
        """End the thread when all is written, or after a moment if the terminal takes nothing.

        For a stalled terminal the queue is dropped and replaced by `RESTORE`, which takes effect
        when the line moves on.
        """
        with self._lock:
            if self._nonblocking is not None:
                os.close(self._nonblocking)
                self._nonblocking = None
            self._queue.put(None)
        self.join(_STALL_TIMEOUT_S)
        if not self.is_alive():
            return
        self._drops_queue = True
        deadline = time.monotonic() + _STALL_TIMEOUT_S
        with suppress(OSError, termios.error):
            while self.is_alive() and time.monotonic() < deadline:
                termios.tcflush(self._fileno, termios.TCOFLUSH)
                # Linux does not wake a blocked write when a flush makes room.
                signal.pthread_kill(self.ident or 0, signal.SIGURG)
                self.join(_STALL_POLL_S)
            if not self.is_alive():
                termios.tcflush(self._fileno, termios.TCOFLUSH)
                os.write(self._fileno, RESTORE.encode())


def _open_nonblocking(fileno: int) -> int | None:
    """Open a second descriptor of a terminal, to which writing never blocks.

    Polling the first one is not enough: there may be room for less than what is to be written.
    Making it non-blocking would affect the other programs that share it.
    """
    try:
        flags = os.O_WRONLY | os.O_NOCTTY | os.O_NONBLOCK | os.O_CLOEXEC
        return os.open(os.ttyname(fileno), flags)
    except OSError:
        return None


def restore(fileno: int, attributes: list[Any] | None) -> None:
    """Restore a terminal without blocking, from any thread.

    Args:
        fileno: The terminal.
        attributes: Its attributes before the app changed them (`termios.tcgetattr`), if known.
    """
    if (nonblocking := _open_nonblocking(fileno)) is not None:
        with suppress(OSError):
            os.write(nonblocking, RESTORE.encode())
        os.close(nonblocking)
    if attributes is not None:
        with suppress(termios.error):
            termios.tcsetattr(fileno, termios.TCSANOW, attributes)
