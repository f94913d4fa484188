"""Documents of Word opened in LibreOffice: each note is there, on the pages where it belongs.

It is one test, since LibreOffice takes seconds to start.
"""

import subprocess
from collections import Counter
from functools import partial
from io import BytesIO
from itertools import takewhile
from pathlib import Path

import pytest
from pypdf import PdfReader

from bmc_tui.examples import example_names, load_example
from bmc_tui.formats import FORMATS
from bmc_tui.formats.office.docx import read
from bmc_tui.guide import load
from bmc_tui.guide.vocabulary import translate_words
from bmc_tui.render.overviews import overviews
from tests.pictures.canvases import EMPTY, full, overfull

CANVASES = {
    **{name: load_example(name) for name in (*example_names("en"), *example_names("nl"))},
    "empty": EMPTY,
    "full": full(),
    "overfull": overfull(),
}
LANDSCAPE_PAGES = {"empty": 1, "full": 1, "overfull": 4}
"""The pages that the nine boxes take at most."""


@pytest.mark.slow
@pytest.mark.needs("soffice")
def test_each_note_arrives_once_in_its_box_and_its_block_and_is_read_back(tmp_path: Path) -> None:
    for name, canvas in CANVASES.items():
        written = FORMATS["docx"].write(canvas, load("en"))
        (tmp_path / f"{name}.docx").write_bytes(FORMATS["docx"].encode(written))
    for kind in ("txt:Text (encoded):UTF8", "docx", "pdf"):
        convert(tmp_path, kind, tmp_path / kind.partition(":")[0])
    # What is in the boxes and in the blocks; the overviews after these repeat it.
    for name, canvas in CANVASES.items():
        shown = translate_words(canvas.with_title(canvas.title), load("en"))
        text = (tmp_path / "txt" / f"{name}.txt").read_text(encoding="utf-8-sig")
        headings = {overview.heading for overview in overviews(shown, load("en"))}
        lines = [line.strip().removeprefix("•").strip() for line in text.splitlines()]
        counts = Counter(takewhile(partial(is_not_in, headings), lines))
        for note, count in Counter(note.text for _, note in shown).items():
            assert counts[note] == 2 * count, (name, note)
        result = read((tmp_path / "docx" / f"{name}.docx").read_bytes())
        assert (result.canvas, result.remarks) == (shown, ()), name
    for name, most in LANDSCAPE_PAGES.items():
        raw = (tmp_path / "pdf" / f"{name}.pdf").read_bytes()
        pages = [
            page.mediabox.width > page.mediabox.height for page in PdfReader(BytesIO(raw)).pages
        ]
        count = pages.index(False)
        assert not any(pages[count:]), name
        assert 1 <= count <= most, name
        assert count > 1 or most == 1, name


def is_not_in(headings: set[str], line: str) -> bool:
    """Tell whether a line is none of some headings."""
    return line not in headings


def convert(folder: Path, kind: str, target: Path) -> None:
    """Convert all documents in a folder by LibreOffice."""
    profile = f"-env:UserInstallation={(folder / 'user').as_uri()}"
    files = [str(file) for file in sorted(folder.glob("*.docx"))]
    command = ["soffice", "--headless", profile, "--convert-to", kind, "--outdir", str(target)]
    subprocess.run([*command, *files], capture_output=True, check=True)
