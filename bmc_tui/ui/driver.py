"""The driver between Textual and the terminal: thin output, and input that waits without polling.

It builds on the workings of Textual 8.2's `LinuxDriver`; the version is pinned, and the tests in
a real pseudo-terminal tell when a new one works differently.
"""

import os
import selectors
from codecs import getincrementaldecoder
from collections import deque
from threading import Lock
from typing import ClassVar

from textual import constants, events
from textual._xterm_parser import XTermParser
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

from bmc_tui.ui.escape import ESCAPE, EscapeSplitter
from bmc_tui.ui.first_paint import FirstPaint
from bmc_tui.ui.thin_output import ThinOutput

SWITCH = "BMC_THIN"
"""The environment variable that turns the thin output off when it is `0`."""

_ESCAPE_WAIT = constants.ESCAPE_DELAY + 0.005
"""Seconds after which an Escape that nothing follows is the key: Textual's, and a little more."""


_ENTER = "\x1b[?1049h"
"""Enters the screen that full-screen programs use; it comes up empty."""


class ThinDriver(LinuxDriver):
    """Textual's driver for Linux and macOS, with fewer bytes and fewer wake-ups."""

    first_paint: ClassVar[FirstPaint | None] = None
    """What the terminal shows already when the app starts."""

    def __init__(
        self,
        app: App[object],
        *,
        debug: bool = False,
        mouse: bool = True,
        size: tuple[int, int] | None = None,
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        is_on = os.environ.get(SWITCH) != "0"
        self._thin = ThinOutput(*super()._get_terminal_size()) if is_on else None
        self._lock = Lock()  # the input thread writes too: it turns modes on
        self._sizes: deque[tuple[int, int]] = deque()
        """Sizes the terminal has taken since something was written. A signal's handler notes them;
        it may come in the middle of a write, and would wait for that one's lock forever."""
        self._wake = os.pipe()

    def write(self, data: str) -> None:
        """Write to the terminal what it does not show yet."""
        if data == _ENTER and self.first_paint is not None:
            self._take_over(self.first_paint)
            return
        if self._thin is None:
            super().write(data)
            return
        with self._lock:
            self._forget_old_sizes(self._thin)
            if thin := self._thin.feed(data):
                super().write(thin)

    def _take_over(self, paint: FirstPaint) -> None:
        """Go on with the screen as it is, instead of entering an empty one."""
        ThinDriver.first_paint = None  # after a suspension the screen is entered anew
        paint.hand_over()
        if self._thin is not None and self._size_shown == paint.size:
            self._forget_old_sizes(self._thin)
            self._thin.feed(paint.text)

    def _get_terminal_size(self) -> tuple[int, int]:
        """Return the terminal's size; asked for whenever that changes."""
        size = super()._get_terminal_size()
        self._resized(*size)
        return size

    def process_message(self, message: Message) -> None:
        """Hand on what came in; some terminals tell their new size this way."""
        if isinstance(message, events.Resize) and message.size != self._size_shown:
            self._resized(*message.size)
        super().process_message(message)

    @property
    def _size_shown(self) -> tuple[int, int] | None:
        """The size that the terminal is known to have."""
        if self._thin is None:
            return None
        return self._sizes[-1] if self._sizes else (self._thin.width, self._thin.height)

    def _resized(self, width: int, height: int) -> None:
        """Note that the terminal has another size from now on."""
        self._sizes.append((width, height))

    def _forget_old_sizes(self, thin: ThinOutput) -> None:
        """Forget what the terminal showed in another size: it has moved that its own way."""
        while self._sizes:
            thin.resize(*self._sizes.popleft())

    def redraw(self) -> None:
        """Write everything anew with the next update, whatever the terminal shows."""
        if self._thin is not None:
            with self._lock:
                self._thin.invalidate()

    def disable_input(self) -> None:
        """Stop the input thread at once."""
        if self._key_thread is not None and self._key_thread.is_alive():
            os.write(self._wake[1], b"\0")
        super().disable_input()

    def run_input_thread(self) -> None:
        """Wait for input, and sleep as long as there is none."""
        parser = XTermParser(self._debug)
        splitter = EscapeSplitter()
        decode = getincrementaldecoder("utf-8")().decode
        wake = self._wake[0]
        with selectors.DefaultSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            selector.register(wake, selectors.EVENT_READ)
            wait = None
            while not self.exit_event.is_set():
                ready = {key.fd for key, _ in selector.select(wait)}
                if wake in ready:
                    os.read(wake, 1)
                    break
                wait = None
                if self.fileno in ready:
                    parts = list(splitter.split(decode(os.read(self.fileno, 4096))))
                    for number, part in enumerate(parts, 1):
                        if part == ESCAPE and number < len(parts):
                            self.process_message(events.Key("escape", ESCAPE))
                            continue
                        for event in parser.feed(part):
                            self.process_message(event)
                    wait = _ESCAPE_WAIT
                for event in parser.tick():
                    self.process_message(event)
