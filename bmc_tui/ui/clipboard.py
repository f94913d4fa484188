"""Brings a text to the clipboard, and knows what became of it.

Routes that can read back what they wrote come first; the first that does ends the search. Where
none can, the text goes to the terminal, which never confirms, and into a file, which is certain.

pyperclip reports success on a display that is gone, its programs write to the screen, and on a
display that does not answer they hang. So it runs in a process of its own: this very file, run as
a script, which is why nothing of the product is imported here.
"""

import base64
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum, IntEnum, StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bmc_tui.guide import Guide


class Kind(Enum):
    """What became of a text that was to be copied."""

    COPIED = "copied"
    """It is in the clipboard: it was read back from there."""
    SENT = "sent"
    """It was sent to the terminal, which cannot confirm; `Outcome.path` has it for certain, unless
    there is `Outcome.trouble`."""
    SAVED = "saved"
    """It is in the file at `Outcome.path` only."""
    FAILED = "failed"
    """It is nowhere."""


class Reason(StrEnum):
    """Why a text is not known to be in the clipboard."""

    REMOTE = "remote"
    """Over SSH the clipboard that matters is on another machine."""
    MISSING = "missing"
    """There is no display, or no program that reaches its clipboard."""
    REFUSED = "refused"
    """What was read back is something else, or nothing could be read."""
    SLOW = "slow"
    """It did not answer in time."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a text, as far as it is known."""

    kind: Kind
    path: Path | None = None
    """The file that the text was to be saved in; None when that was not needed."""
    reason: Reason | None = None
    """Why it is not `Kind.COPIED`; None when it is."""
    trouble: OSError | None = None
    """Why the file could not be written; None when it holds the text."""


def copy(
    text: str,
    *,
    environ: Mapping[str, str],
    send: Callable[[str], None],
    file: Path,
    timeout: float = 2.0,
) -> Outcome:
    """Bring `text` to the clipboard, or as near to it as this place allows.

    It blocks, for `timeout` and a little more at worst: an app calls it from a thread.

    Args:
        text: What to copy.
        environ: The variables that say where the program runs, and that its programs get.
        send: Writes a control sequence to the terminal.
        file: Where the text is saved when no route can confirm; what was there is replaced.
        timeout: Seconds that a route may take.

    Returns:
        What is known of it; no error is raised.
    """
    data = text.encode("utf-8", "replace")
    reason = Reason.MISSING
    for route in _ROUTES:
        found = route(data, environ, timeout)
        if found is None:
            return Outcome(Kind.COPIED)
        reason = found
    sent = _send(data, send)
    try:
        _write(file, data)
    except OSError as error:
        return Outcome(Kind.SENT if sent else Kind.FAILED, file, reason, error)
    return Outcome(Kind.SENT if sent else Kind.SAVED, file, reason)


def tell(outcome: Outcome, guide: "Guide") -> str:
    """Return what a person reads of `outcome`: what happened, and what to do next."""
    if outcome.kind is Kind.COPIED:
        return guide.say("clipboard.copied")
    key = "sent_only" if outcome.kind is Kind.SENT and outcome.trouble else outcome.kind.value
    return guide.say(
        f"clipboard.{key}",
        why=guide.say(f"clipboard.why.{outcome.reason}"),
        path=outcome.path,
        trouble=outcome.trouble,
    )


class _Exit(IntEnum):
    """How the process that runs pyperclip ends; 1 and 2 are Python's own."""

    VERIFIED = 0
    MISSING = 3
    REFUSED = 4


def _desktop(data: bytes, environ: Mapping[str, str], timeout: float) -> Reason | None:
    """Copy to the desktop's clipboard on this machine.

    Args:
        data: The text as UTF-8.
        environ: Says whether this is that machine, and where its display is.
        timeout: Seconds before it is given up.

    Returns:
        None when it was read back from there, else why not.
    """
    if environ.get("SSH_TTY") or environ.get("SSH_CONNECTION"):
        return Reason.REMOTE
    try:
        process = subprocess.Popen(  # noqa: S603 - this file, by this Python
            # -P: a file called pyperclip.py in the user's folder is not to be run.
            [sys.executable, "-P", __file__],
            env=environ,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            # A session of its own can be ended as a whole, and survives the terminal's end: on
            # X11 the clipboard's text lives in the process that offers it.
            start_new_session=True,
        )
    except OSError:
        return Reason.MISSING
    try:
        process.communicate(data, timeout)
    except subprocess.TimeoutExpired:
        with suppress(ProcessLookupError, PermissionError):  # it ended just now
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        return Reason.SLOW
    if process.returncode == _Exit.VERIFIED:
        return None
    return Reason.MISSING if process.returncode == _Exit.MISSING else Reason.REFUSED


_ROUTES: tuple[Callable[[bytes, Mapping[str, str], float], Reason | None], ...] = (_desktop,)
"""The ways that can confirm, in the order in which they are tried."""


def _send(data: bytes, send: Callable[[str], None]) -> bool:
    """Hand `data` to the terminal as OSC 52 (xterm's control sequences, "Manipulate Selection").

    Returns:
        Whether it was sent; that it arrived cannot be known, and asking would put the terminal's
        answer among the keys.
    """
    try:
        send(f"\x1b]52;c;{base64.b64encode(data).decode('ascii')}\x07")
    except OSError:
        return False
    return True


def _write(file: Path, data: bytes) -> None:
    """Write `file` whole or not at all, for its owner only.

    Raises:
        OSError: It cannot be written; what was there still is.
    """
    from bmc_tui.store.atomic import replace  # noqa: PLC0415 - only where the product itself runs

    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    replace(Path(os.path.realpath(file)), data)


def _copy_and_read_back() -> _Exit:
    """Copy what standard input holds, by pyperclip, and see whether it arrived."""
    import pyperclip  # type: ignore[import-untyped]  # noqa: PLC0415 - in this process only

    text = sys.stdin.buffer.read().decode("utf-8")
    try:
        pyperclip.copy(text)
        found = pyperclip.paste()
    except pyperclip.PyperclipException:
        return _Exit.MISSING
    # Windows' clipboard, which WSL reaches, ends its lines with CR LF.
    same = found.replace("\r\n", "\n") == text.replace("\r\n", "\n")
    return _Exit.VERIFIED if same else _Exit.REFUSED


if __name__ == "__main__":
    sys.exit(_copy_and_read_back())
