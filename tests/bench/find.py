"""How long a search over all canvases of a large file takes.

    python -m tests.bench.find

The canvases are read once, when the prompt opens; after that each key searches all notes again.
The table has both, and what the user waits for: the time from the key to the screen. The first
result is to come within 100 milliseconds of a key, for 200 canvases.
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
from bmc_tui.store.documents import canvas_to_dict
from bmc_tui.ui.screens.search import MAX_MATCHES
from tests.e2e.terminal import BMC, Terminal

CANVASES = 200
NOTES = 30
TYPED = "stémpel"


def main() -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.find", description=__doc__)
    parser.add_argument("--canvases", type=int, default=CANVASES, help=f"({CANVASES})")
    parser.add_argument("--times", type=int, default=10, help="runs of each (10)")
    options = parser.parse_args()
    with TemporaryDirectory(prefix="bmc-find-") as folder:
        shelf = shelf_in(Path(folder), options.canvases)
        read_times, search_times = [], []
        for _ in range(options.times):
            start = time.perf_counter()
            canvases = shelf.canvases()
            middle = time.perf_counter()
            for stored in canvases:
                list(search_with_title(TYPED, stored.canvas))
            read_times.append(middle - start)
            search_times.append(time.perf_counter() - middle)
        counts = [
            sum(len(list(search_with_title(TYPED[:end], stored.canvas))) for stored in canvases)
            for end in range(1, len(TYPED) + 1)
        ]
        opening_time, key_times = time_on_screen(Path(folder), counts)
    _print_row("canvases read", read_times)
    _print_row("searched", search_times)
    _print_row("opened and first result", [opening_time])
    _print_row("a key, to the screen", key_times)


def shelf_in(folder: Path, canvases: int) -> Shelf:
    """Return a shelf with this many canvases, no two the same; some words have accents."""
    shelf = Shelf(folder / "canvases.json", lambda: datetime.now(UTC))
    with shelf._locked() as db:  # one write, where `create` takes one for each
        for number in range(canvases):
            canvas = Canvas(f"Canvas {number}")
            for index in range(NOTES):
                word = "Stémpelkaart" if index % 7 == 0 else "Coffee in two minutes"
                text = f"{word} {index} of canvas {number} @students #recurring"
                canvas = canvas.add(BLOCKS[index % len(BLOCKS)], text)
            shelf._add(db, f"canvas-{number}", canvas_to_dict(canvas))
    return shelf


def time_on_screen(folder: Path, counts: Sequence[int]) -> tuple[float, list[float]]:
    """Return the seconds from opening the prompt to a first result, and those of each next key.

    Args:
        folder: Where the canvases are.
        counts: How many notes have the first letter typed, the first two, and so on.
    """
    with Terminal([BMC, "--lang", "en", "--file", str(folder / "canvases.json")], folder) as app:
        app.wait_for("? keys")
        app.keys("o")
        app.wait_for("Canvas 199")
        start = time.perf_counter()
        app.send(f"/{TYPED[0]}")  # without waiting for the prompt: the longest wait there is
        app.wait_for("type on")
        opening_time = time.perf_counter() - start
        key_times = []
        for end in range(2, len(TYPED) + 1):
            start = time.perf_counter()
            app.send(TYPED[end - 1])
            count = counts[end - 1]
            message = "type on" if count > MAX_MATCHES else f" {count} found"
            app.wait_for(lambda rows, message=message: message in rows[0])  # type: ignore[misc]
            app.wait_for(f"Find: {TYPED[:end]}")
            key_times.append(time.perf_counter() - start)
    return opening_time, key_times


def _print_row(what: str, seconds: Sequence[float]) -> None:
    """Print a row."""
    worst = max(seconds) * 1000
    print(f"{what:<24}{median(seconds) * 1000:>9.1f} ms{worst:>9.1f} ms at most")  # noqa: T201


if __name__ == "__main__":
    main()
