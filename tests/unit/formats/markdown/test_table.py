"""The nine blocks as a table in Markdown, read by other people's parsers."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from bmc_tui.formats.inline_lists import signs_for, split_list
from bmc_tui.formats.markdown.reader import read
from bmc_tui.formats.markdown.table import write
from bmc_tui.formats.page.html_reader import read as read_page
from bmc_tui.guide import load
from bmc_tui.model.blocks import BLOCKS, Block, Phase, Section
from bmc_tui.model.canvas import Canvas, Note
from bmc_tui.model.sanitize import clean
from tests.unit.formats.markdown.test_writer import HOSTILE, ORDINARY
from tests.unit.formats.pages import Element, page_of

ENGLISH = load("en")


def rendered_page(canvas: Canvas) -> Element:
    """Return what a Markdown renderer makes of a canvas, with line feeds for the breaks."""
    page = str(MarkdownIt("gfm-like", {"linkify": False}).render(write(canvas, ENGLISH)))
    return page_of(page.replace("<br>", "\n"))


def lines_of(cell: Element) -> list[str]:
    """Return the lines of a cell as a browser shows them."""
    return [line.strip() for line in cell.text.split("\n")]


def full(*texts: str) -> Canvas:
    canvas = Canvas("T")
    for block in BLOCKS:
        canvas = canvas.with_notes(block, map(Note, texts))
    return canvas


def test_it_is_the_nine_block_picture() -> None:
    page = rendered_page(full("Roastery", "Ünion | jack").with_title("Cart"))
    assert [element.tag for element in page.inside] == ["h1", "table"]
    assert page.texts("th") == [
        "8 Key partners",
        "7 Key activities",
        "2 Value propositions",
        "4 Customer relationships",
        "1 Customer segments",
    ]
    rows = [[lines_of(cell) for cell in row.all("td")] for row in page.all("tr")[1:]]
    notes, empty = ["• Roastery", "• Ünion | jack"], [""]
    assert rows == [
        [notes] * 5,
        [empty, ["6 Key resources"], empty, ["3 Channels"], empty],
        [empty, notes, empty, notes, empty],
        [["9 Cost structure"], empty, ["5 Revenue streams"], empty, empty],
        [notes, empty, notes, empty, empty],
    ]


def test_the_phases_of_channels_have_their_names() -> None:
    canvas = Canvas("Cart").add(Block.CHANNELS, "General")
    canvas = canvas.add(Block.CHANNELS, "Instagram", section=Section(Phase.AWARENESS))
    cell = rendered_page(canvas).all("tr")[3].all("td")[3]
    assert lines_of(cell) == ["• General", "▸ Awareness", "• Instagram"]
    assert cell.texts("strong") == ["▸ Awareness"]


def test_breaks_are_the_only_html_in_it() -> None:
    written = write(full("x", "y").add(Block.CHANNELS, "z", section=Section("delivery")), ENGLISH)
    assert set(re.findall("<[^>]*>", written)) == {"<br>"}


def check(*texts: str) -> None:
    page = rendered_page(full(*texts))
    assert [element.tag for element in page.inside] == ["h1", "table"]
    first_row, second_row, last_row = (page.all("tr")[number] for number in (1, 3, 5))
    for row, filled in ((first_row, range(5)), (second_row, (1, 3)), (last_row, (0, 2))):
        for number in filled:
            cell = row.all("td")[number]
            bullet = signs_for(texts).bullet
            assert lines_of(cell) == [" ".join(f"{bullet} {text}".split(" ")) for text in texts]
            assert {element.tag for element in cell.inside} <= {"a", "code"}  # an `@name`


def test_every_hostile_note_is_one_line_with_its_own_text() -> None:
    check(*HOSTILE, *ORDINARY, "w" * 300, "• a • b", "▸ c")


@given(st.lists(st.text(max_size=20).map(clean).filter(bool), min_size=1, max_size=3))
def test_any_note_is_one_line_with_its_own_text(texts: list[str]) -> None:
    check(*texts)


def test_notes_that_lost_their_breaks_are_told_apart_by_the_sign_that_none_of_them_has() -> None:
    notes = ["Tea • coffee", "Rent ▸ late"]
    signs = signs_for(notes)
    assert signs == ("◦", "►")
    line = " ".join([f"{signs.arrow} Awareness", *(f"{signs.bullet} {note}" for note in notes)])
    assert split_list(line) == [("Awareness", True), *((note, False) for note in notes)]
    assert split_list("• Tea and • are signs") == [("Tea and", False), ("are signs", False)]
    assert split_list("Tea • coffee") == split_list("• Tea") == split_list("◦ Tea • coffee") == []


@pytest.mark.parametrize("text", ["Total", "Sum", "Totaal: € 5"])
def test_a_note_that_says_total_is_one_beside_an_amount_in_another_block(text: str) -> None:
    canvas = Canvas("T").add(Block.COST_STRUCTURE, text).add(Block.REVENUE_STREAMS, "€ 500")
    assert read(write(canvas, ENGLISH)).canvas == canvas


def test_the_table_of_earlier_versions_is_read() -> None:
    cells = (
        "<td>\n<strong>8 Key partners</strong>\n<ul>\n<li>Mill</li>\n</ul>\n</td>\n"
        "<td>\n<strong>3 Channels</strong>\n<em>Awareness</em>\n<ul>\n<li>Ad</li>\n</ul>\n</td>\n"
    )
    page = f"# T\n\n<table>\n<tr>\n{cells}</tr>\n</table>\n"
    canvas = Canvas("T").add(Block.KEY_PARTNERS, "Mill")
    canvas = canvas.add(Block.CHANNELS, "Ad", section=Section(Phase.AWARENESS))
    assert read(page).canvas == canvas


def test_phases_are_read_from_the_page_that_pandoc_makes_of_the_table() -> None:
    page = (
        "<h1>T</h1><table><tr><td><strong>8 Key partners</strong></td><td><strong>3 Channels"
        "</strong></td></tr><tr><td>• Mill <br>• <strong>Farm</strong></td>"
        "<td><strong>▸ Awareness</strong> <br>• Ad</td></tr></table>"
    )
    canvas = Canvas("T").add(Block.KEY_PARTNERS, "Mill", "Farm")
    canvas = canvas.add(Block.CHANNELS, "Ad", section=Section(Phase.AWARENESS))
    assert read_page(page).canvas == canvas
