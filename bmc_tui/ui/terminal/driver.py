"""The driver between Textual and the terminal: thin output, patient input, and stops.

It builds on Textual 8.2's `LinuxDriver`, of which it takes two private names: `_get_terminal_size`,
to learn of a size before anything is written for it, and `_key_thread`, to stop reading.
"""

import asyncio
import os
import selectors
import signal
import sys
import termios
import time
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, ClassVar, Protocol

from textual import constants, events
from textual._xterm_parser import XTermParser
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver
from textual.geometry import Size
from textual.message import Message
from textual.messages import InBandWindowResize

from bmc_tui.ui.terminal.input import ESCAPE, InputToken, InputTokenizer, TokenKind
from bmc_tui.ui.terminal.output import ThinOutput
from bmc_tui.ui.terminal.typed_text import TypedText
from bmc_tui.ui.terminal.writer import RESTORE, LineWriter

_REMOTE_ESCAPE_DELAY_S = 0.35
"""How long a lone Escape is waited on where the keyboard is far away: a slow line tears sequences
apart."""

_CONTINUE_SETTLE_S = 0.05
"""How long a signal that came together with SIGCONT may take to be noticed: the system may have
delivered it to another thread. Stopping again before would miss that the program is to end."""

_READ_BYTES = 2**16
"""Bytes to read with one call."""

_MAX_CHUNK_BYTES = 2**20
"""Bytes after which input is passed on, even when there is more to read."""

_ENTER_SCREEN = "\x1b[?1049h"
"""Switches to the alternate screen, which comes up empty."""


class ShownFrame(Protocol):
    """A frame that the terminal shows already when the app starts."""

    @property
    def text(self) -> str:
        """What painted it."""

    @property
    def size(self) -> tuple[int, int]:
        """The columns and rows it was made for."""

    @property
    def attributes(self) -> list[Any]:
        """The terminal's attributes from before (`termios.tcgetattr`)."""

    def hand_over(self) -> None:
        """Leave the screen to the app."""


@dataclass(frozen=True)
class Surroundings:
    """What a driver is told about the program and the terminal around it."""

    substitutions: Mapping[int, str] = field(default_factory=dict)
    """What to write for characters that the terminal's font lacks (`str.translate`)."""
    first_frame: ShownFrame | None = None
    """What the terminal shows already."""
    is_ending: Callable[[], bool] = lambda: False
    """Whether the program was asked to end."""
    on_hangup: Callable[[], None] = lambda: None
    """Called from the input thread when the terminal is gone."""


class ThinDriver(LinuxDriver):
    """Textual's driver for Linux and macOS, with fewer bytes and fewer wake-ups."""

    class StopRequested(events.Event):
        """A signal asks the program to stop until it is continued."""

    class Continued(events.Event):
        """The program goes on after a stop that was not announced.

        Args:
            driver: The driver whose terminal is to be taken again.
        """

        def __init__(self, driver: "ThinDriver") -> None:
            super().__init__()
            self.driver = driver

    surroundings: ClassVar[Surroundings] = Surroundings()
    """What a subclass is told."""

    def __init__(
        self,
        app: App[object],
        *,
        debug: bool = False,
        mouse: bool = True,
        size: tuple[int, int] | None = None,
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._textual_app = app
        self._event_loop = asyncio.get_running_loop()
        self._logs_keys = debug
        self._first_frame = self.surroundings.first_frame
        self._output = ThinOutput(*super()._get_terminal_size())
        self._line: LineWriter | None = None
        """What writes to the terminal; it is started with each taking of the terminal."""
        self._output_lock = Lock()  # the input thread writes too: it turns modes on
        self._new_sizes: deque[tuple[int, int]] = deque()
        """Sizes the terminal has taken since something was written. A signal handler notes them
        while the driver starts. It may interrupt a write, and would wait for that write's lock
        forever."""
        self._sends_size = False
        """Whether the terminal reports its size as input; it then reports the mouse in pixels."""
        self._wake_pipe = os.pipe()
        self._is_released = True
        """Whether the terminal is not ours: not yet, no longer, or not while we are stopped."""
        signal.signal(signal.SIGTSTP, self._request_stop)
        signal.signal(signal.SIGCONT, self._report_continued)

    def write(self, data: str) -> None:
        """Write to the terminal what it does not show yet."""
        if self._is_released:
            return
        if data == _ENTER_SCREEN and self._first_frame is not None:
            self._adopt(self._first_frame)
            return
        if self.surroundings.substitutions:
            data = data.translate(self.surroundings.substitutions)
        with self._output_lock:
            self._apply_new_sizes()
            if data := self._output.feed(data):
                self._write_verbatim(data)

    def _write_verbatim(self, data: str) -> None:
        """Write to the terminal as it is."""
        if self._line is not None:
            self._line.write(data)

    def _adopt(self, frame: ShownFrame) -> None:
        """Go on with the screen as it is, instead of entering an empty one."""
        self._first_frame = None  # after a suspension the screen is entered anew
        frame.hand_over()
        if self._latest_size == frame.size:
            self._apply_new_sizes()
            self._output.feed(frame.text)

    def _get_terminal_size(self) -> tuple[int, int]:
        """Return the terminal's size; Textual asks whenever that changes."""
        size = super()._get_terminal_size()
        self._new_sizes.append(size)
        return size

    def send_message(self, message: Message) -> None:
        """Send the app a message from any thread; Textual's own makes a task for each."""
        self._event_loop.call_soon_threadsafe(self._textual_app.post_message, message)

    def process_message(self, message: Message) -> None:
        """Pass on input; some terminals report their new size this way."""
        if isinstance(message, events.Resize) and message.size != self._latest_size:
            self._new_sizes.append(message.size)
        if isinstance(message, InBandWindowResize) and message.supported:
            self._sends_size = True
        super().process_message(message)

    @property
    def _latest_size(self) -> tuple[int, int]:
        """The size that the terminal is known to have."""
        return self._new_sizes[-1] if self._new_sizes else (self._output.width, self._output.height)

    def _apply_new_sizes(self) -> None:
        """Forget what the terminal showed in another size: it rearranged that its own way."""
        while self._new_sizes:
            self._output.resize(*self._new_sizes.popleft())

    def redraw(self) -> None:
        """Write everything with the next update, whatever the terminal shows."""
        with self._output_lock:
            self._output.invalidate()

    def write_past(self, data: str) -> None:
        """Write to the terminal as it is; the next update is written in full."""
        if not self._is_released:
            with self._output_lock:
                self._write_verbatim(data)
            self.redraw()

    # The terminal, taken and released

    def start_application_mode(self) -> None:
        """Take the terminal."""
        frame = self._first_frame
        self._is_released = False
        self._line = LineWriter(sys.__stderr__ or sys.stderr)
        self._line.start()
        super().start_application_mode()  # type: ignore[no-untyped-call]
        signal.signal(signal.SIGWINCH, self._note_resize)
        if frame is not None:
            self.attrs_before = frame.attributes

    def _note_resize(self, *_: object) -> None:
        """Have the size reported, but read it later.

        Textual's own handler reads it and posts it. If the terminal changes again in between, the
        handler interrupts itself, and what it posts last is an old size.
        """
        self._event_loop.call_soon_threadsafe(self._report_size)

    def _report_size(self) -> None:
        """Report the terminal's size to the app, unless the terminal itself does so."""
        if not self._sends_size:
            size = Size(*self._get_terminal_size())
            self.send_message(events.Resize(size, size))

    def disable_input(self) -> None:
        """Stop the input thread without waiting for input."""
        if not self._is_released:
            self._wake_reader()
            super().disable_input()

    def stop_application_mode(self) -> None:
        """Release the terminal, unless that is done already."""
        if self._is_released:
            return
        if self._sends_size:
            self.write("\x1b[?1016l")
        super().stop_application_mode()
        self._is_released = True

    def close(self) -> None:
        """Write what is queued and end the writer."""
        if self._line is not None:
            self._line.stop()
        super().close()

    def release(self) -> None:
        """Release the terminal from any thread, with the process about to end."""
        if self._is_released:
            return
        self._is_released = True
        self._write_verbatim(RESTORE)
        if self._line is not None:
            self._line.stop()
        if self.attrs_before is not None:
            with suppress(termios.error):
                termios.tcsetattr(self.fileno, termios.TCSANOW, self.attrs_before)

    def retake(self) -> None:
        """Take the terminal again after a stop that left no time to release it."""
        before = self.attrs_before
        self._is_released = True  # another program may have it now: nothing is written
        self.close()
        self._stop_reading()
        self.resume_application_mode()
        self.attrs_before = before

    def resume_application_mode(self) -> None:
        """Take the terminal as soon as this program is in the foreground, unless it is to end."""
        with suppress(OSError):  # the terminal is gone, which the input thread reports
            while self._is_in_background:
                time.sleep(_CONTINUE_SETTLE_S)
                if self._is_in_background:
                    os.kill(os.getpid(), signal.SIGSTOP)
        if not self.surroundings.is_ending():
            self.redraw()
            super().resume_application_mode()

    @property
    def _is_in_background(self) -> bool:
        """Whether another program has the terminal, and this one was not asked to end."""
        is_foreground = os.tcgetpgrp(self.fileno) == os.getpgrp()
        return not is_foreground and not self.surroundings.is_ending()

    def _stop_reading(self) -> None:
        """Stop the input thread, whichever program has the terminal."""
        self._wake_reader()
        if self._key_thread is not None:
            self._key_thread.join()

    def _wake_reader(self) -> None:
        """Have the input thread end, if it runs."""
        if self._key_thread is not None and self._key_thread.is_alive():
            os.write(self._wake_pipe[1], b"\0")

    def _request_stop(self, *_: object) -> None:
        """Pass on that the program is asked to stop; it may be in the middle of anything now."""
        self.send_message(self.StopRequested())

    def _report_continued(self, *_: object) -> None:
        """Pass on that the program was stopped without being asked."""
        if not self._is_released:
            self.send_message(self.Continued(self))

    # Input

    def run_input_thread(self) -> None:
        """Read until the end; a fault ends the app as one in a handler does."""
        try:
            self._read_input()
        except Exception as error:  # noqa: BLE001 - raised again where the app reports it
            self._textual_app.call_later(_reraise, error)

    def _read_input(self) -> None:
        """Wait for input and pass it on; sleeps as long as there is none."""
        parser = XTermParser(self._logs_keys)
        tokenizer = InputTokenizer(_escape_delay(os.environ))
        wake = self._wake_pipe[0]
        with selectors.DefaultSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            selector.register(wake, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                ready = {key.fd for key, _ in selector.select(tokenizer.timeout)}
                if wake in ready:
                    os.read(wake, 1)
                    break
                if self.fileno not in ready:
                    parser = self._pass_on(tokenizer.time_out(), parser)
                elif data := self._read(selector):
                    parser = self._pass_on(tokenizer.feed(data), parser)
                else:
                    self.surroundings.on_hangup()
                    break

    def _read(self, selector: selectors.BaseSelector) -> bytes:
        """Return all that can be read; nothing when the terminal is gone."""
        data = b""
        try:
            while chunk := os.read(self.fileno, _READ_BYTES):
                data += chunk
                ready = {key.fd for key, _ in selector.select(0)}
                if self.fileno not in ready or len(data) >= _MAX_CHUNK_BYTES:
                    break
        except OSError:
            return data
        return data

    def _pass_on(self, tokens: Iterable[InputToken], parser: XTermParser) -> XTermParser:
        """Send the app what was read, and return the parser for what comes next."""
        for kind, text in tokens:
            if kind is TokenKind.ESCAPE:
                self.process_message(events.Key("escape", ESCAPE))
            elif kind is TokenKind.PASTE:
                self.process_message(events.Paste(text))
            elif kind is TokenKind.TYPED_TEXT:
                self.process_message(TypedText(text))
            else:
                messages = list(parser.feed(text))
                for message in messages:
                    self.process_message(message)
                if not messages:
                    parser = _fresh(parser, XTermParser(self._logs_keys))
        return parser


def _reraise(error: Exception) -> None:
    """Raise what went wrong in another thread."""
    raise error


def _fresh(parser: XTermParser, fresh: XTermParser) -> XTermParser:
    """Return a fresh parser that knows what the old one knows about the terminal.

    Behind a sequence that a parser does not know, it waits for more, and in the end takes it for
    text. The tokenizer's sequences are whole: an unknown one means nothing here.
    """
    fresh.last_x, fresh.last_y = parser.last_x, parser.last_y
    fresh.mouse_pixels = parser.mouse_pixels
    fresh.terminal_size = parser.terminal_size
    fresh.terminal_pixel_size = parser.terminal_pixel_size
    return fresh


def _escape_delay(environ: Mapping[str, str]) -> float:
    """Return how long a lone Escape is waited on; tmux and screen send sequences whole."""
    is_remote = "SSH_CONNECTION" in environ or "SSH_TTY" in environ
    if is_remote and "TMUX" not in environ and "STY" not in environ:
        return max(constants.ESCAPE_DELAY, _REMOTE_ESCAPE_DELAY_S)
    return constants.ESCAPE_DELAY
