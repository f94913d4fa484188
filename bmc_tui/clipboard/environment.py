"""Detects where the program runs from its environment variables: SSH, multiplexer, desktop."""

import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass

_CONSOLE = re.compile(r"(dumb|unknown|linux|vt\d+|ansi|cons25|sun|wsvt25|hurd|eterm)?(-.*)?")
"""The names of terminals outside any desktop, and of Emacs' ansi-term, which shows the sequence as
text: they have no clipboard at all."""

_SSH_VARIABLES = ("SSH_TTY", "SSH_CONNECTION", "SSH_CLIENT")
"""Variables that sshd sets; `sudo` and `su -` take them away."""

_REMOTE_MAKERS = {"mosh-server", "sshd", "sshd-session", "dropbear", "etterminal", "in.telnetd"}
"""Programs that make a terminal for someone at another machine."""


@dataclass(frozen=True, slots=True)
class Environment:
    """Where the program runs. `bmc doctor --json` prints these fields."""

    terminal: str
    """The terminal's name: `TERM`."""
    remote: bool
    """Whether the program runs over SSH or mosh."""
    tmux: bool
    """Whether it was started in tmux, which may have ended since."""
    screen: bool
    """Whether it runs in GNU screen on this machine."""
    mosh: bool
    """Whether the user's terminal reaches this machine by mosh."""
    display: str
    """The desktop on this machine; "" when there is none."""

    @property
    def console(self) -> bool:
        """Whether the terminal has no clipboard at all."""
        return _CONSOLE.fullmatch(self.terminal) is not None

    @property
    def may_be_in_screen(self) -> bool:
        """Whether the terminal may be GNU screen, though no variable says so.

        That may be on the machine that the SSH connection comes from, or around `sudo`. It may also
        be tmux there, whose default name was `screen` in older versions.
        """
        return self.terminal.startswith("screen") and not (self.tmux or self.screen)


def detect_environment(
    environ: Mapping[str, str], maker: str = "", system: str = sys.platform
) -> Environment:
    """Return where a program with these environment variables runs.

    Args:
        environ: The environment variables.
        maker: The name of the program that made the user's terminal here; "" where unknown.
        system: The operating system, as `sys.platform` names it.
    """
    return Environment(
        terminal=environ.get("TERM", ""),
        remote=maker in _REMOTE_MAKERS or any(environ.get(name) for name in _SSH_VARIABLES),
        tmux=bool(environ.get("TMUX")),
        screen=bool(environ.get("STY")) or maker == "screen",
        mosh=maker == "mosh-server",
        display=_display(environ, system),
    )


def _display(environ: Mapping[str, str], system: str) -> str:
    """Return the name of the desktop; "" when there is none."""
    if system == "darwin":
        return "macOS"
    if environ.get("WSL_DISTRO_NAME"):
        return "Windows (WSL)"
    return environ.get("WAYLAND_DISPLAY") or environ.get("DISPLAY") or ""
