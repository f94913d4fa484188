"""Measures the processor time of each writer and view on hostile canvases, and how it grows.

    python -m tests.bench.hostile_views

Prints the slowest kinds of canvas of each view, at a size and at an eighth of it, and exits with 1
if one takes more than three times as long as linear time would.
"""

import argparse
import gc
import sys
from functools import partial
from multiprocessing import get_context
from typing import NamedTuple

from tests.unit.growth import HUGE_SIZE, SIZE_RATIO, cpu_seconds
from tests.unit.hostile_canvases import HOSTILE_CANVASES
from tests.unit.test_growth import VIEWS

_NOISE_S = 0.05
"""Processor time below which a ratio says nothing."""


class Measured(NamedTuple):
    """The time of one view of one kind of canvas, in seconds."""

    large: float
    small: float
    """At an eighth of the size."""
    kind: str

    @property
    def is_slow(self) -> bool:
        """Whether the time grows faster than the size."""
        return self.large > _NOISE_S and self.large > 3 * SIZE_RATIO * max(self.small, _NOISE_S / 8)


def measure(view: str, kind: str, size: int) -> Measured:
    """Return the times of a view of a canvas with a size in characters, and of an eighth of it."""
    small, large = (HOSTILE_CANVASES[kind](part) for part in (size // SIZE_RATIO, size))
    VIEWS[view](small)  # imports do not count
    gc.collect()
    gc.freeze()  # else what is collected of one canvas counts for the other
    small_s, large_s = (
        min(cpu_seconds(partial(VIEWS[view], canvas)) for _ in range(2))
        for canvas in (small, large)
    )
    return Measured(large_s, small_s, kind)


def main() -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.hostile_views")
    parser.add_argument("--size", type=int, default=HUGE_SIZE, help="characters (65536)")
    parser.add_argument("--rows", type=int, default=3, help="kinds of each view (3)")
    parser.add_argument("views", nargs="*", help="names of views (all)")
    args = parser.parse_args()
    is_slow = False
    sys.stdout.write(f"{'view':22} {'1/8, s':>7} {'CPU, s':>7}  canvas\n")
    with get_context("spawn").Pool(1, maxtasksperchild=50) as pool:
        for view in args.views or VIEWS:
            tasks = [(view, kind, args.size) for kind in HOSTILE_CANVASES]
            measured = sorted(pool.starmap(measure, tasks, chunksize=1), reverse=True)
            slow = [result for result in measured if result.is_slow]
            for result in dict.fromkeys((*measured[: args.rows], *slow)):
                mark = "  not linear" if result.is_slow else ""
                row = f"{view:22} {result.small:7.2f} {result.large:7.2f}  {result.kind}{mark}"
                sys.stdout.write(row + "\n")
            is_slow = is_slow or bool(slow)
            sys.stdout.flush()
    sys.exit(is_slow)


if __name__ == "__main__":
    main()
