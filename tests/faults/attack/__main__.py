"""Kills bmc, makes its system calls fail, and runs it many times at once; prints what was lost.

    python -m tests.faults.attack [--scale N] [--seed N] [--jobs N] [KIND …]

At scale 1 it kills the typing app some 290 times and takes about an hour; a tenth of that is
`--scale 0.1`. Without a KIND it does all. Exits with 1 when a promise was broken: an acknowledged
word or note lost, a damaged file, a mixture of two states. Linux only; the kinds `commands` and
`calls` need x86-64.
"""

import argparse
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from tests.faults.attack.commands import sweep
from tests.faults.attack.concurrency import edit_together
from tests.faults.attack.edits import kill_after_edits
from tests.faults.attack.failing_app import fail_calls
from tests.faults.attack.figures import Figures
from tests.faults.attack.typists import kill_while_typing

KINDS: Mapping[str, Callable[[Path, float, Random, int], Figures]] = {
    "typing": kill_while_typing,
    "edits": kill_after_edits,
    "commands": lambda scratch, scale, _random, _jobs: sweep(scratch, scale),
    "calls": fail_calls,
    "together": lambda scratch, scale, _random, _jobs: edit_together(scratch, scale),
}
"""The kinds of attack, by the name that the command line takes."""


def main() -> int:
    """Run the attacks and print their figures; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults.attack")
    parser.add_argument("kinds", nargs="*", metavar="KIND", help=", ".join(KINDS))
    parser.add_argument("--scale", type=float, default=1.0, help="the part of the runs")
    parser.add_argument("--seed", type=int, default=int(time.time()), help="repeats a run")
    parser.add_argument("--jobs", type=int, default=2, help="runs at a time")
    args = parser.parse_args()
    if unknown := {*args.kinds} - {*KINDS}:
        parser.error(f"no such kind: {', '.join(sorted(unknown))}")
    print(f"scale {args.scale:g}, seed {args.seed}", flush=True)  # noqa: T201
    is_broken = False
    for kind in args.kinds or KINDS:
        with TemporaryDirectory(prefix="attack-") as folder:
            figures = KINDS[kind](Path(folder), args.scale, Random(args.seed), args.jobs)  # noqa: S311
        print(*figures.lines(), sep="\n", flush=True)  # noqa: T201
        is_broken |= bool(figures.problems)
    return int(is_broken)


if __name__ == "__main__":
    sys.exit(main())
