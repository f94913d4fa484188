"""Writes the nine-block picture as an HTML table in Markdown, as GitHub renders it.

An HTML block ends at the first empty line (CommonMark 0.31.2, 4.6), so the table has none. Each row
of the picture is a row of the table; blocks span rows and columns. Only tags and attributes that
GitHub lets through are used: it drops styles and classes.
"""

import re
from collections.abc import Iterator

from bmc_tui.formats.markdown.writer import escape as escape_markdown
from bmc_tui.formats.page.escaping import keep_spaces
from bmc_tui.guide import Guide
from bmc_tui.model.blocks import BLOCKS, GENERAL, Block
from bmc_tui.model.canvas import Canvas
from bmc_tui.model.layout import BLOCK_RECTS, HEIGHT, WIDTH
from bmc_tui.render.grouping import notes_by_section

_MARKUP = re.compile(
    r"""
    []&<>"'`*_~$|\\[^{}\#@:!=]             # anywhere
  | ^[-+]                                  # a list
  | (?<![^(0-9A-Za-z])[.)](?=\ |$)         # a numbered list
  | \.(?=\.) | -(?=-)                      # an ellipsis, a dash
    """,
    re.VERBOSE,
)
"""Characters that could be markup in HTML, or for a renderer that parses Markdown within HTML, such
as pandoc."""


def write(canvas: Canvas, guide: Guide) -> str:
    """Return the canvas as a heading and a table.

    Args:
        canvas: The canvas.
        guide: The language of the titles.
    """
    title = guide.canvas_title(escape_markdown(canvas.title))
    rows = "".join(f"<tr>\n{''.join(_row(canvas, guide, y))}</tr>\n" for y in range(HEIGHT))
    return f"# {title}\n\n<table>\n{rows}</table>\n"


def _row(canvas: Canvas, guide: Guide, y: int) -> Iterator[str]:
    """Yield the cells that start in row `y` of the picture, from left to right."""
    for block in sorted(BLOCKS, key=lambda block: BLOCK_RECTS[block].left):
        rect = BLOCK_RECTS[block]
        if rect.top != y:
            continue
        columns, rows = rect.right - rect.left, rect.bottom - rect.top
        spans = f' colspan="{columns}"' + (f' rowspan="{rows}"' if rows > 1 else "")
        width = f' width="{100 * columns // WIDTH}%"'
        content = "".join(_cell_lines(canvas, block, guide))
        yield f'<td{spans}{width} valign="top">\n{content}</td>\n'


def _cell_lines(canvas: Canvas, block: Block, guide: Guide) -> Iterator[str]:
    """Yield the lines of a cell."""
    yield f"<strong>{block.number} {escape(guide.title(block))}</strong>\n"
    for section, notes in notes_by_section(canvas, block):
        if section != GENERAL:
            yield f"<em>{escape(guide.section_title(block, section))}</em>\n"
        items = "".join(f"<li>{escape(note.text)}</li>\n" for note in notes)
        yield f"<ul>\n{items}</ul>\n"


def escape(text: str) -> str:
    """Return one clean line as HTML text, with a reference for each character of markup.

    Args:
        text: A note or a title, as `clean` leaves it.
    """
    return keep_spaces(_MARKUP.sub(lambda match: f"&#{ord(match[0])};", text))
