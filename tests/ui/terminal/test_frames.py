"""When a frame is painted: soon after a change, also soon after another frame."""

import os
from pathlib import Path

import pytest

from tests.ui.apps import app_on

LONGEST_S = 0.001
"""Seconds that a change may wait for its frame because there was one before it."""


@pytest.mark.skipif(
    os.environ.get("BMC_TERMINAL") == "plain", reason="Textual's own frames have their own pace"
)
async def test_a_change_soon_after_a_frame_does_not_wait_for_the_next_sixtieth(
    tmp_path: Path,
) -> None:
    app = app_on(tmp_path)
    async with app.run_test() as pilot:
        await pilot.pause()
        assert app.screen._update_timer._interval <= LONGEST_S
