"""Names are offered in a real terminal, and taken however fast somebody types."""

from pathlib import Path

import pytest

from tests.e2e.kept import bmc, texts_in
from tests.e2e.terminal import BMC, Terminal

pytestmark = pytest.mark.slow


def test_segments_and_words_are_offered_and_taken(tmp_path: Path) -> None:
    bmc(tmp_path, "new", "Cart")
    bmc(tmp_path, "add", "1", "Students @students")
    with Terminal([BMC], tmp_path) as terminal:
        terminal.wait_for("? keys")
        terminal.send("5")
        terminal.keys("enter")
        terminal.wait_for("5 Revenue streams")
        terminal.send("Cups @st")
        terminal.wait_for("students  A")
        terminal.keys("tab")
        terminal.wait_for("Cups @students")
        terminal.send(" #rec\t, #one\t")
        terminal.wait_for("#one-off")
        terminal.keys("escape")
        terminal.wait_for("? keys")
        terminal.keys("q")
        assert terminal.wait() == 0
    assert texts_in(tmp_path)[-1] == "Cups @students #recurring, #one-off"
