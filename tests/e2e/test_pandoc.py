"""What is written as Markdown, through pandoc into other documents, and back into the program."""

import subprocess
from pathlib import Path

import pytest

from bmc_tui.formats import FORMATS
from bmc_tui.guide import load
from bmc_tui.model.blocks import BLOCKS
from bmc_tui.model.canvas import Canvas
from bmc_tui.store import Shelf
from tests.e2e.home_folder import DATA_FOLDER, run_bmc
from tests.unit.formats.whole_canvases import WHOLE_CANVASES, printed, texts_by_block

pytestmark = [pytest.mark.slow, pytest.mark.needs("pandoc")]

ENGLISH = load("en")


def converted(text: str, dialect: str, file: Path) -> Path:
    """Convert Markdown by pandoc to the kind of document that the name of a file says."""
    command = ["pandoc", "--from", dialect, "--output", str(file), "--standalone"]
    command += ["--metadata", "title=All"] if file.suffix == ".html" else []
    subprocess.run(command, input=text.encode(), check=True)
    return file


def canvases_in(home: Path) -> dict[str, Canvas]:
    """Return the canvases of the data file by their titles."""
    shelf = Shelf(home / DATA_FOLDER / "canvases.json", NotImplemented)
    canvases = (shelf.load(entry.id).canvas for entry in shelf.entries())
    return {printed(canvas.title): canvas for canvas in canvases}


@pytest.mark.parametrize(
    ("name", "dialect", "suffix"),
    [
        ("markdown", "gfm", ".docx"),
        ("report", "markdown", ".docx"),
        ("table", "gfm", ".docx"),
        ("table", "markdown", ".docx"),
        ("report", "markdown", ".opml"),
    ],
)
def test_every_note_comes_back_once_in_its_block(
    tmp_path: Path, name: str, dialect: str, suffix: str
) -> None:
    written = "\n".join(str(FORMATS[name].write(each, ENGLISH)) for each in WHOLE_CANVASES)
    run_bmc(tmp_path, "import", str(converted(written, dialect, tmp_path / f"all{suffix}")))
    imported = canvases_in(tmp_path)
    assert set(imported) == {printed(canvas.title) for canvas in WHOLE_CANVASES}
    for canvas in WHOLE_CANVASES:
        back = imported[printed(canvas.title)]
        assert texts_by_block(back, ENGLISH) == texts_by_block(canvas, ENGLISH)
        assert not back.parked


@pytest.mark.parametrize("suffix", [".odt", ".html"])
def test_every_note_of_a_table_is_once_in_other_documents(tmp_path: Path, suffix: str) -> None:
    notes = [f"Note {number} @a #b *c* | d_e_" for number in range(18)]
    canvas = Canvas("Cart")
    for block, first in zip(BLOCKS, range(0, 18, 2), strict=True):
        canvas = canvas.add(block, *notes[first : first + 2])
    written = str(FORMATS["table"].write(canvas, ENGLISH))
    file = converted(written, "gfm", tmp_path / f"cart{suffix}")
    command = ["pandoc", "--to", "plain", "--wrap=none", "--columns=10000", str(file)]
    text = " ".join(subprocess.check_output(command).decode().split())
    assert [text.count(f"{note}") for note in notes] == [1] * len(notes)
