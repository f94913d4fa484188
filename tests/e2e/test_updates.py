"""Small updates leave the same screen as painting all of it again."""

import random
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bmc_tui.model.blocks import BLOCKS
from bmc_tui.model.canvas import Canvas
from bmc_tui.store import Shelf
from tests.e2e.home_folder import DATA_FOLDER
from tests.e2e.terminal import BMC, Terminal

pytestmark = pytest.mark.slow

ON_BOARD = ["left", "right", "up", "down", "tab", "1", "5", "9", "u", "U", "enter", "a"]
IN_EDITOR = ["x", "y", " ", "enter", "backspace", "up", "down", "alt+up", "ctrl+pagedown", "f2"]
STEPS = 6


def cells(terminal: Terminal) -> dict[Any, Any]:
    """Return every cell but those of the title line, which shows when it was saved."""
    rows = range(1, len(terminal.screen))
    with terminal._changed:
        buffer = terminal._pyte.buffer
        return {(x, y): buffer[y][x] for y in rows for x in range(terminal._pyte.columns)}


def walk(rng: random.Random, terminal: Terminal) -> None:
    """Press a key, of those that do something where the person is."""
    on_screen = "\n".join(terminal.screen)
    if "esc close" in on_screen:
        terminal.keys(rng.choice([*IN_EDITOR, *IN_EDITOR, "escape"]))
    elif "? keys" in on_screen:
        terminal.keys(rng.choice(ON_BOARD))
    else:
        terminal.keys(rng.choice(["n", "enter", "escape"]))


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (60, 20)], ids=str)
def test_no_cell_is_left_as_it_was_before(tmp_path: Path, size: tuple[int, int]) -> None:
    canvas = Canvas().with_title("Koffiekar")
    for block in BLOCKS:
        canvas = canvas.add(block, *(f"{block.number} note {n} @students" for n in range(4)))
    (tmp_path / DATA_FOLDER).mkdir(parents=True)
    Shelf(tmp_path / DATA_FOLDER / "canvases.json", lambda: datetime.now(UTC)).create(canvas)
    rng = random.Random(size[0])  # noqa: S311 - nothing to be kept secret
    columns, rows = size
    with Terminal([BMC], tmp_path, size=size) as terminal:
        terminal.wait_for("? keys")
        for step in range(STEPS):
            for _ in range(3):
                walk(rng, terminal)
                terminal.settle(0.1)
            terminal.settle(0.4)
            left = cells(terminal)
            terminal.resize(columns + 1, rows)
            terminal.settle(0.15)
            terminal.resize(columns, rows)
            terminal.settle(0.4)
            anew = cells(terminal)
            wrong = {at: (left[at], anew[at]) for at in left if left[at] != anew[at]}
            assert not wrong, f"after step {step}: {list(wrong.items())[:3]}"
