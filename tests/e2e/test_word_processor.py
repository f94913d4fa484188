"""Pages of ours in a word processor, and from its documents back into the installed program."""

import subprocess
from pathlib import Path

import pytest
from pypdf import PdfReader

from bmc_tui.formats import FORMATS
from bmc_tui.formats.office import docx_writer
from bmc_tui.guide import load
from bmc_tui.store import Shelf
from tests.e2e.home_folder import DATA_FOLDER, run_bmc
from tests.unit.formats.whole_canvases import WHOLE_CANVASES, texts_by_block

pytestmark = [pytest.mark.slow, pytest.mark.needs("soffice")]

ENGLISH = load("en")

WRITERS = {
    "page": FORMATS["html"].write,
    "boxes": FORMATS["table"].write_page,
    "report": FORMATS["report"].write_page,
}
"""What is opened, or pasted, by the name of its files."""

PAGES_AT_ONCE_S = 120
"""Seconds for all documents together; with two cores of its own it takes six."""


def documents_of_word(pages: list[Path], folder: Path) -> None:
    """Have LibreOffice Writer open pages and save them as documents of Word, in one start."""
    options = ["--infilter=HTML (StarWriter)", "--convert-to", "docx:MS Word 2007 XML"]
    convert(pages, folder, options)


def convert(files: list[Path], folder: Path, options: list[str]) -> None:
    """Have LibreOffice Writer convert files, in one start."""
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/user", *options]
    command += ["--outdir", str(folder), *map(str, files)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, timeout=PAGES_AT_ONCE_S)


def test_every_note_of_what_it_opens_or_pastes_is_once_in_its_block(tmp_path: Path) -> None:
    names = [(kind, index) for kind in WRITERS for index in range(len(WHOLE_CANVASES))]
    pages = []
    for kind, index in names:
        page = tmp_path / f"{kind}{index}.html"
        page.write_text(str(WRITERS[kind](WHOLE_CANVASES[index], ENGLISH)), encoding="utf-8")
        pages.append(page)
    documents_of_word(pages, tmp_path)
    run_bmc(tmp_path, "import", *(str(page.with_suffix(".docx")) for page in pages))
    shelf = Shelf(tmp_path / DATA_FOLDER / "canvases.json", NotImplemented)
    by_title: dict[str, list[dict[str, list[str]]]] = {}
    for entry in shelf.entries():
        canvas = shelf.load(entry.id).canvas
        assert not canvas.parked
        by_title.setdefault(canvas.title, []).append(texts_by_block(canvas, ENGLISH))
    assert by_title == {
        canvas.title: [texts_by_block(canvas, ENGLISH)] * len(WRITERS) for canvas in WHOLE_CANVASES
    }


def test_a_page_with_phases_and_particulars_is_printed_on_one_page(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    canvas = WHOLE_CANVASES[0]
    page.write_text(str(FORMATS["html"].write(canvas, ENGLISH)), encoding="utf-8")
    options = ["--infilter=HTML (StarWriter)", "--convert-to", "pdf:writer_web_pdf_Export"]
    convert([page], tmp_path, options)
    assert len(PdfReader(page.with_suffix(".pdf")).pages) == 1


def test_every_note_of_a_document_of_word_that_it_saves_as_text_is_once_in_its_block(
    tmp_path: Path,
) -> None:
    documents = []
    for index, canvas in enumerate(WHOLE_CANVASES):
        document = tmp_path / f"{index}.docx"
        document.write_bytes(docx_writer.write(canvas, ENGLISH))
        documents.append(document)
    convert(documents, tmp_path, ["--convert-to", "txt:Text (encoded):UTF8"])
    run_bmc(tmp_path, "import", *(str(document.with_suffix(".txt")) for document in documents))
    shelf = Shelf(tmp_path / DATA_FOLDER / "canvases.json", NotImplemented)
    canvases = [shelf.load(entry.id).canvas for entry in shelf.entries()]
    assert {canvas.title: texts_by_block(canvas, ENGLISH) for canvas in canvases} == {
        canvas.title: texts_by_block(canvas, ENGLISH) for canvas in WHOLE_CANVASES
    }
    assert not any(canvas.parked for canvas in canvases)
