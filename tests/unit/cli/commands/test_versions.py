"""The commands versions, diff and restore."""

import json
import re
from datetime import datetime
from pathlib import Path

import pytest
from rich.cells import cell_len

from bmc_tui.model.sanitize import clean
from tests.unit.cli.commands.conftest import OutputOf
from tests.unit.cli.invoke import Bmc


def notes(output_of: OutputOf) -> list[str]:
    """Return the notes of the canvas."""
    return [line[2:] for line in output_of("export").splitlines() if line.startswith("- ")]


def test_a_version_is_kept_and_listed_with_local_time_and_number_of_notes(cart: OutputOf) -> None:
    assert cart("versions", "--keep", "with prices") == (
        "Saved as version 2 of “Coffee cart”: “with prices”.\n"
    )
    newest, oldest = cart("versions").splitlines()
    assert re.fullmatch(r"2  \d{4}-\d\d-\d\d \d\d:\d\d  3 notes  with prices", newest)
    assert re.fullmatch(r"1  \d{4}-\d\d-\d\d \d\d:\d\d  2 notes  before pricing", oldest)
    assert datetime.now().astimezone().strftime("%Y-%m-%d") in newest


def test_versions_are_listed_as_json(cart: OutputOf) -> None:
    cart("restore", "before")
    latest, named = json.loads(cart("versions", "--json"))
    assert (latest["number"], latest["name"], latest["notes"]) == (2, None, 3)
    assert (named["number"], named["name"], named["notes"]) == (1, "before pricing", 2)
    assert named["made"].endswith("+00:00")


def test_without_versions_the_message_says_how_to_keep_one(output_of: OutputOf) -> None:
    output_of("new", "Bakery")
    assert "bmc versions --keep NAME" in output_of("versions")
    assert output_of("versions", "--json") == "[]\n"
    assert "has none yet" in output_of("diff", "1", code=1)
    assert "The name is empty" in output_of("versions", "--keep", " \x1b[31m", code=1)
    assert "There is no canvas" in output_of("versions", "Shop", code=1)


def test_the_versions_are_those_of_the_canvas_that_is_named(cart: OutputOf) -> None:
    cart("new", "Bakery")
    assert "no versions yet" in cart("versions")
    assert "before pricing" in cart("versions", "coffee")
    assert "Added: Cup sales" in cart("diff", "1", "--canvas", "coffee")
    assert "is back at version 1" in cart("restore", "1", "--canvas", "coffee")


def test_what_changed_since_a_version_is_a_change_log(cart: OutputOf) -> None:
    when = r"\d{4}-\d\d-\d\d \d\d:\d\d"
    for arguments in (("1",), ("before pricing", "now"), ("1", "NOW")):
        assert re.fullmatch(
            "# Changes in Coffee cart\n\n"
            rf"- from: “before pricing”, {when}"
            "\n- to: now\n\n## Revenue streams\n\n- Added: Cup sales € 2,50\n",
            cart("diff", *arguments),
        )
    dutch = cart("--lang", "nl", "diff", "1", "nu")
    assert "## Inkomstenstromen\n\n- Toegevoegd: Cup sales € 2,50\n" in dutch


def test_what_changed_between_two_versions_can_be_asked_in_either_direction(cart: OutputOf) -> None:
    cart("versions", "--keep", "with prices")
    assert "- Added: Cup sales" in cart("diff", "before", "with")
    assert "- Gone: Cup sales" in cart("diff", "with", "before")
    assert "Nothing changed." in cart("diff", "with")


def test_an_unknown_version_is_answered_with_the_versions(cart: OutputOf) -> None:
    assert cart("diff", "x", code=1) == ("There is no version “x”. There are: 1 before pricing.\n")
    assert "1 before pricing" in cart("diff", "1", "x", code=1)
    assert "1 before pricing" in cart("restore", "x", code=1)


def test_a_version_is_restored_and_what_was_there_is_a_version_too(cart: OutputOf) -> None:
    assert cart("restore", "before pricing") == (
        "“Coffee cart” is back at version 1. "
        "The canvas as it was is version 2; to go back to that: bmc restore 2\n"
    )
    assert notes(cart) == ["Students", "Instagram"]
    cart("restore", "2")
    assert notes(cart) == ["Students", "Instagram", "Cup sales € 2,50"]


def test_restoring_the_present_state_changes_nothing(cart: OutputOf) -> None:
    cart("restore", "1")
    assert "Nothing was changed" in cart("restore", "1")
    assert len(cart("versions").splitlines()) == 2


def test_a_damaged_file_of_versions_is_reported_and_the_canvases_still_work(
    cart: OutputOf, tmp_path: Path
) -> None:
    file = tmp_path / "canvases.versions.json"
    file.write_text("{")
    for command in (("versions",), ("versions", "--keep", "x"), ("diff", "1"), ("restore", "1")):
        line = cart(*command, code=1)
        assert "the canvases are fine" in line
        assert len(line.splitlines()) == 1
    cart("add", "1", "Staff")
    assert "Staff" in notes(cart)
    assert file.read_text() == "{"


def test_hostile_names_are_harmless_in_the_terminal_and_in_markdown(cart: OutputOf) -> None:
    cart("versions", "--keep", "\x1b[31m*red* [x](y)\x07")
    cart("add", "1", "*a* <b> \x1b]0;t\x07 [c](d)")
    for printed in (cart("versions"), cart("diff", "2"), cart("diff", "x", code=1)):
        assert all(clean(line) == line.strip() for line in printed.splitlines())
    log = cart("diff", "2")
    assert r"“\*red\* [x\](y)”" in log
    assert r"- Added: \*a\* \<b>  [c\](d)" in log


def test_what_changed_is_drawn_on_the_nine_blocks(cart: OutputOf, tmp_path: Path) -> None:
    cart("add", "1", "Staff")
    picture = cart("diff", "1", "--format", "text")
    assert "+ Staff " in picture
    assert "· Students " in picture
    assert "- **+** Staff\n" in cart("diff", "1", "--format", "markdown")
    file = tmp_path / "changes.TXT"
    assert cart("diff", "1", "-o", str(file)) == f"Written to {file}.\n"
    assert file.read_text("utf-8") == picture
    assert "already exists" in cart("diff", "1", "-o", str(file), code=1)
    assert cart("diff", "1", "-o", str(file), "--force") == f"Written to {file}.\n"
    output = cart("diff", "1", "--format", "html", "-o", str(file), "--force")
    assert "It is html, though its name has another extension; programs expect .html." in output


def test_a_file_that_ends_as_no_format_does_is_refused_with_the_formats(
    cart: OutputOf, tmp_path: Path
) -> None:
    file = tmp_path / "changes.odt"
    message = cart("diff", "1", "-o", str(file), code=2)
    assert "changes.odt. The formats are: list, markdown, text" in message
    assert not file.exists()
    plain = tmp_path / "changes"
    cart("diff", "1", "-o", str(plain))
    assert plain.read_text("utf-8") == cart("diff", "1")


def test_why_a_version_is_kept_is_in_the_lists(cart: OutputOf) -> None:
    cart("versions", "--keep", "half price", "--why", "Ten talks:\x1b[31m too dear")
    assert "half price: Ten talks:" in cart("versions")
    latest, first = json.loads(cart("versions", "--json"))
    assert latest["why"].startswith("Ten talks:")
    assert first["why"] is None
    assert "--keep NAME --why TEXT" in cart("versions", "--why", "x", code=2)


def test_the_progress_has_the_versions_that_were_kept(cart: OutputOf, tmp_path: Path) -> None:
    cart("restore", "1")
    report = cart("export", "--format", "progress")
    assert "# Progress of Coffee cart\n\n## “before pricing”, " in report
    assert "The first version: 2 notes.\n" in report
    assert "utomatic" not in report
    assert "## Before" not in report
    everything = cart("export", "--format", "progress", "--automatic")
    assert "- Added: Cup sales € 2,50\n" in everything
    assert "- Gone: Cup sales € 2,50\n" in everything
    cart("add", "1", "Staff #customer")
    assert "- Added: Staff\n" in cart("export", "--format", "progress", "--clean")
    file = tmp_path / "progress.html"
    cart("export", "--format", "progress", "-o", str(file))
    assert "<!DOCTYPE html>" in file.read_text("utf-8")
    cart("export", "--format", "progress", "-o", str(file.with_suffix(".docx")))
    assert file.with_suffix(".docx").read_bytes().startswith(b"PK")


def test_changes_are_handed_in_without_tokens(
    cart: OutputOf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cart("add", "1", "Staff #customer")
    assert "- Added: Staff\n" in cart("diff", "1", "--clean")
    assert "#customer" not in cart("diff", "1", "--clean", "--format", "svg")
    cart("new", "Tea cart")
    cart("add", "1", "Visitors #customer")
    assert "Visitors #customer" in cart("diff", "coffee", "tea")
    assert "#customer" not in cart("diff", "coffee", "tea", "--clean")
    config = tmp_path / "config.toml"
    config.write_text('copy_notes = "clean"\n')
    monkeypatch.setenv("BMC_CONFIG", str(config))
    pair, file = ("diff", "coffee", "tea"), str(tmp_path / "changes.html")
    assert "Visitors #customer" in cart(*pair)  # only read, so nothing is hidden
    assert "#customer" not in cart(*pair, "--format", "markdown")
    assert "#customer" in cart(*pair, "--format", "markdown", "--typed")
    cart(*pair, "-o", file)
    assert "<ins>Visitors</ins>" in Path(file).read_text("utf-8")


def test_a_progress_report_that_cannot_be_made_says_why(cart: OutputOf) -> None:
    message = cart("export", "--format", "progress", "-o", "the progress.odt", code=2)
    assert "with .md, .html or .docx" in message
    assert "| pandoc -o 'the progress.odt'" in message
    assert "Add --format progress" in cart("export", "--automatic", code=2)
    cart("new", "Bakery")
    assert "bmc versions --keep NAME" in cart("export", "--format", "progress", code=1)


def test_two_canvases_are_side_by_side(cart: OutputOf, tmp_path: Path) -> None:
    cart("new", "Tea cart")
    cart("add", "1", "Students")
    cart("add", "1", "Staff")
    shown = [
        tuple(side.strip() for side in line.split("│"))
        for line in cart("diff", "coffee", "Tea").splitlines()
    ]
    for row in (
        ("Coffee cart", "Tea cart"),
        ("· Students", "· Students"),
        ("", "» Staff"),
        ("» Cup sales € 2,50", ""),
        ("3 notes", "2 notes"),
    ):
        assert row in shown
    assert "\n- « only in Coffee cart\n- » only in Tea cart\n" in cart(
        "diff", "coffee", "Tea", "--format", "markdown"
    )
    file = tmp_path / "both.html"
    cart("diff", "Tea", "coffee", "-o", str(file))
    assert "<b>« </b><ins>Staff</ins>" in file.read_text("utf-8")
    assert "There is no canvas “x”" in cart("diff", "Tea", "x", code=1)
    cart("versions", "Tea cart", "--keep", "v 1")
    refused = cart("diff", "Tea", "v 1", code=1)
    assert "a version of “Tea cart”" in refused
    assert "bmc diff 'v 1' --canvas 'Tea cart'" in refused
    assert "version" in cart("diff", "x", "Tea", code=1)


def test_canvases_without_a_title_are_called_so(bmc: Bmc, cart: OutputOf) -> None:
    ids = []
    for note in ("Students", "Staff"):
        bmc("import", "-", stdin=f"## Customer segments\n- {note}\n".encode())
        ids.append(json.loads(cart("list", "--json"))[0]["id"][:8])
    listed = cart("diff", "Coffee", "nowhere", code=1)
    assert f"Untitled canvas ({ids[0]})" in listed
    assert f"Canvas zonder titel ({ids[0]})" in cart("show", "nowhere", "--lang", "nl", code=1)
    both = cart("diff", *ids, "--format", "markdown")
    assert f"only in Untitled canvas ({ids[1]})" in both


@pytest.mark.parametrize(("columns", "is_wide"), [(160, True), (80, False), (50, False), (0, True)])
def test_what_is_drawn_for_a_terminal_fits_it(
    cart: OutputOf, monkeypatch: pytest.MonkeyPatch, columns: int, *, is_wide: bool
) -> None:
    monkeypatch.setattr("bmc_tui.cli.commands.versions.terminal_width", lambda: columns)
    cart("new", "Tea cart")
    pair = cart("diff", "coffee", "Tea")
    assert ("│" in pair) is is_wide
    for drawn in (pair, cart("diff", "coffee", "Tea", "--format", "text")):
        assert max(map(cell_len, drawn.splitlines())) <= (columns or 100)


def test_two_canvases_with_one_title_are_named_by_their_ids_too(cart: OutputOf) -> None:
    cart("duplicate", "--title", "Coffee cart")
    ids = [line.split()[0] for line in cart("list").splitlines()]
    head = cart("diff", *ids).splitlines()[0]
    assert all(f"Coffee cart ({id_})" in head for id_ in ids)


def test_a_name_of_several_canvases_asks_for_more_of_it(cart: OutputOf) -> None:
    cart("new", "Tea cart")
    cart("duplicate", "coffee", "--title", "Coffee cart")
    for names in (("Coffee cart", "Tea"), ("Tea", "coffee"), ("coffee", "x")):
        assert "matches more than one canvas: Coffee cart (" in cart("diff", *names, code=1)
    cart("new", "10 ideas")
    cart("new", "10 more")
    assert "version" in cart("diff", "10", "Tea", code=1)
