"""What all pictures share: a folder and a time zone that look the same everywhere."""

import time
from collections.abc import Iterable
from pathlib import Path

import pytest


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
