"""Copying where mosh, another tmux or GNU screen lies between the program and its user."""

import itertools
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bmc_tui.model.blocks import Block
from bmc_tui.model.canvas import Canvas
from tests.e2e.home_folder import DATA_FOLDER, run_bmc
from tests.e2e.multiplexers import in_mosh
from tests.e2e.terminal import BMC, Terminal
from tests.faults.app import shelf_at

pytestmark = pytest.mark.slow

SAVED = DATA_FOLDER / "copied.md"
PROMPT = "ready:"
SHELL = ["bash", "--norc", "--noediting", "-i"]
SIZE = (400, 20)
LARGE = "x" * 12_500

_RUNS = itertools.count()


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    """Give a home with a canvas, and folders for sockets, whose paths may not be long."""
    canvas = Canvas("Café 日本").add(Block.CUSTOMER_SEGMENTS, "Students “ë”")
    shelf_at(tmp_path / DATA_FOLDER / "canvases.json").create(canvas)
    with tempfile.TemporaryDirectory(prefix="bmc-") as sockets:
        (tmp_path / "sockets").symlink_to(sockets)
        yield tmp_path


def variables(home: Path) -> dict[str, str]:
    sockets = str((home / "sockets").resolve())
    return {"PS1": f"{PROMPT}\n", "TMUX_TMPDIR": sockets, "SCREENDIR": sockets}


@contextmanager
def mosh(home: Path) -> Iterator[Terminal]:
    """Give a terminal that reaches a shell by mosh."""
    with in_mosh(SHELL, home, SIZE, variables(home)) as terminal:
        terminal.wait_for(PROMPT)
        yield terminal


def run(terminal: Terminal, command: str) -> str:
    """Run a command in the shell, and return all that is on the screen."""
    number = next(_RUNS)
    terminal.send(f"clear; {command}; echo run {number} ended with $?\r")
    return " ".join(terminal.wait_for(f"run {number} ended with 0"))


def wait_for_clipboard(terminal: Terminal, text: str) -> None:
    terminal.wait_for(lambda _: terminal.clipboard == text)


@pytest.mark.needs("mosh-server")
def test_mosh_is_sent_what_it_passes_on_and_the_file_has_it_too(home: Path) -> None:
    with mosh(home) as terminal:
        output = run(terminal, f"{BMC} copy")
        assert "Sent to your terminal" in output
        assert f"saved in {home / SAVED}" in output
        small = run_bmc(home, "export")
        wait_for_clipboard(terminal, small)
        run_bmc(home, "add", "1", LARGE)
        output = run(terminal, f"{BMC} copy")
        assert "too large for mosh" in output
        assert "Sent" not in output
        assert (home / SAVED).read_text("utf-8") == run_bmc(home, "export")
        assert terminal.clipboard == small


@pytest.mark.needs("tmux")
@pytest.mark.needs("mosh-server")
def test_of_a_tmux_in_mosh_it_is_said_what_lets_a_copy_through(home: Path) -> None:
    with mosh(home) as terminal:
        terminal.send("tmux -L test -f /dev/null new-session " + " ".join(SHELL) + "\r")
        terminal.wait_for("[0]")
        output = run(terminal, f"{BMC} copy")
        assert "Sent" not in output
        assert terminal.clipboard is None
        setting = output[output.index("set -as") :].split("'")
        (home / "tmux.conf").write_text("'".join([*setting[:2], ""]), encoding="utf-8")
        run(terminal, "tmux source-file ~/tmux.conf")
        terminal.send("tmux detach\r")
        terminal.wait_for("[detached")
        terminal.send("clear; tmux -L test attach\r")
        terminal.wait_for("[0]")
        assert "Sent to your terminal" in run(terminal, f"{BMC} copy")
        wait_for_clipboard(terminal, run_bmc(home, "export"))
        terminal.send("tmux kill-server\r")
        terminal.wait_for("exited]")


@pytest.mark.needs("tmux")
def test_a_tmux_in_tmux_sends_it_through_both(home: Path) -> None:
    with Terminal(SHELL, home, size=SIZE, env=variables(home)) as terminal:
        terminal.send("tmux -L outer -f /dev/null new-session " + " ".join(SHELL) + "\r")
        terminal.wait_for("[0]")
        terminal.send("TMUX= tmux -L inner -f /dev/null new-session " + " ".join(SHELL) + "\r")
        terminal.wait_for(lambda rows: sum("[0]" in row for row in rows) == 2)
        assert "Sent to your terminal" in run(terminal, f"{BMC} copy")
        wait_for_clipboard(terminal, run_bmc(home, "export"))
        terminal.send("tmux kill-server\r")
        terminal.send("tmux kill-server\r")
        terminal.wait_for("exited]")


@pytest.mark.needs("tmux", "screen")
def test_a_tmux_in_screen_is_not_said_to_have_sent_it(home: Path) -> None:
    (home / "tmux.conf").write_text("set -as terminal-features ',*:clipboard'\n", encoding="utf-8")
    with Terminal(SHELL, home, size=SIZE, env=variables(home)) as terminal:
        terminal.send("screen -c /dev/null " + " ".join(SHELL) + "\r")
        terminal.wait_for(PROMPT)
        terminal.send("clear; tmux -L test -f ~/tmux.conf new-session " + " ".join(SHELL) + "\r")
        terminal.wait_for("[0]")
        output = run(terminal, f"{BMC} copy")
        assert "Copied to tmux" in output
        assert "GNU screen drops" in output
        assert "Sent" not in output
        terminal.send("tmux kill-server\r")
        terminal.wait_for("exited]")
        terminal.send("screen -X quit\r")
        terminal.wait_for("terminating")
