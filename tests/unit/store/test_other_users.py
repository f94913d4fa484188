"""Several users share a file: the files that one leaves next to it don't block another."""

import os
import stat
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from bmc_tui.guide import load
from bmc_tui.model.blocks import Block
from bmc_tui.model.canvas import Canvas
from bmc_tui.session.edit import change, undo
from bmc_tui.store import UnusableFileError
from bmc_tui.store.journal import Journal, Record
from bmc_tui.store.journal_recovery import recover_journals
from tests.accounts import ANNE, BOB, GROUP, acting_as, needs_root
from tests.faults.app import notes_in, shelf_at

pytestmark = needs_root


def work(file: Path, note: str) -> None:
    """Add a note, keep a version, and write undo steps, as commands do."""
    shelf = shelf_at(file)
    change(shelf, "a", lambda canvas: canvas.add(Block.CHANNELS, note))
    shelf.versions.add("a", shelf.load("a").canvas, note)


def anne() -> AbstractContextManager[None]:
    return acting_as(ANNE, ANNE, [GROUP])


def bob() -> AbstractContextManager[None]:
    return acting_as(BOB, BOB, [GROUP])


def made_by_anne(folder: Path, mode: int = 0o600) -> Path:
    """Return a file of Anne with one canvas and nothing beside it."""
    file = folder / "canvases.json"
    with anne():
        shelf_at(file).create(Canvas("Cart"), "a")
        file.chmod(mode)
        (folder / "canvases.json.lock").unlink()
    return file


def beside(file: Path) -> dict[str, os.stat_result]:
    """Return the status of all side files and folders, by name."""
    paths = [path for path in file.parent.rglob("*") if path != file]
    return {path.name: path.stat() for path in paths}


@pytest.fixture
def folder() -> Iterator[Path]:
    """Give a folder that anybody may write; imports what the users may have no access to."""
    with TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        shelf_at(Path(name, "imports.json")).create(Canvas(), "a")
        work(Path(name, "imports.json"), "note")
        load("en")
        open_folder = Path(name, "open")
        open_folder.mkdir()
        open_folder.chmod(0o777)
        yield open_folder


def test_what_root_adds_belongs_to_the_owner_of_the_file(folder: Path) -> None:
    file = made_by_anne(folder)
    work(file, "root's")
    assert len(beside(file)) >= 7
    assert {status.st_uid for status in beside(file).values()} == {ANNE}
    assert {stat.S_IMODE(status.st_mode) for status in beside(file).values()} == {0o600, 0o700}
    with anne():
        assert undo(shelf_at(file), "a").is_changed
        work(file, "Anne's")
    assert notes_in(file) == ["Anne's"]


def test_what_root_makes_first_in_a_users_folder_is_that_users(folder: Path) -> None:
    os.chown(folder, ANNE, ANNE)
    file = folder / "share" / "canvases.json"
    shelf_at(file).create(Canvas("Cart"), "a")
    with anne():
        work(file, "Anne's")
    assert notes_in(file) == ["Anne's"]


def test_side_files_that_a_user_may_not_read_cost_what_they_hold(folder: Path) -> None:
    file = made_by_anne(folder)
    work(file, "first")
    for path in (*file.parent.glob("*.json.*"), *file.parent.glob("*.undo/*")):
        os.chown(path, 0, 0)
    with anne():
        shelf = shelf_at(file)
        assert not undo(shelf, "a").is_changed
        work(file, "second")
        assert undo(shelf, "a").is_changed
    assert notes_in(file) == ["first"]


@pytest.mark.parametrize("name", ["lock", "bak", "undo", "undo.lock"])
def test_something_else_with_the_name_of_a_side_file_keeps_nothing_from_being_saved(
    folder: Path, name: str
) -> None:
    file = made_by_anne(folder)
    path = folder / f"canvases.json.{name}"
    if path.is_file():
        path.unlink()
    if name == "undo":
        path.touch()
    else:
        path.mkdir()
    with anne():
        work(file, "note")
    assert notes_in(file) == ["note"]


def test_two_people_of_a_group_write_one_file(folder: Path) -> None:
    os.chown(folder, ANNE, GROUP)
    folder.chmod(0o2770)
    file = made_by_anne(folder, 0o660)
    with anne():
        work(file, "Anne's")
    with bob():
        work(file, "Bob's")
        assert undo(shelf_at(file), "a").is_changed
    with anne():
        work(file, "again")
    assert notes_in(file) == ["Anne's", "again"]
    statuses = beside(file).values()
    assert {status.st_gid for status in statuses} == {GROUP}
    assert {stat.S_IMODE(status.st_mode) for status in statuses} == {0o660, 0o2770}


def test_a_lock_of_before_the_group_shared_the_file_is_replaced(folder: Path) -> None:
    os.chown(folder, ANNE, GROUP)
    folder.chmod(0o2770)
    file = made_by_anne(folder, 0o660)
    lock = folder / "canvases.json.lock"
    lock.touch(0o600)
    os.chown(lock, ANNE, GROUP)
    with bob():
        work(file, "Bob's")
    assert notes_in(file) == ["Bob's"]


def test_what_another_member_of_the_group_has_not_saved_is_left_to_them(folder: Path) -> None:
    os.chown(folder, ANNE, GROUP)
    folder.chmod(0o2770)
    file = made_by_anne(folder, 0o660)
    canvas = Canvas("Cart").add(Block.CHANNELS, "typed")
    journal = Journal(file)
    with bob():
        journal.write(Record("a", 1, Canvas("Cart"), None, canvas))
    assert journal._lock
    journal._lock.release()
    before = set(beside(file))
    with anne():
        recovery = recover_journals(shelf_at(file))
    assert not recovery.canvases
    assert not recovery.set_aside
    assert set(beside(file)) == before
    with bob():
        assert len(recover_journals(shelf_at(file)).canvases) == 1
    assert notes_in(file) == ["typed"]


def test_the_message_names_the_file_that_failed(folder: Path) -> None:
    file = made_by_anne(folder)
    for name in ("canvases.json.lock", "canvases.json.locked"):
        (folder / name).mkdir()
    with anne(), pytest.raises(UnusableFileError) as caught:
        shelf_at(file).create(Canvas())
    assert "canvases.json.locked" in load("en").error_message(caught.value)
