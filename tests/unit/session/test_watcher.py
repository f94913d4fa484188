"""Noticing what others write, without looking: the system tells, on real file systems."""

import asyncio
import sys
from collections.abc import Callable
from pathlib import Path
from shutil import rmtree

import pytest

from bmc_tui.session.watcher import Watcher, _kind

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="inotify is of Linux")


async def soon(holds: Callable[[], object]) -> None:
    """Wait until something holds, for much less than a second look would take."""
    async with asyncio.timeout(1):
        while not holds():  # noqa: ASYNC110 - no event tells of the end of a look
            await asyncio.sleep(0.01)


async def test_a_file_in_a_folder_that_is_not_there_yet_is_watched_without_waking_up(
    tmp_path: Path,
) -> None:
    seen: list[str] = []
    file = tmp_path / "share" / "bmc" / "canvases.json"
    watcher = Watcher(file, lambda: (0, 0, 0, 0), lambda: seen.append("changed"))
    watcher.start()
    assert watcher._timer is None
    for text in ("first", "second"):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
        await soon(lambda: watcher._timer is None and seen)
        seen.clear()
    rmtree(tmp_path / "share")
    await soon(lambda: watcher._timer is None and seen)
    seen.clear()
    file.parent.mkdir(parents=True)
    file.write_text("third")
    await soon(lambda: watcher._timer is None and seen)
    watcher.stop()


def test_the_file_system_is_that_of_the_nearest_mount() -> None:
    assert _kind(Path("/proc/self")) == "proc"
    assert _kind(Path("/dev/shm/folder")) == _kind(Path("/dev/shm"))  # noqa: S108 - looked at only
    assert _kind(Path("/")) not in ("", "proc")
