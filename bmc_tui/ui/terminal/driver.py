"""The driver between Textual and the terminal: filtered output, input without polling, and stops.

It builds on Textual 8.2's `LinuxDriver`, of which it uses two private names: `_get_terminal_size`,
to learn a size before anything is written for it, and `_key_thread`, to stop reading.
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

from textual import events
from textual._xterm_parser import XTermParser
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver
from textual.geometry import Size
from textual.message import Message
from textual.messages import InBandWindowResize

from bmc_tui.ui.terminal.input import (
    ESCAPE,
    InputToken,
    InputTokenizer,
    TokenKind,
    escape_delay,
    joins_escape,
)
from bmc_tui.ui.terminal.key_sequences import KeyDecoder, is_report
from bmc_tui.ui.terminal.late_answers import LateAnswers
from bmc_tui.ui.terminal.modified_keys import AltKey
from bmc_tui.ui.terminal.output import ThinOutput
from bmc_tui.ui.terminal.size import terminal_size
from bmc_tui.ui.terminal.typed_text import TypedText
from bmc_tui.ui.terminal.writer import RESTORE, TerminalWriter

_CONTINUE_SETTLE_S = 0.05
"""Time from SIGCONT in the background to the next stop, for a SIGTERM that came along with it."""

_READ_BYTES = 2**16
"""Bytes to read with one call."""

_MAX_CHUNK_BYTES = 2**20
"""Size at which input is passed on, even when there is more to read."""

_INPUT_TIMEOUT_S = 0.5
"""How long the end waits for input that was read already; no longer, in case its thread hangs."""

_ENTER_SCREEN = "\x1b[?1049h"
"""Switches to the alternate screen, which comes up empty."""


class PaintedFrame(Protocol):
    """A frame that the terminal shows already when the app starts; see `FirstFrame`."""

    @property
    def text(self) -> str:
        """The output that painted it."""

    @property
    def size(self) -> tuple[int, int]:
        """The columns and rows it was made for."""

    @property
    def attributes(self) -> list[Any]:
        """The terminal's attributes before it was painted (`termios.tcgetattr`)."""

    def hand_over(self) -> None:
        """Leave the screen to the app."""


@dataclass(frozen=True)
class DriverOptions:
    """The options of a driver."""

    substitutions: Mapping[int, str] = field(default_factory=dict)
    """Substitutes for characters that the terminal's font lacks, for `str.translate`."""
    first_frame: PaintedFrame | None = None
    """What the terminal shows already."""
    is_ending: Callable[[], bool] = lambda: False
    """Whether the program was asked to end."""
    on_hangup: Callable[[], None] = lambda: None
    """Called from the input thread when the terminal is gone."""
    is_wide: bool = False
    """Whether the terminal may show ambiguous characters two cells wide, see `ThinOutput`."""


class ThinDriver(LinuxDriver):
    """Textual's driver for Linux and macOS, with fewer bytes and fewer wake-ups."""

    class StopRequested(events.Event):
        """A SIGTSTP asks the program to stop until it is continued."""

    class Continued(events.Event):
        """The program was continued after a SIGSTOP, which left no time to release the terminal.

        Args:
            driver: The driver that has to take the terminal again.
        """

        def __init__(self, driver: "ThinDriver") -> None:
            super().__init__()
            self.driver = driver

    options: ClassVar[DriverOptions] = DriverOptions()
    """The options, which a subclass sets: Textual makes the driver with arguments of its own."""

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
        self._first_frame = self.options.first_frame
        self._output = ThinOutput(*self._read_size(), is_wide=self.options.is_wide)
        self._writer: TerminalWriter | None = None
        """Writes to the terminal; a new one starts each time the terminal is taken."""
        self._output_lock = Lock()
        """Guards the output filter: the input thread writes too, to turn modes on."""
        self._new_sizes: deque[tuple[int, int]] = deque()
        """The sizes since the last write; not locked: a signal handler appends amid a write."""
        self._late_answers = LateAnswers()
        self._sends_size = False
        """Whether the terminal reports its size as input; it then reports the mouse in pixels."""
        self._wake_pipe = os.pipe()
        """Written to in order to end the input thread, which waits for it and for input."""
        self._input_lock = Lock()
        """Held from when input is read until it is posted."""
        self._is_released = True
        """Whether the app has no terminal: before the start, after the end, while stopped."""
        signal.signal(signal.SIGTSTP, self._request_stop)
        signal.signal(signal.SIGCONT, self._report_continued)

    def write(self, data: str) -> None:
        """Write to the terminal the part of Textual's output that it does not show yet."""
        if self._is_released:
            return
        if data == _ENTER_SCREEN and self._first_frame is not None:
            self._adopt(self._first_frame)
            return
        if self.options.substitutions:
            data = data.translate(self.options.substitutions)
        with self._output_lock:
            self._apply_new_sizes()
            if data := self._output.feed(data):
                self._write_verbatim(data)

    def _write_verbatim(self, data: str) -> None:
        """Write to the terminal, past the output filter."""
        if self._writer is not None:
            self._late_answers.note_written(data)
            self._writer.write(data)

    def _adopt(self, frame: PaintedFrame) -> None:
        """Continue on the screen with the first frame, instead of entering an empty one."""
        self._first_frame = None  # after a suspension an empty screen is entered
        frame.hand_over()
        if self._latest_size == frame.size:
            self._apply_new_sizes()
            self._output.feed(frame.text)

    def _get_terminal_size(self) -> tuple[int, int]:
        """Return the terminal's size; Textual asks whenever that changes."""
        size = self._read_size()
        self._new_sizes.append(size)
        return size

    @staticmethod
    def _read_size() -> tuple[int, int]:
        """Return the size of the terminal that is written to."""
        return terminal_size((sys.__stderr__ or sys.stderr).fileno(), os.environ)

    def send_message(self, message: Message) -> None:
        """Post a message to the app from any thread, without a task for each as Textual has."""
        self._event_loop.call_soon_threadsafe(self._textual_app.post_message, message)

    def process_message(self, message: Message) -> None:
        """Post input to the app; some terminals report their new size this way."""
        if isinstance(message, events.Resize) and message.size != self._latest_size:
            self._new_sizes.append(message.size)
        if isinstance(message, InBandWindowResize) and message.supported:
            self._sends_size = True
        super().process_message(message)

    @property
    def _latest_size(self) -> tuple[int, int]:
        """The last size that the terminal reported."""
        return self._new_sizes[-1] if self._new_sizes else (self._output.width, self._output.height)

    def _apply_new_sizes(self) -> None:
        """Invalidate the output filter after a resize: terminals reflow their cells differently."""
        while self._new_sizes:
            self._output.resize(*self._new_sizes.popleft())

    def redraw(self) -> None:
        """Make the next update complete, whatever the terminal shows."""
        with self._output_lock:
            self._output.invalidate()

    def write_unfiltered(self, data: str) -> None:
        """Write to the terminal past the output filter; the next update is written in full."""
        if not self._is_released:
            with self._output_lock:
                self._write_verbatim(data)
            self.redraw()

    # The terminal, taken and released

    def start_application_mode(self) -> None:
        """Take the terminal."""
        frame = self._first_frame
        self._is_released = False
        self._writer = TerminalWriter(sys.__stderr__ or sys.stderr)
        self._writer.start()
        super().start_application_mode()  # type: ignore[no-untyped-call]
        signal.signal(signal.SIGWINCH, self._note_resize)
        if frame is not None:
            self.attrs_before = frame.attributes
        self._write_verbatim(self._output.ask_for_repeats())

    def _note_resize(self, *_: object) -> None:
        """Handle SIGWINCH: have the event loop read and report the size.

        Textual's own handler reads and posts it itself. If the terminal changes again in between,
        the handler interrupts itself, and the size that it posts last is the older one.
        """
        self._event_loop.call_soon_threadsafe(self._report_size)

    def _report_size(self) -> None:
        """Report the terminal's size to the app, unless the terminal itself does so."""
        if not self._sends_size:
            size = Size(*self._get_terminal_size())
            self.send_message(events.Resize(size, size))

    def disable_input(self) -> None:
        """Stop the input thread without waiting for input, but for answers that are under way."""
        if not self._is_released:
            self._wake_reader()
            super().disable_input()
            self._late_answers.discard(self.fileno, self._write_verbatim)

    def stop_application_mode(self) -> None:
        """Release the terminal, unless that is done already."""
        if self._is_released:
            return
        if self._sends_size:
            self.write("\x1b[?1016l")
        super().stop_application_mode()
        self._is_released = True

    def close(self) -> None:
        """Write what is queued, and end the writer's thread."""
        if self._writer is not None:
            self._writer.stop()
        super().close()

    def release(self) -> None:
        """Release the terminal from any thread, because the process is about to end."""
        if self._is_released:
            return
        self._is_released = True
        self._write_verbatim(RESTORE)
        if self._writer is not None:
            self._writer.stop()
        if self.attrs_before is not None:
            with suppress(termios.error):
                termios.tcsetattr(self.fileno, termios.TCSANOW, self.attrs_before)

    def retake(self) -> None:
        """Take the terminal again after a stop that left no time to release it."""
        original_attributes = self.attrs_before
        self._is_released = True  # another program may have it now: nothing is written
        self.close()
        self._stop_reading()
        self.resume_application_mode()
        self.attrs_before = original_attributes

    def resume_application_mode(self) -> None:
        """Take the terminal as soon as this program is in the foreground, unless it is ending."""
        with suppress(OSError):  # the terminal is gone, which the input thread reports
            while self._is_in_background:
                time.sleep(_CONTINUE_SETTLE_S)
                if self._is_in_background:
                    os.kill(os.getpid(), signal.SIGSTOP)
        if not self.options.is_ending():
            self.redraw()
            super().resume_application_mode()

    @property
    def _is_in_background(self) -> bool:
        """Whether another program has the terminal, and this one was not asked to end."""
        is_foreground = os.tcgetpgrp(self.fileno) == os.getpgrp()
        return not is_foreground and not self.options.is_ending()

    def _stop_reading(self) -> None:
        """Stop the input thread, whichever program has the terminal."""
        self._wake_reader()
        if self._key_thread is not None:
            self._key_thread.join()

    def _wake_reader(self) -> None:
        """Wake the input thread, which then ends."""
        if self._key_thread is not None and self._key_thread.is_alive():
            os.write(self._wake_pipe[1], b"\0")

    def _request_stop(self, *_: object) -> None:
        """Handle SIGTSTP: post it, because the signal may interrupt anything."""
        self.send_message(self.StopRequested())

    def _report_continued(self, *_: object) -> None:
        """Handle SIGCONT: post it if the stop before it did not release the terminal."""
        if not self._is_released:
            self.send_message(self.Continued(self))

    def run_input_thread(self) -> None:
        """Read until the end; a fault ends the app as one in a handler does."""
        try:
            self._read_input()
        except Exception as error:  # noqa: BLE001 - raised again where the app reports it
            self._textual_app.call_later(_reraise, error)

    def _read_input(self) -> None:
        """Wait for input and pass it on, until the driver stops or the terminal is gone."""
        parser = XTermParser(self._logs_keys)
        environ, keys = os.environ, KeyDecoder()
        tokenizer = InputTokenizer(escape_delay(environ), joins_escape=joins_escape(environ))
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
                    self._pass_on(tokenizer.time_out(), keys, parser)
                    continue
                with self._input_lock:
                    if data := self._read(selector):
                        self._pass_on(tokenizer.feed(data), keys, parser)
                        continue
                self.options.on_hangup()
                break

    def wait_for_input(self) -> None:
        """Wait until all input that was read is posted; from any thread but the input's."""
        if self._input_lock.acquire(timeout=_INPUT_TIMEOUT_S):
            self._input_lock.release()

    def _read(self, selector: selectors.BaseSelector) -> bytes:
        """Return all that can be read; nothing when the terminal is gone."""
        data = b""
        with suppress(OSError):
            while chunk := os.read(self.fileno, _READ_BYTES):
                data += chunk
                ready = {key.fd for key, _ in selector.select(0)}
                if self.fileno not in ready or len(data) >= _MAX_CHUNK_BYTES:
                    break
        return data

    def _pass_on(self, tokens: Iterable[InputToken], keys: KeyDecoder, parser: XTermParser) -> None:
        """Send the app what was read, except sequences that are neither a key nor a report."""
        for kind, text in tokens:
            self._late_answers.note_read(text)
            self._output.repeats.note_read(text)
            if kind is TokenKind.ESCAPE:
                self.process_message(events.Key("escape", ESCAPE))
            elif kind is TokenKind.ALT_KEY:
                self.process_message(AltKey(text))
            elif kind is TokenKind.PASTE:
                self.process_message(events.Paste(text))
            elif kind is TokenKind.TYPED_TEXT:
                self.process_message(TypedText(text))
            elif kind is TokenKind.SEQUENCE and (pressed := keys.keys_of(text)) is not None:
                for key in pressed:
                    self.process_message(events.Key(*key))
            elif kind is TokenKind.KEYS or is_report(text):
                for message in parser.feed(text):
                    self.process_message(message)


def _reraise(error: Exception) -> None:
    """Raise an exception of another thread."""
    raise error
