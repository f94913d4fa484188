"""Kills child processes that save without a pause, each at a random moment.

    python -m tests.faults.kill_at_random FILE KILLS

Prints a line for each child: the rev of the last save that it reported as finished, and the rev in
the file after the kill.
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
from tests.saving import save_over

_PREPARED_REV = 3
"""The rev of the canvas in FILE before the first child saves."""


def _save_repeatedly(shelf: Shelf, id_: str, report_fd: int) -> None:
    """Save different notes until the process is killed, and write each save's rev to a pipe."""
    while True:
        rev = shelf.load(id_).entry.rev
        notes = [f"note {n} of {rev + 1}" for n in range(rev % 40)]
        rev = save_over(shelf, id_, Canvas().add(Block.CHANNELS, *notes)).entry.rev
        os.write(report_fd, f"{rev}\n".encode())


def _stored_rev(shelf: Shelf, id_: str) -> int:
    """Return the rev in the file; asserts that its notes are those of that save, and no others."""
    stored = shelf.load(id_)
    texts = [note.text for note in stored.canvas.notes(Block.CHANNELS)]
    rev = stored.entry.rev
    if texts != [f"note {n} of {rev}" for n in range((rev - 1) % 40)] and rev > _PREPARED_REV:
        raise AssertionError(texts)
    return rev


def main(file: Path, kills: int) -> None:
    """Start and kill so many children."""
    generator = random.Random(kills)  # noqa: S311
    shelf = Shelf(file, lambda: datetime.now(UTC))
    (entry,) = shelf.entries()
    # Imports what a save imports late, so that the children need not.
    shelf.rename(entry.id, "")
    for _ in range(kills):
        read_fd, write_fd = os.pipe()
        child = os.fork()
        if child == 0:
            _save_repeatedly(shelf, entry.id, write_fd)
        os.close(write_fd)
        with os.fdopen(read_fd, encoding="ascii") as lines:
            start = time.monotonic()
            first = int(lines.readline())
            # A fraction of the time that its first save took, so that the kill falls in a later
            # save on any machine. The assertions hold for every moment.
            time.sleep(generator.random() * (time.monotonic() - start))
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            reported_revs = [first, *(int(line) for line in lines if line.endswith("\n"))]
        print(reported_revs[-1], _stored_rev(shelf, entry.id))  # noqa: T201


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
