"""Writes a canvas as one self-contained HTML page: for a browser, a mail, and a printer.

The nine blocks are a table in which each block's notes name its title as their header, so that a
screen reader says it. Printed, it is one landscape A4 page as long as the notes are legible on it;
else it continues on further pages.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from html import escape
from typing import NamedTuple

from bmc_tui.formats.page.colours import segment_class, segment_css, token_class
from bmc_tui.formats.page.elements import NOT_NOTES
from bmc_tui.formats.page.escaping import keep_spaces
from bmc_tui.formats.page.metrics import BOLD_FACTOR, largest_fitting_size
from bmc_tui.formats.page.sheet import (
    LEGEND_HEIGHT,
    LEGEND_SIZE,
    PAGE_SIZE,
    Area,
    Paragraph,
    ParagraphKind,
    SheetContents,
    area_above_legend,
    canvas_contents,
    lay_out,
)
from bmc_tui.guide import Guide
from bmc_tui.model.blocks import BLOCKS, Block
from bmc_tui.model.canvas import Canvas
from bmc_tui.model.layout import BLOCK_RECTS, HEIGHT, WIDTH
from bmc_tui.model.segments import Segment
from bmc_tui.render.roles import SEGMENT_ROLES, Role
from bmc_tui.render.segment_letters import segment_letter, segment_role
from bmc_tui.render.spans import styled_runs, token_spans

_MARGIN = 40.0
"""The margin of the page, in quarters of a millimetre as all lengths of `formats.page.sheet`."""

_TITLE_SIZE = 26.0
"""The size of the title, where there is room."""

_TITLE_HEIGHT, _TITLE_MARGIN = 46.0, 8.0
"""The height of the title with the margin below it, and that margin."""

_TABLE_AREA = Area(
    _MARGIN, _MARGIN + _TITLE_HEIGHT, PAGE_SIZE[0] - _MARGIN, PAGE_SIZE[1] - _MARGIN - 28
)
"""The area of the table, less the line that says whose the canvas is, with its margin, and a little
for the rounding of browsers."""

_PARTICULARS_HEIGHT, _PARTICULARS_SIZE = 18.0, 12.0
"""The height of the line with the particulars and the margin below it, and the size of its text,
where there is room."""

_PARTICULARS_WIDTH_FACTOR = 1.3
"""The width of the particulars as a share of that of their text: there is space between them."""

_MIN_NOTE_SIZE = 8.0
"""The smallest size of notes on paper: 2 millimetres, which is 5.7 points."""

_LONG_NOTE_CHARACTERS = 600
"""Characters from which a note may go on on the next page: it could be higher than a page."""

_LEGEND_SPARE_HEIGHT = 6.0
"""The part of the legend's height that its text leaves free, for the margin above it."""

_LEGEND_WIDTH_FACTOR = 1.2
"""The width of the legend as a share of that of its text: there is space between its entries."""

_STYLE = (
    """
@page { size: A4 landscape; margin: 10mm }
* { box-sizing: border-box }
html { color-scheme: light; background: #fff; color: #1c1c1c }
body { margin: 1.5rem auto; padding: 0 1.5rem; max-width: 90rem;
  font: 100%/1.25 Arial, "Liberation Sans", Helvetica, sans-serif }
h1, h2, h3 { font-family: Arial, "Liberation Sans", Helvetica, sans-serif }
h1 { margin: 0 0 6pt; font-size: 18pt; line-height: 1.2; overflow-wrap: anywhere }
h2 { margin: 1.4rem 0 .4rem; font-size: 1.3rem }
h3 { margin: .8rem 0 .2rem; font-size: 1rem; break-after: avoid }
.particular { font-size: 9pt; line-height: 100%; margin-bottom: 0; margin: 0 1.6em 2pt 0;
  display: inline-block; font-style: normal; max-width: 100%; overflow-wrap: anywhere }
table { width: 100%; border: 1px solid #555; border-collapse: collapse; table-layout: fixed }
th, td { border: 1px solid #555; padding: .7em .75em; text-align: left; vertical-align: top }
th { border-bottom: 0; padding-bottom: .3em; height: 1px }
th { font-size: 9pt }
td { border-top: 0; padding-top: 0; height: 8rem; font-size: 8pt }
th b { color: #a34a00 }
ul { padding: 0 0 0 .9em }
.L { margin-top: 0; margin-bottom: 2pt; margin-left: 14pt; line-height: 100% }
@supports (display: grid) { ul, .L { margin: 0 } .L, .particular { line-height: inherit } }
li { margin: 0 0 .35em; white-space: pre-wrap; overflow-wrap: anywhere; unicode-bidi: plaintext;
  hyphens: auto; hyphenate-limit-chars: 12 3 3 }
li::marker { content: "• "; color: #777 }
p, .phase { margin-top: 0; margin-bottom: 2pt; margin: 0 0 .35em; overflow-wrap: anywhere;
  color: #555; font-style: italic }
.segment { color: #00695c }
.word { color: #666 }
.evidence { font-weight: bold }
.legend { font-size: 9pt; margin: .8rem 0 0; font-style: normal }
.legend span { margin-right: 1em }
.credit { font-size: 7pt; margin: .6rem 0 0; font-style: normal }
li.changed::marker { content: "" }
.signed ul, ul.signed { padding-left: 1.4em }
li.changed b { display: inline-block; width: 1.4em; margin-left: -1.4em; white-space: pre }
.changed i { color: #555 }
ins { text-decoration: none; font-weight: bold }
.changed s { color: #555 }
li[data-letter]::marker { content: attr(data-letter) " "; font-weight: bold }
"""
    + segment_css(".{}", "color")
    + segment_css("li[data-colour={}]::marker", "color")
    + """
@media screen {
  h1 { margin: 0 0 .8rem; font-size: 1.8rem }
  .particular { margin: 0 1.6em .5rem 0; font-size: 100% }
  .legend { font-size: 100% }
  .credit { font-size: .75rem }
  table { min-width: 50rem }
  th, td { font-size: 100% }
}
@media print {
  body { margin: 0; padding: 0; max-width: none }
  .S + .S, .list + .S { break-before: page }
  h1 { margin: 0 0 2mm; font-size: var(--title) }
  .particular { margin: 0 1.6em 1mm 0; font-size: var(--particulars) }
  th, li { break-inside: avoid }
  li.long { break-inside: auto }
  th { font-size: 3.75mm; padding: 2.2mm 3mm .8mm }
  td { font-size: var(--size); padding: 0 3mm 0; height: 0 }
  .legend { margin: 1mm 0 0; font-size: var(--legend) }
  .credit { margin: 1mm 0 0; font-size: 2mm }
  tr.one > td { height: var(--one) }
  tr.two > td { height: var(--two) }
  tr.three > td { height: var(--three) }
}
"""
)
"""The style sheet. LibreOffice takes neither `@` rules nor lengths in em, reads no further in a
rule than to such a length, and sets the margins of a list by a class alone: so what it can read
comes first, and behind that what is for browsers."""

_WORD_PAGE = (
    "<!--[if mso]><style>@page S { size: 29.7cm 21cm; mso-page-orientation: landscape;"
    " margin: 1cm } div.S { page: S }</style><![endif]-->\n"
)
"""The landscape page for Word, which knows named pages only; a comment for all else."""

_TABLE_ATTRIBUTES = 'border="1" cellspacing="0" cellpadding="5" width="100%"'
"""The look of the table for word processors, which take little of a style sheet."""

_CELL_HEIGHT = 50
"""The least height of a cell of notes for word processors, in pixels."""

_TITLE_ROW_HEIGHT = 29.0
"""The height of a row of titles; the rest of a row of the picture is for the row of notes."""

_ROW_NAMES = ("one", "two", "three")
"""The rows of the picture, as classes; each is a row of titles and a row of notes in the table."""


class _Cell(NamedTuple):
    """A block's cell in the table."""

    block: Block
    columns: str
    """The attributes for its columns and its width."""
    is_tall: bool
    """Whether it is in both upper rows: its notes then span three rows of the table."""


def write(canvas: Canvas, guide: Guide) -> str:
    """Return the page.

    Args:
        canvas: The canvas; nothing of it is cut.
        guide: The language of the titles.
    """
    return page(canvas_contents(canvas, guide), guide, "".join(answers(canvas, guide)))


def page(contents: SheetContents, guide: Guide, below: str = "") -> str:
    """Return a page with the nine blocks.

    Args:
        contents: The texts.
        guide: The language of the titles of the blocks.
        below: HTML for below the table.
    """
    return document(contents.title, [sheet(contents, guide, below)], guide)


def document(title: str, sheets: Iterable[str], guide: Guide) -> str:
    """Return a page with one sheet or several, each of which starts a page when it is printed.

    Args:
        title: The title of the window.
        sheets: What `sheet` returned for each.
        guide: The language.
    """
    return (
        f'<!DOCTYPE html>\n<html lang="{guide.language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{keep_spaces(escape(title))}</title>\n"
        f"<style>{_STYLE}</style>\n{_WORD_PAGE}</head>\n"
        f"<body>\n{''.join(sheets)}</body>\n</html>\n"
    )


def sheet(contents: SheetContents, guide: Guide, below: str = "", prefix: str = "") -> str:
    """Return the nine blocks with what is above and below them, as a part of a page.

    Args:
        contents: The texts.
        guide: The language of the titles of the blocks.
        below: HTML for below the table.
        prefix: The prefix of the ids on this sheet, if a page has several.
    """
    title = keep_spaces(escape(contents.title))
    subtitle = contents.subtitle and f"<p {NOT_NOTES}>{escape(contents.subtitle)}</p>\n"
    particulars = "".join(
        f'<p class="particular" dir="auto">{keep_spaces(escape(line))}</p>\n'
        for line in contents.particulars
    )
    rows = "".join(_rows(contents, guide, prefix))
    anchor = f' id="{prefix}title"' if prefix else ""
    sizes = _sizes(contents, guide.language)
    signed = " signed" if contents.has_signs else ""
    return (
        f'<div class="S{signed}" style="{sizes}">\n<h1{anchor} dir="auto">{title}</h1>\n'
        f"{subtitle}{particulars}<table {_TABLE_ATTRIBUTES}>\n"
        f"<colgroup>{'<col>' * WIDTH}</colgroup>\n{rows}"
        f"</table>\n{_legend(contents)}"
        f'<p class="credit" {NOT_NOTES}>{escape(guide.say("canvas.credit"))}</p>\n{below}</div>\n'
    )


def _legend(contents: SheetContents) -> str:
    """Return the legend, with the attribute that says it is not a note."""
    entries = " ".join(
        f"<span{_colour(entry.role)}><b>{entry.sign}</b> {escape(entry.words)}</span>"
        for entry in contents.legend
    )
    return f'<p class="legend" {NOT_NOTES}>{entries}</p>\n' if entries else ""


def _colour(role: Role) -> str:
    """Return the attribute for the colour of a segment's role; "" for another role."""
    return f' class="{segment_class(role)}"' if role in SEGMENT_ROLES else ""


def answers(canvas: Canvas, guide: Guide) -> Iterator[str]:
    """Yield the answers on the design, each under its question; on paper they follow the table."""
    if not canvas.design:
        return
    from bmc_tui.guide.answers import answer_heading

    yield f"<h2>{escape(guide.say('design.title'))}</h2>\n"
    for answer in canvas.design:
        yield f"<h3>{escape(answer_heading(answer, guide))}</h3>\n"
        if answer.text:
            yield f"<ul>\n<li>{keep_spaces(escape(answer.text))}</li>\n</ul>\n"


def _sizes(contents: SheetContents, language: str) -> str:
    """Return the style that sets the sizes on paper, so that all fits on one page if possible."""
    table = _TABLE_AREA
    if contents.subtitle:
        table = replace(table, top=table.top + LEGEND_HEIGHT)
    if contents.particulars:
        table = replace(table, top=table.top + _PARTICULARS_HEIGHT)
    blocks = area_above_legend(contents, table)
    sheet = lay_out(contents.blocks, blocks, language)
    width = (PAGE_SIZE[0] - 2 * _MARGIN) / BOLD_FACTOR
    height = _TITLE_HEIGHT - _TITLE_MARGIN
    sizes = {
        "title": largest_fitting_size([contents.title], width, height, _TITLE_SIZE),
        "size": max(sheet.size, _MIN_NOTE_SIZE),
    }
    if contents.particulars:
        needed_width = width * BOLD_FACTOR / _PARTICULARS_WIDTH_FACTOR
        sizes["particulars"] = largest_fitting_size(
            [" ".join(contents.particulars)], needed_width, _PARTICULARS_HEIGHT, _PARTICULARS_SIZE
        )
    if legend := contents.legend_text:
        legend_width = width / _LEGEND_WIDTH_FACTOR
        sizes["legend"] = largest_fitting_size(
            [legend], legend_width, LEGEND_HEIGHT - _LEGEND_SPARE_HEIGHT, LEGEND_SIZE
        )
    if sheet.size >= _MIN_NOTE_SIZE:
        middle, lowest = sheet.blocks[Block.CHANNELS], sheet.blocks[Block.COST_STRUCTURE]
        heights = (
            middle.top - blocks.top,
            middle.bottom - middle.top,
            lowest.bottom - lowest.top,
        )
        sizes |= {
            name: height - _TITLE_ROW_HEIGHT
            for name, height in zip(_ROW_NAMES, heights, strict=True)
        }
    return ";".join(f"--{name}:{size / 4:.2f}mm" for name, size in sizes.items())


def _rows(contents: SheetContents, guide: Guide, prefix: str) -> Iterator[str]:
    """Yield the rows of the table, whose ids begin with a prefix."""
    for y, name in zip(range(HEIGHT), _ROW_NAMES, strict=True):
        cells = [_cell(block) for block in BLOCKS if BLOCK_RECTS[block].top == y]
        cells.sort(key=lambda cell: BLOCK_RECTS[cell.block].left)
        titles = "".join(
            f'<th id="{prefix}{cell.block}"{cell.columns} align=left valign=top>'
            f"<b>{cell.block.number}</b> {escape(guide.title(cell.block))}</th>\n"
            for cell in cells
        )
        notes = "".join(
            f'<td headers="{prefix}{cell.block}"{cell.columns} valign=top height={_CELL_HEIGHT}'
            f"{' rowspan=3' if cell.is_tall else ''}>\n"
            f"{''.join(_note_lists(contents, cell.block))}</td>\n"
            for cell in cells
        )
        yield f'<tr>\n{titles}</tr>\n<tr class="{name}">\n{notes}</tr>\n'


def _cell(block: Block) -> _Cell:
    """Return the cell of a block."""
    rect = BLOCK_RECTS[block]
    columns = rect.right - rect.left
    attributes = f" colspan={columns} width={100 * columns // WIDTH}%"
    return _Cell(block, attributes, rect.bottom - rect.top > 1)


def _note_lists(contents: SheetContents, block: Block) -> Iterator[str]:
    """Yield the lists of a block's notes, each phase's under its name."""
    items: list[str] = []
    for paragraph in contents.blocks[block]:
        if paragraph.kind is ParagraphKind.PHASE:
            yield from _list(items)
            items = []
            yield f'<div class="phase"><em>{escape(paragraph.text)}</em></div>\n'
        elif paragraph.kind is ParagraphKind.DETAIL:
            items[-1] += f"<br><i>{keep_spaces(escape(paragraph.text))}</i>"
        else:
            items.append(_note(paragraph, contents.canvas))
    yield from _list(items)


def _list(items: Sequence[str]) -> Iterator[str]:
    """Yield notes as a list; nothing without notes."""
    if items:
        lines = "".join(f"<li{item}</li>\n" for item in items)
        yield f'<ul class="L">\n{lines}</ul>\n'


def _note(paragraph: Paragraph, canvas: Canvas) -> str:
    """Return a note from after the name of its element: the attributes, `>` and the content."""
    text = _marked(paragraph.text, canvas)
    is_long = len(paragraph.text) >= _LONG_NOTE_CHARACTERS
    if not paragraph.sign:
        long = ' class="long"' if is_long else ""
        return f"{long}{_letter_attributes(paragraph.segment)}>{text}"
    name = "s" if paragraph.kind is ParagraphKind.GONE else "ins"  # LibreOffice strikes no `del`
    long = " long" if is_long else ""
    return f' class="changed{long}"><b>{paragraph.sign} </b><{name}>{text}</{name}>'


def _letter_attributes(segment: Segment | None) -> str:
    """Return the attributes of a note that make its segment's letter the note's bullet."""
    if segment is None:
        return ""
    colour = segment_class(segment_role(segment))
    return f' data-letter="{segment_letter(segment)}" data-colour="{colour}"'


def _marked(text: str, canvas: Canvas) -> str:
    """Return a note with its tokens marked."""
    return "".join(
        f'<span class="{name}">{keep_spaces(escape(run.text))}</span>'
        if (name := token_class(run.role))
        else keep_spaces(escape(run.text))
        for run in styled_runs(text, tuple(token_spans(text, canvas)), 0, len(text))
    )
