"""Reads CSV (RFC 4180) as a canvas: ours, records of other programs, and tables of blocks."""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from io import StringIO
from itertools import pairwise
from typing import Any

from bmc_tui.formats.answers import canvas_from_document
from bmc_tui.formats.column_titles import has_canvas_noun, is_column_about_notes, is_title_of_blocks
from bmc_tui.formats.data.csv import COLUMNS, unguard_formula
from bmc_tui.formats.data.json_notes import TECHNICAL_KEYS, is_words
from bmc_tui.formats.documents import canvases_from_document
from bmc_tui.formats.limits import check_lines
from bmc_tui.formats.outline.cells import named_in_question
from bmc_tui.formats.outline.items import Cell, OutlineItem, Table
from bmc_tui.formats.outline.particulars import particular_in_line, particulars_of
from bmc_tui.formats.outline.spelling import block_misspelt
from bmc_tui.formats.outline.tables import RECORD_SEPARATOR
from bmc_tui.formats.parking import parked_or_none
from bmc_tui.formats.result import FormatError, ImportResult, Remark, no_canvas
from bmc_tui.guide import languages, load
from bmc_tui.guide.aliases import block_named, is_no_title, label_group, phase_of_heading
from bmc_tui.guide.design import is_design_title
from bmc_tui.guide.method_lines import section_of_question
from bmc_tui.guide.named_lines import block_of_heading
from bmc_tui.model.blocks import Block
from bmc_tui.model.canvas import Canvas
from bmc_tui.model.sanitize import clean, pasted_notes

_QUOTED_LINE = re.compile(r"\"(?:[^\"]|\"\")*\"[ \t]*(?:\n|\Z)")
"""A line with nothing but one cell in quotes."""

_MIN_NAMED_BLOCKS = 2
"""Minimum number of names of blocks in a column or in the first row of a table that is a canvas."""

_MAX_NAMECOLUMNS = 50
"""Columns in which the names of blocks are looked for."""

_MAX_START_CHARACTERS = 4_000
"""The start of a text in which delimiters are counted."""

_DELIMITERS = ",;\t"
"""Comma; semicolon, which spreadsheets use where the comma is the decimal sign; and tab."""


def read(text: str) -> ImportResult:
    """Return the canvas that a CSV text holds.

    Args:
        text: The text. Its first line names the columns, in any language and order, at least
            those of the block and of the note. Other text is read as a table, if the cells of its
            first row or of a column are names of blocks.

    Raises:
        FormatError: It is neither, or no line names a block.
    """
    text = text.removeprefix("\ufeff")
    check_lines(text)
    start = text.lstrip("\n")[:_MAX_START_CHARACTERS]
    delimiter = max(
        _DELIMITERS, key=lambda sign: (start.partition("\n")[0].count(sign), start.count(sign))
    )
    # The library's default limit is lower than the longest possible note.
    csv.field_size_limit(max(csv.field_size_limit(), len(text)))
    rows = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    try:
        first_row = next((row for row in rows if any(row)), [])
        if len(first_row) == 1 and _QUOTED_LINE.match(text.lstrip()):
            return _read_column([(1, first_row), *_numbered(rows)])
        indices = _column_indices(first_row)
        if indices is None:
            return _read_table([(1, first_row), *_numbered(rows)])
        return _read_records(first_row, indices, list(_numbered(rows)))
    except csv.Error as error:
        raise FormatError("reading.no_csv") from error


def _read_records(
    header: Sequence[str], indices: Sequence[int | None], rows: Sequence[tuple[int, Sequence[str]]]
) -> ImportResult:
    """Return the canvas, or the first one, in a table with a column of blocks and one of notes.

    Args:
        header: The titles of the columns.
        indices: The indices of `COLUMNS` among them.
        rows: The rows below it, with their lines.
    """
    title_index = indices[0]
    names = {load(language).say("csv.title").casefold() for language in languages()}
    is_of_canvas = title_index is not None and (
        clean(header[title_index]).casefold() in names or has_canvas_noun(header[title_index])
    )
    others = [index for index in range(len(header)) if index not in indices]
    titles = dict.fromkeys(
        unguard_formula(row[title_index])
        for _, row in rows
        if title_index is not None and title_index < len(row) and row[title_index].strip()
    )
    if len(titles) > 1 and not is_of_canvas and title_index is not None:  # each that of its note
        others.insert(0, title_index)
        titles = {}
    others = [index for index in others if not _is_technical(header[index], index, rows)]
    about = [index for index in others if is_column_about_notes(header[index])]
    remarks = [
        Remark(1, "reading.left_out", {"text": clean(header[index])})
        for index in others
        if index not in about and clean(header[index])
    ]
    for index in about:
        values = dict.fromkeys(clean(row[index]) for _, row in rows if index < len(row))
        text = f"{clean(header[index])}: {', '.join(filter(None, values))}"
        remarks.append(Remark(1, "reading.left_out", {"text": text}))
    items: dict[str, list[OutlineItem]] = {title: [] for title in titles} or {"": []}
    heads: dict[str, list[tuple[str, str]]] = {title: [] for title in items}
    remarks_by_title: dict[str, list[Remark]] = {title: [] for title in items}
    current = next(iter(items))
    shown = [index for index in others if index not in about]
    for line, row in rows:
        fields = [row[index] if index is not None and index < len(row) else "" for index in indices]
        row_title, block, section, note = fields
        if titles and row_title.strip():
            current = unguard_formula(row_title)
        if clean(block) in _particulars_titles():
            pair = particular_in_line(f"{section}: {unguard_formula(note)}")
            heads[current] += [pair] if pair else []
            continue
        behind = [row[index] for index in shown if index < len(row)] + [*row[len(header) :]]
        note = RECORD_SEPARATOR.join(text for text in (note, *behind) if clean(text))
        items[current] += _row_items(line, block, section, note, remarks_by_title[current])
    results: list[ImportResult] = []
    for title, title_items in items.items():
        particulars = particulars_of(heads[title])
        all_remarks = [*(remarks if not results else ()), *remarks_by_title[title]]
        if title_items:
            heading = OutlineItem(1, title, 1, literal=True)
            result = canvas_from_document([heading, *title_items], remarks=all_remarks)
        else:
            result = ImportResult(Canvas().with_title(title), tuple(all_remarks))
        results.append(replace(result, canvas=result.canvas.with_particulars(particulars)))
    return replace(results[0], siblings=tuple(results[1:]))


def _is_technical(title: str, index: int, rows: Sequence[tuple[int, Sequence[str]]]) -> bool:
    """Tell whether a column has internal data of a program, such as the position of a note.

    Args:
        title: Its title.
        index: Its index.
        rows: The rows below, with their lines.
    """
    is_known = clean(title).casefold() in TECHNICAL_KEYS
    return is_known and not any(is_words(row[index]) for _, row in rows if index < len(row))


def _numbered(rows: Any) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows that a reader still has, with the line that each starts on."""
    start = rows.line_num + 1
    for row in rows:
        yield start, row
        start = rows.line_num + 1


def _read_table(all_rows: Sequence[tuple[int, Sequence[str]]]) -> ImportResult:
    """Return the canvas in a table with a column or a row for each block, with any titles.

    Args:
        all_rows: The rows, with their lines.

    Raises:
        FormatError: Its cells are not names of blocks.
    """
    title, pairs, remarks, rows = _without_particulars(all_rows)
    names: dict[int, set[Block]] = {}
    in_row: set[Block] = set()
    for _, row in rows:
        in_row = max(in_row, {block for cell in row if (block := _block_of(cell))}, key=len)
        if sum(map(bool, map(str.strip, row))) > 1:
            for index, cell in enumerate(row[:_MAX_NAMECOLUMNS]):
                if block := _block_of(cell):
                    names.setdefault(index, set()).add(block)
    if max(map(len, (in_row, *names.values()))) < _MIN_NAMED_BLOCKS:
        lines = (RECORD_SEPARATOR.join(filter(None, map(clean, row))) for _, row in all_rows)
        seen = ", ".join(map(clean, rows[0][1] if rows else []))
        raise no_canvas([seen], "reading.no_csv", parked=parked_or_none(lines))
    table = Table([[_cell(line, text) for text in row] for line, row in rows])
    result = canvases_from_document([OutlineItem(1, "", table=table)], title, remarks)
    return replace(result, canvas=result.canvas.with_missing_particulars(particulars_of(pairs)))


def _read_column(rows: Sequence[tuple[int, Sequence[str]]]) -> ImportResult:
    """Return the canvas in the cells of one column, as a whiteboard exports its notes.

    The first cell after an empty line is the heading of those below it, if several such cells name
    blocks.

    Args:
        rows: The rows, with their lines.

    Raises:
        FormatError: No cell names a block.
    """
    starts = {line for line, row in rows if any(map(str.strip, row))}
    heads = {
        line
        for (_, above), (line, row) in pairwise([(0, ()), *rows])
        if line in starts and not any(map(str.strip, above))
    }
    names = [_block_of(cell) for line, row in rows if line in heads for cell in row]
    has_heads = len({*names} - {None}) >= _MIN_NAMED_BLOCKS
    items: list[OutlineItem] = []
    for line, row in rows:
        for cell in row:
            if has_heads and line in heads:
                items.append(OutlineItem(line, clean(cell), 2))
            else:
                items += _cell(line, cell).items
    return canvases_from_document(items)


def _block_of(cell: str) -> Block | None:
    """Return the block that a cell names, also misspelt, or asks for."""
    if block := block_named(cell) or block_misspelt(clean(cell)):
        return block
    asked = named_in_question(clean(cell))
    return asked.named if asked else None


def _without_particulars(
    rows: Sequence[tuple[int, Sequence[str]]],
) -> tuple[str, list[tuple[str, str]], list[Remark], Sequence[tuple[int, Sequence[str]]]]:
    """Return the title above a table, the particulars, remarks on the rest, and the table.

    Args:
        rows: The rows, with their lines.
    """
    title = ""
    pairs: list[tuple[str, str]] = []
    remarks: list[Remark] = []
    for count, (line, row) in enumerate(rows):
        cells = [text for cell in row if (text := clean(cell))]
        group = label_group(cells[0].rstrip(":")) if len(cells) > 1 else ""
        is_title = len(cells) == 1 and not count and not block_named(cells[0])
        if len(cells) > 1 and is_title_of_blocks(cells[1]):  # a row of titles: `Name,Block`
            return title, pairs, remarks, rows[count:]
        if group == "titles" and len(cells) == 2 and not title:  # noqa: PLR2004 - label and title
            title = cells[1]
        elif is_title:
            title = "" if is_no_title(cells[0]) else cells[0]
        elif group and len(cells) == 2 and not any(map(block_named, cells)):  # noqa: PLR2004
            pair = particular_in_line(f"{cells[0].rstrip(': ')}: {cells[1]}")
            if pair and pair[0] not in dict(pairs):
                pairs.append(pair)
                continue
            remarks.append(
                Remark(
                    line,
                    "reading.left_out",
                    {"text": ": ".join([cells[0].rstrip(": "), *cells[1:]])},
                )
            )
        elif cells:
            return title, pairs, remarks, rows[count:]
    return title, pairs, remarks, []


def _cell(line: int, text: str) -> Cell:
    """Return a cell, each line of which is a note."""
    notes = pasted_notes(unguard_formula(text) if "\n" not in text else text)
    return Cell(line, [OutlineItem(line, note, plain=True) for note in notes])


def _column_indices(header: Sequence[str]) -> list[int | None] | None:
    """Return the index of each of `COLUMNS` in the first line, None for one that is missing.

    Returns:
        None if one that is required is missing.
    """
    guides = [load(language) for language in languages()]
    names = [clean(name).casefold() for name in header]
    indices: list[int | None] = []
    for column in COLUMNS:
        column_names = {column, *(guide.say(f"csv.{column}").casefold() for guide in guides)}
        index = next((i for i, name in enumerate(names) if name in column_names), None)
        indices.append(index)
    title, block, _, note = indices
    if block is None or note is None:
        return None
    if title is None:  # the title of a canvas comes before its blocks: `Team;Block;Note`
        nouns = (index for index, name in enumerate(header[:block]) if has_canvas_noun(name))
        indices[0] = next(nouns, None)
    return indices


def is_header(line: str, delimiter: str) -> bool:
    """Tell whether a line has the titles of columns: of blocks and notes, or one for each block."""
    cells = next(csv.reader([line], delimiter=delimiter), [])
    named = {block for cell in cells[:_MAX_NAMECOLUMNS] if (block := block_named(cell))}
    return len(named) >= _MIN_NAMED_BLOCKS or _column_indices(cells) is not None


def _row_items(
    line: int, name: str, section: str, note: str, remarks: list[Remark]
) -> Iterator[OutlineItem]:
    """Yield a row as headings and a note; add a remark to `remarks` if its section is unknown."""
    if is_design_title(clean(name)):
        yield OutlineItem(line, clean(name), 2)
        yield OutlineItem(line, clean(section), 3)
        yield OutlineItem(line, unguard_formula(note), literal=True)
        return
    if not (text := unguard_formula(note)):
        if name or section:
            values = {"text": clean(f"{name} {section}")}
            remarks.append(Remark(line, "reading.left_out", values))
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


@cache
def _particulars_titles() -> frozenset[str]:
    """Return the heading of the particulars in every language."""
    return frozenset(load(language).say("particulars.title") for language in languages())
