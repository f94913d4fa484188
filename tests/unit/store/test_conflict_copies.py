"""Conflict copies are found by what is in them, and merged without a loss."""

from pathlib import Path
from shutil import copy2

import pytest

from bmc_tui.guide import load
from bmc_tui.model.blocks import Block
from bmc_tui.model.canvas import Canvas
from bmc_tui.session.edit import undo
from bmc_tui.session.file_merge import merge_canvases_of, merge_copies, merge_summary
from bmc_tui.store import Shelf
from bmc_tui.store.conflict_copies import (
    ConflictCopy,
    find_conflict_copies,
    read_canvases,
    set_merged_aside,
)
from tests.saving import save_over
from tests.ui.apps import NOON, shelf_in

CART = Canvas("Cart").add(Block.CHANNELS, "Square", "Phone")


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """Give a shelf with one canvas."""
    shelf = shelf_in(tmp_path)
    shelf.create(CART, "a")
    return shelf


@pytest.fixture
def copy(shelf: Shelf) -> Shelf:
    """Give the shelf of a conflict copy, which is equal so far."""
    path = shelf.path.with_name("canvases (conflicted copy 2026-11-26 101500).json")
    copy2(shelf.path, path)
    return Shelf(path, lambda: NOON)


def add_note(shelf: Shelf, text: str) -> None:
    """Save a note, as one more save."""
    save_over(shelf, "a", shelf.load("a").canvas.add(Block.CHANNELS, text))


def notes(shelf: Shelf) -> list[str]:
    return sorted(note.text for _, note in shelf.load("a").canvas)


def test_a_copy_with_other_saves_is_found(shelf: Shelf, copy: Shelf) -> None:
    add_note(shelf, "mine")
    add_note(copy, "theirs")
    assert find_conflict_copies(shelf.path) == [ConflictCopy(copy.path, 1)]


def test_a_copy_with_nothing_that_is_not_here_is_not_found(shelf: Shelf, copy: Shelf) -> None:
    add_note(shelf, "mine")
    assert notes(copy) == ["Phone", "Square"]
    assert find_conflict_copies(shelf.path) == []


def test_a_backup_is_found_only_if_a_canvas_of_both_went_on_in_it(shelf: Shelf) -> None:
    backup = Shelf(shelf.path.with_name("canvases-2026-11-26.json"), lambda: NOON)
    shelf.create(Canvas("Old"), "o")
    copy2(shelf.path, backup.path)
    shelf.delete("o")
    shelf.purge({"o"})
    assert find_conflict_copies(shelf.path) == []
    add_note(backup, "theirs")
    assert find_conflict_copies(shelf.path) == [ConflictCopy(backup.path, 2)]


def test_many_copies_are_merged_into_one_sentence(shelf: Shelf, copy: Shelf) -> None:
    paths = [copy.path]
    for number in range(7):
        paths.append(shelf.path.with_name(f"canvases-pc{number}.json"))
        copy2(shelf.path, paths[-1])
    for number, path in enumerate(paths):
        other = Shelf(path, lambda: NOON)
        add_note(other, f"note {number}")
        other.create(Canvas(f"New {number}"), f"n{number}")
    merges = merge_copies(shelf, find_conflict_copies(shelf.path))
    assert len(merges) == 8
    assert merge_summary(merges, load("en")) == (
        "8 copies merged into your file: 1 canvas changed, 8 canvases new."
    )
    assert merge_summary(merges[:1], load("nl")) == (
        "1 kopie samengevoegd in je bestand: 1 canvas gewijzigd, 1 canvas nieuw."
    )
    assert {f"note {number}" for number in range(8)} <= set(notes(shelf))
    assert find_conflict_copies(shelf.path) == []
    assert merge_summary([], load("en")).endswith("all of it was here already.")


def test_a_file_that_only_looks_alike_is_not_found(shelf: Shelf) -> None:
    folder = shelf.path.parent
    Shelf(folder / "canvases (1).json", lambda: NOON).create(CART, "b")  # another file of ours
    (folder / "canvases 2.json").write_text('{"meta": 1}')
    (folder / "canvases 3.json").write_text("no JSON")
    (folder / "canvases 4.json").mkdir()
    (folder / "canvases 5.json").write_bytes(b"")
    (folder / "canvases 6.json").symlink_to("missing")
    assert find_conflict_copies(shelf.path) == []


def test_the_merge_has_the_notes_of_both_and_is_one_step_with_a_version(
    shelf: Shelf, copy: Shelf
) -> None:
    add_note(shelf, "mine")
    add_note(copy, "theirs")
    before = shelf.load("a").canvas
    theirs = read_canvases(copy.path) or {}
    (merge,) = merge_canvases_of(shelf, theirs)
    assert (merge.title, merge.is_new, merge.changed_note_count) == ("Cart", False, 1)
    assert notes(shelf) == ["Phone", "Square", "mine", "theirs"]
    assert find_conflict_copies(shelf.path) == []
    assert merge_canvases_of(shelf, theirs) == []
    assert [version.canvas for version in shelf.versions.of("a")] == [before]
    assert undo(shelf, "a").is_changed
    assert shelf.load("a").canvas == before


def test_a_copy_that_continues_ours_is_taken_over(shelf: Shelf, copy: Shelf) -> None:
    save_over(copy, "a", CART.with_notes(Block.CHANNELS, ()).add(Block.CHANNELS, "Van"))
    merge_canvases_of(shelf, read_canvases(copy.path) or {})
    assert notes(shelf) == ["Van"]


def test_unknown_canvases_are_added_and_the_last_used_stays(shelf: Shelf, copy: Shelf) -> None:
    copy.create(Canvas("New"), "n")
    copy.create(Canvas("Binned"), "t")
    copy.delete("t")
    merges = merge_canvases_of(shelf, read_canvases(copy.path) or {})
    assert {(merge.title, merge.is_new, merge.is_deleted) for merge in merges} == {
        ("New", True, False),
        ("Binned", True, True),
    }
    assert {entry.title for entry in shelf.entries()} == {"Cart", "New"}
    assert [entry.title for entry in shelf.trash()] == ["Binned"]
    assert shelf.last_used() == "a"


def test_a_canvas_in_the_trash_stays_there(shelf: Shelf, copy: Shelf) -> None:
    shelf.create(Canvas("Other"), "o")
    shelf.delete("a")
    add_note(copy, "theirs")
    merge_canvases_of(shelf, read_canvases(copy.path) or {})
    assert [entry.title for entry in shelf.entries()] == ["Other"]
    assert "theirs" in notes(shelf)


def test_a_copy_that_is_set_aside_replaces_nothing(tmp_path: Path) -> None:
    for number in ("", "-2"):
        path = tmp_path / "copy.json"
        path.touch()
        assert set_merged_aside(path) == tmp_path / f"copy.json.merged{number}"
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "copy.json.merged",
        "copy.json.merged-2",
    ]
