"""What a review takes of a full canvas: nine blocks with sixty notes. It is to stay under 5 ms.

    python -m tests.bench.review

Every note of every canvas is another one than before, so that what the program keeps of notes that
it has seen does not make this look faster than it is at first.
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
    print(f"{'canvas':>24}{'notes':>7}{'found':>7}{'median, ms':>12}{'p95, ms':>10}")  # noqa: T201
    for name, canvas in _canvases().items():
        taken = [_timed(_changed(canvas, number)) for number in range(reviews)]
        found = len(review(canvas).findings)
        figures = f"{median(taken):>12.2f}{_p95(taken):>10.2f}"
        print(f"{name:>24}{canvas.count:>7}{found:>7}{figures}")  # noqa: T201


def _canvases() -> dict[str, Canvas]:
    """Return what is reviewed: sixty notes with few faults, sixty with many, the examples."""
    found = {"few faults": _full("Idea {n} @segment-{n} #fixed"), "many faults": _wrong()}
    for language in languages():
        found |= {name: load_example(name) for name in example_names(language)}
    return found


def _full(text: str) -> Canvas:
    """Return a canvas of nine blocks with sixty notes in all."""
    canvas = Canvas("Full")
    for place in range(NOTES):
        block = BLOCKS[place % len(BLOCKS)]
        sections = block.phases or (GENERAL,)
        section = sections[place // len(BLOCKS) % len(sections)]
        note = text.format(n=place // len(BLOCKS))
        canvas = canvas.add(block, note, section=section)
    return canvas


def _wrong() -> Canvas:
    """Return one of which nearly every note has something that is to be found."""
    canvas = _full(
        "Need for one thing; and for another, of which a note can't hold so many @segmnt"
    )
    return canvas.add(Block.CUSTOMER_SEGMENTS, "Everyone #?")


def _changed(canvas: Canvas, number: int) -> Canvas:
    """Return the canvas with one more word in each note, so that none of them is known yet."""
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
