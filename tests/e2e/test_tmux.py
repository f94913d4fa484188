from pathlib import Path

import pytest

from tests.e2e.test_terminal import TEXTUAL
from tests.e2e.tmux import Tmux

pytestmark = [pytest.mark.slow, pytest.mark.needs("tmux")]


def test_a_textual_program_is_shown_driven_and_ended(tmp_path: Path) -> None:
    with Tmux(TEXTUAL, tmp_path, size=(60, 20)) as tmux:
        tmux.wait_for("60 by 20")
        tmux.type("Enter ë;")
        tmux.wait_for("Enter ë;note")
        tmux.keys("C-PageDown")
        tmux.wait_for("key ctrl+pagedown")
        tmux.keys("C-q")
        assert tmux.wait() == 7
        tmux.wait_for("goodbye")


def test_waiting_in_vain_shows_the_screen(tmp_path: Path) -> None:
    with (
        Tmux(["echo", "hello"], tmp_path) as tmux,
        pytest.raises(AssertionError, match=r"'never'; the screen:\n\|hello"),
    ):
        tmux.wait_for("never", timeout=1)
