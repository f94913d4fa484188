"""Dates as the user reads them."""

import time
from datetime import UTC, datetime

import pytest

from bmc_tui.guide.dates import local_time, time_of


def test_a_moment_is_shown_in_the_local_time_zone_to_the_minute(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with monkeypatch.context() as patched:
        patched.setenv("TZ", "Europe/Amsterdam")
        time.tzset()
        assert local_time(datetime(2026, 1, 31, 8, 5, 59, tzinfo=UTC)) == "2026-01-31 09:05"
    time.tzset()


@pytest.mark.parametrize("zone", ["AAA+12", "BBB-12"])
def test_the_first_and_the_last_moments_are_shown_in_every_time_zone(
    monkeypatch: pytest.MonkeyPatch, zone: str
) -> None:
    with monkeypatch.context() as patched:
        patched.setenv("TZ", zone)
        time.tzset()
        assert local_time(time_of(-1e18)).startswith("0001-01-01 ")
        assert local_time(time_of(1e18)).startswith("9999-12-31 ")
    time.tzset()
