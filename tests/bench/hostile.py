"""Measures the processor time of each reader on adversarial texts of 4 MB, the most that is read.

    python -m tests.bench.hostile

Each text is read in a process of its own. Prints the slowest texts of each reader, and exits with 1
if one takes longer than the limit.
"""

import argparse
import sys
from multiprocessing import get_context
from time import process_time
from typing import NamedTuple

from bmc_tui.formats.detect import read_text
from bmc_tui.formats.importer import MAX_IMPORT_BYTES, decode_text
from bmc_tui.formats.result import FormatError
from tests.hostile import DOCUMENTS, TEXTS, readers

LIMIT_S = 2.0
"""Processor time that a reader may take, in seconds."""


class Reading(NamedTuple):
    """What one reader made of one text."""

    seconds: float
    reader: str
    text: str
    outcome: str
    """How many notes it read, or the key of the error."""


def measure(reader: str, name: str, size: int) -> Reading:
    """Read a text in each document of a reader, and return the slowest reading.

    Args:
        reader: The name of the reader.
        name: The name of the text.
        size: Its size in characters, if it fits into `MAX_IMPORT_BYTES`.
    """
    readings = []
    read_text("## Channels\n- a\n")  # imports do not count
    for document in DOCUMENTS[reader]:
        raw = document(TEXTS[name](size)).encode("utf-8", "replace")[:MAX_IMPORT_BYTES]
        started = process_time()
        try:
            text = decode_text(raw.decode("utf-8", "ignore").encode())[0]
            outcome = f"{read_text(text, reader).canvas.note_count} notes"
        except FormatError as error:
            outcome = error.key
        readings.append(Reading(process_time() - started, reader, name, outcome))
    return max(readings)


def main() -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.hostile", description=__doc__)
    parser.add_argument("--size", type=int, default=MAX_IMPORT_BYTES, help="characters (4000000)")
    parser.add_argument("--rows", type=int, default=3, help="texts of each reader (3)")
    parser.add_argument("readers", nargs="*", help="names of readers (all)")
    args = parser.parse_args()
    is_slow = False
    sys.stdout.write(f"{'reader':11} {'CPU, s':>6}  {'text':38} outcome\n")
    with get_context("spawn").Pool(1, maxtasksperchild=20) as pool:
        for reader in args.readers or readers():
            tasks = [(reader, name, args.size) for name in TEXTS]
            readings = sorted(pool.starmap(measure, tasks, chunksize=1), reverse=True)
            for reading in readings[: args.rows]:
                row = f"{reader:11} {reading.seconds:6.2f}  {reading.text:38} {reading.outcome}"
                sys.stdout.write(row + "\n")
            is_slow = is_slow or readings[0].seconds > LIMIT_S
            sys.stdout.flush()
    sys.exit(is_slow)


if __name__ == "__main__":
    main()
