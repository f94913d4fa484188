"""Writes and reads a canvas as CSV (RFC 4180) for a spreadsheet: one line per note.

The columns are the canvas's title, the block, the section and the note, named in the user's
language. An answer on the design has the heading above these answers as its block and its question
as its section. A spreadsheet takes a cell that starts with `=`, `+`, `-` or `@` for a formula, so
`guard_formula` puts an apostrophe before it, as the user of a spreadsheet would, and reading
removes it. A cell may start within a note too: where the comma is the decimal sign, as in the
Netherlands, Excel splits lines at semicolons, and it does not know the quotes of a field that does
not start behind one.
"""

import csv
import re
from collections.abc import Iterator, Sequence
from io import StringIO
from typing import Any

from bmc_tui.formats.answers import canvas_from_document
from bmc_tui.formats.limits import check_lines
from bmc_tui.formats.outline.items import Cell, OutlineItem, Table
from bmc_tui.formats.outline.reading import canvas_from_outline
from bmc_tui.formats.result import FormatError, ImportResult, Remark, no_canvas
from bmc_tui.guide import Guide, languages, load
from bmc_tui.guide.aliases import (
    block_named,
    block_of_heading,
    phase_of_heading,
    section_of_question,
)
from bmc_tui.guide.answers import answer_heading
from bmc_tui.guide.design import is_design_title
from bmc_tui.model.blocks import Block
from bmc_tui.model.canvas import Canvas
from bmc_tui.model.sanitize import clean, pasted_notes

_SIGN = r'(?:[^\S\t]|["\u200b-\u200f\u2060])*[=+@\-＝＋＠－]'
"""What makes a cell a formula at its start: a sign, also full-width as East Asian systems write it,
behind blanks, quotes or invisible characters that a spreadsheet may drop."""

_FORMULA = re.compile(rf"(?:^|(?<=[;\t]))(?='*{_SIGN})")
"""The place before a formula, or before what looks like a guarded one: at the start of a text, or
behind a separator that a spreadsheet may split at."""

_GUARDED = re.compile(rf"(?:^|(?<=[;\t]))'(?='*{_SIGN})")
"""The apostrophe that `guard_formula` has put there."""

_COLUMNS = ("title", "block", "section", "note")
"""The keys of the columns in the catalogue's `csv`."""

_MIN_NAMED_BLOCKS = 2
"""Names of blocks at least in a column or in the first row of a table that is a canvas."""

_MAX_NAME_COLUMNS = 50
"""Columns in which the names of blocks are looked for."""

_DELIMITERS = ",;\t"
"""Comma; semicolon, which spreadsheets use where the comma is the decimal sign; and tab."""


def write(canvas: Canvas, guide: Guide) -> str:
    """Return the canvas as CSV: a line with the columns, then one line per note.

    Args:
        canvas: The canvas; one without notes gets one line, with its title.
        guide: The language of the columns, blocks and sections.
    """
    file = StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(guide.say(f"csv.{column}") for column in _COLUMNS)
    title = guard_formula(canvas.title)
    for block, note in canvas:
        is_in_block = note.section and note.section in block.sections
        section = guide.section_title(block, note.section) if is_in_block else ""
        writer.writerow((title, guide.title(block), section, guard_formula(note.text)))
    for answer in canvas.design:
        heading = answer_heading(answer, guide)
        writer.writerow((title, guide.say("design.title"), heading, guard_formula(answer.text)))
    if not canvas.note_count and not canvas.design:
        writer.writerow((title, "", "", ""))
    return file.getvalue()


def read(text: str) -> ImportResult:
    """Return the canvas that a CSV text holds.

    Args:
        text: The text. Its first line names the columns, in any language and order, at least
            those of the block and of the note. Other text is read as a table, if the cells of its
            first row or of a column are names of blocks.

    Raises:
        FormatError: Neither is so, or no line names a block.
    """
    text = text.removeprefix("\ufeff")
    check_lines(text)
    delimiter = max(_DELIMITERS, key=text.partition("\n")[0].count)
    # The library's default limit is lower than the longest possible note.
    csv.field_size_limit(max(csv.field_size_limit(), len(text)))
    rows = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    items: list[OutlineItem] = []
    remarks: list[Remark] = []
    title = ""
    try:
        first_row = next(rows, [])
        indices = _column_indices(first_row)
        if indices is None:
            return _read_table([(1, first_row), *_numbered(rows)])
        start = rows.line_num + 1
        for row in rows:
            fields = [
                row[index] if index is not None and index < len(row) else "" for index in indices
            ]
            row_title, block, section, note = fields
            title = title or _unguard_formula(row_title)
            items += _row_items(start, block, section, note, remarks)
            start = rows.line_num + 1
    except csv.Error as error:
        raise FormatError("reading.no_csv") from error
    if not items:
        return ImportResult(Canvas().with_title(title))
    return canvas_from_document([OutlineItem(1, title, 1), *items], remarks=remarks)


def _numbered(rows: Any) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows that a reader still has, with the line that each starts on."""
    start = rows.line_num + 1
    for row in rows:
        yield start, row
        start = rows.line_num + 1


def _read_table(rows: Sequence[tuple[int, Sequence[str]]]) -> ImportResult:
    """Return the canvas in a table: a column a block, or a row a block, with any titles.

    Args:
        rows: The rows, with their lines.

    Raises:
        FormatError: Its cells are not names of blocks.
    """
    names: dict[int, set[Block]] = {}
    for _, row in rows:
        if sum(map(bool, map(str.strip, row))) > 1:
            for index, cell in enumerate(row[:_MAX_NAME_COLUMNS]):
                if block := block_named(cell):
                    names.setdefault(index, set()).add(block)
    in_first_row = {block for cell in rows[0][1] if (block := block_named(cell))}
    if max(map(len, (in_first_row, *names.values()))) < _MIN_NAMED_BLOCKS:
        raise no_canvas((", ".join(map(clean, rows[0][1])),), "reading.no_csv")
    table = Table([[_cell(line, text) for text in row] for line, row in rows])
    return canvas_from_outline([OutlineItem(1, "", table=table)])


def _cell(line: int, text: str) -> Cell:
    """Return a cell, each line of which is a note."""
    notes = pasted_notes(_unguard_formula(text) if "\n" not in text else text)
    return Cell(line, [OutlineItem(line, note, plain=True) for note in notes])


def _column_indices(header: Sequence[str]) -> list[int | None] | None:
    """Return the index of each of `_COLUMNS` in the first line, None for one that is missing.

    Returns:
        None if one that is required is missing.
    """
    guides = [load(language) for language in languages()]
    names = [clean(name).casefold() for name in header]
    indices: list[int | None] = []
    for column in _COLUMNS:
        column_names = {column, *(guide.say(f"csv.{column}").casefold() for guide in guides)}
        index = next((i for i, name in enumerate(names) if name in column_names), None)
        indices.append(index)
    _, block, _, note = indices
    return None if block is None or note is None else indices


def _row_items(
    line: int, name: str, section: str, note: str, remarks: list[Remark]
) -> Iterator[OutlineItem]:
    """Yield a row as headings and a note; add a remark to `remarks` if its section is unknown."""
    if is_design_title(clean(name)):
        yield OutlineItem(line, clean(name), 2)
        yield OutlineItem(line, clean(section), 3)
        yield OutlineItem(line, _unguard_formula(note), literal=True)
        return
    if not (text := _unguard_formula(note)):
        return
    yield OutlineItem(line, clean(name), 2)
    if (section_name := clean(section)) and (block := block_of_heading(name)):
        if section_of_question(block, section_name) or (
            block.phases and phase_of_heading(section_name)
        ):
            yield OutlineItem(line, section_name, 3)
        else:
            remarks.append(Remark(line, "reading.section", {"text": section_name, "block": block}))
    yield OutlineItem(line, text, literal=True)


def guard_formula(text: str) -> str:
    """Return a text no cell of which a spreadsheet takes for a formula, however it splits lines.

    Args:
        text: The text of a cell, such as a note.
    """
    return _FORMULA.sub("'", text)


def _unguard_formula(text: str) -> str:
    """Return a text without the apostrophes of `guard_formula`."""
    return _GUARDED.sub("", clean(text))
