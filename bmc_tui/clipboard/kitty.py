"""Copies rich text to the clipboard of kitty over the terminal line, and asks whether it is there.

kitty's protocol for the clipboard (sw.kovidgoyal.net/kitty/clipboard, OSC 5522) takes any type of
content, also over SSH, and answers. Other terminals are sent nothing.
"""

import base64
import os
import re
import select
import termios
import time
import tty
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

_TERMINAL = "xterm-kitty"
"""What kitty names itself in `TERM`, which SSH passes on."""

_TYPE = b"text/html"

_CHUNK_BYTES = 4_096
"""Maximum number of bytes of content in a packet, before they are encoded."""

_REPLY_BYTES = 65_536
"""Bytes that are read from the terminal in one go."""

_PACKET = re.compile(rb"\x1b\]5522;([^\x07\x1b]*)(?:\x07|\x1b\\)")

_LIST = b"."
"""The type that stands for a list of those that the clipboard has; kitty gives it unasked."""


def is_kitty(environ: Mapping[str, str]) -> bool:
    """Tell whether the terminal says that it is kitty; within a multiplexer no terminal does."""
    return environ.get("TERM") == _TERMINAL


def copy_page(data: bytes, timeout_s: float) -> bool:
    """Copy HTML to the clipboard of the terminal; tell whether the clipboard lists it afterwards.

    Args:
        data: The HTML.
        timeout_s: Seconds that each answer may take.
    """
    try:
        with terminal_line() as line:
            exchange = _Exchange(line, timeout_s)
            if exchange.types() is None:
                return False
            exchange.write(data)
            return exchange.is_written() and _TYPE in (exchange.types() or b"").split()
    except (OSError, termios.error):  # there is no terminal, or it is gone
        return False


@contextmanager
def terminal_line() -> Iterator[int]:
    """Open the terminal, without echo and line by line input, and restore it afterwards."""
    line = os.open("/dev/tty", os.O_RDWR | os.O_NOCTTY)
    try:
        settings = termios.tcgetattr(line)
        tty.setcbreak(line)
        try:
            yield line
        finally:
            # What answered too late is dropped: the shell would take it for keys.
            termios.tcsetattr(line, termios.TCSAFLUSH, settings)
    finally:
        os.close(line)


class _Exchange:
    """Packets to the terminal, and its answers to them.

    Args:
        line: The terminal.
        timeout_s: Seconds that each answer may take.
    """

    def __init__(self, line: int, timeout_s: float) -> None:
        self._line = line
        self._timeout_s = timeout_s
        self._id = f"bmc-{os.getpid()}"
        self._received = b""

    def types(self) -> bytes | None:
        """Return the types that the clipboard has, with spaces between them; None if unanswered."""
        self._send(f"type=read:id={self._id}", _LIST)
        types = b""
        for status, payload in self._replies("read"):
            if status == "DATA":
                types += payload
            elif status == "DONE":
                return types
            elif status != "OK":
                return None
        return None

    def write(self, data: bytes) -> None:
        """Write HTML to the clipboard."""
        mime = base64.b64encode(_TYPE).decode()
        self._send(f"type=write:id={self._id}")
        for start in range(0, len(data), _CHUNK_BYTES):
            chunk = data[start : start + _CHUNK_BYTES]
            self._send(f"type=wdata:id={self._id}:mime={mime}", chunk)
        self._send(f"type=wdata:id={self._id}")

    def is_written(self) -> bool:
        """Tell whether the terminal confirms what was written."""
        return next((status == "DONE" for status, _ in self._replies("write")), False)

    def _send(self, metadata: str, payload: bytes = b"") -> None:
        """Send a packet."""
        content = f";{base64.b64encode(payload).decode()}" if payload else ""
        packet = f"\x1b]5522;{metadata}{content}\x1b\\".encode("ascii")
        while packet:
            packet = packet[os.write(self._line, packet) :]

    def _replies(self, kind: str) -> Iterator[tuple[str, bytes]]:
        """Yield the status and the payload of each answer to a packet, until none comes in time."""
        deadline = time.monotonic() + self._timeout_s
        while True:
            while match := _PACKET.search(self._received):
                self._received = self._received[match.end() :]
                metadata, _, payload = match[1].decode("ascii", "replace").partition(";")
                fields = dict(field.partition("=")[::2] for field in metadata.split(":"))
                if fields.get("type") == kind and fields.get("id") in (None, self._id):
                    yield fields.get("status", ""), base64.b64decode(payload)
            remaining_s = deadline - time.monotonic()
            if remaining_s <= 0 or not select.select([self._line], [], [], remaining_s)[0]:
                return
            received = os.read(self._line, _REPLY_BYTES)
            if not received:
                return
            self._received += received
