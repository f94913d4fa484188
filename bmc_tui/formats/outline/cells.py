"""The cells of a table that are not empty: the columns that each spans, and what it names."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from bmc_tui.formats.column_titles import is_column_title
from bmc_tui.formats.outline.items import Cell, OutlineItem, Table
from bmc_tui.formats.outline.records import is_bare_amount
from bmc_tui.guide.aliases import block_named
from bmc_tui.guide.lexicon import lexicon
from bmc_tui.guide.method_lines import lean_line, question_line
from bmc_tui.guide.named_lines import NamedLine, block_of_heading, split_name
from bmc_tui.model.blocks import Block
from bmc_tui.model.money.total_lines import is_total
from bmc_tui.model.sanitize import clean

_MAX_COLUMNS = 200
"""Columns of a table that are told apart; those beyond count as the last."""

_MAX_ROWS_SPANNED = 1_000
"""Maximum number of rows that a cell spans."""

_MAX_TITLE_CHARACTERS = 40
"""Characters of a cell that can be the title of a column."""

_MAX_QUESTION_CHARACTERS = 120
"""Characters of a question that can be the title of a column."""

_MAX_TITLE_WORDS = 4
"""Maximum number of words of it."""


_MIN_ROWS_OF_AMOUNTS = 3
"""Minimum number of rows with a number in a column, by which a row without one there is that of
titles."""

_NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,3}){0,3}\.?")
"""The number of a row: `2.1`."""

_MIN_PROMPTS = 3
"""Minimum number of questions in a column of prompts."""

_MIN_NAMES = 2
"""Minimum number of names of blocks in a row that a row of prompts is below."""


@dataclass(frozen=True, slots=True)
class PlacedCell:
    """A cell that is not empty, and the columns that it spans."""

    cell: Cell
    start: int
    end: int
    named: NamedLine[Block] | None
    """The block that its first line names."""
    asks: bool = False
    """Whether its first line is a question of the method, or a heading of a Lean Canvas."""
    is_of_no_block: bool = False
    """Whether it is such a heading for which the method has no question."""

    @property
    def heads(self) -> str:
        """What it names: a block, a question or a heading of a Lean Canvas; "" for a note."""
        if self.named:
            return self.named.named.value
        return clean(self.cell.items[0].text).casefold() if self.asks else ""

    @property
    def is_name_alone(self) -> bool:
        """Whether it is a head, and nothing else is in it."""
        return self.heads != "" and not (self.named and self.named.rest) and not self._has_more

    @property
    def is_short_text(self) -> bool:
        """Whether it is one text as short as the title of a column."""
        first = self.cell.items[0]
        is_text = not (self._has_more or first.children or first.table)
        is_short = len(first.text) <= _MAX_TITLE_CHARACTERS
        return is_text and is_short and len(first.text.split()) <= _MAX_TITLE_WORDS

    @property
    def is_question(self) -> bool:
        """Whether it is one question."""
        first = self.cell.items[0]
        is_text = not (self._has_more or first.children or first.table)
        return is_text and first.text.rstrip().endswith("?")

    @property
    def _has_more(self) -> bool:
        """Whether it has more than one line."""
        return len(self.cell.items) > 1

    @property
    def text(self) -> str:
        """Its text on one line."""
        return "; ".join(_texts(self.cell.items))


def placed_rows(table: Table, *, is_lean: bool = False) -> list[list[PlacedCell]]:
    """Return the cells of each row that are not empty, with their places.

    Args:
        table: The table.
        is_lean: Whether its document is a Lean Canvas, which has headings of its own.
    """
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
                placed.append(_placed(cell, start, end, is_lean=is_lean))
            column = max(end, column + 1)
        taken = spanned
        rows.append(placed)
    return rows


def is_row_number(text: str) -> bool:
    """Tell whether a cell is the number of its row: `3`, `2.1`."""
    return _NUMBER.fullmatch(text) is not None


def without_numbers(rows: list[list[PlacedCell]]) -> list[list[PlacedCell]]:
    """Return rows without their numbers, such as `2.1`, which fill the first column."""
    numbered = [row for row in rows if row[0].start == 0]
    if not all(len(row) > 1 and is_row_number(row[0].text) for row in numbered):
        return rows
    return [row[1:] if row[0].start == 0 else row for row in rows]


def prompts_of(rows: Sequence[Sequence[PlacedCell]]) -> list[PlacedCell]:
    """Return the cells that a template asks its questions in, which are not notes.

    They are a row right below one of names, or a column between the names and the notes; each cell
    of it is a question, and there are notes behind them.

    Args:
        rows: The rows of a canvas.
    """
    prompts: list[PlacedCell] = []
    for above, row, below in zip(rows, rows[1:], rows[2:], strict=False):
        is_below_names = sum(bool(cell.heads) for cell in above) >= _MIN_NAMES
        has_notes = not any(cell.heads or cell.is_question for cell in below)
        if is_below_names and _are_questions(row) and has_notes:
            prompts += row
    columns: dict[int, list[tuple[PlacedCell, bool]]] = {}
    for row in rows[not any(cell.heads for cell in rows[0]) :] if rows else ():
        for cell, following in zip_longest(row[1:], row[2:]):
            columns.setdefault(cell.start, []).append((cell, following is not None))
    for column in columns.values():
        are_questions = _are_questions([cell for cell, _ in column])
        answers = sum(is_followed for _, is_followed in column)
        if are_questions and len(column) >= _MIN_PROMPTS and 2 * answers > len(column):
            prompts += [cell for cell, _ in column]
    return prompts


def _are_questions(cells: Sequence[PlacedCell]) -> bool:
    """Tell whether all cells are questions."""
    return all(cell.is_question for cell in cells)


def is_row_of_totals(row: Sequence[PlacedCell]) -> bool:
    """Tell whether a row is a label such as `Total`, which is not a bullet, followed by amounts."""
    first, *others = row
    if not first.cell.items[0].plain:
        return False
    amounts = all(is_bare_amount(cell.text) for cell in others)
    return bool(others) and amounts and is_total(first.text, lexicon())


def has_titles_above(rows: Sequence[Sequence[PlacedCell]]) -> bool:
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


def _placed(cell: Cell, start: int, end: int, *, is_lean: bool) -> PlacedCell:
    """Return a cell with its place and what it names: its first line, if that is not a bullet."""
    first = cell.items[0]
    if first.table or first.children or not (first.level or first.plain):
        return PlacedCell(cell, start, end, None)
    if is_lean and (line := lean_line(first.text, first.lead)):
        return PlacedCell(cell, start, end, None, asks=True, is_of_no_block=not line.question)
    if question_line(first.text):
        return PlacedCell(cell, start, end, None, asks=True)
    if named := split_name(first.text) or named_in_question(first.text):
        return PlacedCell(cell, start, end, named)
    return PlacedCell(cell, start, end, None)


def named_in_question(text: str) -> NamedLine[Block] | None:
    """Return the block whose name a question ends with, or that follows it in brackets.

    Args:
        text: Such as `Who are your key partners?` or `What does it cost? (Costs)`.
    """
    if "?" not in text or len(text) > _MAX_QUESTION_CHARACTERS:
        return None
    if question := question_line(text):
        return NamedLine(question.block)
    words = text.rstrip().removesuffix("?").split()
    for count in range(min(_MAX_TITLE_WORDS, len(words) - 1), 0, -1):
        name = " ".join(words[-count:])
        if block := block_named(name):
            return NamedLine(block, left_out=text)
    block = block_of_heading(text)
    return NamedLine(block, left_out=text) if block else None


def _texts(items: Sequence[OutlineItem]) -> Iterator[str]:
    """Yield the texts of items and those below them."""
    for item in items:
        if text := clean(item.text):
            yield text
        yield from _texts(item.children)
