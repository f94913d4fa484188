"""Rich text from the installed program: on a desktop's clipboard, and over SSH in a file."""

import json
from pathlib import Path

import pytest

from bmc_tui.formats.page.html_reader import read
from tests.e2e import displays
from tests.e2e.home_folder import DATA_FOLDER, run_bmc
from tests.e2e.terminal import BMC, Terminal

pytestmark = pytest.mark.slow

SSH = {"SSH_CONNECTION": "192.0.2.1 50000 192.0.2.2 22"}
WIDE = (160, 24)


def pasted(display: dict[str, str], home: Path) -> dict[str, list[str]]:
    """Return the notes of each block that a program gets that pastes HTML."""
    file = home / "pasted.html"
    file.write_text(displays.read_clipboard(display, "text/html"), encoding="utf-8")
    run_bmc(home, "import", str(file))
    return notes(home)


def notes(home: Path) -> dict[str, list[str]]:
    """Return the notes of each block of the current canvas."""
    blocks = json.loads(run_bmc(home, "export", "--format", "json"))["blocks"]
    return {block: sorted(note["text"] for note in content) for block, content in blocks.items()}


@pytest.mark.needs("Xvfb", "xclip")
def test_a_document_gets_each_note_once_from_the_command_and_from_the_key(tmp_path: Path) -> None:
    run_bmc(tmp_path, "new", "--example", "coffee-cart")
    before = notes(tmp_path)
    with displays.working_display() as display:
        for options in ([], ["--format", "table"]):
            output = run_bmc(tmp_path, "copy", "--rich", *options, env=display)
            assert output.startswith("Copied with its layout.")
            assert pasted(display, tmp_path) == before
        with Terminal([BMC], tmp_path, size=WIDE, env=display) as terminal:
            terminal.wait_for("? keys")
            displays.write_clipboard(display, b"older")
            terminal.keys("c")
            terminal.wait_for("Copy or save as")
            terminal.keys("down", "r")
            terminal.wait_for("report: Copied with its layout.")
            assert pasted(display, tmp_path) == before
            terminal.keys("c")
            terminal.wait_for("Copy or save as")
            terminal.keys(*["down"] * 3, "r")
            terminal.wait_for("text can't be copied with its layout. Choose one of")
            terminal.keys("escape", "q")
            assert terminal.wait() == 0
        run_bmc(tmp_path, "copy", "--rich", "--block", "channels", env=display)
        html = displays.read_clipboard(display, "text/html")
        assert list(map(str, read(html).named)) == ["channels"]


def test_over_ssh_it_says_that_a_terminal_takes_plain_text_and_saves_the_page(
    tmp_path: Path,
) -> None:
    run_bmc(tmp_path, "new", "--example", "coffee-cart")
    before = notes(tmp_path)
    with Terminal([BMC], tmp_path, size=WIDE, env=SSH) as terminal:
        terminal.wait_for("? keys")
        terminal.keys("c")
        terminal.wait_for("Copy or save as")
        terminal.keys("r")
        terminal.wait_for("a terminal takes plain text only. Not copied.")
        assert terminal.clipboard is None
        terminal.keys("escape", "q")
        assert terminal.wait() == 0
    run_bmc(tmp_path, "import", str(tmp_path / DATA_FOLDER / "copied.html"))
    assert notes(tmp_path) == before
