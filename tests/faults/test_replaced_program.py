"""The program is upgraded or removed while it runs: all is saved, and one line tells the user."""

import shutil
import sys
from pathlib import Path

import pytest

import bmc_tui
from bmc_tui.model.canvas import Canvas
from tests.e2e.terminal import Terminal
from tests.faults.app import notes_in, shelf_at, wait_for_message

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("key", ["?", "r"], ids=["action", "worker"])
def test_a_key_that_needs_what_is_gone_ends_the_app_with_all_saved(
    tmp_path: Path, key: str
) -> None:
    program, file = tmp_path / "program", tmp_path / "canvases.json"
    shutil.copytree(Path(bmc_tui.__file__).parent, program / "bmc_tui")
    shelf_at(file).create(Canvas("Cart"), "a")
    environ = {"PYTHONPATH": str(program), "BMC_FILE": str(file)}
    with Terminal([sys.executable, "-m", "bmc_tui"], tmp_path, env=environ) as terminal:
        terminal.wait_for("? keys")
        terminal.keys("a")
        terminal.wait_for("Enter adds")
        terminal.send("typed\r")
        terminal.keys("escape")
        terminal.wait_for(lambda rows: rows[0].endswith(" saved"))
        program.rename(tmp_path / "gone")
        terminal.keys(key)
        wait_for_message(terminal, "upgraded or removed", "Everything is saved")
        assert terminal.wait() == 1
        assert "Traceback" not in "\n".join(terminal.screen)
    assert notes_in(file) == ["typed"]
