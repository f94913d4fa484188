"""Desktops for tests: one that works, one that is gone, one that never answers."""

import os
import select
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

from tests.e2e.waiting import PATIENCE

DEAD = {"DISPLAY": ":7777"}
"""A display that is gone."""


@contextmanager
def working_display() -> Iterator[dict[str, str]]:
    """Give the variables of a display that works; needs Xvfb."""
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-nolisten", "tcp", "-screen", "0", "64x64x24"],
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as answer:
        number = answer.readline().strip()
    try:
        yield {"DISPLAY": f":{number}"}
    finally:
        server.terminate()
        server.wait(PATIENCE)


@contextmanager
def mute_display() -> Iterator[tuple[dict[str, str], socket.socket]]:
    """Give the variables of a display that takes the connection and never says a word.

    And the socket on which it takes them, see `was_asked`.
    """
    for number in range(90, 190):
        server = socket.socket()
        try:
            server.bind(("127.0.0.1", 6000 + number))
        except OSError:
            server.close()
            continue
        with server:
            server.listen(5)
            yield {"DISPLAY": f"127.0.0.1:{number}"}, server
        return
    raise AssertionError("no free port for a display")


def was_asked(server: socket.socket) -> bool:
    """Tell whether anybody has connected to a mute display."""
    return bool(select.select([server], [], [], 0)[0])


def read(display: dict[str, str]) -> str:
    """Return what the clipboard holds, as xclip reads it."""
    command = ["xclip", "-selection", "clipboard", "-o"]
    environ = {"PATH": os.environ["PATH"]} | display
    return subprocess.check_output(command, env=environ, timeout=PATIENCE).decode()


def write(display: dict[str, str], data: bytes, kind: str = "UTF8_STRING") -> None:
    """Put something into the clipboard with xclip."""
    subprocess.run(
        ["xclip", "-selection", "clipboard", "-t", kind, "-i"],
        env={"PATH": os.environ["PATH"]} | display,
        input=data,
        stdout=subprocess.DEVNULL,  # it goes on in the background, and would keep a pipe open
        check=True,
        timeout=PATIENCE,
    )
