"""Measures a search over all canvases of a large file.

    python -m tests.bench.find

The canvases are read once, when the prompt opens; after that each key searches all notes again.
The table has both, and what the user waits for: the time from the key to the screen. For 200
canvases the result must be on the screen within 100 milliseconds of the first key.
"""

import argparse
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from bmc_tui.model.blocks import BLOCKS
from bmc_tui.model.canvas import Canvas
from bmc_tui.model.search import search_with_title
from bmc_tui.store import Shelf
from bmc_tui.ui.screens.search import MAX_MATCHES
from tests.e2e.terminal import BMC, Terminal

CANVAS_COUNT = 200
NOTES_PER_CANVAS = 30
QUERY = "stémpel"
"""What is typed into the prompt; every seventh note has it."""


def main() -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.find", description=__doc__)
    parser.add_argument("--canvases", type=int, default=CANVAS_COUNT, help=f"({CANVAS_COUNT})")
    parser.add_argument("--times", type=int, default=10, help="runs of each (10)")
    options = parser.parse_args()
    with TemporaryDirectory(prefix="bmc-find-") as folder:
        shelf = _make_shelf(Path(folder), options.canvases)
        read_times_s, search_times_s = [], []
        for _ in range(options.times):
            start = time.perf_counter()
            canvases = shelf.canvases()
            read_at = time.perf_counter()
            for stored in canvases:
                list(search_with_title(QUERY, stored.canvas))
            read_times_s.append(read_at - start)
            search_times_s.append(time.perf_counter() - read_at)
        counts = [
            sum(len(list(search_with_title(QUERY[:end], stored.canvas))) for stored in canvases)
            for end in range(1, len(QUERY) + 1)
        ]
        opening_s, key_times_s = _time_on_screen(Path(folder), counts)
    _print_row("canvases read", read_times_s)
    _print_row("searched", search_times_s)
    _print_row("opened and first result", [opening_s])
    _print_row("a key, to the screen", key_times_s)


def _make_shelf(folder: Path, canvases: int) -> Shelf:
    """Return a shelf with so many canvases, all different; some words have accents."""
    shelf = Shelf(folder / "canvases.json", lambda: datetime.now(UTC))
    with shelf._locked() as db:  # one write; `create` writes the file for each canvas
        for number in range(canvases):
            canvas = Canvas(f"Canvas {number}")
            for index in range(NOTES_PER_CANVAS):
                word = "Stémpelkaart" if index % 7 == 0 else "Coffee in two minutes"
                text = f"{word} {index} of canvas {number} @students #recurring"
                canvas = canvas.add(BLOCKS[index % len(BLOCKS)], text)
            shelf._add(db, f"canvas-{number}", canvas, {})
    return shelf


def _time_on_screen(folder: Path, counts: Sequence[int]) -> tuple[float, list[float]]:
    """Return the seconds from opening the prompt to the first result, and of each later key.

    Args:
        folder: The folder of the data file.
        counts: How many notes match the first letter of the query, the first two, and so on.
    """
    with Terminal([BMC, "--lang", "en", "--file", str(folder / "canvases.json")], folder) as app:
        app.wait_for("? keys")
        app.keys("o")
        app.wait_for("Canvas 199")
        start = time.perf_counter()
        app.send(f"/{QUERY[0]}")  # without waiting for the prompt: the longest delay
        app.wait_for("type on")
        opening_s = time.perf_counter() - start
        key_times_s = []
        for end in range(2, len(QUERY) + 1):
            start = time.perf_counter()
            app.send(QUERY[end - 1])
            count = counts[end - 1]
            message = "type on" if count > MAX_MATCHES else f" {count} found"
            app.wait_for(lambda rows, message=message: message in rows[0])  # type: ignore[misc]
            app.wait_for(f"Find: {QUERY[:end]}")
            key_times_s.append(time.perf_counter() - start)
    return opening_s, key_times_s


def _print_row(label: str, seconds: Sequence[float]) -> None:
    """Print the median and the maximum of some times as a row."""
    worst = max(seconds) * 1000
    print(f"{label:<24}{median(seconds) * 1000:>9.1f} ms{worst:>9.1f} ms at most")  # noqa: T201


if __name__ == "__main__":
    main()
