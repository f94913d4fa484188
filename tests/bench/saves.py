"""Measures saving a canvas without versions and with 200: it must take the same time.

    python -m tests.bench.saves

Both canvases are saved in turns, so that a machine that slows down slows down both. The table has
the time of adding a version too, which happens once a session, after a save.
"""

import argparse
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory

from bmc_tui.model.blocks import BLOCKS
from bmc_tui.model.canvas import Canvas
from bmc_tui.store import Shelf

NOTE_COUNT = 30
VERSION_COUNTS = (0, 200)


def main() -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.saves", description=__doc__)
    parser.add_argument("--saves", type=int, default=200, help="saves of each (200)")
    saves = parser.parse_args().saves
    with TemporaryDirectory(prefix="bmc-saves-") as folder:
        shelves = {count: _make_shelf(Path(folder) / f"{count}", count) for count in VERSION_COUNTS}
        times_ms: dict[int, list[float]] = {count: [] for count in VERSION_COUNTS}
        for number in range(saves):
            for count, shelf in shelves.items():
                times_ms[count].append(_time_ms(partial(_save, shelf, number)))
        print(f"{'versions':>10}{'median, ms':>12}{'p95, ms':>10}{'ratio':>8}{'keep, ms':>10}")  # noqa: T201
        for count, shelf in shelves.items():
            add_version_ms = median(
                _time_ms(partial(shelf.versions.add, "a", _make_canvas(n))) for n in range(5)
            )
            ratio = median(times_ms[count]) / median(times_ms[VERSION_COUNTS[0]])
            figures = f"{median(times_ms[count]):>12.2f}{_p95(times_ms[count]):>10.2f}{ratio:>8.3f}"
            print(f"{count:>10}{figures}{add_version_ms:>10.2f}")  # noqa: T201


def _make_canvas(number: int) -> Canvas:
    """Return a canvas of `NOTE_COUNT` notes, all different, with a number in title and notes."""
    canvas = Canvas(f"Canvas {number}")
    for index in range(NOTE_COUNT):
        canvas = canvas.add(
            BLOCKS[index % len(BLOCKS)], f"Note {index} of state {number} @students"
        )
    return canvas


def _make_shelf(folder: Path, versions: int) -> Shelf:
    """Return a shelf with one canvas, and so many versions of it."""
    shelf = Shelf(folder / "canvases.json", lambda: datetime.now(UTC))
    shelf.create(_make_canvas(0), "a")
    for number in range(versions):
        shelf.versions.add("a", _make_canvas(number), f"version {number}")
    return shelf


def _save(shelf: Shelf, number: int) -> None:
    """Save the canvas with one more note."""
    stored = shelf.load("a")
    shelf.save(stored, _make_canvas(0).add(BLOCKS[0], f"{number}"))


def _time_ms(function: Callable[[], object]) -> float:
    """Return the milliseconds that a call takes."""
    start = time.perf_counter()
    function()
    return (time.perf_counter() - start) * 1000


def _p95(values: Sequence[float]) -> float:
    """Return the 95th percentile."""
    return quantiles(values, n=20, method="inclusive")[-1]


if __name__ == "__main__":
    main()
