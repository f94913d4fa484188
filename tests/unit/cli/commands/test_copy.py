"""`bmc copy --rich` where no clipboard takes it: what is saved, and what it refuses."""

from pathlib import Path

import pytest

from bmc_tui.formats import FORMATS
from bmc_tui.formats.page.html_reader import read
from bmc_tui.model.blocks import Block
from tests.unit.cli.invoke import Bmc, error_line


@pytest.fixture
def page(bmc: Bmc, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return where the page is saved that a canvas with a note is copied as."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setenv("SSH_TTY", "/dev/pts/7")
    bmc("new", "Tea cart")
    bmc("add", "channels", "Shop & site")
    return tmp_path / "bmc_tui/copied.html"


def test_the_report_is_what_is_copied_where_no_format_is_named(bmc: Bmc, page: Path) -> None:
    assert str(page) in error_line(bmc("copy", "--rich"))
    report = page.read_text(encoding="ascii")
    assert "<h1>Tea cart</h1>" in report
    assert "<h2>Questions without an answer</h2>" in report
    assert "<table" not in report
    bmc("copy", "--rich", "--format", "table")
    assert "<table" in page.read_text(encoding="ascii")


def test_a_block_is_copied_by_itself(bmc: Bmc, page: Path) -> None:
    bmc("add", "1", "Students")
    bmc("copy", "--rich", "--block", "channels")
    result = read(page.read_text(encoding="ascii"))
    assert [(block, note.text) for block, note in result.canvas] == [
        (Block.CHANNELS, "Shop & site")
    ]


@pytest.mark.parametrize(
    "name",
    [name for name, each in FORMATS.items() if not (each.has_layout or each.binary)],
)
def test_a_format_without_a_layout_is_refused_with_those_that_have_one(
    bmc: Bmc, page: Path, name: str
) -> None:
    line = error_line(bmc("copy", "--rich", "--format", name), 2)
    assert f"{name} can't be copied with its layout" in line
    assert "report" in line
    assert not page.exists()
