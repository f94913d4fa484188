"""Detects where the program runs from its environment variables: SSH, multiplexer, desktop."""

import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass

_CONSOLE = re.compile(r"(dumb|unknown|linux|vt\d+|ansi|cons25|sun|wsvt25|hurd|eterm)?(-.*)?")
"""The names of terminals outside any desktop, and of Emacs' ansi-term, which shows the sequence as
text: they have no clipboard at all."""


@dataclass(frozen=True, slots=True)
class Environment:
    """Where the program runs. `bmc doctor --json` prints these fields."""

    terminal: str
    """The terminal's name: `TERM`."""
    remote: bool
    """Whether the program runs over SSH."""
    tmux: bool
    """Whether it was started in tmux, which may have ended since."""
    screen: bool
    """Whether it runs in GNU screen on this machine."""
    display: str
    """The desktop on this machine; "" when there is none."""

    @property
    def console(self) -> bool:
        """Whether the terminal has no clipboard at all."""
        return _CONSOLE.fullmatch(self.terminal) is not None

    @property
    def may_be_in_remote_screen(self) -> bool:
        """Whether the terminal may be GNU screen on the machine that the SSH connection comes from.

        It may also be tmux there, whose default name was `screen` in older versions.
        """
        return self.remote and not self.tmux and self.terminal.split(".")[0] == "screen"


def detect_environment(environ: Mapping[str, str], system: str = sys.platform) -> Environment:
    """Return where a program with these environment variables runs.

    Args:
        environ: The environment variables.
        system: The operating system, as `sys.platform` names it.
    """
    return Environment(
        terminal=environ.get("TERM", ""),
        remote=any(environ.get(name) for name in ("SSH_TTY", "SSH_CONNECTION", "SSH_CLIENT")),
        tmux=bool(environ.get("TMUX")),
        screen=bool(environ.get("STY")),
        display=_display(environ, system),
    )


def _display(environ: Mapping[str, str], system: str) -> str:
    """Return the name of the desktop; "" when there is none."""
    if system == "darwin":
        return "macOS"
    if environ.get("WSL_DISTRO_NAME"):
        return "Windows (WSL)"
    return environ.get("WAYLAND_DISPLAY") or environ.get("DISPLAY") or ""
