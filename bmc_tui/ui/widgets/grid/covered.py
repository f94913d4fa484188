"""The rows of the grid next to something that covers part of a box: no word is cut in two.

Of a box that is covered from its start and for the most part, no text is shown: there would be
single words out of the middle of its notes.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from rich.cells import cell_len, split_graphemes

from bmc_tui.model.blocks import Block
from bmc_tui.render.box_drawing import Box
from bmc_tui.render.roles import Role, StyledRun

_GAPS = " ─━"
"""What is between words: inside a box, and on its upper border."""

_ELLIPSIS = "…"
"""Stands where words are out of sight."""


class Columns(NamedTuple):
    """Columns that are covered."""

    first: int
    end: int
    """The one after the last."""


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
    for box in boxes.values():
        first, end = box.left + 1, box.right
        if box.top <= y < box.bottom and end > first:
            if first < covered.end < end and covered.first <= first:
                is_mostly_covered = y > box.top and 2 * (end - covered.end) < end - first
                blank = _blank_rest if is_mostly_covered else _blank_start
                row = _with_box_blanked(row, first, end, covered.end, blank)
            elif first < covered.first < end and covered.end >= end:
                row = _with_box_blanked(row, first, end, covered.first, _blank_end)
    return row


def _with_box_blanked(
    row: Iterable[StyledRun],
    first: int,
    end: int,
    edge: int,
    blank: Callable[[list[StyledRun], int], None],
) -> list[StyledRun]:
    """Return a row in which a word of one box is blanked, if it is in sight only in part.

    Only the cells of that box are examined one by one: at each typed character a row is made again.

    Args:
        row: The row.
        first: The first column in the box.
        end: The column after its last.
        edge: The first column there that is covered, or the first one that is not.
        blank: Blanks the word at an index of the box's cells.
    """
    before, rest = _split(row, first)
    inside, after = _split(rest, end - first)
    cells = [*_cells(inside)]
    blank(cells, edge - first)
    runs = (
        StyledRun("".join(cell.text for cell in same), role)
        for role, same in groupby(cells, attrgetter("role"))
    )
    return [*before, *runs, *after]


def _split(row: Iterable[StyledRun], column: int) -> tuple[list[StyledRun], list[StyledRun]]:
    """Return the runs before a column, and those from it on; no wide character spans it."""
    before: list[StyledRun] = []
    after: list[StyledRun] = []
    for run in row:
        width = cell_len(run.text)
        if column <= 0:
            after.append(run)
        elif width <= column:
            before.append(run)
        else:
            cells = [*_cells((run,))]
            before.append(StyledRun("".join(cell.text for cell in cells[:column]), run.role))
            after.append(StyledRun("".join(cell.text for cell in cells[column:]), run.role))
        column -= width
    return before, after


def _cells(row: Iterable[StyledRun]) -> Iterator[StyledRun]:
    """Yield a row cell by cell; the second cell of a wide character is empty."""
    for text, role in row:
        for first, last, width in split_graphemes(text)[0]:
            yield StyledRun(text[first:last], role)
            for _ in range(width - 1):
                yield StyledRun("", role)


def _is_gap(cell: StyledRun) -> bool:
    """Return whether this cell is not part of a word."""
    return cell.text != "" and cell.text in _GAPS


def _blank_start(cells: list[StyledRun], start: int) -> None:
    """Blank a word that begins before `start`; an ellipsis replaces its last cell."""
    if _is_gap(cells[start]) or _is_gap(cells[start - 1]):
        return
    last = next((x for x in range(start, len(cells)) if _is_gap(cells[x])), len(cells)) - 1
    filling = _filling(cells[start:])
    _blank(cells, range(start - (not cells[start].text), last), filling)
    cells[last] = StyledRun(_ELLIPSIS, cells[last].role)


def _blank_rest(cells: list[StyledRun], start: int) -> None:
    """Blank all words from `start` on, with the one that begins before it."""
    _blank(cells, range(start - (not cells[start].text), len(cells)), StyledRun(" ", Role.SPACE))


def _blank_end(cells: list[StyledRun], end: int) -> None:
    """Blank a word that ends after `end`; an ellipsis replaces its first cell."""
    if _is_gap(cells[end]) or _is_gap(cells[end - 1]):
        return
    first = next((x for x in range(end - 1, -1, -1) if _is_gap(cells[x])), -1) + 1
    filling = _filling(cells[:end])
    _blank(cells, range(first + 1, end + (not cells[end].text)), filling)
    cells[first] = StyledRun(_ELLIPSIS, cells[first].role)


def _blank(cells: list[StyledRun], columns: Iterable[int], filling: StyledRun) -> None:
    """Put what is between words into some columns."""
    for x in columns:
        cells[x] = filling


def _filling(cells: Sequence[StyledRun]) -> StyledRun:
    """Return what is between the words of a part of a row."""
    borders = (cell for cell in cells if cell.text in _GAPS[1:] and cell.text)
    return next(borders, StyledRun(" ", Role.SPACE))
