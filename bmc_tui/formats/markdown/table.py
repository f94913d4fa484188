"""Writes the nine-block picture as a table in Markdown that any program with tables takes.

It is a pipe table (GitHub Flavored Markdown, 4.10), which knows no spans: the lower blocks have
their titles in rows of their own. Between the notes of a cell is `<br>`, the only break that a cell
can have, and before each note a bullet, for programs that drop the breaks.
"""

import re
from collections.abc import Iterator, Sequence

from bmc_tui.formats.inline_lists import Signs, signs_for
from bmc_tui.formats.markdown.writer import escape, note_line, particular_parts
from bmc_tui.guide import Guide
from bmc_tui.model.blocks import BLOCKS, GENERAL, Block
from bmc_tui.model.canvas import Canvas
from bmc_tui.model.layout import BLOCK_RECTS, HEIGHT
from bmc_tui.render.grouping import notes_by_section

BAR = re.compile(r"\|")
"""Ends a cell of a table, unless it is escaped."""

_MARKUP = re.compile(
    r"""
    \|
  | (?<!\s)[*~] | [*~](?!\s)                # emphasis, deletion
  | (?<![^\W_])_ | _(?![^\W_])              # emphasis, outside words
  | ` | (?<=\S)\$(?![0-9])                  # code, the end of a formula
    """,
    re.VERBOSE,
)
"""The markup that pairs up within a cell, of which each note is a part."""

_COLUMNS = 5

_COLUMN_WIDTH = 2
"""The width of a column in the units of `model.layout`."""

_BREAK = " <br>"
"""A break between the notes of a cell; the space is for programs that drop breaks."""


def write(canvas: Canvas, guide: Guide) -> str:
    """Return the canvas as a heading, its particulars and a table.

    Args:
        canvas: The canvas.
        guide: The language of the titles.
    """
    title = guide.canvas_title(escape(canvas.title))
    signs = signs_for(note.text for block in BLOCKS for note in canvas.notes(block))
    rows = [table_row(cells) for cells in _rows(canvas, guide, signs)]
    rows.insert(1, table_row([":---"] * _COLUMNS))
    return "\n".join((f"# {title}\n", *particular_parts(canvas, guide), "".join(rows)))


def table_row(cells: Sequence[str]) -> str:
    """Return a row of a table.

    Args:
        cells: The cells as Markdown, in which bars are escaped.
    """
    return f"| {' | '.join(cells)} |\n"


def _rows(canvas: Canvas, guide: Guide, signs: Signs) -> Iterator[list[str]]:
    """Yield the rows: for each row of the picture one with the titles, and one with the notes."""
    for y in range(HEIGHT):
        titles, notes = [""] * _COLUMNS, [""] * _COLUMNS
        for block in BLOCKS:
            if BLOCK_RECTS[block].top == y:
                column = BLOCK_RECTS[block].left // _COLUMN_WIDTH
                title = f"{block.number} {escape(guide.title(block), BAR)}"
                titles[column] = f"**{title}**" if y else title  # the first row is bold by itself
                notes[column] = _BREAK.join(_lines(canvas, block, guide, signs))
        yield titles
        yield notes


def _lines(canvas: Canvas, block: Block, guide: Guide, signs: Signs) -> Iterator[str]:
    """Yield the lines of a cell."""
    for section, notes in notes_by_section(canvas, block):
        if section != GENERAL:
            yield f"**{signs.arrow} {escape(guide.section_title(block, section), BAR)}**"
        yield from (f"{signs.bullet} {note_line(note.text, _MARKUP)}" for note in notes)
