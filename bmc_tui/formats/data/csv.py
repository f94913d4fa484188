"""Writes a canvas as CSV (RFC 4180) for a spreadsheet: one line per note, guarded from formulas.

The columns are the canvas's title, the block, the section and the note, named in the user's
language. An answer on the design has the heading above these answers as its block and its question
as its section, and a particular likewise. A spreadsheet takes a cell that starts with `=`, `+`, `-`
or `@` for a formula, so `guard_formula` puts an apostrophe before it, as the user of a spreadsheet
would, and reading removes it. A cell may start within a note too: where the comma is the decimal
sign, as in the Netherlands, Excel splits lines at semicolons, and ignores the quotes of a field
that does not start after one.
"""

import csv
import re
from io import StringIO

from bmc_tui.guide import Guide
from bmc_tui.guide.answers import answer_heading
from bmc_tui.model.canvas import Canvas
from bmc_tui.model.sanitize import clean

_SIGN = r'(?:[^\S\t]|["\u200b-\u200f\u2060])*[=+@\-＝＋＠－]'
"""What makes a cell a formula at its start: a sign, also full-width as East Asian systems write it,
after blanks, quotes or invisible characters that a spreadsheet may drop."""

_FORMULA = re.compile(rf"(?:^|(?<=[;\t]))(?='*{_SIGN})")
"""The place before a formula, or before what looks like a guarded one: at the start of a text, or
after a separator that a spreadsheet may split at."""

_GUARDED = re.compile(rf"(?:^|(?<=[;\t]))'(?='*{_SIGN})")
"""The apostrophe that `guard_formula` has put there."""

COLUMNS = ("title", "block", "section", "note")
"""The keys of the columns in the catalogue's `csv`."""


def write(canvas: Canvas, guide: Guide) -> str:
    """Return the canvas as CSV: a line with the columns, then one line per note.

    Args:
        canvas: The canvas; one without notes gets one line, with its title.
        guide: The language of the columns, blocks and sections.
    """
    file = StringIO()
    writer = csv.writer(file, delimiter=guide.say("csv.delimiter"), lineterminator="\n")
    writer.writerow(guide.say(f"csv.{column}") for column in COLUMNS)
    title = guard_formula(canvas.title)
    for block, note in canvas:
        is_in_block = note.section and note.section in block.sections
        section = guide.section_title(block, note.section) if is_in_block else ""
        writer.writerow((title, guide.title(block), section, guard_formula(note.text)))
    for answer in canvas.design:
        heading = answer_heading(answer, guide)
        writer.writerow((title, guide.say("design.title"), heading, guard_formula(answer.text)))
    for name, text in canvas.particulars.given():
        label = guide.say(f"particulars.{name}")
        writer.writerow((title, guide.say("particulars.title"), label, guard_formula(text)))
    if not canvas.note_count and not canvas.design and not any(canvas.particulars):
        writer.writerow((title, "", "", ""))
    return file.getvalue()


def guard_formula(text: str) -> str:
    """Return a text of which a spreadsheet takes no cell for a formula, however it splits lines.

    Args:
        text: The text of a cell, such as a note.
    """
    return _FORMULA.sub("'", text)


def unguard_formula(text: str) -> str:
    """Return a text without the apostrophes of `guard_formula`."""
    return _GUARDED.sub("", clean(text))
