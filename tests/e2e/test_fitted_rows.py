"""The rows of the board fit its notes: examples are shown whole, from the first frame on."""

import re
from pathlib import Path

import pytest

from bmc_tui.examples import load_example
from bmc_tui.model.blocks import BLOCKS
from tests.e2e.terminal import BMC, Terminal
from tests.ui.apps import shelf_in

pytestmark = pytest.mark.slow

SIGN = re.compile(r"[│┃](?:·|[A-Z]) ")
"""What is before a note: a bullet, or the letter of the segment that it defines."""


@pytest.mark.parametrize(
    ("name", "size"),
    [("coffee-cart", (100, 30)), ("coffee-cart", (120, 40)), ("repair-cafe", (120, 40))],
    ids=["coffee-cart-100x30", "coffee-cart-120x40", "repair-cafe-120x40"],
)
def test_an_example_is_shown_whole(tmp_path: Path, name: str, size: tuple[int, int]) -> None:
    shelf_in(tmp_path).create(load_example(name))
    with Terminal([BMC, "--file", "canvases.json"], tmp_path, size=size) as terminal:
        terminal.wait_for("Segment")
        rows = terminal.settle(0.5)
        picture = "\n".join(rows[1:-1])
        assert len(SIGN.findall(picture)) == load_example(name).note_count
        assert not re.search(r"\+\d+ ", picture)
        assert "…" not in picture
        terminal.keys("q")
        assert terminal.wait() == 0


@pytest.mark.parametrize("language", ["en", "nl"])
def test_the_title_and_the_numbers_of_notes_have_room(tmp_path: Path, language: str) -> None:
    canvas = load_example("machinebouwer").with_title("Van Dalen Sorteermachines in de Betuwe")
    shelf_in(tmp_path).create(canvas)
    command = [BMC, "--file", "canvases.json", "--lang", language]
    with Terminal(command, tmp_path) as terminal:
        terminal.wait_for("Segment")
        terminal.keys("5")
        terminal.wait_for(lambda rows: "514" in rows[0])  # the balance, in either language
        rows = terminal.settle(0.3)
        assert rows[0].startswith(" Van Dalen Sorteerma")
        for block in BLOCKS:
            title = rf"[┬┲┱┌┏─━]{block.number} [^┬┲┱─━┤┨┪┴┷┺┹]+[^┬┲┱┤┨┪┐┓]*"
            assert re.search(rf"{title}[─━]{len(canvas.notes(block))}[─━]", "\n".join(rows))
        terminal.keys("q")
        assert terminal.wait() == 0
