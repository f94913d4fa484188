"""Next to the editor a box is partly visible; no word is cut in two there."""

import pytest
from rich.cells import cell_len

from bmc_tui.guide import load
from bmc_tui.model.blocks import Block
from bmc_tui.render.box_drawing import Box
from bmc_tui.render.grid import GridLayout, board_boxes, grid_rows
from bmc_tui.render.roles import Role, StyledRun
from bmc_tui.ui.widgets.grid.covered import Columns, whole_words
from tests.ui.apps import coffee_cart

BOXES = {Block.CHANNELS: Box(0, 0, 21, 4)}


def shown(text: str, covered: Columns, y: int = 1) -> str:
    """Return a row of a box 20 cells wide, without what is covered."""
    row = whole_words([StyledRun(f"│{text:<20}│", Role.NOTE)], y, covered, BOXES)
    line = "".join(run.text for run in row)
    return line[: covered.first] + line[covered.end :]


@pytest.mark.parametrize(
    ("text", "covered", "expected"),
    [
        ("Good coffee in two", Columns(0, 8), "   … in two  │"),
        ("Good coffee in two", Columns(0, 12), "         │"),
        ("Good coffee in two", Columns(0, 6), "coffee in two  │"),
        ("Good coffee in two", Columns(0, 5), " coffee in two  │"),
        ("Photographs", Columns(0, 5), "      …         │"),
        ("Good coffee in two", Columns(9, 22), "│Good …  "),
        ("Good coffee in two", Columns(5, 22), "│Good"),
        ("Photographs", Columns(5, 22), "│…   "),
        ("", Columns(0, 8), " " * 13 + "│"),
    ],
)
def test_a_word_that_is_covered_in_part_is_an_ellipsis(
    text: str, covered: Columns, expected: str
) -> None:
    assert shown(text, covered) == expected
    assert len(expected) == 22 - (covered.end - covered.first)


def test_of_a_wide_character_that_is_covered_in_part_nothing_is_in_sight() -> None:
    row = [StyledRun("│日本語 in two│", Role.NOTE)]
    line = "".join(run.text for run in whole_words(row, 1, Columns(0, 4), BOXES))
    assert cell_len(line) == cell_len(row[0].text)
    assert "… in two" in line
    assert "本" not in line


def test_a_title_that_is_covered_in_part_leaves_the_border() -> None:
    row = [StyledRun("┌─3 Channels────────4─┐", Role.BORDER)]
    line = "".join(run.text for run in whole_words(row, 0, Columns(0, 6), BOXES))
    assert line[6:] == "─────…────────4─┐"


def test_each_row_stays_as_wide_as_it_was_wherever_the_grid_is_covered() -> None:
    guide, canvas = load("nl"), coffee_cart()
    boxes = board_boxes(canvas, guide, 100, 28)
    layout = GridLayout(boxes, is_board=True)
    for y, row in enumerate(grid_rows(layout, canvas, guide, brief=True)):
        whole = "".join(run.text for run in row)
        for covered in (Columns(0, 51), Columns(49, 100), Columns(0, 33), Columns(67, 100)):
            line = "".join(run.text for run in whole_words(row, y, covered, boxes))
            assert len(line) == len(whole)
