"""`bmc review` of files and of many canvases: as text, as JSON, and as a table."""

import csv
import io
import json
import os
import threading
from pathlib import Path

import pytest

from bmc_tui.cli.reviews.table import COLUMNS
from bmc_tui.formats import FORMATS
from bmc_tui.guide import load
from bmc_tui.manual import topic_text
from bmc_tui.model.blocks import Block, Section
from bmc_tui.model.canvas import Canvas
from bmc_tui.store import Shelf
from tests.ui.apps import shelf_in
from tests.unit.cli.invoke import Bmc, error_line
from tests.unit.review.test_review import sound

PLAN = "# Plan\n\n## Customer segments\n\n- Everyone\n\n## Cost structure\n\n- Rent € 90/month\n"


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return shelf_in(tmp_path)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the working folder, with a file to review."""
    folder = tmp_path / "hand-in"
    folder.mkdir()
    monkeypatch.chdir(folder)
    (folder / "plan.md").write_text(PLAN, encoding="utf-8")
    return folder


def rows(text: str) -> list[dict[str, str]]:
    """Return the rows of a CSV by their columns."""
    return list(csv.DictReader(io.StringIO(text)))


def state_of(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Return the content and the time of every file below a folder."""
    return {
        str(path): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_files_are_reviewed_one_after_the_other(bmc: Bmc, folder: Path) -> None:
    (folder / "other.md").write_text(str(FORMATS["report"].write(sound(), load("nl"))))
    code, out, err = bmc("review", "plan.md", "other.md")
    assert (code, err) == (0, "")
    assert out.startswith("plan.md: Plan\n\n1. [problem]")
    assert "This segment is everyone." in out
    assert "\n\n\nother.md: Coffee cart\n\nNo gaps found" in out


def test_one_file_is_reviewed_as_one_canvas_is(bmc: Bmc) -> None:
    of_file = bmc("review", "plan.md").out
    assert bmc("import", "plan.md").code == 0
    assert of_file == f"plan.md: {bmc('review').out}"


@pytest.mark.parametrize("name", [name for name, f in FORMATS.items() if f.is_readable])
def test_every_format_that_is_imported_is_reviewed(bmc: Bmc, folder: Path, name: str) -> None:
    written = FORMATS[name].write(sound(), load("en"))
    (folder / f"cart{FORMATS[name].suffix}").write_bytes(FORMATS[name].encode(written))
    code, out, _ = bmc("review", f"cart{FORMATS[name].suffix}", "--csv")
    (row,) = rows(out)
    assert (code, row["title"]) == (0, "Coffee cart")
    assert int(row["notes"]) == sound().note_count


def test_nothing_is_written_anywhere(bmc: Bmc, shelf: Shelf, tmp_path: Path) -> None:
    shelf.create(sound())
    before = state_of(tmp_path)
    for line in (["plan.md"], ["plan.md", "Coffee", "--csv"], ["--all"], ["--all", "--json"]):
        assert bmc("review", *line).code == 0
        assert state_of(tmp_path) == before


def test_without_a_data_file_none_is_made(bmc: Bmc, tmp_path: Path) -> None:
    assert bmc("review", "plan.md", "./plan.md").code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["hand-in"]


def test_a_data_file_has_each_of_its_canvases_reviewed(
    bmc: Bmc, folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "other").mkdir()
    theirs = shelf_in(tmp_path / "other")
    ids = {theirs.create(Canvas(title)).entry.id for title in ("One", "Two")}
    theirs.delete(theirs.create(Canvas("Gone")).entry.id)
    (folder / "class.json").write_bytes(theirs.path.read_bytes())
    table = rows(bmc("review", "class.json", "--csv").out)
    assert {row["title"] for row in table} == {"One", "Two"}
    assert {row["id"] for row in table} == ids
    assert {row["file"] for row in table} == {"class.json"}


def test_a_data_file_with_only_a_trash_says_so(bmc: Bmc, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    theirs = shelf_in(tmp_path / "other")
    theirs.delete(theirs.create(Canvas("Gone")).entry.id)
    (folder / "class.json").write_bytes(theirs.path.read_bytes())
    assert "class.json has no canvas outside its trash" in error_line(bmc("review", "class.json"))


def test_what_cannot_be_read_is_named_and_does_not_stop_the_others(
    bmc: Bmc, shelf: Shelf, folder: Path
) -> None:
    shelf.create(sound())
    (folder / "letter.txt").write_text("Dear all,\nnothing here.\n")
    (folder / "photo.jpg").write_bytes(b"\xff\xd8\0\0")
    (folder / "sub").mkdir()
    names = ["letter.txt", "plan.md", "photo.jpg", "sub", "./gone.md", "nobody", "Coffee"]
    code, out, err = bmc("review", "--csv", *names)
    assert code == 1
    assert [row["title"] for row in rows(out)] == ["Plan", "Coffee cart"]
    *reasons, last = err.splitlines()
    assert [reason for reason in reasons if "Nothing was made" in reason] == []
    for name, reason in zip(
        ["letter.txt", "photo.jpg", "sub", "gone.md", "nobody"], reasons, strict=True
    ):
        assert name in reason
        assert name in last


def test_the_only_name_that_cannot_be_read_is_one_line(bmc: Bmc, folder: Path) -> None:
    assert "neither a canvas nor a file" in error_line(bmc("review", "nobody"))
    assert "gone.md can't be read" in error_line(bmc("review", "./gone.md"))
    assert "x" * 300 in error_line(bmc("review", f"./{'x' * 300}"))
    (folder / "empty.md").write_text("")
    assert error_line(bmc("review", "empty.md")).startswith("empty.md was not reviewed")


def test_a_name_is_a_canvas_before_it_is_a_file(bmc: Bmc, shelf: Shelf) -> None:
    shelf.create(Canvas("plan.md of last year"))
    shelf.create(Canvas("Other"))
    assert bmc("review", "plan.md").out.startswith("plan.md of last year\n")
    assert bmc("review", "./plan.md").out.startswith("./plan.md: Plan\n")
    assert bmc("review", "plan.md", "Other").out.startswith("plan.md of last year\n")


def test_a_file_is_reviewed_where_its_name_fits_several_canvases(bmc: Bmc, shelf: Shelf) -> None:
    shelf.create(Canvas("plan.md of this year"))
    shelf.create(Canvas("plan.md of last year"))
    assert bmc("review", "plan.md").out.startswith("plan.md: Plan\n")
    assert "more than one canvas" in error_line(bmc("review", "plan.md of"))


def test_a_damaged_data_file_does_not_keep_files_from_review(bmc: Bmc, shelf: Shelf) -> None:
    shelf.path.write_text("{")
    code, out, _ = bmc("review", "plan.md")
    assert (code, out.partition("\n")[0]) == (0, "plan.md: Plan")
    assert bmc("review", "Coffee").code == 1


def test_stdin_is_reviewed(bmc: Bmc) -> None:
    assert bmc("review", "-", stdin=PLAN.encode()).out.startswith("stdin: Plan\n")
    assert "stdin was not reviewed" in error_line(bmc("review", "-"))


def test_a_pipe_is_read_once(bmc: Bmc) -> None:
    os.mkfifo("pipe")
    writer = threading.Thread(target=lambda: Path("pipe").write_text(PLAN))
    writer.start()
    assert bmc("review", "pipe").out.startswith("pipe: Plan\n")
    writer.join()


def test_all_are_the_canvases_outside_the_trash(bmc: Bmc, shelf: Shelf) -> None:
    assert bmc("review", "--all").out.startswith("There is no canvas yet.")
    assert json.loads(bmc("review", "--all", "--json").out) == []
    assert rows(bmc("review", "--all", "--csv").out) == []
    shelf.create(Canvas("One"))
    shelf.delete(shelf.create(Canvas("Gone")).entry.id)
    shelf.create(Canvas("Two"))
    for_all = json.loads(bmc("review", "--all", "--json").out)
    assert sorted(canvas["title"] for canvas in for_all) == ["One", "Two"]
    assert "Gone" not in bmc("review", "--all").out
    code, _, err = bmc("review", "--all", "One")
    assert code == 2
    assert "--all" in err


def test_the_table_has_the_figures_of_each_canvas(bmc: Bmc, shelf: Shelf) -> None:
    canvas = (
        Canvas("=cmd|'/c calc'!A1")
        .add(Block.CUSTOMER_SEGMENTS, "Everyone")
        .add(Block.VALUE_PROPOSITIONS, "Two minutes", section=Section("value_propositions.value"))
        .add(Block.REVENUE_STREAMS, "Cups € 100/month", "Fair € 20 to 30")
        .add(Block.COST_STRUCTURE, "Rent € 150,50/month")
    )
    assert "value_propositions.value" in Block.VALUE_PROPOSITIONS.questions
    shelf.create(canvas)
    out = bmc("review", "--csv").out
    assert out.partition("\n")[0] == ",".join(COLUMNS)
    (row,) = rows(out)
    findings = json.loads(bmc("review", "--json").out)["findings"]
    by_kind = [finding["severity"] for finding in findings]
    kinds = ("problems", "problem"), ("checks", "check"), ("hints", "hint")
    for column, kind in kinds:
        assert int(row[column]) == by_kind.count(kind)
    assert int(row["problems"]) > 0
    assert row["title"] == "'=cmd|'/c calc'!A1"
    assert (row["file"], row["notes"], row["dismissed"]) == ("", "5", "0")
    assert (row["answers"], row["questions"]) == ("1", "41")
    assert (row["revenue_year"], row["costs_year"]) == ("1200.00", "1806.00")
    assert (row["balance_year"], row["currency"], row["uncounted"]) == ("-606.00", "€", "1")


def test_sums_in_several_currencies_are_each_written_with_their_own(bmc: Bmc, shelf: Shelf) -> None:
    canvas = Canvas("Cart").add(Block.REVENUE_STREAMS, "Cups € 100/month", "Fair $ 5/month")
    shelf.create(canvas.add(Block.COST_STRUCTURE, "Rent $ 10/month"))
    (row,) = rows(bmc("review", "--csv").out)
    assert row["revenue_year"] == "€ 1200.00 + $ 60.00"
    assert row["balance_year"] == "€ 1200.00 + $ -60.00"
    assert row["currency"] == "€ $"
    data = json.loads(bmc("review", "--json").out)
    assert data["balance_year"] == {"€": 1200.0, "$": -60.0}


def test_an_amount_without_a_currency_among_several_has_the_sign_of_none(
    bmc: Bmc, shelf: Shelf
) -> None:
    shelf.create(Canvas("Cart").add(Block.REVENUE_STREAMS, "€ 1/year", "£ 2/year", "3/year"))
    (row,) = rows(bmc("review", "--csv").out)
    assert row["revenue_year"] == "€ 1.00 + £ 2.00 + ¤ 3.00"
    assert row["currency"] == "€ £ ¤"


def test_without_amounts_there_are_no_sums(bmc: Bmc, shelf: Shelf) -> None:
    shelf.create(Canvas("Cart").add(Block.REVENUE_STREAMS, "Cups € 100/month"))
    (row,) = rows(bmc("review", "--csv").out)
    assert (row["costs_year"], row["balance_year"]) == ("", "")


def test_a_huge_sum_is_written_whole(bmc: Bmc, shelf: Shelf) -> None:
    shelf.create(Canvas("Cart").add(Block.REVENUE_STREAMS, f"Cups € {'9' * 400}"))
    (row,) = rows(bmc("review", "--csv").out)
    data = json.loads(bmc("review", "--json").out)
    for text in (row["revenue_year"], *map(str, data["revenue_year"].values())):
        assert "inf" not in text.lower()


def test_a_canvas_of_ours_is_one_object_and_files_are_a_list(bmc: Bmc, shelf: Shelf) -> None:
    shelf.create(sound())
    data = json.loads(bmc("review", "--json").out)
    assert (data["file"], data["title"]) == (None, "Coffee cart")
    (of_file,) = json.loads(bmc("review", "--json", "plan.md").out)
    assert (of_file["file"], of_file["id"], of_file["title"]) == ("plan.md", None, "Plan")
    assert of_file["costs_year"] == {"€": 1080.0}
    assert len(json.loads(bmc("review", "--json", "plan.md", "Coffee").out)) == 2


def test_strict_names_the_canvases_with_more_than_hints(bmc: Bmc, shelf: Shelf) -> None:
    shelf.create(sound())
    code, out, err = bmc("review", "--strict", "--csv", "plan.md", "Coffee")
    assert (code, len(rows(out))) == (1, 2)
    assert "plan.md: Plan" in err
    assert "Coffee" not in err


def test_the_columns_are_in_the_help_and_the_manual_in_both_languages(bmc: Bmc) -> None:
    for language in ("en", "nl"):
        help_ = " ".join(bmc("review", "--help", "--lang", language).out.split())
        assert ", ".join(COLUMNS) in help_
        assert "balance_year" in bmc("man", "--lang", language).out
    topic = topic_text("commands", "en")
    assert [column for column in COLUMNS if f"`{column}`" not in topic] == []


def test_findings_are_dismissed_in_one_canvas_at_a_time(bmc: Bmc, shelf: Shelf) -> None:
    shelf.create(Canvas("One").add(Block.CUSTOMER_SEGMENTS, "Everyone"))
    shelf.create(Canvas("Two"))
    for line in (["--all"], ["One", "Two"]):
        code, _, err = bmc("review", *line, "--dismiss", "1")
        assert (code, "Name one canvas" in err) == (2, True)
    assert bmc("review", "One", "--dismiss", "everyone").code == 0
    assert "Everyone" not in bmc("review", "One").out
    assert "no canvas “plam.md”" in bmc("review", "plam.md", "--dismiss", "1").err


@pytest.mark.parametrize("name", ["plan.md", "./plan.md", "-"])
def test_findings_in_a_file_cannot_be_dismissed(bmc: Bmc, shelf: Shelf, name: str) -> None:
    shelf.create(Canvas("One").add(Block.CUSTOMER_SEGMENTS, "Everyone"))
    code, out, err = bmc("review", name, "--dismiss", "1")
    assert (code, out) == (2, "")
    assert f"“{name}” is a file" in err
    assert shelf.load(shelf.last_used() or "").canvas.dismissed == ()


def test_a_canvas_with_the_name_of_a_file_has_its_findings_dismissed(
    bmc: Bmc, shelf: Shelf
) -> None:
    shelf.create(Canvas("plan.md").add(Block.CUSTOMER_SEGMENTS, "Everyone"))
    assert bmc("review", "plan.md", "--dismiss", "everyone").code == 0
