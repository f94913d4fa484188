"""A program that kills children which save without a pause, each at a random moment.

    python -m tests.faults.kill_at_random FILE KILLS

It prints a line for each: the rev of the last save that the child had finished, as the child told
it, and the rev in the file afterwards.
"""

import os
import random
import signal
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from bmc_tui.model.blocks import Block
from bmc_tui.model.canvas import Canvas
from bmc_tui.store import Shelf

_FIRST = 3
"""The rev that the file is prepared to; from then on the children save."""


def _save_for_ever(shelf: Shelf, id_: str, told: int) -> None:
    """Save different notes, and tell the rev of each save, for as long as it goes."""
    while True:
        rev = shelf.load(id_).entry.rev
        notes = [f"note {n} of {rev + 1}" for n in range(rev % 40)]
        rev = shelf.save(id_, rev, Canvas().add(Block.CHANNELS, *notes)).entry.rev
        os.write(told, f"{rev}\n".encode())


def _last(shelf: Shelf, id_: str) -> int:
    """Return the rev in the file, having seen that the notes are all of one save."""
    kept = shelf.load(id_)
    texts = [note.text for note in kept.canvas.notes(Block.CHANNELS)]
    rev = kept.entry.rev
    if texts != [f"note {n} of {rev}" for n in range((rev - 1) % 40)] and rev > _FIRST:
        raise AssertionError(texts)
    return rev


def main(file: Path, kills: int) -> None:
    """Kill as often as wanted."""
    moments = random.Random(kills)  # noqa: S311
    shelf = Shelf(file, lambda: datetime.now(UTC))
    (entry,) = shelf.entries()
    # What is imported late is imported now: the children only save.
    shelf.rename(entry.id, "")
    for _ in range(kills):
        ears, mouth = os.pipe()
        child = os.fork()
        if child == 0:
            _save_for_ever(shelf, entry.id, mouth)
        os.close(mouth)
        with os.fdopen(ears, encoding="ascii") as lines:
            began = time.monotonic()
            first = int(lines.readline())
            # Some part of the time that its first save took: so it is killed in the next one,
            # however fast the machine is. Which moment that is, has no say in what must be left.
            time.sleep(moments.random() * (time.monotonic() - began))
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            told = [first, *(int(line) for line in lines if line.endswith("\n"))]
        print(told[-1], _last(shelf, entry.id))  # noqa: T201


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
