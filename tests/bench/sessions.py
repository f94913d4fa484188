"""What is measured: one session of a program each, as figures by name."""

import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from tests.bench.ruler import Ruler
from tests.e2e.keyboard import bytes_of
from tests.e2e.terminal import BMC, environment

Figures = dict[str, list[float]]

FLOOR = [sys.executable, str(Path(__file__).with_name("floor.py"))]
FLOOR_SIGN, BMC_SIGN = b"Quit", b"keys"
"""What the footers say: bmc's blocks are on the screen before the program is there."""

FLOOR_WALK = ["right"] * 4 + ["left"] * 4 + ["right"] * 2
BMC_WALK = ["left"] * 4 + ["right"] * 4 + ["down", "up"]
"""Ten moves, each to another block, that end where they began; the floor's do not matter."""

TYPED = "hello world"

SHORT = 0.08
"""Seconds of silence after a typed character; that it is saved is told later, and not counted."""

RATE = 20_000
"""Bytes a second of a thin line."""


def floor(home: Path, size: tuple[int, int]) -> Figures:
    """Measure the floor."""
    with Ruler(FLOOR, home, size=size) as ruler:
        figures = _start(ruler, FLOOR_SIGN)
        figures |= _moves(ruler, FLOOR_WALK)
        return figures | _end(ruler)


def floor_typing(home: Path, size: tuple[int, int]) -> Figures:
    """Measure typing into the floor's Input."""
    with Ruler([*FLOOR, "input"], home, size=size) as ruler:
        ruler.start(FLOOR_SIGN)
        ruler.settle(0.3)
        ruler.press("i")
        return _typing(ruler)


def bmc(home: Path, size: tuple[int, int], command: Sequence[str] = (BMC,)) -> Figures:
    """Measure the product. The editor is counted in bytes for each cell of the screen."""
    cells = size[0] * size[1]
    with Ruler(command, home, size=size) as ruler:
        figures = _start(ruler, BMC_SIGN)
        figures |= _moves(ruler, BMC_WALK)
        figures["open"] = [ruler.press("enter", 0.25).bytes / cells]
        figures |= _typing(ruler)
        ruler.settle(0.5)
        figures["close"] = [ruler.press("escape", 0.25).bytes / cells]
        return figures | _end(ruler)


def idle(home: Path, size: tuple[int, int]) -> Figures:
    """Measure what the product does while nobody does anything."""
    with Ruler([BMC], home, size=size) as ruler:
        ruler.start(BMC_SIGN)
        ruler.settle(1)
        received, wakeups = ruler.received, ruler.wakeups()
        time.sleep(5)
        return {"idle": [ruler.received - received], "wakeups": [ruler.wakeups() - wakeups]}


def delays(home: Path) -> Figures:
    """Type for a while, saves going on meanwhile; measure how late each character is seen."""
    sent: list[float] = []
    with Ruler([BMC], home, size=(80, 24)) as ruler:
        ruler.start(BMC_SIGN)
        ruler.press("enter", 0.5)
        first, before = len(ruler.chunks), "".join(ruler.screen).count("x")
        for _ in range(150):
            sent.append(time.perf_counter())
            ruler.send(bytes_of("x"))
            time.sleep(0.03)
        ruler.settle(0.5)
        late: list[float] = []
        for number in range(first + 1, len(ruler.chunks) + 1):
            ruler.show(number)
            seen = sent[len(late) : "".join(ruler.screen).count("x") - before]
            late += [(ruler.chunks[number - 1].at - at) * 1000 for at in seen]
        assert len(late) == len(sent)
        return {"delay": late}


def command(home: Path, arguments: Sequence[str]) -> float:
    """Return the milliseconds that a command takes that ends by itself."""
    begin = time.perf_counter()
    subprocess.run(
        arguments, cwd=home, env=environment(home), stdout=subprocess.DEVNULL, check=True
    )
    return (time.perf_counter() - begin) * 1000


def _start(ruler: Ruler, sign: bytes) -> Figures:
    """Measure how the program comes up."""
    start = ruler.start(sign)
    ruler.settle(0.3)
    return {"ready": [start.ready], "painted": [start.painted], "start": [start.bytes]}


def _moves(ruler: Ruler, walk: Sequence[str]) -> Figures:
    """Measure moves, one by one and in a burst over a thin line."""
    for key in (walk[0], walk[4]):  # there and back
        ruler.press(key)
    computed = ruler.cpu()
    samples = [ruler.press(key) for key in walk]
    computed = ruler.cpu() - computed
    assert all(sample.seen for sample in samples)
    return {
        "move": [sample.bytes for sample in samples],
        "writes": [sample.writes for sample in samples],
        "seen": [sample.seen for sample in samples],
        "settled": [sample.settled for sample in samples],
        "cpu": [computed / len(walk)],
        "lag": [ruler.lag([*walk, *walk], RATE)],
    }


def _typing(ruler: Ruler) -> Figures:
    """Measure typed characters."""
    ruler.settle(0.3)
    samples = [ruler.press(key, SHORT) for key in TYPED]
    return {
        "typed": [sample.bytes for sample in samples],
        "echo": [sample.seen for sample in samples],
    }


def _end(ruler: Ruler) -> Figures:
    """Measure the memory, and the way out."""
    return {"peak": [ruler.peak()], "quit": [ruler.quit()]}
