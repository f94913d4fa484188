"""Reads the tables of a document: canvases drawn as a table, and records below a heading.

- If a row has the names of several blocks, a cell that is a name heads the columns that it spans
  until the next name in them; the cells below it are its notes.
- If a column has the names of several blocks, each heads the other cells of its row, and of the
  next rows without one; `records` tells which of these cells are one note.
- Any other table is a list of records: each row is one note (`Shop — rent`).

The row of titles above records or names is not a note.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bmc_tui.formats.column_titles import (
    is_cards_column,
    is_column_about_notes,
    is_notes_column,
)
from bmc_tui.formats.outline.cells import (
    PlacedCell,
    has_titles_above,
    is_row_number,
    is_row_of_totals,
    placed_rows,
    prompts_of,
    without_numbers,
)
from bmc_tui.formats.outline.items import BOLD_LEVEL, OutlineItem, Table
from bmc_tui.formats.outline.records import are_numbered, has_several_rows, is_bare_amount
from bmc_tui.guide.aliases import phase_named
from bmc_tui.guide.named_lines import NamedLine, is_title_of_block, split_name
from bmc_tui.model.blocks import Block

TABLE_LEVEL = 6
"""The level of the headings that a table is read as."""

RECORD_SEPARATOR = " — "
"""Between the cells of a record in its note."""


@dataclass(slots=True)
class Expansion:
    """What a table is read as."""

    items: list[OutlineItem] = field(default_factory=list)
    """Headings of level `TABLE_LEVEL`, with their block or without one, and notes below them."""
    left_out: list[tuple[int, str]] = field(default_factory=list)
    """The texts that are not notes, with their lines."""


@dataclass(frozen=True, slots=True)
class _Columns:
    """The columns of a table whose rows are about blocks."""

    of_notes: Collection[int]
    """Those of notes, where others hold what is after the note of their row."""
    is_numbered: bool
    """Whether their titles only number them: each cell is a note of its own then."""


def blocks_of_table(table: Table) -> set[Block]:
    """Return the blocks that the first lines of its cells name."""
    return {cell.named.named for row in placed_rows(table) for cell in row if cell.named}


def expand_table(table: Table, *, is_canvas: bool, is_lean: bool = False) -> Expansion:
    """Return the notes of a table.

    Args:
        table: The table.
        is_canvas: Whether the names of blocks in it are names. If not, it is a list of records.
        is_lean: Whether its document is a Lean Canvas, which has headings of its own.
    """
    rows = [row for row in placed_rows(table, is_lean=is_lean) if row]
    expansion = Expansion()
    if not is_canvas:
        _add_records(rows, expansion, has_titles=table.has_titles)
        return expansion
    rows = without_numbers(rows)
    prompts = {id(cell): cell for cell in prompts_of(rows)}
    expansion.left_out += [(cell.cell.line, cell.text) for cell in prompts.values()]
    rows = [left for row in rows if (left := [cell for cell in row if id(cell) not in prompts])]
    if (column := column_of_names(rows)) is not None:
        _add_rows(rows, column, expansion)
    else:
        _add_columns(rows, expansion)
    return expansion


def column_of_names(rows: Sequence[Sequence[PlacedCell]]) -> int | None:
    """Return the column whose cells name the blocks of their rows; None if there is none."""
    counts: dict[int, int] = {}
    rows_of_names = 0
    for row in rows:
        names = [cell for cell in row if cell.heads]
        if len({cell.heads for cell in names}) > 1:
            rows_of_names += 1
        elif len(row) > 1 and names and names[0].is_name_alone:
            counts[names[0].start] = counts.get(names[0].start, 0) + 1
    column = max(counts, key=lambda at: counts[at], default=None)
    if column is None or counts[column] <= rows_of_names:
        return None
    is_first = counts[column] == 1 and _name_at(rows[0], column) is not None
    # One name in the first row, with notes below it, heads a column.
    return None if is_first and any(c.start == column for r in rows[1:] for c in r) else column


def _add_rows(rows: Sequence[Sequence[PlacedCell]], column: int, expansion: Expansion) -> None:
    """Add the notes of a table whose rows are about blocks.

    Args:
        rows: The rows.
        column: The column with the names.
        expansion: Collects the notes.
    """
    titles = {} if _name_at(rows[0], column) else {cell.start: cell for cell in rows[0]}
    _leave_out_row(list(titles.values()), expansion)
    about = {at: cell.text for at, cell in titles.items() if is_column_about_notes(cell.text)}
    below = rows[bool(titles) :]
    columns = _note_columns(titles, about, column, [_head_at(row, column) for row in below])
    for row in below:
        if name := _name_at(row, column):
            _add_name(name, expansion)
        elif any(cell.start == column for cell in row):
            expansion.items.append(OutlineItem(row[0].cell.line, "", TABLE_LEVEL))
            _add_record(row, expansion)
            continue
        elif row[0].start < column and row[0].start in columns.of_notes:  # a note without a block
            expansion.items.append(OutlineItem(row[0].cell.line, "", TABLE_LEVEL))
        cells: list[PlacedCell] = []
        for cell in row:
            if cell.start == column or (cell.start < column and is_row_number(cell.text)):
                continue
            if cell.start in about and (columns.of_notes or len(titles) > len(about) + 1):
                expansion.left_out.append((cell.cell.line, f"{about[cell.start]}: {cell.text}"))
            else:
                cells.append(cell)
        _add_cells(cells, columns, expansion)


def _note_columns(
    titles: Mapping[int, PlacedCell],
    about: Collection[int],
    column: int,
    heads: Sequence[str | None],
) -> _Columns:
    """Return which columns of a table have notes, and which have what follows these.

    Args:
        titles: The titles, by column.
        about: The columns about the notes themselves.
        column: The column with the names of blocks.
        heads: What each row is about; None for one that does not say so.
    """
    of_notes = {at for at, cell in titles.items() if is_notes_column(cell.text)} - {column}
    if not of_notes:
        of_notes = {at for at, cell in titles.items() if at < column and is_cards_column(cell.text)}
    others = {at: cell.text for at, cell in titles.items() if at not in about and at > column}
    is_numbered = len(others) > 1 and are_numbered(others.values())
    if not of_notes and len(others) > 1 and not is_numbered and has_several_rows(heads):
        of_notes = {min(others)}
    return _Columns(of_notes, is_numbered=is_numbered)


def _add_cells(cells: Sequence[PlacedCell], columns: _Columns, expansion: Expansion) -> None:
    """Add the cells of a row after its name: a note each, unless some are columns of notes.

    Args:
        cells: The cells.
        columns: The columns of notes; the other cells follow the note of the row.
        expansion: Collects the notes.
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


def _head_at(row: Sequence[PlacedCell], column: int) -> str | None:
    """Return what the cell of a row in a column heads; None without one."""
    name = _name_at(row, column)
    return name.heads if name else None


def _name_at(row: Sequence[PlacedCell], column: int) -> PlacedCell | None:
    """Return the cell of a row that is in a column, if it is a name."""
    return next((cell for cell in row if cell.start == column and cell.heads), None)


def _add_columns(rows: Sequence[Sequence[PlacedCell]], expansion: Expansion) -> None:
    """Add the notes of a table whose columns are about blocks, which may change further down."""
    names: dict[int, PlacedCell] = {}
    titles = {
        cell.heads for row in rows for cell in row if is_title_of_block(cell.cell.items[0].text)
    }
    first_blocks = {cell.named.named for row in rows for cell in row if cell.named}
    unnamed = _UnnamedColumns(rows)
    for row in rows:
        is_of_totals = is_row_of_totals(row)
        before: PlacedCell | None = None
        for cell in row:
            first = cell.cell.items[0]
            heads = cell.heads not in titles or is_title_of_block(first.text)
            if (cell.heads and heads) or unnamed.is_title(cell):
                names |= dict.fromkeys(range(cell.start, cell.end), cell)
                if not unnamed.is_title(cell):
                    _add_name(cell, expansion, first_blocks)
                continue
            heading = next((names[at] for at in range(cell.start, cell.end) if at in names), None)
            if is_of_totals and cell is row[0]:
                continue
            if is_of_totals:
                first.text = RECORD_SEPARATOR.join((row[0].text, first.text))
            if heading and unnamed.is_title(heading):
                unnamed.add(heading, cell, before)
                continue
            before = cell
            if heading:
                expansion.items += _head(heading, cell.cell.line)
            else:
                expansion.items.append(OutlineItem(cell.cell.line, "", TABLE_LEVEL))
            expansion.items += _inside(cell.cell.items)
    unnamed.finish(expansion)


class _UnnamedColumns:
    """The columns of a table that are among those of blocks, and whose titles name none.

    What is below such a title is parked with it; but an amount belongs to the note next to it.

    Args:
        rows: The rows of the table.
    """

    def __init__(self, rows: Sequence[Sequence[PlacedCell]]) -> None:
        self._titles: dict[int, PlacedCell] = {}
        """The titles by the identity of their cells."""
        self._parked: dict[int, list[OutlineItem]] = {}
        self._about: list[tuple[int, str]] = []
        headed: set[int] = set()
        bold_names = 0
        for index, row in enumerate(rows):
            names = [cell for cell in row if cell.heads]
            if len(names) > 1:
                titles = (cell for cell in row if not cell.heads or cell.is_of_no_block)
                self._titles |= {
                    id(cell.cell): cell
                    for cell in titles
                    if cell.start not in headed and cell.is_short_text
                }
                headed |= {at for cell in row for at in range(cell.start, cell.end)}
            elif bold_names > 1 and len(row) == 1 and not names and _is_bold_text(row[0]):
                below = rows[index + 1][0] if rows[index + 1 :] else None
                if below and below.start == row[0].start and not below.heads:
                    self._titles[id(row[0].cell)] = row[0]
            bold_names += sum(map(_is_bold_text, names))

    def is_title(self, cell: PlacedCell) -> bool:
        """Tell whether a cell is the title of such a column."""
        return id(cell.cell) in self._titles

    def add(self, title: PlacedCell, cell: PlacedCell, before: PlacedCell | None) -> None:
        """Add a cell below such a title.

        Args:
            title: The title.
            cell: The cell.
            before: The note before it in its row, if there is one.
        """
        if is_column_about_notes(title.text):
            self._about.append((cell.cell.line, f"{title.text}: {cell.text}"))
        elif before and is_bare_amount(cell.text) and not is_bare_amount(before.text):
            last = before.cell.items[-1]
            last.text = RECORD_SEPARATOR.join((last.text, cell.text))
        else:
            self._parked.setdefault(id(title.cell), []).extend(_inside(cell.cell.items))

    def finish(self, expansion: Expansion) -> None:
        """Add the columns that are parked, each below its title."""
        expansion.left_out += self._about
        for identity, title in self._titles.items():
            if items := self._parked.get(identity):
                heading = OutlineItem(title.cell.line, title.text, BOLD_LEVEL)
                expansion.items += [OutlineItem(heading.line, "", TABLE_LEVEL), heading, *items]
            elif not is_column_about_notes(title.text):
                expansion.left_out.append((title.cell.line, title.text))


def _is_bold_text(cell: PlacedCell) -> bool:
    """Tell whether a cell is one short text in bold."""
    return cell.is_short_text and cell.cell.items[0].stands_out


def _head(cell: PlacedCell, line: int) -> Iterator[OutlineItem]:
    """Yield the heading of what is below a cell: a block, or what its text asks."""
    if cell.named:
        block = cell.named.named
        yield OutlineItem(line, block.value, TABLE_LEVEL, block=block)
    else:
        yield OutlineItem(line, cell.cell.items[0].text, TABLE_LEVEL)


def _add_name(cell: PlacedCell, expansion: Expansion, blocks: set[Block] | None = None) -> None:
    """Add a cell that starts with the name of a block, with what follows that in it.

    Args:
        cell: The cell.
        expansion: Collects the notes.
        blocks: The blocks that cells start with the names of; a line in bold in the cell that names
            another one is the heading of what follows it.
    """
    if not cell.heads:
        return
    first, *rest = cell.cell.items
    if cell.named:
        expansion.items += _heading(first, cell.named, expansion)
    else:
        expansion.items += _head(cell, first.line)
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
    """Yield an item as the heading of a block, and the text after the name as a note."""
    if named.left_out:
        expansion.left_out.append((item.line, named.left_out))
    yield OutlineItem(item.line, item.text, TABLE_LEVEL, block=named.named)
    if named.rest and named.named.phases and phase_named(named.rest):
        yield OutlineItem(item.line, named.rest, BOLD_LEVEL)
    elif named.rest.endswith("?"):
        expansion.left_out.append((item.line, named.rest))
    elif named.rest:
        yield OutlineItem(item.line, named.rest)


def _add_records(
    rows: Sequence[Sequence[PlacedCell]], expansion: Expansion, *, has_titles: bool
) -> None:
    """Add each row as a note, except the row of titles."""
    if len(rows) > 1 and (has_titles or has_titles_above(rows)):
        _leave_out_row(rows[0], expansion)
        rows = rows[1:]
    for row in rows:
        _add_record(row, expansion)


def _add_record(row: Sequence[PlacedCell], expansion: Expansion) -> None:
    """Add a row as a note; if it is one cell, or has tables in it, what is in its cells."""
    if len(row) == 1 or any(item.table for cell in row for item in cell.cell.items):
        for cell in row:
            expansion.items += _inside(cell.cell.items)
    elif row:
        text = RECORD_SEPARATOR.join(cell.text for cell in row)
        label = row[0].text if phase_named(row[0].text) else ""
        expansion.items.append(OutlineItem(row[0].cell.line, text, lead=label))


def _leave_out_row(row: Sequence[PlacedCell], expansion: Expansion) -> None:
    """Leave out the titles of columns."""
    if row:
        expansion.left_out.append((row[0].cell.line, ", ".join(cell.text for cell in row)))
