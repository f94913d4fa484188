"""How long saving a canvas takes, without versions and with 200 of them: it is to be the same.

    python -m tests.bench.saves

The same canvas in the same file is saved in turns, so that a machine that slows down slows down
both. The table has the time of keeping a version too, which happens once a session, after a save.
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

NOTES = 30
VERSIONS = (0, 200)


def main() -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.saves", description=__doc__)
    parser.add_argument("--saves", type=int, default=200, help="saves of each (200)")
    saves = parser.parse_args().saves
    with TemporaryDirectory(prefix="bmc-saves-") as folder:
        shelves = {count: _shelf(Path(folder) / f"{count}", count) for count in VERSIONS}
        times: dict[int, list[float]] = {count: [] for count in VERSIONS}
        for number in range(saves):
            for count, shelf in shelves.items():
                times[count].append(_timed(partial(_save, shelf, number)))
        print(f"{'versions':>10}{'median, ms':>12}{'p95, ms':>10}{'ratio':>8}{'keep, ms':>10}")  # noqa: T201
        for count, shelf in shelves.items():
            keep = median(_timed(partial(shelf.versions.add, "a", _canvas(n))) for n in range(5))
            ratio = median(times[count]) / median(times[VERSIONS[0]])
            figures = f"{median(times[count]):>12.2f}{_p95(times[count]):>10.2f}{ratio:>8.3f}"
            print(f"{count:>10}{figures}{keep:>10.2f}")  # noqa: T201


def _canvas(number: int) -> Canvas:
    """Return a canvas of thirty notes, no two the same."""
    canvas = Canvas(f"Canvas {number}")
    for index in range(NOTES):
        canvas = canvas.add(
            BLOCKS[index % len(BLOCKS)], f"Note {index} of state {number} @students"
        )
    return canvas


def _shelf(folder: Path, versions: int) -> Shelf:
    """Return a shelf with one canvas, and this many versions of it."""
    shelf = Shelf(folder / "canvases.json", lambda: datetime.now(UTC))
    shelf.create(_canvas(0), "a")
    for number in range(versions):
        shelf.versions.add("a", _canvas(number), f"version {number}")
    return shelf


def _save(shelf: Shelf, number: int) -> None:
    """Save the canvas with another note."""
    stored = shelf.load("a")
    shelf.save("a", stored.entry.rev, _canvas(0).add(BLOCKS[0], f"{number}"))


def _timed(task: Callable[[], object]) -> float:
    """Return the milliseconds that something takes."""
    start = time.perf_counter()
    task()
    return (time.perf_counter() - start) * 1000


def _p95(values: Sequence[float]) -> float:
    """Return what 95 of 100 values do not exceed."""
    return quantiles(values, n=20, method="inclusive")[-1]


if __name__ == "__main__":
    main()
