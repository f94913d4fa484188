"""Copies a page of HTML to the desktop's clipboard as rich text, and reads it back from there.

Pyperclip copies plain text only, so the programs of each system are run here. A terminal takes
plain text only (OSC 52), except for kitty, if its line is free to be asked: where this machine's
clipboard is not the user's own, and SSH forwards no display, or the clipboard does not take the
page, it is saved in a file to open in a word processor.
"""

import os
import re
import shutil
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bmc_tui.clipboard import kitty
from bmc_tui.clipboard.copy import ROUTE_TIMEOUT_S, save
from bmc_tui.clipboard.environment import Environment
from bmc_tui.clipboard.outcome import Outcome, Reason
from bmc_tui.clipboard.process import TooSlowError, run
from bmc_tui.clipboard.surroundings import survey

_TYPE = "text/html"

_FORWARDED = re.compile(r"localhost:[1-9]\d+(\.\d+)?")
"""The `DISPLAY` that sshd sets for one that it forwards: from 10 on (`X11DisplayOffset`)."""

_READ_ATTEMPTS, _READ_PAUSE_S = 10, 0.05
"""How often to read the clipboard back, and seconds in between: xclip takes it over in a child."""

_APPLE_DATA = re.compile(rb"\xc2\xabdata HTML([0-9A-Fa-f]*)\xc2\xbb")
"""What AppleScript prints of HTML in the clipboard: its bytes in hexadecimal."""

_POWERSHELL = ("powershell.exe", "-NoProfile", "-NonInteractive", "-Command")


def _unchanged(data: bytes) -> bytes:
    """Return the same bytes."""
    return data


@dataclass(frozen=True, slots=True)
class _Programs:
    """The programs that write HTML to a clipboard and read it back."""

    write: Sequence[str]
    read: Sequence[str]
    encode: Callable[[bytes], bytes] = _unchanged
    """Makes the input of the program that writes of the page."""
    decode: Callable[[bytes], bytes] = _unchanged
    """Makes what contains the page of the output of the program that reads."""


def copy_rich(
    page: str,
    *,
    environ: Mapping[str, str],
    file: Path,
    timeout_s: float = ROUTE_TIMEOUT_S,
    may_ask_terminal: bool = False,
) -> Outcome:
    """Copy a page to the clipboard of this desktop, or save it in a file.

    Blocks for a few times `timeout_s` at worst, so the app calls it from a thread.

    Args:
        page: The HTML. What is not ASCII in it is written as references, which no program on the
            way takes for another encoding.
        environ: The environment variables: they say where the program runs, and are passed on to
            the programs that it starts.
        file: Where the page is saved when the user's clipboard is not certain to have it; an
            existing file is replaced.
        timeout_s: Seconds that each program may take.
        may_ask_terminal: Whether the terminal's answers can't be taken for keys.

    Returns:
        Where the page is; no error is raised.
    """
    data = page.encode("ascii", "xmlcharrefreplace")
    around = survey(environ, timeout_s)
    environ, environment = around.environ, around.environment
    reason = _copy_to_desktop(data, environment, environ, timeout_s)
    # GNU screen does not say which client is attached: the user may be at another desktop.
    if reason is None and not (environment.screen and not around.clients):
        return Outcome()
    if may_ask_terminal and kitty.is_kitty(environ) and kitty.copy_page(data, timeout_s):
        return Outcome()
    return Outcome(reason, path=file, save_error=save(file, data))


def _copy_to_desktop(
    data: bytes, environment: Environment, environ: Mapping[str, str], timeout_s: float
) -> Reason | None:
    """Copy to the desktop's clipboard on this machine, if it is the user's own; or over SSH.

    Returns:
        None when the page was read back from there, or else why it was not.
    """
    if environment.remote and not _is_forwarded(environ):
        return Reason.REMOTE
    reason = Reason.MISSING
    for programs in _programs(environment, environ):
        try:
            if _copy_and_read_back(data, programs, environ, timeout_s):
                return None
            reason = Reason.REFUSED
        except TooSlowError:
            reason = Reason.SLOW
        except OSError:
            continue
    return reason


def _is_forwarded(environ: Mapping[str, str]) -> bool:
    """Tell whether SSH forwards the display of the machine that the user sits at (`ssh -X`)."""
    return _FORWARDED.fullmatch(environ.get("DISPLAY", "")) is not None


def _programs(environment: Environment, environ: Mapping[str, str]) -> Iterator[_Programs]:
    """Yield the programs that are installed for the desktop, those to try first first."""
    candidates = {
        "macOS": [_APPLE],
        "Windows (WSL)": [_WINDOWS],
    }.get(environment.display)
    if environment.remote:
        candidates = [_X11]
    elif candidates is None:
        candidates = [_WAYLAND] if environ.get("WAYLAND_DISPLAY") else []
        candidates += [_X11] if environ.get("DISPLAY") else []
    for programs in candidates:
        if shutil.which(programs.write[0], path=environ.get("PATH", os.defpath)):
            yield programs


def _copy_and_read_back(
    data: bytes, programs: _Programs, environ: Mapping[str, str], timeout_s: float
) -> bool:
    """Write a page to the clipboard, and tell whether it was read back from there.

    Raises:
        OSError: A program cannot be started.
        TooSlowError: One took too long.
    """
    code, _ = run(programs.write, environ, timeout_s, programs.encode(data))
    if code:
        return False
    for _ in range(_READ_ATTEMPTS):
        code, output = run(programs.read, environ, timeout_s, capture_output=True)
        # Windows ends its lines with CR LF, and has a header before the page.
        if not code and _lines(data) in _lines(programs.decode(output)):
            return True
        time.sleep(_READ_PAUSE_S)
    return False


def _lines(data: bytes) -> bytes:
    """Return a page with the line ends of Unix, and none at its end."""
    return data.replace(b"\r\n", b"\n").rstrip(b"\n")


def _apple_script(data: bytes) -> bytes:
    """Return the AppleScript that sets the clipboard to a page, with a space as its plain text."""
    return f'set the clipboard to {{text:" ", «class HTML»:«data HTML{data.hex()}»}}\n'.encode()


def _apple_page(output: bytes) -> bytes:
    """Return the page in what AppleScript prints of the clipboard; empty without one."""
    match = _APPLE_DATA.search(output)
    return bytes.fromhex(match[1].decode()) if match else b""


_WAYLAND = _Programs(("wl-copy", "--type", _TYPE), ("wl-paste", "--no-newline", "--type", _TYPE))
_X11 = _Programs(
    ("xclip", "-selection", "clipboard", "-t", _TYPE, "-i"),
    ("xclip", "-selection", "clipboard", "-t", _TYPE, "-o"),
)
_APPLE = _Programs(
    ("osascript", "-"),
    ("osascript", "-e", "the clipboard as «class HTML»"),
    _apple_script,
    _apple_page,
)
"""Untried: nobody ran it on macOS yet."""

_WINDOWS = _Programs(
    (*_POWERSHELL, "Set-Clipboard -AsHtml -Value ([Console]::In.ReadToEnd())"),
    (*_POWERSHELL, "Get-Clipboard -TextFormatType Html -Raw"),
)
"""Untried: nobody ran it in WSL yet. Windows' own PowerShell 5.1 has these; later ones do not."""
