"""Where the editor is: never over its own block, if there is room for both."""

import pytest
from textual.geometry import Size

from bmc_tui.guide import load
from bmc_tui.model.blocks import BLOCKS, Block
from bmc_tui.model.canvas import Canvas
from bmc_tui.render.grid import board_boxes
from bmc_tui.ui.widgets.grid.overlay import overlay_region
from bmc_tui.ui.widgets.grid.regions import box_region
from tests.ui.apps import coffee_cart, overfull_canvas

LONG_TITLE = Canvas("A title much longer than any line " * 20)

BESIDE = [(120, 40), (200, 50), (100, 30), (119, 60), (120, 20), (137, 24), (301, 90)]
"""Terminals with room for the editor beside its block."""

OVER_ALL = [(80, 24), (60, 20), (99, 40), (119, 29), (40, 15), (120, 12), (20, 5), (1, 1)]
"""Terminals without."""

BARS = 2
"""Rows of the title bar and the footer."""


@pytest.mark.parametrize("size", BESIDE, ids=str)
@pytest.mark.parametrize("canvas", [Canvas(), coffee_cart(), overfull_canvas(), LONG_TITLE])
@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("is_parked", [False, True])
def test_all_of_the_block_but_one_border_stays_in_sight(
    language: str, canvas: Canvas, size: tuple[int, int], is_parked: bool
) -> None:
    terminal = Size(*size)
    grid = Size(terminal.width, terminal.height - BARS - is_parked)
    boxes = board_boxes(canvas, load(language), *grid)
    for block in BLOCKS:
        region = overlay_region(block, grid, terminal)
        assert region
        assert not region.overlaps(box_region(boxes[block]))
        assert grid.region.contains_region(region)
        assert region.height == grid.height
        # Wide enough to write in: two of the five columns at least.
        assert region.width >= 2 * grid.width // 5 - 1


@pytest.mark.parametrize("size", OVER_ALL, ids=str)
@pytest.mark.parametrize("block", [*BLOCKS, Block.PARKED])
def test_where_there_is_no_room_for_both_it_covers_all(block: Block, size: tuple[int, int]) -> None:
    terminal = Size(*size)
    grid = Size(terminal.width, max(0, terminal.height - BARS))
    assert overlay_region(block, grid, terminal) is None


def test_of_five_columns_the_two_farthest_from_the_block_are_covered() -> None:
    regions = {block: overlay_region(block, Size(121, 38), Size(121, 40)) for block in BLOCKS}
    spans = {block: (region.x, region.right) for block, region in regions.items() if region}
    right, left = (73, 121), (0, 48)
    # In filling order it changes sides once, and never its width.
    assert [spans[block] for block in BLOCKS] == [left] * 5 + [right] * 4


def test_from_a_hundred_columns_the_half_away_from_the_block_is_covered() -> None:
    grid, terminal = Size(101, 28), Size(101, 30)
    segments = overlay_region(Block.CUSTOMER_SEGMENTS, grid, terminal)
    partners = overlay_region(Block.KEY_PARTNERS, grid, terminal)
    assert segments
    assert partners
    assert (segments.x, segments.right) == (0, 50)
    assert (partners.x, partners.right) == (51, 101)


def test_what_is_about_no_block_covers_all() -> None:
    assert overlay_region(None, Size(200, 48), Size(200, 50)) is None
