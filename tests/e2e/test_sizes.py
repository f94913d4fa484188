"""Another size, again and again, while the user types: nothing is lost, all is drawn anew."""

import sys
from pathlib import Path

import pytest

from tests.e2e.terminal import BMC, Terminal, has_note

pytestmark = pytest.mark.slow

SIZES = [(200, 50), (120, 40), (100, 30), (80, 24), (60, 20), (40, 15), (20, 5), (1, 1)]

WHILE_IT_IS_READ = """
import os, signal
from bmc_tui.cli.main import program

read = os.get_terminal_size
changes = [(60, 20)]

def read_in_between(*terminal):
    size = read(*terminal)
    if size.columns < 100 or not changes:
        return size
    os.kill(os.getpid(), signal.SIGWINCH)
    return os.terminal_size(changes.pop())

os.get_terminal_size = read_in_between
program()
"""
"""The program in a terminal that changes from 60 to 100 columns right after the 60 were read."""


@pytest.mark.parametrize("opens", ["enter", "a"], ids=["in the editor", "in the line below"])
def test_typing_goes_on_through_all_sizes(tmp_path: Path, opens: str) -> None:
    words = [f"word{number:02}" for number in range(2 * len(SIZES) + 1)]
    with Terminal([BMC, "--file", "c.json"], tmp_path) as terminal:
        terminal.wait_for("Segments")
        terminal.keys("3", opens)
        terminal.settle()
        for word, size in zip(words, [*SIZES, *reversed(SIZES)], strict=False):
            terminal.send(word[:3])
            terminal.resize(*size)
            terminal.send(f"{word[3:]} ")
        terminal.resize(100, 30)
        terminal.send(words[-1])
        terminal.wait_for(words[-1])
        terminal.keys("enter", "escape")
        terminal.wait_for(lambda rows: has_note(rows, "word00"))
        terminal.keys("q")
        assert terminal.wait() == 0
    assert " ".join(words) in (tmp_path / "c.json").read_text()


@pytest.mark.parametrize("keys", [("3",), ("3", "enter"), ("r",), ("o",), ("?",)])
def test_after_every_size_the_picture_is_the_same_as_at_first(
    tmp_path: Path, keys: tuple[str, ...]
) -> None:
    with Terminal([BMC, "--file", "c.json"], tmp_path) as terminal:
        terminal.wait_for("Segments")
        terminal.keys("x", "right")
        terminal.wait_for(lambda rows: rows[0].endswith("saved"))
        terminal.keys(*keys)
        before = terminal.settle(0.5)
        for size in SIZES:
            terminal.resize(*size)
            rows = terminal.settle(0.15)
            assert all(len(row) <= size[0] for row in rows)
        terminal.resize(80, 24)
        terminal.wait_for(lambda rows: rows == before)


def test_a_terminal_that_is_small_for_a_moment_is_drawn_anew(tmp_path: Path) -> None:
    with Terminal([BMC, "--file", "c.json"], tmp_path) as terminal:
        terminal.wait_for("Segments")
        terminal.keys("x")
        terminal.wait_for(lambda rows: rows[0].endswith("saved"))
        before = terminal.settle(0.5)
        for _ in range(10):
            terminal.resize(30, 10)
            terminal.resize(80, 24)
            terminal.wait_for(lambda rows: rows == before)


def test_a_change_of_size_while_the_last_one_is_read_is_not_missed(tmp_path: Path) -> None:
    program = [sys.executable, "-c", WHILE_IT_IS_READ, "--file", "c.json"]
    with Terminal(program, tmp_path) as terminal:
        terminal.wait_for("Segments")
        terminal.settle()
        terminal.resize(100, 30)
        terminal.wait_for(lambda rows: len(rows[1]) == 100)
        assert len(terminal.settle()[1]) == 100


def test_the_size_is_the_terminals_own_and_not_that_of_the_environment(tmp_path: Path) -> None:
    stale = {"COLUMNS": "60", "LINES": "20"}
    with Terminal([BMC, "--file", "c.json"], tmp_path, env=stale) as terminal:
        terminal.wait_for(lambda rows: len(rows[1]) == 80 and rows[22].startswith("└"))
        terminal.resize(100, 30)
        terminal.wait_for(lambda rows: len(rows[1]) == 100 and rows[28].startswith("└"))
        terminal.keys("r")
        terminal.wait_for("Review")
        terminal.keys("escape", "a", *"One", "enter")
        terminal.wait_for(lambda rows: has_note(rows, "One"))
