"""Draws boxes that share their border lines, light or heavy, with box drawing characters.

Pure geometry: a box is a rectangle of border cells on a grid of characters; where two boxes meet,
the line between them belongs to both. The contents of a box are the caller's.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

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


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle, by the columns and rows of its border; its inside lies between them."""

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
    """Draw the borders of boxes on as many rows as the lowest box needs; none starts below 0."""
    rows = _border_arms(tuple(boxes))
    return [{x: CHARACTERS[arms] for x, arms in row.items()} for row in rows]


def heavy_border(boxes: Iterable[Box], box: Box) -> Borders:
    """Draw the border of one of `boxes` with heavy lines, joined to its neighbours' light ones.

    Returns:
        The border characters of that box alone; the rows above and below it are empty.
    """
    light_arms = _border_arms(tuple(boxes))
    rows: Borders = [{} for _ in light_arms]
    for (x, y), arms in _outline(box).items():
        # Adding the outline's light arms once more makes them heavy.
        rows[y][x] = CHARACTERS[light_arms[y][x] + arms]
    return rows


@lru_cache(maxsize=8)
def _border_arms(boxes: tuple[Box, ...]) -> list[dict[int, int]]:
    """Return the light borders of boxes by row and column, as indices into `CHARACTERS`."""
    arms: dict[tuple[int, int], set[int]] = {}
    for box in boxes:
        for cell, arm_sum in _outline(box).items():
            arms.setdefault(cell, set()).update(_ARMS[arm_sum])
    rows: list[dict[int, int]] = [
        {} for _ in range(max((box.bottom for box in boxes), default=-1) + 1)
    ]
    for (x, y), cell_arms in arms.items():
        rows[y][x] = sum(cell_arms)
    return rows


@lru_cache(maxsize=64)
def _outline(box: Box) -> dict[tuple[int, int], int]:
    """Return the cells of a box's border, each with the sum of its light arms."""
    left, top, right, bottom = box.left, box.top, box.right, box.bottom
    cells = {(x, y): _LEFT + _RIGHT for y in (top, bottom) for x in range(left + 1, right)}
    cells |= {(x, y): _UP + _DOWN for x in (left, right) for y in range(top + 1, bottom)}
    return cells | {
        (left, top): _RIGHT + _DOWN,
        (right, top): _LEFT + _DOWN,
        (left, bottom): _RIGHT + _UP,
        (right, bottom): _LEFT + _UP,
    }
