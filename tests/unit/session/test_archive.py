"""Undo steps and versions are on the disk in time, from every session that has the canvas open."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bmc_tui.model.blocks import BLOCKS, Block
from bmc_tui.model.canvas import Canvas, Note
from bmc_tui.model.history import MAX_UNDO_STEPS, History
from bmc_tui.model.loss import Occasion, OccasionKind
from bmc_tui.session import edit, tasks
from bmc_tui.session.events import VersionFailed
from bmc_tui.session.session import Session
from bmc_tui.store import Shelf, StoredCanvas, StoreError, undo_log
from bmc_tui.store.locking import locked
from bmc_tui.store.undo_log import UndoLog, read_history, undo_file
from bmc_tui.store.versions import Version, Versions
from tests.ui.apps import NOON
from tests.unit.growth import is_linear
from tests.unit.session.clock import run

EMPTY = Canvas("Cart")

PROMISED_S = 10.0
"""Seconds whose undo steps a kill costs at most, as the manual states."""


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shelf:
    """Give a shelf with one canvas; what is done in threads takes no time."""

    async def at_once(work: Callable[..., Any], /, *args: Any) -> Any:
        return work(*args)

    monkeypatch.setattr(asyncio, "to_thread", at_once)
    shelf = Shelf(tmp_path / "canvases.json", lambda: NOON)
    shelf.create(EMPTY, "a")
    return shelf


def fail(fault: Exception) -> None:
    """Fail with a fault of a task."""
    raise fault


def open_session(shelf: Shelf) -> Session:
    """Open the canvas; a fault behind its back fails the test."""
    return Session(shelf, shelf.load("a"), lambda _: None, lambda work: tasks.spawn(work, fail))


def add(session: Session, text: str) -> None:
    """Add a note, as a step."""
    session.record(session.canvas.add(Block.CHANNELS, text))


def texts(canvas: Canvas) -> list[str]:
    return [note.text for note in canvas.notes(Block.CHANNELS)]


def archived(shelf: Shelf) -> History:
    """Return what the next session can undo."""
    history = History(shelf.load("a").canvas)
    earlier = read_history(undo_file(shelf.path, "a"))
    return history.continue_from(earlier) if earlier else history


@pytest.mark.slow
@pytest.mark.parametrize("pause_s", [0.2, 1.0, 4.9, 9.9, 30.0])
def test_however_someone_works_the_steps_are_written_within_ten_seconds(
    shelf: Shelf, pause_s: float
) -> None:
    async def work() -> None:
        loop = asyncio.get_running_loop()
        session = open_session(shelf)
        made_at: list[float] = []
        while loop.time() < 60:
            add(session, f"{len(made_at)}")
            made_at.append(loop.time())
            await asyncio.sleep(pause_s)
            late = [at for at in made_at if at <= loop.time() - PROMISED_S]
            assert len(archived(shelf).past) >= min(len(late), MAX_UNDO_STEPS)

    run(work())


def test_steps_that_could_not_be_written_are_written_later(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError

    async def work() -> None:
        session = open_session(shelf)
        with monkeypatch.context() as patch:
            patch.setattr(undo_log, "write_history", refuse)
            add(session, "Van")
            await asyncio.sleep(2 * PROMISED_S)
            assert not archived(shelf).past
        await asyncio.sleep(PROMISED_S)
        assert len(archived(shelf).past) == 1

    run(work())


async def quit_session(session: Session) -> None:
    assert await session.flush()


@pytest.mark.parametrize("a_quits_first", [True, False])
def test_who_quits_last_keeps_the_steps_of_the_other(shelf: Shelf, a_quits_first: bool) -> None:
    async def work() -> None:
        a, b = open_session(shelf), open_session(shelf)
        add(b, "b0")
        await asyncio.sleep(PROMISED_S)  # b has read the steps once
        await a.pull()
        for number in range(5):
            add(a, f"a{number}")
        a.record(a.canvas.with_notes(Block.CHANNELS, a.canvas.notes(Block.CHANNELS)[:-1]))
        if a_quits_first:
            await quit_session(a)
        await b.pull()
        edit.change(shelf, "a", lambda canvas: canvas.add(Block.CHANNELS, "command"))
        await b.pull()
        add(b, "b1")
        await quit_session(b)
        await quit_session(a)
        history = archived(shelf)
        assert len(history.past) == 9
        seen = {text for step in history.past for text in texts(step.before)}
        assert "a4" in seen  # which was deleted
        for _ in range(9):
            history = history.undo()
        assert history.canvas == EMPTY

    run(work())


def test_undo_takes_back_ones_own_first_and_then_what_the_other_window_did(shelf: Shelf) -> None:
    async def work() -> None:
        a, b = open_session(shelf), open_session(shelf)
        add(a, "a")
        await quit_session(a)
        await b.pull()
        add(b, "b")
        await quit_session(b)
        await a.pull()
        add(a, "a again")
        for remaining in (["a", "b"], ["b"], []):
            assert await a.undo()
            assert texts(a.canvas) == remaining
        assert not await a.undo()

    run(work())


def test_what_was_undone_before_a_session_cannot_be_redone_after_its_first_edit(
    shelf: Shelf,
) -> None:
    async def work() -> None:
        first = open_session(shelf)
        add(first, "first")
        await first.undo()
        await quit_session(first)
        second = open_session(shelf)
        add(second, "second")
        assert not await second.redo()
        await quit_session(second)
        assert not archived(shelf).future

    run(work())


def test_two_commands_that_undo_at_the_same_time_undo_two_steps(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit.change(shelf, "a", lambda canvas: canvas.add(Block.CHANNELS, "one"))
    edit.change(shelf, "a", lambda canvas: canvas.add(Block.CHANNELS, "two"))
    edit.change(shelf, "a", lambda canvas: canvas.add(Block.CHANNELS, "three"))
    update = UndoLog.update

    def undo_in_between(log: UndoLog, mine: History, base: History | None) -> History:
        monkeypatch.setattr(UndoLog, "update", update)
        edit.undo(shelf, "a")  # after the first has saved, and before it has written its steps
        return update(log, mine, base)

    monkeypatch.setattr(UndoLog, "update", undo_in_between)
    edit.undo(shelf, "a")
    assert texts(shelf.load("a").canvas) == ["one"]
    history = archived(shelf)
    assert (len(history.past), len(history.future)) == (1, 2)


def test_a_program_that_was_stopped_with_the_lock_does_not_cost_the_steps(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(undo_log, "_LOCK_TIMEOUT_S", 0.0)
    with locked(undo_file(shelf.path, "a").parent):
        edit.change(shelf, "a", lambda canvas: canvas.add(Block.CHANNELS, "Van"))
    assert len(archived(shelf).past) == 1


def test_a_write_of_a_hundred_steps_takes_time_in_proportion_to_the_canvas(tmp_path: Path) -> None:
    def make_write(note_count: int) -> Callable[[], object]:
        canvas = EMPTY
        for block in BLOCKS:
            canvas = canvas.add(block, *(f"Note {n} of {block}" for n in range(note_count // 9)))
        history = History(canvas)
        for number in range(MAX_UNDO_STEPS):
            history = history.record(history.canvas.add(BLOCKS[number % 9], f"{number}"))
        other = History(history.canvas).record(history.canvas.with_title("Other"))
        logs = [UndoLog(tmp_path / f"{note_count}.json", "a") for _ in range(2)]

        def write() -> None:
            logs[0].update(history, history)
            logs[1].update(other, other)

        return write

    assert is_linear(make_write, 2400)


# Versions from before what takes much away

RESTORE = Occasion(OccasionKind.RESTORE, "start")


def versions_in(shelf: Shelf) -> list[tuple[str, list[str]]]:
    """Return the kind of each version's occasion, and its notes; the newest first."""
    return [
        (version.occasion.kind.value if version.occasion else "", texts(version.canvas))
        for version in shelf.versions.of("a")
    ]


@pytest.fixture
def saves(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Give the notes of all versions at each save, as a kill right after it would leave them."""
    versions_at_saves: list[list[str]] = []
    save = Shelf.save

    def save_and_look(self: Shelf, *args: Any, **kwargs: Any) -> StoredCanvas:
        versions = self.versions.of("a")
        versions_at_saves.append([text for each in versions for text in texts(each.canvas)])
        return save(self, *args, **kwargs)

    monkeypatch.setattr(Shelf, "save", save_and_look)
    return versions_at_saves


def test_a_version_is_written_before_the_save_of_a_replacement(
    shelf: Shelf, saves: list[list[str]]
) -> None:
    async def work() -> None:
        session = open_session(shelf)
        add(session, "one")
        add(session, "two")
        await session.wait_until_idle()
        session.record(EMPTY.add(Block.CHANNELS, "one"), occasion=RESTORE)
        await session.wait_until_idle()
        assert saves[-1] == ["one", "two"]
        assert versions_in(shelf) == [("restore", ["one", "two"]), ("", [])]

    run(work())


@pytest.mark.parametrize("kind", OccasionKind)
def test_every_edit_that_takes_notes_away_has_a_version_before_its_save(
    shelf: Shelf, saves: list[list[str]], kind: OccasionKind
) -> None:
    async def work() -> None:
        session = open_session(shelf)
        session.record(EMPTY.add(Block.CHANNELS, "one", "two", "three"))
        await session.wait_until_idle()
        if kind is OccasionKind.UNDO:
            await session.undo()
        else:
            session.record(EMPTY.add(Block.CHANNELS, "other"), occasion=Occasion(kind, "x"))
        assert await session.flush()
        assert {"one", "two", "three"} <= {*saves[-1]}
        assert versions_in(shelf)[0] == (kind.value, ["one", "two", "three"])

    run(work())


def test_notes_that_are_deleted_one_by_one_have_one_version_from_before_the_first(
    shelf: Shelf,
) -> None:
    async def work() -> None:
        session = open_session(shelf)
        session.record(EMPTY.add(Block.CHANNELS, *"abcdef"))
        await session.wait_until_idle()
        for count in range(5, 0, -1):
            session.record(EMPTY.add(Block.CHANNELS, *"abcdef"[:count]))
            await session.wait_until_idle()
            await asyncio.sleep(3)
        assert versions_in(shelf) == [("removal", [*"abcdef"]), ("", [])]

    run(work())


def test_typing_and_undoing_again_and_again_do_not_pile_up_versions(shelf: Shelf) -> None:
    async def work() -> None:
        session = open_session(shelf)
        for number in range(30):
            canvas = session.canvas.add(Block.CHANNELS, f"{number}")
            session.record(canvas, step=number)
            notes = [
                Note(f"{note.text}x") if note.text == f"{number}" else note
                for note in canvas.notes(Block.CHANNELS)
            ]
            session.record(canvas.with_notes(Block.CHANNELS, notes), step=number)
            await session.wait_until_idle()
        assert len(versions_in(shelf)) == 1
        session.record(EMPTY, occasion=RESTORE)
        for _ in range(20):
            await session.undo()
            await session.wait_until_idle()
            await session.redo()
            await session.wait_until_idle()
        assert len(versions_in(shelf)) == 2

    run(work())


def test_a_version_that_cannot_be_written_does_not_stop_the_save_and_comes_later(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise StoreError("versions.damaged", file="x")

    async def work() -> None:
        events: list[object] = []
        session = Session(shelf, shelf.load("a"), events.append, lambda w: tasks.spawn(w, fail))
        session.record(EMPTY.add(Block.CHANNELS, "one", "two"))
        await session.wait_until_idle()
        with monkeypatch.context() as patch:
            patch.setattr(Versions, "add", refuse)
            session.record(EMPTY, occasion=RESTORE)
            await session.wait_until_idle()
        assert shelf.load("a").canvas == EMPTY
        assert len([event for event in events if isinstance(event, VersionFailed)]) == 1
        add(session, "three")
        await session.wait_until_idle()
        assert versions_in(shelf)[0] == ("restore", ["one", "two"])

    run(work())


def test_a_second_loss_while_the_version_of_the_first_is_written_has_its_version_too(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch, saves: list[list[str]]
) -> None:
    async def work() -> None:
        session = open_session(shelf)
        session.record(EMPTY.add(Block.CHANNELS, "one", "two"))
        await session.wait_until_idle()
        write = Versions.add

        def replace_again(self: Versions, *args: Any, **kwargs: Any) -> Version:
            monkeypatch.setattr(Versions, "add", write)
            session.record(EMPTY.add(Block.CHANNELS, "five"), occasion=RESTORE)
            return write(self, *args, **kwargs)

        monkeypatch.setattr(Versions, "add", replace_again)
        session.record(EMPTY.add(Block.CHANNELS, "three", "four"), occasion=RESTORE)
        await session.wait_until_idle()
        assert sorted(saves[-1]) == ["four", "one", "three", "two"]

    run(work())


def test_commands_keep_versions_in_the_same_way(shelf: Shelf, saves: list[list[str]]) -> None:
    edit.change(shelf, "a", lambda canvas: canvas.add(Block.CHANNELS, "one", "two"))
    edit.change(shelf, "a", lambda canvas: canvas.with_title("Other"))
    edit.undo(shelf, "a")
    assert versions_in(shelf) == []
    outcome = edit.change(shelf, "a", lambda _: EMPTY, RESTORE)
    assert outcome.former
    assert saves[-1] == ["one", "two"]
    edit.undo(shelf, "a")
    edit.redo(shelf, "a")
    edit.undo(shelf, "a")
    edit.undo(shelf, "a")
    assert shelf.load("a").canvas == EMPTY
    assert versions_in(shelf) == [("restore", ["one", "two"])]


def test_a_command_replaces_nothing_when_no_version_can_be_kept(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise StoreError("versions.damaged", file="x")

    edit.change(shelf, "a", lambda canvas: canvas.add(Block.CHANNELS, "one", "two"))
    monkeypatch.setattr(Versions, "add", refuse)
    with pytest.raises(StoreError):
        edit.change(shelf, "a", lambda _: EMPTY, RESTORE)
    assert texts(shelf.load("a").canvas) == ["one", "two"]
    edit.undo(shelf, "a")
    assert shelf.load("a").canvas == EMPTY
