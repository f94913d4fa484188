"""A document of Word that we write: its styles and boxes, and that all of it is read back."""

from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from docx.document import Document
from docx.styles.style import ParagraphStyle
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml.etree import fromstring

from bmc_tui.formats import FORMATS
from bmc_tui.formats.office.boxes import note_runs
from bmc_tui.formats.office.docx import read
from bmc_tui.formats.office.docx_writer import write
from bmc_tui.guide import Guide, languages, load
from bmc_tui.guide.vocabulary import translate_words
from bmc_tui.model.blocks import BLOCKS, UNPLACED, Block, Section
from bmc_tui.model.canvas import Canvas, DesignAnswer, Particulars
from tests.unit.formats.markdown.test_writer import HOSTILE
from tests.unit.formats.office.words import saved
from tests.unit.formats.test_round_trip import BEHIND, GUIDES, WORDS, canvases

AWARENESS = Section("awareness")
CANVAS = (
    Canvas("Coffee cart")
    .add(Block.CUSTOMER_SEGMENTS, "Students")
    .add(Block.CHANNELS, "Square", section=AWARENESS)
    .add(Block.CHANNELS, "Cash", section=Section("channels.direct"))
    .add(Block.COST_STRUCTURE, "Beans € 300/month", "~~Radio ads~~")
)
EN = load("en")


def opened(canvas: Canvas, guide: Guide = EN) -> Document:
    """Return the document that is written of a canvas, opened by python-docx."""
    return docx.Document(BytesIO(write(canvas, guide)))


def with_sections(canvas: Canvas) -> Canvas:
    """Return what the document has: notes of a section of a newer version are general ones."""
    kept = Canvas(canvas.title.translate(TAKEN))
    for block in (*BLOCKS, Block.PARKED):
        sections = (*block.sections, UNPLACED)
        notes = [
            note._replace(
                text=note.text.translate(TAKEN),
                section=note.section if note.section in sections else Section(""),
            )
            for note in canvas.notes(block)
        ]
        kept = kept.with_notes(block, notes)
    return kept


TAKEN = str.maketrans("\ufffe\uffff", "\ufffd\ufffd")
"""The two characters that no XML has a place for."""


@pytest.mark.slow
@settings(max_examples=50, deadline=None)
@given(canvas=canvases(), language=st.sampled_from(languages()))
def test_any_canvas_comes_back(canvas: Canvas, language: str) -> None:
    guide = load(language)
    raw = FORMATS["docx"].write(canvas, guide)
    assert isinstance(raw, bytes)
    result = read(raw)
    expected = with_sections(translate_words(canvas, guide))
    if canvas.title in {each.say("canvas.untitled") for each in GUIDES}:
        expected = expected.with_title("")
    assert result.canvas == expected
    assert result.remarks == ()


@pytest.mark.slow
@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.language)
def test_hostile_notes_and_questions_come_back_from_every_section(guide: Guide) -> None:
    canvas = Canvas("T")
    sections = [(block, section) for block in BLOCKS for section in block.sections]
    for index, (block, section) in enumerate(sections):
        texts = [*HOSTILE, *WORDS, *BEHIND, "- dash", "1. one", "•\tbullet", "~~a~~ b ~~c~~"]
        canvas = canvas.add(block, *texts[index % 7 :: 7], section=section)
    assert read(write(canvas, guide)).canvas == canvas


def test_answers_on_the_design_and_parked_notes_come_back() -> None:
    answers = (DesignAnswer("switching_costs", "Key partners: none", 7),)
    canvas = CANVAS.add(Block.PARKED, "Channels: later")
    canvas = replace(canvas, design=answers)
    assert read(write(canvas, EN)).canvas == canvas


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.language)
def test_the_particulars_are_above_the_boxes_and_come_back(guide: Guide) -> None:
    canvas = CANVAS.with_particulars(Particulars("The bank", "Ann & Bob", "2026-03-14", "- 2"))
    assert read(write(canvas, guide)).canvas == canvas
    texts = [each.text for each in opened(canvas, guide).paragraphs]
    assert texts[1:5] == [*guide.particular_lines(canvas.particulars)]


def test_the_boxes_are_a_table_in_the_classic_layout() -> None:
    table, *_ = opened(CANVAS).tables
    grid = [[table.cell(row, column).text for column in range(10)] for row in range(3)]
    titles = [[text.split("\n")[0] for text in row] for row in grid]
    upper = ["8 Key partners", "7 Key activities", "2 Value propositions"]
    upper += ["4 Customer relationships", "1 Customer segments"]
    middle = [upper[0], "6 Key resources", upper[2], "3 Channels", upper[4]]
    assert titles == [
        [title for title in upper for _ in range(2)],
        [title for title in middle for _ in range(2)],
        ["9 Cost structure"] * 5 + ["5 Revenue streams"] * 5,
    ]
    assert table.style
    assert table.style.name == "Table Grid"
    assert grid[1][6] == "3 Channels\nCash\nAwareness\nSquare"


def test_a_screen_reader_finds_the_title_of_each_box_among_the_headings() -> None:
    table, *_ = opened(CANVAS).tables
    style = table.cell(0, 0).paragraphs[0].style
    assert isinstance(style, ParagraphStyle)
    assert style.base_style
    assert style.base_style.name == "Heading 4"


def test_blocks_phases_and_questions_are_headings_and_notes_a_list_in_styles_of_word() -> None:
    paragraphs = [
        (each.style.name if each.style else "", each.text) for each in opened(CANVAS).paragraphs
    ]
    start = paragraphs.index(("Heading 1", "Channels"))
    question = EN.section_title(Block.CHANNELS, Section("channels.direct"))
    assert paragraphs[0] == ("Title", "Coffee cart")
    assert paragraphs[start : start + 5] == [
        ("Heading 1", "Channels"),
        ("Heading 2", "Awareness"),
        ("List Bullet", "Square"),
        ("Heading 2", question),
        ("List Bullet", "Cash"),
    ]


def test_the_overviews_of_a_report_are_a_list_and_a_table_whose_titles_repeat_on_each_page() -> (
    None
):
    document = opened(CANVAS.add(Block.VALUE_PROPOSITIONS, "Fast #?"))
    _, table = document.tables
    assert [cell.text for cell in table.rows[0].cells] == ["Phase", "A students"]
    assert table._tbl.xpath("w:tr[1]/w:trPr/w:tblHeader")
    texts = [each.text for each in document.paragraphs]
    assert texts[texts.index("Assumptions still to be tested") + 1] == "Value propositions: Fast"


@pytest.mark.parametrize("guide", GUIDES)
def test_of_many_segments_those_with_a_channel_stand_in_tables_that_fit_a_page(
    guide: Guide,
) -> None:
    names = [f"Group{letter}" for letter in "abcdefghijkl"]
    canvas = Canvas("Ferry").add(Block.CUSTOMER_SEGMENTS, *names).add(Block.CHANNELS, "Pier")
    tied = canvas.add(Block.CHANNELS, *(f"Boat @{name}" for name in names[:8]))
    tables = opened(tied, guide).tables[1:]
    titles = [cell.text for table in tables for cell in table.rows[0].cells[1:]]
    shown = [f"{letter} group{letter.lower()}" for letter in "ABCDEFGH"]
    assert titles == [*shown, guide.say("report.no_segment")]
    assert [len(table.columns) for table in tables] == [7, 4]
    assert read(write(tied, guide)).canvas == tied


def test_there_is_no_table_of_channels_that_are_tied_to_no_segment() -> None:
    segments = Canvas("Ferry").add(Block.CUSTOMER_SEGMENTS, "Anglers", "Walkers")
    canvas = segments.add(Block.CHANNELS, "Pier")
    document = opened(canvas)
    assert len(document.tables) == 1
    assert EN.say("report.reach") not in [each.text for each in document.paragraphs]
    assert len(opened(canvas.add(Block.CHANNELS, "Web @anglers")).tables) == 2


def test_the_boxes_are_on_a_landscape_page_and_the_report_on_portrait_ones() -> None:
    sizes = [(each.page_width or 0, each.page_height or 0) for each in opened(CANVAS).sections]
    assert [width > height for width, height in sizes] == [True, False]


def test_the_more_notes_the_smaller_they_are_down_to_what_can_be_read() -> None:
    sizes = []
    for count in (1, 20, 400):
        canvas = CANVAS.add(Block.CHANNELS, *[f"Door {number}" for number in range(count)])
        style = opened(canvas).styles["Canvas Note"].element
        sizes.append(style.xpath("number(w:rPr/w:sz/@w:val)") / 2)
    assert sizes[0] > sizes[1] > sizes[2] >= 6


def test_no_single_item_of_a_list_is_on_a_page_of_its_own() -> None:
    canvas = Canvas("Cart").add(Block.KEY_PARTNERS, *"abcde").add(Block.KEY_ACTIVITIES, "x", "y")
    texts = [
        each.text
        for each in opened(canvas).paragraphs
        if each.text in {*"abcdexy"} and each.paragraph_format.keep_with_next
    ]
    assert texts == ["x", "a", "d"]


def test_what_is_struck_through_is_so_in_word_and_reads_as_typed() -> None:
    assert [(run.text, run.is_struck) for run in note_runs("a ~~b~~ c")] == [
        ("a ", False),
        ("b", True),
        (" c", False),
    ]
    assert [run.text for run in note_runs("~~a~~~~b~~")] == ["~~a~~~~b~~"]
    assert [run.text for run in note_runs("~~ a ~~")] == ["~~ a ~~"]


def test_nothing_says_that_a_library_made_it() -> None:
    with ZipFile(BytesIO(write(CANVAS, load("nl")))) as archive:
        text = b"".join(map(archive.read, archive.namelist()))
        styles = fromstring(archive.read("word/styles.xml"))
    assert b"python-docx" not in text
    assert b"2013-12-23" not in text
    tags = [each.get(f"{{{each.nsmap['w']}}}val") for each in styles.iter("{*}lang")]
    assert {*tags} == {"nl-NL"}


def test_what_someone_types_in_word_is_read_too() -> None:
    document = opened(CANVAS)
    bullet = next(each for each in document.paragraphs if each.text == "Students")
    bullet.insert_paragraph_before("Tourists", style="List Bullet")
    table, *_ = document.tables
    table.cell(0, 0).add_paragraph("Roastery", style="Canvas Note")
    result = read(saved(document))
    assert result.canvas == CANVAS.with_notes(
        Block.CUSTOMER_SEGMENTS,
        [
            note._replace(text=text)
            for text in ("Tourists", "Students")
            for note in CANVAS.blocks[0]
        ],
    ).add(Block.KEY_PARTNERS, "Roastery")
    assert [(remark.key, remark.values["text"]) for remark in result.remarks] == [
        ("reading.only_in_boxes", "Roastery"),
        ("reading.not_in_boxes", "Tourists"),
    ]
