"""The rectangles of the blocks in the classic layout, and how a cursor moves over them.

The layout is five columns wide, but the bottom row is split in the middle, so the unit is half a
column: the layout is ten units wide and three rows high. Source: the classic canvas of the method
sheet (partners | activities over resources | value | relationships over channels | segments, and
below them costs and revenue).
"""

from enum import Enum
from typing import NamedTuple

from bmc_tui.model.blocks import Block

WIDTH = 10
"""Units (half columns) across the layout."""

HEIGHT = 3
"""Rows down the layout."""


class Rect(NamedTuple):
    """A rectangle in half columns and rows; `right` and `bottom` are exclusive."""

    left: int
    top: int
    right: int
    bottom: int


BLOCK_RECTS: dict[Block, Rect] = {
    Block.CUSTOMER_SEGMENTS: Rect(8, 0, 10, 2),
    Block.VALUE_PROPOSITIONS: Rect(4, 0, 6, 2),
    Block.CHANNELS: Rect(6, 1, 8, 2),
    Block.CUSTOMER_RELATIONSHIPS: Rect(6, 0, 8, 1),
    Block.REVENUE_STREAMS: Rect(5, 2, 10, 3),
    Block.KEY_RESOURCES: Rect(2, 1, 4, 2),
    Block.KEY_ACTIVITIES: Rect(2, 0, 4, 1),
    Block.KEY_PARTNERS: Rect(0, 0, 2, 2),
    Block.COST_STRUCTURE: Rect(0, 2, 5, 3),
}


class Direction(Enum):
    """A step over the layout, as (half columns, rows)."""

    LEFT = (-1, 0)
    RIGHT = (1, 0)
    UP = (0, -1)
    DOWN = (0, 1)


class Cursor(NamedTuple):
    """The selected block, and the position in it from which the next step starts.

    The position remembers the row or column in which the cursor entered the block, so that it
    leaves a tall or wide block in that same row or column.
    """

    block: Block
    x: int
    """In half columns from the left of the layout."""
    y: int
    """In rows from the top of the layout."""

    @classmethod
    def at(cls, block: Block) -> "Cursor":
        """Return a cursor on a block that was selected directly: in its middle, in its top row."""
        rect = BLOCK_RECTS[block]
        return cls(block, (rect.left + rect.right) // 2, rect.top)

    def step(self, direction: Direction) -> "Cursor":
        """Return the cursor on the next block in a direction; itself at the edge of the layout."""
        across, down = direction.value
        rect = BLOCK_RECTS[self.block]
        x, y = self.x, self.y
        if across:
            x = rect.right if across > 0 else rect.left - 1
        else:
            y = rect.bottom if down > 0 else rect.top - 1
        for block, target in BLOCK_RECTS.items():
            if target.left <= x < target.right and target.top <= y < target.bottom:
                # A step across keeps the row and takes the middle of the new block; a step up or
                # down keeps the column.
                return Cursor(block, (target.left + target.right) // 2 if across else x, y)
        return self
