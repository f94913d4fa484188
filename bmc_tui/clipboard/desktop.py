"""The desktop's clipboard on this machine, by pyperclip, and only what was read back is true.

pyperclip reports success on a display that is gone, its programs write to the screen, and on a
display that does not answer they hang. So it runs in a process of its own: this very file, run as
a script, which is why what the product needs is imported late.
"""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping
from enum import IntEnum

PROBE = "bmc doctor: a test text (ë 日本)"
"""What a proof copies and reads back."""

_PROVE = "prove"
"""The argument that makes the script prove the way, and leave the clipboard as it was."""

_PLAIN_TEXT = {
    *("TARGETS", "TIMESTAMP", "MULTIPLE", "SAVE_TARGETS"),
    *("TEXT", "STRING", "UTF8_STRING", "COMPOUND_TEXT", "LENGTH"),
    *("text/plain", "text/plain;charset=utf-8", "text/plain;charset=UTF-8"),
}
"""Under which names a clipboard offers a text that is nothing but text (ICCCM 2.6.2, RFC 2046)."""

_LOOKS = 3
"""How often the clipboard is read: whose program is slow to take it, has it a moment later."""

_PAUSE = 0.05
"""Seconds between two of these."""


class DesktopResult(IntEnum):
    """How the process that goes the way to the clipboard ends; 1 and 2 are Python's own."""

    VERIFIED = 0
    """What was written was read back."""
    MISSING = 3
    """There is no program that reaches it."""
    REFUSED = 4
    """What was read back is something else."""
    LEFT_ALONE = 5
    """It holds something that could not be put back, so it was not tried."""
    NOT_RESTORED = 6
    """It works, but what was in it could not be put back."""
    SLOW = 7
    """It did not answer in time."""


def copy(data: bytes, environ: Mapping[str, str], timeout: float) -> DesktopResult:
    """Copy a text, and see whether it arrived.

    Args:
        data: The text as UTF-8.
        environ: Says where the display is.
        timeout: Seconds before it is given up.
    """
    return _run([], data, environ, timeout)


def probe(environ: Mapping[str, str], timeout: float) -> DesktopResult:
    """Try the way there and back with a test text; the clipboard is left as it was.

    Args:
        environ: Says where the display is.
        timeout: Seconds before it is given up.
    """
    return _run([_PROVE], b"", environ, timeout)


def _run(
    arguments: list[str], data: bytes, environ: Mapping[str, str], timeout: float
) -> DesktopResult:
    """Run this file as a script."""
    from bmc_tui.clipboard.process import TooSlowError, run

    # -P: a file called pyperclip.py in the user's folder is not to be run.
    command = [sys.executable, "-P", __file__, *arguments]
    try:
        code, _ = run(command, environ, timeout, data)
    except TooSlowError:
        return DesktopResult.SLOW
    except OSError:
        return DesktopResult.MISSING
    return DesktopResult(code) if code in set(DesktopResult) else DesktopResult.REFUSED


# What is below runs in the process of its own.


def _copy_and_read_back(text: str) -> DesktopResult:
    """Copy a text by pyperclip, and see whether it arrived."""
    import pyperclip  # type: ignore[import-untyped]

    try:
        pyperclip.copy(text)
        for _ in range(_LOOKS):
            # Windows' clipboard, which WSL reaches, ends its lines with CR LF.
            if pyperclip.paste().replace("\r\n", "\n") == text.replace("\r\n", "\n"):
                return DesktopResult.VERIFIED
            time.sleep(_PAUSE)
    except pyperclip.PyperclipException:
        return DesktopResult.MISSING
    return DesktopResult.REFUSED


def _try_and_restore() -> DesktopResult:
    """Copy a test text and see whether it arrived, unless what is there could not be put back."""
    import pyperclip

    types = _types()
    if types is not None and types - _PLAIN_TEXT:  # formatted text would lose its looks
        return DesktopResult.LEFT_ALONE
    try:
        former = pyperclip.paste()
    except pyperclip.PyperclipException:
        return DesktopResult.MISSING
    if types is None and not former:  # a picture may read as an empty text
        return DesktopResult.LEFT_ALONE
    found = _copy_and_read_back(PROBE)
    if (
        found is DesktopResult.VERIFIED
        and _copy_and_read_back(former) is not DesktopResult.VERIFIED
    ):
        return DesktopResult.NOT_RESTORED
    return found


def _types() -> set[str] | None:
    """Return under which names the clipboard offers what it holds; None where that is not known."""
    if os.environ.get("WAYLAND_DISPLAY") and shutil.which("wl-paste"):
        command = ["wl-paste", "--list-types"]
    elif os.environ.get("DISPLAY") and shutil.which("xclip"):
        command = ["xclip", "-selection", "clipboard", "-t", "TARGETS", "-o"]
    else:
        return None
    done = subprocess.run(  # noqa: S603 - one of the two above
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False
    )
    # It fails where there is nothing at all.
    return (
        set() if done.returncode else set(done.stdout.decode("utf-8", "replace").split("\n")) - {""}
    )


if __name__ == "__main__":
    if sys.argv[1:] == [_PROVE]:
        sys.exit(_try_and_restore())
    sys.exit(_copy_and_read_back(sys.stdin.buffer.read().decode("utf-8")))
