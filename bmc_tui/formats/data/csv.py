"""A canvas as CSV (RFC 4180): a line a note, for a spreadsheet.

The columns are the canvas's title, the block, the section and the note, each in the person's
language. A spreadsheet takes a text that starts with `=`, `+`, `-` or `@` for a formula: it gets an
apostrophe before it, as one would type it there, and reading takes that away again.
"""

import csv
import re
from collections.abc import Iterator, Sequence
from io import StringIO

from bmc_tui.formats.outline import OutlineItem, canvas_from_outline
from bmc_tui.formats.result import FormatError, ImportResult, Remark
from bmc_tui.guide import Guide, languages, load
from bmc_tui.guide.aliases import block_of_heading, phase_of_heading, section_of_question
from bmc_tui.model.canvas import Canvas
from bmc_tui.model.sanitize import clean

_FORMULA = re.compile("'*[=+@-]")
"""How a text starts that is guarded, or that looks as if it were."""

_GUARDED = re.compile("'+[=+@-]")

_COLUMNS = ("title", "block", "section", "note")
"""The columns, by their names in the catalogue's `csv`."""

_DELIMITERS = ",;\t"
"""Comma; semicolon, which spreadsheets write where the comma is the decimal sign; and tab."""


def write(canvas: Canvas, guide: Guide) -> str:
    """Return the canvas as CSV: a heading, then a line a note.

    Args:
        canvas: What to write; one without notes has one line, with its title.
        guide: The language of the columns, blocks and sections.
    """
    file = StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(guide.say(f"csv.{column}") for column in _COLUMNS)
    title = _guarded(canvas.title)
    for block, note in canvas:
        is_known = note.section and note.section in block.sections
        section = guide.section_title(block, note.section) if is_known else ""
        writer.writerow((title, guide.title(block), section, _guarded(note.text)))
    if not canvas.count:
        writer.writerow((title, "", "", ""))
    return file.getvalue()


def read(text: str) -> ImportResult:
    """Return the canvas that a CSV text holds.

    Args:
        text: With a first line that names the columns, in any language and order: that of the
            block and that of the note at least.

    Raises:
        FormatError: There are no such columns, or no line is about a block.
    """
    text = text.removeprefix("\ufeff")
    delimiter = max(_DELIMITERS, key=text.partition("\n")[0].count)
    # The library's own limit is lower than what a note may hold.
    csv.field_size_limit(max(csv.field_size_limit(), len(text)))
    rows = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    pieces: list[OutlineItem] = []
    remarks: list[Remark] = []
    title = ""
    try:
        places = _places(next(rows, []))
        start = rows.line_num + 1
        for row in rows:
            fields = [row[at] if at is not None and at < len(row) else "" for at in places]
            named, block, section, note = fields
            title = title or _unguarded(named)
            pieces += _row(start, block, section, note, remarks)
            start = rows.line_num + 1
    except csv.Error as error:
        raise FormatError("reading.no_csv") from error
    if not pieces:
        return ImportResult(Canvas().with_title(title))
    return canvas_from_outline([OutlineItem(1, title, 1), *pieces], remarks=remarks)


def _places(header: Sequence[str]) -> list[int | None]:
    """Return where each of the columns is.

    Raises:
        FormatError: One that must be there is not.
    """
    guides = [load(language) for language in languages()]
    names = [clean(name).casefold() for name in header]
    places = []
    for column in _COLUMNS:
        known = {column, *(guide.say(f"csv.{column}").casefold() for guide in guides)}
        places.append(next((at for at, name in enumerate(names) if name in known), None))
    if places[1] is None or places[3] is None:
        raise FormatError("reading.no_csv")
    return places


def _row(
    line: int, name: str, section: str, note: str, remarks: list[Remark]
) -> Iterator[OutlineItem]:
    """Yield a row of the table, which starts at a line of the text, as a part of a document."""
    if not (text := _unguarded(note)):
        return
    yield OutlineItem(line, clean(name), 2)
    if (part := clean(section)) and (block := block_of_heading(name)):
        if section_of_question(block, part) or (block.phases and phase_of_heading(part)):
            yield OutlineItem(line, part, 3)
        else:
            remarks.append(Remark(line, "reading.section", {"text": part, "block": block}))
    yield OutlineItem(line, text, literal=True)


def _guarded(text: str) -> str:
    """Return a text such that a spreadsheet takes it for one."""
    return f"'{text}" if _FORMULA.match(text) else text


def _unguarded(text: str) -> str:
    """Return a text as it was before it was guarded."""
    text = clean(text)
    return text[1:] if _GUARDED.match(text) else text
