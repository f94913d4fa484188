"""The rows of the board are as high as the notes in them need."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bmc_tui.examples import EXAMPLE_LANGUAGES, load_example
from bmc_tui.guide import load
from bmc_tui.model.blocks import BLOCKS, Block
from bmc_tui.model.canvas import Canvas
from bmc_tui.render.block_lines import block_inside
from bmc_tui.render.fitting.rows import Need, fitted_rows
from bmc_tui.render.grid import board_boxes
from tests.ui.apps import coffee_cart

CLASSIC = (7, 6, 5)
"""The lines of the rows at 80x24."""

EMPTY = Need((), (), 2)


def needs(**by_name: Need) -> dict[Block, Need]:
    return {block: by_name.get(block.name.lower(), EMPTY) for block in BLOCKS}


def notes(*heights: int) -> Need:
    return Need(heights, heights, 0)


def test_where_all_is_shown_the_rows_are_those_of_the_printed_sheet() -> None:
    assert fitted_rows(needs(), CLASSIC) == CLASSIC
    assert fitted_rows(needs(channels=notes(2, 2, 2)), CLASSIC) == CLASSIC


def test_a_row_gets_the_lines_that_its_notes_need_and_no_more() -> None:
    assert fitted_rows(needs(channels=notes(*[1] * 8)), CLASSIC) == (5, 8, 5)
    assert fitted_rows(needs(cost_structure=notes(2, 2, 2)), CLASSIC) == (6, 6, 6)


def test_a_row_gives_up_half_of_its_lines_at_most_to_one_that_has_no_end() -> None:
    full = notes(*[1] * 50)
    crowded = needs(channels=full, key_resources=full, cost_structure=full)
    assert fitted_rows(crowded, (16, 15, 13)) == (3, 35, 6)
    assert fitted_rows(crowded, CLASSIC) == (3, 12, 3)


def test_words_of_the_vocabulary_count_for_less_than_a_note() -> None:
    channels = Need((2, 2, 2, 2), (1, 1, 1, 1), 0)
    assert fitted_rows(needs(channels=channels), CLASSIC) == (5, 8, 5)
    crowded = needs(
        channels=channels, key_activities=notes(*[1] * 7), cost_structure=notes(*[1] * 5)
    )
    assert fitted_rows(crowded, CLASSIC) == CLASSIC


heights = st.lists(st.integers(1, 9), max_size=30)


@given(st.lists(heights, min_size=9, max_size=9), st.tuples(*[st.integers(3, 20)] * 3))
def test_no_split_loses_notes_or_lines(
    by_block: list[list[int]], classic: tuple[int, int, int]
) -> None:
    given_needs = dict(zip(BLOCKS, (notes(*each) for each in by_block), strict=True))
    rows = fitted_rows(given_needs, classic)
    assert sum(rows) == sum(classic)
    assert min(rows) >= 3


def shown_whole(canvas: Canvas, language: str, width: int, height: int) -> int:
    """Count the notes that the board shows whole, using only its picture."""
    guide = load(language)
    count = canvas.note_count
    for block, box in board_boxes(canvas, guide, width, height - 2).items():
        for line in block_inside(canvas, block, guide, box, brief=True).lines:
            text = "".join(run.text for run in line).strip()
            if text.startswith("+") and canvas.notes(block):
                count -= int(text.split()[0])
    return count


@pytest.mark.parametrize("size", [(100, 30), (120, 40), (200, 50)])
def test_the_coffee_cart_is_shown_whole(size: tuple[int, int]) -> None:
    canvas = load_example("coffee-cart")
    assert shown_whole(canvas, "en", *size) == canvas.note_count


@pytest.mark.parametrize("name", EXAMPLE_LANGUAGES)
def test_the_examples_are_shown_whole_on_a_large_screen(name: str) -> None:
    canvas = load_example(name)
    assert shown_whole(canvas, EXAMPLE_LANGUAGES[name], 120, 40) == canvas.note_count


def test_the_boxes_fill_the_same_room_whatever_is_in_them() -> None:
    guide = load("nl")
    for canvas in (Canvas(), coffee_cart(), load_example("repair-cafe")):
        boxes = board_boxes(canvas, guide, 80, 22)
        assert max(box.bottom for box in boxes.values()) == 21
        assert boxes[Block.KEY_PARTNERS].bottom == boxes[Block.COST_STRUCTURE].top
        assert boxes[Block.KEY_ACTIVITIES].bottom == boxes[Block.KEY_RESOURCES].top
