"""Runs a program in a pseudo-terminal, sends it keys and shows its output on an emulated screen.

    with Terminal([BMC], tmp_path) as terminal:
        terminal.wait_for("Segments")
        terminal.keys("right", "enter")
        terminal.send("a note")
        terminal.keys("escape", "q")
        assert terminal.wait() == 0

pyte is the emulator. It answers where the cursor is, and no other query of the program.
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

from tests.e2e.keyboard import ESCAPE_PAUSE_S, bytes_of
from tests.e2e.processes import CpuUse, cpu_use_of
from tests.e2e.sequences import SequenceFilter
from tests.e2e.waiting import TIMEOUT_S, wait_until

BMC = str(Path(sys.executable).with_name("bmc"))
"""The path of the installed program."""

_TAKE_TERMINAL = (
    "import fcntl, os, signal, sys, termios; "
    "signal.signal(signal.SIGINT, signal.SIG_DFL); "  # a shell ignores it for background jobs
    "signal.signal(signal.SIGHUP, signal.SIG_DFL); "  # and so does nohup
    "fcntl.ioctl(0, termios.TIOCSCTTY, 0); "
    "os.execvp(sys.argv[1], sys.argv[1:])"
)
"""Makes stdin the controlling terminal, as a login does, and then executes the program. It is a
program itself, because running code between fork and exec is unsafe beside the reader's thread."""

_POLL_INTERVAL_S = 0.05
"""The time between two checks of the reader's thread whether the terminal is closed or stalled."""

_QUIET_POLLS = 4
"""Polls without output after which the output of a program that has ended is complete."""


def environment(home: Path, extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the environment variables of a user with an empty home, plus `extra`."""
    return {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(home),
        "TERM": "xterm-256color",
        "LANG": "C.UTF-8",
    } | dict(extra or {})


def has_note(rows: list[str], text: str) -> bool:
    """Return whether the grid has a note that starts with `text`, after its bullet or letter."""
    start = re.compile(rf"[│┃](?:· |[A-Z] ){re.escape(text)}")
    return any(start.search(row) for row in rows)


class AnsweringScreen(pyte.Screen):
    """The emulator's screen, which answers where its cursor is.

    Args:
        columns: Its columns.
        lines: Its rows.
        answer: Called with each answer.
    """

    def __init__(self, columns: int, lines: int, answer: Callable[[str], None]) -> None:
        super().__init__(columns, lines)
        self._answer = answer

    def write_process_input(self, data: str) -> None:
        """Pass on an answer."""
        self._answer(data)


class Terminal:
    """One program in one terminal; `with` starts it, and kills it at the end.

    Args:
        command: The program and its arguments.
        home: Its home and working folder.
        size: Columns and rows.
        env: Variables to add to those of `environment`.
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
        self._pyte = AnsweringScreen(*size, self._emulator_answered)
        self._stream = pyte.Stream(self._pyte)
        self._filter = SequenceFilter()
        self._changed = threading.Condition()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._closed = threading.Event()
        self._stalled = threading.Event()
        self._reader_paused = threading.Event()
        self._ended = False
        self.received = 0
        """The number of bytes that the program has written."""

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
        """The rows as text, without trailing spaces."""
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
        """The private modes that are set, such as 1049 (alternate screen) and 2004 (paste)."""
        with self._changed:
            return frozenset(self._filter.modes)

    @property
    def clipboard(self) -> str | None:
        """The text that the program last sent to the clipboard, by OSC 52."""
        with self._changed:
            return self._filter.clipboard

    @property
    def pid(self) -> int:
        """The process id of the program."""
        return self._process.pid

    def cell(self, x: int, y: int) -> Char:
        """Return a cell: its character, colours (`fg`, …) and attributes (`bold`, …)."""
        with self._changed:
            return self._pyte.buffer[y][x]

    def send(self, data: str | bytes) -> None:
        """Send bytes unchanged, or text as UTF-8."""
        remaining = data.encode() if isinstance(data, str) else data
        while remaining:
            remaining = remaining[os.write(self._master, remaining) :]

    def _emulator_answered(self, answer: str) -> None:
        """Send an answer of the emulator."""
        self._answer(answer)

    def _answer(self, answer: str) -> None:
        """Send an answer of a terminal."""
        with suppress(OSError):  # the program has ended
            self.send(answer)

    def keys(self, *names: str) -> None:
        """Press keys one after another, such as `"right", "enter", "ctrl+b", "alt+down", "a"`."""
        for name in names:
            self.send(bytes_of(name))
            if name == "escape":
                self.wait_until_read()
                # Without a pause the program would read the next bytes as the rest of a sequence.
                time.sleep(ESCAPE_PAUSE_S)

    def wait_until_read(self) -> None:
        """Wait until the program has read all that was sent to it."""
        slave = os.open(self._name, os.O_RDWR | os.O_NOCTTY)
        try:
            wait_until(lambda: _unread(slave) == 0 or not self.is_running)
        finally:
            os.close(slave)

    def paste(self, text: str) -> None:
        """Paste as a terminal in bracketed paste mode does."""
        body = text.replace("\r\n", "\r").replace("\n", "\r")
        self.send(f"\x1b[200~{body}\x1b[201~")

    def click(self, x: int, y: int) -> None:
        """Click the left button on a cell, from 0."""
        self.send(f"\x1b[<0;{x + 1};{y + 1}M\x1b[<0;{x + 1};{y + 1}m")

    def resize(self, columns: int, rows: int) -> None:
        """Change the terminal's size; the kernel sends SIGWINCH to the program."""
        with self._changed:
            self._pyte.resize(rows, columns)
        termios.tcsetwinsize(self._master, (rows, columns))

    @contextmanager
    def stalled(self) -> Iterator[None]:
        """Stop reading the program's output, as on a connection that hangs; resume at the end."""
        self._stalled.set()
        self._reader_paused.wait(TIMEOUT_S)
        yield
        self._stalled.clear()
        self._reader_paused.clear()

    @property
    def attributes(self) -> list[Any]:
        """The terminal's attributes, such as its echo, as `termios.tcgetattr` gives them."""
        return termios.tcgetattr(self._master)

    @property
    def is_running(self) -> bool:
        """Whether the program has not ended."""
        return self._process.poll() is None

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to the program."""
        self._process.send_signal(number)

    def hang_up(self) -> None:
        """Close the terminal, as a closed window or a lost connection does."""
        if not self._closed.is_set():
            self._closed.set()
            self._reader.join()
            os.close(self._master)

    def wait_for(
        self, expected: str | Callable[[list[str]], bool], timeout: float = TIMEOUT_S
    ) -> list[str]:
        """Wait until one row contains a text, or a condition on the rows is true.

        Args:
            expected: The text, or the condition.
            timeout: Seconds.

        Returns:
            The rows.

        Raises:
            AssertionError: The timeout passed or the program ended; the message has the screen.
        """

        def is_met(rows: list[str]) -> bool:
            if isinstance(expected, str):
                return any(expected in row for row in rows)
            return expected(rows)

        deadline = time.monotonic() + timeout
        with self._changed:
            while not is_met(rows := self.screen):
                remaining = deadline - time.monotonic()
                if remaining <= 0 or self._ended:
                    raise AssertionError(self._dump(expected))
                self._changed.wait(remaining)
            return rows

    def wait_for_note(self, text: str, timeout: float = TIMEOUT_S) -> list[str]:
        """Wait until the grid has a note that starts with `text`; return the rows."""
        return self.wait_for(lambda rows: has_note(rows, text), timeout)

    def settle(self, quiet: float = 0.3, timeout: float = TIMEOUT_S) -> list[str]:
        """Wait until the program has neither written nor computed anything for `quiet` seconds.

        Returns:
            The rows.
        """
        deadline = time.monotonic() + timeout
        with self._changed:
            while not self._ended:
                previous = self.received, self.cpu_use
                self._changed.wait(quiet)
                # A program that waits for a processor writes nothing, and yet is not idle.
                if (self.received, self.cpu_use) == previous and not self.cpu_use.is_active:
                    break
                if time.monotonic() > deadline:
                    raise AssertionError(self._dump("rest"))
            return self.screen

    def wait(self, timeout: float = TIMEOUT_S) -> int:
        """Wait until the program ends and its output is on the screen; return its exit status.

        Raises:
            AssertionError: It did not end; the message has the screen.
        """
        try:
            status = self._process.wait(timeout)
        except subprocess.TimeoutExpired:
            raise AssertionError(self._dump("the program's end")) from None
        quiet_polls = 0
        # A child of the program may still have the terminal open: then the reader does not end.
        while self._reader.is_alive() and not self._stalled.is_set() and quiet_polls < _QUIET_POLLS:
            self._reader.join(_POLL_INTERVAL_S)
            has_output = not self._closed.is_set() and select.select([self._master], [], [], 0)[0]
            quiet_polls = 0 if has_output else quiet_polls + 1
        return status

    @property
    def cpu_use(self) -> CpuUse:
        """The CPU use of the program in the foreground: the one started, or a child of it."""
        try:
            return cpu_use_of(os.tcgetpgrp(self._master))
        except OSError:
            return CpuUse()

    def close(self) -> None:
        """Kill the program and its children, and close the terminal; a second call does nothing."""
        if self._process.poll() is None:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self.hang_up()

    def _read(self) -> None:
        """Feed the output to the screen until the program ends or the terminal is closed."""
        data = b"-"
        while data and not self._closed.is_set():
            if self._stalled.is_set():
                self._reader_paused.set()
                time.sleep(_POLL_INTERVAL_S)
                continue
            if not select.select([self._master], [], [], _POLL_INTERVAL_S)[0]:
                continue
            try:
                data = os.read(self._master, 65536)
            except OSError:  # how Linux reports that no process has the other end open
                data = b""
            with self._changed:
                self.received += len(data)
                self._stream.feed(self._filter.feed(data))
                self._ended = not data
                self._changed.notify_all()

    def _dump(self, expected: object) -> str:
        """Return the message of a failed wait, with the screen."""
        status = self._process.poll()
        state = "it runs" if status is None else f"it ended with {status}"
        rows = "\n".join(f"|{row}" for row in self.screen)
        return f"waited in vain for {expected!r}; {state}; the screen:\n{rows}"


def _unread(slave: int) -> int:
    """Return how many bytes of input wait in a terminal for the program to read them."""
    return int.from_bytes(fcntl.ioctl(slave, termios.FIONREAD, b"\0" * 4), sys.byteorder)
