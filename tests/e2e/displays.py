"""Displays for tests of the clipboard: X11 that works, is gone, or hangs; and Wayland."""

import os
import select
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.e2e.waiting import TIMEOUT_S, wait_until

DEAD_DISPLAY = {"DISPLAY": ":7777"}
"""The variables of a display that does not exist."""


@contextmanager
def working_display() -> Iterator[dict[str, str]]:
    """Run an X server, and give the variables that lead to it; needs Xvfb."""
    read_fd, write_fd = os.pipe()
    # Without -noreset it starts anew when its last client leaves, and drops the one that comes
    # meanwhile; a desktop always has one.
    options = ["-noreset", "-nolisten", "tcp", "-screen", "0", "64x64x24"]
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write_fd), *options],
        pass_fds=[write_fd],
        stderr=subprocess.DEVNULL,
    )
    os.close(write_fd)
    with os.fdopen(read_fd) as answer:
        number = answer.readline().strip()
    try:
        yield {"DISPLAY": f":{number}"}
    finally:
        server.terminate()
        server.wait(TIMEOUT_S)


@contextmanager
def wayland_display() -> Iterator[dict[str, str]]:
    """Run a Wayland compositor without a screen, and give the variables that lead to it.

    Needs sway, which does not run as root: as root it runs as nobody.
    """
    folder = Path(tempfile.mkdtemp(prefix="wayland-"))  # a socket's path may not be long
    command = ["sway", "--config", os.devnull]
    if not os.getuid():
        shutil.chown(folder, "nobody")
        command = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", *command]
    environ = {"PATH": os.environ["PATH"], "XDG_RUNTIME_DIR": str(folder)}
    headless = {"WLR_BACKENDS": "headless", "WLR_LIBINPUT_NO_DEVICES": "1"}
    headless |= {"WLR_RENDERER": "pixman", "HOME": str(folder)}
    server = subprocess.Popen(command, env=environ | headless, stderr=subprocess.DEVNULL)
    try:
        # Its own socket comes last, once it takes connections at the other.
        wait_until(lambda: [*folder.glob("sway-ipc*.sock")] or server.poll() is not None)
        assert server.poll() is None, "sway does not run here"
        (socket_file,) = (path for path in folder.glob("wayland-*") if path.is_socket())
        yield environ | {"WAYLAND_DISPLAY": socket_file.name}
    finally:
        server.terminate()
        server.wait(TIMEOUT_S)
        shutil.rmtree(folder)


@contextmanager
def unresponsive_display() -> Iterator[tuple[dict[str, str], socket.socket]]:
    """Listen as an X server that accepts connections and never answers.

    Gives the variables that lead to it, and its socket, see `has_connection`.
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


def has_connection(server: socket.socket) -> bool:
    """Return whether a program has connected to an unresponsive display."""
    return bool(select.select([server], [], [], 0)[0])


def read_clipboard(display: dict[str, str], target: str = "UTF8_STRING") -> str:
    """Return the text on the clipboard of a display, read with xclip.

    Args:
        display: The variables of the display.
        target: Its type, as X11 names it.
    """
    command = ["xclip", "-selection", "clipboard", "-t", target, "-o"]
    environ = {"PATH": os.environ["PATH"]} | display
    return subprocess.check_output(command, env=environ, timeout=TIMEOUT_S).decode()


def clipboard_types(display: dict[str, str]) -> set[str]:
    """Return the types that the clipboard of a display offers."""
    return set(read_clipboard(display, "TARGETS").split())


def write_clipboard(display: dict[str, str], data: bytes, target: str = "UTF8_STRING") -> None:
    """Put data on the clipboard of a display with xclip.

    Args:
        display: The variables of the display.
        data: The contents.
        target: Their type, as X11 names it, such as `image/png`.
    """
    subprocess.run(
        ["xclip", "-selection", "clipboard", "-t", target, "-i"],
        env={"PATH": os.environ["PATH"]} | display,
        input=data,
        stdout=subprocess.DEVNULL,  # xclip stays in the background, and would keep a pipe open
        check=True,
        timeout=TIMEOUT_S,
    )
