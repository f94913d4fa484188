"""What a person reads on the screen of an app under test."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
from textual.app import App
from textual.events import Paste
from textual.pilot import Pilot

from bmc_tui.ui.screens.canvas.screen import CanvasScreen
from tests.e2e.waiting import PATIENCE


def lines_of(app: App[int]) -> list[str]:
    """Return the rows of the screen as characters."""
    width, height = app.size
    strips = app.screen._compositor.render_strips()
    rows = ["".join(segment.text for segment in strip) for strip in strips]
    return [row[:width] for row in rows[:height]]


def text_of(app: App[int]) -> str:
    """Return the screen as one text."""
    return "\n".join(lines_of(app))


async def saved(pilot: Pilot[int]) -> None:
    """Wait until what was typed is in the file, and until the screen says so."""
    await settled(pilot)
    async with asyncio.timeout(PATIENCE):
        for screen in pilot.app.screen_stack:
            if isinstance(screen, CanvasScreen):
                await screen.idle()
    await settled(pilot)


async def settled(pilot: Pilot[int]) -> None:
    """Wait until no thread works for the app, and what those did is on the screen."""
    quiet = 0
    async with asyncio.timeout(PATIENCE):
        while quiet < _QUIET_LOOKS:
            await pilot.pause()
            quiet = 0 if THREADS.running else quiet + 1


REST = "rest"
"""Among keys: the app comes to rest before the next one is pressed."""


async def press(pilot: Pilot[int], *keys: str) -> None:
    """Press keys, and come to rest at each `REST`."""
    for key in keys:
        await (settled(pilot) if key == REST else pilot.press(key))


_QUIET_LOOKS = 3
"""Rests of the app without a thread, after which none is started any more: what one has brought may
have another one started."""


class Threads:
    """`asyncio.to_thread`, which counts the threads that work."""

    def __init__(self) -> None:
        self.running = 0
        self._to_thread = asyncio.to_thread

    async def to_thread(self, work: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        """Do some work in a thread."""
        self.running += 1
        try:
            return await self._to_thread(work, *args, **kwargs)
        finally:
            self.running -= 1


THREADS = Threads()
asyncio.to_thread = THREADS.to_thread


async def until(pilot: Pilot[int], what: str | Callable[[], object]) -> None:
    """Wait for a text on the screen, on whatever lines it is, or until something holds."""

    def is_there() -> object:
        return what in " ".join(text_of(pilot.app).split()) if isinstance(what, str) else what()

    end = monotonic() + PATIENCE
    while not is_there():
        if monotonic() > end:
            pytest.fail(f"waited in vain for {what!r} on\n{text_of(pilot.app)}")
        await pilot.pause(0.01)


async def copied(pilot: Pilot[int], file: Path) -> str:
    """Wait for a copy to get where it goes without a clipboard, and return what it is."""
    await until(pilot, lambda: file.exists() and file.name in "".join(text_of(pilot.app).split()))
    return file.read_text(encoding="utf-8")


async def paste(pilot: Pilot[int], text: str) -> None:
    """Paste as a terminal does."""
    pilot.app.screen.post_message(Paste(text))
    await pilot.pause()
