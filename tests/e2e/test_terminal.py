import signal
import sys
from pathlib import Path

import pytest

from tests.e2e.keyboard import bytes_of
from tests.e2e.sequences import SequenceFilter
from tests.e2e.terminal import Terminal

APP = """
from textual.app import App
from textual.widgets import Static, TextArea

class Echo(App):
    def compose(self):
        yield Static("ready", id="told", markup=False)
        yield Static("", id="size", markup=False)
        text = TextArea("note")
        text.cursor_blink = False  # which writes twice a second
        yield text

    def on_resize(self, event):
        self.query_one("#size").update(f"{event.size.width} by {event.size.height}")

    def on_key(self, event):
        self.query_one("#told").update(f"key {event.key}")

    def on_paste(self, event):
        self.query_one("#told").update(f"pasted {event.text!r}")

    def on_click(self, event):
        self.query_one("#told").update(f"click {event.screen_x},{event.screen_y}")
        self.copy_to_clipboard("ë 日本" * 2000)

app = Echo()
app.run()
print("goodbye")
sys.exit(app.return_code or 7)
"""
PYTHON = [sys.executable, "-c"]
TEXTUAL = [*PYTHON, "import sys\n" + APP]


def test_a_textual_program_is_shown_driven_and_ended(tmp_path: Path) -> None:
    with Terminal(TEXTUAL, tmp_path) as terminal:
        terminal.wait_for("ready")
        terminal.wait_for("80 by 24")
        terminal.wait_for("note")
        terminal.settle()
        for key in ("alt+down", "ctrl+pagedown", "f2", "f5", "shift+tab", "escape", "ctrl+b"):
            terminal.keys(key)
            terminal.wait_for(f"key {key}")
        terminal.keys("ë")
        terminal.wait_for("ënote")
        terminal.paste("one\ntwo")
        terminal.wait_for("pasted 'one\\rtwo'")
        terminal.click(4, 1)
        terminal.wait_for("click 4,1")
        terminal.wait_for(lambda _: terminal.clipboard == "ë 日本" * 2000)
        terminal.resize(100, 30)
        terminal.wait_for("100 by 30")
        assert 1049 in terminal.modes
        assert terminal.received > 1000
        terminal.keys("ctrl+q")
        assert terminal.wait() == 7
        assert terminal.screen[0] == "goodbye"
        assert not any(terminal.screen[1:])
        assert terminal.modes <= {7, 25}


def test_an_idle_program_settles(tmp_path: Path) -> None:
    with Terminal(TEXTUAL, tmp_path) as terminal:
        terminal.wait_for("ready")
        terminal.settle()
        before = terminal.received
        assert terminal.settle()[0] == "ready"
        assert terminal.received == before


def test_the_program_sees_a_terminal_and_nothing_of_ours(tmp_path: Path) -> None:
    look = "import os,sys;print(os.isatty(0), os.getcwd(), os.ttyname(0) and open('/dev/tty').name)"
    look += ";print(*sorted({'TMUX', 'DISPLAY', 'SSH_TTY', 'HOME'} & set(os.environ)), 'end')"
    with Terminal([*PYTHON, look], tmp_path, size=(200, 5)) as terminal:
        assert terminal.wait() == 0
        assert terminal.screen[:2] == [f"True {tmp_path} /dev/tty", "HOME end"]


def test_waiting_in_vain_shows_the_screen_and_the_end(tmp_path: Path) -> None:
    with Terminal([*PYTHON, "print('hello'); exit(3)"], tmp_path) as terminal:
        terminal.wait()
        with pytest.raises(AssertionError, match=r"'never'; it ended with 3; [^|]*\|hello"):
            terminal.wait_for("never")


def test_a_program_that_runs_on_is_ended(tmp_path: Path) -> None:
    with Terminal(["cat"], tmp_path) as terminal:
        terminal.send("abc")
        terminal.wait_for("abc")
        assert terminal.cursor == (3, 0)
        with pytest.raises(AssertionError, match=r"it runs; [^|]*\|abc"):
            terminal.wait(timeout=0.1)
    assert terminal.wait() == -signal.SIGKILL


def test_a_program_notices_that_its_terminal_is_gone(tmp_path: Path) -> None:
    with Terminal(["cat"], tmp_path) as terminal:
        terminal.send("a\r")
        terminal.wait_for(lambda rows: [row.strip() for row in rows[:2]] == ["a", "a"])
        terminal.hang_up()
        assert terminal.wait() == -signal.SIGHUP


def test_a_program_that_does_not_exist_is_reported(tmp_path: Path) -> None:
    with Terminal(["no-such-program"], tmp_path) as terminal:
        terminal.wait_for("FileNotFoundError")


@pytest.mark.parametrize(
    "noise",
    [
        "\x1b[<u",
        "\x1b[>25u",
        "\x1b[?u",
        "\x1b[?2026$p",
        "\x1b[?6n",
        "\x1b[=1;1u",
        "\x1b[!p",
        "\x1b[4:3m",
        "\x1bP+q544e\x1b\\",
        "\x1b_Gi=1;AAAA\x1b\\",
        "\x1b]11;?\x07",
        "\x1b]8;;http://example.org\x1b\\",
    ],
)
def test_what_has_no_effect_leaves_no_trace(tmp_path: Path, noise: str) -> None:
    with Terminal([*PYTHON, f"print({noise!r}.join('abc'))"], tmp_path) as terminal:
        terminal.wait()
        assert terminal.screen[0] == "abc"


def test_a_sequence_may_come_in_pieces() -> None:
    whole = "é\x1b[1mx\x1b[?2004h\x1bPnoise\x1b\\\x1b]52;c;w6s=\x07y\x1b[<u\x1b(Bz".encode()
    sequence_filter = SequenceFilter()
    shown = "".join(sequence_filter.feed(bytes([byte])) for byte in whole)
    assert shown == "é\x1b[1mx\x1b[?2004h\x1b]52;c;w6s=\x07y\x1b(Bz"
    assert sequence_filter.modes == {2004}
    assert sequence_filter.clipboard == "ë"


def test_a_wide_character_cut_in_half_does_not_break_the_screen(tmp_path: Path) -> None:
    with Terminal([*PYTHON, "print('日本\\rx')"], tmp_path) as terminal:
        terminal.wait()
        assert terminal.screen[0].startswith("x")


@pytest.mark.parametrize("name", ["no such key", "ctrl+é", "ctrl+alt+x"])
def test_an_unknown_key_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="no such key"):
        bytes_of(name)
