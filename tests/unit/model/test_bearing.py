"""Which blocks bear on a question of the sheet."""

import pytest

from bmc_tui.model.blocks import Block, Section
from bmc_tui.model.questions import ASKED
from bmc_tui.model.ties.sheet import bearing_blocks

SEGMENTS, VALUE, CHANNELS = (
    Block.CUSTOMER_SEGMENTS,
    Block.VALUE_PROPOSITIONS,
    Block.CHANNELS,
)


@pytest.mark.parametrize(
    ("section", "expected"),
    [
        ("channels.reached", [SEGMENTS]),
        ("key_resources.revenue", [Block.CUSTOMER_RELATIONSHIPS, Block.REVENUE_STREAMS]),
        ("key_activities.upkeep", [CHANNELS, Block.CUSTOMER_RELATIONSHIPS]),
        ("cost_structure.activities", [Block.KEY_ACTIVITIES]),
        ("customer_relationships.costs", [Block.COST_STRUCTURE]),
    ],
)
def test_a_question_that_ties_its_block_has_the_other_side(
    section: str, expected: list[Block]
) -> None:
    block = Block(section.partition(".")[0])
    assert list(bearing_blocks(block, Section(section))) == expected


@pytest.mark.parametrize(
    ("block", "section", "expected"),
    [
        (CHANNELS, "channels.direct", [SEGMENTS]),
        (CHANNELS, "delivery", [SEGMENTS]),
        (
            Block.KEY_RESOURCES,
            "key_resources.kind",
            [VALUE, Block.CUSTOMER_RELATIONSHIPS, Block.REVENUE_STREAMS],
        ),
        (Block.CUSTOMER_RELATIONSHIPS, "customer_relationships.fit", [SEGMENTS]),
    ],
)
def test_any_other_question_has_those_of_its_block(
    block: Block, section: str, expected: list[Block]
) -> None:
    assert list(bearing_blocks(block, Section(section))) == expected


def test_on_segments_bear_the_blocks_that_are_made_for_them() -> None:
    assert bearing_blocks(SEGMENTS, Section("customer_segments.who")) == (
        VALUE,
        CHANNELS,
        Block.CUSTOMER_RELATIONSHIPS,
        Block.REVENUE_STREAMS,
    )


def test_on_each_question_some_other_block_bears() -> None:
    for block, section in ASKED:
        others = bearing_blocks(block, section)
        assert others
        assert block not in others
