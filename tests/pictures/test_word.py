"""Documents of Word opened in LibreOffice: each note is there, on the pages where it belongs."""

import subprocess
from collections import Counter
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from bmc_tui.examples import example_names, load_example
from bmc_tui.formats import FORMATS
from bmc_tui.formats.office.docx import read
from bmc_tui.guide import load
from bmc_tui.guide.vocabulary import translate_words
from bmc_tui.model.canvas import Canvas
from tests.pictures.canvases import EMPTY, full, overfull

pytestmark = [pytest.mark.slow, pytest.mark.needs("soffice")]

CANVASES = {
    **{name: load_example(name) for name in {*example_names("en"), *example_names("nl")}},
    "empty": EMPTY,
    "full": full(),
    "overfull": overfull(),
}


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, bytes]]:
    """Return what LibreOffice makes of each document, by kind and name: one start a kind."""
    folder = tmp_path_factory.mktemp("word")
    for name, canvas in CANVASES.items():
        (folder / f"{name}.docx").write_bytes(
            FORMATS["docx"].encode(FORMATS["docx"].write(canvas, load("en")))
        )
    files = [str(file) for file in sorted(folder.iterdir())]
    for kind in ("txt:Text (encoded):UTF8", "docx", "pdf"):
        subprocess.run(
            [
                *("soffice", "--headless", f"-env:UserInstallation={(folder / 'user').as_uri()}"),
                *("--convert-to", kind, "--outdir", str(folder / kind[:4].strip(":")), *files),
            ],
            capture_output=True,
            check=True,
        )
    return {
        kind: {
            Path(each).stem: (folder / kind / each).read_bytes() for each in listed(folder / kind)
        }
        for kind in ("txt", "docx", "pdf")
    }


def listed(folder: Path) -> list[str]:
    """Return the names of the files in a folder."""
    return [file.name for file in sorted(folder.iterdir())]


def shown(name: str) -> Canvas:
    """Return a canvas as it is written in English."""
    canvas = CANVASES[name]
    return translate_words(canvas.with_title(canvas.title), load("en"))


@pytest.mark.parametrize("name", CANVASES)
def test_each_note_is_a_line_of_its_box_and_a_bullet_of_its_block(
    name: str, converted: dict[str, dict[str, bytes]]
) -> None:
    text = converted["txt"][name].decode("utf-8-sig")
    lines = Counter(line.strip().removeprefix("•").strip() for line in text.splitlines())
    for note, count in Counter(note.text for _, note in shown(name)).items():
        assert lines[note] == 2 * count, note


@pytest.mark.parametrize("name", CANVASES)
def test_what_libreoffice_saves_is_read_back_without_a_loss(
    name: str, converted: dict[str, dict[str, bytes]]
) -> None:
    result = read(converted["docx"][name])
    assert result.canvas == shown(name)
    assert result.remarks == ()


@pytest.mark.parametrize(("name", "pages"), [("empty", 1), ("full", 1), ("overfull", 4)])
def test_the_boxes_are_on_one_landscape_page_unless_they_are_far_too_full(
    name: str, pages: int, converted: dict[str, dict[str, bytes]]
) -> None:
    boxes = [page.mediabox for page in PdfReader(BytesIO(converted["pdf"][name])).pages]
    landscape = [box for box in boxes if box.width > box.height]
    assert landscape == boxes[: len(landscape)]
    assert len(landscape) == pages if pages == 1 else 1 < len(landscape) <= pages
