"""What changed, as a page, a poster and a PDF."""

import io
import re
from dataclasses import replace
from html import unescape

import docx
from pypdf import PdfReader

from bmc_tui.formats.changes import CHANGES_FORMATS
from bmc_tui.formats.changes.comparison import Comparison
from bmc_tui.formats.changes.contents import changes_contents
from bmc_tui.formats.detect import read_text
from bmc_tui.formats.office.boxes import layout_of
from bmc_tui.guide import load
from bmc_tui.model.blocks import Block
from bmc_tui.model.canvas import Canvas
from tests.unit.formats.changes.canvases import CHANGED, NEWER

GUIDE = load("en")
HOSTILE = Comparison(
    Canvas("<b>x").add(Block.KEY_PARTNERS, "<script>a", "& b"),
    Canvas("</title>y").add(Block.KEY_PARTNERS, "<script>a new one", "]]>"),
    "<v>",
    "&w",
)


def written(name: str, comparison: Comparison = CHANGED) -> str:
    return str(CHANGES_FORMATS[name].write(comparison, GUIDE))


def test_the_page_has_each_note_with_its_sign() -> None:
    page = written("html")
    for part in (
        "<li>Students <span",
        '<li class="changed"><b>- </b><s>A better cup</s></li>',
        '<li class="changed"><b>+ </b><ins>Stamp card <span',
        "<b>→ </b><s>Free refill</s><br><i>to 4 Relations</i>",
        "<b>← </b><ins>Free refill</ins><br><i>from 2 Value</i>",
        "<br><i>was: A low price @students</i>",
        ">~ Title: Coffee and tea cart (was: Coffee cart)</p>",
        ">- Parked: Ask the baker</p>",
        "<b>↕</b> moved within its block</span>",
        "from: “before pricing”, 2026-03-14 13:00",
    ):
        assert part in page


def test_the_poster_has_each_note_and_strikes_through_what_is_gone() -> None:
    poster = written("svg")
    texts = re.findall(r'<text class="([^"]+)"[^>]*>(.*?)</text>', poster)
    plain = {(kind, unescape(re.sub("<[^>]+>", "", text))) for kind, text in texts}
    assert {
        ("gone", "A better cup"),
        ("gone", "Free refill"),
        ("note changed", "Free refill"),
        ("note changed", "Stamp card @students"),
        ("note", "Staff"),
        ("detail", "was: A low price @students"),
        ("letter", "↕"),
    } <= plain
    assert ("particular", "~ Title: Coffee and tea cart (was: Coffee cart)") in plain


def test_the_boxes_of_a_document_leave_room_for_the_signs_below_them() -> None:
    contents = changes_contents(CHANGED, CHANGED.marked(), GUIDE)
    without_signs = {
        block: [replace(each, sign="") for each in paragraphs]
        for block, paragraphs in contents.blocks.items()
    }
    heights = [
        sum(layout_of(each, "en").heights)
        for each in (contents, replace(contents, blocks=without_signs))
    ]
    assert heights[0] < heights[1]


def test_many_changes_outside_the_blocks_are_below_these_under_a_heading() -> None:
    parked = NEWER.add(Block.PARKED, *(f"Ask the baker {number}" for number in range(4)))
    many = Comparison(parked, NEWER.with_title("Tea cart"), "then", "now")
    page = written("html", many)
    for part in (
        "<h2>Outside the blocks</h2>",
        "<b>~ </b>Title: Tea cart<br><i>was: Coffee and tea cart</i>",
        "<b>- </b>Parked: <s>Ask the baker 3</s>",
    ):
        assert part in page
    assert "5 more changes outside the blocks" in written("svg", many)
    raw = CHANGES_FORMATS["docx"].write(many, GUIDE)
    assert isinstance(raw, bytes)
    below = [each.text for each in docx.Document(io.BytesIO(raw)).paragraphs]
    assert below[-6:-3] == [
        "Outside the blocks",
        "~ Title: Tea cart (was: Coffee and tea cart)",
        "- Parked: Ask the baker 0",
    ]


def test_an_arrow_is_as_large_as_the_notes_and_leaves_room_before_them() -> None:
    pattern = r'<text class="{}" font-size="([^"]+)"[^>]*><tspan x="([^"]+)" y="[^"]+">{}'
    poster = written("svg")
    note_size, note_x = re.findall(pattern.format("note changed", "Free refill"), poster)[0]
    size, x = re.findall(pattern.format("letter", "←"), poster)[0]
    assert size == note_size
    assert float(x) + float(size) < float(note_x) - 0.2 * float(size)  # it is one em wide
    sameness = Comparison(NEWER, NEWER, "then", "now")
    assert 'class="S signed"' in written("html")
    assert 'class="S signed"' not in written("html", sameness)


def test_what_a_person_typed_is_text_in_both() -> None:
    for name in ("html", "svg"):
        text = written(name, HOSTILE)
        assert "<script>" not in text
        assert "</title>y" not in text
        assert text.count("</title>") == 1
        assert "&lt;script&gt;a new one" in text
        assert "&lt;v&gt;" in text
        assert "&amp;w" in text


def test_a_poster_of_changes_is_read_back_as_the_newer_canvas() -> None:
    result = read_text(written("svg"))
    for block in (Block.VALUE_PROPOSITIONS, Block.CUSTOMER_RELATIONSHIPS, Block.CHANNELS):
        notes = [note.text for note in result.canvas.notes(block)]
        assert notes == [note.text for note in NEWER.notes(block)]
    left_out = [remark.values["text"] for remark in result.remarks if remark.values]
    assert "A better cup" in left_out
    assert "was: A low price @students" in left_out
    assert "- Parked: Ask the baker" in left_out


def test_the_pdf_is_one_page_with_the_texts() -> None:
    pdf = CHANGES_FORMATS["pdf"].write(CHANGED, GUIDE)
    assert isinstance(pdf, bytes)
    reader = PdfReader(io.BytesIO(pdf))
    (page,) = reader.pages
    text = page.extract_text()
    assert "Changes in Coffee and tea cart" in text
    assert "A better cup" in text
    png = CHANGES_FORMATS["png"].write(CHANGED, GUIDE)
    assert isinstance(png, bytes)
    assert png.startswith(b"\x89PNG")


def test_the_document_of_word_has_each_note_with_its_sign_and_strikes_through_what_is_gone() -> (
    None
):
    raw = CHANGES_FORMATS["docx"].write(CHANGED, GUIDE)
    assert isinstance(raw, bytes)
    document = docx.Document(io.BytesIO(raw))
    (table,) = document.tables
    inside = [each for row in table.rows for cell in row.cells for each in cell.paragraphs]
    texts = {each.text: [run.text for run in each.runs if run.font.strike] for each in inside}
    assert texts["- A better cup"] == ["A better cup"]
    assert texts["+ Stamp card @students"] == []
    assert texts["→ Free refill"] == ["Free refill"]
    assert texts["← Free refill"] == []
    assert texts["Staff"] == []
    assert "was: A low price @students" in texts
    below = [each.text for each in document.paragraphs]
    assert "~ Title: Coffee and tea cart (was: Coffee cart)" in below
    assert below[1].startswith("from: “before pricing”, 2026-03-14 13:00")
