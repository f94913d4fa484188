"""The driver between Textual and the terminal: thin output, patient input, and stops.

It builds on the workings of Textual 8.2's `LinuxDriver`; the version is pinned, and the tests in
a real pseudo-terminal tell when a new one works differently.
"""

import os
import selectors
import signal
import termios
import time
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from threading import Lock
from typing import ClassVar

from textual import constants, events
from textual._xterm_parser import XTermParser
from textual.app import App
from textual.drivers import linux_driver
from textual.geometry import Size
from textual.message import Message

from bmc_tui.ui.terminal.charset import font
from bmc_tui.ui.terminal.first_frame import FirstPaint
from bmc_tui.ui.terminal.input import ESCAPE, Kind, Piece, Reader
from bmc_tui.ui.terminal.output import ThinOutput
from bmc_tui.ui.terminal.shutdown import GONE, Guard
from bmc_tui.ui.terminal.typed_text import Burst
from bmc_tui.ui.terminal.writer import RESTORE, LineWriter

linux_driver.WriterThread = LineWriter  # type: ignore[attr-defined,assignment] # the only place where it is chosen

SWITCH = "BMC_THIN"
"""The environment variable that turns the thin output off when it is `0`."""

_FAR_ESCAPE_WAIT = 0.35
"""Seconds after which an Escape that nothing follows is the key, where the keyboard is far away:
a line that is slow tears sequences apart."""

_ON_ITS_WAY = 0.05
"""Seconds in which a signal that came with the one to continue is noticed: the system may have
given it to another thread. Whoever stopped again before would not see that they are to end."""

_READ = 2**16
"""Bytes to read at once."""

_MOST = 2**20
"""Bytes after which what was read is handed on, even when there is more."""

_ENTER = "\x1b[?1049h"
"""Enters the screen that full-screen programs use; it comes up empty."""


class ThinDriver(linux_driver.LinuxDriver):
    """Textual's driver for Linux and macOS, with fewer bytes and fewer wake-ups."""

    class StopAsked(events.Event):
        """Somebody asked by a signal that the program stops until it is continued."""

    class Continued(events.Event):
        """The program goes on after a stop that it was not asked about."""

    guard: ClassVar[Guard | None] = None
    """What is told when the terminal is gone."""

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
        self._font = font(os.environ)
        """What the terminal's font is to show in the place of what it lacks."""
        self._lock = Lock()  # the input thread writes too: it turns modes on
        self._sizes: deque[tuple[int, int]] = deque()
        """Sizes the terminal has taken since something was written. While the driver starts, a
        signal's handler notes them; it may come in the middle of a write, and would wait for that
        one's lock forever."""
        self._wake = os.pipe()
        self._is_away = True
        """Whether the terminal is not ours now: not yet, no more, or not while we are stopped."""

    def write(self, data: str) -> None:
        """Write to the terminal what it does not show yet."""
        if self._is_away:
            return
        if data == _ENTER and self.first_paint is not None:
            self._take_over(self.first_paint)
            return
        if self._font:
            data = data.translate(self._font)
        with self._lock:
            if self._thin is not None:
                self._forget_old_sizes(self._thin)
                data = self._thin.feed(data)
            if data:
                super().write(data)

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

    def send_message(self, message: Message) -> None:
        """Send the app a message from any thread; Textual's own makes a task for each."""
        self._loop.call_soon_threadsafe(self._app.post_message, message)

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

    def write_past(self, data: str) -> None:
        """Write to the terminal as it is; the next update is written in full."""
        if not self._is_away:
            with self._lock:
                super().write(data)
            self.redraw()

    def take_mouse(self) -> None:
        """Have the mouse tell what it does, as at the start."""
        self._enable_mouse_support()
        if self._mouse_pixels:
            self._enable_mouse_pixels()

    # The terminal, taken and given back

    def start_application_mode(self) -> None:
        """Take the terminal."""
        paint = self.first_paint
        self._is_away = False
        super().start_application_mode()  # type: ignore[no-untyped-call]
        signal.signal(signal.SIGWINCH, self._note_change_of_size)
        if paint is not None:
            self.attrs_before = paint.before

    def _note_change_of_size(self, *_: object) -> None:
        """Have the size told, but read it later.

        Textual's own handler reads it and posts it. Where the terminal changes again in between,
        the handler is called once more within itself, and what it posts last is an old size.
        """
        self._loop.call_soon_threadsafe(self._tell_size)

    def _tell_size(self) -> None:
        """Tell the app the terminal's size, unless the terminal itself does so."""
        if not self._in_band_window_resize:
            size = Size(*self._get_terminal_size())
            self.send_message(events.Resize(size, size))

    def disable_input(self) -> None:
        """Stop the input thread at once."""
        if self._is_away:
            return
        if self._key_thread is not None and self._key_thread.is_alive():
            os.write(self._wake[1], b"\0")
        super().disable_input()

    def stop_application_mode(self) -> None:
        """Give the terminal back, unless that is done already."""
        if self._is_away:
            return
        if self._mouse_pixels:
            self.write("\x1b[?1016l")
        super().stop_application_mode()
        self._is_away = True

    def give_back(self) -> None:
        """Give the terminal back from any thread, with the process about to end."""
        if self._is_away:
            return
        self._is_away = True
        if self._writer_thread is not None:
            self._writer_thread.write(RESTORE)
            self._writer_thread.stop()
        if self.attrs_before is not None:
            with suppress(termios.error):
                termios.tcsetattr(self.fileno, termios.TCSANOW, self.attrs_before)

    def suspend(self, stop: Callable[[], None]) -> None:
        """Give the terminal back, stop, and take it anew when somebody brings the program back.

        Args:
            stop: Stops the process; returns when it is continued.
        """
        self.suspend_application_mode()
        stop()
        self._return()

    def retake(self) -> None:
        """Take the terminal anew after a stop that left no time to give it back."""
        before = self.attrs_before
        self._is_away = True  # somebody else may have it now: nothing is written
        self.close()
        self._stop_reading()
        self._return()
        self.attrs_before = before

    def _return(self) -> None:
        """Take the terminal, as soon as this program is the one that it listens to."""
        with suppress(OSError):  # it is gone, and that is noticed elsewhere
            while self._is_behind:
                time.sleep(_ON_ITS_WAY)
                if self._is_behind:
                    os.kill(os.getpid(), signal.SIGSTOP)
        if not self._is_told:
            self.redraw()
            self.resume_application_mode()

    @property
    def _is_behind(self) -> bool:
        """Whether the terminal listens to another program, and nobody told this one to end."""
        return os.tcgetpgrp(self.fileno) != os.getpgrp() and not self._is_told

    @property
    def _is_told(self) -> bool:
        """Whether the program was told to end."""
        return self.guard is not None and self.guard.told is not None

    def _stop_reading(self) -> None:
        """Stop the input thread, whoever has the terminal."""
        if self._key_thread is not None and self._key_thread.is_alive():
            os.write(self._wake[1], b"\0")
            self._key_thread.join()

    def _sigtstp_application(self, *_: object) -> None:
        """Pass on that the program is asked to stop; it may be in the middle of anything now."""
        self.send_message(self.StopAsked())

    def _sigcont_application(self, *_: object) -> None:
        """Pass on that the program was stopped without being asked."""
        if not self._is_away:
            self.send_message(self.Continued())

    # Input

    def _run_input_thread(self) -> None:
        """Read until the end; what goes wrong ends the app as anything else does."""
        try:
            self.run_input_thread()
        except Exception as error:  # noqa: BLE001 - as Textual has it; the thread ends anyhow
            self._loop.call_soon_threadsafe(self._app._handle_exception, error)  # noqa: SLF001

    def run_input_thread(self) -> None:
        """Wait for input, and sleep as long as there is none."""
        parser = XTermParser(self._debug)
        reader = Reader(_escape_wait(os.environ))
        wake = self._wake[0]
        with selectors.DefaultSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            selector.register(wake, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                ready = {key.fd for key, _ in selector.select(reader.wait)}
                if wake in ready:
                    os.read(wake, 1)
                    break
                if self.fileno not in ready:
                    self._hand_on(reader.nothing_came(), parser)
                elif data := self._read(selector):
                    self._hand_on(reader.feed(data), parser)
                else:
                    if self.guard is not None:
                        self.guard.end(GONE)
                    break

    def _read(self, selector: selectors.BaseSelector) -> bytes:
        """Return all that is there to be read; nothing when the terminal is gone."""
        data = b""
        try:
            while more := os.read(self.fileno, _READ):
                data += more
                there = {key.fd for key, _ in selector.select(0)}
                if self.fileno not in there or len(data) >= _MOST:
                    break
        except OSError:
            return data
        return data

    def _hand_on(self, pieces: Iterable[Piece], parser: XTermParser) -> None:
        """Send the app what came in."""
        for kind, text in pieces:
            if kind is Kind.ESCAPE:
                self.process_message(events.Key("escape", ESCAPE))
            elif kind is Kind.PASTE:
                self.process_message(events.Paste(text))
            elif kind is Kind.BURST:
                self.process_message(Burst(text))
            else:
                for event in parser.feed(text):
                    self.process_message(event)
                # The parser would wait for more of a sequence that it does not know, and take it
                # for text in the end. It is whole: it means nothing here.
                parser._timeout_time = parser._timeout_time and 0.0  # noqa: SLF001
                for _ in parser.tick():
                    pass


def _escape_wait(environ: Mapping[str, str]) -> float:
    """Return how long a lone Escape is waited for; tmux and screen send sequences whole."""
    is_far = "SSH_CONNECTION" in environ or "SSH_TTY" in environ
    if is_far and "TMUX" not in environ and "STY" not in environ:
        return max(constants.ESCAPE_DELAY, _FAR_ESCAPE_WAIT)
    return constants.ESCAPE_DELAY
