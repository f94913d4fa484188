"""The blocks fill the classic picture, and a cursor walks over it as the eye would."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bmc_tui.model.blocks import BLOCKS, Block
from bmc_tui.model.layout import BLOCK_RECTS, HEIGHT, WIDTH, Cursor, Direction

SEGMENTS, VALUE, CHANNELS, RELATIONS, REVENUE, RESOURCES, ACTIVITIES, PARTNERS, COSTS = BLOCKS
LEFT, RIGHT, UP, DOWN = Direction.LEFT, Direction.RIGHT, Direction.UP, Direction.DOWN


def walk(start: Block, *steps: Direction) -> list[Block]:
    """Return the blocks that a walk comes through, without the one it starts from."""
    cursor = Cursor.at(start)
    seen = []
    for step in steps:
        cursor = cursor.step(step)
        seen.append(cursor.block)
    return seen


def test_the_blocks_fill_the_picture_without_overlap() -> None:
    covered = [
        (x, y)
        for place in BLOCK_RECTS.values()
        for x in range(place.left, place.right)
        for y in range(place.top, place.bottom)
    ]
    assert sorted(covered) == [(x, y) for x in range(WIDTH) for y in range(HEIGHT)]


def test_the_picture_is_the_classic_one() -> None:
    assert walk(PARTNERS, *[RIGHT] * 4) == [ACTIVITIES, VALUE, RELATIONS, SEGMENTS]
    assert walk(ACTIVITIES, DOWN, DOWN) == [RESOURCES, COSTS]
    assert walk(RELATIONS, DOWN, DOWN) == [CHANNELS, REVENUE]
    assert walk(COSTS, RIGHT) == [REVENUE]


@pytest.mark.parametrize(
    ("start", "steps", "end"),
    [
        (CHANNELS, [LEFT, LEFT], RESOURCES),
        (RELATIONS, [LEFT, LEFT], ACTIVITIES),
        (RESOURCES, [RIGHT, RIGHT], CHANNELS),
        (ACTIVITIES, [RIGHT, RIGHT], RELATIONS),
        (CHANNELS, [RIGHT, LEFT], CHANNELS),
        (RESOURCES, [LEFT, RIGHT], RESOURCES),
        (CHANNELS, [LEFT, LEFT, LEFT, RIGHT, RIGHT, RIGHT], CHANNELS),
    ],
)
def test_through_a_tall_cell_a_walk_keeps_its_row(
    start: Block, steps: list[Direction], end: Block
) -> None:
    assert walk(start, *steps)[-1] is end


def test_at_the_edge_a_step_in_vain_forgets_nothing() -> None:
    assert walk(CHANNELS, RIGHT, RIGHT, LEFT)[-1] is CHANNELS
    assert walk(RESOURCES, LEFT, UP, LEFT, RIGHT)[-1] is RESOURCES


@pytest.mark.parametrize("block", [PARTNERS, RESOURCES, CHANNELS, SEGMENTS, VALUE])
def test_through_a_wide_cell_a_walk_keeps_its_column(block: Block) -> None:
    assert walk(block, DOWN, UP)[-1] is block


def test_along_the_bottom_a_walk_comes_up_in_the_half_it_is_in() -> None:
    assert walk(RESOURCES, DOWN, RIGHT, UP) == [COSTS, REVENUE, CHANNELS]
    assert walk(CHANNELS, DOWN, LEFT, UP) == [REVENUE, COSTS, RESOURCES]


@given(st.sampled_from(BLOCKS), st.lists(st.sampled_from(Direction)))
def test_a_walk_never_leaves_its_block(start: Block, steps: list[Direction]) -> None:
    cursor = Cursor.at(start)
    for step in steps:
        cursor = cursor.step(step)
        place = BLOCK_RECTS[cursor.block]
        assert place.left <= cursor.x < place.right
        assert place.top <= cursor.y < place.bottom


@given(st.sampled_from(BLOCKS))
def test_from_every_block_every_block_can_be_reached(start: Block) -> None:
    reached, todo = {start}, [Cursor.at(start)]
    while todo:
        cursor = todo.pop()
        for direction in Direction:
            there = cursor.step(direction)
            if there.block not in reached:
                reached.add(there.block)
                todo.append(there)
    assert reached == set(BLOCKS)


def test_tab_goes_round_in_filling_order() -> None:
    assert [block.number for block in BLOCKS] == [1, 2, 3, 4, 5, 6, 7, 8, 9]
    assert SEGMENTS.after(1) is VALUE
    assert COSTS.after(1) is SEGMENTS
    assert SEGMENTS.after(-1) is COSTS
