"""The text by itself, in a real terminal: what the mouse would select, and the way back."""

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.geometry import Size

from bmc_tui.model.blocks import Block
from bmc_tui.ui.screens.plain_text import terminal_output, wrap_rows
from tests.e2e.home_folder import DATA_FOLDER, run_bmc
from tests.e2e.processes import wait_for_state
from tests.e2e.terminal import BMC, Terminal
from tests.faults.app import shelf_at
from tests.ui.apps import coffee_cart

pytestmark = pytest.mark.slow

HINT = "Select with the mouse."
MOUSE = {1000, 1003, 1006}
LONG = "A note that is longer than the terminal is wide " * 4 + "日本の友達と一緒に"


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Terminal]:
    canvas = coffee_cart().add(Block.CUSTOMER_SEGMENTS, LONG)
    shelf_at(tmp_path / DATA_FOLDER / "canvases.json").create(canvas)
    with Terminal([BMC], tmp_path, env={"SSH_TTY": "/dev/pts/7"}) as terminal:
        terminal.wait_for("? keys")
        terminal.wait_for("€ 3,600/month")  # the sums come after the first picture
        yield terminal


def test_the_text_stands_alone_with_the_mouse_left_to_the_terminal(
    app: Terminal, tmp_path: Path
) -> None:
    before = app.screen
    app.wait_for(lambda _: app.modes >= MOUSE)
    app.keys("m")
    rows = app.wait_for(HINT)
    text = run_bmc(tmp_path, "export")
    assert "".join(row.ljust(80) for row in rows[:8]).startswith("# Campus coffee cart")
    assert rows[2:5] == text.splitlines()[2:5]
    assert "\n".join(rows[:-1]).startswith(text[:100])
    assert not app.modes & MOUSE
    assert 7 in app.modes
    app.keys("escape")
    app.wait_for(lambda rows: rows == before)
    app.wait_for(lambda _: app.modes >= MOUSE)
    assert 7 not in app.modes
    app.click(40, 20)
    app.wait_for(lambda rows: rows != before)


def test_it_is_left_alone_as_long_as_nobody_scrolls(app: Terminal) -> None:
    app.keys("m")
    app.wait_for(HINT)
    app.settle()
    written = app.received
    app.send("\x1b[O\x1b[I")  # the terminal is left and entered again
    app.keys("up", "home")
    app.settle(0.6)
    assert app.received == written


def test_keys_scroll_it_to_its_end_and_back(app: Terminal) -> None:
    app.keys("m")
    start = app.wait_for(HINT)
    app.keys("down")
    app.wait_for(lambda rows: rows[:-2] == start[1:-1])
    app.keys("end")
    app.wait_for("- Permit #fixed € 90/month")
    app.keys("down", "down")
    assert app.settle()[-2] == "- Permit #fixed € 90/month"
    app.keys("pageup", "home")
    app.wait_for(lambda rows: rows == start)


def test_another_size_and_a_stop_leave_the_text_where_it_was(app: Terminal) -> None:
    app.keys("m")
    app.wait_for(HINT)
    app.resize(60, 12)
    first = "# Campus coffee cart"
    rows = app.wait_for(lambda rows: rows[11].startswith(HINT) and rows[0] == first)
    app.signal(signal.SIGTSTP)
    wait_for_state(app.pid, "T")
    app.wait_for(lambda _: 1049 not in app.modes)
    app.signal(signal.SIGCONT)
    app.wait_for(lambda again: again == rows)
    assert not app.modes & MOUSE
    app.keys("escape")
    app.wait_for("·")


def test_the_end_gives_the_terminal_back_from_here_too(app: Terminal) -> None:
    app.keys("m")
    app.wait_for(HINT)
    app.signal(signal.SIGTERM)
    assert app.wait() == 128 + signal.SIGTERM
    assert app.modes == {7, 25}


def test_a_copy_that_is_not_certain_names_the_key_and_the_block_has_its_own(app: Terminal) -> None:
    app.keys("y")
    app.wait_for("m shows just the text")
    app.keys("4", "Y")
    app.wait_for("M shows just the text")
    app.keys("M")
    rows = app.wait_for(HINT)
    assert rows[:3] == ["## Customer relationships", "", "- Stamp card `@students` #retention"]


def test_a_line_is_written_in_one_so_that_it_is_selected_in_one() -> None:
    rows = wrap_rows(["before", LONG, "after"], 40)
    assert len(rows) > 6
    written = "".join(terminal_output(rows, "hint", Size(40, 20)))
    assert LONG in written
    assert f"\x1b[2;1H{LONG}\x1b[{len(rows)};1Hafter" in written
    # A row that starts within a line is placed where the screen starts.
    assert f"\x1b[1;1H{rows[2].text}{rows[3].text}" in "".join(
        terminal_output(rows[2:], "hint", Size(40, 20))
    )
