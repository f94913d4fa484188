"""Every binding has a key that arrives: in a plain xterm, in tmux and in GNU screen."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bmc_tui.ui.key_names import character_of
from bmc_tui.ui.keys.keymap import KEY_CONTEXTS
from tests.e2e.home_folder import run_bmc
from tests.e2e.keyboard import ESCAPE_PAUSE_S
from tests.e2e.terminal import BMC, Terminal

pytestmark = pytest.mark.slow

SHOW = [sys.executable, str(Path(__file__).with_name("keys_app.py"))]

BINDINGS = {
    binding.id: binding.key.split(",")
    for context in KEY_CONTEXTS
    for binding in context.bindings({})
}
"""The keys of every binding."""

KEYS = sorted({key for keys in BINDINGS.values() for key in keys})


def arriving(terminal: Terminal, keys: list[str]) -> set[str]:
    """Return which of these keys arrive under their names, of the bytes that xterm sends."""
    terminal.wait_for("key none.")
    found = set()
    for key in keys:
        *modifiers, last = key.split("+")
        terminal.keys("+".join([*modifiers, character_of(last) or last]))
        if key == "escape":
            # tmux and screen wait half a second: it may be the start of another key.
            time.sleep(2 * ESCAPE_PAUSE_S)
        terminal.keys("f12")
        rows = terminal.wait_for(lambda rows: any(" f12." in row for row in rows))
        if any(f" {key} f12." in row for row in rows):
            found.add(key)
        terminal.keys("f11")  # makes room for the next
        terminal.wait_for(lambda rows: any(" f11." in row for row in rows))
    return found


def test_all_keys_arrive_from_a_plain_xterm(tmp_path: Path) -> None:
    with Terminal(SHOW, tmp_path) as terminal:
        assert arriving(terminal, KEYS) == set(KEYS)


@contextmanager
def in_tmux(home: Path) -> Iterator[Terminal]:
    """Give the terminal of someone who sits at a tmux in which keys are shown."""
    command = ["tmux", "-L", "test", "-f", "/dev/null", "new-session", *SHOW]
    with tempfile.TemporaryDirectory(prefix="tmux-") as sockets:
        env = {"TMUX_TMPDIR": sockets}
        try:
            with Terminal(command, home, env=env) as terminal:
                yield terminal
        finally:
            end = ["tmux", "-L", "test", "kill-server"]
            subprocess.run(end, env=os.environ | env, check=False, stderr=subprocess.DEVNULL)


@contextmanager
def in_screen(home: Path) -> Iterator[Terminal]:
    """Give the terminal of someone who sits at a GNU screen in which keys are shown."""
    config = home / "screenrc"
    config.write_text("startup_message off\n")
    with tempfile.TemporaryDirectory(prefix="screen-") as sockets:
        Path(sockets).chmod(0o700)
        env = {"SCREENDIR": sockets}
        try:
            with Terminal(["screen", "-U", "-c", str(config), *SHOW], home, env=env) as terminal:
                yield terminal
        finally:
            end = ["screen", "-X", "quit"]
            subprocess.run(end, env=os.environ | env, check=False, stdout=subprocess.DEVNULL)


@pytest.mark.needs("tmux")
def test_every_binding_has_a_key_that_arrives_through_tmux(tmp_path: Path) -> None:
    keys = [key for key in KEYS if key != "ctrl+b"]  # the prefix, which tmux takes
    with in_tmux(tmp_path) as terminal:
        found = arriving(terminal, keys)
    assert [id_ for id_, keys in BINDINGS.items() if not found & set(keys)] == []


@pytest.mark.needs("screen")
def test_every_binding_has_a_key_that_arrives_through_gnu_screen(tmp_path: Path) -> None:
    with in_screen(tmp_path) as terminal:
        found = arriving(terminal, KEYS)
    assert [id_ for id_, keys in BINDINGS.items() if not found & set(keys)] == []


def test_keys_of_other_terminals_act_as_meant_and_unknown_ones_type_nothing(tmp_path: Path) -> None:
    run_bmc(tmp_path, "new", "Fish")
    run_bmc(tmp_path, "add", "1", "Anglers")
    run_bmc(tmp_path, "add", "1", "Bakers")

    def order(rows: list[str]) -> list[str]:
        notes = ("Anglers", "Bakers", "Cyclists")
        return [note for row in rows for note in notes if note in row]

    with Terminal([BMC], tmp_path) as terminal:
        terminal.wait_for("? keys")
        terminal.send("\r")
        terminal.wait_for("esc close")
        terminal.send("Cyclists")
        terminal.wait_for("Cyclists")
        terminal.send("\x1b\x1b[A")  # PuTTY and urxvt: Alt and the arrow up
        terminal.wait_for(lambda rows: order(rows) == ["Anglers", "Cyclists", "Bakers"])
        terminal.send("\x1b[A\x1b[B\x1bOA")  # PuTTY, once it has sent an arrow: Ctrl and up
        terminal.wait_for(lambda rows: order(rows) == ["Cyclists", "Anglers", "Bakers"])
        terminal.send("\x1b[18~")  # F7
        terminal.wait_for(lambda rows: order(rows) == ["Anglers", "Cyclists", "Bakers"])
        terminal.send("\x1b[57441u\x1b[97;1:3u\x1b[24;80R\x1b[25~\x1b[?1;2c\x1b\x1b[99~")  # nothing
        terminal.send("!\x1b[127;2u\x1b[13;2uDivers\x1b[127;5u")  # kitty, with Shift and Ctrl
        terminal.send("Eels")
        rows = terminal.wait_for("Eels")
        assert order(rows) == ["Anglers", "Cyclists", "Bakers"]
        assert not any("!" in row or "Divers" in row for row in rows[1:8])
        terminal.keys("escape", "q")
        assert terminal.wait() == 0
    shown = run_bmc(tmp_path, "show", "--plain")
    assert order(shown.splitlines()) == ["Anglers", "Cyclists", "Bakers"]
    assert "Eels" in shown


def configured(home: Path, text: str) -> None:
    """Have a file with settings in someone's home."""
    file = home / ".config" / "bmc" / "config.toml"
    file.parent.mkdir(parents=True)
    file.write_text(text, encoding="utf-8")


def test_a_key_that_is_set_acts_in_a_real_terminal(tmp_path: Path) -> None:
    configured(tmp_path, '[keys]\ncanvas.add = "f5"\nask.cancel = "ctrl+o"\n')
    with Terminal([BMC], tmp_path) as terminal:
        terminal.wait_for("F5 add")
        terminal.keys("f5")
        terminal.wait_for("1 Customer segments +")
        terminal.send("Students\r")
        terminal.wait_for_note("Students")
        terminal.keys("ctrl+o")
        terminal.wait_for("F5 add")
        terminal.keys("q")
        assert terminal.wait() == 0


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            'theme = "pink"\nlanguage = "nl"\n',
            "config.toml, regel 1: “pink” is geen waarde voor “theme”",
        ),
        ('language = "nl"\ntheme = pink\n', "config.toml, line 2: not valid TOML"),
        ('language = "nl"\n[keys]\ncanvas.copy = "u"\n', "“canvas.copy” kan u niet krijgen"),
    ],
    ids=["value", "no TOML", "clash"],
)
def test_with_a_bad_file_the_app_starts_and_says_what_is_wrong_with_it(
    tmp_path: Path, text: str, message: str
) -> None:
    configured(tmp_path, text)
    with Terminal([BMC], tmp_path) as terminal:
        terminal.wait_for(lambda rows: "".join(message.split()) in "".join("".join(rows).split()))
        terminal.keys("a")
        terminal.wait_for("+")
        terminal.send("Students\r")
        terminal.wait_for_note("Students")
        terminal.keys("escape", "q")
        assert terminal.wait() == 0


def test_each_thing_that_is_wrong_with_it_starts_a_row() -> None:
    with tempfile.TemporaryDirectory() as home:  # its name is short: there is room after a text
        configured(Path(home), '[keys]\ncanvas.copy = "u"\ncanvas.add = "q"\n')
        with Terminal([BMC], Path(home), size=(120, 24)) as terminal:
            rows = terminal.wait_for("“canvas.add” can't be")
            assert sum(row.startswith(f" {home}/.config") for row in rows) == 2
            terminal.keys("q")
            assert terminal.wait() == 0


def test_another_language_holds_from_then_on(tmp_path: Path) -> None:
    with Terminal([BMC], tmp_path) as terminal:
        terminal.wait_for("? keys")
        terminal.keys("L")
        terminal.wait_for("Vanaf nu in het Nederlands.")
        terminal.keys("q")
        assert terminal.wait() == 0
    assert (tmp_path / ".config/bmc/config.toml").read_text() == 'language = "nl"\n'
    with Terminal([BMC], tmp_path) as terminal:
        terminal.wait_for("? hulp")
        terminal.keys("q")
        assert terminal.wait() == 0
