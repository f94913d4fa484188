"""A canvas as a poster: an SVG picture of A4 across, with real text, that needs nothing else.

A note is one `text` element; its lines are `tspan` elements in it, and the spaces at a break
stand at the end of a line. So it can be searched, read aloud and copied as it was typed.
"""

import re
from collections.abc import Iterator
from html import escape

from bmc_tui.formats.page.colours import segment_class, segment_css, token_class
from bmc_tui.formats.page.metrics import BOLD_FACTOR, break_lines, text_width
from bmc_tui.formats.page.sheet import (
    INDENT,
    LEADING,
    LEGEND_SIZE,
    MIN_COLUMN_WIDTH,
    PADDING,
    PAGE,
    Area,
    PlacedParagraph,
    area_above_legend,
    largest_fitting_size,
    lay_out,
    paragraphs,
    place_paragraphs,
)
from bmc_tui.guide import Guide
from bmc_tui.guide.lexicon import segments_of
from bmc_tui.model.blocks import BLOCKS, Block
from bmc_tui.model.canvas import Canvas
from bmc_tui.model.segments import Segment
from bmc_tui.render.segment_letters import segment_letter, segment_role
from bmc_tui.render.spans import Span, styled_runs, token_spans
from bmc_tui.render.title_line import legend_text

FONTS = "Helvetica Neue, Helvetica, Arial, Liberation Sans, DejaVu Sans, Noto Sans, sans-serif"
"""What is found on a Mac, in Windows and on Linux; `formats.metrics` has their widths."""

_MARGIN = 32.0
"""Of the page: 8 millimetres, which printers leave free."""

_TITLE = Area(_MARGIN, 22.0, PAGE[0] - _MARGIN, 82.0)
_TITLE_SIZE = 30.0
_HEADING_SIZE = 15.0
_BLOCKS = Area(_MARGIN, 88.0, PAGE[0] - _MARGIN, PAGE[1] - _MARGIN)

_BASELINE = 0.95
"""From the top of a line down to where its characters stand, as a share of their size."""

_STYLE = (
    f"text{{font-family:{FONTS};fill:#1c1c1c}}"
    ".title,.heading{font-weight:bold}.number{fill:#a34a00}"
    ".box{fill:none;stroke:#555;stroke-width:1.5}.bullet{fill:#777}"
    ".phase{font-style:italic;fill:#555}.segment{fill:#00695c}.word{fill:#666}"
    ".evidence,.letter{font-weight:bold}" + segment_css(".{}", "fill")
)

_NO_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 (2.2) has no place for, not even as a character reference."""


def write(canvas: Canvas, guide: Guide) -> str:
    """Return the poster.

    Args:
        canvas: What to write; the more notes there are the smaller they become, none is cut.
        guide: The language of the titles.
    """
    title = guide.canvas_title(canvas.title)
    sheet = lay_out(canvas, guide, area_above_legend(canvas, _BLOCKS), MIN_COLUMN_WIDTH)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" xml:lang="{guide.language}"',
        f' width="297mm" height="210mm" viewBox="0 0 {PAGE[0]:g} {PAGE[1]:g}">',
        f"<title>{_escape(title)}</title>",
        f"<style>{_STYLE}</style>",
        f'<rect width="{PAGE[0]:g}" height="{PAGE[1]:g}" fill="#fff"/>',
        _title(title),
    ]
    for block in BLOCKS:
        area = sheet.blocks[block]
        parts.append(f'<g id="{block.value}">')
        parts += _frame(block, area, guide)
        inside = list(paragraphs(canvas, block, guide))
        for each in place_paragraphs(inside, area, sheet.size, MIN_COLUMN_WIDTH):
            parts += _paragraph(each, sheet.size, canvas)
        parts.append("</g>")
    return "\n".join((*parts, *_legend(canvas), "</svg>\n"))


def _title(title: str) -> str:
    """Return the canvas's title, in as many lines as it takes."""
    room, height = _TITLE.right - _TITLE.left, _TITLE.bottom - _TITLE.top
    size = largest_fitting_size(title, room / BOLD_FACTOR, height, _TITLE_SIZE)
    broken = break_lines(title, room / size / BOLD_FACTOR)
    # One line stands just above the blocks.
    top = _TITLE.bottom - len(broken) * size * LEADING
    spans = (
        _line(_TITLE.left, top + (at * LEADING + _BASELINE) * size, _escape(title[start:end]))
        for at, (start, end) in enumerate(broken)
    )
    return _text("title", size, "".join(spans))


def _legend(canvas: Canvas) -> Iterator[str]:
    """Yield which segments the letters mean, in a line under the blocks."""
    words = ", ".join(
        f'<tspan class="letter {segment_class(segment_role(each))}">{segment_letter(each)}</tspan>'
        f" {_escape(each.handle)}"
        for each in segments_of(canvas)
    )
    if words:
        room = (_BLOCKS.right - _BLOCKS.left) / BOLD_FACTOR
        size = min(LEGEND_SIZE, room / text_width(legend_text(canvas)))
        yield _text("legend", size, _line(_BLOCKS.left, _BLOCKS.bottom - 4, words))


def _frame(block: Block, area: Area, guide: Guide) -> Iterator[str]:
    """Yield a block's border and its title."""
    wide, high = area.right - area.left, area.bottom - area.top
    yield (
        f'<rect class="box" x="{area.left:.2f}" y="{area.top:.2f}"'
        f' width="{wide:.2f}" height="{high:.2f}"/>'
    )
    title = f"{block.number} {guide.title(block)}"
    size = min(_HEADING_SIZE, (wide - 2 * PADDING) / text_width(title) / BOLD_FACTOR)
    words = (
        f'<tspan class="number">{block.number}</tspan>{_escape(title[len(str(block.number)) :])}'
    )
    line = _line(area.left + PADDING, area.top + PADDING + _HEADING_SIZE * 0.8, words)
    yield _text("heading", size, line)


def _paragraph(each: PlacedParagraph, size: float, canvas: Canvas) -> Iterator[str]:
    """Yield a note with its bullet, or the name of a phase."""
    paragraph, x, y = each.paragraph, each.left, each.top
    kind = "phase"
    if paragraph.is_note:
        kind = "note"
        yield _bullet(paragraph.own, x, y, size)
        x += INDENT * size
    found = tuple(token_spans(paragraph.text, canvas)) if paragraph.is_note else ()
    lines = (
        _line(x, y + (at * LEADING + _BASELINE) * size, _words(paragraph.text, found, start, end))
        for at, (start, end) in enumerate(each.lines)
    )
    yield _text(kind, size, "".join(lines))


def _bullet(own: Segment | None, x: float, y: float, size: float) -> str:
    """Return what stands before a note: the letter of the segment that it is, else a bullet."""
    if own is None:
        return (
            f'<circle class="bullet" cx="{x + 0.22 * size:.2f}"'
            f' cy="{y + 0.62 * size:.2f}" r="{0.16 * size:.2f}"/>'
        )
    sign = segment_letter(own)
    narrow = min(size, INDENT * size * 0.75 / text_width(sign) / BOLD_FACTOR)
    line = _line(x, y + _BASELINE * size, sign)
    return _text(f"letter {segment_class(segment_role(own))}", narrow, line)


def _words(text: str, found: tuple[Span, ...], start: int, end: int) -> str:
    """Return a line of a paragraph, its tokens marked."""
    return "".join(
        f'<tspan class="{name}">{_escape(piece.text)}</tspan>'
        if (name := token_class(piece.role))
        else _escape(piece.text)
        for piece in styled_runs(text, found, start, end)
    )


def _text(kind: str, size: float, inside: str) -> str:
    """Return a text element, in which spaces count."""
    return f'<text class="{kind}" font-size="{size:.3g}" xml:space="preserve">{inside}</text>'


def _line(x: float, y: float, inside: str) -> str:
    """Return a line of a text element."""
    return f'<tspan x="{x:.2f}" y="{y:.2f}">{inside}</tspan>'


def _escape(text: str) -> str:
    """Return text for XML."""
    return escape(_NO_XML.sub("\ufffd", text))
