"""How long it takes until what is typed is found, over all canvases of a large file.

    python -m tests.bench.find

The canvases are read once, when the line to type in opens; after that each key looks through all
notes again. Both are told, and what a person waits for: the key's whole way to the screen. The
program is held to a first result within 100 milliseconds of a key, for 200 canvases.
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
from bmc_tui.store.documents import to_dict
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
        read, found = [], []
        for _ in range(options.times):
            start = time.perf_counter()
            canvases = shelf.canvases()
            middle = time.perf_counter()
            for kept in canvases:
                list(search_with_title(TYPED, kept.canvas))
            read.append(middle - start)
            found.append(time.perf_counter() - middle)
        counts = [
            sum(len(list(search_with_title(TYPED[:end], kept.canvas))) for kept in canvases)
            for end in range(1, len(TYPED) + 1)
        ]
        opened, typed = on_the_screen(Path(folder), counts)
    _tell("canvases read", read)
    _tell("looked through", found)
    _tell("opened and first result", [opened])
    _tell("a key, to the screen", typed)


def shelf_in(folder: Path, canvases: int) -> Shelf:
    """Return a shelf with this many canvases, no two the same; some words have accents."""
    shelf = Shelf(folder / "canvases.json", lambda: datetime.now(UTC))
    with shelf._locked() as db:  # one write, where `create` takes one for each
        for number in range(canvases):
            canvas = Canvas(f"Canvas {number}")
            for place in range(NOTES):
                word = "Stémpelkaart" if place % 7 == 0 else "Coffee in two minutes"
                text = f"{word} {place} of canvas {number} @students #recurring"
                canvas = canvas.add(BLOCKS[place % len(BLOCKS)], text)
            shelf._add(db, f"canvas-{number}", to_dict(canvas))
    return shelf


def on_the_screen(folder: Path, counts: Sequence[int]) -> tuple[float, list[float]]:
    """Return the seconds from opening the line to a first result, and those of each next key.

    Args:
        folder: Where the canvases are.
        counts: How many notes have the first letter typed, the first two, and so on.
    """
    with Terminal([BMC, "--lang", "en", "--file", str(folder / "canvases.json")], folder) as app:
        app.wait_for("? keys")
        app.keys("o")
        app.wait_for("Canvas 199")
        start = time.perf_counter()
        app.send(f"/{TYPED[0]}")  # without waiting for the line: the longest there is to wait
        app.wait_for("type on")
        opened = time.perf_counter() - start
        typed = []
        for end in range(2, len(TYPED) + 1):
            start = time.perf_counter()
            app.send(TYPED[end - 1])
            count = counts[end - 1]  # of all that have what was typed so far
            wanted = "type on" if count > MAX_MATCHES else f" {count} found"
            app.wait_for(lambda rows, wanted=wanted: wanted in rows[0])  # type: ignore[misc]
            app.wait_for(f"Find: {TYPED[:end]}")
            typed.append(time.perf_counter() - start)
    return opened, typed


def _tell(what: str, seconds: Sequence[float]) -> None:
    """Print a row."""
    worst = max(seconds) * 1000
    print(f"{what:<24}{median(seconds) * 1000:>9.1f} ms{worst:>9.1f} ms at most")  # noqa: T201


if __name__ == "__main__":
    main()
