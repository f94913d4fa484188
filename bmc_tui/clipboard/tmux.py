"""tmux's buffer, and through tmux the terminal that it is shown in.

tmux drops the sequence for the clipboard that a program in it writes, by default; what is loaded
into its buffer with `-w` it sends to the terminal itself (tmux(1), `load-buffer`, `set-clipboard`).
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass

from bmc_tui.clipboard.process import TooSlowError, run

_OF_THE_CLIENT = ("SSH_CONNECTION", "DISPLAY", "WAYLAND_DISPLAY", "XAUTHORITY")
"""Variables that tmux renews when somebody attaches; those of a pane stay as it was made."""

_FEATURE = "clipboard"
"""What tmux calls it that a terminal takes a clipboard (tmux(1), `terminal-features`)."""


@dataclass(frozen=True, slots=True)
class TmuxClient:
    """Whoever is attached to the tmux that the program runs in."""

    environ: Mapping[str, str]
    """The program's variables, with those of whoever is attached now."""
    takes_clipboard: bool
    """Whether tmux sends a clipboard to that terminal; not when nobody is attached."""
    version: str
    """tmux's own."""
    terminal: str
    """What that terminal says that it is; empty when nobody is attached."""


def attached_client(environ: Mapping[str, str], timeout: float) -> TmuxClient | None:
    """Return who is attached, or None where there is no tmux that answers.

    Args:
        environ: The program's variables; `TMUX` says which tmux.
        timeout: Seconds that each question to tmux may take.
    """
    form = "#{version}\n#{client_termname}\n#{client_termfeatures}"
    told = _ask(environ, timeout, "display-message", "-p", form)
    variables = _ask(environ, timeout, "show-environment") if told is not None else None
    if told is None or variables is None:
        return None
    version, terminal, features, *_ = [*told.decode("utf-8", "replace").split("\n"), "", "", ""]
    renewed = _renewed(environ, variables.decode("utf-8", "replace"))
    return TmuxClient(renewed, _FEATURE in features.split(","), version, terminal)


def load_buffer(data: bytes, environ: Mapping[str, str], timeout: float, *, send: bool) -> bool:
    """Make a text the newest of tmux's buffers.

    Args:
        data: The text as UTF-8.
        environ: The program's variables.
        timeout: Seconds that each question to tmux may take.
        send: Whether tmux is to send it to the terminal as well.

    Returns:
        Whether it was read back from there.
    """
    way = ["-w"] if send else []
    loaded = _ask(environ, timeout, "load-buffer", *way, "-", data=data)
    return loaded is not None and _ask(environ, timeout, "show-buffer") == data


def probe(text: str, environ: Mapping[str, str], timeout: float) -> bool:
    """Tell whether a text can be read back from tmux; no buffer of the person's is touched."""
    name = f"bmc-doctor-{os.getpid()}"
    _ask(environ, timeout, "set-buffer", "-b", name, text)
    found = _ask(environ, timeout, "show-buffer", "-b", name)
    _ask(environ, timeout, "delete-buffer", "-b", name)
    return found == text.encode()


def _renewed(environ: Mapping[str, str], variables: str) -> Mapping[str, str]:
    """Return the variables as they are for whoever is attached now.

    Args:
        environ: As they were when the pane was made.
        variables: What tmux says: `NAME=value` a line, or `-NAME` for one that is not there.
    """
    now = dict(environ)
    for line in variables.splitlines():
        name, is_there, value = line.removeprefix("-").partition("=")
        if name not in _OF_THE_CLIENT:
            continue
        if is_there:
            now[name] = value
        else:
            now.pop(name, None)
            if name == "SSH_CONNECTION":  # these go with it, and tmux does not renew them
                now.pop("SSH_TTY", None)
                now.pop("SSH_CLIENT", None)
    return now


def _ask(
    environ: Mapping[str, str], timeout: float, *arguments: str, data: bytes = b""
) -> bytes | None:
    """Give tmux a command and return what it prints; None when it did not do it."""
    try:
        code, out = run(["tmux", *arguments], environ, timeout, data, reads=True)
    except (OSError, TooSlowError):
        return None
    return None if code else out
