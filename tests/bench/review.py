"""Measures a review of a full canvas, sixty notes in nine blocks: it must take less than 5 ms.

    python -m tests.bench.review

Every review gets notes with new texts, so that no cache of the program makes it faster than the
first review of a canvas.
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

NOTE_COUNT = 60


def main() -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.review", description=__doc__)
    parser.add_argument("--reviews", type=int, default=300, help="reviews of each (300)")
    reviews = parser.parse_args().reviews
    print(f"{'canvas':>24}{'notes':>7}{'findings':>9}{'median, ms':>12}{'p95, ms':>10}")  # noqa: T201
    for name, canvas in _canvases().items():
        times = [_time_review_ms(_with_new_notes(canvas, number)) for number in range(reviews)]
        findings = len(review(canvas).findings)
        figures = f"{median(times):>12.2f}{_p95(times):>10.2f}"
        print(f"{name:>24}{canvas.note_count:>7}{findings:>9}{figures}")  # noqa: T201


def _canvases() -> dict[str, Canvas]:
    """Return the canvases by name: full with few findings, full with many, and the examples."""
    canvases = {
        "few findings": _full_canvas("Idea {n} @segment-{n} #fixed"),
        "many findings": _faulty_canvas(),
    }
    for language in languages():
        canvases |= {name: load_example(name) for name in example_names(language)}
    return canvases


def _full_canvas(text: str) -> Canvas:
    """Return a canvas of `NOTE_COUNT` notes, spread over the nine blocks and the phases.

    Args:
        text: The text of each note; `{n}` becomes the note's number in its block.
    """
    canvas = Canvas("Full")
    for index in range(NOTE_COUNT):
        block = BLOCKS[index % len(BLOCKS)]
        sections = block.phases or (GENERAL,)
        section = sections[index // len(BLOCKS) % len(sections)]
        note = text.format(n=index // len(BLOCKS))
        canvas = canvas.add(block, note, section=section)
    return canvas


def _faulty_canvas() -> Canvas:
    """Return a full canvas with a finding for nearly every note, one of them a misspelt segment."""
    canvas = _full_canvas(
        "Need for one thing; and for another, of which a note can't hold so many @segmnt"
    )
    return canvas.add(Block.CUSTOMER_SEGMENTS, "Everyone #?")


def _with_new_notes(canvas: Canvas, number: int) -> Canvas:
    """Return the canvas with a number after each note, so that no cache has its text."""
    for block in BLOCKS:
        notes = [note._replace(text=f"{note.text} {number}") for note in canvas.notes(block)]
        canvas = canvas.with_notes(block, notes)
    return canvas


def _time_review_ms(canvas: Canvas) -> float:
    """Return the milliseconds that a review of a canvas takes."""
    start = time.perf_counter()
    review(canvas)
    return (time.perf_counter() - start) * 1000


def _p95(values: Sequence[float]) -> float:
    """Return the 95th percentile."""
    return quantiles(values, n=20, method="inclusive")[-1]


if __name__ == "__main__":
    main()
