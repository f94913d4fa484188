"""Finds the questions without an answer; an answer is a note in the question's section."""

from bmc_tui.model.blocks import BLOCKS, Block, Section
from bmc_tui.model.canvas import Canvas, Spot


def unanswered(canvas: Canvas, block: Block) -> tuple[Section, ...]:
    """Return the questions of `block` that have no answer, in the sheet's order."""
    answered = {note.section for note in canvas.notes(block)}
    return tuple(question for question in block.questions if question not in answered)


def next_unanswered(canvas: Canvas, block: Block, section: Section) -> Spot | None:
    """Return the spot of the next unanswered question, through all blocks and wrapping around.

    Args:
        canvas: The canvas.
        block: The block to start from.
        section: The section of that block to start from; the questions after it come first.

    Returns:
        The spot of a first answer; None if every question is answered.
    """
    sections = block.sections
    index = sections.index(section) if section in sections else len(sections)
    unanswered_here = unanswered(canvas, block)
    candidates = [
        *((block, question) for question in unanswered_here if sections.index(question) > index),
        *(
            (next_block, question)
            for next_block in (block.after(steps) for steps in range(1, len(BLOCKS) + 1))
            if next_block is not block
            for question in unanswered(canvas, next_block)
        ),
        *((block, question) for question in unanswered_here),
    ]
    return Spot(*candidates[0], 0) if candidates else None
