"""What the tests of the screens share: commands come at a person's pace, not as fast as text."""

import pytest


@pytest.fixture(autouse=True)
def at_the_pace_of_commands(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make each letter a command of its own, however fast a test presses it."""
    monkeypatch.setattr("bmc_tui.ui.keys.typed_words._MAX_GAP_S", -1.0)
