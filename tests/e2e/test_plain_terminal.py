"""The app on Textual's own driver, and on the thin one: the same session in a real shell."""

import os
import shlex
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.home_folder import DATA_FOLDER, note_texts_in
from tests.e2e.processes import wait_for_state
from tests.e2e.terminal import BMC, Terminal

READY = "? keys"
PROMPT = "shell:"
USUAL = {7, 25}
"""The modes of a terminal that nobody has taken: lines that wrap, a cursor."""

SWITCHES = {
    "plain": {"BMC_TERMINAL": "plain"},
    "old name": {"BMC_THIN": "0"},
    "thin": {"BMC_TERMINAL": "thin"},
}

OTHERS = [*SWITCHES][1:]
"""What other tests start the program with too, or what does the same as the first."""


@pytest.fixture(params=["plain", *(pytest.param(name, marks=pytest.mark.slow) for name in OTHERS)])
def switch(request: pytest.FixtureRequest) -> dict[str, str]:
    return SWITCHES[request.param]


@pytest.fixture
def shell(tmp_path: Path, switch: dict[str, str]) -> Iterator[Terminal]:
    """Give a shell that has started the program, with an editor that adds a word to each note."""
    editor = tmp_path / "editor"
    editor.write_text("#!/bin/sh\nsed -i 's/^- .*/& edited/' \"$1\"\n", encoding="utf-8")
    editor.chmod(0o755)
    env = {"PS1": f"{PROMPT}\n", "EDITOR": shlex.quote(str(editor)), **switch}
    command = ["bash", "--norc", "--noediting", "-i"]
    with Terminal(command, tmp_path, size=(120, 40), env=env) as terminal:
        terminal.wait_for(PROMPT)
        terminal.send(f"{BMC}\r")
        terminal.wait_for(READY)
        terminal.settle()
        yield terminal


def child_of(shell: Terminal) -> int:
    children = Path(f"/proc/{shell.pid}/task/{shell.pid}/children").read_text(encoding="utf-8")
    return int(children.split()[0])


def write_a_note(shell: Terminal, text: str) -> None:
    shell.keys("enter")
    shell.wait_for("Who are my customers")
    shell.settle()
    shell.send(text)
    shell.wait_for(text)
    shell.keys("escape")
    shell.wait_for_note(text)


def leave(shell: Terminal) -> None:
    shell.keys("q")
    shell.wait_for(PROMPT)
    shell.wait_for(lambda _: shell.modes <= {*USUAL, 2004})
    shell.send("echo it ended with $?\r")
    shell.wait_for("it ended with 0")


def test_it_opens_types_saves_and_quits(shell: Terminal, tmp_path: Path) -> None:
    write_a_note(shell, "Students")
    shell.wait_for("saved")
    assert note_texts_in(tmp_path) == ["Students"]
    leave(shell)


@pytest.mark.slow
def test_it_stops_for_the_shell_and_goes_on(shell: Terminal, tmp_path: Path) -> None:
    write_a_note(shell, "Students")
    pid = child_of(shell)
    shell.keys("ctrl+z")
    shell.wait_for("Stopped")
    wait_for_state(pid, "T")
    assert note_texts_in(tmp_path) == ["Students"]
    shell.send("echo a$((1 + 1))b\r")
    shell.wait_for("a2b")
    assert 1049 not in shell.modes
    shell.send("fg\r")
    shell.wait_for(READY)
    shell.wait_for_note("Students")
    assert not any(PROMPT in row for row in shell.screen)
    write_a_note(shell, "Staff")
    leave(shell)
    assert note_texts_in(tmp_path) == ["Students", "Staff"]


@pytest.mark.slow
@pytest.mark.parametrize("key", ["E", "f3"])
def test_it_edits_in_the_user_s_editor(shell: Terminal, tmp_path: Path, key: str) -> None:
    write_a_note(shell, "Students")
    if key == "f3":
        shell.keys("enter")
        shell.wait_for("Who are my customers")
    shell.keys(key)
    shell.wait_for("Students edited")
    if key == "f3":
        shell.keys("escape")
    shell.wait_for_note("Students edited")
    leave(shell)
    assert note_texts_in(tmp_path) == ["Students edited"]
    assert list((tmp_path / DATA_FOLDER).glob("edit-*")) == []


@pytest.mark.slow
def test_a_signal_saves_and_restores_the_terminal(shell: Terminal, tmp_path: Path) -> None:
    shell.keys("enter")
    shell.wait_for("Who are my customers")
    shell.settle()
    shell.send("Students")
    shell.wait_for("Students")
    os.kill(child_of(shell), signal.SIGTERM)
    shell.wait_for(PROMPT)
    shell.send("echo it ended with $?\r")
    shell.wait_for("it ended with 143")
    assert shell.modes <= {*USUAL, 2004}
    assert note_texts_in(tmp_path) == ["Students"]
