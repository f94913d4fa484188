"""Pages to paste: the notes are shown as plain text there, and are read back."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bmc_tui.formats import FORMATS
from bmc_tui.formats.detect import read_text
from bmc_tui.guide import languages, load
from bmc_tui.guide.vocabulary import translate_words
from bmc_tui.model.blocks import BLOCKS, Block
from bmc_tui.model.canvas import Canvas
from tests.unit.formats.markdown.test_writer import HOSTILE, ORDINARY
from tests.unit.formats.pages import page_of
from tests.unit.formats.test_round_trip import canvases, kept_by

PAGES = {name: name for name, each in FORMATS.items() if each.has_layout} | {"html": "table"}
"""The formats with a layout, each with the one that keeps of a canvas what its page does."""

ELEMENTS = {
    *("meta", "div", "h1", "h2", "h3", "ul", "li", "p", "strong", "em", "a"),
    *("table", "thead", "tbody", "tr", "th", "td"),
}


@pytest.mark.parametrize("name", PAGES)
def test_a_note_is_text_whatever_it_looks_like(name: str) -> None:
    notes = [*HOSTILE, *ORDINARY, "<script>alert(1)</script>", "a  b", "<b>"]
    canvas = Canvas("T").add(Block.KEY_PARTNERS, *notes)
    page = page_of(FORMATS[name].write_page(canvas, load("en")))
    elements = page.all(*ELEMENTS, "script", "img", "b", "code", "!--", "iframe", "style", "del")
    assert {each.tag for each in elements} <= ELEMENTS
    for note in notes:
        assert note in page.text


@pytest.mark.slow
@pytest.mark.parametrize("name", PAGES)
@settings(max_examples=40, deadline=None)
@given(canvas=canvases(), language=st.sampled_from(languages()))
def test_any_canvas_comes_back_from_its_page(name: str, canvas: Canvas, language: str) -> None:
    guide = load(language)
    page = FORMATS[name].write_page(canvas, guide)
    expected = kept_by(PAGES[name], translate_words(canvas, guide))
    if canvas.title in {load(each).say("canvas.untitled") for each in languages()}:
        expected = expected.with_title("")
    assert read_text(page, "html").canvas == expected


def test_headings_and_lists_are_those_of_the_word_processor() -> None:
    canvas = Canvas("T")
    for block in BLOCKS:
        canvas = canvas.add(block, "x")
    page = page_of(FORMATS["report"].write_page(canvas, load("en")))
    assert page.texts("h1") == ["T"]
    assert page.texts("h2")[:9] == [load("en").title(block) for block in BLOCKS]
    assert len(page.all("ul")) >= len(BLOCKS)
