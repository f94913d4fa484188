"""A save is merged and tried again for each conflict, and a restored backup deletes nothing."""

from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest

from bmc_tui.model.blocks import Block
from bmc_tui.model.canvas import Canvas
from bmc_tui.store import ConflictError, Shelf, StoredCanvas, UnknownCanvasError
from bmc_tui.store.merging import merge_and_save
from tests.ui.apps import NOON, shelf_in

ID = "11111111-1111-4111-8111-111111111111"
CART = Canvas("Cart").add(Block.CHANNELS, "Square")


def with_phone(stored: StoredCanvas | None) -> Canvas | None:
    return stored.canvas.add(Block.CHANNELS, "Phone") if stored else None


def test_it_loads_merges_and_saves(tmp_path: Path) -> None:
    shelf = shelf_in(tmp_path)
    shelf.create(CART, ID)
    stored = merge_and_save(shelf, ID, with_phone)
    assert stored == shelf.load(ID)
    assert stored.canvas == CART.add(Block.CHANNELS, "Phone")


def test_what_is_the_same_is_not_written(tmp_path: Path) -> None:
    shelf = shelf_in(tmp_path)
    stored = shelf.create(CART, ID)
    assert merge_and_save(shelf, ID, lambda _: CART, start=stored) == stored


def test_each_conflict_is_merged_anew_as_often_as_is_allowed(tmp_path: Path) -> None:
    numbers = count()
    shelf = Shelf(tmp_path / "canvases.json", lambda: NOON + timedelta(seconds=next(numbers)))
    shelf.create(CART, ID)
    seen: list[int] = []

    def overtaken(stored: StoredCanvas | None) -> Canvas | None:
        assert stored
        seen.append(stored.canvas.note_count)
        if len(seen) < 4:
            shelf.save(stored, stored.canvas.add(Block.CHANNELS, f"{len(seen)}"))
        return with_phone(stored)

    with pytest.raises(ConflictError):
        merge_and_save(shelf, ID, overtaken, tries=3)
    assert seen == [1, 2, 3]
    seen.clear()
    assert merge_and_save(shelf, ID, overtaken).canvas.note_count == 8
    assert seen == [4, 5, 6, 7]


def test_a_canvas_that_is_gone_is_created_only_where_that_is_asked_for(tmp_path: Path) -> None:
    shelf = shelf_in(tmp_path)
    with pytest.raises(UnknownCanvasError):
        merge_and_save(shelf, ID, with_phone)
    assert merge_and_save(shelf, ID, lambda _: CART).canvas == CART
    assert shelf.load(ID).canvas == CART
