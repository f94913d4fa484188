"""`bmc show`: the picture in any width and its styles, and one segment as plain lines."""

from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.unit.cli.invoke import Bmc, error_line, exported_lines, output_in_terminal, run_process


@pytest.mark.parametrize("columns", [40, 80, 133])
def test_show_fits_the_width_and_has_every_note_as_it_was_typed(
    bmc: Bmc, monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    bmc("new", "[b]Cart[/b]")
    for text in ("[red]", "[/]", ":smile:", "漢字", "@students"):
        bmc("add", "2", text)
    title, *picture = bmc("show").out.splitlines()
    assert title == " [b]Cart[/b]"
    assert {cell_len(line) for line in picture} == {columns}
    for text in ("[red]", "[/]", ":smile:", "漢字", "@students"):
        assert any(f"· {text} " in line for line in picture)


def test_show_hyphenates_in_a_terminal_and_what_goes_on_to_a_file_can_be_imported(
    bmc: Bmc, environ: dict[str, str]
) -> None:
    bmc("new", "T")
    bmc("add", "8", "Arbeidsongeschiktheidsverzekering")
    environ = {**environ, "COLUMNS": "80", "TERM": "dumb"}
    assert "Arbeidsonge- │" in output_in_terminal(environ, "show", "--lang", "nl")
    assert "Arbeidsongesc│" in run_process(environ, "show", "--lang", "nl").stdout.decode()


def test_show_says_which_segments_the_letters_mean(bmc: Bmc) -> None:
    bmc("new", "T")
    bmc("add", "1", "Students")
    bmc("add", "1", "Teachers @staff")
    lines = bmc("show").out.splitlines()
    assert any("A Students " in line for line in lines)
    assert lines[-2:] == [" A students", " B staff"]


@pytest.mark.parametrize("columns", ["0", "1", "²", "wide", "999999"])
def test_show_works_in_any_width(bmc: Bmc, monkeypatch: pytest.MonkeyPatch, columns: str) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    bmc("new", "T")
    assert "Segments" in bmc("show").out or "Customer segments" in bmc("show").out


def test_show_has_colours_in_a_terminal_and_only_there(environ: dict[str, str]) -> None:
    run_process(environ, "new", "T")
    run_process(environ, "add", "1", "A note @students")
    assert b"\x1b" not in run_process(environ, "show").stdout
    assert "\x1b[32m@students" in output_in_terminal(environ, "show")
    assert "\x1b[32m" not in output_in_terminal({**environ, "NO_COLOR": "1"}, "show")
    assert "\x1b" not in output_in_terminal({**environ, "TERM": "dumb"}, "show")


def test_a_note_of_an_unknown_section_is_printed_with_the_general_ones(
    bmc: Bmc, tmp_path: Path
) -> None:
    bmc("new", "T")
    file = tmp_path / "canvases.json"
    bmc("add", "3/awareness", "known")
    file.write_text(file.read_text().replace('"awareness"', '"later"'))
    assert exported_lines(bmc) == ["# T", "- known"]
    assert "known" in bmc("show").out


def test_an_unknown_segment_is_answered_with_the_segments(bmc: Bmc) -> None:
    bmc("new", "T")
    assert "each note of block 1 is one" in error_line(bmc("show", "--segment", "x"))
    bmc("add", "1", "Students")
    line = error_line(bmc("show", "--segment", "nobody"))
    assert "no segment “nobody”" in line
    assert "students" in line
