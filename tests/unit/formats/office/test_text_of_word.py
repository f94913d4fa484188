"""The text of our documents of Word and pages, as programs save or paste it."""

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO

import docx
import pytest
from docx.document import Document
from docx.table import Table
from docx.text.paragraph import Paragraph

from bmc_tui.formats.detect import read_text
from bmc_tui.formats.office.docx_writer import write
from bmc_tui.guide import Guide, load
from bmc_tui.model.blocks import BLOCKS, UNPLACED, Block, Section
from bmc_tui.model.canvas import Canvas, DesignAnswer, Particulars
from bmc_tui.model.design.answers import DesignQuestion
from tests.unit.formats.whole_canvases import WHOLE_CANVASES, texts_by_block

TOP_ROW = (
    *(Block.KEY_PARTNERS, Block.KEY_ACTIVITIES, Block.VALUE_PROPOSITIONS),
    *(Block.CUSTOMER_RELATIONSHIPS, Block.CUSTOMER_SEGMENTS),
)
GUIDES = [load("en"), load("nl")]


def lines_of(document: Document) -> Iterator[str]:
    """Yield the lines of a document as LibreOffice saves them as text: a table cell by cell."""
    for part in document.iter_inner_content():
        if isinstance(part, Paragraph):
            yield line_of(part)
        else:
            yield from cell_lines(part)


def cell_lines(table: Table) -> Iterator[str]:
    """Yield the lines of each cell of a table, of those that span rows or columns once."""
    seen = []
    for row in table.rows:
        for cell in row.cells:
            if cell._tc not in seen:
                seen.append(cell._tc)
                yield from map(line_of, cell.paragraphs)


def line_of(paragraph: Paragraph) -> str:
    """Return a paragraph as a line, with a bullet where it has one."""
    name = paragraph.style.name if paragraph.style else ""
    is_bullet = name in {"List Bullet", "Canvas Note"}
    return f"    • {paragraph.text}" if is_bullet else paragraph.text


def text_of(canvas: Canvas, guide: Guide) -> str:
    """Return the text of the document of a canvas."""
    return "\n".join(lines_of(docx.Document(BytesIO(write(canvas, guide)))))


@pytest.mark.parametrize("guide", GUIDES, ids=["en", "nl"])
@pytest.mark.parametrize("canvas", WHOLE_CANVASES, ids=[each.title for each in WHOLE_CANVASES])
def test_each_note_is_read_once_in_its_block(canvas: Canvas, guide: Guide) -> None:
    result = read_text(text_of(canvas, guide), suffix=".txt")
    assert texts_by_block(result.canvas, guide) == texts_by_block(canvas, guide)
    assert result.canvas.title == canvas.title
    assert not result.canvas.parked
    assert not result.remarks


@pytest.mark.parametrize("guide", GUIDES, ids=["en", "nl"])
def test_phases_questions_particulars_answers_and_parked_notes_come_back(guide: Guide) -> None:
    canvas = Canvas("Ferry").with_particulars(Particulars("Harbour", "Ann", "", "2"))
    for block in BLOCKS:
        for number, section in enumerate(block.sections):
            canvas = canvas.add(block, f"Note {number} here", section=Section(section))
    canvas = canvas.add(Block.CHANNELS, "Radio", section=UNPLACED)
    answer = DesignAnswer(DesignQuestion.SWITCHING_COSTS, "Low", 3)
    canvas = replace(canvas.add(Block.PARKED, "Later"), design=(answer,))
    assert read_text(text_of(canvas, guide), suffix=".txt").canvas == canvas


def test_a_note_added_to_the_boxes_of_the_text_is_read_too() -> None:
    canvas = Canvas("Ferry").add(Block.CHANNELS, "Pier").add(Block.KEY_PARTNERS, "Harbour")
    text = text_of(canvas, GUIDES[0]).replace("    • Pier", "    • Pier\n    • Web", 1)
    result = read_text(text)
    assert [note.text for note in result.canvas.notes(Block.CHANNELS)] == ["Pier", "Web"]
    assert [remark.key for remark in result.remarks] == ["reading.only_in_boxes"]


@pytest.mark.parametrize("guide", GUIDES, ids=["en", "nl"])
def test_of_a_page_saved_as_text_it_is_said_that_notes_may_belong_to_another_block(
    guide: Guide,
) -> None:
    rows = [*map(guide.title, (*TOP_ROW, Block.COST_STRUCTURE, Block.REVENUE_STREAMS))]
    text = "\n".join([*rows[:5], "    • Harbour", "    • Anglers", *rows[5:], "    • Fares"])
    result = read_text(text, suffix=".txt")
    assert [each.key for each in result.remarks] == ["reading.row_of_names"] * 2
    assert result.canvas.note_count == 3


def test_empty_blocks_in_filling_order_are_no_row_of_a_page() -> None:
    text = "\n".join([*map(GUIDES[0].title, BLOCKS[:5]), "    • Fares", "    • Passes"])
    assert not read_text(text, suffix=".txt").remarks
