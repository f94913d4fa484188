"""A notice that is shown once is recorded in the data file, and changes nothing else in it."""

import json
from pathlib import Path

from bmc_tui.clipboard.first_copy import first_copy_notice
from bmc_tui.guide import load
from bmc_tui.model.canvas import Canvas
from tests.ui.apps import coffee_cart, shelf_in


def test_where_the_data_file_is_is_said_once(tmp_path: Path) -> None:
    shelf = shelf_in(tmp_path)
    stored = shelf.create(coffee_cart())
    notice = first_copy_notice(shelf, load("nl"))
    assert notice == f"\nJe canvassen staan in {shelf.path}"
    assert first_copy_notice(shelf, load("nl")) == ""
    assert first_copy_notice(shelf_in(tmp_path), load("en")) == ""
    assert shelf.load(stored.entry.id) == stored
    assert shelf.last_used() == stored.entry.id


def test_without_a_file_nothing_is_said_and_none_is_made(tmp_path: Path) -> None:
    shelf = shelf_in(tmp_path)
    assert first_copy_notice(shelf, load("en")) == ""
    assert list(tmp_path.iterdir()) == []
    shelf.create(Canvas("Cart"))
    assert first_copy_notice(shelf, load("en")) != ""


def test_a_file_that_cannot_be_written_is_not_an_error(tmp_path: Path) -> None:
    shelf = shelf_in(tmp_path)
    shelf.create(Canvas("Cart"))
    shelf.path.write_text("{")
    assert first_copy_notice(shelf, load("en")) == ""
    assert shelf.path.read_text() == "{"


def test_an_invalid_entry_in_the_file_is_replaced(tmp_path: Path) -> None:
    shelf = shelf_in(tmp_path)
    shelf.create(Canvas("Cart"))
    tables = json.loads(shelf.path.read_text())
    tables["meta"]["shelf"]["notice"] = "odd"
    shelf.path.write_text(json.dumps(tables))
    assert shelf.claim_notice("data")
    assert not shelf.claim_notice("data")
    assert shelf.claim_notice("more")
