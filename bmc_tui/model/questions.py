"""Finds the questions without an answer; an answer is a note in the question's section.

The questions of the method sheet and the phases of Channels are asked: each of them is a part of
the worksheet of its own.
"""

from collections.abc import Iterator

from bmc_tui.model.blocks import BLOCKS, GENERAL, Block, Section
from bmc_tui.model.canvas import Canvas, Spot

ASKED: tuple[tuple[Block, Section], ...] = tuple(
    (block, section) for block in BLOCKS for section in block.sections if section != GENERAL
)
"""All that the sheet asks, in filling order: 41 questions and, before those of Channels, the five
phases."""


def unanswered(canvas: Canvas, block: Block) -> tuple[Section, ...]:
    """Return the questions of `block` that have no answer, in the sheet's order."""
    return tuple(section for section in unfilled(canvas, block) if section in block.questions)


def open_questions(canvas: Canvas) -> Iterator[tuple[Block, tuple[Section, ...]]]:
    """Yield each block that has unanswered questions, with these questions, for a report.

    A canvas that was handed in has none: they are not asked of its reader.
    """
    for block in () if canvas.source else BLOCKS:
        if questions := unanswered(canvas, block):
            yield block, questions


def unfilled(canvas: Canvas, block: Block) -> tuple[Section, ...]:
    """Return the phases and questions of `block` that have no answer, in the sheet's order."""
    answered = {note.section for note in canvas.notes(block)}
    asked = (*block.phases, *block.questions)
    return tuple(section for section in asked if section not in answered)


def unfilled_count(canvas: Canvas) -> int:
    """Return how many of `ASKED` have no answer."""
    return sum(len(unfilled(canvas, block)) for block in BLOCKS)


def next_unfilled(canvas: Canvas, block: Block, section: Section) -> Spot | None:
    """Return the spot of the next phase or question without an answer, over all blocks.

    After the last one the first follows.

    Args:
        canvas: The canvas.
        block: The block to start from.
        section: The section of that block to start from; the question after it comes first.

    Returns:
        The spot of a first answer; None if everything has an answer.
    """
    sections = block.sections
    index = sections.index(section) if section in sections else len(sections)
    unfilled_here = unfilled(canvas, block)
    candidates = [
        *((block, asked) for asked in unfilled_here if sections.index(asked) > index),
        *(
            (next_block, asked)
            for next_block in (block.after(steps) for steps in range(1, len(BLOCKS) + 1))
            if next_block is not block
            for asked in unfilled(canvas, next_block)
        ),
        *((block, asked) for asked in unfilled_here),
    ]
    return Spot(*candidates[0], 0) if candidates else None


def first_unfilled(canvas: Canvas) -> Spot | None:
    """Return the spot of the first phase or question without an answer; see `next_unfilled`."""
    return next_unfilled(canvas, BLOCKS[0], GENERAL)


def step_asked(block: Block, section: Section, steps: int) -> Spot:
    """Return the spot of the question or phase some steps further or back, answered or not.

    Args:
        block: The block of a phase or question.
        section: The phase or question.
        steps: How many steps; after the last of `ASKED` the first follows.
    """
    index = ASKED.index((block, section)) + steps
    return Spot(*ASKED[index % len(ASKED)], 0)
