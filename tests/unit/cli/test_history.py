"""The commands on the versions of a canvas and on the trash."""

import io
import json
import re
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from bmc_tui.cli.main import main
from bmc_tui.model.sanitize import clean
from bmc_tui.store import Shelf

Bmc = Callable[..., str]


@pytest.fixture
def bmc(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Bmc:
    """Return what a command prints, on stderr when it is to fail; nothing is on its stdin."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("BMC_FILE", str(tmp_path / "canvases.json"))
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO()))

    def run(*arguments: str, code: int = 0) -> str:
        assert main(arguments) == code
        out, err = capsys.readouterr()
        assert not (err if code == 0 else out)
        return err if code else out

    return run


@pytest.fixture
def cart(bmc: Bmc) -> Bmc:
    """Return the command line with a canvas that has a version and was changed since."""
    bmc("new", "Coffee cart")
    bmc("add", "1", "Students")
    bmc("add", "3/awareness", "Instagram")
    bmc("versions", "--keep", "before pricing")
    bmc("add", "5", "Cup sales € 2,50")
    return bmc


def notes(bmc: Bmc) -> list[str]:
    return [line[2:] for line in bmc("export").splitlines() if line.startswith("- ")]


# Versions


def test_a_version_is_kept_and_listed_with_local_time_and_number_of_notes(cart: Bmc) -> None:
    assert cart("versions", "--keep", "with prices") == (
        "Kept as version 2 of “Coffee cart”: “with prices”.\n"
    )
    newest, oldest = cart("versions").splitlines()
    assert re.fullmatch(r"2  \d{4}-\d\d-\d\d \d\d:\d\d  3 notes  with prices", newest)
    assert re.fullmatch(r"1  \d{4}-\d\d-\d\d \d\d:\d\d  2 notes  before pricing", oldest)
    assert datetime.now().astimezone().strftime("%Y-%m-%d") in newest


def test_versions_are_listed_as_json(cart: Bmc) -> None:
    cart("restore", "before")
    made, kept = json.loads(cart("versions", "--json"))
    assert (made["number"], made["name"], made["notes"]) == (2, None, 3)
    assert (kept["number"], kept["name"], kept["notes"]) == (1, "before pricing", 2)
    assert kept["made"].endswith("+00:00")


def test_where_there_are_no_versions_that_is_said_with_how_to_keep_one(bmc: Bmc) -> None:
    bmc("new", "Bakery")
    assert "bmc versions --keep NAME" in bmc("versions")
    assert bmc("versions", "--json") == "[]\n"
    assert "has none yet" in bmc("diff", "1", code=1)
    assert "The name is empty" in bmc("versions", "--keep", " \x1b[31m", code=1)
    assert "There is no canvas" in bmc("versions", "Shop", code=1)


def test_the_versions_are_those_of_the_canvas_that_is_named(cart: Bmc) -> None:
    cart("new", "Bakery")
    assert "no versions yet" in cart("versions")
    assert "before pricing" in cart("versions", "coffee")
    assert "Added: Cup sales" in cart("diff", "1", "--canvas", "coffee")
    assert "as in version 1 again" in cart("restore", "1", "--canvas", "coffee")


# What changed


def test_what_changed_since_a_version_is_a_change_log(cart: Bmc) -> None:
    when = r"\d{4}-\d\d-\d\d \d\d:\d\d"
    for arguments in (("1",), ("before pricing", "now"), ("1", "NOW")):
        assert re.fullmatch(
            "# Changes in Coffee cart\n\n"
            rf"- from: “before pricing”, {when}"
            "\n- to: now\n\n## Revenue streams\n\n- Added: Cup sales € 2,50\n",
            cart("diff", *arguments),
        )
    dutch = cart("--lang", "nl", "diff", "1", "nu")
    assert "## Inkomstenstromen\n\n- Erbij: Cup sales € 2,50\n" in dutch


def test_what_changed_between_two_versions_can_be_asked_in_either_direction(cart: Bmc) -> None:
    cart("versions", "--keep", "with prices")
    assert "- Added: Cup sales" in cart("diff", "before", "with")
    assert "- Gone: Cup sales" in cart("diff", "with", "before")
    assert "Nothing changed." in cart("diff", "with")


def test_a_version_that_there_is_not_is_answered_with_those_there_are(cart: Bmc) -> None:
    assert cart("diff", "x", code=1) == ("There is no version “x”. There are: 1 before pricing.\n")
    assert "1 before pricing" in cart("diff", "1", "x", code=1)
    assert "1 before pricing" in cart("restore", "x", code=1)


# Restore


def test_a_version_is_restored_and_what_was_there_is_a_version_too(cart: Bmc) -> None:
    assert cart("restore", "before pricing") == (
        "“Coffee cart” is as in version 1 again. "
        "What it was is version 2; to bring that back: bmc restore 2\n"
    )
    assert notes(cart) == ["Students", "Instagram"]
    cart("restore", "2")
    assert notes(cart) == ["Students", "Instagram", "Cup sales € 2,50"]


def test_restoring_what_is_there_already_changes_nothing(cart: Bmc) -> None:
    cart("restore", "1")
    assert "Nothing was changed" in cart("restore", "1")
    assert len(cart("versions").splitlines()) == 2


def test_a_damaged_file_of_versions_is_told_and_the_canvases_go_on(
    cart: Bmc, tmp_path: Path
) -> None:
    file = tmp_path / "canvases.versions.json"
    file.write_text("{")
    for command in (("versions",), ("versions", "--keep", "x"), ("diff", "1"), ("restore", "1")):
        said = cart(*command, code=1)
        assert "the canvases are not harmed" in said
        assert len(said.splitlines()) == 1
    cart("add", "1", "Staff")
    assert "Staff" in notes(cart)
    assert file.read_text() == "{"


# Trash


@pytest.fixture
def deleted(cart: Bmc, tmp_path: Path) -> Bmc:
    """Return the command line with two canvases in the trash and one that is not."""
    for title in ("Bakery", "Shop"):
        cart("new", title)
    shelf = Shelf(tmp_path / "canvases.json", lambda: datetime.now().astimezone())
    for title in ("Coffee cart", "Bakery"):
        shelf.delete(shelf.find(title).id)
    return cart


def test_the_trash_lists_what_was_deleted_last_first_and_as_json(deleted: Bmc) -> None:
    first, second = deleted("trash").splitlines()
    assert re.fullmatch(r"[0-9a-f]{8}  \d{4}-\d\d-\d\d \d\d:\d\d  Bakery", first)
    assert second.endswith("  Coffee cart")
    listed = json.loads(deleted("trash", "--json"))
    assert [(each["title"], each["notes"]) for each in listed] == [
        ("Bakery", 0),
        ("Coffee cart", 3),
    ]
    assert listed[0]["deleted"].endswith("+00:00")


def test_a_canvas_comes_back_by_name(deleted: Bmc) -> None:
    assert re.fullmatch(
        r"“Coffee cart” is back. Open it: bmc open [0-9a-f]{8}\n",
        deleted("trash", "--restore", "coffee"),
    )
    assert "Coffee cart" in deleted("list")
    assert "There are: Bakery" in deleted("trash", "--restore", "Shop", code=1)


def test_the_trash_is_emptied_with_yes_and_versions_go_along(deleted: Bmc, tmp_path: Path) -> None:
    said = deleted("trash", "--empty", code=2)
    assert "--yes" in said
    assert len(deleted("trash").splitlines()) == 2
    assert deleted("trash", "--empty", "--yes") == "Deleted for good: 2 canvases.\n"
    assert deleted("trash") == deleted("trash", "--empty", "--yes") == "The trash is empty.\n"
    assert deleted("trash", "--json") == "[]\n"
    assert "Shop" in deleted("list")
    assert "before pricing" not in (tmp_path / "canvases.versions.json").read_text()


@pytest.mark.parametrize("language", ["en", "nl"])
def test_options_that_do_not_go_together_are_told_in_the_persons_language(
    bmc: Bmc, language: str
) -> None:
    said = bmc("--lang", language, "trash", "--empty", "--restore", "x", code=2)
    assert ("not go together" in said) == (language == "en")
    assert "not allowed" not in said


def test_hostile_names_do_the_terminal_and_the_markdown_no_harm(cart: Bmc) -> None:
    cart("versions", "--keep", "\x1b[31m*red* [x](y)\x07")
    cart("add", "1", "*a* <b> \x1b]0;t\x07 [c](d)")
    for printed in (cart("versions"), cart("diff", "2"), cart("diff", "x", code=1)):
        assert all(clean(line) == line.strip() for line in printed.splitlines())
    log = cart("diff", "2")
    assert r"“\*red\* [x\](y)”" in log
    assert r"- Added: \*a\* \<b>  [c\](d)" in log
