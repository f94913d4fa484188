"""A key takes less work than in a stock Textual app: the calls of functions up to its frame.

Calls, not time, so that it is the same on any machine; the benchmark measures the time.
"""

import asyncio
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from textual.app import App
from textual.events import Key
from textual.screen import Screen

from tests.bench.baseline import Baseline
from tests.bench.homes import canvas
from tests.ui.apps import app_on
from tests.ui.pilots import settle

SIZES = [(80, 24), (120, 40)]
"""With the editor over all of the grid, and beside it."""

MOST = {(80, 24): 0.56, (120, 40): 0.64}
"""Calls for a typed character, as a part of those of a stock app."""


MOST_OF_A_MOVE = {(80, 24): 0.46, (120, 40): 0.48}
"""Calls for a move to a block that was there before, as a part of the same."""


MOST_OF_A_LONG_CANVAS = 1.5
"""Calls for a typed character with 300 notes, as a multiple of those with 30."""


async def calls_until_frame(app: App[Any], key: str) -> int:
    """Return the number of calls from a key to the frame with its effect."""
    painted = asyncio.Event()
    display, calls = app._display, 0

    def shown(screen: Screen[Any], renderable: Any) -> None:
        display(screen, renderable)
        painted.set()

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event in {"call", "c_call"} and not painted.is_set()

    app._display = shown  # type: ignore[method-assign]
    sys.setprofile(count)
    try:
        app.post_message(Key(key, key if len(key) == 1 else None))
        await painted.wait()
    finally:
        sys.setprofile(None)
        del app._display
    return calls


async def fewest_calls(app: App[Any], pilot: Any, keys: Sequence[str] = "hello") -> int:
    """Return the calls for a key without what comes beside it, such as a save."""
    counts = []
    for key in keys:
        counts.append(await calls_until_frame(app, key))
        await settle(pilot)
    return min(counts)


@pytest.mark.skipif(
    os.environ.get("BMC_TERMINAL") == "plain", reason="Textual's own frames come at their own pace"
)
@pytest.mark.parametrize(
    "size", [SIZES[0], pytest.param(SIZES[1], marks=pytest.mark.slow)], ids=str
)
async def test_a_key_takes_less_work_than_a_typed_character_in_a_stock_app(
    tmp_path: Path, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    app = app_on(tmp_path, canvas(30))
    async with app.run_test(size=size) as pilot:
        await pilot.press("left", "right", "left", "right")
        await settle(pilot)
        move = await fewest_calls(app, pilot, ("left", "right"))
        await pilot.press("enter", "x")
        await settle(pilot)
        ours = await fewest_calls(app, pilot)
    monkeypatch.setattr(sys, "argv", ["baseline.py", "input"])
    stock = Baseline()
    async with stock.run_test(size=size) as pilot:
        await pilot.press("i", "x")
        await pilot.pause()
        theirs = await fewest_calls(stock, pilot)
    assert move <= MOST_OF_A_MOVE[size] * theirs, (move, theirs)
    assert ours <= MOST[size] * theirs, (ours, theirs)


@pytest.mark.skipif(
    os.environ.get("BMC_TERMINAL") == "plain", reason="Textual's own frames come at their own pace"
)
async def test_a_long_canvas_takes_little_more_work_for_a_typed_character(tmp_path: Path) -> None:
    calls = []
    for notes in (30, 300):
        (tmp_path / str(notes)).mkdir()
        app = app_on(tmp_path / str(notes), canvas(notes))
        async with app.run_test(size=SIZES[0]) as pilot:
            await pilot.press("enter", "y")  # what others have typed is known by now
            await settle(pilot)
            calls.append(await fewest_calls(app, pilot))
    few, many = calls
    assert many <= MOST_OF_A_LONG_CANVAS * few, calls
