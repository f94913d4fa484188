"""Writes the nine boxes as a page to paste into a document or a mail.

A word processor and a mail program drop style sheets, so each cell of the table has its own style.
The lines of a cell are not a list: LibreOffice adds half a centimetre below each list.
"""

from collections.abc import Iterator
from html import escape

from bmc_tui.formats.page.escaping import keep_spaces
from bmc_tui.guide import Guide
from bmc_tui.model.blocks import BLOCKS, GENERAL, Block
from bmc_tui.model.canvas import Canvas
from bmc_tui.model.layout import BLOCK_RECTS, HEIGHT, WIDTH
from bmc_tui.render.grouping import notes_by_section

TABLE_ATTRIBUTES = 'border="1" cellspacing="0" cellpadding="5" style="border-collapse:collapse"'
"""The attributes that give a table its borders in a word processor."""

_CELL_STYLE = "border:1px solid #555;vertical-align:top;font-size:9pt"
_NOTE_STYLE = "margin-left:8pt;text-indent:-8pt"
"""The second line of a note is below the first, not below its bullet."""


def write(canvas: Canvas, guide: Guide) -> str:
    """Return the canvas as a heading, its particulars and a table.

    Args:
        canvas: The canvas.
        guide: The language of the titles.
    """
    title = _text(guide.canvas_title(canvas.title))
    rows = "".join(f"<tr>\n{''.join(_row(canvas, guide, y))}</tr>\n" for y in range(HEIGHT))
    table = f'<table {TABLE_ATTRIBUTES} width="100%">\n{rows}</table>\n'
    lines = "".join(
        f"<div>{_text(line)}</div>\n" for line in guide.particular_lines(canvas.particulars)
    )
    return page_to_paste(f"<h1>{title}</h1>\n{lines}{table}", guide)


def page_to_paste(body: str, guide: Guide) -> str:
    """Return a page for the clipboard: some programs ask it for its encoding.

    Args:
        body: What it shows, as HTML.
        guide: The language that it is in, by which a word processor checks its spelling.
    """
    meta = '<meta http-equiv="content-type" content="text/html; charset=utf-8">'
    return f'{meta}\n<div lang="{guide.language}">\n{body}</div>\n'


def _row(canvas: Canvas, guide: Guide, y: int) -> Iterator[str]:
    """Yield the cells that start in row `y` of the picture, from left to right."""
    for block in sorted(BLOCKS, key=lambda block: BLOCK_RECTS[block].left):
        rect = BLOCK_RECTS[block]
        if rect.top != y:
            continue
        columns, rows = rect.right - rect.left, rect.bottom - rect.top
        spans = f' colspan="{columns}"' + (f' rowspan="{rows}"' if rows > 1 else "")
        look = f' width="{100 * columns // WIDTH}%" valign="top" style="{_CELL_STYLE}"'
        content = "".join(_cell_lines(canvas, block, guide))
        yield f"<td{spans}{look}>\n{content}</td>\n"


def _cell_lines(canvas: Canvas, block: Block, guide: Guide) -> Iterator[str]:
    """Yield the lines of a cell."""
    yield f"<div><strong>{block.number} {_text(guide.title(block))}</strong></div>\n"
    for section, notes in notes_by_section(canvas, block):
        if section != GENERAL:
            yield f"<div><em>{_text(guide.section_title(block, section))}</em></div>\n"
        for note in notes:
            yield f'<div style="{_NOTE_STYLE}">• {_text(note.text)}</div>\n'


def _text(text: str) -> str:
    """Return text as HTML shows it."""
    return keep_spaces(escape(text))
