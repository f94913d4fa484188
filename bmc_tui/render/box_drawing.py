"""Draws boxes that share their border lines, light or heavy, with box drawing characters.

Pure geometry: a box is a rectangle of border cells on a grid of characters; where two boxes meet,
the line between them belongs to both. The contents of a box are the caller's.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import zip_longest
from typing import NamedTuple

CHARACTERS = " ╴╸╷┐┑╻┒┓╶─╾┌┬┭┎┰┱╺╼━┍┮┯┏┲┳╵┘┙│┤┥╽┧┪└┴┵├┼┽┟╁╅┕┶┷┝┾┿┢╆╈╹┚┛╿┦┩┃┨┫┖┸┹┞╀╃┠╂╉┗┺┻┡╄╇┣╊╋"
"""The box drawing characters (Unicode U+2500-257F) by the weights of their arms, 0 none, 1 light,
2 heavy, read as a number in base 3: up, right, down, left."""

_UP, _RIGHT, _DOWN, _LEFT = 27, 9, 3, 1

_ARMS = {
    sum(arms): arms
    for arms in (
        (_LEFT, _RIGHT),
        (_UP, _DOWN),
        (_RIGHT, _DOWN),
        (_LEFT, _DOWN),
        (_RIGHT, _UP),
        (_LEFT, _UP),
    )
}
"""The two arms of each cell of an outline, by their sum."""


class Box(NamedTuple):
    """A rectangle, by the columns and rows of its border; its inside is between them."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        """Cells across the inside."""
        return self.right - self.left - 1

    @property
    def height(self) -> int:
        """Cells down the inside."""
        return self.bottom - self.top - 1

    def contains(self, x: int, y: int) -> bool:
        """Tell whether a cell is in the box or on its border."""
        return self.left <= x <= self.right and self.top <= y <= self.bottom


Borders = list[dict[int, str]]
"""The border characters of each row, by column."""


def light_borders(boxes: Iterable[Box]) -> Borders:
    """Draw the borders of boxes on as many rows as the lowest box needs; none starts below 0.

    Returns:
        The rows, not to be changed: those between two edges are the same object, however high the
        boxes are.
    """
    rows = _border_arms(tuple(boxes))
    distinct_rows = {id(row): row for row in rows}
    drawn = {
        key: {x: CHARACTERS[arms] for x, arms in row.items()} for key, row in distinct_rows.items()
    }
    return [drawn[id(row)] for row in rows]


def heavy_border(boxes: Iterable[Box], box: Box) -> Borders:
    """Draw the border of one of `boxes` with heavy lines, joined to its neighbours' light ones.

    Returns:
        The border characters of that box alone; the rows above and below it are empty.
    """
    rows: Borders = []
    for y, light_arms in enumerate(_border_arms(tuple(boxes))):
        # Adding the outline's light arms once more makes them heavy.
        arms = _outline_row(box, y)
        rows.append({x: CHARACTERS[light_arms[x] + arms[x]] for x in arms})
    return rows


@lru_cache(maxsize=8)
def _border_arms(boxes: tuple[Box, ...]) -> list[dict[int, int]]:
    """Return the light borders of boxes by row and column, as indices into `CHARACTERS`.

    Rows that are crossed by the same sides and have no edge are one object: a picture of a long
    note has a million of them.
    """
    edges = sorted({y for box in boxes for y in (box.top, box.bottom)})
    rows: list[dict[int, int]] = [{} for _ in range(edges[0])] if edges else []
    for edge, next_edge in zip_longest(edges, edges[1:]):
        rows.append(_row_arms(boxes, edge))
        if next_edge and next_edge > edge + 1:
            rows += [_row_arms(boxes, edge + 1)] * (next_edge - edge - 1)
    return rows


def _row_arms(boxes: Sequence[Box], y: int) -> dict[int, int]:
    """Return one row of the light borders of boxes by column, as indices into `CHARACTERS`."""
    arms: dict[int, set[int]] = {}
    for box in boxes:
        for x, arm_sum in _outline_row(box, y).items():
            arms.setdefault(x, set()).update(_ARMS[arm_sum])
    return {x: sum(cell_arms) for x, cell_arms in arms.items()}


@lru_cache(maxsize=256)
def _outline_row(box: Box, y: int) -> dict[int, int]:
    """Return the cells of a box's border in one row, each with the sum of its light arms."""
    left, right = box.left, box.right
    if box.top < y < box.bottom:
        return {left: _UP + _DOWN, right: _UP + _DOWN}
    if y not in (box.top, box.bottom):
        return {}
    vertical = _DOWN if y == box.top else _UP
    cells = dict.fromkeys(range(left + 1, right), _LEFT + _RIGHT)
    return cells | {left: _RIGHT + vertical, right: _LEFT + vertical}
