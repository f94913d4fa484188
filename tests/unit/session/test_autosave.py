"""When what is typed is saved to disk, by a clock that no other program slows down."""

import asyncio
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bmc_tui.files.journal_paths import find_journals
from bmc_tui.model.blocks import Block
from bmc_tui.model.canvas import Canvas
from bmc_tui.session import tasks
from bmc_tui.session.session import RETRY_AFTER_S, Session
from bmc_tui.store import Shelf, StoreError
from bmc_tui.store.errors import LockedError
from bmc_tui.store.journal import Record, read_journal
from bmc_tui.store.locking import LOCK_TIMEOUT_S
from tests.ui.apps import NOON
from tests.unit.session.clock import run

SECOND = 1.0
"""What a kill costs at most: seconds of typing."""

EMPTY = Canvas("Cart")


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shelf:
    """Give a shelf with one canvas; what is done in threads takes no time."""

    async def at_once(work: Callable[..., Any], /, *args: Any) -> Any:
        return work(*args)

    monkeypatch.setattr(asyncio, "to_thread", at_once)
    shelf = Shelf(tmp_path / "canvases.json", lambda: NOON)
    shelf.create(EMPTY, "a")
    return shelf


def saves_take(
    seconds: float, monkeypatch: pytest.MonkeyPatch, error: StoreError | None = None
) -> None:
    """Have each save take some time, and fail then or succeed."""

    async def in_a_while(work: Callable[..., Any], /, *args: Any) -> Any:
        if work.__name__ == "_save":  # of `FileSync`
            await asyncio.sleep(seconds)
            if error:
                raise error
        return work(*args)

    monkeypatch.setattr(asyncio, "to_thread", in_a_while)


def open_session(shelf: Shelf) -> Session:
    """Open the canvas; a fault behind its back fails the test."""
    return Session(shelf, shelf.load("a"), lambda _: None, lambda work: tasks.spawn(work, fail))


def fail(fault: Exception) -> None:
    """Fail with a fault of a task."""
    raise fault


def on_the_disk(shelf: Shelf) -> Canvas:
    """Return what the next start would show: the journal, or else the file."""
    read = [read_journal(path) for path in find_journals(shelf.path)]
    records: list[Record] = [record for record in read if record]
    return records[0].canvas if records else shelf.load("a").canvas


async def type_and_look(shelf: Shelf, seed: int) -> int:
    """Type for four seconds, see that a second of it is lost at most, and count the journals."""
    chance = random.Random(seed)  # noqa: S311 - moments, not secrets
    loop = asyncio.get_running_loop()
    session = open_session(shelf)
    states: list[tuple[float, Canvas]] = [(loop.time(), EMPTY)]
    seen = 0
    while loop.time() < 4:
        text = f"{len(states)} keys typed"
        session.record(EMPTY.add(Block.CHANNELS, text))
        states.append((loop.time(), session.canvas))
        pause = chance.choice([0.02] * 40 + [0.1, 0.4, 1.5])
        until = loop.time() + pause
        while loop.time() < until:
            await asyncio.sleep(0.02)
            seen += len(find_journals(shelf.path))
            at = [canvas for _, canvas in states].index(on_the_disk(shelf))
            lost = [when for when, _ in states[at + 1 :]]
            assert not lost or lost[0] > loop.time() - SECOND, (text, at)
    return seen


@pytest.mark.parametrize("seed", range(5))
def test_while_saves_succeed_a_second_is_lost_at_most_and_no_journal_is_written(
    shelf: Shelf, seed: int
) -> None:
    async def work() -> None:
        assert await type_and_look(shelf, seed) == 0

    run(work())


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize(
    ("seconds", "error"),
    [(LOCK_TIMEOUT_S, LockedError("store.locked", file="x")), (3.0, None)],
    ids=["locked", "slow"],
)
def test_while_saves_wait_a_second_is_lost_at_most(
    shelf: Shelf,
    seed: int,
    seconds: float,
    error: StoreError | None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    saves_take(seconds, monkeypatch, error)

    async def work() -> None:
        assert await type_and_look(shelf, seed)

    run(work())


def test_a_session_is_idle_once_all_is_saved(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    saves_take(3.0, monkeypatch)

    async def work() -> None:
        session = open_session(shelf)
        await session.wait_until_idle()
        session.record(EMPTY.add(Block.CHANNELS, "Van"))
        await session.wait_until_idle()
        assert not session.unsaved
        assert shelf.load("a").canvas == session.canvas
        assert shelf.versions.of("a")[0].canvas == EMPTY
        assert find_journals(shelf.path) == []

    run(work())


def test_a_session_that_cannot_save_is_not_idle_before_it_can(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    saves_take(0.0, monkeypatch, LockedError("store.locked", file="x"))

    async def work() -> None:
        session = open_session(shelf)
        session.record(EMPTY.add(Block.CHANNELS, "Van"))
        idle = asyncio.ensure_future(session.wait_until_idle())
        await asyncio.sleep(3 * RETRY_AFTER_S)
        assert not idle.done()
        saves_take(0.0, monkeypatch)
        await idle
        assert shelf.load("a").canvas == session.canvas

    run(work())
