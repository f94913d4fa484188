"""The journal is written when a save is late, and removed by the save that covers it."""

import asyncio
from pathlib import Path

import pytest

from bmc_tui.files.journal_paths import find_journals
from bmc_tui.model.blocks import Block
from bmc_tui.model.canvas import Canvas
from bmc_tui.session import journaling
from bmc_tui.session.journaling import JournalTimer
from bmc_tui.store.journal import Journal, Record, read_journal

CART = Canvas("Cart")


class Typing:
    """A canvas that is typed in, with its journal timer; `text` is what is not saved."""

    def __init__(self, folder: Path) -> None:
        self.data = folder / "canvases.json"
        self.text = ""
        self.failures = 0
        self.timer = JournalTimer(
            Journal(self.data), self._record, self._on_failure, asyncio.create_task
        )

    def _record(self) -> Record | None:
        canvas = CART.add(Block.CHANNELS, self.text)
        return Record("id", 1, CART, None, canvas) if self.text else None

    def _on_failure(self) -> None:
        self.failures += 1

    def type(self, text: str) -> None:
        """Change the canvas."""
        self.text = text
        self.timer.changed()

    @property
    def journaled(self) -> list[str]:
        """What is in the journal; nothing when there is none."""
        records = [read_journal(path) for path in find_journals(self.data)]
        canvases = [record.canvas for record in records if record]
        return [note.text for canvas in canvases for note in canvas.notes(Block.CHANNELS)]


@pytest.fixture(autouse=True)
def _sooner(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journaling, "JOURNAL_AFTER_S", 0.05)


async def journal_of(typing: Typing) -> list[str]:
    """Wait for a journal, and return what is in it."""
    async with asyncio.timeout(10):
        while not typing.journaled:  # noqa: ASYNC110 - no event tells of the journal
            await asyncio.sleep(0.01)
    return typing.journaled


async def test_a_save_in_time_leaves_no_journal(tmp_path: Path) -> None:
    typing = Typing(tmp_path)
    typing.type("a")
    typing.timer.save_started()
    typing.text = ""
    await typing.timer.saved(everything=True)
    await asyncio.sleep(0.2)
    assert typing.journaled == []


async def test_a_late_save_leaves_a_journal_until_it_is_done(tmp_path: Path) -> None:
    typing = Typing(tmp_path)
    typing.type("a")
    typing.timer.save_started()
    assert await journal_of(typing) == ["a"]
    typing.text = ""
    await typing.timer.saved(everything=True)
    assert typing.journaled == []


async def test_a_save_does_not_remove_a_journal_that_is_ahead_of_it(tmp_path: Path) -> None:
    typing = Typing(tmp_path)
    typing.type("a")
    typing.timer.save_started()
    typing.type("ab")
    assert await journal_of(typing) == ["ab"]
    await typing.timer.saved(everything=False)
    assert typing.journaled == ["ab"]
    typing.timer.save_started()
    typing.text = ""
    await typing.timer.saved(everything=True)
    assert typing.journaled == []


async def test_what_a_failed_save_left_is_journaled(tmp_path: Path) -> None:
    typing = Typing(tmp_path)
    typing.type("a")
    typing.timer.save_started()
    typing.timer.save_failed()
    assert await journal_of(typing) == ["a"]


async def test_a_change_after_the_journal_was_written_is_journaled_too(tmp_path: Path) -> None:
    typing = Typing(tmp_path)
    typing.type("a")
    assert await typing.timer.write()
    typing.type("ab")
    async with asyncio.timeout(10):
        while typing.journaled != ["ab"]:  # noqa: ASYNC110 - no event tells of the journal
            await asyncio.sleep(0.01)


async def test_a_journal_that_can_t_be_written_is_reported_and_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError

    typing = Typing(tmp_path)
    monkeypatch.setattr(Journal, "write", fail)
    typing.type("a")
    assert not await typing.timer.write()
    assert typing.timer.has_failed
    async with asyncio.timeout(10):
        while not typing.failures:  # noqa: ASYNC110 - no event tells of the next try
            await asyncio.sleep(0.01)
    monkeypatch.undo()
    assert await journal_of(typing) == ["a"]
    await typing.timer.wait_until_idle()
    assert not typing.timer.has_failed
