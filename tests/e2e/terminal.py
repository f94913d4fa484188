"""A program in a real pseudo-terminal: bytes in, a screen out.

    with Terminal([BMC], tmp_path) as terminal:
        terminal.wait_for("Segments")
        terminal.keys("right", "enter")
        terminal.send("a note")
        terminal.keys("escape", "q")
        assert terminal.wait() == 0

pyte is the emulator. It answers no query, like the simplest of terminals.
"""

import fcntl
import os
import pty
import re
import select
import signal
import subprocess
import sys
import termios
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pyte
from pyte.screens import Char

from tests.e2e.keyboard import ESCAPE_PAUSE, bytes_of
from tests.e2e.processes import Work, work_of
from tests.e2e.sequences import Sieve
from tests.e2e.waiting import PATIENCE, wait_until

BMC = str(Path(sys.executable).with_name("bmc"))
"""The installed program."""

_TAKE_TERMINAL = (
    "import fcntl, os, signal, sys, termios; "
    "signal.signal(signal.SIGINT, signal.SIG_DFL); "  # what runs in the background has it ignored
    "signal.signal(signal.SIGHUP, signal.SIG_DFL); "  # and so has what was started by nohup
    "fcntl.ioctl(0, termios.TIOCSCTTY, 0); "
    "os.execvp(sys.argv[1], sys.argv[1:])"
)
"""Makes its standard input its controlling terminal, as a login does, and becomes the program.
A program of its own, because code between fork and exec is unsafe beside the reader's thread."""

_GLANCE = 0.05
"""Seconds between two looks of the reader at whether the terminal is still wanted."""

_QUIET_LOOKS = 4
"""Looks without anything to read, after which an ended program's output is complete."""


def environment(home: Path, extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the variables of somebody with an empty home, plus `extra`."""
    return {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(home),
        "TERM": "xterm-256color",
        "LANG": "C.UTF-8",
    } | dict(extra or {})


def has_note(rows: list[str], text: str) -> bool:
    """Tell whether a note starts so on the grid."""
    start = re.compile(rf"[│┃](?:· |[A-Z] ){re.escape(text)}")
    return any(start.search(row) for row in rows)


class Terminal:
    """One program in one terminal; `with` starts it, and ends it whatever happens.

    Args:
        command: The program and its arguments.
        home: Its home and working folder.
        size: Columns and rows.
        env: Variables beside those of `environment`.
    """

    def __init__(
        self,
        command: Sequence[str],
        home: Path,
        *,
        size: tuple[int, int] = (80, 24),
        env: Mapping[str, str] | None = None,
    ) -> None:
        self._command = list(command)
        self._home = home
        self._env = environment(home, env)
        self._size = size
        self._pyte = pyte.Screen(*size)
        self._stream = pyte.Stream(self._pyte)
        self._sieve = Sieve()
        self._changed = threading.Condition()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._closed = threading.Event()
        self._stalled = threading.Event()
        self._holds_still = threading.Event()
        self._ended = False
        self.received = 0
        """Bytes that the program has written."""

    def __enter__(self) -> Self:
        self._master, slave = pty.openpty()
        self._name = os.ttyname(slave)
        try:
            columns, rows = self._size
            termios.tcsetwinsize(self._master, (rows, columns))
            self._process = subprocess.Popen(
                [sys.executable, "-I", "-S", "-c", _TAKE_TERMINAL, *self._command],
                stdin=slave,
                stdout=slave,
                stderr=slave,
                cwd=self._home,
                env=self._env,
                start_new_session=True,
            )
        except BaseException:
            os.close(self._master)
            raise
        finally:
            os.close(slave)
        self._reader.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def screen(self) -> list[str]:
        """The rows as text; what stands right of the last character is cut off."""
        with self._changed:
            # pyte's own `display` fails on a wide character of which one half is overwritten.
            return [
                "".join(row[x].data for x in range(self._pyte.columns)).rstrip()
                for row in (self._pyte.buffer[y] for y in range(self._pyte.lines))
            ]

    @property
    def cursor(self) -> tuple[int, int]:
        """Column and row of the terminal's own cursor, from 0."""
        with self._changed:
            return self._pyte.cursor.x, self._pyte.cursor.y

    @property
    def title(self) -> str:
        """The window's title."""
        with self._changed:
            return self._pyte.title

    @property
    def modes(self) -> frozenset[int]:
        """The private modes that are on, such as 1049 (other screen) and 2004 (paste)."""
        with self._changed:
            return frozenset(self._sieve.modes)

    @property
    def clipboard(self) -> str | None:
        """What the program last sent as OSC 52."""
        with self._changed:
            return self._sieve.clipboard

    @property
    def pid(self) -> int:
        """The program's process."""
        return self._process.pid

    def cell(self, x: int, y: int) -> Char:
        """Return a character with its colours and looks (`reverse`, `bold`, `fg`, …)."""
        with self._changed:
            return self._pyte.buffer[y][x]

    def send(self, data: str | bytes) -> None:
        """Send as it is; text as UTF-8."""
        rest = data.encode() if isinstance(data, str) else data
        while rest:
            rest = rest[os.write(self._master, rest) :]

    def keys(self, *names: str) -> None:
        """Press keys one after another, such as `"right", "enter", "ctrl+b", "alt+down", "a"`."""
        for name in names:
            self.send(bytes_of(name))
            if name == "escape":
                self.wait_until_read()
                # Only a span without a byte makes it the key, and not the start of a sequence.
                time.sleep(ESCAPE_PAUSE)

    def wait_until_read(self) -> None:
        """Wait until the program has read all that was sent to it."""
        slave = os.open(self._name, os.O_RDWR | os.O_NOCTTY)
        try:
            wait_until(lambda: _unread(slave) == 0 or not self.runs)
        finally:
            os.close(slave)

    def paste(self, text: str) -> None:
        """Paste as a terminal does into a program that asked for brackets around it."""
        body = text.replace("\r\n", "\r").replace("\n", "\r")
        self.send(f"\x1b[200~{body}\x1b[201~")

    def click(self, x: int, y: int) -> None:
        """Click the left button on a cell, from 0."""
        self.send(f"\x1b[<0;{x + 1};{y + 1}M\x1b[<0;{x + 1};{y + 1}m")

    def resize(self, columns: int, rows: int) -> None:
        """Change the terminal's size; the program is told by SIGWINCH."""
        with self._changed:
            self._pyte.resize(rows, columns)
        termios.tcsetwinsize(self._master, (rows, columns))

    @contextmanager
    def stalled(self) -> Iterator[None]:
        """Read nothing of what the program writes, as a line that hangs; then go on."""
        self._stalled.set()
        self._holds_still.wait(PATIENCE)
        yield
        self._stalled.clear()
        self._holds_still.clear()

    @property
    def attributes(self) -> list[Any]:
        """How the terminal treats what is typed (`termios.tcgetattr`)."""
        return termios.tcgetattr(self._master)

    @property
    def runs(self) -> bool:
        """Whether the program has not ended."""
        return self._process.poll() is None

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to the program."""
        self._process.send_signal(number)

    def hang_up(self) -> None:
        """Take the terminal away, as a closed window or a lost connection does."""
        if not self._closed.is_set():
            self._closed.set()
            self._reader.join()
            os.close(self._master)

    def wait_for(
        self, what: str | Callable[[list[str]], bool], timeout: float = PATIENCE
    ) -> list[str]:
        """Wait until a text stands in one row, or a test of the rows holds.

        Args:
            what: The text, or the test.
            timeout: Seconds.

        Returns:
            The rows.

        Raises:
            AssertionError: It did not come; the message has the screen.
        """

        def there(rows: list[str]) -> bool:
            return any(what in row for row in rows) if isinstance(what, str) else what(rows)

        deadline = time.monotonic() + timeout
        with self._changed:
            while not there(rows := self.screen):
                left = deadline - time.monotonic()
                if left <= 0 or self._ended:
                    raise AssertionError(self._dump(what))
                self._changed.wait(left)
            return rows

    def wait_for_note(self, text: str, timeout: float = PATIENCE) -> list[str]:
        """Wait until a note starts so on the grid, behind its bullet or its segment's letter."""
        return self.wait_for(lambda rows: has_note(rows, text), timeout)

    def settle(self, quiet: float = 0.3, timeout: float = PATIENCE) -> list[str]:
        """Wait until the program has written and done nothing for `quiet` seconds.

        Returns:
            The rows.
        """
        deadline = time.monotonic() + timeout
        with self._changed:
            while not self._ended:
                before = self.received, self.work
                self._changed.wait(quiet)
                # A program that waits for a processor is not at rest, though it writes nothing.
                if (self.received, self.work) == before and not self.work.is_going_on:
                    break
                if time.monotonic() > deadline:
                    raise AssertionError(self._dump("rest"))
            return self.screen

    def wait(self, timeout: float = PATIENCE) -> int:
        """Wait until the program ends and all it wrote is on the screen; return its exit status.

        Raises:
            AssertionError: It runs on; the message has the screen.
        """
        try:
            status = self._process.wait(timeout)
        except subprocess.TimeoutExpired:
            raise AssertionError(self._dump("the program's end")) from None
        quiet = 0
        # What the program started may still have the terminal open: then the reader does not end.
        while self._reader.is_alive() and not self._stalled.is_set() and quiet < _QUIET_LOOKS:
            self._reader.join(_GLANCE)
            is_there = not self._closed.is_set() and select.select([self._master], [], [], 0)[0]
            quiet = 0 if is_there else quiet + 1
        return status

    @property
    def work(self) -> Work:
        """The work that the program in the foreground has done so far."""
        try:
            return work_of(os.tcgetpgrp(self._master))
        except OSError:
            return Work()

    def close(self) -> None:
        """End the program and all that it started; more than once does no harm."""
        if self._process.poll() is None:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self.hang_up()

    def _read(self) -> None:
        """Feed the screen until the program or the terminal is gone."""
        data = b"-"
        while data and not self._closed.is_set():
            if self._stalled.is_set():
                self._holds_still.set()
                time.sleep(_GLANCE)
                continue
            if not select.select([self._master], [], [], _GLANCE)[0]:
                continue
            try:
                data = os.read(self._master, 65536)
            except OSError:  # Linux says so when nobody has the other end open any more
                data = b""
            with self._changed:
                self.received += len(data)
                self._stream.feed(self._sieve.feed(data))
                self._ended = not data
                self._changed.notify_all()

    def _dump(self, what: object) -> str:
        """Say what was waited for in vain, and show the screen."""
        status = self._process.poll()
        state = "it runs" if status is None else f"it ended with {status}"
        rows = "\n".join(f"|{row}" for row in self.screen)
        return f"waited in vain for {what!r}; {state}; the screen:\n{rows}"


def _unread(slave: int) -> int:
    """Return how many bytes a program has not read from its end of a terminal."""
    return int.from_bytes(fcntl.ioctl(slave, termios.FIONREAD, b"\0" * 4), sys.byteorder)
