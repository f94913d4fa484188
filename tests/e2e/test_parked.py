"""What is parked, with the installed program: typed, sent on, over two windows, and old files."""

import json
from pathlib import Path

import pytest

from bmc_tui.model.blocks import GENERAL, Block
from tests.e2e.home_folder import DATA_FOLDER, canvas_in, run_bmc
from tests.e2e.terminal import BMC, Terminal
from tests.e2e.test_app_in_terminal import READY, quit_app

pytestmark = pytest.mark.slow


def parked_in(home: Path) -> tuple[str, ...]:
    return canvas_in(home).texts(Block.PARKED, GENERAL)


def line_above_footer(terminal: Terminal) -> str:
    return "".join(terminal.screen[-2])


def test_it_is_typed_shown_and_sent_on(tmp_path: Path) -> None:
    run_bmc(tmp_path, "new", "Coffee cart")
    with Terminal([BMC], tmp_path) as terminal:
        terminal.wait_for(READY)
        terminal.send("0")
        terminal.wait_for("Nothing is parked. a adds a note")
        terminal.send("a")
        terminal.wait_for("0 Parked +")
        terminal.send("Ask the baker\rA van?\r")
        terminal.keys("escape")
        terminal.wait_for("0 Parked 2  Ask the baker · A van?")
        quit_app(terminal)
    with Terminal([BMC], tmp_path) as terminal:
        terminal.wait_for(READY)
        assert line_above_footer(terminal).startswith(" 0 Parked 2  Ask the baker · A van?")
        terminal.keys("0", "enter")
        terminal.wait_for("A van?")
        terminal.keys("up", "ctrl+b")
        terminal.wait_for("0 Parked  Esc cancels")
        terminal.send("6")
        terminal.wait_for("6 Key resources")
        terminal.keys("escape")
        terminal.wait_for(READY)
        quit_app(terminal)
    assert parked_in(tmp_path) == ("Ask the baker",)
    assert canvas_in(tmp_path).texts(Block.KEY_RESOURCES, GENERAL) == ("A van?",)


def test_a_command_adds_to_it_while_it_is_open(tmp_path: Path) -> None:
    run_bmc(tmp_path, "new", "Coffee cart")
    run_bmc(tmp_path, "add", "parked", "Ask the baker")
    with Terminal([BMC], tmp_path) as terminal:
        terminal.wait_for(READY)
        terminal.keys("0", "enter")
        terminal.wait_for("Notes")
        terminal.send("Mine")
        run_bmc(tmp_path, "add", "0", "Theirs")
        terminal.wait_for("Theirs")
        terminal.keys("escape")
        terminal.wait_for(READY)
        quit_app(terminal)
    assert sorted(parked_in(tmp_path)) == ["Ask the baker", "Mine", "Theirs"]


def test_a_file_of_the_version_before_is_carried_over(tmp_path: Path) -> None:
    folder = tmp_path / DATA_FOLDER
    folder.mkdir(parents=True)
    time = "2026-03-01T12:00:00.000+00:00"
    notes = [{"text": "Students"}, {"text": "Risks", "section": "unplaced"}]
    document = {"rev": 1, "title": "Old", "created": time, "changed": time, "deleted": None}
    data = {
        "meta": {"shelf": {"schema": 1, "last": "a", "told": ["data"]}},
        "canvases": {"a": {**document, "blocks": {"customer_segments": notes}}},
    }
    file = folder / "canvases.json"
    file.write_text(json.dumps(data))
    before = file.read_bytes()
    with Terminal([BMC], tmp_path) as terminal:
        terminal.wait_for(READY)
        terminal.wait_for("0 Parked 1  Risks")
        quit_app(terminal)
    assert file.read_bytes() == before
    run_bmc(tmp_path, "add", "0", "A van?")
    saved = json.loads(file.read_text())
    assert saved["meta"]["shelf"]["schema"] == 2
    assert saved["canvases"]["a"]["parked"] == [{"text": "Risks"}, {"text": "A van?"}]


def test_every_command_has_it(tmp_path: Path) -> None:
    run_bmc(tmp_path, "new", "Cart")
    run_bmc(tmp_path, "add", "0", "Ask the baker")
    assert "0 Parked\n · Ask the baker" in run_bmc(tmp_path, "show")
    assert "0 Parked: 1 note\n0.1 Ask the baker" in run_bmc(tmp_path, "show", "--plain")
    assert "Cart: Parked: Ask the baker" in run_bmc(tmp_path, "find", "baker")
    assert run_bmc(tmp_path, "export").endswith("## Parked\n\n- Ask the baker\n")
    dutch = run_bmc(tmp_path, "--lang", "nl", "export", "--format", "report")
    assert dutch.endswith("## Geparkeerd\n\n- Ask the baker\n")
    assert "Ask the baker" not in run_bmc(tmp_path, "export", "--format", "text")
    assert "Ask the baker" not in run_bmc(tmp_path, "export", "--format", "svg")
    assert json.loads(run_bmc(tmp_path, "export", "--format", "json"))["parked"] == [
        {"text": "Ask the baker"}
    ]
    assert "Parked: Gone: Ask the baker" in run_bmc(tmp_path, "undo")
