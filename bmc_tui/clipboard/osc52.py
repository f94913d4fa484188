"""Builds the control sequence (OSC 52) that makes a terminal set its clipboard.

OSC 52 is in xterm's control sequences ("Manipulate Selection Data"). Whether the text arrived is
unknown: the terminal's answer to a query would come in between the keys.
"""

import base64

from bmc_tui.clipboard.environment import Environment

MAX_TEXT_BYTES = 74_994
"""Bytes of text that fit in a sequence of 100,000 bytes, as base64: many terminals drop a longer
sequence, or show its end as text (hterm, and those that took over its limit)."""

_CHUNK_BYTES = 250
"""Length of one device control string: GNU screen truncates longer ones (its string buffer)."""

_DCS, _ST = "\x1bP", "\x1b\\"
"""The start and end of a device control string, whose content GNU screen passes on (screen(1),
"Control sequences")."""


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
    # Both forms: GNU screen and tmux each ignore the one that is not for them.
    return plain + _through_screen(plain) if environment.may_be_in_screen else plain


def _through_screen(sequence: str) -> str:
    """Return a sequence wrapped so that GNU screen passes it on to its own terminal."""
    content_bytes = _CHUNK_BYTES - len(_DCS) - len(_ST)
    chunks = (
        sequence[start : start + content_bytes] for start in range(0, len(sequence), content_bytes)
    )
    return "".join(f"{_DCS}{chunk}{_ST}" for chunk in chunks)
