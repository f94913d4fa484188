"""Measures what each part of the terminal layer saves, by sessions with that part switched off.

    python -m tests.bench.layers --rounds 3

Bytes are exact; milliseconds are medians and depend on what else the machine does.
"""

import argparse
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from tests.bench import sessions
from tests.bench.homes import make_home
from tests.bench.sessions import Figures
from tests.e2e.terminal import BMC

SIZE = (80, 24)
"""Columns and rows of the terminal."""

PATCHED_PROGRAM = """
import sys
{patch}
from bmc_tui.cli.main import program
sys.argv[1:] = []
program()
"""
"""Runs the program after a patch, which is Python code."""

PATCH_AFTER_IMPORT = """
import builtins
plain_import = builtins.__import__
def import_and_patch(name, *arguments, **named):
    module = plain_import(name, *arguments, **named)
    if name == "bmc_tui.ui.app":
        builtins.__import__ = plain_import
        {patch}
    return module
builtins.__import__ = import_and_patch
"""
"""Applies a patch once the app is imported, so that the patch itself imports nothing earlier."""


def _program_with(patch: str) -> list[str]:
    """Return the command that runs the program after a patch."""
    return [sys.executable, "-c", PATCHED_PROGRAM.format(patch=patch)]


def _program_with_late(patch: str) -> list[str]:
    """Return the command that runs the program, patched once the app is imported."""
    return _program_with(PATCH_AFTER_IMPORT.format(patch=patch))


VARIANTS = {
    "everything on": [BMC],
    "without first_frame": _program_with(
        "from bmc_tui.ui import startup; startup.MIN_FRAME_SIZE = (9999, 9999)"
    ),
    "without output": _program_with_late(
        "from bmc_tui.ui.terminal.output import ThinOutput;"
        "ThinOutput.feed = lambda self, data: data"
    ),
    "without repeats": _program_with_late(
        "from bmc_tui.ui.terminal.cells.repeats import Repeats;"
        "Repeats.note_read = lambda self, text: None"
    ),
    "without the compositor": _program_with_late(
        "from bmc_tui.ui.screens import base; base.use_lean_compositor = lambda screen: None"
    ),
    "without one frame per key": _program_with_late(
        "from bmc_tui.ui.terminal import internals; internals._MAX_FRAME_TURNS = 0"
    ),
    "without direct writes": _program_with_late(
        "from bmc_tui.ui.terminal import writer; writer._open_nonblocking = lambda fileno: None"
    ),
    "BMC_TERMINAL=plain": ["env", "BMC_TERMINAL=plain", BMC],
}
"""The commands that are measured, by the names in the table."""

FIGURES_BY_COLUMN = {
    "first paint, ms": "painted",
    "until ready, B": "start",
    "move, B": "move",
    "typed, B": "typed",
    "open, B/cell": "open",
    "move seen, ms": "seen",
    "typed seen, ms": "echo",
    "peak, MiB": "peak",
}
"""The keys in `Figures` by the headings of the table."""


def main() -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.layers", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3, help="sessions of each variant (3)")
    rounds = parser.parse_args().rounds
    # Lets the reader's thread time-stamp output while another thread computes.
    sys.setswitchinterval(0.0005)
    figures: dict[str, Figures] = {name: {} for name in VARIANTS}
    with TemporaryDirectory(prefix="bmc-bench-") as folder:
        homes = {name: make_home(Path(folder) / str(n)) for n, name in enumerate(VARIANTS)}
        for _ in range(rounds):  # in turns, so that a machine that slows down slows down all
            for name, command in VARIANTS.items():
                for figure, values in sessions.bmc(homes[name], SIZE, command).items():
                    figures[name].setdefault(figure, []).extend(values)
    width = max(map(len, VARIANTS))
    lines = ["  ".join([" " * width, *FIGURES_BY_COLUMN])]
    for name, measured in figures.items():
        cells = [median(measured[figure]) for figure in FIGURES_BY_COLUMN.values()]
        row = (
            f"{cell:,.1f}".rjust(len(column))
            for cell, column in zip(cells, FIGURES_BY_COLUMN, strict=True)
        )
        lines.append("  ".join([name.ljust(width), *row]))
    sys.stdout.write("\n".join([*lines, ""]))


if __name__ == "__main__":
    main()
