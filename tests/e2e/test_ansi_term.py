"""The app in Emacs' ansi-term, which prints the sequences that it does not know."""

import shutil
from pathlib import Path

import pytest

from bmc_tui.model.blocks import Block
from bmc_tui.model.canvas import Canvas
from tests.e2e.home_folder import DATA_FOLDER
from tests.e2e.terminal import BMC
from tests.e2e.tmux import Tmux
from tests.faults.app import shelf_at

pytestmark = [
    pytest.mark.slow,
    pytest.mark.needs("tmux"),
    pytest.mark.skipif(not shutil.which("emacs"), reason="not installed: emacs"),
]

START = (
    f'(progn (menu-bar-mode -1) (setq inhibit-startup-screen t) (redisplay t) (ansi-term "{BMC}"))'
)
EMACS = ["emacs", "-nw", "-Q", "--eval", START]
COLUMNS, ROWS = 80, 24
EMACS_SIZE = (COLUMNS + 1, ROWS + 2)
"""With the last column, which Emacs keeps for itself, the mode line and the echo area."""


def test_it_shows_the_same_as_another_terminal(tmp_path: Path) -> None:
    canvas = Canvas("Cart").add(Block.CUSTOMER_SEGMENTS, "Students @students", "Staff @staff")
    homes = [tmp_path / name for name in ("emacs", "tmux")]
    for home in homes:
        shelf_at(home / DATA_FOLDER / "canvases.json").create(canvas, "1")
    with (
        Tmux(EMACS, homes[0], size=EMACS_SIZE) as emacs,
        Tmux([BMC], homes[1], size=(COLUMNS, ROWS)) as tmux,
    ):
        for terminal in (emacs, tmux):
            terminal.wait_for("? keys")
        for keys in (["Left"], ["Left", "Down", "Tab"], ["3", "a"]):
            for terminal in (emacs, tmux):
                terminal.keys(*keys)
        for terminal in (emacs, tmux):
            terminal.wait_for("Enter adds")
            terminal.type("Cart on the square")
            terminal.keys("Enter")
            terminal.wait_for("saved")
        emacs.wait_for(lambda rows: rows[:ROWS] == tmux.screen)
