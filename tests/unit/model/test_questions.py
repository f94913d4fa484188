"""Which questions have an answer, and where the next one is that has none."""

from bmc_tui.model.blocks import BLOCKS, GENERAL, Block, Phase, Section
from bmc_tui.model.canvas import Canvas, Spot
from bmc_tui.model.questions import (
    ASKED,
    first_unfilled,
    next_unfilled,
    step_asked,
    unanswered,
    unfilled,
    unfilled_count,
)

WHO = Section("customer_segments.who")
GROUPS = Section("customer_segments.groups")
PAYING = Section("customer_segments.paying")


def answered(*but: Section) -> Canvas:
    """Return a canvas in which every phase and question has an answer, except these."""
    canvas = Canvas()
    for block, asked in ASKED:
        if asked not in but:
            canvas = canvas.add(block, "Yes", section=asked)
    return canvas


def test_a_question_without_a_note_of_its_own_is_unanswered() -> None:
    canvas = Canvas().add(Block.CUSTOMER_SEGMENTS, "Students")
    assert len(unanswered(canvas, Block.CUSTOMER_SEGMENTS)) == 4
    canvas = canvas.add(Block.CUSTOMER_SEGMENTS, "Young", section=WHO)
    assert WHO not in unanswered(canvas, Block.CUSTOMER_SEGMENTS)


def test_the_next_unfilled_question_is_further_down_the_worksheet() -> None:
    block = Block.CUSTOMER_SEGMENTS
    assert next_unfilled(Canvas(), block, GENERAL) == Spot(block, WHO, 0)
    assert next_unfilled(Canvas(), block, WHO) == Spot(block, GROUPS, 0)


def test_then_it_is_in_the_blocks_behind_and_round_to_the_start() -> None:
    block = Block.CUSTOMER_SEGMENTS
    scale = Section("cost_structure.scale")
    canvas = answered(WHO, scale)
    assert next_unfilled(canvas, block, WHO) == Spot(Block.COST_STRUCTURE, scale, 0)
    assert next_unfilled(canvas, Block.COST_STRUCTURE, scale) == Spot(block, WHO, 0)


def test_round_to_the_start_is_also_within_the_only_block_that_has_one_left() -> None:
    block = Block.CUSTOMER_SEGMENTS
    assert next_unfilled(answered(WHO), block, PAYING) == Spot(block, WHO, 0)


def test_with_an_answer_to_every_question_there_is_none() -> None:
    assert next_unfilled(answered(), Block.CHANNELS, GENERAL) is None


def test_asked_are_the_questions_of_the_sheet_and_the_phases_in_filling_order() -> None:
    assert len(ASKED) == 46
    assert [block for block, _ in ASKED] == sorted(
        (block for block, _ in ASKED), key=lambda block: block.number
    )
    assert sum(len(block.questions) for block in BLOCKS) == 41
    channels = [section for block, section in ASKED if block is Block.CHANNELS]
    assert channels == [*Block.CHANNELS.phases, *Block.CHANNELS.questions]


def test_phases_without_a_channel_are_asked_before_the_questions_of_channels() -> None:
    why_us = Section("value_propositions.why_us")
    spot = next_unfilled(Canvas(), Block.VALUE_PROPOSITIONS, why_us)
    assert spot == Spot(Block.CHANNELS, Section(Phase.AWARENESS), 0)
    canvas = Canvas().add(Block.CHANNELS, "A sign", section=Section(Phase.AWARENESS))
    spot = next_unfilled(canvas, Block.VALUE_PROPOSITIONS, why_us)
    assert spot == Spot(Block.CHANNELS, Section(Phase.EVALUATION), 0)


def test_a_phase_is_not_a_question_where_questions_are_counted() -> None:
    assert unanswered(Canvas(), Block.CHANNELS) == Block.CHANNELS.questions
    assert unfilled(Canvas(), Block.CHANNELS) == tuple(
        section for block, section in ASKED if block is Block.CHANNELS
    )


def test_a_general_note_answers_nothing() -> None:
    canvas = Canvas()
    for block in BLOCKS:
        canvas = canvas.add(block, "Something")
    assert unfilled_count(canvas) == 46


def test_the_first_of_all_without_an_answer_may_be_anywhere() -> None:
    scale = Section("cost_structure.scale")
    assert first_unfilled(Canvas()) == Spot(Block.CUSTOMER_SEGMENTS, WHO, 0)
    assert first_unfilled(answered(scale)) == Spot(Block.COST_STRUCTURE, scale, 0)
    assert first_unfilled(answered()) is None


def test_steps_go_over_what_is_answered_too_and_round_at_both_ends() -> None:
    last = Section("cost_structure.scale")
    assert step_asked(Block.CUSTOMER_SEGMENTS, WHO, 1).section == GROUPS
    assert step_asked(Block.CUSTOMER_SEGMENTS, WHO, -1).section == last
    assert step_asked(Block.COST_STRUCTURE, last, 1).section == WHO
