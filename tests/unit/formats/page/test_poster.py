"""The poster as a bitmap and as a page to print."""

import struct
import sys
from io import BytesIO

import pytest
from pypdf import PdfReader

from bmc_tui.formats.page.poster import write_pdf, write_png
from bmc_tui.formats.result import FormatError
from bmc_tui.guide import load
from bmc_tui.model.blocks import BLOCKS, Block
from bmc_tui.model.canvas import Canvas, Note

ENGLISH, DUTCH = load("en"), load("nl")


def overfull() -> Canvas:
    canvas = Canvas("Far too full " * 20)
    for block in BLOCKS:
        canvas = canvas.with_notes(block, [Note("w" * 300), *[Note("Good coffee")] * 33])
    return canvas


@pytest.mark.parametrize("canvas", [Canvas(), overfull()])
def test_a_bitmap_is_large_enough_to_print(canvas: Canvas) -> None:
    picture = write_png(canvas, ENGLISH)
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    assert struct.unpack(">II", picture[16:24]) == (3508, 2480)


@pytest.mark.parametrize("canvas", [Canvas(), overfull()])
def test_a_pdf_is_one_page_of_a4_across(canvas: Canvas) -> None:
    (page,) = PdfReader(BytesIO(write_pdf(canvas, ENGLISH))).pages
    assert [round(float(side)) for side in page.mediabox] == [0, 0, 842, 595]


def test_the_text_in_a_pdf_is_text_and_nothing_typed_is_a_command() -> None:
    note = '#eval(1) *bold* $x$ "q" <b> \\ € 2,50 @students #vast'
    canvas = Canvas("#panic() *Kar*").add(Block.COST_STRUCTURE, note)
    document = PdfReader(BytesIO(write_pdf(canvas, DUTCH)))
    shown = document.pages[0].extract_text()
    assert "#panic() *Kar*" in shown
    assert note in shown
    assert "Kostenstructuur" in shown
    assert document.metadata is not None
    assert document.metadata.title == "#panic() *Kar*"


def test_without_the_library_the_error_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    for write, name in ((write_png, "PNG"), (write_pdf, "PDF")):
        with pytest.raises(FormatError) as caught:
            write(Canvas(), ENGLISH)
        for guide in (ENGLISH, DUTCH):
            assert "pip install 'bmc-tui[poster]'" in guide.error_message(caught.value)
            assert name in guide.error_message(caught.value)
