"""Builds the control sequence (OSC 52) that has a terminal fill its clipboard.

OSC 52 is in xterm's control sequences ("Manipulate Selection Data"). Whether the text arrived is
unknown: asking would put the terminal's answer among the keys.
"""

import base64

from bmc_tui.clipboard.environment import Environment

MAX_TEXT_BYTES = 74_994
"""Bytes of text that can be sent: many terminals stop at a sequence of 100 000 bytes, and show the
rest of a longer one or nothing (hterm and those that took over its limit)."""

_CHUNK_BYTES = 250
"""Bytes of one device control string: GNU screen cuts longer ones off (its string buffer)."""

_BEGIN, _END = "\x1bP", "\x1b\\"
"""Around what GNU screen passes on (screen(1), "Control sequences")."""


def clipboard_sequence(data: bytes, environment: Environment) -> str | None:
    """Return the sequence that puts a text into the terminal's clipboard; None if it has none.

    Args:
        data: The text as UTF-8, at most `MAX_TEXT_BYTES` bytes.
        environment: Where the program runs.
    """
    if environment.console:
        return None
    plain = f"\x1b]52;c;{base64.b64encode(data).decode('ascii')}\x07"
    if environment.screen:
        return _through_screen(plain)
    # Whichever of the two the terminal is, it ignores the other form.
    return plain + _through_screen(plain) if environment.may_be_in_remote_screen else plain


def _through_screen(sequence: str) -> str:
    """Return a sequence such that GNU screen passes it on to its own terminal."""
    room = _CHUNK_BYTES - len(_BEGIN) - len(_END)
    chunks = (sequence[start : start + room] for start in range(0, len(sequence), room))
    return "".join(f"{_BEGIN}{chunk}{_END}" for chunk in chunks)
