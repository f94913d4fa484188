"""When a frame is painted: soon after a change, and only when all that a key opens is in it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from textual.screen import Screen

from bmc_tui.ui.app import BmcApp
from tests.ui.apps import app_on, coffee_cart
from tests.ui.pilots import screen_text

LONGEST_S = 0.001
"""Seconds that a change may wait for its frame because there was one before it."""


thin_only = pytest.mark.skipif(
    os.environ.get("BMC_TERMINAL") == "plain", reason="Textual's own frames have their own pace"
)


@thin_only
async def test_a_change_soon_after_a_frame_does_not_wait_for_the_next_sixtieth(
    tmp_path: Path,
) -> None:
    app = app_on(tmp_path)
    async with app.run_test() as pilot:
        await pilot.pause()
        assert app.screen._update_timer._interval <= LONGEST_S


@contextmanager
def frames_of(app: BmcApp) -> Iterator[list[str]]:
    """Record what is on the screen at each frame that the app paints."""
    frames: list[str] = []
    display = app._display

    def record(screen: Screen[Any], renderable: Any) -> None:
        display(screen, renderable)
        frames.append(screen_text(app))

    app._display = record  # type: ignore[method-assign]
    yield frames
    del app._display


@thin_only
@pytest.mark.parametrize("size", [(60, 20), (80, 24), (100, 30)], ids=str)
async def test_each_frame_has_all_of_the_grid_or_the_editor_with_its_text(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        # The keys, and what is in the frame after them: of the block, and of the footer.
        steps = (
            ("enter", "Students", "close"),
            *[("ctrl+pagedown", text, "close") for text in ("A quiet corner", "Pay by phone")],
            *[("ctrl+pagedown", text, "close") for text in ("Stamp card", "Cup", "Two baristas")],
            ("escape", "", "quit"),
            ("i", "Who are my customers", "close"),
        )
        for key, text, footer in steps:
            before = screen_text(app)
            with frames_of(app) as frames:
                await pilot.press(key)
                await pilot.pause()
            assert text in frames[-1]
            assert footer in frames[-1]
            assert all(frame == before or text in frame for frame in frames)
            assert all(frame == before or footer in frame for frame in frames)
