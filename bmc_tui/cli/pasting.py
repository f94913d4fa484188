"""Reads what is pasted into a terminal until Ctrl+D, also lines longer than the terminal takes.

A terminal that edits lines itself drops everything after 4095 bytes of a line on Linux and 1023 on
macOS (`MAX_CANON`), and JSON is often one line. So its line editing is off during the read: this
module shows the text, and lets the terminal's own keys edit it.
"""

import os
import re
import signal
import termios
from codecs import getincrementaldecoder
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress

from bmc_tui.model.sanitize import clean_typing

_CHUNK_BYTES = 65_536

_LOCAL_MODES, _KEYS = 3, 6
"""The indexes of these attributes in what `tcgetattr` returns."""

_DEFAULT_KEYS = {termios.VEOF: b"\x04", termios.VERASE: b"\x7f", termios.VKILL: b"\x15"}
"""The keys of a terminal in which they are switched off, by their index in `termios`."""

_PASTE_MARKS = re.compile(rb"\x1b\[20[01]~")
"""What a terminal that was left in bracketed paste mode puts around a paste."""

_ERASE_CELL = b"\b \b"
"""Erases the cell before the cursor."""


def read_pasted(descriptor: int, limit: int, ask: Callable[[], None]) -> bytes:
    """Return what is pasted or typed until the end-of-file key.

    Args:
        descriptor: The terminal.
        limit: The maximum number of bytes to return. The rest of a paste is read too: the shell
            would take it for commands.
        ask: Called once the terminal is ready for a paste.

    Raises:
        KeyboardInterrupt: The user pressed Ctrl+C; what was pasted is dropped.
        OSError: The terminal is gone.
    """
    with _without_line_editing(descriptor) as keys:
        ask()
        pasted = _PastedText(keys, limit)
        try:
            while chunk := os.read(descriptor, _CHUNK_BYTES):
                # Linux has a 0 for an end of file that came before the line editing was off.
                text, *rest = re.split(b"[%s\0]" % re.escape(keys[termios.VEOF]), chunk, maxsplit=1)
                _show(descriptor, pasted.take(text))
                if rest:
                    break
        finally:
            if not pasted.at_line_start:
                _show(descriptor, b"\n")
    return _PASTE_MARKS.sub(b"", pasted.text)


class _PastedText:
    """What was pasted so far.

    Args:
        keys: The terminal's keys, by their index in `termios`.
        limit: The maximum number of bytes to keep.
    """

    def __init__(self, keys: Mapping[int, bytes], limit: int) -> None:
        self.text = bytearray()
        self._limit = limit
        self._kill = keys[termios.VKILL]
        editing_keys = {*keys.values(), b"\b"} - {keys[termios.VEOF]}
        self._editing_key = re.compile(b"([%s])" % b"".join(map(re.escape, sorted(editing_keys))))
        self._decoder = getincrementaldecoder("utf-8")("replace")

    @property
    def at_line_start(self) -> bool:
        """Whether the line with the cursor is empty."""
        return not self.text or self.text.endswith((b"\n", b"\r"))

    def take(self, chunk: bytes) -> bytes:
        """Add a chunk, and return what to write to the terminal to show it."""
        shown = bytearray()
        for part in self._editing_key.split(chunk):
            if self._editing_key.fullmatch(part):
                shown += self._erase(all_of_line=part == self._kill)
            else:
                self.text += part[: self._limit - len(self.text)]
                shown += clean_typing(self._decoder.decode(part)).encode()
        return bytes(shown)

    def _erase(self, *, all_of_line: bool) -> bytes:
        """Remove the last character of the line, or all; return what erases it on the screen."""
        from rich.cells import cell_len

        start = self.text.rfind(b"\n") + 1
        line = self.text[start:].decode("utf-8", "replace")
        rest = "" if all_of_line else line[:-1]
        del self.text[start + len(rest.encode()) :]
        return _ERASE_CELL * (cell_len(clean_typing(line)) - cell_len(clean_typing(rest)))


@contextmanager
def _without_line_editing(descriptor: int) -> Iterator[Mapping[int, bytes]]:
    """Switch a terminal's line editing and echo off, except while the process is stopped.

    Ctrl+C and Ctrl+Z act as before. After Ctrl+C the rest of a paste is dropped, which the shell
    would take for commands.

    Yields:
        The terminal's keys, by their index in `termios`.
    """
    try:
        before, changed = termios.tcgetattr(descriptor), termios.tcgetattr(descriptor)
    except termios.error as error:
        raise OSError(*error.args) from error
    off = bytes([os.fpathconf(descriptor, "PC_VDISABLE")])
    keys = {key: before[_KEYS][key] for key in _DEFAULT_KEYS}
    changed[_LOCAL_MODES] &= ~(termios.ICANON | termios.ECHO)
    changed[_KEYS][termios.VMIN], changed[_KEYS][termios.VTIME] = 1, 0

    def stop(*_: object) -> None:
        termios.tcsetattr(descriptor, termios.TCSADRAIN, before)
        signal.signal(signal.SIGTSTP, signal.SIG_DFL)
        os.kill(os.getpid(), signal.SIGTSTP)
        start()  # it was continued; without a shell to continue it, it was not stopped at all

    def start(*_: object) -> None:
        signal.signal(signal.SIGTSTP, stop)
        termios.tcsetattr(descriptor, termios.TCSADRAIN, changed)

    handlers = {number: signal.getsignal(number) for number in (signal.SIGTSTP, signal.SIGCONT)}
    unread = termios.TCSADRAIN
    try:
        signal.signal(signal.SIGCONT, start)
        start()
        yield {key: _DEFAULT_KEYS[key] if keys[key] == off else keys[key] for key in keys}
    except KeyboardInterrupt:
        unread = termios.TCSAFLUSH
        raise
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)
        with suppress(termios.error):  # the terminal is gone
            termios.tcsetattr(descriptor, unread, before)


def _show(descriptor: int, text: bytes) -> None:
    """Write to a terminal; one that can only be read shows nothing."""
    with suppress(OSError):
        while text:
            text = text[os.write(descriptor, text) :]
