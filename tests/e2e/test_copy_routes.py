"""Copying where it is really done: in tmux, in GNU screen, on live, hung and dead desktops."""

import itertools
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from bmc_tui.model.blocks import Block
from bmc_tui.model.canvas import Canvas
from tests.e2e import displays
from tests.e2e.home_folder import DATA_FOLDER, run_bmc
from tests.e2e.terminal import BMC, Terminal
from tests.faults.app import shelf_at

pytestmark = pytest.mark.slow

SAVED = DATA_FOLDER / "copied.md"
SSH = {"SSH_CONNECTION": "192.0.2.1 50000 192.0.2.2 22", "SSH_TTY": "/dev/pts/7"}
PROMPT = "ready:"
SHELL = ["bash", "--norc", "--noediting", "-i"]
WIDE = (400, 12)
"""Columns and rows: no message is broken."""

_RUNS = itertools.count()


@pytest.fixture
def home(tmp_path: Path) -> Path:
    groups = (f"Groep {number} “ë” @students" for number in range(40))
    # More than GNU screen takes at once.
    canvas = Canvas("Café op wielen 日本").add(Block.CUSTOMER_SEGMENTS, *groups)
    shelf_at(tmp_path / DATA_FOLDER / "canvases.json").create(canvas)
    return tmp_path


@contextmanager
def shell(command: list[str], home: Path, env: dict[str, str]) -> Iterator[Terminal]:
    """Give a terminal in which a program runs a shell."""
    with Terminal(command, home, size=WIDE, env={"PS1": f"{PROMPT}\n"} | env) as terminal:
        terminal.wait_for(PROMPT)
        yield terminal


@contextmanager
def tmux(
    home: Path, env: dict[str, str] | None = None, settings: str = ""
) -> Iterator[tuple[Terminal, dict[str, str]]]:
    """Give a terminal with a tmux in it, and the variables that reach that tmux."""
    config = home / "tmux.conf"
    config.write_text(settings, encoding="utf-8")
    command = ["tmux", "-L", "test", "-f", str(config), "new-session", *SHELL]
    # A socket's path may have some hundred characters only, and a test's folder can be long.
    with tempfile.TemporaryDirectory(prefix="tmux-") as sockets:
        reach = os.environ | {"TMUX_TMPDIR": sockets}
        with shell(command, home, {"TMUX_TMPDIR": sockets} | (env or {})) as terminal:
            yield terminal, reach
            in_tmux(reach, "kill-server")


def in_tmux(reach: dict[str, str], *arguments: str) -> str:
    command = ["tmux", "-L", "test", *arguments]
    return subprocess.check_output(command, env=reach, text=True, encoding="utf-8")


def run(terminal: Terminal, arguments: str, code: int = 0) -> str:
    """Run the program in the terminal's shell, and return all that is on the screen."""
    number = next(_RUNS)
    terminal.send(f"clear; {BMC} {arguments}; echo run {number} ended with $?\r")
    return " ".join(terminal.wait_for(f"run {number} ended with {code}"))


def exported(home: Path) -> str:
    return run_bmc(home, "export")


# tmux


@pytest.mark.needs("tmux")
@pytest.mark.parametrize("settings", ["", "set -g set-clipboard on", "set -g set-clipboard off"])
@pytest.mark.parametrize("env", [{}, SSH], ids=["here", "ssh"])
def test_in_tmux_the_buffer_has_it_and_the_outer_terminal_is_sent_it(
    home: Path, settings: str, env: dict[str, str]
) -> None:
    with tmux(home, env, settings) as (terminal, reach):
        output = run(terminal, "copy")
        assert "Copied to tmux: prefix ] pastes it. Sent to your terminal" in output
        assert "Copied. " not in output
        assert in_tmux(reach, "show-buffer") == exported(home)
        terminal.wait_for(lambda _: terminal.clipboard == exported(home))
    assert not (home / SAVED).exists()


@pytest.mark.needs("tmux")
def test_the_app_copies_in_tmux_too(home: Path) -> None:
    with tmux(home) as (terminal, reach):
        terminal.send(f"{BMC}\r")
        terminal.wait_for("? keys")
        terminal.keys("y")
        terminal.wait_for("Copied to tmux")
        assert in_tmux(reach, "show-buffer") == exported(home)
        terminal.wait_for(lambda _: terminal.clipboard == exported(home))


@pytest.mark.needs("tmux")
def test_a_selection_and_a_note_are_copied_as_all_else_is(home: Path) -> None:
    note = "Groep 39 “ë” @students"

    def has_copied(text: str, _: object) -> bool:
        return terminal.clipboard == text

    with tmux(home) as (terminal, reach):
        terminal.send(f"{BMC}\r")
        terminal.wait_for("? keys")
        # In the line of the last note, of which four words are selected, and then none.
        steps = ((["enter", "up", "home", *["shift+right"] * 8], note[:8]), (["home"], note))
        for keys, copied in steps:
            terminal.keys(*keys, "ctrl+c")
            terminal.wait_for(partial(has_copied, copied))
            terminal.wait_for("Copied to tmux")
            assert in_tmux(reach, "show-buffer") == copied
        terminal.keys("end", "ctrl+v")
        terminal.wait_for(note + note)


@pytest.mark.needs("tmux")
def test_a_terminal_that_tmux_sends_no_clipboard_to_is_not_said_to_have_been_sent_it(
    home: Path,
) -> None:
    with tmux(home, {"TERM": "linux"}) as (terminal, reach):
        output = run(terminal, "copy")
        assert "Copied to tmux" in output
        assert f"saved in {home / SAVED}" in output
        assert "Sent" not in output
        assert in_tmux(reach, "show-buffer") == exported(home)
        assert terminal.clipboard is None
    assert (home / SAVED).read_text(encoding="utf-8") == exported(home)


@pytest.mark.needs("tmux", "Xvfb", "xclip")
def test_in_tmux_on_a_desktop_its_clipboard_has_it_too(home: Path) -> None:
    with displays.working_display() as display, tmux(home, display) as (terminal, reach):
        output = run(terminal, "copy")
        assert "Copied. Paste it into your document. Copied to tmux" in output
        assert displays.read_clipboard(display) == in_tmux(reach, "show-buffer") == exported(home)


@pytest.mark.needs("tmux", "Xvfb", "xclip")
def test_a_pane_made_at_the_desktop_and_used_over_ssh_is_not_said_to_be_copied(home: Path) -> None:
    with displays.working_display() as display, tmux(home, display) as (terminal, reach):
        in_tmux(reach, "set-environment", "SSH_CONNECTION", SSH["SSH_CONNECTION"])
        output = run(terminal, "copy")
        assert "Copied. " not in output
        assert "Copied to tmux" in output


@pytest.mark.needs("tmux", "Xvfb", "xclip")
def test_a_pane_made_over_ssh_and_used_at_the_desktop_copies_there(home: Path) -> None:
    with displays.working_display() as display, tmux(home, display | SSH) as (terminal, reach):
        in_tmux(reach, "set-environment", "-r", "SSH_CONNECTION")
        output = run(terminal, "copy")
        assert "Copied. Paste it into your document." in output
        assert displays.read_clipboard(display) == exported(home)


@pytest.mark.needs("tmux")
def test_a_tmux_that_does_not_keep_what_it_takes_is_not_said_to_have_it(home: Path) -> None:
    lossy = home / "tmux"
    lossy.write_text(
        '#!/bin/sh\n[ "$1" = load-buffer ] && exec cat >/dev/null\n'
        f'exec {shutil.which("tmux")} "$@"\n',
        encoding="utf-8",
    )
    lossy.chmod(0o755)
    with tmux(home) as (terminal, reach):
        in_tmux(reach, "set-buffer", "older")
        terminal.send("PATH=$HOME:$PATH\r")
        output = run(terminal, "copy")
        assert "tmux's buffer" not in output
        assert f"saved in {home / SAVED}" in output


@pytest.mark.needs("tmux")
def test_what_is_too_large_for_a_terminal_stays_in_tmux_and_in_the_file(home: Path) -> None:
    run_bmc(home, "add", "2", "x" * 80_000)
    with tmux(home) as (terminal, reach):
        output = run(terminal, "copy")
        assert "Copied to tmux" in output
        assert "too large to send to a terminal" in output
        assert in_tmux(reach, "show-buffer") == exported(home)
        assert terminal.clipboard is None
    assert (home / SAVED).read_text(encoding="utf-8") == exported(home)


# GNU screen


@pytest.fixture
def screen(home: Path) -> Iterator[Terminal]:
    """Give a terminal with GNU screen in it."""
    config = home / "screenrc"
    config.write_text("startup_message off\ndefutf8 on\n", encoding="utf-8")
    with tempfile.TemporaryDirectory(prefix="screen-") as sockets:
        env = {"SCREENDIR": sockets, "SCREENRC": str(config)}
        with shell(["screen", "-U", "-c", str(config), *SHELL], home, env) as terminal:
            yield terminal
            subprocess.run(["screen", "-X", "quit"], env=os.environ | env, check=True)


@pytest.mark.needs("screen")
def test_gnu_screen_passes_it_on_to_its_terminal_whole(screen: Terminal, home: Path) -> None:
    output = run(screen, "copy")
    assert "Sent to your terminal, which can't confirm it" in output
    assert f"saved in {home / SAVED}" in output
    assert "Copied" not in output
    screen.wait_for(lambda _: screen.clipboard == exported(home))
    assert (home / SAVED).read_text(encoding="utf-8") == exported(home)


@pytest.mark.needs("screen")
def test_the_app_copies_in_gnu_screen_and_its_picture_is_unharmed(
    screen: Terminal, home: Path
) -> None:
    screen.send(f"{BMC}\r")
    # Not in one piece: the sums come after the first picture, and what is dim may come last.
    screen.wait_for(lambda rows: "u undo" in rows[-1] and "? keys" in rows[-1])
    before = screen.settle()
    screen.keys("y")
    screen.wait_for("Sent to your terminal")
    screen.wait_for(lambda _: screen.clipboard == exported(home))
    screen.keys("left")
    screen.wait_for(lambda rows: rows[-1] == before[-1])
    screen.keys("right")
    screen.wait_for(lambda rows: rows == before)


# No multiplexer


@pytest.mark.needs("Xvfb", "xclip")
def test_at_a_desktop_it_is_copied_and_nothing_is_sent(home: Path) -> None:
    with displays.working_display() as display, shell(SHELL, home, display) as terminal:
        assert "Copied. Paste it into your document." in run(terminal, "copy")
        assert displays.read_clipboard(display) == exported(home)
        assert terminal.clipboard is None
    assert not (home / SAVED).exists()


def test_what_is_said_goes_to_the_output_and_the_sequence_to_the_terminal(home: Path) -> None:
    with shell(SHELL, home, SSH) as terminal:
        run(terminal, "copy >output")
        assert terminal.clipboard == exported(home)
    assert "\x1b" not in (home / "output").read_text(encoding="utf-8")


@pytest.mark.needs("xclip")
@pytest.mark.parametrize("kind", ["dead", "mute", "none", "console"])
def test_it_is_not_called_copied_where_it_was_not(home: Path, kind: str) -> None:
    with displays.unresponsive_display() as (mute, _):
        env = {
            "dead": displays.DEAD_DISPLAY,
            "mute": mute,
            "none": {},
            "console": {"TERM": "linux"},
        }[kind]
        with shell(SHELL, home, env) as terminal:
            output = run(terminal, "copy")
            assert "Copied" not in output
            assert str(home / SAVED) in output
            assert terminal.clipboard == (None if kind == "console" else exported(home))
    assert (home / SAVED).read_text(encoding="utf-8") == exported(home)


def test_without_any_terminal_the_file_has_it(home: Path) -> None:
    assert f"Not copied. It is saved: open {home / SAVED}" in run_bmc(home, "copy")


def test_a_block_is_copied_by_its_name_in_either_language(home: Path) -> None:
    run_bmc(home, "add", "channels/purchase", "Kar *op* het plein")
    for name in ("3", "Kanalen", "chan"):
        assert "It is saved" in run_bmc(home, "copy", "--block", name)
        text = (home / SAVED).read_text(encoding="utf-8")
        assert text == "## Channels\n\n### Purchase\n\n- Kar \\*op\\* het plein\n"


def test_a_canvas_is_copied_in_another_format(home: Path) -> None:
    run_bmc(home, "copy", "--format", "report")
    assert (home / SAVED).read_text(encoding="utf-8") == run_bmc(
        home, "export", "--format", "report"
    )


def test_text_that_is_nowhere_is_a_failure(home: Path) -> None:
    (home / SAVED).mkdir()
    with shell(SHELL, home, {"TERM": "linux"}) as terminal:
        output = run(terminal, "copy", 1)
        assert "Not copied. It could not be saved in" in output


# bmc doctor


def doctor(terminal: Terminal, home: Path) -> dict[str, Any]:
    run(terminal, "doctor --json >found")
    return dict(json.loads((home / "found").read_text(encoding="utf-8")))


def doctor_text(terminal: Terminal, home: Path) -> str:
    """Return what the doctor says, whose rows are more than a terminal of 24 shows."""
    run(terminal, "doctor >said")
    return (home / "said").read_text(encoding="utf-8")


@pytest.mark.needs("Xvfb", "xclip")
@pytest.mark.parametrize("former", ["what the person had copied: ë 日本\n", ""])
def test_the_doctor_proves_the_desktops_clipboard_and_leaves_it_as_it_was(
    home: Path, former: str
) -> None:
    with displays.working_display() as display, shell(SHELL, home, display) as terminal:
        if former:
            displays.write_clipboard(display, former.encode())
        found = doctor(terminal, home)
        assert (found["route"], found["desktop"]) == ("desktop", "verified")
        assert displays.read_clipboard(display) == former
        assert "took a test text and gave it back" in doctor_text(terminal, home)


@pytest.mark.needs("Xvfb", "xclip")
def test_the_doctor_leaves_a_picture_in_the_clipboard_alone(home: Path) -> None:
    with displays.working_display() as display, shell(SHELL, home, display) as terminal:
        displays.write_clipboard(display, b"\x89PNG picture", "image/png")
        assert doctor(terminal, home)["desktop"] == "left_alone"
        targets = ["xclip", "-selection", "clipboard", "-t", "image/png", "-o"]
        held = subprocess.check_output(targets, env=os.environ | display)
        assert held == b"\x89PNG picture"


@pytest.mark.needs("xclip")
@pytest.mark.parametrize(("kind", "found"), [("dead", "refused"), ("mute", "slow")])
def test_the_doctor_says_what_is_wrong_with_a_desktop(home: Path, kind: str, found: str) -> None:
    with displays.unresponsive_display() as (mute, _):
        env = {"dead": displays.DEAD_DISPLAY, "mute": mute}[kind]
        with shell(SHELL, home, env) as terminal:
            output = doctor(terminal, home)
            assert (output["route"], output["desktop"]) == ("terminal", found)
            assert terminal.clipboard is None


@pytest.mark.needs("tmux")
def test_the_doctor_proves_tmux_and_touches_no_buffer(home: Path) -> None:
    with tmux(home) as (terminal, reach):
        in_tmux(reach, "set-buffer", "mine")
        found = doctor(terminal, home)
        assert found["route"] == "tmux"
        assert found["tmux_client"]["buffer_verified"]
        assert found["tmux_client"]["takes_clipboard"]
        assert found["tmux_client"]["terminal"] == "xterm-256color"
        assert in_tmux(reach, "list-buffers", "-F", "#{buffer_sample}").split() == ["mine"]
        assert terminal.clipboard is None


@pytest.mark.needs("screen")
def test_the_doctor_knows_gnu_screen(screen: Terminal, home: Path) -> None:
    text = doctor_text(screen, home)
    assert "GNU screen" in text
    assert "through GNU screen to your terminal" in text


@pytest.mark.parametrize(
    ("env", "route"), [(SSH, "terminal"), ({"TERM": "linux"}, "file")], ids=["ssh", "console"]
)
def test_the_doctor_proves_nothing_that_cannot_be_proven(
    home: Path, env: dict[str, str], route: str
) -> None:
    with shell(SHELL, home, env) as terminal:
        found = doctor(terminal, home)
        assert (found["route"], found["desktop"], found["tmux_client"]) == (route, None, None)
        assert found["data_file"] == str(home / DATA_FOLDER / "canvases.json")
        assert found["copied_file"] == str(home / SAVED)
        assert {"bmc", "Python", "textual", "pyperclip"} <= found["versions"].keys()
        output = doctor_text(terminal, home)
        assert ("never confirms" in output) == (route == "terminal")
        assert terminal.clipboard is None


def test_the_doctor_says_when_a_terminal_is_known_to_ignore_it(home: Path) -> None:
    with shell(SHELL, home, {"VTE_VERSION": "7006"}) as terminal:
        assert "known to ignore" in doctor_text(terminal, home)
