"""The terminal's clipboard, by the sequence that terminals take it with: it is sent, and no more.

OSC 52 is in xterm's control sequences ("Manipulate Selection Data"). That it arrived cannot be
known, and asking would put the terminal's answer among the keys.
"""

import base64

from bmc_tui.clipboard.environment import Environment

MAX_TEXT_BYTES = 74_994
"""Bytes of text that can be sent: many terminals stop at a sequence of 100 000, and show the rest
of a longer one or nothing (hterm and what took over its limit)."""

_CHUNK = 250
"""Bytes of one device control string: GNU screen cuts longer ones off (its string buffer)."""

_BEGIN, _END = "\x1bP", "\x1b\\"
"""Around what GNU screen is to pass on (screen(1), "Control sequences")."""


def clipboard_sequence(data: bytes, place: Environment) -> str | None:
    """Return what has a terminal put a text into its clipboard; None where none can.

    Args:
        data: The text as UTF-8, at most `MOST` bytes.
        place: Where the program runs.
    """
    if place.console:
        return None
    plain = f"\x1b]52;c;{base64.b64encode(data).decode('ascii')}\x07"
    if place.screen:
        return _in_chunks(plain)
    # Whichever of the two it is leaves the other form alone.
    return plain + _in_chunks(plain) if place.perhaps_screen else plain


def _in_chunks(text: str) -> str:
    """Return a sequence such that GNU screen passes it on to its own terminal."""
    room = _CHUNK - len(_BEGIN) - len(_END)
    parts = (text[at : at + room] for at in range(0, len(text), room))
    return "".join(f"{_BEGIN}{part}{_END}" for part in parts)
