"""Which of a block's questions have an answer: a note in the question's section."""

from bmc_tui.model.blocks import Block, Section
from bmc_tui.model.canvas import Canvas, Spot


def unanswered(canvas: Canvas, block: Block) -> tuple[Section, ...]:
    """Return the questions of `block` that have no answer, in the sheet's order."""
    answered = {note.section for note in canvas.notes(block)}
    return tuple(question for question in block.questions if question not in answered)


def next_unanswered(canvas: Canvas, block: Block, section: Section) -> Spot | None:
    """Return where the next question is that has no answer, over all blocks, and round.

    Args:
        canvas: The canvas.
        block: The block to start from.
        section: The section in it to start from: what comes behind it counts first.

    Returns:
        The place for the first answer; None when every question has one.
    """
    sections = block.sections
    here = sections.index(section) if section in sections else len(sections)
    open_here = unanswered(canvas, block)
    behind = [each for each in open_here if sections.index(each) > here]
    others = [
        (other, each)
        for other in (block.after(steps) for steps in range(1, 9))
        for each in unanswered(canvas, other)
    ]
    turn = [*((block, each) for each in behind), *others, *((block, each) for each in open_here)]
    return Spot(*turn[0], 0) if turn else None
