"""Writes a canvas as a document of Word: the nine boxes as a table, then a report of its answers.

The report has each block with its phases and questions in Word's own styles of headings and lists,
so that a table of contents and a house style work. `docx` reads all of it back: the boxes are a
picture of the report, and `formats.repeated` leaves out what is in both.
"""

from collections.abc import Iterator, Sequence

from bmc_tui.formats.office.boxes import add_boxes, layout_of, note_runs
from bmc_tui.formats.office.word_document import (
    LANDSCAPE,
    PORTRAIT,
    BoxCell,
    Style,
    StyledParagraph,
    WordDocument,
    WordRun,
)
from bmc_tui.formats.page.sheet import canvas_contents
from bmc_tui.guide import Guide
from bmc_tui.model.blocks import BLOCKS, GENERAL, UNPLACED, Block
from bmc_tui.model.canvas import Canvas, Note
from bmc_tui.model.questions import open_questions
from bmc_tui.render.overviews import ReportOverview, overviews

_MAX_SEGMENTS = 6
"""Columns of segments in a table on a page upright: in narrower ones words are broken."""


def write(canvas: Canvas, guide: Guide) -> bytes:
    """Return the file of the document.

    Args:
        canvas: The canvas; nothing of it is cut.
        guide: The language of the headings.
    """
    contents = canvas_contents(canvas, guide)
    layout = layout_of(contents, guide.language)
    document = WordDocument(contents.title, guide.language, layout.note_size)
    run = WordRun(contents.title, is_literal=bool(canvas.title))
    document.add(StyledParagraph(Style.TITLE, (run,)))
    document.add(*(_line(Style.PARTICULAR, line) for line in contents.particulars))
    add_boxes(document, contents, layout, guide)
    document.end_pages(LANDSCAPE, _line(Style.SMALL_PRINT, guide.say("canvas.credit")))
    for block in BLOCKS:
        document.add(*_block(canvas, block, guide))
    document.add(*_answers(canvas, guide))
    for overview in overviews(canvas, guide):
        _add_overview(document, overview, guide)
    document.add(*_unanswered(canvas, guide))
    if canvas.parked:
        document.add(*_block(canvas, Block.PARKED, guide))
    return document.saved(PORTRAIT)


def _block(canvas: Canvas, block: Block, guide: Guide) -> Iterator[StyledParagraph]:
    """Yield a block: its heading, its notes, then those of each phase and question."""
    yield _line(Style.BLOCK, guide.title(block))
    sections = (*block.sections, UNPLACED)
    groups: dict[str, list[Note]] = {section: [] for section in sections}
    for note in canvas.notes(block):
        groups[note.section if note.section in sections else GENERAL].append(note)
    for section in sections:
        if groups[section] and section != GENERAL:
            yield _line(Style.SECTION, guide.section_title(block, section))
        for note in groups[section]:
            yield _note(note.text)


def _answers(canvas: Canvas, guide: Guide) -> Iterator[StyledParagraph]:
    """Yield the answers on the design, each under its question; nothing without any."""
    if not canvas.design:
        return
    from bmc_tui.guide.answers import answer_heading

    yield _line(Style.BLOCK, guide.say("design.title"))
    for answer in canvas.design:
        yield _line(Style.SECTION, answer_heading(answer, guide))
        if answer.text:
            yield _note(answer.text)


def _add_overview(document: WordDocument, overview: ReportOverview, guide: Guide) -> None:
    """Add an overview: its heading, and tables or a list; nothing if all tables are empty."""
    tables = [*_tables(overview.rows, guide.say("report.no_segment"))] if overview.rows else []
    if not (tables or overview.lines):
        return
    document.add(_line(Style.BLOCK, overview.heading))
    document.add(*(_note(line) for line in overview.lines))
    for table in tables:
        columns = len(table[0])
        rows = [
            [
                BoxCell((StyledParagraph(Style.CELL, (WordRun(text, is_bold=not y),)),))
                for text in row
            ]
            for y, row in enumerate(table)
        ]
        widths = [PORTRAIT.inner_width / columns] * columns
        document.add_table(rows, widths, [0] * len(rows), has_titles=True)
        document.add(StyledParagraph(Style.SMALL_PRINT))


def _tables(rows: Sequence[Sequence[str]], no_segment: str) -> Iterator[Sequence[Sequence[str]]]:
    """Yield the channels by segment as tables that are not too wide for a page.

    If not all segments fit next to each other, those that no channel reaches are left out. There is
    no table if no channel is tied to a segment.

    Args:
        rows: The table of all segments.
        no_segment: The title of its column for channels that are tied to no segment.
    """
    from bmc_tui.render.matrix import NOT_REACHED

    phases, *segments = zip(*rows, strict=True)
    filled = [column for column in segments if {*column[1:]} - {"", NOT_REACHED}]
    is_tied = any(title != no_segment for title, *_ in filled)
    columns = filled if len(segments) > _MAX_SEGMENTS else segments
    for start in range(0, len(columns) if is_tied else 0, _MAX_SEGMENTS):
        part = (phases, *columns[start : start + _MAX_SEGMENTS])
        yield [*zip(*part, strict=True)]


def _unanswered(canvas: Canvas, guide: Guide) -> Iterator[StyledParagraph]:
    """Yield the questions without an answer, block by block; nothing if there are none."""
    for count, (block, questions) in enumerate(open_questions(canvas)):
        if not count:
            yield _line(Style.BLOCK, guide.say("report.unanswered"))
        yield _line(Style.SECTION, guide.title(block))
        for question in questions:
            # Not as notes (`_note`), so that the reader takes these for the questions that they
            # are.
            yield StyledParagraph(Style.NOTE, (WordRun(guide.section_title(block, question)),))


def _line(style: Style, text: str) -> StyledParagraph:
    """Return a paragraph that is not a note."""
    return StyledParagraph(style, (WordRun(text),))


def _note(text: str) -> StyledParagraph:
    """Return a note, from which an import reads the same note."""
    return StyledParagraph(Style.NOTE, note_runs(text))
