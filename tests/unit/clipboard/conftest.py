"""The clipboard's tests are not about the terminal that the tests run in."""

import pytest

from bmc_tui.clipboard import surroundings


@pytest.fixture(autouse=True)
def _no_terminal_of_the_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(surroundings, "terminal_maker", lambda _: "")
