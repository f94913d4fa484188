"""Copies to tmux's paste buffer, and through tmux to the terminal that is attached to it.

By default tmux drops the clipboard sequence (OSC 52) of a program that runs in it; but it
sends to the terminal what is loaded into its buffer with `-w` (tmux(1), `load-buffer`,
`set-clipboard`).
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass

from bmc_tui.clipboard.process import TooSlowError, run

_CLIENT_VARIABLES = ("SSH_CONNECTION", "DISPLAY", "WAYLAND_DISPLAY", "XAUTHORITY")
"""Variables that tmux updates when a client attaches; a program keeps those it was started with."""

_CLIPBOARD_FEATURE = "clipboard"
"""The feature of a terminal that takes a clipboard (tmux(1), `terminal-features`)."""


@dataclass(frozen=True, slots=True)
class TmuxClient:
    """The client that is attached to the tmux that the program runs in."""

    environ: Mapping[str, str]
    """The program's environment variables, updated to those of the attached client."""
    takes_clipboard: bool
    """Whether tmux sends a clipboard to the client's terminal; false when none is attached."""
    version: str
    """The version of tmux."""
    terminal: str
    """The name of the client's terminal; "" when none is attached."""
    pid: int
    """The client's process; 0 when none is attached."""


def attached_client(environ: Mapping[str, str], timeout_s: float) -> TmuxClient | None:
    """Return the attached client, or None where no tmux answers.

    Args:
        environ: The program's environment variables; `TMUX` says which tmux.
        timeout_s: Seconds that each command to tmux may take.
    """
    format_ = "#{version}\n#{client_termname}\n#{client_termfeatures}\n#{client_pid}"
    answer = _tmux(environ, timeout_s, "display-message", "-p", format_)
    variables = _tmux(environ, timeout_s, "show-environment") if answer is not None else None
    if answer is None or variables is None:
        return None
    lines = [*answer.decode("utf-8", "replace").split("\n"), "", "", ""]
    version, terminal, features, pid, *_ = lines
    updated = _updated_environ(environ, variables.decode("utf-8", "replace"))
    takes_clipboard = _CLIPBOARD_FEATURE in features.split(",")
    return TmuxClient(updated, takes_clipboard, version, terminal, int(pid or 0))


def names_clipboard(environ: Mapping[str, str], timeout_s: float) -> bool:
    """Return whether tmux names the clipboard in what it sends to its terminals, `52;c;`.

    By default it leaves the name out, which means the same to a terminal, but not to mosh.

    Args:
        environ: The program's environment variables; `TMUX` says which tmux.
        timeout_s: Seconds that the command to tmux may take.
    """
    answer = _tmux(environ, timeout_s, "show-messages", "-T") or b""
    forms = [line for line in answer.split(b"\n") if b" Ms: (string)" in line]
    return all(b"52;c;" in form for form in forms)


def load_buffer(data: bytes, environ: Mapping[str, str], timeout_s: float, *, send: bool) -> bool:
    """Make a text the newest of tmux's buffers.

    Args:
        data: The text as UTF-8.
        environ: The program's environment variables.
        timeout_s: Seconds that each command to tmux may take.
        send: Whether tmux sends it to the terminal as well.

    Returns:
        Whether the text was read back from the buffer.
    """
    options = ["-w"] if send else []
    loaded = _tmux(environ, timeout_s, "load-buffer", *options, "-", data=data)
    return loaded is not None and _tmux(environ, timeout_s, "show-buffer") == data


def probe(text: str, environ: Mapping[str, str], timeout_s: float) -> bool:
    """Tell whether tmux returns a test text from a buffer of our own, which is deleted afterwards.

    Args:
        text: The test text.
        environ: The program's environment variables.
        timeout_s: Seconds that each command to tmux may take.
    """
    buffer = f"bmc-doctor-{os.getpid()}"
    _tmux(environ, timeout_s, "set-buffer", "-b", buffer, text)
    content = _tmux(environ, timeout_s, "show-buffer", "-b", buffer)
    _tmux(environ, timeout_s, "delete-buffer", "-b", buffer)
    return content == text.encode()


def _updated_environ(environ: Mapping[str, str], variables: str) -> Mapping[str, str]:
    """Return the environment variables, updated to those of the attached client.

    Args:
        environ: The variables that the program was started with.
        variables: The output of `show-environment`: lines of `NAME=value`, or `-NAME` for a
            variable that is not set.
    """
    updated = dict(environ)
    for line in variables.splitlines():
        name, is_set, value = line.removeprefix("-").partition("=")
        if name not in _CLIENT_VARIABLES:
            continue
        if is_set:
            updated[name] = value
        else:
            updated.pop(name, None)
            if name == "SSH_CONNECTION":  # tmux does not update the other two that SSH sets
                updated.pop("SSH_TTY", None)
                updated.pop("SSH_CLIENT", None)
    return updated


def _tmux(
    environ: Mapping[str, str], timeout_s: float, *arguments: str, data: bytes = b""
) -> bytes | None:
    """Run a tmux command and return its output; None when it failed."""
    try:
        code, output = run(["tmux", *arguments], environ, timeout_s, data, capture_output=True)
    except (OSError, TooSlowError):
        return None
    return None if code else output
