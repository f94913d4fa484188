"""Names are offered in a real terminal, and taken however fast someone types."""

from pathlib import Path

import pytest

from tests.e2e.home_folder import note_texts_in, run_bmc
from tests.e2e.terminal import BMC, Terminal

pytestmark = pytest.mark.slow


def test_segments_and_words_are_offered_and_taken(tmp_path: Path) -> None:
    run_bmc(tmp_path, "new", "Cart")
    run_bmc(tmp_path, "add", "1", "Students @students")
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
    assert note_texts_in(tmp_path)[-1] == "Cups @students #recurring, #one-off"
