"""Boxes that share their border lines, drawn with box characters, one of them heavy.

Pure geometry: a box is a rectangle of border cells in a picture of characters; where two boxes
meet, the line between them belongs to both. What stands in a box is not known here.
"""

from collections.abc import Iterable
from dataclasses import dataclass

_CHARACTERS = " ╴╸╷┐┑╻┒┓╶─╾┌┬┭┎┰┱╺╼━┍┮┯┏┲┳╵┘┙│┤┥╽┧┪└┴┵├┼┽┟╁╅┕┶┷┝┾┿┢╆╈╹┚┛╿┦┩┃┨┫┖┸┹┞╀╃┠╂╉┗┺┻┡╄╇┣╊╋"
"""The box drawing characters (Unicode U+2500-257F) by the weights of their arms, 0 none, 1 light,
2 heavy, read as a number in base 3: up, right, down, left."""

_UP, _RIGHT, _DOWN, _LEFT = 27, 9, 3, 1
_LIGHT, _HEAVY = 1, 2


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


Borders = list[dict[int, tuple[str, bool]]]
"""For each row of the picture, the border cells by column: the character, and whether it is on
the heavy box's border."""


def borders(boxes: Iterable[Box], heavy: Box | None = None) -> Borders:
    """Draw the borders of `boxes`.

    Args:
        boxes: Boxes at (0, 0) or beyond, which may share border lines.
        heavy: The one that is drawn with heavy lines, if any.

    Returns:
        The border cells, as many rows as the lowest box needs.
    """
    arms: dict[tuple[int, int], dict[int, int]] = {}

    def draw(x: int, y: int, arm: int, weight: int) -> None:
        cell = arms.setdefault((x, y), {})
        cell[arm] = max(weight, cell.get(arm, 0))

    every = list(boxes)
    for box in every:
        weight = _HEAVY if box == heavy else _LIGHT
        for y in (box.top, box.bottom):
            for x in range(box.left, box.right):
                draw(x, y, _RIGHT, weight)
                draw(x + 1, y, _LEFT, weight)
        for x in (box.left, box.right):
            for y in range(box.top, box.bottom):
                draw(x, y, _DOWN, weight)
                draw(x, y + 1, _UP, weight)
    rows: Borders = [{} for _ in range(max((box.bottom for box in every), default=-1) + 1)]
    for (x, y), cell in arms.items():
        index = sum(arm * weight for arm, weight in cell.items())
        rows[y][x] = (_CHARACTERS[index], _HEAVY in cell.values())
    return rows
