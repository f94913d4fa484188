"""Writing to the terminal, so that nobody waits for it: the line may stall for minutes.

While it does, the app goes on taking keys and saving. Textual's own writer keeps thirty pieces,
and then the app waits with it, deaf to keys and signals.

As much as the terminal has room for is written at once: a thread would have to wake for it, and
wait for its turn, which takes as long as a tenth of all that a key takes.
"""

import os
import signal
import termios
import time
from contextlib import suppress
from queue import SimpleQueue
from threading import Lock
from typing import TextIO

from textual.drivers._writer_thread import WriterThread

RESTORE = (
    "\x18\x1b[m"  # whatever was under way is broken off
    "\x1b[?2004l\x1b[?7h\x1b[?2048l"  # marks around pastes, lines that wrap, sizes as input
    "\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[?1016l\x1b[?1004l"  # the mouse, the focus
    "\x1b[<u\x1b[?2026l\x1b[?1049l\x1b[?25h"  # the keyboard, updates, the screen, the cursor
)
"""Takes back all that the app asks of a terminal."""

_PATIENCE = 0.4
"""Seconds that a stop or the end waits for a terminal that takes nothing."""


class LineWriter(WriterThread):
    """Textual's writer, with room for everything and an end to its patience.

    Args:
        file: The terminal.
    """

    def __init__(self, file: TextIO) -> None:
        super().__init__(file)
        self._encoding = file.encoding
        self._pieces: SimpleQueue[bytes | None] = SimpleQueue()
        self._given = self._taken = 0
        """How many pieces the thread was given, and how many it is done with."""
        self._direct = _not_waiting(file)
        """The terminal once more, for what it takes without waiting; None where it can't be had."""
        self._lock = Lock()
        """Of what is written, and the end; any thread may bring that."""
        self._is_given_up = False
        """Whether what is still to be written is not worth it any more."""
        # One that does nothing, but for breaking off a write that waits; see `stop`.
        signal.signal(signal.SIGURG, lambda *_: None)

    def write(self, text: str) -> None:
        """Have text written; at once, as far as the caller sees."""
        data = text.encode(self._encoding, "backslashreplace")
        with self._lock:
            if self._direct is not None and self._given == self._taken:
                with suppress(OSError):  # it takes nothing now, or is gone: the thread sees to that
                    data = data[os.write(self._direct, data) :]
            if data:
                self._given += 1
                self._pieces.put(data)

    def run(self) -> None:
        """Write what there is, together what came together."""
        is_over = False
        while not is_over:
            pieces = [self._pieces.get()]
            while not self._pieces.empty():
                pieces.append(self._pieces.get())
            is_over = None in pieces
            self._put(b"".join(piece for piece in pieces if piece))
            self._taken += len(pieces)

    def _put(self, data: bytes) -> None:
        """Write to the terminal, as long as that makes sense."""
        while data and not self._is_given_up:
            try:
                data = data[os.write(self._file.fileno(), data) :]
            except OSError:  # the terminal is gone; others see to what that means
                self._is_given_up = True

    def stop(self) -> None:
        """End when all is written, or soon, where the terminal takes nothing.

        What it has not taken is thrown away then, so that it finds itself restored when it goes on.
        """
        with self._lock:
            if self._direct is not None:
                os.close(self._direct)
                self._direct = None
            self._pieces.put(None)
        self.join(_PATIENCE)
        if not self.is_alive():
            return
        self._is_given_up = True
        latest = time.monotonic() + _PATIENCE
        with suppress(OSError, termios.error):
            while self.is_alive() and time.monotonic() < latest:
                termios.tcflush(self._file.fileno(), termios.TCOFLUSH)
                # Linux does not tell the write under way that there is room now.
                signal.pthread_kill(self.ident or 0, signal.SIGURG)
                self.join(0.02)
            if not self.is_alive():
                termios.tcflush(self._file.fileno(), termios.TCOFLUSH)
                os.write(self._file.fileno(), RESTORE.encode())


def _not_waiting(file: TextIO) -> int | None:
    """Open a terminal once more, so that writing to it never waits.

    Asking whether there is room is not enough: there may be less than what is to be written. And
    the way that it is open already is shared with others, who count on waiting.
    """
    try:
        flags = os.O_WRONLY | os.O_NOCTTY | os.O_NONBLOCK | os.O_CLOEXEC
        return os.open(os.ttyname(file.fileno()), flags)
    except OSError:
        return None
