"""Writing to the terminal, so that nobody waits for it: the line may stall for minutes.

While it does, the app goes on taking keys and saving. Textual's own writer keeps thirty pieces,
and then the app waits with it, deaf to keys and signals.

What is short is written at once where the terminal has room for it: a thread would have to wake
for it, and wait for its turn, which takes as long as a tenth of all that a key takes.
"""

import os
import signal
import termios
import time
from contextlib import suppress
from queue import SimpleQueue
from select import POLLOUT, poll
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


_SHORT = 1024
"""Bytes: a terminal that can be written to takes as many without waiting. Linux has a page of
buffer for them, of which a pseudo-terminal fills one after another (drivers/tty/tty_buffer.c)."""


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
        self._room = poll()
        self._room.register(file, POLLOUT)
        self._is_given_up = False
        """Whether what is still to be written is not worth it any more."""
        # One that does nothing, but for breaking off a write that waits; see `stop`.
        signal.signal(signal.SIGURG, lambda *_: None)

    def write(self, text: str) -> None:
        """Have text written; at once, as far as the caller sees."""
        data = text.encode(self._encoding, "backslashreplace")
        if len(data) <= _SHORT and self._given == self._taken and self._has_room:
            with suppress(OSError):  # else the thread finds out what that means
                data = data[os.write(self._file.fileno(), data) :]
        if data:
            self._given += 1
            self._pieces.put(data)

    @property
    def _has_room(self) -> bool:
        """Whether the terminal takes something now."""
        return [what for _, what in self._room.poll(0)] == [POLLOUT]

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
        self._given += 1
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
