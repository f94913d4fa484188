"""`bmc trash`: listing, restoring and emptying it."""

import json
import re
from datetime import datetime
from pathlib import Path

import pytest

from bmc_tui.store import Shelf
from tests.unit.cli.commands.conftest import OutputOf


@pytest.fixture
def deleted(cart: OutputOf, tmp_path: Path) -> OutputOf:
    """Return the command line with two canvases in the trash and one that is not."""
    for title in ("Bakery", "Shop"):
        cart("new", title)
    shelf = Shelf(tmp_path / "canvases.json", lambda: datetime.now().astimezone())
    for title in ("Coffee cart", "Bakery"):
        shelf.delete(shelf.find(title).id)
    return cart


def test_the_trash_lists_what_was_deleted_last_first_and_as_json(deleted: OutputOf) -> None:
    first, second = deleted("trash").splitlines()
    assert re.fullmatch(r"[0-9a-f]{8}  \d{4}-\d\d-\d\d \d\d:\d\d  Bakery", first)
    assert second.endswith("  Coffee cart")
    listed = json.loads(deleted("trash", "--json"))
    assert [(canvas["title"], canvas["notes"]) for canvas in listed] == [
        ("Bakery", 0),
        ("Coffee cart", 3),
    ]
    assert listed[0]["deleted"].endswith("+00:00")


def test_a_canvas_comes_back_by_name(deleted: OutputOf) -> None:
    assert re.fullmatch(
        r"“Coffee cart” is restored. Open it: bmc open [0-9a-f]{8}\n",
        deleted("trash", "--restore", "coffee"),
    )
    assert "Coffee cart" in deleted("list")
    assert "There are: Bakery" in deleted("trash", "--restore", "Shop", code=1)


def test_the_trash_is_emptied_with_yes_and_versions_go_along(
    deleted: OutputOf, tmp_path: Path
) -> None:
    line = deleted("trash", "--empty", code=2)
    assert "--yes" in line
    assert len(deleted("trash").splitlines()) == 2
    assert deleted("trash", "--empty", "--yes") == "Deleted for good: 2 canvases.\n"
    assert deleted("trash") == deleted("trash", "--empty", "--yes") == "The trash is empty.\n"
    assert deleted("trash", "--json") == "[]\n"
    assert "Shop" in deleted("list")
    assert "before pricing" not in (tmp_path / "canvases.versions.json").read_text()


@pytest.mark.parametrize("language", ["en", "nl"])
def test_exclusive_options_are_reported_in_the_users_language(
    output_of: OutputOf, language: str
) -> None:
    line = output_of("--lang", language, "trash", "--empty", "--restore", "x", code=2)
    assert ("can't be combined" in line) == (language == "en")
    assert "not allowed" not in line
