"""Where the program runs, as its environment tells: what stands between it and a clipboard."""

import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass

_CONSOLE = re.compile(r"(dumb|unknown|linux|vt\d+|ansi|cons25|sun|wsvt25|hurd)?(-.*)?")
"""The names of terminals that stand before no desktop: they have no clipboard at all."""


@dataclass(frozen=True, slots=True)
class Environment:
    """Where the program runs."""

    terminal: str
    """What the terminal says that it is: `TERM`."""
    remote: bool
    """Whether it is reached over SSH."""
    tmux: bool
    """Whether it runs in tmux; that may be gone meanwhile."""
    screen: bool
    """Whether it runs in GNU screen on this machine."""
    display: str
    """The desktop on this machine; empty when there is none."""

    @property
    def console(self) -> bool:
        """Whether the terminal is one without any clipboard."""
        return _CONSOLE.fullmatch(self.terminal) is not None

    @property
    def perhaps_screen(self) -> bool:
        """Whether the terminal may be GNU screen on the machine that the person sits at.

        tmux calls itself so too, by its older default.
        """
        return self.remote and not self.tmux and self.terminal.split(".")[0] == "screen"


def detect_environment(environ: Mapping[str, str], system: str = sys.platform) -> Environment:
    """Return where a program with these variables runs.

    Args:
        environ: Its variables.
        system: The system, as `sys.platform` has it.
    """
    return Environment(
        terminal=environ.get("TERM", ""),
        remote=any(environ.get(name) for name in ("SSH_TTY", "SSH_CONNECTION", "SSH_CLIENT")),
        tmux=bool(environ.get("TMUX")),
        screen=bool(environ.get("STY")),
        display=_display(environ, system),
    )


def _display(environ: Mapping[str, str], system: str) -> str:
    """Return what the desktop is called, if there is one."""
    if system in ("darwin", "win32", "cygwin"):
        return {"darwin": "macOS"}.get(system, "Windows")
    if environ.get("WSL_DISTRO_NAME"):
        return "Windows (WSL)"
    return environ.get("WAYLAND_DISPLAY") or environ.get("DISPLAY") or ""
