"""A canvas as a page: what a browser and a screen reader find in it."""

import re

from hypothesis import given
from hypothesis import strategies as st

from bmc_tui.formats.markdown import reader as markdown_reader
from bmc_tui.formats.page.html import write
from bmc_tui.formats.page.html_reader import read
from bmc_tui.guide import load
from bmc_tui.model.blocks import BLOCKS, Block, Phase, Section
from bmc_tui.model.canvas import Canvas, Note
from bmc_tui.model.sanitize import clean
from tests.unit.formats.markdown.test_writer import HOSTILE, ORDINARY
from tests.unit.formats.pages import Element, page_of

ENGLISH, DUTCH = load("en"), load("nl")


def cells(page: Element) -> dict[str, Element]:
    """Return the cells with notes, by the words of the header that a screen reader says."""
    heads = {head.attributes["id"]: head.text for head in page.all("th")}
    return {heads[cell.attributes["headers"]]: cell for cell in page.all("td")}


def test_each_blocks_notes_have_its_title_as_their_header() -> None:
    canvas = Canvas("Kar").add(Block.KEY_PARTNERS, "Branderij Ommen #inkoop")
    page = page_of(write(canvas, DUTCH))
    found = cells(page)
    assert set(found) == {f"{block.number} {DUTCH.title(block)}" for block in BLOCKS}
    assert found["8 Kernpartners"].texts("li") == ["Branderij Ommen #inkoop"]
    assert page.texts("title", "h1") == ["Kar", "Kar"]
    assert page.all("html")[0].attributes["lang"] == "nl"


def test_the_table_is_the_nine_block_picture() -> None:
    rows = page_of(write(Canvas(), ENGLISH)).all("tr")
    taken: dict[tuple[int, int], str] = {}
    for y, row in enumerate(rows):
        x = 0
        for cell in row.all("th", "td"):
            while (x, y) in taken:
                x += 1
            name = cell.attributes.get("id") or cell.attributes["headers"]
            for down in range(int(cell.attributes.get("rowspan", 1))):
                for across in range(int(cell.attributes["colspan"])):
                    assert taken.setdefault((x + across, y + down), name) == name
    assert len(taken) == 10 * 6  # no hole
    assert [taken[x, 4] for x in (0, 2, 4, 6, 8)] == [f"{Block.COST_STRUCTURE}"] * 3 + [
        f"{Block.REVENUE_STREAMS}"
    ] * 2
    assert [taken[x, 3] for x in (0, 2, 4, 6, 8)] == [
        "key_partners",
        "key_resources",
        "value_propositions",
        "channels",
        "customer_segments",
    ]


def test_the_page_needs_nothing_else_and_runs_nothing() -> None:
    written = write(Canvas("T").add(Block.CHANNELS, "x"), ENGLISH)
    assert not re.search(r"<script|<link|<img|@import|url\(|https?:|\bon\w+=", written)


def test_a_word_processor_which_takes_few_styles_has_borders_widths_and_a_landscape_page() -> None:
    written = write(Canvas(), ENGLISH)
    page = page_of(written)
    (table,) = page.all("table")
    assert table.attributes["border"] == "1"
    assert table.attributes["width"] == "100%"
    for cell in page.all("th", "td"):
        columns = int(cell.attributes["colspan"])
        assert cell.attributes["width"] == f"{columns * 10}%"
        assert cell.attributes["valign"] == "top"
    assert "size: A4 landscape" in written
    assert "mso-page-orientation: landscape" in written


def test_phases_and_tokens_are_marked() -> None:
    canvas = Canvas("T").add(Block.CHANNELS, "General")
    canvas = canvas.add(Block.CHANNELS, "Pay @staff #direct", section=Section(Phase.PURCHASE))
    cell = cells(page_of(write(canvas, ENGLISH)))["3 Channels"]
    assert [(each.tag, each.text) for each in cell.all("li", "em")] == [
        ("li", "General"),
        ("em", "Purchase"),
        ("li", "Pay @staff #direct"),
    ]
    assert [(each.attributes["class"], each.text) for each in cell.all("span")] == [
        ("segment", "@staff"),
        ("word", "#direct"),
    ]


def check(*texts: str) -> None:
    canvas = Canvas(texts[0])
    for block in BLOCKS:
        canvas = canvas.with_notes(block, map(Note, texts))
    page = page_of(write(canvas, ENGLISH))
    assert page.texts("h1") == [texts[0]]
    for cell in page.all("td"):
        assert cell.texts("li") == list(texts)
        assert {each.tag for each in cell.all("li")[0].inside} <= {"span"}
    assert not page.all("script", "a", "img")
    assert [each.text.split(">")[0] for each in page.all("!--")] == ["[if mso]"]
    assert len(page.all("div")) == 1


def test_every_hostile_note_is_one_item_with_its_own_text() -> None:
    check(*HOSTILE, *ORDINARY, "w" * 300, "]]>", "a  b", "漢字 👩‍👩‍👧 🇳🇱", '" onload="x')


@given(st.lists(st.text(max_size=20).map(clean).filter(bool), min_size=1, max_size=3))
def test_any_note_is_one_item_with_its_own_text(texts: list[str]) -> None:
    check(*texts)


def test_a_segment_has_its_letter_before_its_note_and_in_the_legend_which_is_not_a_note() -> None:
    canvas = Canvas("T").add(Block.CUSTOMER_SEGMENTS, "Students @stud", "Teachers & staff")
    canvas = canvas.add(Block.VALUE_PROPOSITIONS, "Coffee @stud")
    written = write(canvas, ENGLISH)
    page = page_of(written)
    found = cells(page)
    assert [each.attributes.get("data-letter") for each in page.all("li")] == [None, "A", "B"]
    assert found["1 Customer segments"].texts("li") == ["Students @stud", "Teachers & staff"]
    (legend,) = [each for each in page.all("p") if each.attributes.get("class") == "legend"]
    assert legend.texts("span") == ["A stud", "B teachers"]
    assert read(written).canvas == canvas


def test_a_legend_that_a_word_processor_wrote_as_text_is_not_a_note_but_a_line_like_it_is() -> None:
    document = "# T\n\n## Customer segments\n\n- Students @stud\n- Teachers & staff\n"
    document += "\n## Key partners\n\n- Mill\n\n"
    canvas = markdown_reader.read(document).canvas
    assert markdown_reader.read(f"{document}A stud B teachers\n").canvas == canvas
    other = markdown_reader.read(f"{document}A stud B pupils\n").canvas
    assert "A stud B pupils" in [note.text for _, note in other]
    assert other.note_count == canvas.note_count + 1


def test_without_segments_there_is_no_legend() -> None:
    assert 'class="legend"' not in write(Canvas("T").add(Block.CHANNELS, "x"), ENGLISH)


def test_what_is_struck_through_reads_as_in_markdown() -> None:
    page = (
        "<h2>Channels</h2><ul><li><del>Radio <b>ads</b></del></li><li><s>Old</s> <i>shop</i></li>"
        "<li><strike> </strike>Mail</li><li>C~~~~D</li></ul>"
    )
    notes = read(page).canvas.texts(Block.CHANNELS, Section(""))
    assert notes == ("~~Radio ads~~", "~~Old~~ shop", "Mail", "C~~~~D")


def test_what_is_around_the_blocks_has_sizes_that_a_word_processor_knows() -> None:
    page = write(Canvas("Ferry"), ENGLISH)
    style, *_ = page.partition("@media")
    for name in ("h1", ".particular", ".credit"):
        (rule,) = re.findall(rf"^{re.escape(name)} {{[^}}]*}}", style, re.MULTILINE)
        assert re.search(r"font-size: \d+pt", rule)


def test_only_a_note_that_may_be_higher_than_a_page_goes_on_on_the_next() -> None:
    canvas = Canvas().add(Block.CHANNELS, "Post", "Long " * 130)
    page = write(canvas, ENGLISH)
    assert page.count('<li class="long">Long') == 1
    assert "<li>Post</li>" in page
    assert "li.long { break-inside: auto }" in page
