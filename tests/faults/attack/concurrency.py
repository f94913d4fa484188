"""Two apps and three command lines edit one canvas together: every note is there, once."""

import threading
from pathlib import Path

from tests.e2e.terminal import BMC, Terminal
from tests.faults.attack.figures import Figures, repeats
from tests.faults.attack.homes import data_file, prepare, run_bmc, words_in

_EDITS = 240
"""The notes that each of the five adds at scale 1."""


def edit_together(scratch: Path, scale: float) -> Figures:
    """Have two apps and three writers add notes at the same time, and quit.

    Args:
        scratch: An empty folder.
        scale: 1 for 240 notes each.
    """
    figures = Figures("two apps and three command lines on one canvas")
    prepare(data_file(scratch))
    count = repeats(_EDITS, scale)
    acknowledged: list[str] = []

    def write(prefix: str) -> None:
        for number in range(count):
            word = f"{prefix}{number:04d}"
            if run_bmc(scratch, "add", "channels", word).returncode == 0:
                acknowledged.append(word)

    writers = [threading.Thread(target=write, args=(prefix,)) for prefix in "cde"]
    size = (120, 40)
    with Terminal([BMC], scratch, size=size) as one, Terminal([BMC], scratch, size=size) as other:
        for terminal in (one, other):
            terminal.wait_for("? keys")
            terminal.keys("3", "a")
            terminal.wait_for("Enter adds")
        for writer in writers:
            writer.start()
        for number in range(count):
            for terminal, prefix in ((one, "a"), (other, "b")):
                terminal.send(f"{prefix}{number:04d}\r")
                terminal.wait_until_read()
        for writer in writers:
            writer.join()
        for terminal, prefix in ((one, "a"), (other, "b")):
            acknowledged += [f"{prefix}{number:04d}" for number in range(count)]
            terminal.keys("escape", "q")
            code = terminal.wait()
            if code:
                figures.problems.append(f"an app ended with {code}")
    words = words_in(data_file(scratch))
    if words is None:
        figures.problems.append("the file is damaged")
        return figures
    figures.add("edits", len(acknowledged))
    figures.add("edits refused", 5 * count - len(acknowledged))
    if lost := [word for word in acknowledged if not words[word]]:
        figures.problems.append(f"lost: {lost}")
    if twice := [word for word in acknowledged if words[word] > 1]:
        figures.problems.append(f"twice: {twice}")
    return figures
