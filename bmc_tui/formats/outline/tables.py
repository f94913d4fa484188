"""Reads the tables of a document: canvases drawn as a table, and records beneath a heading.

- Where a row has the names of several blocks, a cell that is a name heads the columns that it spans
  until the next name in them; the cells below it are its notes.
- Where a column has the names of several blocks, each heads the other cells of its row, and of the
  next rows without one; `records` tells which of these cells are one note.
- Any other table is a list of records: each row is one note (`Shop — rent`).

The row of titles above records or names is no note.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bmc_tui.formats.outline.items import BOLD_LEVEL, Cell, OutlineItem, Table
from bmc_tui.formats.outline.records import are_numbered, has_several_rows, is_bare_amount
from bmc_tui.guide.aliases import (
    is_column_about_notes,
    is_column_title,
    is_notes_column,
    phase_named,
)
from bmc_tui.guide.named_lines import NamedLine, is_title_of_block, split_name
from bmc_tui.model.blocks import Block
from bmc_tui.model.sanitize import clean

TABLE_LEVEL = 6
"""The level of the headings that a table is read as."""

_MAX_COLUMNS = 200
"""Columns of a table that are told apart; those beyond count as the last."""

_MAX_ROWS_SPANNED = 1_000
"""Rows that a cell spans at most."""

_MIN_ROWS_OF_AMOUNTS = 3
"""Rows with a number in a column at least, by which a row without one there is that of titles."""

RECORD_SEPARATOR = " — "
"""Between the cells of a record in its note."""


@dataclass(slots=True)
class Expansion:
    """What a table is read as."""

    items: list[OutlineItem] = field(default_factory=list)
    """Headings of level `TABLE_LEVEL`, with their block or without one, and notes beneath them."""
    left_out: list[tuple[int, str]] = field(default_factory=list)
    """The texts that are no notes, with their lines."""


@dataclass(frozen=True, slots=True)
class _PlacedCell:
    """A cell that is not empty, and the columns that it spans."""

    cell: Cell
    start: int
    end: int
    named: NamedLine[Block] | None
    """The block that its first line names."""

    @property
    def is_name_alone(self) -> bool:
        """Whether nothing else is in it."""
        return self.named is not None and not self.named.rest and len(self.cell.items) == 1

    @property
    def text(self) -> str:
        """Its text on one line."""
        return "; ".join(_texts(self.cell.items))


@dataclass(frozen=True, slots=True)
class _Columns:
    """The columns of a table whose rows are about blocks."""

    of_notes: Collection[int]
    """Those of notes, where others hold what stands behind the note of their row."""
    is_numbered: bool
    """Whether their titles only number them: each cell is a note of its own then."""


def blocks_of_table(table: Table) -> set[Block]:
    """Return the blocks that the first lines of its cells name."""
    return {cell.named.named for row in _placed_rows(table) for cell in row if cell.named}


def expand_table(table: Table, *, is_canvas: bool) -> Expansion:
    """Return the notes of a table.

    Args:
        table: The table.
        is_canvas: Whether the names of blocks in it are names. If not, it is a list of records.
    """
    rows = [row for row in _placed_rows(table) if row]
    expansion = Expansion()
    if not is_canvas:
        _add_records(rows, expansion, has_titles=table.has_titles)
    elif (column := _column_of_names(rows)) is not None:
        _add_rows(rows, column, expansion)
    else:
        _add_columns(rows, expansion)
    return expansion


def _placed_rows(table: Table) -> list[list[_PlacedCell]]:
    """Return the cells of each row that are not empty, with their places."""
    taken: dict[int, int] = {}
    """The rows further down that a cell above spans, by column."""
    rows = []
    for row in table.rows:
        placed, column = [], 0
        spanned = {at: rest - 1 for at, rest in taken.items() if rest > 1}
        for cell in row:
            while column in taken:
                column += 1
            start = min(column, _MAX_COLUMNS)
            end = min(start + max(1, cell.columns), _MAX_COLUMNS + 1)
            if cell.rows > 1:
                spanned |= dict.fromkeys(range(start, end), min(cell.rows, _MAX_ROWS_SPANNED) - 1)
            if any(item.text or item.children or item.table for item in cell.items):
                placed.append(_PlacedCell(cell, start, end, _name_in(cell)))
            column = max(end, column + 1)
        taken = spanned
        rows.append(placed)
    return rows


def _name_in(cell: Cell) -> NamedLine[Block] | None:
    """Return the block that the first line of a cell names, if it is not a bullet."""
    first = cell.items[0]
    if first.table or first.children or not (first.level or first.plain):
        return None
    return split_name(first.text)


def _column_of_names(rows: Sequence[Sequence[_PlacedCell]]) -> int | None:
    """Return the column whose cells name the blocks of their rows; None if there is none."""
    counts: dict[int, int] = {}
    rows_of_names = 0
    for row in rows:
        names = [cell for cell in row if cell.named]
        if len({cell.named.named for cell in names if cell.named}) > 1:
            rows_of_names += 1
        elif len(row) > 1 and names and names[0].is_name_alone:
            counts[names[0].start] = counts.get(names[0].start, 0) + 1
    column = max(counts, key=lambda at: counts[at], default=None)
    return column if column is not None and counts[column] > rows_of_names else None


def _add_rows(rows: Sequence[Sequence[_PlacedCell]], column: int, expansion: Expansion) -> None:
    """Add the notes of a table whose rows are about blocks.

    Args:
        rows: The rows.
        column: The column with the names.
        expansion: What is added to.
    """
    titles = {} if _name_at(rows[0], column) else {cell.start: cell for cell in rows[0]}
    _leave_out_row(list(titles.values()), expansion)
    about = {at: cell.text for at, cell in titles.items() if is_column_about_notes(cell.text)}
    below = rows[bool(titles) :]
    columns = _note_columns(titles, about, column, [_block_at(row, column) for row in below])
    for row in below:
        if name := _name_at(row, column):
            _add_name(name, expansion)
        elif any(cell.start == column for cell in row):
            expansion.items.append(OutlineItem(row[0].cell.line, "", TABLE_LEVEL))
            _add_record(row, expansion)
            continue
        cells: list[_PlacedCell] = []
        for cell in row:
            if cell.start == column or (cell.start < column and cell.text.strip(".").isdigit()):
                continue
            if cell.start in about and (columns.of_notes or len(titles) > len(about) + 1):
                expansion.left_out.append((cell.cell.line, f"{about[cell.start]}: {cell.text}"))
            else:
                cells.append(cell)
        _add_cells(cells, columns, expansion)


def _note_columns(
    titles: Mapping[int, _PlacedCell],
    about: Collection[int],
    column: int,
    blocks: Sequence[Block | None],
) -> _Columns:
    """Return which columns of a table hold notes, and which what stands behind them.

    Args:
        titles: The titles, by column.
        about: The columns about the notes themselves.
        column: The column with the names of blocks.
        blocks: The block that each row names.
    """
    of_notes = {at for at, cell in titles.items() if is_notes_column(cell.text)} - {column}
    others = {at: cell.text for at, cell in titles.items() if at not in about and at > column}
    is_numbered = len(others) > 1 and are_numbered(others.values())
    if not of_notes and len(others) > 1 and not is_numbered and has_several_rows(blocks):
        of_notes = {min(others)}
    return _Columns(of_notes, is_numbered=is_numbered)


def _add_cells(cells: Sequence[_PlacedCell], columns: _Columns, expansion: Expansion) -> None:
    """Add the cells of a row behind its name: a note each, unless some are columns of notes.

    Args:
        cells: The cells.
        columns: The columns of notes; what is in others stands behind the note of the row.
        expansion: What is added to.
    """
    notes = [cell for cell in cells if cell.start in columns.of_notes]
    others = [cell.text for cell in cells if cell.start not in columns.of_notes]
    if not notes:
        items: list[OutlineItem] = []
        for cell in cells:
            is_note = len(items) == 1 and not (items[0].children or items[0].table)
            is_joined = is_note and not is_bare_amount(items[0].text)
            if is_joined and not columns.is_numbered and is_bare_amount(cell.text):
                items[0].text = RECORD_SEPARATOR.join((items[0].text, cell.text))
            else:
                items = [*_inside(cell.cell.items)]
                expansion.items += items
        return
    items = [item for cell in notes for item in _inside(cell.cell.items)]
    if others and len(items) == 1 and not (items[0].children or items[0].table):
        items[0].text = RECORD_SEPARATOR.join((items[0].text, *others))
        others = []
    expansion.items += items
    expansion.items += [OutlineItem(cells[0].cell.line, text) for text in others]


def _block_at(row: Sequence[_PlacedCell], column: int) -> Block | None:
    """Return the block that the cell of a row in a column names; None without one."""
    name = _name_at(row, column)
    return name.named.named if name and name.named else None


def _name_at(row: Sequence[_PlacedCell], column: int) -> _PlacedCell | None:
    """Return the cell of a row that is in a column, if it is a name."""
    return next((cell for cell in row if cell.start == column and cell.named), None)


def _add_columns(rows: Sequence[Sequence[_PlacedCell]], expansion: Expansion) -> None:
    """Add the notes of a table whose columns are about blocks, possibly others further down."""
    names: dict[int, _PlacedCell] = {}
    titles = {
        cell.named.named
        for row in rows
        for cell in row
        if cell.named and is_title_of_block(cell.cell.items[0].text)
    }
    first_blocks = {cell.named.named for row in rows for cell in row if cell.named}
    for row in rows:
        for cell in row:
            first = cell.cell.items[0]
            if cell.named and (cell.named.named not in titles or is_title_of_block(first.text)):
                names |= dict.fromkeys(range(cell.start, cell.end), cell)
                _add_name(cell, expansion, first_blocks)
                continue
            heading = next((names[at] for at in range(cell.start, cell.end) if at in names), None)
            if heading and heading.named:
                block = heading.named.named
                line = cell.cell.line
                expansion.items.append(OutlineItem(line, block.value, TABLE_LEVEL, block=block))
            else:
                expansion.items.append(OutlineItem(cell.cell.line, "", TABLE_LEVEL))
            expansion.items += _inside(cell.cell.items)


def _add_name(cell: _PlacedCell, expansion: Expansion, blocks: set[Block] | None = None) -> None:
    """Add a cell that starts with the name of a block, with what is behind and below that in it.

    Args:
        cell: The cell.
        expansion: What is added to.
        blocks: The blocks that cells start with the names of; a line in bold in the cell that names
            another one is the heading of what follows it.
    """
    if not cell.named:
        return
    first, *rest = cell.cell.items
    expansion.items += _heading(first, cell.named, expansion)
    for item in rest:
        named = split_name(item.text) if item.plain or item.level else None
        is_heading = item.level or (
            blocks is not None and item.is_bold and named and named.named not in blocks
        )
        if named and is_heading:
            expansion.items += _heading(item, named, expansion)
        else:
            expansion.items += _inside([item])


def _inside(items: Sequence[OutlineItem]) -> Iterator[OutlineItem]:
    """Yield what is in a cell, its headings below that of the cell."""
    for item in items:
        if item.level:
            item.level = BOLD_LEVEL
        yield item


def _heading(
    item: OutlineItem, named: NamedLine[Block], expansion: Expansion
) -> Iterator[OutlineItem]:
    """Yield an item as the heading of a block, and the text behind the name as a note."""
    if named.left_out:
        expansion.left_out.append((item.line, named.left_out))
    yield OutlineItem(item.line, item.text, TABLE_LEVEL, block=named.named)
    if named.rest and named.named.phases and phase_named(named.rest):
        yield OutlineItem(item.line, named.rest, BOLD_LEVEL)
    elif named.rest:
        yield OutlineItem(item.line, named.rest)


def _add_records(
    rows: Sequence[Sequence[_PlacedCell]], expansion: Expansion, *, has_titles: bool
) -> None:
    """Add each row as a note, but the row of titles."""
    if len(rows) > 1 and (has_titles or _has_titles(rows)):
        _leave_out_row(rows[0], expansion)
        rows = rows[1:]
    for row in rows:
        _add_record(row, expansion)


def _has_titles(rows: Sequence[Sequence[_PlacedCell]]) -> bool:
    """Tell whether the first row of records reads like the titles of columns.

    It has the title of a column of notes or amounts; or no digit in a column in which all rows
    below have one.
    """
    first, *others = rows
    if len(first) < 2 or any(map(str.isdigit, "".join(cell.text for cell in first))):  # noqa: PLR2004 - a heading
        return False
    if any(is_column_title(cell.text) for cell in first):
        return True
    columns = (
        [cell.text for row in others for cell in row if cell.start == title.start]
        for title in first
    )
    return len(others) >= _MIN_ROWS_OF_AMOUNTS and any(
        len(texts) == len(others) and all(any(map(str.isdigit, text)) for text in texts)
        for texts in columns
    )


def _add_record(row: Sequence[_PlacedCell], expansion: Expansion) -> None:
    """Add a row as a note; if it is one cell, or has tables in it, what is in its cells."""
    if len(row) == 1 or any(item.table for cell in row for item in cell.cell.items):
        for cell in row:
            expansion.items += _inside(cell.cell.items)
    elif row:
        text = RECORD_SEPARATOR.join(cell.text for cell in row)
        label = row[0].text if phase_named(row[0].text) else ""
        expansion.items.append(OutlineItem(row[0].cell.line, text, lead=label))


def _leave_out_row(row: Sequence[_PlacedCell], expansion: Expansion) -> None:
    """Leave out the titles of columns."""
    if row:
        expansion.left_out.append((row[0].cell.line, ", ".join(cell.text for cell in row)))


def _texts(items: Sequence[OutlineItem]) -> Iterator[str]:
    """Yield the texts of items and those beneath them."""
    for item in items:
        if text := clean(item.text):
            yield text
        yield from _texts(item.children)
