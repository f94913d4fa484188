"""Writes a canvas as a document of Word: the nine boxes as a table, then a report of its answers.

The report has each block with its phases and questions in Word's own styles of headings and lists,
so that a table of contents and a house style work. `docx` reads all of it back: the boxes are a
picture of the report, and `formats.repeated` leaves out what stands in both.
"""

import re
from collections.abc import Iterator, Sequence

from bmc_tui.formats.office.boxes import add_boxes, layout_of
from bmc_tui.formats.office.word_document import (
    LANDSCAPE,
    PORTRAIT,
    Style,
    StyledParagraph,
    WordDocument,
    WordRun,
)
from bmc_tui.guide import Guide
from bmc_tui.model.blocks import BLOCKS, GENERAL, UNPLACED, Block
from bmc_tui.model.canvas import Canvas, Note
from bmc_tui.model.questions import unanswered
from bmc_tui.model.tokens import STRIKE
from bmc_tui.render.grouping import notes_by_section

_STRUCK = re.compile(rf"{STRIKE}(?=\S)(?:(?!{STRIKE}).)+(?<=\S){STRIKE}")
"""What is struck through in a note, with the signs around it."""

_REGIONS = {"en": "GB"}
"""The region of a language where its code is not that of the language in capitals."""


def write(canvas: Canvas, guide: Guide) -> bytes:
    """Return the file of the document.

    Args:
        canvas: The canvas; nothing of it is cut.
        guide: The language of the headings.
    """
    title = guide.canvas_title(canvas.title)
    layout = layout_of(canvas, guide)
    document = WordDocument(title, _language_tag(guide), layout.note_size)
    run = WordRun(title, is_literal=bool(canvas.title))
    document.add(StyledParagraph(Style.TITLE, (run,)))
    contents = {block: [*_box(canvas, block, guide)] for block in BLOCKS}
    add_boxes(document, contents, layout, guide, title)
    document.end_pages(LANDSCAPE, StyledParagraph(Style.SMALL_PRINT))
    for block in BLOCKS:
        document.add(*_block(canvas, block, guide))
    document.add(*_answers(canvas, guide), *_unanswered(canvas, guide))
    if canvas.parked:
        document.add(*_block(canvas, Block.PARKED, guide))
    return document.saved(PORTRAIT)


def _language_tag(guide: Guide) -> str:
    """Return the tag of a language with a region (BCP 47), without which Word spells by none."""
    return f"{guide.language}-{_REGIONS.get(guide.language, guide.language.upper())}"


def _box(canvas: Canvas, block: Block, guide: Guide) -> Iterator[StyledParagraph]:
    """Yield what stands in the box of a block: its notes, those of each phase under its name."""
    for section, notes in notes_by_section(canvas, block):
        if section != GENERAL:
            name = guide.section_title(block, section)
            yield StyledParagraph(Style.BOX_PHASE, (WordRun(name),))
        for note in notes:
            yield _note(note.text, Style.BOX_NOTE)


def _block(canvas: Canvas, block: Block, guide: Guide) -> Iterator[StyledParagraph]:
    """Yield a block: its heading, its notes, then those of each phase and question."""
    yield _heading(Style.BLOCK, guide.title(block))
    sections = (*block.sections, UNPLACED)
    groups: dict[str, list[Note]] = {section: [] for section in sections}
    for note in canvas.notes(block):
        groups[note.section if note.section in sections else GENERAL].append(note)
    for section in sections:
        if groups[section] and section != GENERAL:
            yield _heading(Style.SECTION, guide.section_title(block, section))
        for note in groups[section]:
            yield _note(note.text, Style.NOTE)


def _answers(canvas: Canvas, guide: Guide) -> Iterator[StyledParagraph]:
    """Yield the answers on the design, each under its question; nothing without any."""
    if not canvas.design:
        return
    from bmc_tui.guide.answers import answer_heading

    yield _heading(Style.BLOCK, guide.say("design.title"))
    for answer in canvas.design:
        yield _heading(Style.SECTION, answer_heading(answer, guide))
        if answer.text:
            yield _note(answer.text, Style.NOTE)


def _unanswered(canvas: Canvas, guide: Guide) -> Iterator[StyledParagraph]:
    """Yield the questions without an answer, block by block; nothing if there are none."""
    is_first = True
    for block in BLOCKS:
        questions = [guide.section_title(block, question) for question in unanswered(canvas, block)]
        if questions and is_first:
            yield _heading(Style.BLOCK, guide.say("report.unanswered"))
            is_first = False
        if questions:
            yield _heading(Style.SECTION, guide.title(block))
        for question in questions:
            # Not as notes (`_note`): the reader takes these for the questions that they are.
            yield StyledParagraph(Style.NOTE, (WordRun(question),))


def _heading(style: Style, text: str) -> StyledParagraph:
    """Return a heading."""
    return StyledParagraph(style, (WordRun(text),))


def _note(text: str, style: Style) -> StyledParagraph:
    """Return a note, from which an import reads the same note."""
    return StyledParagraph(style, note_runs(text))


def note_runs(text: str) -> Sequence[WordRun]:
    """Return the runs of a note: what stands between the signs of deletion is struck through.

    The reader puts these signs around it again; where it could not know where they stood, they
    stay as typed.
    """
    matches = [*_STRUCK.finditer(text)]
    starts = [0, *(match.end() for match in matches)]
    plain = [
        text[start:end]
        for start, end in zip(starts, [*(m.start() for m in matches), len(text)], strict=True)
    ]
    if not all(plain[1:-1]) or STRIKE in "".join(plain):
        return (WordRun(text, is_literal=True),)
    runs = [WordRun(plain[0], is_literal=True)]
    for match, behind in zip(matches, plain[1:], strict=True):
        struck = match[0].removeprefix(STRIKE).removesuffix(STRIKE)
        runs += [WordRun(struck, is_literal=True, is_struck=True), WordRun(behind, is_literal=True)]
    return [run for run in runs if run.text]
