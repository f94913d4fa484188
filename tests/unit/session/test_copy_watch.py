"""Conflict copies that arrive while the file is open are found, each once."""

from pathlib import Path
from shutil import copy2

import pytest

from bmc_tui.model.blocks import Block
from bmc_tui.model.canvas import Canvas
from bmc_tui.session.copy_watch import CopyWatch
from bmc_tui.store import Shelf, conflict_copies
from tests.saving import save_over
from tests.ui.apps import NOON, shelf_in

CART = Canvas("Cart").add(Block.CHANNELS, "Square")


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    shelf = shelf_in(tmp_path)
    shelf.create(CART, "a")
    return shelf


def add_copy(shelf: Shelf, name: str, note: str) -> Path:
    """Put a copy with another note beside the file."""
    path = shelf.path.with_name(name)
    copy2(shelf.path, path)
    save_over(Shelf(path, lambda: NOON), "a", CART.add(Block.CHANNELS, note))
    return path


def test_a_new_copy_is_found_once_and_again_when_it_changes(shelf: Shelf) -> None:
    watch = CopyWatch(shelf.path)
    assert watch.look() == ([], False)
    path = add_copy(shelf, "canvases (1).json", "theirs")
    copies, is_unsettled = watch.look()
    assert ([copy.path for copy in copies], is_unsettled) == ([path], True)
    assert watch.look() == ([], False)
    save_over(Shelf(path, lambda: NOON), "a", CART.add(Block.CHANNELS, "more"))
    assert [copy.path for copy in watch.look()[0]] == [path]


def test_a_copy_that_is_still_being_written_is_found_when_it_is_complete(shelf: Shelf) -> None:
    watch = CopyWatch(shelf.path)
    path = add_copy(shelf, "canvases (1).json", "theirs")
    raw = path.read_bytes()
    path.write_bytes(raw[:40])
    assert watch.look() == ([], True)
    path.write_bytes(raw)
    assert [copy.path for copy in watch.look()[0]] == [path]


def test_what_was_read_is_not_read_again(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    reads: list[Path] = []
    read_canvases = conflict_copies.read_canvases

    def counted(path: Path) -> conflict_copies.Canvases | None:
        reads.append(path)
        return read_canvases(path)

    monkeypatch.setattr(conflict_copies, "read_canvases", counted)
    watch = CopyWatch(shelf.path)
    for number in range(3):
        shelf.path.with_name(f"canvases-{number}x.json").write_text("{}")
    watch.look()
    count = len(reads)
    assert count == 4  # and ours
    watch.look()
    assert len(reads) == count


def test_without_the_file_nothing_is_found(shelf: Shelf) -> None:
    add_copy(shelf, "canvases (1).json", "theirs")
    shelf.path.unlink()
    assert CopyWatch(shelf.path).look() == ([], False)
