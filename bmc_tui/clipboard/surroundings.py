"""Finds what is between the program and the user's terminal: tmux, mosh, SSH, also nested.

The environment variables of a program say how it was started. Whether a text arrives depends on the
processes on its way, which Linux lists: which program made the terminal that this one, or the
client of its tmux, runs in. On other systems only the variables are known.
"""

import os
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from bmc_tui.clipboard import osc52, tmux
from bmc_tui.clipboard.environment import Environment, detect_environment
from bmc_tui.clipboard.outcome import Unsent
from bmc_tui.clipboard.process import TooSlowError, run

_PASS_THROUGH = {"sudo", "su", "doas", "runuser", "login", "script"}
"""Programs that give another program a terminal of its own, within theirs."""

_MOSH, _TMUX, _SCREEN = "mosh-server", "tmux", "screen"

_MAX_LEVELS = 4
"""How many terminals, one in another, are looked at."""

_MOSH_VERSION = re.compile(rb"mosh (\d+)\.(\d+)")

_FIRST_MOSH = (1, 4)
"""The first version of mosh that passes OSC 52 on, if the clipboard that it names is `c` alone."""

_MOSH_TEXT_BYTES = 12_284
"""Bytes of text that fit in what mosh keeps of a sequence, 16 KiB less one (terminaldispatcher.cc);
it cuts the rest off."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is between the program and the user's terminal, by the attached client."""

    environ: Mapping[str, str]
    """The variables of the program, updated to those of the outermost tmux's client."""
    environment: Environment
    """What these and the processes on the way say."""
    clients: Sequence[tmux.TmuxClient]
    """The clients attached to the tmux that it runs in, and to those around that."""
    unsent: Unsent | None = None
    """Why nothing that is sent can arrive; None where it may."""
    max_bytes: int = osc52.MAX_TEXT_BYTES
    """Bytes of text that can be sent."""


def survey(environ: Mapping[str, str], timeout_s: float) -> Surroundings:
    """Find out what is between a program and its user's terminal.

    Args:
        environ: The program's environment variables.
        timeout_s: Seconds that each program that is asked may take.
    """
    clients: list[tmux.TmuxClient] = []
    maker = terminal_maker(os.getpid())
    level: Mapping[str, str] = environ
    while level.get("TMUX") and len(clients) < _MAX_LEVELS:
        client = tmux.attached_client(level, timeout_s)
        if client is None:
            break
        clients.append(client)
        environ, maker = client.environ, terminal_maker(client.pid)
        if maker != _TMUX:
            break
        level = _environ_of_session(client.pid)
    environment = detect_environment(environ, maker=maker)
    if not environment.mosh:
        # GNU screen drops what tmux sends it, which is not wrapped for it.
        unsent = Unsent.SCREEN_AROUND_TMUX if clients and maker == _SCREEN else None
        return Surroundings(environ, environment, clients, unsent)
    unsent = None
    if not _passes_clipboard(environ, timeout_s):
        unsent = Unsent.OLD_MOSH
    elif clients and not tmux.names_clipboard(clients[-1].environ, timeout_s):
        unsent = Unsent.TMUX_IN_MOSH
    return Surroundings(environ, environment, clients, unsent, _MOSH_TEXT_BYTES)


def terminal_maker(pid: int) -> str:
    """Return the name of the program that made the terminal of a process; "" where unknown.

    That is the parent of the first process of its session. `sudo` and the like make a terminal too:
    then it is the one that made theirs.
    """
    name = ""
    with suppress(OSError, ValueError):
        for _ in range(_MAX_LEVELS):
            stat = Path(f"/proc/{os.getsid(pid)}/stat").read_text("utf-8", "replace")
            pid = int(stat.rpartition(")")[2].split()[1])
            name = Path(f"/proc/{pid}/comm").read_text("utf-8", "replace")
            name = name.partition(":")[0].rstrip("\n")  # tmux adds `client` or `server`
            if name not in _PASS_THROUGH:
                break
    return name


def _environ_of_session(pid: int) -> Mapping[str, str]:
    """Return the environment variables that a process's session began with; empty where unknown.

    Its shell still knows its own tmux where a nested one was started with `TMUX= tmux`.
    """
    variables: dict[str, str] = {}
    with suppress(OSError):
        for item in Path(f"/proc/{os.getsid(pid)}/environ").read_bytes().split(b"\0"):
            name, _, value = os.fsdecode(item).partition("=")
            if name:
                variables[name] = value
    return variables


def _passes_clipboard(environ: Mapping[str, str], timeout_s: float) -> bool:
    """Return whether the mosh that is installed here passes a clipboard on."""
    with suppress(OSError, TooSlowError):
        _, output = run([_MOSH, "--version"], environ, timeout_s, capture_output=True)
        if version := _MOSH_VERSION.search(output):
            return (int(version[1]), int(version[2])) >= _FIRST_MOSH
    return True
