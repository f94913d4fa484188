"""A terminal that time-stamps what its program writes, to measure the program.

The reader's thread only reads and time-stamps; the emulator, which is slow, is fed afterwards.
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

QUIET_S = 0.15
"""Silence after which a key has had its effect: Textual paints one in up to three frames, as far as
70 ms apart on an idle machine (measured)."""

_START_MARK = b"\0"
"""A byte written right before the program starts, to time that; a terminal ignores it."""

_MARK_AND_RUN = ["sh", "-c", 'printf "\\0"; exec "$0" "$@"']

_CURSOR_QUESTION, _CURSOR_ANSWER = b"\x1b[6n", "\x1b[{};9R"
"""How a program asks where the cursor is, and the answer behind what `Repeats` asks for in the last
row: that of a terminal that repeats characters, and whose emulator need not be fed for it."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """The bytes of one read, and its time."""

    at: float
    """Time in seconds, on the clock of `time.perf_counter`."""
    data: bytes


@dataclass(frozen=True, slots=True)
class Start:
    """The start of a program; times are in milliseconds since then."""

    painted: float
    """When the first visible character was written."""
    ready: float
    """When the last byte was written before the program settled, ready for keys."""
    bytes: int


@dataclass(frozen=True, slots=True)
class Sample:
    """The effect of a key; times are in milliseconds since the key."""

    bytes: int
    writes: int
    seen: float
    """When the screen last changed; 0 when it did not."""
    settled: float
    """When the last byte was written; 0 without any."""


class TimedTerminal(Terminal):
    """A terminal that time-stamps the program's output and measures starts, keys and quitting.

    Args:
        command: The program and its arguments.
        home: Its home and working folder.
        size: Columns and rows.
    """

    def __init__(self, command: Sequence[str], home: Path, *, size: tuple[int, int]) -> None:
        super().__init__(
            [*_MARK_AND_RUN, *command], home, size=size, env={"COLORTERM": "truecolor"}
        )
        self.chunks: list[Chunk] = []
        """What the program wrote, one for each read."""
        self.ended_at = 0.0
        """When the program ended, in seconds of `time.perf_counter`."""
        self._fed_count = 0
        """How many of the chunks the emulator has got."""

    def _read(self) -> None:
        """Read and time-stamp the output until the program ends or the terminal is closed."""
        data = b"-"
        while data and not self._closed.is_set():
            if not select.select([self._master], [], [], 0.05)[0]:
                continue
            try:
                data = os.read(self._master, 65536)
            except OSError:
                data = b""
            at = time.perf_counter()
            if _CURSOR_QUESTION in data:
                self._answer(_CURSOR_ANSWER.format(self._size[1]))
            with self._changed:
                if data:
                    self.chunks.append(Chunk(at, data))
                    self.received += len(data)
                else:
                    self.ended_at, self._ended = at, True
                self._changed.notify_all()

    def show(self, count: int | None = None) -> tuple[object, ...]:
        """Feed the emulator with the first `count` chunks, or all; return the cursor and the cells.

        A smaller count than before feeds nothing.
        """
        count = len(self.chunks) if count is None else count
        for chunk in self.chunks[self._fed_count : count]:
            self._stream.feed(self._filter.feed(chunk.data))
        self._fed_count = max(self._fed_count, count)
        cursor = self._pyte.cursor
        position = None if cursor.hidden else (cursor.x, cursor.y)
        rows = (self._pyte.buffer[y] for y in range(self._pyte.lines))
        return position, *(tuple(row[x] for x in range(self._pyte.columns)) for row in rows)

    def start(self, text: bytes) -> Start:
        """Wait until the program is ready, and measure its start.

        Args:
            text: A text that it writes in one piece once it takes keys.
        """
        with self._changed:
            if not self._changed.wait_for(lambda: self._ended or self._wrote(text), TIMEOUT_S):
                raise AssertionError(self._dump(text))
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
            bytes=sum(len(chunk.data) for chunk in chunks) - len(_START_MARK),
        )

    def press(self, key: str, quiet: float = QUIET_S) -> Sample:
        """Press a key, and measure until the program is silent for `quiet` seconds."""
        previous, first = self.show(), len(self.chunks)
        begin = time.perf_counter()
        self.send(bytes_of(key))
        with self._changed:
            self._changed.wait_for(lambda: len(self.chunks) > first, 1)
        self.settle(quiet)
        chunks = self.chunks[first:]
        seen = begin
        for number, chunk in enumerate(chunks, first + 1):
            if (picture := self.show(number)) != previous:
                previous, seen = picture, chunk.at
        return Sample(
            bytes=sum(len(chunk.data) for chunk in chunks),
            writes=len(chunks),
            seen=(seen - begin) * 1000,
            settled=(chunks[-1].at - begin) * 1000 if chunks else 0,
        )

    def lag(self, keys: Sequence[str], rate: int, pause: float = 0.033) -> float:
        """Press keys fast, and return how long a slow connection takes to carry their effect.

        Args:
            keys: The keys.
            rate: Its bandwidth in bytes per second; output queues up for it, as in sshd.
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
        """Quit, and return the milliseconds until the program ends."""
        self.settle(0.3)
        begin = time.perf_counter()
        self.keys("q")
        self.wait()
        return (self.ended_at - begin) * 1000

    def cpu(self) -> float:
        """Return the processor time of the program in milliseconds."""
        stats = Path(f"/proc/{self._process.pid}/task").glob("*/schedstat")
        return sum(int(stat.read_text().split()[0]) for stat in stats) / 1e6

    def wakeups(self) -> int:
        """Return how often a thread of the program has waited and woken up."""
        tasks = Path(f"/proc/{self._process.pid}/task").glob("*/status")
        return sum(_status_number(task, "voluntary_ctxt_switches") for task in tasks)

    def peak(self) -> float:
        """Return the peak memory of the program in MiB."""
        return _status_number(Path(f"/proc/{self._process.pid}/status"), "VmHWM") / 1024

    def _wrote(self, text: bytes) -> bool:
        """Return whether the program has written a text."""
        return text in b"".join(chunk.data for chunk in self.chunks)


def _status_number(status: Path, name: str) -> int:
    """Return a number in the status file of a process, see proc(5)."""
    (number,) = re.findall(rf"^{name}:\s*(\d+)", status.read_text(), re.MULTILINE)
    return int(number)
