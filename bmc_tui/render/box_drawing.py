"""Boxes that share their border lines, drawn with box characters, light or heavy.

Pure geometry: a box is a rectangle of border cells in a picture of characters; where two boxes
meet, the line between them belongs to both. What stands in a box is not known here.
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
"""The arms that each piece of an outline is made of, by their sum."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle by the cells of its border; the inside is what lies between them."""

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

    def holds(self, x: int, y: int) -> bool:
        """Tell whether a cell is in the box, its border included."""
        return self.left <= x <= self.right and self.top <= y <= self.bottom


Borders = list[dict[int, str]]
"""For each row of the picture, the border characters by column."""


def light_borders(boxes: Iterable[Box]) -> Borders:
    """Draw the borders of boxes at (0, 0) or beyond, as many rows as the lowest one needs."""
    light = _light(tuple(boxes))
    return [{x: CHARACTERS[arms] for x, arms in row.items()} for row in light]


def heavy_border(boxes: Iterable[Box], box: Box) -> Borders:
    """Draw the border of one of `boxes` with heavy lines, where it meets others too.

    Returns:
        Just that box's border characters; the rows above and below it have none.
    """
    light = _light(tuple(boxes))
    rows: Borders = [{} for _ in light]
    for (x, y), arms in _outline(box).items():
        # Each arm is there already, light: once more makes it heavy.
        rows[y][x] = CHARACTERS[light[y][x] + arms]
    return rows


@lru_cache(maxsize=8)
def _light(boxes: tuple[Box, ...]) -> list[dict[int, int]]:
    """Return the light borders of boxes by row and column, as indices of `CHARACTERS`."""
    arms: dict[tuple[int, int], set[int]] = {}
    for box in boxes:
        for cell, index in _outline(box).items():
            arms.setdefault(cell, set()).update(_ARMS[index])
    rows: list[dict[int, int]] = [{} for _ in range(max((b.bottom for b in boxes), default=-1) + 1)]
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
