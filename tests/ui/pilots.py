"""Reads the screen of an app under test, presses its keys and waits for it."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from time import monotonic

import pytest
from textual.app import App
from textual.events import Paste
from textual.pilot import Pilot

from bmc_tui.ui.app import BmcApp
from bmc_tui.ui.screens.canvas.screen import CanvasScreen
from tests.e2e.waiting import TIMEOUT_S
from tests.ui.idle import THREADS, wait_by_the_loop, wait_for_idle

SETTLE = "settle"
"""Stands among the keys of `press` for a call of `settle` before the next key."""

_QUIET_PAUSES = 3
"""Pauses without a running thread after which the app counts as settled: the result of one thread
may start another."""

_REST_S = 0.06
"""Seconds within which a timer is due whose work a settled app has done: the app waits so long for
what may follow a key, a new size or a move in a list."""

_POLL_INTERVAL_S = 0.005
"""Seconds between two looks at a thread, or at a key that waits."""


wait_by_the_loop()


def screen_rows(app: App[int]) -> list[str]:
    """Return the rows of the screen as text."""
    width, height = app.size
    strips = app.screen._compositor.render_strips()
    rows = ["".join(segment.text for segment in strip) for strip in strips]
    return [row[:width] for row in rows[:height]]


def screen_text(app: App[int]) -> str:
    """Return the screen as one text with line breaks."""
    return "\n".join(screen_rows(app))


async def wait_until_saved(pilot: Pilot[int]) -> None:
    """Wait until every change is in the file, and the screen shows that it is saved."""
    await settle(pilot)
    async with asyncio.timeout(TIMEOUT_S):
        for screen in pilot.app.screen_stack:
            if isinstance(screen, CanvasScreen):
                await screen.wait_until_idle()
    await settle(pilot)


async def settle(pilot: Pilot[int]) -> None:
    """Wait until no thread runs for the app, no key waits, and the screen shows their results."""
    quiet_pauses = 0
    async with asyncio.timeout(TIMEOUT_S):
        while quiet_pauses < _QUIET_PAUSES:
            await pilot.pause()
            await wait_for_idle(_REST_S)
            holds = isinstance(pilot.app, BmcApp) and pilot.app.key_delivery.holds_keys
            if THREADS.is_running or holds:
                quiet_pauses = 0
                await asyncio.sleep(_POLL_INTERVAL_S)
            else:
                quiet_pauses += 1


async def press(pilot: Pilot[int], *keys: str) -> None:
    """Press keys one after another, and settle at each `SETTLE` among them."""
    for key in keys:
        await (settle(pilot) if key == SETTLE else pilot.press(key))


async def wait_for(pilot: Pilot[int], expected: str | Callable[[], object]) -> None:
    """Wait until the screen contains a text, whatever its line breaks, or a condition is true."""

    def is_met() -> object:
        if isinstance(expected, str):
            return expected in " ".join(screen_text(pilot.app).split())
        return expected()

    deadline = monotonic() + TIMEOUT_S
    while not is_met():
        if monotonic() > deadline:
            pytest.fail(f"waited in vain for {expected!r} on\n{screen_text(pilot.app)}")
        await pilot.pause(0.01)


async def wait_for_copy(pilot: Pilot[int], file: Path) -> str:
    """Wait until the copy is in its fallback file and reported, and return its text."""
    await wait_for(
        pilot, lambda: file.exists() and file.name in "".join(screen_text(pilot.app).split())
    )
    return file.read_text(encoding="utf-8")


async def paste(pilot: Pilot[int], text: str) -> None:
    """Paste text as a terminal in bracketed paste mode does."""
    pilot.app.screen.post_message(Paste(text))
    await pilot.pause()
