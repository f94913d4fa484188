"""The app where tmux, GNU screen or mosh lies between it and its user: keys, colours and widths."""

import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from bmc_tui.examples import load_example
from bmc_tui.model.blocks import Block
from bmc_tui.model.canvas import Canvas
from bmc_tui.ui.terminal.key_sequences import KeyDecoder
from tests.e2e.home_folder import DATA_FOLDER
from tests.e2e.multiplexers import in_mosh, in_screen, in_tmux
from tests.e2e.terminal import BMC, Terminal
from tests.e2e.test_keys_in_windows import PRESSED, RECORD
from tests.e2e.test_windows import HEBREW, OWN_COLOURS, PICKED, SIDES, STAYS, picked, settings
from tests.e2e.waiting import wait_until
from tests.e2e.windows import COLUMNS, ROWS
from tests.faults.app import shelf_at
from tests.unit.ui.terminal.test_key_sequences import TERMINALS, pressed

pytestmark = pytest.mark.slow

BETWEEN = {"tmux": in_tmux, "screen": in_screen, "mosh": in_mosh}
PROGRAMS = {"tmux": "tmux", "screen": "screen", "mosh": "mosh-server"}
SIZE = (COLUMNS, ROWS)

each = pytest.mark.parametrize(
    "name", [pytest.param(name, marks=pytest.mark.needs(PROGRAMS[name])) for name in BETWEEN]
)


@each
def test_it_passes_on_the_keys_of_a_terminal(name: str, tmp_path: Path) -> None:
    log, sent = tmp_path / "sent", TERMINALS["xterm"]
    keys = [key for key in PRESSED if key in sent and not (name == "tmux" and key == "ctrl+b")]
    recorder = [sys.executable, "-c", RECORD, str(log)]
    with BETWEEN[name](recorder, tmp_path, SIZE, {}) as terminal:
        wait_until(lambda: log.exists() and log.read_bytes() == b"?")
        terminal.settle()
        decoder, expected = KeyDecoder(), b"?"
        for key in keys:
            terminal.send(sent[key])
            wait_until(lambda: len(log.read_bytes()) > len(expected), log.read_bytes)  # noqa: B023
            terminal.settle(0.05)
            data, expected = log.read_bytes()[len(expected) :], log.read_bytes()
            [found] = pressed(data, decoder)
            assert found == key or key.endswith(f"+{found}"), (key, data)


AGREED = ("één – café", "日本 shop", HEBREW, "e\u0301te\u0301", "👍 thumb")
"""Notes of characters that are as wide here as in the terminal around: a multiplexer draws others
by its own idea of them, which the app does not learn of."""


def canvas_in(home: Path, partners: Sequence[str]) -> dict[str, str]:
    """Save an example with other notes in block 8; return the variables of the app."""
    notes = Canvas().add(Block.KEY_PARTNERS, *partners).notes(Block.KEY_PARTNERS)
    canvas = load_example("coffee-cart").with_notes(Block.KEY_PARTNERS, notes)
    shelf_at(home / DATA_FOLDER / "canvases.json").create(canvas)
    return settings(home, OWN_COLOURS)


def sides(terminal: Terminal) -> list[str]:
    """Return what stands in the cells beside block 8 and another one."""
    return [terminal.cell(x, y).data for y in range(ROWS) for x in SIDES]


@each
def test_it_shows_colours_and_widths_as_they_are_meant(name: str, tmp_path: Path) -> None:
    homes = [tmp_path / kind for kind in ("words", "widths")]
    env = canvas_in(homes[0], [*["word"] * 2, HEBREW, *["word"] * 2])
    with Terminal([BMC], homes[0], size=SIZE, env=env) as terminal:
        terminal.wait_for("? keys")
        terminal.settle()
        expected = sides(terminal)
    with BETWEEN[name]([BMC], homes[1], SIZE, canvas_in(homes[1], AGREED)) as app:
        app.wait_for(lambda _: sides(app) == expected)
        for key, text in PICKED.items():
            app.keys(key)
            app.wait_for(lambda _: text in [word for *_, word in picked(app)])  # noqa: B023
            cells = [app.cell(x, y) for y in range(ROWS) for x in range(COLUMNS)]
            assert not [cell for cell in cells if cell.reverse and cell.bold]
            if key not in STAYS:
                app.keys("escape")
