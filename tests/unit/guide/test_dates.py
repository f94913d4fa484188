"""Dates as the user reads them."""

import time
from datetime import UTC, datetime

import pytest

from bmc_tui.guide.dates import local_time


def test_a_moment_is_shown_in_the_local_time_zone_to_the_minute(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with monkeypatch.context() as patched:
        patched.setenv("TZ", "Europe/Amsterdam")
        time.tzset()
        assert local_time(datetime(2026, 1, 31, 8, 5, 59, tzinfo=UTC)) == "2026-01-31 09:05"
    time.tzset()
