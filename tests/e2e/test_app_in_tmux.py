"""The installed program in a real tmux."""

import os
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from bmc_tui.model.blocks import Block
from tests.e2e.home_folder import canvas_in, note_texts_in, run_bmc
from tests.e2e.terminal import BMC, Terminal
from tests.e2e.tmux import Tmux

pytestmark = [pytest.mark.slow, pytest.mark.needs("tmux")]


def test_a_note_is_typed_kept_and_listed(tmp_path: Path) -> None:
    with Tmux([BMC], tmp_path) as tmux:
        tmux.wait_for("? keys")
        tmux.keys("Enter")
        tmux.wait_for("? Who are my customers")
        tmux.type("Café's in de buurt, € 5; #klant")
        tmux.keys("C-PageDown")
        tmux.wait_for("2 Value propositions")
        tmux.type("Warm bread")
        tmux.keys("M-Down", "Escape")
        tmux.wait_for("Warm bread")
        tmux.keys("q")
        assert tmux.wait() == 0
    assert note_texts_in(tmp_path) == ["Café's in de buurt, € 5; #klant", "Warm bread"]
    assert canvas_in(tmp_path).notes(Block.VALUE_PROPOSITIONS)[0].section
    assert "2 notes  * Untitled canvas" in run_bmc(tmp_path, "list")


def test_ctrl_z_stops_the_app_and_names_fg_which_brings_it_back(tmp_path: Path) -> None:
    with Tmux(["bash", "--norc", "-i"], tmp_path, env={"PS1": "shell> "}) as tmux:
        tmux.wait_for("shell>")
        tmux.type(BMC)
        tmux.keys("Enter")
        tmux.wait_for("space notes")
        tmux.keys("C-z")
        tmux.wait_for("bmc is suspended; everything is saved. fg resumes it.")
        tmux.wait_for("Stopped")  # as the shell reports it
        tmux.type("fg")
        tmux.keys("Enter")
        tmux.wait_for("space notes")
        tmux.type("q")
        tmux.wait_for("shell>")


@pytest.fixture
def sockets() -> Iterator[str]:
    """Give a folder with a short path, as tmux needs for its socket, and end the server in it."""
    with tempfile.TemporaryDirectory(prefix="tmux-") as folder:
        yield folder
        end = ["tmux", "-L", "test", "kill-server"]
        environ = os.environ | {"TMUX_TMPDIR": folder}
        subprocess.run(end, env=environ, check=False, stderr=subprocess.DEVNULL)


@pytest.mark.parametrize("keys", [["ctrl+b", "ctrl+b"], ["f4"]], ids=["prefix twice", "F4"])
def test_a_note_can_be_sent_where_tmux_takes_the_key(
    tmp_path: Path, sockets: str, keys: list[str]
) -> None:
    # Someone sits at this tmux: its prefix, ctrl+b, is what tmux itself reads first. What
    # send-keys sends goes around it.
    command = ["tmux", "-L", "test", "-f", "/dev/null", "new-session", BMC]
    env = {"TMUX_TMPDIR": sockets}
    with Terminal(command, tmp_path, size=(80, 25), env=env) as terminal:
        terminal.wait_for("? keys")
        terminal.keys("enter")
        terminal.send("Rent")
        terminal.wait_for("Rent")
        terminal.keys(*keys)
        terminal.wait_for("To block:")
        terminal.keys("9")
        terminal.wait_for("Sent to 9 Cost structure")
        # tmux holds an Escape back for as long as it might be the start of another key.
        terminal.keys("escape")
        terminal.wait_for_note("Rent")
        terminal.keys("q")
        terminal.wait_for("[exited]")
        assert terminal.wait() == 0
    assert canvas_in(tmp_path).notes(Block.COST_STRUCTURE)[0].text == "Rent"
