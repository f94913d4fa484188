"""The nine blocks as a table in Markdown, read by other people's parsers."""

import re
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from bmc_tui.formats.markdown.table import write
from bmc_tui.guide import load
from bmc_tui.model.blocks import BLOCKS, Block, Phase, Section
from bmc_tui.model.canvas import Canvas, Note
from bmc_tui.model.sanitize import clean
from tests.unit.formats.markdown.test_writer import HOSTILE, ORDINARY
from tests.unit.formats.pages import Element, page_of

ENGLISH = load("en")


def rendered_page(canvas: Canvas) -> Element:
    """Return what a Markdown renderer makes of a canvas."""
    return page_of(str(MarkdownIt("commonmark").render(write(canvas, ENGLISH))))


def full(*texts: str) -> Canvas:
    canvas = Canvas("T")
    for block in BLOCKS:
        canvas = canvas.with_notes(block, map(Note, texts))
    return canvas


def test_it_is_the_nine_block_picture() -> None:
    page = rendered_page(Canvas("Cart").add(Block.KEY_PARTNERS, "Roastery"))
    assert [element.tag for element in page.inside] == ["h1", "table"]
    rows = page.all("tr")
    assert [
        [
            (cell.texts("strong")[0], cell.attributes["colspan"], cell.attributes.get("rowspan"))
            for cell in row.all("td")
        ]
        for row in rows
    ] == [
        [
            ("8 Key partners", "2", "2"),
            ("7 Key activities", "2", None),
            ("2 Value propositions", "2", "2"),
            ("4 Customer relationships", "2", None),
            ("1 Customer segments", "2", "2"),
        ],
        [("6 Key resources", "2", None), ("3 Channels", "2", None)],
        [("9 Cost structure", "5", None), ("5 Revenue streams", "5", None)],
    ]
    assert rows[0].all("td")[0].texts("li") == ["Roastery"]


def test_the_phases_of_channels_have_their_names() -> None:
    canvas = Canvas("Cart").add(Block.CHANNELS, "General")
    canvas = canvas.add(Block.CHANNELS, "Instagram", section=Section(Phase.AWARENESS))
    cell = rendered_page(canvas).all("tr")[1].all("td")[1]
    assert [(each.tag, each.text) for each in cell.all("li", "em")] == [
        ("li", "General"),
        ("em", "Awareness"),
        ("li", "Instagram"),
    ]


def test_only_what_github_lets_through_is_used() -> None:
    written = write(full("x").add(Block.CHANNELS, "y", section=Section(Phase.DELIVERY)), ENGLISH)
    tags = set(re.findall(r"<(\w+)", written))
    assert tags == {"table", "tr", "td", "strong", "em", "ul", "li"}
    assert set(re.findall(r"(\w+)=", written)) == {"colspan", "rowspan", "width", "valign"}


def check(*texts: str) -> None:
    page = rendered_page(full(*texts))
    assert [element.tag for element in page.inside] == ["h1", "table"]
    for cell in page.all("td"):
        assert cell.texts("li") == list(texts)
        assert {element.tag for element in cell.all(*_ANY)} <= {"strong", "ul", "li"}


_ANY = (
    "b",
    "em",
    "a",
    "code",
    "script",
    "img",
    "p",
    "div",
    "!--",
    "del",
    "h1",
    "strong",
    "ul",
    "li",
)


def test_every_hostile_note_is_one_item_with_its_own_text() -> None:
    check(*HOSTILE, *ORDINARY, "w" * 300)


@given(st.lists(st.text(max_size=20).map(clean).filter(bool), min_size=1, max_size=3))
def test_any_note_is_one_item_with_its_own_text(texts: list[str]) -> None:
    check(*texts)


@pytest.mark.needs("pandoc")
@pytest.mark.parametrize("dialect", ["markdown-smart", "gfm", "commonmark_x-smart"])
def test_pandoc_reads_the_same_items_even_where_it_looks_for_markdown_in_html(dialect: str) -> None:
    notes = [*HOSTILE, *ORDINARY]
    canvas = Canvas("T").with_notes(Block.KEY_PARTNERS, map(Note, notes))

    def pandoc(source: str, target: str, text: str) -> str:
        command = ["pandoc", "--from", source, "--to", target, "--wrap=none"]
        run = subprocess.run(command, input=text.encode(), stdout=subprocess.PIPE, check=True)
        return run.stdout.decode()

    page = page_of(pandoc(dialect, "html", write(canvas, ENGLISH)))
    items = [" ".join(text.split()) for text in page.texts("li")]
    assert items == [" ".join(note.split()) for note in notes]
    assert not page.all("code", "script", "del", "img", "!--")
