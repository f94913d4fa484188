"""The rows of the grid where something covers a part of a box: no word there is cut in two."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from rich.cells import split_graphemes

from bmc_tui.model.blocks import Block
from bmc_tui.render.box_drawing import Box
from bmc_tui.render.roles import Role, StyledRun

_GAPS = " ─━"
"""What stands between words: inside a box, and on its upper border."""

_ELLIPSIS = "…"
"""Stands where words are out of sight."""


class Columns(NamedTuple):
    """Columns that are covered."""

    first: int
    end: int
    """The one behind the last."""


def whole_words(
    row: Iterable[StyledRun], y: int, covered: Columns | None, boxes: Mapping[Block, Box]
) -> Iterable[StyledRun]:
    """Return a row of the grid without the words that are in sight only in part.

    Args:
        row: The row.
        y: Its number, from 0.
        covered: The columns that are covered, if some are.
        boxes: The boxes of the grid.
    """
    if covered is None:
        return row
    cells = [*_cells(row)]
    for box in boxes.values():
        first, end = box.left + 1, box.right
        if box.top <= y < box.bottom and end > first:
            if first < covered.end < end and covered.first <= first:
                _blank_start(cells, covered.end, end)
            elif first < covered.first < end and covered.end >= end:
                _blank_end(cells, first, covered.first)
    return [
        StyledRun("".join(cell.text for cell in same), role)
        for role, same in groupby(cells, attrgetter("role"))
    ]


def _cells(row: Iterable[StyledRun]) -> Iterator[StyledRun]:
    """Yield a row cell by cell; the second cell of a wide character is empty."""
    for text, role in row:
        for first, last, width in split_graphemes(text)[0]:
            yield StyledRun(text[first:last], role)
            yield from (StyledRun("", role) for _ in range(width - 1))


def _is_gap(cell: StyledRun) -> bool:
    """Return whether no word has this cell."""
    return cell.text != "" and cell.text in _GAPS


def _blank_start(cells: list[StyledRun], start: int, end: int) -> None:
    """Blank a word that begins before `start`; an ellipsis is in the place of its last cell."""
    if _is_gap(cells[start]) or _is_gap(cells[start - 1]):
        return
    last = next((x for x in range(start, end) if _is_gap(cells[x])), end) - 1
    filling = _filling(cells[start:end])
    _blank(cells, range(start - (not cells[start].text), last), filling)
    cells[last] = StyledRun(_ELLIPSIS, cells[last].role)


def _blank_end(cells: list[StyledRun], start: int, end: int) -> None:
    """Blank a word that ends behind `end`; an ellipsis is in the place of its first cell."""
    if _is_gap(cells[end]) or _is_gap(cells[end - 1]):
        return
    first = next((x for x in range(end - 1, start - 1, -1) if _is_gap(cells[x])), start - 1) + 1
    filling = _filling(cells[start:end])
    _blank(cells, range(first + 1, end + (not cells[end].text)), filling)
    cells[first] = StyledRun(_ELLIPSIS, cells[first].role)


def _blank(cells: list[StyledRun], columns: Iterable[int], filling: StyledRun) -> None:
    """Put what stands between words into some columns."""
    for x in columns:
        cells[x] = filling


def _filling(cells: Sequence[StyledRun]) -> StyledRun:
    """Return what stands between the words of a part of a row."""
    borders = (cell for cell in cells if cell.text in _GAPS[1:] and cell.text)
    return next(borders, StyledRun(" ", Role.SPACE))
