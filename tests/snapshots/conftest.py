"""What all pictures share: a folder and a time zone that look the same everywhere."""

import time
from collections.abc import Callable, Iterable
from importlib.util import find_spec
from pathlib import Path

import pytest
from textual.pilot import Pilot

from bmc_tui.ui.app import BmcApp
from tests.ui.pilots import press as press_keys
from tests.ui.pilots import wait_until_saved


@pytest.fixture(autouse=True)
def in_a_folder_and_time_zone_of_our_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterable[None]:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.fixture
def snap_compare(snap_compare: Callable[..., bool]) -> Callable[..., bool]:
    """Give the plugin's function, which takes the picture once all is saved and at rest."""
    if find_spec("pyphen") is None:
        pytest.fail("pictures have no hyphens without pyphen: pip install -e '.[dev]'")

    def compare(
        app: BmcApp, press: Iterable[str] = (), terminal_size: tuple[int, int] = (80, 24)
    ) -> bool:
        async def act(pilot: Pilot[int]) -> None:
            await press_keys(pilot, *press)
            await wait_until_saved(pilot)

        return snap_compare(app, terminal_size=terminal_size, run_before=act)

    return compare
