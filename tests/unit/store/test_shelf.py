"""The shelf stores canvases: between sessions, next to each other, and in the trash."""

import json
import re
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from bmc_tui.guide import load
from bmc_tui.model.blocks import Block, Section
from bmc_tui.model.canvas import Canvas
from bmc_tui.store import (
    AmbiguousCanvasError,
    ConflictError,
    Shelf,
    StoreError,
    UnknownCanvasError,
)
from bmc_tui.store.file_format import SCHEMA
from tests.saving import save_over

START = datetime(2026, 3, 1, 12, tzinfo=UTC)
CART = Canvas().with_title("Coffee cart").add(Block.CHANNELS, "Cart on the square @students")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "canvases.json"


@pytest.fixture
def shelf(file: Path) -> Shelf:
    return Shelf(file, clock())


def clock() -> Callable[[], datetime]:
    """Return a clock that is a second later each time."""
    seconds: Iterator[int] = count()
    return lambda: START + timedelta(seconds=next(seconds))


# Keeping


def test_a_canvas_is_there_in_the_next_session(file: Path, shelf: Shelf) -> None:
    canvas = CART.add(Block.CHANNELS, "Instagram €", section=Section("awareness"))
    made = shelf.create(canvas)
    stored = Shelf(file, clock()).load(made.entry.id)
    assert stored == made
    assert stored.canvas == canvas
    assert (stored.entry.rev, stored.entry.note_count, stored.entry.created) == (1, 2, START)


def test_looking_at_a_file_that_is_not_there_makes_nothing(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "folder" / "canvases.json", clock())
    assert (shelf.entries(), shelf.trash(), shelf.last_used()) == ([], [], None)
    for look in (shelf.load, shelf.find, shelf.mark_used, shelf.delete):
        with pytest.raises(UnknownCanvasError):
            look("coffee")
    assert not (tmp_path / "folder" / "canvases.json").exists()


def test_a_save_gives_the_new_state_and_leaves_the_other_canvases_alone(shelf: Shelf) -> None:
    cart, shop = shelf.create(CART), shelf.create(Canvas().with_title("Shop"))
    saved = save_over(shelf, cart.entry.id, cart.canvas.add(Block.CHANNELS, "b"))
    assert (saved.entry.rev, saved.entry.note_count) == (2, 2)
    assert saved.entry.changed > saved.entry.created == cart.entry.created
    assert shelf.load(cart.entry.id) == saved
    assert shelf.load(shop.entry.id) == shop


def test_a_session_that_did_not_see_the_newest_state_cannot_write_over_it(
    file: Path, shelf: Shelf
) -> None:
    cart = shelf.create(CART)
    other = Shelf(file, clock())
    theirs = other.save(cart, CART.add(Block.CHANNELS, "theirs"))
    with pytest.raises(ConflictError):
        shelf.save(cart, CART.add(Block.CHANNELS, "mine"))
    assert shelf.load(cart.entry.id) == theirs


def test_another_canvas_under_the_same_rev_is_a_conflict(file: Path, shelf: Shelf) -> None:
    cart = shelf.create(CART)
    mine, theirs = (CART.add(Block.CHANNELS, text) for text in ("mine", "theirs"))
    copied = file.read_bytes()
    saved = shelf.save(cart, mine)
    file.write_bytes(copied)
    Shelf(file, clock()).save(cart, theirs)
    with pytest.raises(ConflictError):
        shelf.save(saved, mine.add(Block.CHANNELS, "more"))
    assert shelf.load(cart.entry.id).canvas == theirs


def test_an_id_that_is_taken_is_not_written_over(shelf: Shelf) -> None:
    shelf.create(CART, "mine")
    with pytest.raises(ConflictError):
        shelf.create(Canvas(), "mine")
    assert shelf.load("mine").canvas == CART


def test_threads_that_write_at_the_same_time_lose_nothing(shelf: Shelf) -> None:
    id_ = shelf.create(Canvas()).entry.id

    def add(name: str) -> None:
        for number in range(5):
            while True:
                stored = shelf.load(id_)
                canvas = stored.canvas.add(Block.CHANNELS, f"{name} {number}")
                try:
                    shelf.save(stored, canvas)
                    break
                except ConflictError:
                    continue

    threads = [threading.Thread(target=add, args=[name]) for name in "abc"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    stored = shelf.load(id_)
    assert sorted(stored.canvas.texts(Block.CHANNELS, Section(""))) == sorted(
        f"{name} {number}" for name in "abc" for number in range(5)
    )
    assert stored.entry.rev == 16


def test_what_a_newer_version_added_stays_in_the_file(file: Path, shelf: Shelf) -> None:
    id_ = shelf.create(CART).entry.id
    data = json.loads(file.read_text())
    data["meta"]["shelf"]["theme"] = data["canvases"][id_]["colour"] = "blue"
    data["canvases"][id_]["blocks"]["tenth"] = [1]
    data["tags"] = {"1": {"name": "x"}}
    file.write_text(json.dumps(data))
    save_over(shelf, id_, shelf.load(id_).canvas.add(Block.CHANNELS, "b"))
    copy = shelf.duplicate(id_, "copy").entry.id
    shelf.mark_used(copy)
    now = json.loads(file.read_text())
    assert now["meta"]["shelf"] == {"schema": SCHEMA, "last": copy, "theme": "blue"}
    assert now["tags"] == data["tags"]
    for canvas_id in (id_, copy):
        assert now["canvases"][canvas_id]["colour"] == "blue"
        assert now["canvases"][canvas_id]["blocks"]["tenth"] == [1]


def test_the_file_is_for_reading_too(file: Path, shelf: Shelf) -> None:
    shelf.create(Canvas().with_title("Koffie in één minuut ☕"), "cart")
    text = re.sub("[0-9a-f]{16} [0-9a-f]{8}:1", "LINEAGE", file.read_text(encoding="utf-8"))
    assert text.endswith(
        """  "canvases": {
    "cart": {
      "rev": 1,
      "created": "2026-03-01T12:00:00.000+00:00",
      "changed": "2026-03-01T12:00:00.000+00:00",
      "deleted": null,
      "title": "Koffie in één minuut ☕",
      "blocks": {},
      "lineage": "LINEAGE"
    }
  }
}
"""
    )


# Many canvases


def test_the_canvas_that_changed_last_comes_first(shelf: Shelf) -> None:
    ids = [shelf.create(Canvas().with_title(title)).entry.id for title in "abc"]
    save_over(shelf, ids[1], CART)
    assert [entry.id for entry in shelf.entries()] == [ids[1], ids[2], ids[0]]


def test_a_renamed_canvas_has_a_clean_title_and_a_new_rev(shelf: Shelf) -> None:
    cart = shelf.create(CART)
    stored = shelf.rename(cart.entry.id, "Coffee\n\x1b[31mbar")
    assert (stored.canvas, stored.entry.rev) == (CART.with_title("Coffee bar"), 2)
    with pytest.raises(ConflictError):
        shelf.save(cart, CART)


def test_a_copy_has_the_notes_and_a_life_of_its_own(shelf: Shelf) -> None:
    cart = save_over(shelf, shelf.create(CART).entry.id, CART.add(Block.CHANNELS, "b"))
    copy = shelf.duplicate(cart.entry.id, "Copy")
    assert copy.canvas == cart.canvas.with_title("Copy")
    assert copy.entry.rev == 1
    assert copy.entry.created > cart.entry.changed
    save_over(shelf, copy.entry.id, Canvas())
    assert shelf.load(cart.entry.id) == cart


def test_a_deleted_canvas_is_in_the_trash_and_comes_back_as_it_was(shelf: Shelf) -> None:
    cart, shop = shelf.create(CART), shelf.create(Canvas().with_title("Shop"))
    gone = shelf.delete(cart.entry.id)
    shelf.delete(shop.entry.id)
    assert gone.deleted is not None
    assert shelf.entries() == []
    assert [entry.title for entry in shelf.trash()] == ["Shop", "Coffee cart"]
    assert shelf.delete(cart.entry.id) == gone
    assert shelf.restore(cart.entry.id) == cart.entry
    assert shelf.restore(cart.entry.id) == cart.entry
    assert shelf.load(cart.entry.id) == cart
    assert shelf.trash() == [shelf.load(shop.entry.id).entry]


def test_what_is_typed_into_a_canvas_that_another_session_deleted_is_kept(shelf: Shelf) -> None:
    cart = shelf.create(CART)
    shelf.delete(cart.entry.id)
    shelf.save(cart, CART.add(Block.CHANNELS, "late"))
    assert shelf.restore(cart.entry.id).note_count == 2


def test_the_last_used_canvas_is_remembered(file: Path, shelf: Shelf) -> None:
    a, b, c = (shelf.create(Canvas().with_title(title)).entry.id for title in "abc")
    assert shelf.last_used() == c
    shelf.mark_used(a)
    assert Shelf(file, clock()).last_used() == a
    save_over(shelf, b, CART)
    shelf.duplicate(c, "copy")
    assert shelf.last_used() == a
    before = file.stat()
    shelf.mark_used(a)
    assert file.stat() == before


def test_without_a_last_used_canvas_it_is_the_one_that_changed_last(shelf: Shelf) -> None:
    a, b, c = (shelf.create(Canvas().with_title(title)).entry.id for title in "abc")
    save_over(shelf, a, CART)
    shelf.delete(c)
    assert shelf.last_used() == a
    shelf.delete(a)
    assert shelf.last_used() == b
    shelf.delete(b)
    assert shelf.last_used() is None


# Finding


@pytest.fixture
def three(shelf: Shelf) -> Shelf:
    shelf.create(Canvas().with_title("Coffee cart"), "aaaa1111-0000")
    shelf.create(Canvas().with_title("Coffee cart 2"), "aaaa2222-0000")
    shelf.create(Canvas().with_title("Éclair & Co"), "bbbb3333-0000")
    return shelf


@pytest.mark.parametrize(
    ("text", "id_"),
    [
        ("aaaa1111-0000", "aaaa1111-0000"),
        ("aaaa1", "aaaa1111-0000"),
        ("BBBB", "bbbb3333-0000"),
        ("coffee CART", "aaaa1111-0000"),
        ("coffee cart 2", "aaaa2222-0000"),
        (" éc", "bbbb3333-0000"),
    ],
)
def test_a_canvas_is_found_by_id_or_title_or_their_start(three: Shelf, text: str, id_: str) -> None:
    assert three.find(text).id == id_


def test_a_canvas_is_found_by_what_a_hand_types_of_its_title(shelf: Shelf) -> None:
    shelf.create(Canvas().with_title("Joe’s\u00a0no\u2011show"), "aaaa1111-0000")
    assert shelf.find("joe's no-sh").id == "aaaa1111-0000"


@pytest.mark.parametrize("text", ["coff", "aaaa", ""])
def test_a_name_of_more_than_one_canvas_names_them(three: Shelf, text: str) -> None:
    with pytest.raises(AmbiguousCanvasError) as caught:
        three.find(text)
    assert "Coffee cart 2 (aaaa2222), Coffee cart (aaaa1111)" in load("en").error_message(
        caught.value
    )


@pytest.mark.parametrize("text", ["tea", "bbb", "cart"])
def test_a_name_of_no_canvas_names_those_there_are(three: Shelf, text: str) -> None:
    three.delete("aaaa1111-0000")
    with pytest.raises(UnknownCanvasError) as caught:
        three.find(text)
    message = load("nl").error_message(caught.value)
    assert (
        message
        == f"Er is geen canvas “{text}”. Wel: Éclair & Co (bbbb3333), Coffee cart 2 (aaaa2222)."
    )


def test_a_canvas_in_the_trash_is_not_found_but_can_be_loaded(three: Shelf) -> None:
    three.delete("bbbb3333-0000")
    with pytest.raises(UnknownCanvasError):
        three.find("éclair")
    assert three.load("bbbb3333-0000").entry.deleted


def test_a_message_names_no_more_canvases_than_fit_a_line(shelf: Shelf) -> None:
    for number in range(12):
        shelf.create(Canvas().with_title(f"Cart {number}"))
    with pytest.raises(AmbiguousCanvasError) as caught:
        shelf.find("cart")
    message = load("en").error_message(caught.value)
    assert message.count("Cart ") == 9
    assert "…" in message


def test_every_change_of_a_canvas_that_is_not_there_says_so(shelf: Shelf) -> None:
    shelf.create(CART)
    changes: list[Callable[[], object]] = [
        lambda: shelf.load("none"),
        lambda: save_over(shelf, "none", CART),
        lambda: shelf.rename("none", "t"),
        lambda: shelf.duplicate("none", "t"),
        lambda: shelf.delete("none"),
        lambda: shelf.restore("none"),
        lambda: shelf.mark_used("none"),
    ]
    for change in changes:
        with pytest.raises(StoreError, match=r"store\.unknown"):
            change()
