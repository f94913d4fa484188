"""The formats in the installed program, and what it saves read back by it."""

from pathlib import Path

import pytest

from tests.e2e.home_folder import run_bmc
from tests.e2e.terminal import BMC, Terminal

pytestmark = pytest.mark.slow


def test_a_canvas_is_saved_as_json_canvas_and_imported_again(tmp_path: Path) -> None:
    run_bmc(tmp_path, "new", "Coffee cart")
    run_bmc(tmp_path, "add", "3/awareness", "Instagram #online")
    with Terminal([BMC], tmp_path, size=(100, 24)) as terminal:
        terminal.wait_for("? keys")
        terminal.keys("c")
        terminal.wait_for("Copy or save as")
        terminal.keys(*["down"] * 11)
        terminal.send("s")
        terminal.wait_for("Save as: Coffee cart.canvas")
        terminal.send("\x15" + f"{tmp_path}/cart.canvas")
        terminal.keys("enter")
        terminal.wait_for("Saved as jsoncanvas in")
        terminal.keys("escape")
        terminal.wait_for("1 Segments")
        terminal.keys("q")
        assert terminal.wait() == 0
    before = run_bmc(tmp_path, "export", "Coffee cart")
    run_bmc(tmp_path, "new", "Other")
    run_bmc(tmp_path, "import", str(tmp_path / "cart.canvas"))
    assert run_bmc(tmp_path, "export") == before


def test_all_canvases_go_into_a_folder_as_documents_of_word_and_come_back(tmp_path: Path) -> None:
    for title, note in (("Coffee cart", "Students"), ("Coffee: cart", "Staff @staff")):
        run_bmc(tmp_path, "new", title)
        run_bmc(tmp_path, "add", "1", note)
    run_bmc(tmp_path, "export", "--all", "--format", "docx", "-o", "out")
    files = sorted((tmp_path / "out").iterdir())
    assert [file.name for file in files] == ["Coffee cart.docx", "Coffee- cart.docx"]
    other = {"BMC_FILE": str(tmp_path / "other.json")}
    run_bmc(tmp_path, "import", *map(str, files), env=other)
    for title in ("Coffee cart", "Coffee: cart"):
        assert run_bmc(tmp_path, "export", title, env=other) == run_bmc(tmp_path, "export", title)
