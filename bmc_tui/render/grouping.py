"""Groups the notes of a block by the headings under which a document shows them."""

from collections.abc import Iterator

from bmc_tui.guide.lexicon import lexicon
from bmc_tui.model.blocks import GENERAL, UNPLACED, Block, Section
from bmc_tui.model.canvas import Canvas, Note, Notes
from bmc_tui.model.coverage import phases_of


def notes_by_section(canvas: Canvas, block: Block) -> Iterator[tuple[Section, Notes]]:
    """Yield the notes of a block in groups: general ones, those of each phase, unplaced ones.

    Args:
        canvas: The canvas.
        block: The block.

    Yields:
        `GENERAL`, a phase or `UNPLACED`, with its notes in the order of the worksheet; no group
        is empty. Answers to questions are among the `GENERAL` notes.
    """
    notes = canvas.notes(block)
    separate = (*block.phases, UNPLACED)
    for section in (GENERAL, *separate):
        if section != GENERAL:
            group = tuple(note for note in notes if note.section == section)
        else:
            group = tuple(note for note in notes if note.section not in separate)
        if group:
            yield section, group


def notes_by_worksheet_section(canvas: Canvas, block: Block) -> Iterator[tuple[Section, Notes]]:
    """Yield the notes of a block in groups: general ones, those of each phase, of each question.

    Args:
        canvas: The canvas.
        block: The block.

    Yields:
        A section of the worksheet, with its notes in order; no group is empty.
    """
    for section in block.sections:
        notes = canvas.notes(block)
        if group := tuple(n for n in notes if worksheet_section(block, n.section) == section):
            yield section, group


def worksheet_section(block: Block, section: Section) -> Section:
    """Return the section of a block's worksheet that shows the notes of a section.

    Args:
        block: The block.
        section: The section of a note. `UNPLACED`, and a section that only a newer version knows,
            are on no worksheet: their notes are shown as general ones.
    """
    return section if section in block.sections else GENERAL


def report_section(block: Block, note: Note) -> Section:
    """Return the section under which a report lists a note: a channel's phase, else its own.

    Args:
        block: The block of the note.
        note: The note; a note of Channels without a section may name its phase by a `#` word.
    """
    phases = phases_of(note, lexicon()) if block.phases and note.section == GENERAL else ()
    return Section(phases[0].value) if phases else worksheet_section(block, note.section)
