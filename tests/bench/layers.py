"""What each part of the terminal layer buys: one session with it switched off, in bytes and ms.

    python -m tests.bench.layers --rounds 3

Bytes are exact, milliseconds are medians on whatever else the machine does.
"""

import argparse
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from tests.bench import sessions, work
from tests.bench.sessions import Figures
from tests.e2e.terminal import BMC

SIZE = (80, 24)

START = """
import sys
{change}
from bmc_tui.cli.main import program
sys.argv[1:] = []
program()
"""
"""The program with a change to it."""

LATE = """
import builtins
plain_import = builtins.__import__
def import_and_change(name, *arguments, **named):
    module = plain_import(name, *arguments, **named)
    if name == "bmc_tui.ui.app":
        builtins.__import__ = plain_import
        {change}
    return module
builtins.__import__ = import_and_change
"""
"""A change that is made once the app is imported, so that nothing is imported earlier for it."""


def _changed(change: str) -> list[str]:
    return [sys.executable, "-c", START.format(change=change)]


def _changed_late(change: str) -> list[str]:
    return _changed(LATE.format(change=change))


VARIANTS = {
    "everything on": [BMC],
    "without first_frame": _changed(
        "from bmc_tui.ui import startup; startup.MIN_SIZE = (9999, 9999)"
    ),
    "without output": _changed_late(
        "from bmc_tui.ui.terminal.output import ThinOutput;"
        "ThinOutput.feed = lambda self, data: data"
    ),
    "without the compositor": _changed_late(
        "from bmc_tui.ui.screens import base; base.use_lean_compositor = lambda screen: None"
    ),
    "without one frame a key": _changed_late(
        "from bmc_tui.ui.terminal import key_queue; key_queue._MAX_FRAME_TURNS = 0"
    ),
    "without direct writes": _changed_late(
        "from bmc_tui.ui.terminal import writer; writer._open_nonblocking = lambda fileno: None"
    ),
    "BMC_TERMINAL=plain": ["env", "BMC_TERMINAL=plain", BMC],
}

COLUMNS = {
    "first paint, ms": "painted",
    "until ready, B": "start",
    "move, B": "move",
    "typed, B": "typed",
    "open, B/cell": "open",
    "move seen, ms": "seen",
    "typed seen, ms": "echo",
    "peak, MiB": "peak",
}


def main() -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.layers", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3, help="sessions of each variant (3)")
    rounds = parser.parse_args().rounds
    sys.setswitchinterval(0.0005)  # the reader's clock does not wait for the emulator
    figures: dict[str, Figures] = {name: {} for name in VARIANTS}
    with TemporaryDirectory(prefix="bmc-bench-") as folder:
        homes = {name: work.fill(Path(folder) / str(n)) for n, name in enumerate(VARIANTS)}
        for _ in range(rounds):  # in turns, so that a machine that slows down slows down all
            for name, command in VARIANTS.items():
                for figure, values in sessions.bmc(homes[name], SIZE, command).items():
                    figures[name].setdefault(figure, []).extend(values)
    width = max(map(len, VARIANTS))
    lines = ["  ".join([" " * width, *COLUMNS])]
    for name, measured in figures.items():
        cells = [median(measured[figure]) for figure in COLUMNS.values()]
        row = (
            f"{cell:,.1f}".rjust(len(column)) for cell, column in zip(cells, COLUMNS, strict=True)
        )
        lines.append("  ".join([name.ljust(width), *row]))
    sys.stdout.write("\n".join([*lines, ""]))


if __name__ == "__main__":
    main()
