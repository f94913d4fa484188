"""Which questions have an answer, and where the next one is that has none."""

from bmc_tui.model.blocks import BLOCKS, GENERAL, Block, Section
from bmc_tui.model.canvas import Canvas, Spot
from bmc_tui.model.questions import next_unanswered, unanswered

WHO = Section("customer_segments.who")
GROUPS = Section("customer_segments.groups")
PAYING = Section("customer_segments.paying")


def answered(*but: Section) -> Canvas:
    """Return a canvas in which every question has an answer, except these."""
    canvas = Canvas()
    for block in BLOCKS:
        for question in block.questions:
            if question not in but:
                canvas = canvas.add(block, "Yes", section=question)
    return canvas


def test_a_question_without_a_note_of_its_own_is_unanswered() -> None:
    canvas = Canvas().add(Block.CUSTOMER_SEGMENTS, "Students")
    assert len(unanswered(canvas, Block.CUSTOMER_SEGMENTS)) == 4
    canvas = canvas.add(Block.CUSTOMER_SEGMENTS, "Young", section=WHO)
    assert WHO not in unanswered(canvas, Block.CUSTOMER_SEGMENTS)


def test_the_next_unanswered_question_is_further_down_the_worksheet() -> None:
    block = Block.CUSTOMER_SEGMENTS
    assert next_unanswered(Canvas(), block, GENERAL) == Spot(block, WHO, 0)
    assert next_unanswered(Canvas(), block, WHO) == Spot(block, GROUPS, 0)


def test_then_it_is_in_the_blocks_behind_and_round_to_the_start() -> None:
    block = Block.CUSTOMER_SEGMENTS
    scale = Section("cost_structure.scale")
    canvas = answered(WHO, scale)
    assert next_unanswered(canvas, block, WHO) == Spot(Block.COST_STRUCTURE, scale, 0)
    assert next_unanswered(canvas, Block.COST_STRUCTURE, scale) == Spot(block, WHO, 0)


def test_round_to_the_start_is_also_within_the_only_block_that_has_one_left() -> None:
    block = Block.CUSTOMER_SEGMENTS
    assert next_unanswered(answered(WHO), block, PAYING) == Spot(block, WHO, 0)


def test_with_an_answer_to_every_question_there_is_none() -> None:
    assert next_unanswered(answered(), Block.CHANNELS, GENERAL) is None
