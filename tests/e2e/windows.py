"""Terminals in real windows: xterm, urxvt, pterm (PuTTY), mlterm, VTE, kitty; and their pictures.

A `Windowed` is a `Terminal` whose program is shown in such a window too. The window's own program
is a relay, which copies to the window what the program writes. The pictures are read from the X
server's framebuffer.
"""

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from typing import Self

import pytest

from tests.e2e.sequences import SequenceFilter
from tests.e2e.terminal import Terminal
from tests.e2e.waiting import TIMEOUT_S, wait_until

COLUMNS, ROWS = 80, 24

_RELAY = """
import os, select, socket, sys, tty
line = socket.socket(socket.AF_UNIX)
line.connect(sys.argv[1])
tty.setraw(0)
while True:
    for ready in select.select([0, line], [], [])[0]:
        data = os.read(ready if ready == 0 else line.fileno(), 65536)
        if not data:
            sys.exit()
        while data:
            data = data[os.write(1 if ready is line else line.fileno(), data):]
"""

_VTE_IMPORTS = """
import sys
import gi
gi.require_version("Gtk", "3.0")
gi.require_version("Vte", "2.91")
from gi.repository import GLib, Gtk, Pango, Vte
"""

_VTE = (
    _VTE_IMPORTS
    + """
terminal = Vte.Terminal()
terminal.set_cjk_ambiguous_width(int(sys.argv.pop(1)))
terminal.set_font(Pango.FontDescription("DejaVu Sans Mono 10"))
terminal.set_size(80, 24)
flags = GLib.SpawnFlags.DEFAULT
terminal.spawn_sync(Vte.PtyFlags.DEFAULT, None, sys.argv[1:], None, flags, None, None, None)
window = Gtk.Window(title="VTE")
window.add(terminal)
window.show_all()
Gtk.main()
"""
)

_SIZE = f"{COLUMNS}x{ROWS}"
_KITTY_OPTIONS = (
    "remember_window_size=no",
    "initial_window_width=80c",
    "initial_window_height=24c",
)
_PTERM_WIDE = ("-xrm", "pterm.CJKAmbigWide: 1")
_RED, _GREEN = 41, 42
"""The colours of marks, as parameters of an SGR sequence."""
_NOWHERE = (0, 0, 0, 0)


@dataclass(frozen=True)
class Emulator:
    """A terminal for windows."""

    program: str
    """The program that must be there."""
    command: tuple[str, ...]
    """Its command, before that of the program in it."""
    term: str = "xterm"
    """The `TERM` that it sets by itself."""

    def is_installed(self) -> bool:
        """Tell whether it can be opened."""
        if _VTE in self.command:
            test = [self.program, "-c", _VTE_IMPORTS]
            return not subprocess.run(test, check=False, stderr=subprocess.DEVNULL).returncode
        return shutil.which(self.program) is not None

    def require(self) -> None:
        """Skip the test where it cannot be opened; in CI the test fails."""
        if not self.is_installed():
            missing = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
            missing(f"not installed: {self.program}")


EMULATORS = {
    "xterm": Emulator("xterm", ("xterm", "-geometry", _SIZE, "-e")),
    "pterm": Emulator("pterm", ("pterm", "-geometry", _SIZE, "-e")),
    "urxvt": Emulator("urxvt", ("urxvt", "-geometry", _SIZE, "-e"), "rxvt-unicode-256color"),
    "mlterm": Emulator("mlterm", ("mlterm", "-g", _SIZE, "-e"), "mlterm"),
    "vte": Emulator("/usr/bin/python3", ("/usr/bin/python3", "-c", _VTE, "1"), "xterm-256color"),
    "kitty": Emulator(
        "kitty", ("kitty", *(f"--override={each}" for each in _KITTY_OPTIONS)), "xterm-kitty"
    ),
}
"""The terminals, by name."""

WIDE = {
    "xterm": Emulator("xterm", ("xterm", "-cjk_width", "-geometry", _SIZE, "-e")),
    "pterm": Emulator("pterm", ("pterm", *_PTERM_WIDE, "-geometry", _SIZE, "-e")),
    "mlterm": Emulator("mlterm", ("mlterm", "--ac=2", "-g", _SIZE, "-e"), "mlterm"),
    "vte": Emulator("/usr/bin/python3", ("/usr/bin/python3", "-c", _VTE, "2"), "xterm-256color"),
}
"""Those that can show what is ambiguous (Unicode, UAX #11) as two cells, set to do so, by name."""


@dataclass(frozen=True)
class Picture:
    """The cells of a terminal as pixels of four bytes: blue, green, red, and one of no use."""

    pixels: bytes
    """The rows of the screen, from its first pixel on."""
    stride: int
    """The bytes of a row."""
    left: int
    top: int
    cell_width: int
    cell_height: int

    def cell(self, x: int, y: int) -> bytes:
        """Return the pixels of a cell, row by row."""
        start = (self.left + x * self.cell_width) * 4
        end = start + self.cell_width * 4
        first = self.top + y * self.cell_height
        rows = range(first * self.stride, (first + self.cell_height) * self.stride, self.stride)
        return b"".join(self.pixels[row + start : row + end] for row in rows)


@contextmanager
def display() -> Iterator["Display"]:
    """Run an X server whose pixels can be read."""
    read_fd, write_fd = os.pipe()
    with tempfile.TemporaryDirectory(prefix="pixels-") as folder:
        screen = ["-screen", "0", "1024x768x24", "-fbdir", folder, "-nocursor", "-noreset"]
        server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write_fd), "-nolisten", "tcp", *screen],
            pass_fds=[write_fd],
            stderr=subprocess.DEVNULL,
        )
        os.close(write_fd)
        with os.fdopen(read_fd) as answer:
            number = answer.readline().strip()
        try:
            yield Display(f":{number}", Path(folder, "Xvfb_screen0"))
        finally:
            server.terminate()
            server.wait(TIMEOUT_S)


@dataclass(frozen=True)
class Display:
    """An X server."""

    name: str
    """The value of `DISPLAY`."""
    file: Path
    """What it shows, in the format of `xwd`."""

    def pixels(self) -> tuple[bytes, int]:
        """Return the pixels of the screen, and the bytes of a row."""
        data = self.file.read_bytes()
        number = [int.from_bytes(data[at : at + 4], "big") for at in range(0, 80, 4)]
        header_bytes, row_bytes, colours = number[0], number[12], number[19]
        return data[header_bytes + colours * 12 :], row_bytes


class Window:
    """A window of a terminal; `with` opens it, and closes it at the end.

    Args:
        emulator: The terminal.
        display: The X server.
    """

    def __init__(self, emulator: Emulator, display: Display) -> None:
        self.emulator = emulator
        self.display = display
        self._marks: dict[int, bytes] = {}
        """The pixels of the marks' colours."""
        self._mark = _RED
        """The colour of the last mark."""
        self._place = _NOWHERE
        """Left, top, width and height of the first cell, in pixels."""

    def __enter__(self) -> Self:
        # The path of a socket may not be long.
        self._folder = tempfile.TemporaryDirectory(prefix="window-")
        path = Path(self._folder.name, "line")
        environ = {"PATH": os.environ["PATH"], "HOME": self._folder.name, "LANG": "C.UTF-8"}
        environ |= {"DISPLAY": self.display.name, "NO_AT_BRIDGE": "1"}
        with socket.socket(socket.AF_UNIX) as server:
            server.bind(str(path))
            server.listen()
            server.settimeout(TIMEOUT_S)
            self._process = subprocess.Popen(
                [*self.emulator.command, sys.executable, "-I", "-c", _RELAY, str(path)],
                env=environ,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            try:
                self.line, _ = server.accept()
            except BaseException:
                self._close()
                raise
        try:
            self._find_cells()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.line.close()
        self._close()

    def _close(self) -> None:
        """Close the window."""
        self._process.terminate()
        self._process.wait(TIMEOUT_S)
        self._folder.cleanup()

    def write(self, text: str) -> None:
        """Write text to the terminal, such as a program in it would."""
        self.line.sendall(text.encode())

    def cursor_answer(self) -> str:
        """Return what the terminal answers to the question where its cursor is."""
        received = b""
        self.line.settimeout(TIMEOUT_S)
        while (answer := re.search(rb"\x1b\[\d+;\d+R", received)) is None:
            received += self.line.recv(4_096)
        return answer[0].decode()

    def _find_cells(self) -> None:
        """Find where the cells are, by changing the colour of the first and the last of them."""
        marks = cycle((_RED, _GREEN))
        self.write("\x1b[?25l\x1b[m\x1b[2J")
        before = self.display.pixels()

        def is_found() -> bool:
            nonlocal before
            self._mark = colour = next(marks)
            self.write(f"\x1b[H\x1b[{colour}m \x1b[{ROWS};{COLUMNS}H \x1b[m\x1b[H")
            now = self.display.pixels()
            before, (place, pixels) = now, _corners(before, now)
            colours = {_RED if pixel[2] > pixel[1] else _GREEN: pixel for pixel in pixels}
            # At first a window may show a cursor, or nothing yet: so the same twice.
            is_sure = len(colours) == 2 and (colours, place) == (self._marks, self._place)
            self._marks, self._place = colours, place
            return is_sure

        wait_until(is_found)

    def picture(self) -> Picture:
        """Return a picture of all that was written; the last cell is a mark and shows nothing."""
        colour = _RED if self._mark == _GREEN else _GREEN
        self._mark = colour
        self.write(f"\x1b7\x1b[{ROWS};{COLUMNS}H\x1b[0;{colour}m \x1b8")
        picture = Picture(*self.display.pixels(), *self._place)

        def is_drawn() -> bool:
            nonlocal picture
            picture = Picture(*self.display.pixels(), *self._place)
            return picture.cell(COLUMNS - 1, ROWS - 1)[:3] == self._marks[colour]

        wait_until(is_drawn)
        return picture


def _corners(
    before: tuple[bytes, int], now: tuple[bytes, int]
) -> tuple[tuple[int, int, int, int], set[bytes]]:
    """Return where the cells are, if only the first and the last one differ in two pictures.

    Args:
        before: The pixels of one picture, and the bytes of a row.
        now: Those of the other.

    Returns:
        Left, top, width and height of the first cell, and the colours of it.
    """
    (old, stride), (new, _) = before, now
    rows = range(len(new) // stride)
    lines = [(old[y * stride : (y + 1) * stride], new[y * stride : (y + 1) * stride]) for y in rows]
    changed = [y for y in rows if lines[y][0] != lines[y][1]]
    if not changed:
        return _NOWHERE, set()
    columns = [
        [x for x in range(stride // 4) if one[x * 4 : x * 4 + 4] != two[x * 4 : x * 4 + 4]]
        for one, two in (lines[changed[0]], lines[changed[-1]])
    ]
    (left, width), (right, height) = (
        (columns[0][0], len(columns[0])),
        (columns[1][-1] + 1, len(changed) // 2),
    )
    top, bottom = changed[0], changed[-1] + 1
    if (right - left, bottom - top) != (COLUMNS * width, ROWS * height):
        return _NOWHERE, set()
    return (left, top, width, height), {line[left * 4 :][:3] for line in lines[top]}


class Windowed(Terminal):
    """A program in a terminal, which is shown in a window too; see `Terminal`.

    Args:
        command: The program and its arguments.
        home: Its home and working folder.
        window: The window.
        env: Variables to add to those of `environment`; `TERM` is the window's.
    """

    def __init__(
        self, command: Sequence[str], home: Path, window: Window, env: Mapping[str, str]
    ) -> None:
        env = {"TERM": window.emulator.term, **dict(env)}
        super().__init__(command, home, size=(COLUMNS, ROWS), env=env)
        self.window = window
        self._filter = _Forwarding(window, self._answer)

    def _emulator_answered(self, answer: str) -> None:
        """Drop the answer: the window gives it."""

    def picture(self) -> Picture:
        """Return a picture of the window, once the program does nothing more."""
        self.settle()
        return self.window.picture()


class _Forwarding(SequenceFilter):
    """A filter that passes all on to a window as well, unchanged."""

    def __init__(self, window: Window, answer: Callable[[str], None]) -> None:
        super().__init__()
        self._window = window
        self._answer = answer

    def feed(self, data: bytes) -> str:
        """Return the text for pyte; where the program asks for the cursor, the window answers."""
        self._window.line.sendall(data)
        if b"\x1b[6n" in data:
            self._answer(self._window.cursor_answer())
        return super().feed(data)
