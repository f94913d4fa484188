"""A session saves what is typed, merges what others save, and reports both as events."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from shutil import copytree

import pytest

from bmc_tui.files.journal_paths import find_journals
from bmc_tui.model.blocks import Block
from bmc_tui.model.canvas import Canvas, Note
from bmc_tui.model.merge import Conflict
from bmc_tui.session import session as session_module
from bmc_tui.session.events import (
    ChangedElsewhere,
    DeletedElsewhere,
    FileBack,
    Merged,
    Restored,
    SaveFailed,
    SaveState,
    SaveStateChanged,
    VersionFailed,
)
from bmc_tui.store import FileGoneError, Shelf, StoredCanvas, StoreError
from bmc_tui.store.journal import Journal, read_journal
from bmc_tui.store.journal_recovery import Recovery, recover_journals
from bmc_tui.store.versions import Versions
from tests.saving import save_over
from tests.ui.apps import shelf_in
from tests.unit.session.open_canvas import CART, ID, OpenCanvas

WAITING = SaveStateChanged(SaveState.WAITING)
SAVED = SaveStateChanged(SaveState.SAVED)
FAILED = SaveStateChanged(SaveState.FAILED)


def failing(*_: object) -> StoredCanvas:
    raise StoreError("store.conflict", title="")


def reworded(canvas: Canvas, text: str) -> Canvas:
    """Return the canvas with another text in its first note."""
    _, *notes = canvas.notes(Block.CHANNELS)
    return canvas.with_notes(Block.CHANNELS, [Note(text), *notes])


async def test_a_change_is_saved_by_itself_and_idle_waits_for_that(tmp_path: Path) -> None:
    opened = OpenCanvas(tmp_path)
    opened.add("Phone")
    assert opened.session.unsaved
    await opened.session.wait_until_idle()
    assert opened.saved_texts == ["Square", "Phone"]
    assert opened.events == [WAITING, SAVED]
    assert not opened.session.unsaved
    # The version of how it was at first is written too.
    assert [version.canvas for version in opened.shelf.versions.of(ID)] == [CART]


async def test_idle_returns_when_there_is_nothing_to_do(tmp_path: Path) -> None:
    await OpenCanvas(tmp_path).session.wait_until_idle()


async def test_a_new_canvas_is_created_by_its_first_change(tmp_path: Path) -> None:
    opened = OpenCanvas(tmp_path, None)
    assert opened.session.id is None
    opened.add("Phone")
    assert await opened.session.flush()
    assert opened.session.id == opened.shelf.last_used()


async def test_a_change_and_its_undoing_leave_nothing_to_save(tmp_path: Path) -> None:
    opened = OpenCanvas(tmp_path)
    opened.add("Phone")
    assert await opened.session.undo()
    await opened.session.wait_until_idle()
    assert opened.shelf.load(ID).entry.rev == 1
    assert opened.events == [WAITING, SAVED]


async def test_undo_goes_on_in_the_next_session(tmp_path: Path) -> None:
    opened = OpenCanvas(tmp_path)
    opened.add("Phone")
    assert await opened.session.flush()
    later = OpenCanvas(tmp_path, None)
    later.session = session_module.Session(
        later.shelf, later.shelf.load(ID), later.events.append, asyncio.create_task
    )
    assert later.session.can_undo
    assert await later.session.undo()
    assert later.session.canvas == CART
    assert await later.session.flush()


async def test_what_another_program_saved_meanwhile_is_merged_and_reported(tmp_path: Path) -> None:
    opened = OpenCanvas(tmp_path)
    opened.add("Phone")
    opened.add_elsewhere("Van")
    assert await opened.session.flush()
    assert sorted(opened.texts) == sorted(opened.saved_texts) == ["Phone", "Square", "Van"]
    assert opened.events == [WAITING, Merged(()), SAVED]
    assert await opened.session.undo()
    assert opened.texts == ["Square", "Van"]
    assert await opened.session.flush()


async def test_a_note_that_both_reworded_is_reported_as_a_conflict(tmp_path: Path) -> None:
    opened = OpenCanvas(tmp_path)
    opened.session.record(reworded(CART, "Square in front"))
    save_over(opened.shelf, ID, reworded(CART, "Square behind"))
    assert await opened.session.flush()
    conflict = Conflict(Block.CHANNELS, "Square in front", "Square behind")
    assert opened.events == [WAITING, Merged((conflict,)), SAVED]
    assert sorted(opened.saved_texts) == ["Square behind", "Square in front"]


async def test_what_is_typed_during_a_merge_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = OpenCanvas(tmp_path)
    loop, load = asyncio.get_running_loop(), Shelf.load

    def load_and_type(shelf: Shelf, id_: str) -> StoredCanvas:
        loop.call_soon_threadsafe(opened.add, "typed meanwhile")
        return load(shelf, id_)

    opened.add("Phone")
    opened.add_elsewhere("Van")
    monkeypatch.setattr(Shelf, "load", load_and_type)
    assert await opened.session.flush()
    monkeypatch.undo()
    await opened.session.wait_until_idle()
    assert sorted(opened.saved_texts) == ["Phone", "Square", "Van", "typed meanwhile"]
    assert opened.events[-1] == SAVED


async def test_a_canvas_in_the_trash_comes_back_with_the_next_change(tmp_path: Path) -> None:
    opened = OpenCanvas(tmp_path)
    opened.shelf.delete(ID)
    await opened.session.pull()
    opened.add("Phone")
    assert await opened.session.flush()
    assert opened.events == [DeletedElsewhere(), WAITING, Restored(), SAVED]
    assert [entry.id for entry in opened.shelf.entries()] == [ID]


async def test_a_change_elsewhere_is_pulled_and_reported_once(tmp_path: Path) -> None:
    opened = OpenCanvas(tmp_path)
    opened.add_elsewhere("Van")
    await opened.session.pull()
    await opened.session.pull()
    assert opened.texts == ["Square", "Van"]
    assert opened.events == [ChangedElsewhere(())]
    assert not opened.session.unsaved


async def test_a_restored_backup_takes_no_note_away(tmp_path: Path) -> None:
    opened = OpenCanvas(tmp_path)
    backup = opened.shelf.path.read_bytes()
    opened.add("Phone")
    assert await opened.session.flush()
    opened.shelf.path.write_bytes(backup)
    await opened.session.pull()
    assert opened.texts == ["Square", "Phone"]
    opened.add("Van")
    assert await opened.session.flush()
    assert sorted(opened.saved_texts) == ["Phone", "Square", "Van"]


async def test_a_file_that_is_gone_is_not_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session_module, "RETRY_AFTER_S", 0.05)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    data, renamed = tmp_path / "data", tmp_path / "renamed"
    opened = OpenCanvas(data)
    data.rename(renamed)
    opened.add("Phone")
    assert not await opened.session.flush()
    assert isinstance(opened.session.error, FileGoneError)
    assert opened.session.state is SaveState.GONE
    assert not opened.session.is_journal_beside
    assert not data.exists()
    (path,) = find_journals(opened.shelf.path)
    assert path.is_relative_to(tmp_path / "state")
    renamed.rename(data)
    await opened.session.wait_until_idle()
    assert opened.saved_texts == ["Square", "Phone"]
    assert opened.events[-2:] == [FileBack(()), SAVED]
    assert find_journals(opened.shelf.path) == []


async def test_what_is_saved_is_journaled_when_the_file_is_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    opened = OpenCanvas(tmp_path / "data")
    opened.shelf.path.unlink()
    await opened.session.pull()
    assert opened.session.unsaved
    assert not await opened.session.flush()
    records = [read_journal(path) for path in find_journals(opened.shelf.path)]
    assert [record and record.canvas for record in records] == [opened.session.canvas]


async def test_another_file_in_its_place_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    data = tmp_path / "data"
    opened = OpenCanvas(data)
    data.rename(tmp_path / "renamed")
    shelf_in(data).create(Canvas("Other"))
    raw = opened.shelf.path.read_bytes()
    opened.add("Phone")
    assert not await opened.session.flush()
    assert opened.session.state is SaveState.GONE
    assert opened.shelf.path.read_bytes() == raw
    assert {path.name for path in data.iterdir()} == {"canvases.json", "canvases.json.lock"}


async def test_a_copy_of_the_file_elsewhere_is_the_file(tmp_path: Path) -> None:
    data = tmp_path / "data"
    opened = OpenCanvas(data)
    data.rename(tmp_path / "renamed")
    copytree(tmp_path / "renamed", data)
    opened.add("Phone")
    assert await opened.session.flush()
    assert opened.saved_texts == ["Square", "Phone"]


async def test_nothing_is_made_in_the_place_of_a_file_that_is_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    data = tmp_path / "data"
    opened = OpenCanvas(data)
    opened.add("Phone")
    assert await opened.session.flush()
    await opened.session.wait_until_idle()
    data.rename(tmp_path / "renamed")
    data.mkdir()
    opened.add("Van")
    assert not await opened.session.flush()
    with pytest.raises(FileGoneError):
        opened.shelf.versions.add(ID, CART, "kept")
    with pytest.raises(FileGoneError):
        opened.shelf.mark_used(ID)
    assert list(data.iterdir()) == []


async def test_a_failing_save_is_reported_and_retried(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session_module, "RETRY_AFTER_S", 0.05)
    opened = OpenCanvas(tmp_path)
    monkeypatch.setattr(Shelf, "save", failing)
    opened.add("Phone")
    assert not await opened.session.flush()
    assert opened.session.error
    assert opened.events == [WAITING, FAILED, SaveFailed(opened.session.error, unjournaled=False)]
    monkeypatch.undo()
    await opened.session.wait_until_idle()
    assert opened.saved_texts == ["Square", "Phone"]
    assert opened.events[-1] == SAVED
    assert opened.session.error is None
    assert find_journals(opened.shelf.path) == []


async def test_what_can_neither_be_saved_nor_journaled_is_reported_as_such(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_journal(*_: object) -> None:
        raise OSError

    opened = OpenCanvas(tmp_path)
    monkeypatch.setattr(Shelf, "save", failing)
    monkeypatch.setattr(Journal, "write", no_journal)
    opened.add("Phone")
    assert not await opened.session.flush()
    assert opened.session.unjournaled
    await opened.session.flush()
    opened.add("Van")
    await opened.session.flush()
    error = opened.session.error
    assert error
    assert opened.events[-1] == SaveFailed(error, unjournaled=True)
    monkeypatch.undo()
    assert await opened.session.flush()
    assert not opened.session.unjournaled


SAVES: dict[str, Callable[..., StoredCanvas]] = {"save": Shelf.save, "create": Shelf.create}


@pytest.mark.parametrize("method", SAVES)
async def test_a_save_that_was_done_although_it_failed_is_not_merged_as_another_s(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, method: str
) -> None:
    def done_but_failed(*args: object) -> StoredCanvas:
        SAVES[method](*args)
        return failing()

    opened = OpenCanvas(tmp_path, CART if method == "save" else None)
    opened.session.record(CART.add(Block.CHANNELS, "Pho"))
    monkeypatch.setattr(Shelf, method, done_but_failed)
    assert not await opened.session.flush()
    monkeypatch.undo()
    opened.session.record(CART.add(Block.CHANNELS, "Phone"))
    assert await opened.session.flush()
    assert opened.session.id
    assert opened.shelf.load(opened.session.id).canvas == CART.add(Block.CHANNELS, "Phone")
    assert not [event for event in opened.events if isinstance(event, Merged)]


async def test_what_another_program_added_after_such_a_save_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def done_but_failed(*args: object) -> StoredCanvas:
        SAVES["create"](*args)
        return failing()

    opened = OpenCanvas(tmp_path, None)
    monkeypatch.setattr(Shelf, "create", done_but_failed)
    opened.add("Phone")
    assert not await opened.session.flush()
    monkeypatch.undo()
    id_ = opened.shelf.last_used() or ""
    stored = opened.shelf.load(id_)
    save_over(opened.shelf, id_, stored.canvas.add(Block.CHANNELS, "Van"))
    opened.add("Square")
    assert await opened.session.flush()
    notes = opened.shelf.load(id_).canvas.notes(Block.CHANNELS)
    assert sorted(note.text for note in notes) == ["Phone", "Square", "Van"]


async def test_a_version_that_can_t_be_written_is_reported_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Versions, "add", failing)
    opened = OpenCanvas(tmp_path)
    for text in ("Phone", "Van"):
        opened.add(text)
        assert await opened.session.flush()
        await opened.session.wait_until_idle()
    assert len([event for event in opened.events if isinstance(event, VersionFailed)]) == 1


async def test_a_fault_in_an_autosave_is_handed_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fault(*_: object) -> StoredCanvas:
        raise RuntimeError("a fault")

    opened = OpenCanvas(tmp_path)
    monkeypatch.setattr(Shelf, "save", fault)
    opened.add("Phone")
    async with asyncio.timeout(10):
        while not opened.faults:  # noqa: ASYNC110 - no event tells of a fault
            await asyncio.sleep(0.05)
    assert str(opened.faults[0]) == "a fault"
    monkeypatch.undo()
    assert await opened.session.flush()


async def test_a_rescued_canvas_is_in_the_journal(tmp_path: Path) -> None:
    opened = OpenCanvas(tmp_path)
    assert opened.session.rescue(opened.session.canvas) is None
    assert opened.session.rescue(CART.add(Block.CHANNELS, "Phone"))
    assert len(find_journals(opened.shelf.path)) == 1
    # Its session runs.
    assert recover_journals(opened.shelf) == Recovery()


async def test_a_canvas_that_another_screen_changed_is_accepted(tmp_path: Path) -> None:
    opened = OpenCanvas(tmp_path)
    await opened.session.accept(opened.shelf.rename(ID, "Coffee cart"))
    assert opened.session.canvas.title == "Coffee cart"
    assert not opened.session.unsaved


async def test_a_note_reworded_here_and_deleted_elsewhere_stays_and_is_reported(
    tmp_path: Path,
) -> None:
    opened = OpenCanvas(tmp_path)
    opened.session.record(reworded(CART, "Square in front"))
    save_over(opened.shelf, ID, CART.with_notes(Block.CHANNELS, ()))
    assert await opened.session.flush()
    conflict = Conflict(Block.CHANNELS, "Square in front", "")
    assert opened.events == [WAITING, Merged((conflict,)), SAVED]
