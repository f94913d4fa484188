"""How many keys the work on a canvas takes, beside the text that is typed."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bmc_tui.model.blocks import BLOCKS, Block
from tests.e2e.home_folder import canvas_in, run_bmc
from tests.e2e.terminal import BMC, Terminal
from tests.e2e.test_whole_canvas import SSH

pytestmark = pytest.mark.slow

MOST = {
    "a new canvas with a note in each block": 13,
    "the third note to the top": 4,
    "a note to another block": 3,
    "delete a note": 2,
    "copy a note": 2,
    "mark an assumption": 2,
}
"""The most keys that each may take."""


class CountingTerminal:
    """Presses keys in a terminal, each after the effect of the one before, and counts them."""

    def __init__(self, terminal: Terminal) -> None:
        self.terminal = terminal
        self.count = 0

    def press(self, key: str, seen: str | Callable[[list[str]], bool]) -> None:
        """Press a key, and wait for what it shows."""
        self.count += 1
        self.terminal.keys(key)
        self.terminal.wait_for(seen)

    def type(self, text: str) -> None:
        """Type a text, which counts as no key, and wait until it is seen."""
        self.terminal.send(text)
        self.terminal.wait_for(text)


def test_the_keys_for_notes_are_few(tmp_path: Path) -> None:
    run_bmc(tmp_path, "new", "Bakery")
    for text in ("Cyclists", "Walkers", "Anglers"):
        run_bmc(tmp_path, "add", "1", text)
    taken: dict[str, CountingTerminal] = {}

    def notes(block: Block) -> list[str]:
        return [note.text for note in canvas_in(tmp_path).notes(block)]

    def session(name: str) -> CountingTerminal:
        taken[name] = CountingTerminal(terminal)
        return taken[name]

    with Terminal([BMC], tmp_path, size=(80, 24), env=SSH) as terminal:
        terminal.wait_for("? keys")
        keys = session("the third note to the top")
        keys.press("space", "note 1 of 3")
        keys.press("down", "note 2 of 3")
        keys.press("down", "note 3 of 3")
        keys.press("alt+home", "note 1 of 3")
        terminal.wait_for(lambda _: notes(Block.CUSTOMER_SEGMENTS)[0] == "Anglers")
        terminal.keys("escape")

        keys = session("a note to another block")
        keys.press("space", "note 1 of 3")
        keys.press("b", "To block:")
        keys.press("8", "A cyclists")
        terminal.wait_for(lambda _: notes(Block.KEY_PARTNERS) == ["Anglers"])
        terminal.keys("escape")

        keys = session("mark an assumption")
        keys.press("space", "note 1 of 2")
        keys.press("#", "Cyclists #?")
        terminal.keys("escape")

        keys = session("copy a note")
        keys.press("space", "note 1 of 2")
        keys.press("y", lambda _: "Cyclists" in (terminal.clipboard or ""))
        terminal.keys("escape")

        keys = session("delete a note")
        keys.press("space", "note 1 of 2")
        keys.press("d", "Walkers")
        terminal.wait_for(lambda _: notes(Block.CUSTOMER_SEGMENTS) == ["Walkers"])
        terminal.keys("escape")

        keys = session("a new canvas with a note in each block")
        keys.press("o", "Bakery")
        keys.press("n", "Title of the new canvas")
        keys.type("Kiosk")
        keys.press("enter", lambda rows: "Kiosk" in rows[0])
        keys.press("enter", "esc close")
        for block in BLOCKS:
            keys.type(f"Note of {block.number}")
            if block is not BLOCKS[-1]:
                keys.press("alt+right", f" {block.number + 1} ")
        keys.press("escape", "? keys")
        terminal.keys("q")
        assert terminal.wait() == 0
    kiosk = run_bmc(tmp_path, "show", "Kiosk", "--plain")
    assert all(f"Note of {block.number}" in kiosk for block in BLOCKS)
    assert taken.keys() == MOST.keys()
    assert not {name for name, keys in taken.items() if keys.count > MOST[name]}
