"""The page and the poster, as a browser and librsvg draw and print them."""

import re
import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PageObject, PdfReader

from bmc_tui.formats.page import html, svg
from bmc_tui.guide import load
from bmc_tui.model.canvas import Canvas
from tests.e2e.waiting import TIMEOUT_S
from tests.pictures.canvases import EMPTY, full, overfull

pytestmark = pytest.mark.slow

GUIDE = load("nl")
CANVASES = {"empty": EMPTY, "full": full(), "overfull": overfull()}

_BROWSER = shutil.which("chromium") or shutil.which("google-chrome") or ""

# Not `needs`, which fails in CI: there is no such package on Ubuntu.
needs_a_browser = pytest.mark.skipif(not _BROWSER, reason="not installed: chromium")


def browse(page: Path, *options: str) -> str:
    """Have a browser without a window open a page, and return what it prints."""
    profile = page.parent / "profile"
    command = [
        *(_BROWSER, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run"),
        *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
        *(f"--user-data-dir={profile}", *options, page.as_uri()),
    ]
    run = subprocess.run(command, capture_output=True, timeout=TIMEOUT_S, check=True)
    return run.stdout.decode()


def squeezed(text: str) -> str:
    """Return text without white space and hyphens: lines are broken where there is room."""
    return re.sub(r"[\s-]", "", text)


def assert_all_is_there(canvas: Canvas, pages: list[PageObject]) -> None:
    shown = squeezed("".join(page.extract_text() for page in pages))
    for _, note in canvas:
        assert squeezed(note.text) in shown


@needs_a_browser
@pytest.mark.parametrize("name", ["empty", "full"])
def test_the_page_prints_on_one_a4_across(name: str, tmp_path: Path) -> None:
    pages = printed(CANVASES[name], tmp_path)
    assert len(pages) == 1
    assert [round(float(side)) for side in pages[0].mediabox] == [0, 0, 842, 595]
    assert_all_is_there(CANVASES[name], pages)


@needs_a_browser
def test_an_overfull_page_goes_on_over_the_next_sheets_and_nothing_is_lost(tmp_path: Path) -> None:
    pages = printed(CANVASES["overfull"], tmp_path)
    assert 1 < len(pages) < 8
    shown = squeezed("".join(page.extract_text() for page in pages))
    assert shown.count("W") >= 9 * 300
    short = [note.text for _, note in CANVASES["overfull"] if len(note.text) < 100]
    for note in set(short):
        assert shown.count(squeezed(note)) == short.count(note)


def printed(canvas: Canvas, folder: Path) -> list[PageObject]:
    page, paper = folder / "canvas.html", folder / "canvas.pdf"
    page.write_text(html.write(canvas, GUIDE), encoding="utf-8")
    browse(page, "--no-pdf-header-footer", f"--print-to-pdf={paper}")
    return list(PdfReader(BytesIO(paper.read_bytes())).pages)


_MEASURE = """
<p id="out"></p><script>
let worst = 0;
for (const group of document.querySelectorAll("g")) {
  const frame = group.querySelector("rect").getBBox();
  for (const text of group.querySelectorAll("text")) for (const line of text.children) {
    const shown = line.textContent.trimEnd().length;
    const end = line.getEndPositionOfChar(Math.max(0, shown - 1)).x;
    worst = Math.max(worst, end - frame.x - frame.width);
    const box = text.getBBox();
    worst = Math.max(worst, box.y + box.height - frame.y - frame.height, frame.y - box.y);
  }
}
document.getElementById("out").textContent = "beyond its block: " + worst;
</script>
"""


@needs_a_browser
@pytest.mark.parametrize("name", ["empty", "full", "overfull"])
@pytest.mark.parametrize("font", ["Liberation Sans", "DejaVu Sans"])
def test_no_line_of_the_poster_leaves_its_block_in_either_font(
    name: str, font: str, tmp_path: Path
) -> None:
    page = tmp_path / "poster.html"
    poster = svg.write(CANVASES[name], GUIDE).replace(svg.FONTS, font)
    page.write_text(f"<!doctype html><meta charset=utf-8>{poster}{_MEASURE}", encoding="utf-8")
    found = re.search(r"beyond its block: ([-\d.]+)<", browse(page, "--dump-dom"))
    assert found
    assert float(found[1]) <= (0 if font == "Liberation Sans" else 12)


@pytest.mark.needs("rsvg-convert")
@pytest.mark.parametrize("name", ["empty", "full", "overfull"])
def test_librsvg_draws_the_whole_poster_on_one_a4(name: str) -> None:
    drawing = svg.write(CANVASES[name], GUIDE).encode()
    run = subprocess.run(
        ["rsvg-convert", "-f", "pdf"], input=drawing, capture_output=True, check=False
    )
    assert (run.returncode, run.stderr) == (0, b"")
    pages = list(PdfReader(BytesIO(run.stdout)).pages)
    assert [[round(float(side)) for side in page.mediabox] for page in pages] == [[0, 0, 842, 595]]
    assert_all_is_there(CANVASES[name], pages)
