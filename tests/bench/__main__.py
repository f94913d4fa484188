"""How fast the product is, and what it sends over the line: tables, beside a stock Textual app.

Everything is measured in turns, so that a machine that slows down slows down all of it. Linux only:
computing time and memory are read from /proc.
"""

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory

from tests.bench import sessions, work
from tests.bench.sessions import Figures
from tests.e2e.terminal import BMC

SIZES = ((80, 24), (120, 40))


def p95(values: Sequence[float]) -> float:
    """Return what 95 of 100 values do not exceed."""
    return quantiles(values, n=20, method="inclusive")[-1]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table beside the floor."""

    name: str
    figure: str
    must: float
    """The most that it may be, as a ratio to the floor, or in its own unit if `absolute`."""
    aim: str
    of: Callable[[Sequence[float]], float] = median
    absolute: bool = False


LINES = (
    Line("ready, ms", "ready", 0.90, "0.75"),
    Line("first paint, ms", "painted", 0.90, "0.15"),
    Line("until ready, B", "start", 0.30, "0.20"),
    Line("move, B", "move", 0.06, "250 B"),
    Line("move, worst, B", "move", 0.06, "250 B", max),
    Line("move, writes", "writes", 1, "1", max, absolute=True),
    Line("move seen, ms", "seen", 0.45, "0.30"),
    Line("move seen, p95, ms", "seen", 0.40, "0.20", p95),
    Line("move settled, ms", "settled", 0.10, "0.05"),
    Line("move, CPU, ms", "cpu", 0.12, "0.06"),
    Line("typed, B", "typed", 0.15, "60 B"),
    Line("typed seen, ms", "echo", 1.0, "0.8"),
    Line("open the editor, B/cell", "open", 3.125, "2.1", absolute=True),
    Line("close the editor, B/cell", "close", 3.125, "2.1", absolute=True),
    Line("idle 5 s, B", "idle", 0, "0", max, absolute=True),
    Line("idle 5 s, wake-ups", "wakeups", 5, "0", max, absolute=True),
    Line("peak memory, MiB", "peak", 1.0, "0.8"),
    Line("quit, ms", "quit", 0.15, "0.05"),
    Line("lag of 20 moves, 20 kB/s, ms", "lag", 500, "200", absolute=True),
)

GROWTH = {"ready, ms": "ready", "move seen, ms": "seen", "typed seen, ms": "echo"}


def main() -> None:
    """Measure, and print the tables."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="sessions of each program (5)")
    rounds = parser.parse_args().rounds
    sys.setswitchinterval(0.0005)  # the reader's clock does not wait for the emulator
    with TemporaryDirectory(prefix="bmc-bench-") as folder:
        root = Path(folder)
        for columns, rows in SIZES:
            # Typing changes the file: each size has its own.
            home = work.fill(root / f"{columns}")
            _print(f"{columns}x{rows}", _beside_the_floor(home, (columns, rows), rounds))
        one = work.fill(root / "one")
        many = work.fill(root / "many", others=199)
        long = work.fill(root / "long", notes=300)
        _print("as the work grows, 80x24", _as_it_grows(one, many, long, rounds))
        _print("a key while saving, longest, ms", _while_saving(one, many, rounds))
        _print("commands, ms", _commands(many, 3 * rounds))


def _in_turns(tasks: Mapping[str, Callable[[], Figures]], rounds: int) -> dict[str, Figures]:
    """Run each task in each round, after a first round that does not count; return all figures."""
    figures: dict[str, Figures] = {name: {} for name in tasks}
    for number in range(rounds + 1):
        for name, task in tasks.items():
            for figure, values in task().items():
                if number:
                    figures[name].setdefault(figure, []).extend(values)
    return figures


def _beside_the_floor(home: Path, size: tuple[int, int], rounds: int) -> list[list[str]]:
    """Return the product's figures beside the floor's."""
    tasks = {
        "floor": partial(sessions.floor, home, size),
        "typing": partial(sessions.floor_typing, home, size),
        "bmc": partial(sessions.bmc, home, size),
    }
    figures = _in_turns(tasks, rounds)
    figures["bmc"] |= sessions.idle(home, size)
    floor = figures["floor"] | figures["typing"]
    table = [["", "floor", "bmc", "ratio", "must", "aim", ""]]
    for line in LINES:
        ours = line.of(figures["bmc"][line.figure])
        base = line.of(floor[line.figure]) if line.figure in floor else 0
        ratio = ours / base if base else 0
        is_met = (ours if line.absolute else ratio) <= line.must
        beside = [_figure(base), _figure(ours), f"{ratio:.3f}"] if base else ["", _figure(ours), ""]
        table.append([line.name, *beside, f"{line.must:g}", line.aim, "" if is_met else "missed"])
    return table


def _as_it_grows(one: Path, many: Path, long: Path, rounds: int) -> list[list[str]]:
    """Return what start, move and typing cost with more canvases, and with a long one."""
    homes = {"one": one, "many": many, "long": long}
    tasks = {name: partial(sessions.bmc, home, SIZES[0]) for name, home in homes.items()}
    figures = _in_turns(tasks, rounds)
    table = [["", "30 notes", "+199 canvases", "ratio", "must", "300 notes", "ratio", "must", ""]]
    for name, figure in GROWTH.items():
        base, wide, deep = (median(figures[home][figure]) for home in homes)
        is_met = wide <= 1.15 * base and deep <= 1.5 * base
        canvases = [_figure(wide), f"{wide / base:.3f}", "1.15"]
        notes = [_figure(deep), f"{deep / base:.3f}", "1.5"]
        table.append([name, _figure(base), *canvases, *notes, "" if is_met else "missed"])
    return table


def _while_saving(one: Path, many: Path, rounds: int) -> list[list[str]]:
    """Return the longest delay of a key, and how much longer than usual that is."""
    tasks = {"1 canvas": one, "200 canvases": many}
    delays = _in_turns(
        {name: partial(sessions.delays, home) for name, home in tasks.items()}, rounds
    )
    table = [["", "median", "p95", "longest", "longer", "must", ""]]
    for name, figures in delays.items():
        late = figures["delay"]
        longer = max(late) - median(late)
        figures_ = [_figure(median(late)), _figure(p95(late)), _figure(max(late)), _figure(longer)]
        table.append([name, *figures_, "16", "" if longer <= 16 else "missed"])
    return table


def _commands(home: Path, rounds: int) -> list[list[str]]:
    """Return what it takes to list 200 canvases, beside Python doing nothing."""
    nothing, listing = [sys.executable, "-c", "pass"], [BMC, "list"]
    tasks = {
        "nothing": lambda: {"took": [sessions.command(home, nothing)]},
        "list": lambda: {"took": [sessions.command(home, listing)]},
    }
    figures = _in_turns(tasks, rounds)
    base, ours = (median(figures[name]["took"]) for name in tasks)
    result = "" if ours <= 6 * base else "missed"
    return [
        ["", "python -c pass", "bmc list", "ratio", "must", ""],
        ["200 canvases", _figure(base), _figure(ours), f"{ours / base:.2f}", "6", result],
    ]


def _figure(value: float) -> str:
    """Return a figure, as exact as it deserves."""
    return f"{value:,.1f}" if value < 100 and value % 1 else f"{value:,.0f}"


def _print(title: str, table: Sequence[Sequence[str]]) -> None:
    """Print a table."""
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    lines = [
        "  ".join([row[0].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:])]).rstrip()
        for row in table
    ]
    sys.stdout.write("\n".join(["", title, *lines, ""]))
    sys.stdout.flush()


if __name__ == "__main__":
    main()
