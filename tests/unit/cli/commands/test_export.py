"""`bmc export` in every format: to a pipe, to a terminal, and to a file."""

import os
import pty
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bmc_tui.cli.main import main
from bmc_tui.files.locations import data_file
from bmc_tui.formats import FORMATS, Format
from tests.unit.cli.invoke import Bmc, error_line

Export = Callable[..., int]


@pytest.fixture
def export(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Export:
    """Run bmc export on a canvas with a note."""
    monkeypatch.setenv("BMC_FILE", str(tmp_path / "canvases.json"))
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    main(["new", "Café"])
    main(["add", "1", "=Students @students"])
    return lambda *arguments: main(["export", *arguments])


TEXTS = [format_ for format_ in FORMATS.values() if not format_.binary]


@pytest.mark.parametrize("format_", TEXTS, ids=lambda format_: format_.name)
def test_a_text_is_the_same_in_a_pipe_and_in_a_file(
    export: Export, capsys: pytest.CaptureFixture[str], format_: Format
) -> None:
    capsys.readouterr()
    assert export("--format", format_.name) == 0
    piped = capsys.readouterr().out
    assert "Students" in piped
    assert export("--format", format_.name, "-o", "plan") == 0
    assert Path("plan").read_bytes() == format_.encode(piped)


@pytest.mark.parametrize(
    ("name", "start"), [("a.json", "{"), ("a.csv", "\ufeffcanvas,block"), ("a.md", "# Café")]
)
def test_the_file_extension_selects_the_format(export: Export, name: str, start: str) -> None:
    assert export("-o", name) == 0
    assert Path(name).read_text(encoding="utf-8").startswith(start)


def test_the_option_precedes_the_file_extension(export: Export) -> None:
    assert export("-o", "a.md", "--format", "json") == 0
    assert Path("a.md").read_text().startswith("{")


def test_a_terminal_is_not_sent_a_binary_format(export: Export, tmp_path: Path) -> None:
    assert export("-o", "kept.md") == 0
    outside, inside = pty.openpty()
    try:
        result = subprocess.run(
            [sys.executable, "-m", "bmc_tui", "export", "--format", "png"],
            stdout=inside,
            stderr=subprocess.PIPE,
            check=False,
            timeout=30,
            env={**os.environ, "BMC_FILE": str(tmp_path / "canvases.json")},
        )
        os.set_blocking(outside, False)
        with pytest.raises(BlockingIOError):
            os.read(outside, 1)
    finally:
        os.close(outside)
        os.close(inside)
    assert result.returncode == 2
    assert b"A terminal can't show png. Write it to a file with -o FILE" in result.stderr


def test_an_existing_file_is_left_alone_in_any_format(
    export: Export, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("a.json").write_text("mine")
    assert export("-o", "a.json") == 1
    assert "a.json already exists" in capsys.readouterr().err
    assert Path("a.json").read_text() == "mine"
    assert export("-o", "a.json", "--force") == 0
    assert Path("a.json").read_text() != "mine"


def test_export_writes_a_file_once_and_again_only_by_force(bmc: Bmc, tmp_path: Path) -> None:
    bmc("new", "T")
    file = tmp_path / "plan.md"
    assert bmc("export", "--output", str(file)).out == f"Written to {file}.\n"
    assert file.read_text(encoding="utf-8") == bmc("export").out == bmc("export", "--output=-").out
    file.write_text("mine")
    file.chmod(0o640)
    assert "--force" in error_line(bmc("export", "--output", str(file)))
    assert file.read_text() == "mine"
    assert bmc("export", "--output", str(file), "--force").code == 0
    assert file.read_text().startswith("# T\n")
    assert file.stat().st_mode & 0o777 == 0o640
    assert {path.name for path in tmp_path.iterdir() if "canvases" not in path.name} == {"plan.md"}


def test_a_new_export_has_the_mode_of_the_umask_and_removes_no_other_file(
    bmc: Bmc, tmp_path: Path
) -> None:
    bmc("new", "T")
    other = tmp_path / f".bmc-{os.getpid()}.tmp"
    other.write_text("mine")
    umask = os.umask(0o027)
    try:
        assert bmc("export", "--output", str(tmp_path / "plan.md")).code == 0
    finally:
        os.umask(umask)
    assert (tmp_path / "plan.md").stat().st_mode & 0o777 == 0o640
    assert other.read_text() == "mine"


def test_a_link_stays_a_link_and_gets_the_new_text_behind_it(bmc: Bmc, tmp_path: Path) -> None:
    bmc("new", "T")
    (tmp_path / "plan.md").write_text("old")
    link = tmp_path / "link.md"
    link.symlink_to("plan.md")
    assert bmc("export", "--output", str(link), "--force").code == 0
    assert link.is_symlink()
    assert (tmp_path / "plan.md").read_text().startswith("# T\n")


@pytest.mark.parametrize("name", ["", ".", "missing/plan.md", "canvases.json/plan.md", "x" * 300])
def test_an_output_file_that_cannot_be_written_is_reported(
    bmc: Bmc, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    bmc("new", "T")
    before = sorted(tmp_path.iterdir())
    assert "Choose another" in error_line(bmc("export", "--output", name, "--force"))
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize(
    "name",
    [
        "canvases.json",
        "canvases.json.bak",
        "canvases.versions.json",
        "canvases.json.undo/x.json",
        "CANVASES.JSON",
        "hard.md",
        "soft.md",
        "here/../canvases.json",
        "settings/config.toml",
    ],
)
def test_an_own_file_is_never_written_over(
    export: Export,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    name: str,
) -> None:
    (tmp_path / "settings").mkdir()
    monkeypatch.setenv("BMC_CONFIG", str(tmp_path / "settings" / "config.toml"))
    (tmp_path / "settings" / "config.toml").write_text("")
    os.link(tmp_path / "canvases.json", tmp_path / "hard.md")
    (tmp_path / "soft.md").symlink_to("canvases.json.bak")
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert export("-o", f"../{name}", "--force", "--format", "json") == 1
    assert "is one of bmc's own files" in capsys.readouterr().err
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_the_default_file_is_an_own_one_while_another_is_open(
    export: Export, capsys: pytest.CaptureFixture[str]
) -> None:
    default = data_file(None, {})
    default.parent.mkdir(parents=True, exist_ok=True)
    default.write_text("mine")
    assert export("-o", str(default), "--force") == 1
    assert "is one of bmc's own files" in capsys.readouterr().err
    assert default.read_text() == "mine"


def test_notes_are_written_without_tokens_for_handing_in(
    bmc: Bmc, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bmc("new", "--example", "coffee-cart")
    assert "- A better cup than the machine gives (for staff)\n" in bmc("export", "--clean").out
    assert "(for staff)" not in bmc("export").out
    config = tmp_path / "config.toml"
    config.write_text('copy_notes = "clean"\n')
    monkeypatch.setenv("BMC_CONFIG", str(config))
    assert "gives (for staff)\n" in bmc("export").out
    assert "(for staff)" not in bmc("export", "--typed").out
    assert "machine gives (voor staff)" in bmc("export", "--format", "html", "--lang", "nl").out
    assert bmc("export", "--clean", "--typed").code == 2


@pytest.mark.parametrize("name", [name for name, each in FORMATS.items() if each.is_data])
def test_the_setting_for_handing_in_leaves_data_as_typed(
    bmc: Bmc, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    bmc("new", "--example", "coffee-cart")
    typed = bmc("export", "--format", name).out
    config = tmp_path / "config.toml"
    config.write_text('copy_notes = "clean"\n')
    monkeypatch.setenv("BMC_CONFIG", str(config))
    assert "@staff" in typed
    assert bmc("export", "--format", name).out == typed
    bmc("export", "--all", "--format", name, "-o", str(tmp_path / "all"))
    (file,) = (tmp_path / "all").iterdir()
    assert file.read_bytes() == FORMATS[name].encode(typed)
    assert "@staff" not in bmc("export", "--clean", "--format", name).out


def test_a_name_that_ends_as_another_format_does_is_remarked_on(bmc: Bmc, tmp_path: Path) -> None:
    bmc("new", "Bakery")

    def report(name: str, format_: str, *more: str) -> list[str]:
        """Return the lines after the one that says where it was written."""
        result = bmc("export", "--format", format_, "-o", str(tmp_path / name), *more)
        return result.out.splitlines()[1:]

    assert report("x.md", "docx") == [
        "It is docx, though its name has another extension; programs expect .docx."
    ]
    assert (tmp_path / "x.md").read_bytes().startswith(b"PK")
    assert report("y.json", "csv", "--lang", "nl") == [
        "Het is csv, al heeft de naam een andere extensie; programma's verwachten .csv."
    ]
    for name, format_ in (("x.docx", "docx"), ("z.MD", "report"), ("x", "docx"), ("x.htm", "html")):
        assert report(name, format_) == []


def test_a_file_of_no_format_is_refused_with_the_way_to_make_it(
    bmc: Bmc, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    bmc("new", "Tea cart")
    refused = bmc("export", "-o", "my plan.odt")
    assert refused.code == 2
    assert "bmc has no format for .odt; it has .md, .txt, .docx" in refused.err
    assert "bmc export --format report | pandoc -o 'my plan.odt'" in refused.err
    assert not (tmp_path / "my plan.odt").exists()
    for name in ("plan", "plan 1.2", ".plan", "plan.MD", "folder.odt/plan"):
        (tmp_path / "folder.odt").mkdir(exist_ok=True)
        assert bmc("export", "-o", name).code == 0
        assert (tmp_path / name).read_text().startswith("# Tea cart")
    assert bmc("export", "-o", "plan.odt", "--format", "markdown").code == 0


def test_a_dutch_table_has_semicolons_as_a_dutch_spreadsheet_wants_them(bmc: Bmc) -> None:
    bmc("new", "Tea cart")
    bmc("add", "9", "Rent; € 2,50 a day")
    assert bmc("export", "--format", "csv").out.splitlines()[0] == "canvas,block,section,note"
    dutch = bmc("export", "--format", "csv", "--lang", "nl").out
    assert dutch.splitlines()[0] == "canvas;blok;onderdeel;notitie"
    assert '"Rent; € 2,50 a day"' in dutch
    assert "1 notitie" in bmc("import", "-", "--lang", "nl", stdin=dutch.encode()).out
