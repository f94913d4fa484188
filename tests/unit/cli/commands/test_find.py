"""`bmc find`: notes and titles over all canvases, one per line."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from bmc_tui.cli.main import main
from bmc_tui.model.blocks import Block, Section
from bmc_tui.model.canvas import Canvas
from tests.ui.apps import shelf_in

Bmc = Callable[..., tuple[int, str, str]]


@pytest.fixture
def bmc(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Bmc:
    """Return the exit code and the output of a command."""
    monkeypatch.setenv("BMC_FILE", str(tmp_path / "canvases.json"))
    shelf = shelf_in(tmp_path)
    cafe = Canvas("Repaircafé").add(Block.CHANNELS, "Café Spoor", section=Section("awareness"))
    shelf.create(cafe.add(Block.KEY_PARTNERS, "Bank"), "cafe")
    shelf.create(Canvas("Bakery").add(Block.COST_STRUCTURE, "Rent of the café: 900"), "bakery")
    shelf.delete(shelf.create(Canvas("Café that is gone")).entry.id)

    def run(*arguments: str) -> tuple[int, str, str]:
        code = main(["--lang", "en", *arguments])
        return code, *capsys.readouterr()

    return run


def test_each_note_and_title_is_a_line_with_its_canvas_and_place(bmc: Bmc) -> None:
    code, out, err = bmc("find", "CAFE")
    assert (code, err) == (0, "")
    assert sorted(out.splitlines()) == [
        "Bakery: Cost structure: Rent of the café: 900",
        "Repaircafé",
        "Repaircafé: Channels/Awareness: Café Spoor",
    ]


def test_several_words_are_one_query(bmc: Bmc) -> None:
    assert bmc("find", "café", "spoor")[1] == "Repaircafé: Channels/Awareness: Café Spoor\n"


def test_matches_are_printed_as_json(bmc: Bmc) -> None:
    code, out, _ = bmc("find", "--json", "repaircafé")
    assert code == 0
    title = {"block": None, "section": None, "note": None}
    assert json.loads(out) == [{"id": "cafe", "title": "Repaircafé", **title}]
    (match,) = json.loads(bmc("find", "--json", "spoor")[1])
    assert (match["block"], match["section"]) == ("channels", "awareness")
    assert match["note"] == "Café Spoor"


def test_no_match_ends_with_1_and_a_message(bmc: Bmc) -> None:
    assert bmc("find", "bicycle") == (
        1,
        "",
        "No canvas contains “bicycle”, in a note or in its title.\n",
    )
    code, out, _ = bmc("find", "bicycle", "--json")
    assert (code, json.loads(out)) == (1, [])


def test_an_empty_query_is_reported(bmc: Bmc) -> None:
    code, out, err = bmc("find", "  ")
    assert (code, out) == (1, "")
    assert "There is nothing to look for" in err


def test_a_huge_title_is_cut_before_each_note(bmc: Bmc, tmp_path: Path) -> None:
    canvas = Canvas("Long " * 20_000).add(Block.CHANNELS, *(f"Stall {n}" for n in range(50)))
    shelf_in(tmp_path).create(canvas)
    lines = bmc("find", "stall")[1].splitlines()
    assert len(lines) == 50
    assert {line.partition("…: ")[2] for line in lines} >= {
        "Channels: Stall 0",
        "Channels: Stall 49",
    }
    assert max(map(len, lines)) < 250
