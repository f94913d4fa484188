"""`bmc export --all`: a file for each canvas in a folder, or all of them on one page."""

from datetime import datetime
from pathlib import Path

import pytest

from bmc_tui.formats.importer import import_file
from bmc_tui.guide import load
from bmc_tui.store import Shelf
from tests.unit.cli.invoke import Bmc, error_line

TITLES = ("Bakery", "bakery", "A/B: “plan” <x>", "CON", "../../etc/passwd")


@pytest.fixture
def shelf(bmc: Bmc) -> Bmc:
    """Return the command, on a file with some canvases and one in the trash."""
    for title in (*TITLES, "Gone"):
        bmc("new", title)
        bmc("add", "8", f"Mill of {title} @farmers #purchasing")
    bmc("delete", "Gone")
    return bmc


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_each_canvas_outside_the_trash_is_a_file_named_after_it(shelf: Bmc, tmp_path: Path) -> None:
    folder = tmp_path / "hand in" / "week 1"
    result = shelf("export", "--all", "-o", str(folder))
    assert result.code == 0
    assert names(folder) == {
        "Bakery.md",
        "bakery 2.md",
        "A-B- “plan” -x.md",
        "CON-.md",
        "etc-passwd.md",
    }
    assert result.out.splitlines() == [
        f"Written to {folder / name}."
        for name in ("etc-passwd.md", "CON-.md", "A-B- “plan” -x.md", "bakery 2.md", "Bakery.md")
    ]
    titles = {import_file(path, load("en")).canvas.title for path in folder.iterdir()}
    assert titles == {*TITLES}


def test_files_of_canvases_that_are_gone_are_named_and_left_alone(
    shelf: Bmc, tmp_path: Path
) -> None:
    folder = tmp_path / "out"
    shelf("export", "--all", "-o", str(folder))
    (folder / "readme.txt").write_text("mine")
    shelf("delete", "CON")
    shelf("rename", "Mill", "--canvas", "../../etc/passwd")
    result = shelf("export", "--all", "-o", str(folder), "--force")
    assert result.out.splitlines()[-1].endswith("not changed: CON-.md, etc-passwd.md.")
    assert {"CON-.md", "etc-passwd.md", "Mill.md"} <= names(folder)


def test_names_stay_whichever_canvas_was_changed_last(bmc: Bmc, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    for _ in range(3):
        bmc("new", "Same")
    ids = [line.split()[0] for line in bmc("list").out.splitlines()]
    for id_ in ids:
        bmc("add", "1", f"Note of {id_}", "--canvas", id_)
    bmc("export", "--all", "-o", str(folder))
    before = {path.name: path.read_text() for path in folder.iterdir()}
    assert before.keys() == {"Same.md", "Same 2.md", "Same 3.md"}
    bmc("add", "1", "Later", "--canvas", ids[0])
    bmc("export", "--all", "-o", str(folder), "--force")
    after = {path.name: path.read_text() for path in folder.iterdir()}
    assert [name for name in before if before[name] != after[name]] == ["Same 3.md"]


@pytest.mark.parametrize("name", ["report", "docx", "html", "json"])
def test_all_formats_can_be_in_files(shelf: Bmc, tmp_path: Path, name: str) -> None:
    folder = tmp_path / "out"
    assert shelf("export", "--all", "--format", name, "-o", str(folder)).code == 0
    notes = {
        note.text for path in folder.iterdir() for _, note in import_file(path, load("en")).canvas
    }
    assert notes == {f"Mill of {title} @farmers #purchasing" for title in TITLES}


def test_all_can_be_written_for_handing_in(shelf: Bmc, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    assert shelf("export", "--all", "--clean", "-o", str(folder)).code == 0
    texts = [path.read_text(encoding="utf-8") for path in folder.iterdir()]
    assert not any("#purchasing" in text for text in texts)
    assert all("Mill of" in text for text in texts)


def test_no_file_is_written_where_one_exists_unless_forced(shelf: Bmc, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "CON-.md").write_text("mine")
    assert "there are already: CON-.md. Nothing was written" in error_line(
        shelf("export", "--all", "-o", str(folder))
    )
    assert names(folder) == {"CON-.md"}
    assert (folder / "CON-.md").read_text() == "mine"
    assert shelf("export", "--all", "-o", str(folder), "--force").code == 0
    assert (folder / "CON-.md").read_text().startswith("# CON\n")


def test_nothing_is_written_over_the_files_of_the_program(shelf: Bmc, tmp_path: Path) -> None:
    shelf("new", "canvases")
    before = (tmp_path / "canvases.json").read_bytes()
    arguments = ("export", "--all", "--format", "json", "-o", str(tmp_path), "--force")
    assert "is one of bmc's own files" in error_line(shelf(*arguments))
    assert (tmp_path / "canvases.json").read_bytes() == before
    assert "Bakery.json" not in names(tmp_path)


def test_all_on_one_page_are_listed_and_read_back(shelf: Bmc, tmp_path: Path) -> None:
    page = tmp_path / "all.html"
    assert shelf("export", "--all", "-o", str(page)).code == 0
    text = page.read_text(encoding="utf-8")
    assert text == shelf("export", "--all", "--format", "html").out
    assert (
        '<li><a href="#canvas-1-title" dir="auto">../../etc/passwd</a> <small>1 note</small></li>'
        in text
    )
    assert text.count("<h1") == 1 + len(TITLES)
    ids = [part.split('"')[0] for part in text.split(' id="')[1:]]
    assert len(ids) == len(set(ids))
    result = import_file(page, load("en"))
    stored = Shelf(tmp_path / "canvases.json", datetime.now).canvases()
    assert [part.canvas for part in result.parts] == [each.canvas for each in stored]
    assert [remark for part in result.parts for remark in part.remarks] == []


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["Bakery", "-o", "out"], "--all exports every canvas"),
        ([], "Name the folder with -o FOLDER"),
        (["-o", ""], "Name the folder with -o FOLDER"),
        (["--format", "docx"], "Name the folder with -o FOLDER"),
        (["--format", "progress", "-o", "out"], "A progress report is about one canvas"),
        (["-o", "all.docx"], "all.docx would be one file, and docx has one canvas per file"),
        (["-o", "all.html", "--format", "pdf"], "all.html would be one file, and pdf has"),
    ],
)
def test_what_all_cannot_be_written_to_is_refused(
    shelf: Bmc, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    before = names(tmp_path)
    result = shelf("export", "--all", *arguments)
    assert result.code == 2
    assert message in result.err
    assert names(tmp_path) == before


def test_a_file_that_cannot_be_written_does_not_stop_the_rest(shelf: Bmc, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    (folder / "CON-.md").mkdir(parents=True)
    result = shelf("export", "--all", "-o", str(folder), "--force")
    assert result.code == 1
    assert f"Not written: 1 of 5 files. {folder / 'CON-.md'} is not a regular file." in result.err
    written = {line.removeprefix("Written to ")[:-1] for line in result.out.splitlines()}
    assert written == {str(path) for path in folder.iterdir() if path.is_file()}
    assert len(written) == len(TITLES) - 1


def test_a_folder_may_end_as_a_file_does(shelf: Bmc, tmp_path: Path) -> None:
    (tmp_path / "plans.md").mkdir()
    assert shelf("export", "--all", "-o", str(tmp_path / "plans.md")).code == 0
    assert len(names(tmp_path / "plans.md")) == len(TITLES)


def test_a_file_in_the_place_of_the_folder_is_left_alone(shelf: Bmc, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine")
    assert "can't be written" in error_line(shelf("export", "--all", "-o", str(tmp_path / "out")))
    assert (tmp_path / "out").read_text() == "mine"


def test_without_a_canvas_there_is_nothing_to_write(bmc: Bmc, tmp_path: Path) -> None:
    assert "There is no canvas yet" in error_line(bmc("export", "--all", "-o", str(tmp_path / "a")))
    assert not (tmp_path / "a").exists()


def test_a_folder_is_not_named_as_a_file_of_another_program(shelf: Bmc, tmp_path: Path) -> None:
    file = tmp_path / "x.odt"
    for options in ((), ("--format", "html")):
        result = shelf("export", "--all", *options, "-o", str(file))
        assert result.code == 2
        assert "bmc has no format for the extension of" in result.err
    assert not file.exists()
    file.mkdir()
    assert shelf("export", "--all", "-o", str(file)).code == 0
