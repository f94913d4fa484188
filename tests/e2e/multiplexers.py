"""Terminals in which tmux, GNU screen or mosh lies between a program and its user."""

import os
import re
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.e2e.terminal import Terminal, environment
from tests.e2e.waiting import TIMEOUT_S


@contextmanager
def in_tmux(
    command: Sequence[str], home: Path, size: tuple[int, int], env: Mapping[str, str]
) -> Iterator[Terminal]:
    """Give a terminal with a tmux in it, without a status line, that runs a command."""
    config = home / "tmux.conf"
    config.write_text("set -g status off\n", encoding="utf-8")
    # A socket's path may have some hundred characters only, and a test's folder can be long.
    with tempfile.TemporaryDirectory(prefix="tmux-") as sockets:
        reach = {**env, "TMUX_TMPDIR": sockets}
        tmux = ["tmux", "-L", "test", "-f", str(config)]
        try:
            with Terminal([*tmux, "new-session", *command], home, size=size, env=reach) as terminal:
                yield terminal
        finally:
            kill = [*tmux, "kill-server"]
            subprocess.run(kill, env=os.environ | reach, check=False, stderr=subprocess.DEVNULL)


@contextmanager
def in_screen(
    command: Sequence[str], home: Path, size: tuple[int, int], env: Mapping[str, str]
) -> Iterator[Terminal]:
    """Give a terminal with a GNU screen in it that runs a command."""
    with tempfile.TemporaryDirectory(prefix="screen-") as sockets:
        reach = {**env, "SCREENDIR": sockets}
        screen = ["screen", "-U", "-c", os.devnull]
        try:
            with Terminal([*screen, *command], home, size=size, env=reach) as terminal:
                yield terminal
        finally:
            quit_ = ["screen", "-X", "quit"]
            subprocess.run(quit_, env=os.environ | reach, check=False, stdout=subprocess.DEVNULL)


@contextmanager
def in_mosh(
    command: Sequence[str], home: Path, size: tuple[int, int], env: Mapping[str, str]
) -> Iterator[Terminal]:
    """Give a terminal that reaches a command by mosh, over the loopback."""
    answer = subprocess.run(
        ["mosh-server", "new", "-i", "127.0.0.1", "-c", "256", "--", *command],
        cwd=home,
        env=environment(home, env),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=True,
        timeout=TIMEOUT_S,
    )
    connection = re.search(r"MOSH CONNECT (\d+) (\S+)", answer.stdout)
    server = re.search(r"detached, pid = (\d+)", answer.stderr)
    assert connection
    assert server
    client = ["mosh-client", "127.0.0.1", connection[1]]
    try:
        with Terminal(client, home, size=size, env={"MOSH_KEY": connection[2]}) as terminal:
            yield terminal
    finally:
        os.kill(int(server[1]), signal.SIGTERM)
