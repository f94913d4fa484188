"""Keys pressed in windows of real terminals, and the bytes that these send for them."""

import os
import re
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from tests.e2e.displays import working_display
from tests.e2e.waiting import wait_until
from tests.e2e.windows import EMULATORS
from tests.unit.ui.terminal.test_key_sequences import TERMINALS

pytestmark = pytest.mark.slow

RECORD = """
import os, sys, tty
tty.setraw(0)
os.write(1, b"\\x1b[>25u")
with open(sys.argv[1], "ab", 0) as file:
    file.write(b"?")
    while data := os.read(0, 100):
        file.write(data)
"""
"""A program that writes to a file what its terminal sends, after a first "?".

It asks for the keys of kitty's protocol, as the app does in every terminal.
"""

KEYSYMS = {"pageup": "Prior", "pagedown": "Next", "enter": "Return", "backspace": "BackSpace"}
KEYSYMS |= {"full_stop": "period", "exclamation_mark": "exclam"}
KEYSYMS |= {"question_mark": "question"}

PRESSED = (
    *("up", "home", "end", "pageup", "f1", "f4", "f8", "delete", "enter", "shift+tab"),
    *("alt+up", "alt+down", "alt+right", "ctrl+up", "ctrl+down", "ctrl+left"),
    *("ctrl+end", "ctrl+f8", "shift+enter", "alt+comma", "alt+question_mark"),
    *("f5", "f7", "ctrl+b", "ctrl+n"),
)

MODIFIER = re.compile(rb"\x1b\[5744\d(?:;[\d:]*)*u")
"""A key such as Shift by itself, which kitty sends too."""

WINDOWS = {"PuTTY": "pterm", "urxvt": "urxvt", "xterm": "xterm", "kitty": "kitty"}
WINDOWS |= {"mlterm": "mlterm", "VTE": "vte"}
"""The terminals, by the name that the table has for their keys."""


def keysym_of(name: str) -> str:
    """Return the name that X11 has for a key, with modifiers."""
    *modifiers, key = name.split("+")
    symbol = KEYSYMS.get(key) or (key if len(key) == 1 or key == "comma" else key.title())
    return "+".join([*modifiers, symbol])


def keys_in(log: Path) -> bytes:
    """Return what a terminal has sent, without modifiers by themselves."""
    return MODIFIER.sub(b"", log.read_bytes())


@pytest.mark.needs("Xvfb", "xdotool")
@pytest.mark.parametrize("terminal", WINDOWS)
def test_a_terminal_sends_what_the_table_of_keys_has(terminal: str, tmp_path: Path) -> None:
    emulator = EMULATORS[WINDOWS[terminal]]
    emulator.require()
    sent, log = TERMINALS[terminal], tmp_path / "sent"
    names = [name for name in PRESSED if name in sent]
    with working_display() as display:
        environ = os.environ | display | {"HOME": str(tmp_path), "LC_ALL": "C.UTF-8"}
        recorder = [sys.executable, "-c", RECORD, str(log)]
        window = subprocess.Popen(
            [*emulator.command, *recorder], env=environ, stderr=subprocess.DEVNULL
        )
        try:
            wait_until(lambda: log.exists() and log.read_bytes() == b"?")
            find = ["xdotool", "search", "--onlyvisible", "--name", ".", "windowfocus", "--sync"]
            # Some begin to run the program before their window is there.
            show = partial(subprocess.run, find, env=environ, capture_output=True, check=False)
            wait_until(lambda: show().returncode == 0)
            expected = b"?"
            for name in names:
                subprocess.run(["xdotool", "key", keysym_of(name)], env=environ, check=True)
                expected += sent[name]
                length = len(expected)
                wait_until(lambda: len(keys_in(log)) >= length, log.read_bytes)  # noqa: B023
                assert keys_in(log) == expected, name
        finally:
            window.kill()
            window.wait()
