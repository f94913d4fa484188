"""Keys pressed in windows of real terminals, and the bytes that these send for them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.displays import working_display
from tests.e2e.waiting import wait_until
from tests.unit.ui.terminal.test_key_sequences import TERMINALS

pytestmark = pytest.mark.slow

RECORD = """
import os, sys, tty
tty.setraw(0)
with open(sys.argv[1], "ab", 0) as file:
    file.write(b"?")
    while data := os.read(0, 100):
        file.write(data)
"""
"""A program that writes to a file what its terminal sends, after a first "?"."""

KEYSYMS = {"pageup": "Prior", "pagedown": "Next", "enter": "Return", "backspace": "BackSpace"}
KEYSYMS |= {"full_stop": "period", "exclamation_mark": "exclam"}

PRESSED = (
    *("up", "home", "end", "pageup", "f1", "f4", "f8", "delete", "enter", "shift+tab"),
    *("alt+up", "alt+down", "alt+right", "ctrl+up", "ctrl+down", "ctrl+left"),
    *("ctrl+end", "ctrl+f8", "shift+enter", "alt+comma", "f5", "f7", "ctrl+b", "ctrl+n"),
)

WINDOWS = {"PuTTY": "pterm", "urxvt": "urxvt", "xterm": "xterm"}


def keysym_of(name: str) -> str:
    """Return the name that X11 has for a key, with modifiers."""
    *modifiers, key = name.split("+")
    symbol = KEYSYMS.get(key) or (key if len(key) == 1 or key == "comma" else key.title())
    return "+".join([*modifiers, symbol])


@pytest.mark.needs("Xvfb", "xdotool")
@pytest.mark.parametrize(
    "terminal",
    [pytest.param(name, marks=pytest.mark.needs(command)) for name, command in WINDOWS.items()],
)
def test_a_terminal_sends_what_the_table_of_keys_has(terminal: str, tmp_path: Path) -> None:
    sent, log = TERMINALS[terminal], tmp_path / "sent"
    names = [name for name in PRESSED if name in sent]
    with working_display() as display:
        environ = os.environ | display | {"HOME": str(tmp_path), "LC_ALL": "C.UTF-8"}
        recorder = [sys.executable, "-c", RECORD, str(log)]
        window = subprocess.Popen(
            [WINDOWS[terminal], "-e", *recorder], env=environ, stderr=subprocess.DEVNULL
        )
        try:
            wait_until(lambda: log.exists() and log.read_bytes() == b"?")
            find = ["xdotool", "search", "--onlyvisible", "--name", ".", "windowfocus", "--sync"]
            subprocess.run(find, env=environ, check=True, stdout=subprocess.DEVNULL)
            expected = b"?"
            for name in names:
                subprocess.run(["xdotool", "key", keysym_of(name)], env=environ, check=True)
                expected += sent[name]
                length = len(expected)
                wait_until(lambda: len(log.read_bytes()) >= length, log.read_bytes)  # noqa: B023
                assert log.read_bytes() == expected, name
        finally:
            window.kill()
            window.wait()
