"""The app in Emacs' ansi-term, which prints the sequences that it does not know."""

from pathlib import Path

import pytest

from bmc_tui.model.blocks import Block
from bmc_tui.model.canvas import Canvas
from tests.e2e.home_folder import DATA_FOLDER, run_bmc
from tests.e2e.terminal import BMC
from tests.e2e.tmux import Tmux
from tests.faults.app import shelf_at

pytestmark = [pytest.mark.slow, pytest.mark.needs("tmux", "emacs")]

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


def test_a_copy_is_in_the_file_and_is_not_said_to_be_sent(tmp_path: Path) -> None:
    run_bmc(tmp_path, "new", "Cart")
    over_ssh = {"SSH_CONNECTION": "192.0.2.1 50000 192.0.2.2 22", "SSH_TTY": "/dev/pts/7"}
    with Tmux(EMACS, tmp_path, size=EMACS_SIZE, env=over_ssh) as emacs:
        emacs.wait_for("? keys")
        emacs.keys("y")
        emacs.wait_for("saved in")
        assert not any("Sent" in row for row in emacs.screen)
    copied = (tmp_path / DATA_FOLDER / "copied.md").read_text(encoding="utf-8")
    assert copied == run_bmc(tmp_path, "export")
