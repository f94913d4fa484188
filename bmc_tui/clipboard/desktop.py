"""Copies to the desktop's clipboard with pyperclip in a subprocess, and reads the text back.

pyperclip reports success on a display that is gone, its programs write to the screen, and they
hang on a display that does not answer. The subprocess runs this very file as a script, so the
functions for the parent process import late what the script does not need.
"""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping
from enum import IntEnum

PROBE_TEXT = "bmc doctor: a test text (ë 日本)"
"""The text that a probe copies and reads back."""

_PROBE_ARGUMENT = "probe"
"""The argument with which the script copies `PROBE_TEXT` and restores the clipboard."""

_PLAIN_TEXT_TYPES = {
    *("TARGETS", "TIMESTAMP", "MULTIPLE", "SAVE_TARGETS"),
    *("TEXT", "STRING", "UTF8_STRING", "COMPOUND_TEXT", "LENGTH"),
    *("text/plain", "text/plain;charset=utf-8", "text/plain;charset=UTF-8"),
}
"""The types under which a clipboard offers plain text (ICCCM 2.6.2, RFC 2046)."""

_READ_ATTEMPTS = 10
"""How often to read the clipboard: xclip takes it over in a child, once that may run."""

_READ_PAUSE_S = 0.05
"""Seconds between two attempts."""


class DesktopResult(IntEnum):
    """The exit code of the subprocess; 1 and 2 are Python's own."""

    VERIFIED = 0
    """The text was read back."""
    MISSING = 3
    """No program reaches the clipboard."""
    REFUSED = 4
    """A different text was read back."""
    LEFT_ALONE = 5
    """The clipboard has content that could not be restored, so it was not tested."""
    NOT_RESTORED = 6
    """The clipboard works, but its content could not be restored."""
    SLOW = 7
    """It did not answer in time."""


_FAILURES = {DesktopResult.MISSING, DesktopResult.REFUSED, DesktopResult.SLOW}
"""The results that say that the text is in no clipboard."""


def copy(data: bytes, environ: Mapping[str, str], timeout_s: float) -> DesktopResult:
    """Copy a text and read it back.

    Args:
        data: The text as UTF-8.
        environ: The environment variables, which say where the display is.
        timeout_s: Seconds until the subprocess is killed.
    """
    return _run_on_displays([], data, environ, timeout_s)


def probe(environ: Mapping[str, str], timeout_s: float) -> DesktopResult:
    """Copy a test text, read it back, and restore the clipboard.

    Args:
        environ: The environment variables, which say where the display is.
        timeout_s: Seconds until the subprocess is killed.
    """
    return _run_on_displays([_PROBE_ARGUMENT], b"", environ, timeout_s)


def _run_on_displays(
    arguments: list[str], data: bytes, environ: Mapping[str, str], timeout_s: float
) -> DesktopResult:
    """Run the script on Wayland's display, and on that of X11 where that one fails.

    The variables of the first may be left from another login.
    """
    result = _run_script(arguments, data, environ, timeout_s)
    if result in _FAILURES and environ.get("WAYLAND_DISPLAY") and environ.get("DISPLAY"):
        x11 = {name: value for name, value in environ.items() if name != "WAYLAND_DISPLAY"}
        on_x11 = _run_script(arguments, data, x11, timeout_s)
        return on_x11 if on_x11 not in _FAILURES else result
    return result


def _run_script(
    arguments: list[str], data: bytes, environ: Mapping[str, str], timeout_s: float
) -> DesktopResult:
    """Run this file as a script, and return its exit code as a result."""
    from bmc_tui.clipboard.process import TooSlowError, run

    # -P: a pyperclip.py in the user's folder must not be imported.
    command = [sys.executable, "-P", __file__, *arguments]
    try:
        code, _ = run(command, environ, timeout_s, data)
    except TooSlowError:
        return DesktopResult.SLOW
    except OSError:
        return DesktopResult.MISSING
    return DesktopResult(code) if code in set(DesktopResult) else DesktopResult.REFUSED


# Everything below runs in the subprocess.


def _choose_programs() -> None:
    """Make pyperclip use the desktop's programs in a WSL that can't run those of Windows.

    It takes `clip.exe` for granted there.
    """
    import pyperclip  # type: ignore[import-untyped]

    if os.environ.get("WSL_DISTRO_NAME") and not shutil.which("clip.exe"):
        names = {"wl-copy": "wl-clipboard"} if os.environ.get("WAYLAND_DISPLAY") else {}
        names |= {"xclip": "xclip", "xsel": "xsel"} if os.environ.get("DISPLAY") else {}
        installed = (name for program, name in names.items() if shutil.which(program))
        pyperclip.set_clipboard(next(installed, "no"))


def _copy_and_read_back(text: str) -> DesktopResult:
    """Copy a text with pyperclip and read it back."""
    import pyperclip

    try:
        pyperclip.copy(text)
        for _ in range(_READ_ATTEMPTS):
            # Windows' clipboard, which WSL reaches, ends its lines with CR LF.
            if pyperclip.paste().replace("\r\n", "\n") == text.replace("\r\n", "\n"):
                return DesktopResult.VERIFIED
            time.sleep(_READ_PAUSE_S)
    except pyperclip.PyperclipException:
        return DesktopResult.MISSING
    return DesktopResult.REFUSED


def _probe_and_restore() -> DesktopResult:
    """Copy the test text and read it back, unless the content could not be restored."""
    import pyperclip

    types = _offered_types()
    if types is not None and types - _PLAIN_TEXT_TYPES:  # formatted text would lose its formatting
        return DesktopResult.LEFT_ALONE
    try:
        content = pyperclip.paste()
    except pyperclip.PyperclipException:
        return DesktopResult.MISSING
    if types is None and not content:  # a picture may read as an empty text
        return DesktopResult.LEFT_ALONE
    result = _copy_and_read_back(PROBE_TEXT)
    if result is DesktopResult.VERIFIED and _copy_and_read_back(content) is not result:
        return DesktopResult.NOT_RESTORED
    return result


def _offered_types() -> set[str] | None:
    """Return the types that the clipboard offers; None where that is unknown."""
    if os.environ.get("WAYLAND_DISPLAY") and shutil.which("wl-paste"):
        command = ["wl-paste", "--list-types"]
    elif os.environ.get("DISPLAY") and shutil.which("xclip"):
        command = ["xclip", "-selection", "clipboard", "-t", "TARGETS", "-o"]
    else:
        return None
    process = subprocess.run(  # noqa: S603 - one of the two above
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False
    )
    if process.returncode:  # the clipboard is empty
        return set()
    return set(process.stdout.decode("utf-8", "replace").split("\n")) - {""}


if __name__ == "__main__":
    _choose_programs()
    if sys.argv[1:] == [_PROBE_ARGUMENT]:
        sys.exit(_probe_and_restore())
    sys.exit(_copy_and_read_back(sys.stdin.buffer.read().decode("utf-8")))
