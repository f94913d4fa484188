"""Measures the speed of bmc and the bytes it writes, and compares both with a stock Textual app.

    python -m tests.bench

What is measured is what the wheel has, since a source tree parses its words at each start. The
programs are measured in turns, so that a machine that slows down slows down both. Linux only:
processor time and memory are read from /proc.
"""

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory

from tests.bench import sessions
from tests.bench.homes import make_home
from tests.bench.sessions import Figures
from tests.e2e.wheels import make_program

SIZES = ((80, 24), (120, 40))
"""The sizes of the terminal: columns and rows."""


def p95(values: Sequence[float]) -> float:
    """Return the 95th percentile."""
    return quantiles(values, n=20, method="inclusive")[-1]


@dataclass(frozen=True, slots=True)
class Criterion:
    """A row of the table: a figure of bmc and of the baseline, and the limit of their ratio."""

    name: str
    """What is measured, with its unit."""
    figure: str
    """Its key in `Figures`."""
    limit: float
    """The most that it may be, as a ratio to the baseline, or in its own unit if `absolute`."""
    goal: str
    """What it should become, for the table only."""
    statistic: Callable[[Sequence[float]], float] = median
    """Returns one value for all samples."""
    absolute: bool = False
    """Whether the limit is a value and not a ratio."""


CRITERIA = (
    Criterion("ready, ms", "ready", 0.90, "0.75"),
    Criterion("first paint, ms", "painted", 0.90, "0.15"),
    Criterion("until ready, B", "start", 0.30, "0.20"),
    Criterion("move, B", "move", 0.06, "250 B"),
    Criterion("move, worst, B", "move", 0.06, "250 B", max),
    Criterion("move, writes", "writes", 1, "1", max, absolute=True),
    Criterion("move seen, ms", "seen", 0.45, "0.30"),
    Criterion("move seen, p95, ms", "seen", 0.40, "0.20", p95),
    Criterion("move settled, ms", "settled", 0.10, "0.05"),
    Criterion("move, CPU, ms", "cpu", 0.12, "0.06"),
    Criterion("move within a cell, B", "note_move", 300, "250", max, absolute=True),
    Criterion("move within a cell, writes", "note_writes", 1, "1", max, absolute=True),
    Criterion("move within a cell, scrolling, B", "scrolled_move", 300, "250", max, absolute=True),
    Criterion(
        "move within a cell, scrolling, writes", "scrolled_writes", 1, "1", max, absolute=True
    ),
    Criterion("move within a cell seen, ms", "note_seen", 0.45, "0.30"),
    Criterion("typed, B", "typed", 0.15, "60 B"),
    Criterion("typed seen, ms", "echo", 1.0, "0.8"),
    Criterion("open the editor, B/cell", "open", 3.125, "2.1", absolute=True),
    Criterion("close the editor, B/cell", "close", 3.125, "2.1", absolute=True),
    Criterion("idle 5 s, B", "idle", 0, "0", max, absolute=True),
    Criterion("idle 5 s, wake-ups", "wakeups", 5, "0", max, absolute=True),
    Criterion("peak memory, MiB", "peak", 1.0, "0.8"),
    # `q` waits for 45 ms whether a letter follows, which makes it the first of a word.
    Criterion("quit, ms", "quit", 0.30, "0.20"),
    Criterion("lag of 20 moves, 20 kB/s, ms", "lag", 500, "200", absolute=True),
)

GROWTH_FIGURES = {"ready, ms": "ready", "move seen, ms": "seen", "typed seen, ms": "echo"}
"""The figures that are measured with more canvases and notes, by their names in the table."""


def main() -> None:
    """Measure, and print the tables."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="sessions of each program (5)")
    rounds = parser.parse_args().rounds
    # Lets the reader's thread time-stamp output while another thread computes.
    sys.setswitchinterval(0.0005)
    with TemporaryDirectory(prefix="bmc-bench-") as folder:
        root = Path(folder)
        (root / "program").mkdir()
        bmc = [make_program(root / "program")]
        for columns, rows in SIZES:
            # Typing changes the file: each size has its own.
            home = make_home(root / f"{columns}")
            _print_table(
                f"{columns}x{rows}", _beside_the_baseline(bmc, home, (columns, rows), rounds)
            )
        one = make_home(root / "one")
        many = make_home(root / "many", other_canvases=199)
        long = make_home(root / "long", notes=300)
        _print_table("as the work grows, 80x24", _as_it_grows(bmc, one, many, long, rounds))
        _print_table("a key while saving, longest, ms", _while_saving(bmc, one, many, rounds))
        _print_table("commands, ms", _commands(bmc, many, 3 * rounds))


def _in_turns(tasks: Mapping[str, Callable[[], Figures]], rounds: int) -> dict[str, Figures]:
    """Run each task once a round, after a round to warm up; return the figures of all rounds."""
    figures: dict[str, Figures] = {name: {} for name in tasks}
    for number in range(rounds + 1):
        for name, task in tasks.items():
            for figure, values in task().items():
                if number:
                    figures[name].setdefault(figure, []).extend(values)
    return figures


def _beside_the_baseline(
    bmc: Sequence[str], home: Path, size: tuple[int, int], rounds: int
) -> list[list[str]]:
    """Return the table of bmc's figures beside those of the baseline."""
    tasks = {
        "baseline": partial(sessions.baseline, home, size),
        "typing": partial(sessions.baseline_typing, home, size),
        "bmc": partial(sessions.bmc, home, size, bmc),
    }
    figures = _in_turns(tasks, rounds)
    figures["bmc"] |= sessions.idle(home, size, bmc)
    full = make_home(home.with_name(f"{home.name}-full"), is_full=True)
    figures["bmc"] |= sessions.scrolling(full, size, bmc)
    baseline = figures["baseline"] | figures["typing"]
    baseline["note_seen"] = baseline["seen"]
    table = [["", "baseline", "bmc", "ratio", "limit", "goal", ""]]
    for criterion in CRITERIA:
        ours = criterion.statistic(figures["bmc"][criterion.figure])
        base_value = (
            criterion.statistic(baseline[criterion.figure]) if criterion.figure in baseline else 0
        )
        ratio = ours / base_value if base_value else 0
        is_met = (ours if criterion.absolute else ratio) <= criterion.limit
        compared = (
            [_format_figure(base_value), _format_figure(ours), f"{ratio:.3f}"]
            if base_value
            else ["", _format_figure(ours), ""]
        )
        table.append(
            [
                criterion.name,
                *compared,
                f"{criterion.limit:g}",
                criterion.goal,
                "" if is_met else "missed",
            ]
        )
    return table


def _as_it_grows(
    bmc: Sequence[str], one: Path, many: Path, long: Path, rounds: int
) -> list[list[str]]:
    """Return the times of start, move and typing: of one canvas, of 200, and of a long one."""
    homes = {"one": one, "many": many, "long": long}
    tasks = {name: partial(sessions.bmc, home, SIZES[0], bmc) for name, home in homes.items()}
    figures = _in_turns(tasks, rounds)
    table = [["", "30 notes", "+199 canvases", "ratio", "limit", "300 notes", "ratio", "limit", ""]]
    for name, figure in GROWTH_FIGURES.items():
        base_value, many_value, long_value = (median(figures[home][figure]) for home in homes)
        is_met = many_value <= 1.15 * base_value and long_value <= 1.5 * base_value
        canvases = [_format_figure(many_value), f"{many_value / base_value:.3f}", "1.15"]
        notes = [_format_figure(long_value), f"{long_value / base_value:.3f}", "1.5"]
        table.append(
            [name, _format_figure(base_value), *canvases, *notes, "" if is_met else "missed"]
        )
    return table


def _while_saving(bmc: Sequence[str], one: Path, many: Path, rounds: int) -> list[list[str]]:
    """Return the longest delay of a key during saves, and how much it exceeds the median."""
    tasks = {"1 canvas": one, "200 canvases": many}
    delays = _in_turns(
        {name: partial(sessions.delays, home, bmc) for name, home in tasks.items()}, rounds
    )
    table = [["", "median", "p95", "longest", "longer", "limit", ""]]
    for name, figures in delays.items():
        delays_ms = figures["delay"]
        longer = max(delays_ms) - median(delays_ms)
        figures_ = [
            _format_figure(median(delays_ms)),
            _format_figure(p95(delays_ms)),
            _format_figure(max(delays_ms)),
            _format_figure(longer),
        ]
        table.append([name, *figures_, "16", "" if longer <= 16 else "missed"])
    return table


def _commands(bmc: Sequence[str], home: Path, rounds: int) -> list[list[str]]:
    """Return the time to list 200 canvases, beside that of starting and ending Python."""
    nothing, listing = [sys.executable, "-c", "pass"], [*bmc, "list"]
    tasks = {
        "nothing": lambda: {"ms": [sessions.command_ms(home, nothing)]},
        "list": lambda: {"ms": [sessions.command_ms(home, listing)]},
    }
    figures = _in_turns(tasks, rounds)
    base_value, ours = (median(figures[name]["ms"]) for name in tasks)
    result = "" if ours <= 6 * base_value else "missed"
    return [
        ["", "python -c pass", "bmc list", "ratio", "limit", ""],
        [
            "200 canvases",
            _format_figure(base_value),
            _format_figure(ours),
            f"{ours / base_value:.2f}",
            "6",
            result,
        ],
    ]


def _format_figure(value: float) -> str:
    """Return a figure with one decimal if it is below 100 and not whole, else without."""
    return f"{value:,.1f}" if value < 100 and value % 1 else f"{value:,.0f}"


def _print_table(title: str, table: Sequence[Sequence[str]]) -> None:
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
