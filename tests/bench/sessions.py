"""The sessions that are measured: each runs a program and returns its figures by name."""

import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory

from tests.bench.timed_terminal import TimedTerminal
from tests.e2e.keyboard import bytes_of
from tests.e2e.terminal import environment

Figures = dict[str, list[float]]
"""The samples of each figure by its name; the units are in `__main__.CRITERIA`."""

BASELINE = [sys.executable, str(Path(__file__).with_name("baseline.py"))]
BASELINE_READY, BMC_READY = b"Quit", b"keys"
"""Text of the footers, which shows that the program takes keys: bmc draws its blocks earlier."""

BASELINE_MOVES = ["right"] * 4 + ["left"] * 4 + ["right"] * 2
BMC_MOVES = ["left"] * 4 + ["right"] * 4 + ["down", "up"]
"""Ten moves, each to another block, that end where they began; the baseline's need not."""

NOTE_MOVES = ["down"] * 3 + ["up"] * 3
"""Moves within a block, from its first note to its fourth and back."""

SCROLLING_MOVES = ["down"] * 14
"""Moves within a block that scrolls."""

TYPED_TEXT = "hello world"

TYPING_QUIET_S = 0.08
"""Silence after a typed character; the report that it is saved comes later and is not counted."""

THIN_LINE_BYTES_PER_S = 20_000
"""The bandwidth of the slow connection over which `lag` is measured."""


def baseline(home: Path, size: tuple[int, int]) -> Figures:
    """Measure start, moves and end of the baseline."""
    with TimedTerminal(BASELINE, home, size=size) as terminal:
        figures = _measure_start(terminal, BASELINE_READY)
        figures |= _measure_moves(terminal, BASELINE_MOVES)
        return figures | _measure_end(terminal)


def baseline_typing(home: Path, size: tuple[int, int]) -> Figures:
    """Measure typing into the baseline's Input."""
    with TimedTerminal([*BASELINE, "input"], home, size=size) as terminal:
        terminal.start(BASELINE_READY)
        terminal.settle(0.3)
        terminal.press("i")
        return _measure_typing(terminal)


def bmc(home: Path, size: tuple[int, int], command: Sequence[str]) -> Figures:
    """Measure a whole session of bmc; opening and closing the editor in bytes per cell."""
    cells = size[0] * size[1]
    with TimedTerminal(command, home, size=size) as terminal:
        figures = _measure_start(terminal, BMC_READY)
        figures |= _measure_moves(terminal, BMC_MOVES)
        figures |= _measure_note_moves(terminal)
        figures["open"] = [terminal.press("enter", 0.25).bytes / cells]
        figures |= _measure_typing(terminal)
        terminal.settle(0.5)
        figures["close"] = [terminal.press("escape", 0.25).bytes / cells]
        return figures | _measure_end(terminal)


def scrolling(home: Path, size: tuple[int, int], command: Sequence[str]) -> Figures:
    """Count the bytes of moves within a block that scrolls."""
    with TimedTerminal(command, home, size=size) as terminal:
        terminal.start(BMC_READY)
        terminal.settle(1)
        terminal.press("3", 0.25)
        terminal.press("space", 0.25)
        samples = [terminal.press(key) for key in SCROLLING_MOVES]
        return {
            "scrolled_move": [sample.bytes for sample in samples],
            "scrolled_writes": [sample.writes for sample in samples],
        }


def idle(home: Path, size: tuple[int, int], command: Sequence[str]) -> Figures:
    """Count the bytes and wake-ups of bmc during five seconds without input."""
    with TimedTerminal(command, home, size=size) as terminal:
        terminal.start(BMC_READY)
        terminal.settle(1)
        received, wakeups = terminal.received, terminal.wakeups()
        time.sleep(5)
        return {"idle": [terminal.received - received], "wakeups": [terminal.wakeups() - wakeups]}


def delays(home: Path, command: Sequence[str]) -> Figures:
    """Type 150 characters while the app saves; measure in ms how late each is on the screen.

    The home is copied: else the note would grow with each call, until its new lines scroll the
    pane, and those keys would be the latest, saves or not.
    """
    sent_at: list[float] = []
    with (
        TemporaryDirectory() as folder,
        TimedTerminal(command, copytree(home, Path(folder, "home")), size=(80, 24)) as terminal,
    ):
        terminal.start(BMC_READY)
        terminal.press("enter", 0.5)
        first, initial_count = len(terminal.chunks), "".join(terminal.screen).count("x")
        for _ in range(150):
            sent_at.append(time.perf_counter())
            terminal.send(bytes_of("x"))
            time.sleep(0.03)
        terminal.settle(0.5)
        delays_ms: list[float] = []
        for number in range(first + 1, len(terminal.chunks) + 1):
            terminal.show(number)
            seen = sent_at[len(delays_ms) : "".join(terminal.screen).count("x") - initial_count]
            delays_ms += [(terminal.chunks[number - 1].at - at) * 1000 for at in seen]
        assert len(delays_ms) == len(sent_at)
        return {"delay": delays_ms}


def command_ms(home: Path, arguments: Sequence[str]) -> float:
    """Return the milliseconds that a command takes."""
    begin = time.perf_counter()
    subprocess.run(
        arguments, cwd=home, env=environment(home), stdout=subprocess.DEVNULL, check=True
    )
    return (time.perf_counter() - begin) * 1000


def _measure_start(terminal: TimedTerminal, ready_text: bytes) -> Figures:
    """Measure the start of the program."""
    start = terminal.start(ready_text)
    terminal.settle(0.3)
    return {"ready": [start.ready], "painted": [start.painted], "start": [start.bytes]}


def _measure_moves(terminal: TimedTerminal, moves: Sequence[str]) -> Figures:
    """Measure moves, one by one and in a burst over a slow connection."""
    for key in (moves[0], moves[4]):  # to warm up: there and back
        terminal.press(key)
    cpu_ms = terminal.cpu()
    samples = [terminal.press(key) for key in moves]
    cpu_ms = terminal.cpu() - cpu_ms
    assert all(sample.seen for sample in samples)
    return {
        "move": [sample.bytes for sample in samples],
        "writes": [sample.writes for sample in samples],
        "seen": [sample.seen for sample in samples],
        "settled": [sample.settled for sample in samples],
        "cpu": [cpu_ms / len(moves)],
        "lag": [terminal.lag([*moves, *moves], THIN_LINE_BYTES_PER_S)],
    }


def _measure_note_moves(terminal: TimedTerminal) -> Figures:
    """Measure moves within a block, with the cursor on its notes."""
    terminal.press("space", 0.25)
    samples = [terminal.press(key) for key in NOTE_MOVES]
    terminal.press("escape", 0.25)
    assert all(sample.seen for sample in samples)
    return {
        "note_move": [sample.bytes for sample in samples],
        "note_writes": [sample.writes for sample in samples],
        "note_seen": [sample.seen for sample in samples],
    }


def _measure_typing(terminal: TimedTerminal) -> Figures:
    """Measure typing `TYPED_TEXT`."""
    terminal.settle(0.3)
    samples = [terminal.press(key, TYPING_QUIET_S) for key in TYPED_TEXT]
    return {
        "typed": [sample.bytes for sample in samples],
        "echo": [sample.seen for sample in samples],
    }


def _measure_end(terminal: TimedTerminal) -> Figures:
    """Measure the peak memory, and quitting."""
    return {"peak": [terminal.peak()], "quit": [terminal.quit()]}
