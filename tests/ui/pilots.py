"""What a person reads on the screen of an app under test."""

import asyncio
from pathlib import Path

import pytest
from textual.app import App
from textual.events import Paste
from textual.pilot import Pilot


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
    """Wait as long as a person is promised that saving takes, and a little more."""
    await pilot.pause(0.6)


async def settled(pilot: Pilot[int]) -> None:
    """Wait until a fifth of a second went by in which nothing was going on in a thread."""
    quiet = 0
    for _ in range(200):
        await pilot.pause(0.05)
        quiet = quiet + 1 if _is_idle() else 0
        if quiet == 4:
            return
    pytest.fail(f"it is still busy with\n{text_of(pilot.app)}")


def _is_idle() -> bool:
    """Tell whether no thread of `asyncio.to_thread` has anything to do."""
    executor = getattr(asyncio.get_running_loop(), "_default_executor", None)
    return executor is None or executor._idle_semaphore._value == len(executor._threads)


async def until(pilot: Pilot[int], text: str) -> None:
    """Wait for a text on the screen, on whatever lines it is."""
    for _ in range(200):
        if text in " ".join(text_of(pilot.app).split()):
            return
        await pilot.pause(0.05)
    pytest.fail(f"waited in vain for {text!r} on\n{text_of(pilot.app)}")


async def copied(pilot: Pilot[int], file: Path) -> str:
    """Wait for a copy to get where it goes without a clipboard, and return what it is."""
    for _ in range(100):
        if file.exists() and file.name in "".join(text_of(pilot.app).split()):
            break
        await pilot.pause(0.05)
    return file.read_text(encoding="utf-8")


async def paste(pilot: Pilot[int], text: str) -> None:
    """Paste as a terminal does."""
    pilot.app.screen.post_message(Paste(text))
    await pilot.pause()
