"""A canvas as a Markdown report: every answer under the method's question. To hand in.

Its shape, so that it can be read back:

- `# ` and the canvas's title;
- for each block, in filling order, `## ` and its title; then a list with the notes that answer
  no question in particular, one bullet each; then for each phase, and after those for each
  question, that has notes: `### ` and its words, and a list with its notes;
- what there is to say of the notes as a whole (`bmc_tui.formats.markdown.summary`);
- when there are questions without an answer, `## ` and the words for those, and under it for each
  block that has any: `### ` and its title, and a list with its questions.

Notes of a section that this version does not know stand with those that answer no question. Text
that somebody typed is escaped as in the outline (`bmc_tui.formats.markdown.writer`).
"""

from collections.abc import Iterator

from bmc_tui.formats.markdown.summary import overviews
from bmc_tui.formats.markdown.writer import bullet, escape
from bmc_tui.guide import Guide
from bmc_tui.model.blocks import BLOCKS, GENERAL, Block
from bmc_tui.model.canvas import Canvas


def write(canvas: Canvas, guide: Guide) -> str:
    """Return the whole canvas as a report.

    Args:
        canvas: What to write; blocks without notes keep their heading.
        guide: The language of the headings and the questions.
    """
    parts = [f"# {guide.canvas_title(escape(canvas.title))}\n"]
    for block in BLOCKS:
        parts += _block(canvas, block, guide)
    parts += overviews(canvas, guide)
    parts += _unanswered(canvas, guide)
    return "\n".join(parts)


def _block(canvas: Canvas, block: Block, guide: Guide) -> Iterator[str]:
    """Yield the headings and lists of one block."""
    yield f"## {guide.title(block)}\n"
    titled = block.sections[1:]
    general = [note.text for note in canvas.notes(block) if note.section not in titled]
    for section in block.sections:
        texts = canvas.texts(block, section) if section != GENERAL else general
        if texts and section != GENERAL:
            yield f"### {escape(guide.section_title(block, section))}\n"
        if texts:
            yield "".join(map(bullet, texts))


def _unanswered(canvas: Canvas, guide: Guide) -> Iterator[str]:
    """Yield the headings and lists of the questions that have no answer; nothing if all have."""
    first = True
    for block in BLOCKS:
        answered = {note.section for note in canvas.notes(block)}
        questions = [
            guide.section_title(block, question)
            for question in block.questions
            if question not in answered
        ]
        if questions and first:
            yield f"## {guide.say('report.unanswered')}\n"
            first = False
        if questions:
            yield f"### {guide.title(block)}\n"
            # Not as notes: reading takes these for the questions that they are.
            yield "".join(f"- {escape(question)}\n" for question in questions)
