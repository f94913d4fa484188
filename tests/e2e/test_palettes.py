"""What the terminal gets where it has few colours, none, or the font of a Linux console."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.terminal import BMC, Terminal

pytestmark = pytest.mark.slow

CP437 = bytes(range(0x20, 0x100)).decode("cp437")
"""The characters of the font that Linux itself brings, but for those below the space."""

LINUX = set(CP437) | set("◄↑↓→←·•")


class Recorded(Terminal):
    """A terminal that records all that it was sent."""

    def _read(self) -> None:
        feed = self._stream.feed
        self.sent = ""

        def keep(data: str) -> None:
            self.sent += data
            feed(data)

        self._stream.feed = keep  # type: ignore[method-assign]
        super()._read()


def used(environ: dict[str, str], home: Path) -> Iterator[Recorded]:
    """Walk through the program in a terminal, and end it."""
    with Recorded([BMC, "--file", "c.json"], home, env=environ) as terminal:
        terminal.wait_for("Segments")
        terminal.keys("x", "right", "enter")
        terminal.settle()
        terminal.keys("escape", "r")
        terminal.settle()
        terminal.keys("escape", "ctrl+p")
        terminal.settle()
        yield terminal
        terminal.keys("escape", "q")
        terminal.wait()


def colours(sent: str) -> set[str]:
    """Return the parameters of all sequences that have to do with colour."""
    found = {part for run in re.findall(r"\x1b\[([\d;]*)m", sent) for part in run.split(";")}
    return {code for code in found if code and 30 <= int(code) <= 107}


@pytest.mark.parametrize("thin", ["1", "0"])
def test_no_color_sends_no_colour(tmp_path: Path, thin: str) -> None:
    environ = {"NO_COLOR": "1", "COLORTERM": "truecolor", "BMC_THIN": thin}
    for terminal in used(environ, tmp_path):
        assert not colours(terminal.sent)
        assert "\x1b[1;7m" in terminal.sent or "7m" in terminal.sent


@pytest.mark.parametrize("term", ["xterm", "linux", "screen", "rxvt-16color"])
def test_sixteen_colours_are_the_terminal_s_own_and_its_ground_stays(
    tmp_path: Path, term: str
) -> None:
    for terminal in used({"TERM": term}, tmp_path):
        sent = colours(terminal.sent)
        assert sent & {"35", "36"}
        # The scrollbar is the only thing with a ground.
        assert {code for code in sent if 40 <= int(code) <= 49 or int(code) >= 100} <= {"45", "49"}
        assert "38" not in sent


def test_a_linux_console_gets_no_character_that_its_font_lacks(tmp_path: Path) -> None:
    for terminal in used({"TERM": "linux"}, tmp_path):
        text = re.sub(r"\x1b\][^\x07]*\x07|\x1b\[[^@-~]*[@-~]", "", terminal.sent)
        assert {char for char in text if char > "~"} - {"€"} <= LINUX  # that is in a note
        terminal.keys("escape")
        terminal.wait_for(lambda rows: any("═" in row for row in rows))


def test_plain_lines_are_ascii_from_the_first_frame_on(tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text('lines = "plain"\n')
    for terminal in used({"BMC_CONFIG": str(config)}, tmp_path):
        text = re.sub(r"\x1b\][^\x07]*\x07|\x1b\[[^@-~]*[@-~]", "", terminal.sent)
        assert {char for char in text if char > "~"} <= set("⏎€\xa0")  # of one cell, asked
        terminal.keys("escape")
        terminal.wait_for(lambda rows: rows[1].startswith("+-8 Partners"))
        assert "#=1 Segments" in terminal.screen[1]


def test_elsewhere_the_focus_is_a_heavy_line(tmp_path: Path) -> None:
    for terminal in used({"TERM": "xterm"}, tmp_path):
        terminal.keys("escape")
        terminal.wait_for(lambda rows: any("━" in row for row in rows))
