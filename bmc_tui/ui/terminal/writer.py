"""A writer that never blocks the app, though the terminal line may stall for minutes.

Textual's own writer queues thirty pieces and then blocks: the app is deaf to keys and signals until
the line moves on. This one queues everything, so that the app goes on taking keys and saving.

What the terminal has room for is written directly. Waking a thread for it, and waiting for that
thread's turn, would take a tenth of the whole time of a keystroke.
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
    "\x18\x1b[m"  # whatever was under way is broken off
    "\x1b[?2004l\x1b[?7h\x1b[?2048l"  # marks around pastes, lines that wrap, sizes as input
    "\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[?1016l\x1b[?1004l"  # the mouse, the focus
    "\x1b[<u\x1b[?2026l\x1b[?1049l\x1b[?25h"  # the keyboard, updates, the screen, the cursor
)
"""Takes back all that the app asks of a terminal."""

_STALL_TIMEOUT_S = 0.4
"""How long a stop or the end waits for a terminal that takes nothing."""

_STALL_POLL_S = 0.02
"""How often it is tried to free a write that a stalled terminal blocks."""


class LineWriter(Thread):
    """A thread that writes what the terminal has no room for yet.

    Args:
        file: The terminal.
    """

    def __init__(self, file: TextIO) -> None:
        super().__init__(name="terminal-output", daemon=True)
        self._fileno = file.fileno()
        self._encoding = file.encoding
        self._queue: SimpleQueue[bytes | None] = SimpleQueue()
        self._queued = self._written = 0
        """How many pieces the thread was given, and how many it is done with."""
        self._direct = _open_nonblocking(self._fileno)
        """The terminal opened once more, for writing without blocking; None if that failed."""
        self._lock = Lock()
        """Guards writing and stopping; any thread may stop the writer."""
        self._has_given_up = False
        """Whether the rest of the queue is dropped instead of written."""
        # The handler does nothing: the signal interrupts a write that blocks; see `stop`.
        signal.signal(signal.SIGURG, lambda *_: None)

    def write(self, text: str) -> None:
        """Write text, or queue what the terminal does not take now; never blocks."""
        data = text.encode(self._encoding, "backslashreplace")
        with self._lock:
            if self._direct is not None and self._queued == self._written:
                with suppress(OSError):  # full or gone: the thread finds out which
                    data = data[os.write(self._direct, data) :]
            if data:
                self._queued += 1
                self._queue.put(data)

    def run(self) -> None:
        """Write the queue, joining the pieces that are waiting together."""
        is_over = False
        while not is_over:
            pieces = [self._queue.get()]
            while not self._queue.empty():
                pieces.append(self._queue.get())
            is_over = None in pieces
            self._write_blocking(b"".join(piece for piece in pieces if piece))
            self._written += len(pieces)

    def _write_blocking(self, data: bytes) -> None:
        """Write all of `data`, unless the terminal is gone or given up."""
        while data and not self._has_given_up:
            try:
                data = data[os.write(self._fileno, data) :]
            except OSError:  # the terminal is gone; the input thread reports that
                self._has_given_up = True

    def stop(self) -> None:
        """End when all is written, or after a moment where the terminal takes nothing.

        A stalled terminal loses the output that is still queued, and finds the sequence that
        restores it when the line moves on.
        """
        with self._lock:
            if self._direct is not None:
                os.close(self._direct)
                self._direct = None
            self._queue.put(None)
        self.join(_STALL_TIMEOUT_S)
        if not self.is_alive():
            return
        self._has_given_up = True
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
    """Open a terminal once more, so that writing to it never blocks.

    Asking whether there is room does not do: there may be less than what is to be written. And the
    descriptor that is open already is shared with other programs, which expect it to block.
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
        attributes: How it treated its input (`termios.tcgetattr`), if that is known.
    """
    if (direct := _open_nonblocking(fileno)) is not None:
        with suppress(OSError):
            os.write(direct, RESTORE.encode())
        os.close(direct)
    if attributes is not None:
        with suppress(termios.error):
            termios.tcsetattr(fileno, termios.TCSANOW, attributes)
