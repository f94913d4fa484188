"""What a review takes of a full canvas: nine blocks with sixty notes. It is to stay under 5 ms.

    python -m tests.bench.review

Every note of every canvas is a new one, so that no cache of the program makes this look faster than
a first review is.
"""

import argparse
import time
from collections.abc import Sequence
from statistics import median, quantiles

from bmc_tui.examples import example_names, load_example
from bmc_tui.guide import languages
from bmc_tui.model.blocks import BLOCKS, GENERAL, Block
from bmc_tui.model.canvas import Canvas
from bmc_tui.review import review

NOTES = 60


def main() -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.review", description=__doc__)
    parser.add_argument("--reviews", type=int, default=300, help="reviews of each (300)")
    reviews = parser.parse_args().reviews
    print(f"{'canvas':>24}{'notes':>7}{'findings':>9}{'median, ms':>12}{'p95, ms':>10}")  # noqa: T201
    for name, canvas in _canvases().items():
        times = [_timed(_changed(canvas, number)) for number in range(reviews)]
        findings = len(review(canvas).findings)
        figures = f"{median(times):>12.2f}{_p95(times):>10.2f}"
        print(f"{name:>24}{canvas.note_count:>7}{findings:>9}{figures}")  # noqa: T201


def _canvases() -> dict[str, Canvas]:
    """Return the canvases: sixty notes with few findings, sixty with many, and the examples."""
    canvases = {"few findings": _full("Idea {n} @segment-{n} #fixed"), "many findings": _faulty()}
    for language in languages():
        canvases |= {name: load_example(name) for name in example_names(language)}
    return canvases


def _full(text: str) -> Canvas:
    """Return a canvas of nine blocks with sixty notes in all."""
    canvas = Canvas("Full")
    for index in range(NOTES):
        block = BLOCKS[index % len(BLOCKS)]
        sections = block.phases or (GENERAL,)
        section = sections[index // len(BLOCKS) % len(sections)]
        note = text.format(n=index // len(BLOCKS))
        canvas = canvas.add(block, note, section=section)
    return canvas


def _faulty() -> Canvas:
    """Return a full canvas with a finding for nearly every note."""
    canvas = _full(
        "Need for one thing; and for another, of which a note can't hold so many @segmnt"
    )
    return canvas.add(Block.CUSTOMER_SEGMENTS, "Everyone #?")


def _changed(canvas: Canvas, number: int) -> Canvas:
    """Return the canvas with one more word in each note, so that no cache has any of them."""
    for block in BLOCKS:
        notes = [note._replace(text=f"{note.text} {number}") for note in canvas.notes(block)]
        canvas = canvas.with_notes(block, notes)
    return canvas


def _timed(canvas: Canvas) -> float:
    """Return the milliseconds that a review takes."""
    start = time.perf_counter()
    review(canvas)
    return (time.perf_counter() - start) * 1000


def _p95(values: Sequence[float]) -> float:
    """Return what 95 of 100 values do not exceed."""
    return quantiles(values, n=20, method="inclusive")[-1]


if __name__ == "__main__":
    main()
