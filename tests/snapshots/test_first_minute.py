"""The first canvas of README, by its own six lines in the real program, as a moving picture."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
import pytest_textual_snapshot
from syrupy.assertion import SnapshotAssertion

from bmc_tui.model.canvas import Canvas
from bmc_tui.store import Shelf
from tests.e2e import displays
from tests.e2e.home_folder import DATA_FOLDER, note_texts_in
from tests.e2e.terminal import BMC, Terminal
from tests.e2e.waiting import wait_until
from tests.snapshots.animation import take_frame, write_animation
from tests.ui.apps import NOON

pytestmark = pytest.mark.slow

README = Path(__file__).parents[2] / "README.md"
SIZE = (80, 24)
MAX_BYTES = 1_000_000

KEYS = {"Enter": "enter", "Esc": "escape", "Ctrl+N": "ctrl+n", "Ctrl+PgDn": "ctrl+pagedown"}


class Action(NamedTuple):
    """What one of the six lines tells to type or press."""

    word: str
    line: str
    """The line, without its signs."""

    @property
    def is_text(self) -> bool:
        """Whether it is typed, and no key."""
        return " " in self.word


def actions() -> Iterator[Action]:
    """Yield what the lines of README tell to do: it is set in bold there."""
    section = README.read_text(encoding="utf-8").split("## A first canvas\n")[1].split("\n## ")[0]
    for line in re.findall(r"^\d\. (.*)$", section, re.MULTILINE):
        for word in re.findall(r"\*\*(.+?)\*\*", line):
            yield Action(word, re.sub(r"\*\*|`", "", line))


@pytest.mark.needs("Xvfb", "xclip")
def test_first_minute(snapshot: SnapshotAssertion, tmp_path: Path) -> None:
    file = tmp_path / DATA_FOLDER / "canvases.json"
    shelf = Shelf(file, lambda: NOON)
    shelf.delete(shelf.create(Canvas()).entry.id)
    shelf.claim_notice("data")  # which would show the path of this folder
    typed: list[str] = []
    with displays.working_display() as display:
        env = display | {"COLORTERM": "truecolor"}
        with Terminal([BMC], tmp_path, size=SIZE, env=env) as terminal:
            terminal.wait_for("? keys")
            terminal.settle()
            frames = [take_frame(terminal, SIZE, "$ bmc", 2)]
            for action in actions():
                if action.is_text:
                    for word in action.word.split(" "):
                        typed[-1:] = [f"{typed[-1]} {word}".strip()]
                        terminal.send(word if typed[-1] == word else f" {word}")
                        wait_until(lambda: typed[-1] in file.read_text(encoding="utf-8"))
                        terminal.wait_for("saved")
                        terminal.settle()
                        frames.append(take_frame(terminal, SIZE, action.line, 0.4))
                    continue
                if action.word == "q":
                    terminal.send("q")
                    assert terminal.wait() == 0
                    break
                terminal.keys(KEYS.get(action.word, action.word))
                if action.word == "y":
                    terminal.wait_for("Copied. Paste it into your document.")
                terminal.settle()
                frames.append(take_frame(terminal, SIZE, action.line, 2.2))
                typed.append("")
        copied = displays.read_clipboard(display)
    notes = list(filter(None, typed))
    assert note_texts_in(tmp_path) == notes
    assert len(notes) == 3
    assert all(note in copied for note in notes)
    picture = write_animation([*frames[:-1], frames[-1]._replace(seconds=4)])
    assert len(picture.encode()) < MAX_BYTES
    assert snapshot.use_extension(pytest_textual_snapshot.SVGImageExtension) == picture
