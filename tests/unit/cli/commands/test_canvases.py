"""The commands list, new, use, rename and delete, and how a canvas is named."""

import json
import re
from pathlib import Path

import pytest

from bmc_tui.store import file_format
from tests.unit.cli.commands.conftest import OutputOf
from tests.unit.cli.invoke import Bmc, error_line, exported_lines


def test_a_canvas_is_made_filled_listed_and_exported(bmc: Bmc) -> None:
    assert "Campus coffee cart" in bmc("new", "Campus", "coffee", "cart").out
    assert bmc("add", "1", "Students", "on", "the", "way").out == (
        "1 note added to Customer segments in “Campus coffee cart”.\n"
    )
    assert bmc("add", "kanalen/bekendheid", "Instagram #online").out == (
        "1 note added to Channels: Awareness in “Campus coffee cart”.\n"
    )
    assert bmc("add", "channels/direct", "At the cart").code == 0
    assert re.fullmatch(
        r"[0-9a-f]{8}  \d{4}-\d\d-\d\d \d\d:\d\d  3 notes  \* Campus coffee cart\n", bmc("list").out
    )
    assert exported_lines(bmc) == [
        "# Campus coffee cart",
        "- Students on the way",
        "- At the cart",
        "### Awareness",
        "- Instagram #online",
    ]


def test_list_has_the_last_changed_first_in_columns_and_as_json(bmc: Bmc) -> None:
    bmc("new", "日本語 café")
    bmc("new", "Second")
    bmc("add", "1", "x", "--canvas", "日本")
    first, second = bmc("list").out.splitlines()
    assert first.endswith("   1 note    日本語 café")
    assert second.endswith("  0 notes  * Second")
    listed = json.loads(bmc("list", "--json").out)
    assert [(canvas["title"], canvas["notes"]) for canvas in listed] == [
        ("日本語 café", 1),
        ("Second", 0),
    ]
    assert listed[0]["changed"].endswith("+00:00")
    assert first.startswith(listed[0]["id"][:8])


def test_list_reads_the_file_once_and_marks_the_last_changed_for_one_that_is_deleted(
    bmc: Bmc, monkeypatch: pytest.MonkeyPatch
) -> None:
    for title in ("First", "Second", "Third"):
        bmc("new", title)
    bmc("delete", "Third")
    parse, reads = file_format.parse, []

    def counted(raw: bytes, path: Path, table: str) -> file_format.Tables | None:
        reads.append(path.name)
        return parse(raw, path, table)

    monkeypatch.setattr(file_format, "parse", counted)
    assert [line.split("  ", 3)[3].strip() for line in bmc("list").out.splitlines()] == [
        "* Second",
        "First",
    ]
    assert reads == ["canvases.json"]


def test_without_canvases_list_says_how_to_make_one(bmc: Bmc) -> None:
    assert bmc("list").out == "There is no canvas yet. Make one: bmc new TITLE\n"
    assert json.loads(bmc("list", "--json").out) == []
    for command in (["add", "1", "x"], ["show"], ["export"]):
        assert "bmc new TITLE" in error_line(bmc(*command))


def test_a_new_canvas_can_be_an_example_under_its_own_or_another_title(bmc: Bmc) -> None:
    assert bmc("new", "--example", "coffee-cart").out.startswith("Made “Campus coffee cart”")
    assert "Students between two lectures" in bmc("export").out
    assert "Made “Mine”" in bmc("new", "--example", "marketplace", "Mine").out
    assert bmc("export").out.startswith("# Mine\n")


def test_the_examples_are_named_in_the_help_and_for_an_unknown_example(bmc: Bmc) -> None:
    for answer in (bmc("new", "--help").out, bmc("new", "--example", "cofee").err):
        assert "zzp-tekstschrijver" in answer
    assert bmc("new", "--example", "cofee").code == 2


def test_a_new_canvas_needs_a_title_or_an_example(bmc: Bmc) -> None:
    assert bmc("new").code == 2


@pytest.mark.parametrize(
    ("command", "names"),
    [
        (["show", "nothing"], ["Coffee cart", "Coffee corner"]),
        (["export", "coffee"], ["Coffee cart", "Coffee corner"]),
        (["add", "1", "x", "--canvas", "nothing"], ["Coffee cart", "Coffee corner"]),
        (["add", "nothing", "x"], ["Customer segments", "Cost structure"]),
        (["add", "key", "x"], ["Key resources", "Key activities", "Key partners"]),
        (["add", "3/nothing", "x"], ["Awareness", "After sales", "direct", "online"]),
        (["add", "3/", "x"], ["Awareness", "After sales", "direct", "online"]),
    ],
)
def test_an_unknown_or_ambiguous_name_is_answered_with_the_candidates(
    bmc: Bmc, command: list[str], names: list[str]
) -> None:
    bmc("new", "Coffee cart")
    bmc("new", "Coffee corner")
    line = error_line(bmc(*command))
    assert all(name in line for name in names)


def test_a_canvas_is_named_by_title_or_id_and_else_is_the_last_used(bmc: Bmc) -> None:
    bmc("new", "First")
    bmc("new", "Second")
    id_ = json.loads(bmc("list", "--json").out)[1]["id"]
    assert exported_lines(bmc) == ["# Second"]
    for name in ("first", "FI", id_, id_[:8]):
        assert exported_lines(bmc, name) == ["# First"]


def test_a_canvas_is_used_renamed_and_deleted(bmc: Bmc) -> None:
    bmc("new", "Campus coffee cart")
    bmc("new", "Second")
    assert "is now the current canvas" in bmc("use", "campus").out
    assert "is now called “Tea cart”" in bmc("rename", "Tea", "cart").out
    assert exported_lines(bmc) == ["# Tea cart"]
    report = bmc("delete", "tea").out
    assert "“Tea cart” is in the trash." in report
    assert [canvas["title"] for canvas in json.loads(bmc("list", "--json").out)] == ["Second"]
    bmc(*report.split("bmc ")[1].split())
    assert "Tea cart" in bmc("list").out
    line = error_line(bmc("rename", " "))
    assert "Type at least one visible character" in line
    assert "bmc new" not in line  # that would make another canvas
    assert bmc("delete").code == 2


def test_particulars_are_set_taken_away_and_undone(bmc: Bmc) -> None:
    made = bmc("new", "Tea cart", "--for", "The bank", "--by", "Ann & Bo", "--edition=2")
    assert (made.code, made.err) == (0, "")
    head = ("Designed for: The bank", "Designed by: Ann & Bo", "Version: 2")
    assert all(line in bmc("show", "--plain").out for line in head)
    changed = bmc("rename", "--by", "", "--date", "week 12")
    assert changed.out == (
        "Designed by: not given\nDate: week 12\n"
        "The particulars of “Tea cart” are changed. bmc undo undoes that.\n"
    )
    shown = bmc("show", "--plain").out
    assert shown.startswith("Tea cart\nDesigned for: The bank\nDate: week 12\nVersion: 2\n")
    bmc("undo")
    assert "Designed by: Ann & Bo\n" in bmc("show", "--plain").out
    both = bmc("rename", "Coffee", "cart", "--date", "3 May")
    assert "is now called “Coffee cart”" in both.out
    assert "Date: 3 May\n" in both.out
    assert "TITLE" in bmc("rename").err  # neither a title nor a particular


def test_a_new_canvas_is_by_the_author_that_is_set(
    bmc: Bmc, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = tmp_path / "config.toml"
    config.write_text('author = "Ann"\n')
    monkeypatch.setenv("BMC_CONFIG", str(config))
    bmc("new", "Tea cart")
    assert "Designed by: Ann\n" in bmc("show", "--plain").out
    bmc("new", "Coffee cart", "--by", "Bo")
    assert "Designed by: Bo\n" in bmc("show", "--plain").out
    assert bmc("show").out.startswith(" Coffee cart\n Designed by: Bo\n┌")


def test_a_canvas_is_duplicated_under_a_title_of_its_own(output_of: OutputOf) -> None:
    output_of("new", "Coffee cart")
    output_of("add", "1", "Students")
    assert "“Coffee cart (copy)” is a copy of “Coffee cart”" in output_of("duplicate")
    output = output_of("duplicate", "coffee cart", "--title", "Tea cart")
    assert "“Tea cart” is a copy" in output
    assert "Coffee cart beside Tea cart" in output_of(
        *output.partition("bmc ")[2].partition("bmc ")[2].split(), "--format", "text"
    )
    assert "- Students\n" in output_of("export", "Tea cart")
    output_of("add", "1", "Staff", "--canvas", "Tea cart")
    assert "Staff" not in output_of("export", "Coffee cart")
    assert "* Coffee cart" in output_of("list")
    assert "The title is empty" in output_of("duplicate", "Tea", "--title", " ", code=1)
