"""What is over the grid, such as the editor: next to the block that it is about, or over all."""

from collections.abc import Callable, Sequence

from textual.containers import Vertical
from textual.geometry import Offset, Region, Size, Spacing
from textual.layout import ArrangeResult, Layout, WidgetPlacement
from textual.widget import Widget

from bmc_tui.model.blocks import Block
from bmc_tui.model.layout import BLOCK_RECTS, HEIGHT, WIDTH
from bmc_tui.render.grid import MIN_CLASSIC_CELLS, MIN_CLASSIC_ROWS, column_edges
from bmc_tui.ui.widgets.board import Board

_COLUMNS_FROM = 120
"""Columns of the terminal from which two of the five columns of the grid are covered."""

_HALF_FROM = Size(100, 30)
"""The size of the terminal from which half of the grid is covered: there two columns are narrow."""

_COVERED_COLUMNS, _COVERED_HALF = 4, WIDTH // 2
"""How much is covered, in half columns. On the side away from the block there is always as much,
except half beside the block in the middle."""


class Overlay(Vertical):
    """What is over the grid, placed by `OverGrid`.

    Args:
        children: What it consists of, from top to bottom.
        beside: The block that stays in sight; None covers the whole grid.
    """

    def __init__(self, *children: Widget, beside: Block | None = None) -> None:
        super().__init__(*children)
        self.beside = beside


class Divider(Widget):
    """The line between the grid and what is over it, drawn by the style sheet."""


class OverGrid(Layout):
    """The layout of the grid, the line below it, and what is over both.

    The grid has the same size whatever is over it or pushes it up, so that neither opening
    something nor a message wraps a note anew.

    Args:
        grid: The grid.
        below: A line below the grid, which may be hidden.
        divider: The line between the grid and an overlay next to a block.
        pushed_rows: Returns how many rows are missing now, because a message takes them.
    """

    name = "over_grid"

    def __init__(
        self, grid: Board, below: Widget, divider: Divider, pushed_rows: Callable[[], int]
    ) -> None:
        self._grid, self._below, self._divider = grid, below, divider
        self._pushed_rows = pushed_rows

    def arrange(
        self, parent: Widget, children: Sequence[Widget], size: Size, greedy: bool = True
    ) -> ArrangeResult:
        """Return the placement of each widget; the later ones are over those before them.

        Of several overlays the last is shown, once all that is in it is mounted: one replaces the
        other in a single frame.
        """
        rows = max(0, size.height - (self._below in children))
        grid = self._grid_region(size.width, rows)
        placements = [
            _placement(self._grid, grid),
            _placement(self._below, Region(0, rows, size.width, size.height - rows)),
        ]
        overlays = (child for child in reversed(children) if isinstance(child, Overlay))
        if overlay := next((each for each in overlays if each.is_mounted), None):
            region = overlay_region(overlay.beside, grid.size, parent.app.size)
            region = (region or size.region).intersection(size.region)
            placements.append(_placement(overlay, region))
            if region != size.region:
                x = region.x - 1 if region.x else region.right
                placements.append(_placement(self._divider, Region(x, 0, 1, rows)))
        return [placement for placement in placements if placement.widget in children]

    def _grid_region(self, width: int, rows: int) -> Region:
        """Return where the grid is: its lowest blocks or its top are visible, by the cursor.

        Args:
            width: The available columns.
            rows: The rows.
        """
        pushed = self._pushed_rows()
        if width < MIN_CLASSIC_CELLS or rows + pushed < MIN_CLASSIC_ROWS:
            return Region(0, 0, width, rows)
        rect = BLOCK_RECTS.get(self._grid.block)
        is_low = rect is not None and rect.bottom == HEIGHT
        return Region(0, -pushed if is_low else 0, width, rows + pushed)


def _placement(widget: Widget, region: Region) -> WidgetPlacement:
    """Return the placement of a widget in a region."""
    return WidgetPlacement(region, Offset(), Spacing(), widget)


def overlay_region(beside: Block | None, grid: Size, terminal: Size) -> Region | None:
    """Return the part of the grid that an overlay covers, without the line beside it.

    Args:
        beside: The block that stays in sight, all but the border that it shares with the overlay;
            None for none. The parked notes are below the grid, and so always in sight.
        grid: The cells of the grid.
        terminal: The columns and rows of the terminal.

    Returns:
        The region within the grid; None if the overlay covers all, because there is no room for
        both.
    """
    covered = _covered_half_columns(terminal)
    if (
        not beside
        or not covered
        or grid.width < MIN_CLASSIC_CELLS
        or grid.height < MIN_CLASSIC_ROWS
    ):
        return None
    rect = BLOCK_RECTS.get(beside, BLOCK_RECTS[Block.VALUE_PROPOSITIONS])
    xs = column_edges(grid.width)
    if rect.left < WIDTH - rect.right:
        left = xs[max(WIDTH - covered, rect.right)] + 1
        return Region(left, 0, grid.width - left, grid.height)
    return Region(0, 0, xs[min(covered, rect.left)], grid.height)


def _covered_half_columns(terminal: Size) -> int:
    """Return how much of the grid is covered, in half columns; 0 if there is room for only one."""
    if terminal.width >= _COLUMNS_FROM:
        return _COVERED_COLUMNS
    has_half = terminal.width >= _HALF_FROM.width and terminal.height >= _HALF_FROM.height
    return _COVERED_HALF if has_half else 0
