"""The watcher reports what other programs do to the file, and nothing that this one did."""

import asyncio
import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from shutil import rmtree

import pytest

from bmc_tui.files.locations import FileStamp, file_stamp
from bmc_tui.session import watcher
from bmc_tui.session.watcher import Watcher


@pytest.fixture(autouse=True)
def _without_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watcher, "POLL_INTERVAL_S", 0.01)


@asynccontextmanager
async def watching(
    file: Path, own_stamp: Callable[[], FileStamp | None] = lambda: (0, 0, 0, 0)
) -> AsyncIterator[asyncio.Queue[str]]:
    """Watch a file, and give a queue that has one item for each change that is reported."""
    changes: asyncio.Queue[str] = asyncio.Queue()
    watcher = Watcher(file, own_stamp, lambda: changes.put_nowait("changed"))
    watcher.start()
    yield changes
    watcher.stop()


async def next_of(changes: asyncio.Queue[str]) -> None:
    """Wait for the next report, and see that there is only one."""
    async with asyncio.timeout(10):
        await changes.get()
    await asyncio.sleep(0.05)
    assert changes.empty()


async def test_a_file_in_a_folder_that_is_not_there_yet_is_watched(tmp_path: Path) -> None:
    file = tmp_path / "share" / "bmc" / "canvases.json"
    async with watching(file) as changes:
        for text in ("first", "second one"):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text)
            await next_of(changes)
        rmtree(tmp_path / "share")
        await next_of(changes)
        file.parent.mkdir(parents=True)
        file.write_text("third time")
        await next_of(changes)


async def test_what_this_program_wrote_is_not_reported(tmp_path: Path) -> None:
    file = tmp_path / "canvases.json"
    file.write_text("ours")
    async with watching(file, lambda: file_stamp(file)) as changes:
        file.write_text("ours again")
        await asyncio.sleep(0.1)
        assert changes.empty()


async def test_a_change_after_the_end_is_not_reported(tmp_path: Path) -> None:
    file = tmp_path / "canvases.json"
    async with watching(file) as changes:
        pass
    file.write_text("late")
    await asyncio.sleep(0.1)
    assert changes.empty()


async def test_names_that_come_and_go_in_the_folder_are_reported(tmp_path: Path) -> None:
    file = tmp_path / "canvases.json"
    file.write_text("ours")
    os.utime(tmp_path, (0, 0))  # long ago: what is there was seen at the start of the program
    changes: asyncio.Queue[str] = asyncio.Queue()
    watcher = Watcher(file, lambda: None, lambda: None, lambda: changes.put_nowait("changed"))
    watcher.start()
    await asyncio.sleep(0.05)
    assert changes.empty()
    copy = tmp_path / "canvases copy.json"
    copy.touch()
    await next_of(changes)
    copy.unlink()
    await next_of(changes)
    watcher.stop()


async def test_a_folder_that_has_just_changed_is_reported_at_the_first_poll(tmp_path: Path) -> None:
    changes: asyncio.Queue[str] = asyncio.Queue()
    file = tmp_path / "canvases.json"
    watcher = Watcher(file, lambda: None, lambda: None, lambda: changes.put_nowait("changed"))
    watcher.start()
    await next_of(changes)
    watcher.stop()
