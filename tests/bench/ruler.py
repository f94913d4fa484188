"""A program in a pseudo-terminal, and when it wrote what: the clock beside `tests.e2e.terminal`.

The reader does nothing but take and time-stamp; the emulator is fed in the pauses.
"""

import os
import re
import select
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.e2e.keyboard import bytes_of
from tests.e2e.terminal import Terminal
from tests.e2e.waiting import TIMEOUT_S

QUIET = 0.15
"""Seconds of silence after which a key has had its effect: Textual paints one in up to three
frames, as far as 70 ms apart on a machine that has nothing else to do."""

_STARTED = b"\0"
"""What is written right before the program starts; it shows nothing."""

_START = ["sh", "-c", 'printf "\\0"; exec "$0" "$@"']


@dataclass(frozen=True, slots=True)
class Chunk:
    """What one read brought."""

    at: float
    """Seconds, on the clock of `time.perf_counter`."""
    data: bytes


@dataclass(frozen=True, slots=True)
class Start:
    """How a program came up; times are milliseconds from its start."""

    painted: float
    """The first character that can be seen."""
    ready: float
    """The last byte before the program rests, its sign of being ready being on the screen."""
    bytes: int


@dataclass(frozen=True, slots=True)
class Sample:
    """What followed on a key; times are milliseconds from the key."""

    bytes: int
    writes: int
    seen: float
    """The last byte that changed the picture; 0 when nothing did."""
    settled: float
    """The last byte of all."""


class Ruler(Terminal):
    """A terminal that measures.

    Args:
        command: The program and its arguments.
        home: Its home and working folder.
        size: Columns and rows.
    """

    def __init__(self, command: Sequence[str], home: Path, *, size: tuple[int, int]) -> None:
        super().__init__([*_START, *command], home, size=size, env={"COLORTERM": "truecolor"})
        self.chunks: list[Chunk] = []
        self.ended_at = 0.0
        self._shown = 0

    def _read(self) -> None:
        """Note what comes, and when."""
        data = b"-"
        while data and not self._closed.is_set():
            if not select.select([self._master], [], [], 0.05)[0]:
                continue
            try:
                data = os.read(self._master, 65536)
            except OSError:
                data = b""
            at = time.perf_counter()
            with self._changed:
                if data:
                    self.chunks.append(Chunk(at, data))
                    self.received += len(data)
                else:
                    self.ended_at, self._ended = at, True
                self._changed.notify_all()

    def show(self, count: int | None = None) -> tuple[object, ...]:
        """Feed the emulator with the first `count` chunks, or all; return the picture."""
        count = len(self.chunks) if count is None else count
        for chunk in self.chunks[self._shown : count]:
            self._stream.feed(self._filter.feed(chunk.data))
        self._shown = max(self._shown, count)
        cursor = self._pyte.cursor
        place = None if cursor.hidden else (cursor.x, cursor.y)
        rows = (self._pyte.buffer[y] for y in range(self._pyte.lines))
        return place, *(tuple(row[x] for x in range(self._pyte.columns)) for row in rows)

    def start(self, sign: bytes) -> Start:
        """Wait until the program is ready.

        Args:
            sign: Text that it writes in one piece, and only when it runs.
        """
        with self._changed:
            if not self._changed.wait_for(lambda: self._ended or self._wrote(sign), TIMEOUT_S):
                raise AssertionError(self._dump(sign))
        self.settle(0.05)
        chunks = self.chunks[:]
        begin = chunks[0].at
        painted = 0.0
        for number, chunk in enumerate(chunks, 1):
            self.show(number)
            if not painted and any(self.screen):
                painted = chunk.at
        return Start(
            painted=(painted - begin) * 1000,
            ready=(chunks[-1].at - begin) * 1000,
            bytes=sum(len(chunk.data) for chunk in chunks) - len(_STARTED),
        )

    def press(self, key: str, quiet: float = QUIET) -> Sample:
        """Press a key and measure until the program rests."""
        before, first = self.show(), len(self.chunks)
        begin = time.perf_counter()
        self.send(bytes_of(key))
        with self._changed:
            self._changed.wait_for(lambda: len(self.chunks) > first, 1)
        self.settle(quiet)
        chunks = self.chunks[first:]
        seen = begin
        for number, chunk in enumerate(chunks, first + 1):
            if (picture := self.show(number)) != before:
                before, seen = picture, chunk.at
        return Sample(
            bytes=sum(len(chunk.data) for chunk in chunks),
            writes=len(chunks),
            seen=(seen - begin) * 1000,
            settled=(chunks[-1].at - begin) * 1000 if chunks else 0,
        )

    def lag(self, keys: Sequence[str], rate: int, pause: float = 0.033) -> float:
        """Press keys fast, and return when a slow line has brought the last of their effect.

        Args:
            keys: The keys.
            rate: Bytes a second that the line carries; what waits for it queues up, as in sshd.
            pause: Seconds between two keys.

        Returns:
            Milliseconds from the last key.
        """
        first = len(self.chunks)
        for key in keys:
            time.sleep(pause)
            last = time.perf_counter()
            self.send(bytes_of(key))
        self.settle(0.3)
        arrived = 0.0
        for chunk in self.chunks[first:]:
            arrived = max(arrived, chunk.at) + len(chunk.data) / rate
        return (arrived - last) * 1000

    def quit(self) -> float:
        """Quit, and return the milliseconds until the program is gone."""
        self.settle(0.3)
        begin = time.perf_counter()
        self.keys("q")
        self.wait()
        return (self.ended_at - begin) * 1000

    def cpu(self) -> float:
        """Return the milliseconds that the program has computed."""
        stats = Path(f"/proc/{self._process.pid}/task").glob("*/schedstat")
        return sum(int(stat.read_text().split()[0]) for stat in stats) / 1e6

    def wakeups(self) -> int:
        """Return how often the program has waited for something and gone on."""
        tasks = Path(f"/proc/{self._process.pid}/task").glob("*/status")
        return sum(_number(task, "voluntary_ctxt_switches") for task in tasks)

    def peak(self) -> float:
        """Return the MiB of memory that the program held at most."""
        return _number(Path(f"/proc/{self._process.pid}/status"), "VmHWM") / 1024

    def _wrote(self, sign: bytes) -> bool:
        """Tell whether a text was written."""
        return sign in b"".join(chunk.data for chunk in self.chunks)


def _number(status: Path, name: str) -> int:
    """Return a number of a process's status, as proc(5) has it."""
    (number,) = re.findall(rf"^{name}:\s*(\d+)", status.read_text(), re.MULTILINE)
    return int(number)
