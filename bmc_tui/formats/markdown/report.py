"""Writes a canvas as a Markdown report to hand in: every answer under the method's question.

Its structure, which the reader relies on:

- `# ` and the canvas's title, and a list of the particulars, if there are any;
- for each block, in filling order, `## ` and its title; then a list of the notes that answer no
  question, one bullet each; then for each phase, and after those for each question, that has
  notes: `### ` and its words, and a list of its notes; a channel such as `Posters #awareness` is
  in the list of that phase;
- the answers to the questions on the design (`design_parts`), if there are any;
- the overviews (`bmc_tui.formats.markdown.summary`);
- when there are parked notes, which come last, `## ` and a heading for those, and a list;
- when there are questions without an answer, `## ` and a heading for those, and under it for each
  block that has any: `### ` and its title, and a list of its questions.

Notes of a section that this version does not know are among those that answer no question. Text
from the user is escaped as in the outline (`bmc_tui.formats.markdown.writer`).
"""

from collections.abc import Iterator

from bmc_tui.formats.markdown.summary import overview_parts
from bmc_tui.formats.markdown.writer import (
    bullet,
    design_parts,
    escape,
    parked_parts,
    particular_parts,
)
from bmc_tui.guide import Guide
from bmc_tui.guide.lexicon import lexicon, segments_of
from bmc_tui.model.blocks import BLOCKS, GENERAL, Block, Section
from bmc_tui.model.canvas import Canvas, Note
from bmc_tui.model.coverage import phases_of
from bmc_tui.model.questions import open_questions
from bmc_tui.model.ties.block_ties import block_ties
from bmc_tui.render.grouping import worksheet_section


def write(canvas: Canvas, guide: Guide) -> str:
    """Return the whole canvas as a report.

    Args:
        canvas: The canvas; blocks without notes keep their heading.
        guide: The language of the headings and the questions.
    """
    parts = [f"# {guide.canvas_title(escape(canvas.title))}\n", *particular_parts(canvas, guide)]
    for block in BLOCKS:
        parts += _block_parts(canvas, block, guide)
    parts += design_parts(canvas, guide)
    parts += overview_parts(canvas, guide)
    parts += _unanswered_parts(canvas, guide)
    parts += parked_parts(canvas, guide)
    return "\n".join(parts)


def _block_parts(canvas: Canvas, block: Block, guide: Guide) -> Iterator[str]:
    """Yield the headings and lists of one block."""
    yield f"## {guide.title(block)}\n"
    sections = [_section(canvas, block, note) for note in canvas.notes(block)]
    for section in block.sections:
        bullets = [
            bullet(note.text)
            for note, its_section in zip(canvas.notes(block), sections, strict=True)
            if its_section == section
        ]
        if bullets and section != GENERAL:
            yield f"### {escape(guide.section_title(block, section))}\n"
        if bullets:
            yield "".join(bullets)


def _section(canvas: Canvas, block: Block, note: Note) -> Section:
    """Return the section of a block under which a note is listed.

    A channel that names its phase by a `#` word is listed under that, unless a heading above it
    names its group.
    """
    section = worksheet_section(block, note.section)
    if block is not Block.CHANNELS or section != GENERAL:
        return section
    phases = phases_of(note, lexicon())
    is_grouped = phases and block_ties(canvas, block, segments_of(canvas)).headings
    return Section(phases[0].value) if phases and not is_grouped else section


def _unanswered_parts(canvas: Canvas, guide: Guide) -> Iterator[str]:
    """Yield the headings and lists of the unanswered questions; nothing if there are none."""
    for count, (block, questions) in enumerate(open_questions(canvas)):
        if not count:
            yield f"## {guide.say('report.unanswered')}\n"
        yield f"### {guide.title(block)}\n"
        # Not as notes (`bullet`), so that the reader takes these for the questions that they are.
        titles = (guide.section_title(block, question) for question in questions)
        yield "".join(f"- {escape(title)}\n" for title in titles)
