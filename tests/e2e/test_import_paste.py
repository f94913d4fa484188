"""A canvas pasted into a terminal for `bmc import -`, as over SSH, where the file is elsewhere."""

import json
import shutil
import signal
import termios
from pathlib import Path

import pytest

from tests.e2e.home_folder import DATA_FOLDER, canvas_in, note_texts_in
from tests.e2e.terminal import BMC, Terminal

pytestmark = pytest.mark.slow

PLAN = "# Bakery\r\rKey partners:\r- The mill\r- Łódź, 麦\r\rCosts:\r- Flour\r"
"""What a terminal sends for a paste: a carriage return for each line's end."""

ASK = "Paste the canvas, then Ctrl+D"
END, INTERRUPT, STOP = "\x04", "\x03", "\x1a"


def is_edited_by_line(terminal: Terminal) -> bool:
    """Tell whether the terminal edits lines and shows what is typed, as a shell expects it."""
    modes = terminal.attributes[3]
    return bool(modes & termios.ICANON) and bool(modes & termios.ECHO)


def last_row(rows: list[str]) -> str:
    """Return the last row with a text."""
    return next(row for row in reversed(rows) if row)


def test_a_canvas_is_pasted_and_shown_as_it_comes(tmp_path: Path) -> None:
    with Terminal([BMC, "import", "-"], tmp_path) as terminal:
        terminal.wait_for(ASK)
        terminal.send(PLAN)
        terminal.wait_for("- Łódź, 麦")
        terminal.wait_for("- Flour")
        terminal.send(END)
        terminal.wait_for("Made “Bakery”")
        terminal.wait_for("Key partners: 2 notes")
        assert terminal.wait() == 0
        assert is_edited_by_line(terminal)
    assert note_texts_in(tmp_path) == ["The mill", "Łódź, 麦", "Flour"]


def test_a_line_longer_than_the_terminal_takes_is_pasted_whole(tmp_path: Path) -> None:
    notes = [f"partner {number} " + "x" * 200 for number in range(300)]
    text = json.dumps({"key_partners": notes, "channels": ["van"]})
    assert len(text) > 60_000
    with Terminal([BMC, "import", "-"], tmp_path) as terminal:
        terminal.wait_for(ASK)
        terminal.send(text + END)  # without an end of the line before it
        terminal.wait_for("Key partners: 300 notes")
        assert terminal.wait() == 0
    assert note_texts_in(tmp_path) == ["van", *notes]


@pytest.mark.parametrize("pasted", ["", "## Costs\r- Flour\r- half a li"])
def test_ctrl_c_makes_nothing_and_gives_the_terminal_back(tmp_path: Path, pasted: str) -> None:
    with Terminal([BMC, "import", "-"], tmp_path) as terminal:
        terminal.wait_for(ASK)
        terminal.send(pasted)
        terminal.wait_until_read()
        terminal.send(INTERRUPT)
        assert terminal.wait() == 130
        assert is_edited_by_line(terminal)
        assert "Traceback" not in "\n".join(terminal.screen)
    assert not (tmp_path / DATA_FOLDER / "canvases.json").exists()


def test_what_is_typed_can_be_erased(tmp_path: Path) -> None:
    with Terminal([BMC, "import", "-"], tmp_path) as terminal:
        terminal.wait_for(ASK)
        terminal.send("Costs:\r- wrong")
        terminal.wait_for("- wrong")
        terminal.send("\x15")
        terminal.wait_for(lambda rows: "- wrong" not in rows)
        terminal.send("- 麦 floor\x7f\x7f\x7four\r")
        terminal.wait_for("- 麦 flour")
        terminal.send(END)
        assert terminal.wait() == 0
    assert note_texts_in(tmp_path) == ["麦 flour"]


def test_a_paste_without_blocks_makes_nothing_and_says_how_to_park_it(tmp_path: Path) -> None:
    with Terminal([BMC, "import", "-"], tmp_path, size=(200, 24)) as terminal:
        terminal.wait_for(ASK)
        terminal.send(f"Ideas\rmore ideas\r{END}")
        terminal.wait_for("paste it again: bmc import --park -")
        assert terminal.wait() == 1
    with Terminal([BMC, "import", "--park", "-"], tmp_path) as terminal:
        terminal.wait_for(ASK)
        terminal.send(f"Ideas\rmore ideas\r{END}")
        terminal.wait_for("Parked: 2 notes")
        assert terminal.wait() == 0
    assert [note.text for note in canvas_in(tmp_path).parked] == ["Ideas", "more ideas"]


@pytest.mark.skipif(not shutil.which("bash"), reason="needs bash")
def test_it_can_be_stopped_and_continued(tmp_path: Path) -> None:
    shell, env = ["bash", "--norc", "-i"], {"PS1": "ready> "}
    with Terminal(shell, tmp_path, size=(120, 30), env=env) as terminal:
        terminal.wait_for("ready>")
        terminal.send("bmc import -\r")
        terminal.wait_for(ASK)
        terminal.send("Costs:\r- Flour\r")
        terminal.wait_for("- Flour")
        terminal.send(STOP)
        terminal.wait_for("Stopped")
        terminal.send("stty -a | tr ' ' '\\n' | grep -x 'icanon;\\?\\|echo;\\?'\r")
        terminal.wait_for(lambda rows: {"icanon", "echo"} <= {*rows} and last_row(rows) == "ready>")
        terminal.send("fg\r")
        terminal.wait_for(lambda rows: rows.count("bmc import -") == 1)
        terminal.send("- Salt\r")
        terminal.wait_for("- Salt")
        terminal.send(END)
        terminal.wait_for("Cost structure: 2 notes")
        terminal.send("exit\r")
        assert terminal.wait() == 0
    assert note_texts_in(tmp_path) == ["Flour", "Salt"]


def test_a_terminal_that_goes_away_makes_nothing(tmp_path: Path) -> None:
    with Terminal([BMC, "import", "-"], tmp_path) as terminal:
        terminal.wait_for(ASK)
        terminal.send(PLAN)
        terminal.wait_for("- Flour")
        terminal.hang_up()
        assert terminal.wait() in {1, -signal.SIGHUP}
    assert not (tmp_path / DATA_FOLDER / "canvases.json").exists()
