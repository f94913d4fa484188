"""Splits a table with several canvases, such as a column per idea or a row per team.

- Blocks before the rows, and an idea, a team or a company above each of the other columns.
- Blocks above the columns, and in each row a canvas with its title or the time it was handed in,
like the answers to a form.
"""

from collections.abc import Iterator, Sequence

from bmc_tui.formats.column_titles import has_canvas_noun, is_column_about_notes
from bmc_tui.formats.outline.cells import PlacedCell, placed_rows
from bmc_tui.formats.outline.items import Cell, OutlineItem, Table
from bmc_tui.formats.outline.parts import CanvasPart
from bmc_tui.formats.outline.tables import column_of_names
from bmc_tui.guide.aliases import label_group

_MIN_BLOCKS = 2
"""Minimum number of blocks that a table with several canvases names."""

_MIN_BLOCKS_OF_FORM = 3
"""The same of one whose rows have no title."""

_Row = Sequence[PlacedCell]


def parts_side_by_side(items: Sequence[OutlineItem]) -> list[CanvasPart]:
    """Return the parts of a document with a table of several canvases; none without one.

    Args:
        items: The document.
    """
    tables = [(index, item.table) for index, item in enumerate(items) if item.table]
    if len(tables) != 1:
        return []
    index, table = tables[0]
    rows = [row for row in placed_rows(table) if row]
    if not rows:
        return []
    column = column_of_names(rows)
    if column is None:
        parts = [*_canvases_in_rows(rows, table)]
    else:
        parts = [*_canvases_in_columns(rows, column)]
    if parts:
        parts[0].before += items[:index]
        parts[-1].items += items[index + 1 :]
    return parts


def _canvases_in_columns(rows: Sequence[_Row], column: int) -> Iterator[CanvasPart]:
    """Yield the canvas in each column after that of the names.

    Args:
        rows: The rows.
        column: The column with the names of blocks.
    """
    first, *below = rows
    corner = next((cell.text for cell in first if cell.start == column), "")
    titles = [cell for cell in first if cell.start > column]
    heads = [cell.heads for row in below for cell in row if cell.start == column and cell.heads]
    is_known = has_canvas_noun(corner) or all(has_canvas_noun(title.text) for title in titles)
    is_first_named = any(cell.heads for cell in first if cell.start == column)
    if is_first_named or len(titles) < 2 or not is_known:  # noqa: PLR2004 - several
        return
    if len(heads) < _MIN_BLOCKS or len({*heads}) < len(heads):
        return
    for title in titles:
        table_rows = [[*_row_of(row, column, title)] for row in below]
        table = Table([row for row in table_rows if row])
        item = OutlineItem(title.cell.line, "", table=table)
        yield CanvasPart(OutlineItem(title.cell.line, title.text, 1, literal=True), [item])


def _row_of(row: _Row, column: int, title: PlacedCell) -> Iterator[Cell]:
    """Yield the name in a row and what it has below a title, if it has anything there."""
    cells = [cell for cell in row if title.start <= cell.start < title.end]
    if cells:
        name = next((cell.cell for cell in row if cell.start == column), None)
        yield Cell(cells[0].cell.line, name.items if name else [])
        for cell in cells:
            yield Cell(cell.cell.line, cell.cell.items)


def _canvases_in_rows(rows: Sequence[_Row], table: Table) -> Iterator[CanvasPart]:
    """Yield the canvas in each row below one of names, with the rows below it without a title.

    Args:
        rows: The rows.
        table: The table that they are of.
    """
    first, *below = rows
    heads = [cell for cell in first if cell.heads]
    if len(heads) < _MIN_BLOCKS or any(len([*_heads(row)]) > 1 for row in below):
        return
    title = _title_column(first)
    starts = [
        index
        for index, row in enumerate(below)
        if title is None or any(cell.start == title.start for cell in row)
    ]
    texts = [_text_below(below[index], title) for index in starts]
    is_form = _is_form(first, heads, below)
    is_titled = bool(starts) and starts[0] == 0 and len({*texts}) == len(texts)
    is_sure = title is not None and _is_sure(title)
    if not (is_form or is_sure) or not (title is None or is_titled):
        return
    dropped = {title.start} if title else set()
    for start, end, text in zip(starts, [*starts[1:], len(below)], texts, strict=True):
        lines = [first, *below[start:end]]
        part = Table([[*_without(row, dropped)] for row in lines], table.has_titles)
        line = below[start][0].cell.line
        heading = OutlineItem(line, text, 1, literal=True)
        yield CanvasPart(heading, [OutlineItem(line, "", table=part)])


def _heads(row: _Row) -> Iterator[PlacedCell]:
    """Yield the cells of a row that are headings of others."""
    return (cell for cell in row if cell.heads)


def _title_column(first: _Row) -> PlacedCell | None:
    """Return the cell above the titles of the canvases in the rows below; None without one."""
    others = [cell for cell in first if not cell.heads]
    candidates = [
        *(cell for cell in others if _is_sure(cell)),
        *(cell for cell in others if label_group(cell.text) == "particulars"),
    ]
    return next((cell for cell in candidates if not is_column_about_notes(cell.text)), None)


def _is_sure(title: PlacedCell) -> bool:
    """Tell whether the cell above a column says that it has the titles of canvases."""
    return has_canvas_noun(title.text) or label_group(title.text) == "titles"


def _is_form(first: _Row, heads: Sequence[PlacedCell], below: Sequence[_Row]) -> bool:
    """Tell whether each row is the answer to a form: it says something of half of the blocks.

    Args:
        first: The row of names.
        heads: The names in it.
        below: The rows.
    """
    columns = {cell.start for cell in heads}
    is_about = any(not cell.heads and is_column_about_notes(cell.text) for cell in first)
    are_full = all(2 * sum(c.start in columns for c in row) >= len(columns) for row in below)
    is_several = len(below) > 1 and len(columns) >= _MIN_BLOCKS_OF_FORM
    return is_several and are_full and (is_about or _title_column(first) is not None)


def _text_below(row: _Row, title: PlacedCell | None) -> str:
    """Return the title of the canvas in a row; "" without one."""
    return next((cell.text for cell in row if title and cell.start == title.start), "")


def _without(row: _Row, columns: set[int]) -> Iterator[Cell]:
    """Yield the cells of a row at their places, without those of some columns."""
    at = 0
    for placed in row:
        yield from (Cell(placed.cell.line) for _ in range(at, placed.start))
        at = placed.end
        items = [] if placed.start in columns else placed.cell.items
        yield Cell(placed.cell.line, items, placed.end - placed.start)
