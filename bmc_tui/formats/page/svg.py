"""Writes a canvas as a poster: a self-contained SVG picture of landscape A4, with real text.

A note is one `text` element with its lines as `tspan` elements, and the spaces at a break are at
the end of a line: so it can be searched, read aloud and copied as it was typed.
"""

import re
from collections.abc import Iterator, Sequence
from html import escape

from bmc_tui.formats.page.colours import segment_class, segment_css, token_class
from bmc_tui.formats.page.metrics import BOLD_FACTOR, break_lines, text_width
from bmc_tui.formats.page.sheet import (
    INDENT,
    LEADING,
    LEGEND_SIZE,
    MIN_COLUMN_WIDTH,
    PADDING,
    PAGE_SIZE,
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
"""Fonts of macOS, Windows and Linux, of about the widths of `formats.page.metrics`."""

_MARGIN = 32.0
"""The margin of the page: 8 millimetres, which printers leave free."""

_TITLE_AREA = Area(_MARGIN, 22.0, PAGE_SIZE[0] - _MARGIN, 82.0)
_TITLE_SIZE = 30.0
"""The size of the canvas's title, where there is room."""

_HEADING_SIZE = 15.0
"""The size of a block's title, where there is room."""

_BLOCKS_AREA = Area(_MARGIN, 88.0, PAGE_SIZE[0] - _MARGIN, PAGE_SIZE[1] - _MARGIN)

_BASELINE = 0.95
"""From the top of a line to its baseline, as a share of the size of its characters."""

_HEADING_BASELINE = 0.8
"""From the top of a block's title to its baseline, as a share of `_HEADING_SIZE`."""

_LEGEND_DESCENT = 4.0
"""From the baseline of the legend to the bottom of `_BLOCKS_AREA`."""

_BULLET_X, _BULLET_Y, _BULLET_RADIUS = 0.22, 0.62, 0.16
"""The center of a bullet, from the top left of its note, and its radius, as shares of the size of
the notes."""

_LETTER_SHARE = 0.75
"""The share of a note's indent that the letter of a segment may fill."""

_STYLE = (
    f"text{{font-family:{FONTS};fill:#1c1c1c}}"
    ".title,.heading{font-weight:bold}.number{fill:#a34a00}"
    ".box{fill:none;stroke:#555;stroke-width:1.5}.bullet{fill:#777}"
    ".phase{font-style:italic;fill:#555}.segment{fill:#00695c}.word{fill:#666}"
    ".evidence,.letter{font-weight:bold}" + segment_css(".{}", "fill")
)

_FORBIDDEN_IN_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 (2.2) forbids, also as character references."""


def write(canvas: Canvas, guide: Guide) -> str:
    """Return the poster.

    Args:
        canvas: The canvas; the more notes it has the smaller they become, none is cut.
        guide: The language of the titles.
    """
    title = guide.canvas_title(canvas.title)
    sheet = lay_out(canvas, guide, area_above_legend(canvas, _BLOCKS_AREA), MIN_COLUMN_WIDTH)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" xml:lang="{guide.language}"',
        f' width="297mm" height="210mm" viewBox="0 0 {PAGE_SIZE[0]:g} {PAGE_SIZE[1]:g}">',
        f"<title>{_escape(title)}</title>",
        f"<style>{_STYLE}</style>",
        f'<rect width="{PAGE_SIZE[0]:g}" height="{PAGE_SIZE[1]:g}" fill="#fff"/>',
        _title(title),
    ]
    for block in BLOCKS:
        area = sheet.blocks[block]
        parts.append(f'<g id="{block.value}">')
        parts += _frame(block, area, guide)
        contents = list(paragraphs(canvas, block, guide))
        for placed in place_paragraphs(contents, area, sheet.size, MIN_COLUMN_WIDTH):
            parts += _paragraph(placed, sheet.size, canvas)
        parts.append("</g>")
    return "\n".join((*parts, *_legend(canvas), "</svg>\n"))


def _title(title: str) -> str:
    """Return the canvas's title, in as many lines as it needs."""
    width, height = _TITLE_AREA.right - _TITLE_AREA.left, _TITLE_AREA.bottom - _TITLE_AREA.top
    size = largest_fitting_size(title, width / BOLD_FACTOR, height, _TITLE_SIZE)
    lines = break_lines(title, width / size / BOLD_FACTOR)
    # A title of one line is just above the blocks.
    top = _TITLE_AREA.bottom - len(lines) * size * LEADING
    spans = (
        _line(
            _TITLE_AREA.left, top + (index * LEADING + _BASELINE) * size, _escape(title[start:end])
        )
        for index, (start, end) in enumerate(lines)
    )
    return _text("title", size, "".join(spans))


def _legend(canvas: Canvas) -> Iterator[str]:
    """Yield the legend of the segments' letters, in a line below the blocks."""
    entries = ", ".join(
        f'<tspan class="letter {segment_class(segment_role(segment))}">{segment_letter(segment)}'
        f"</tspan> {_escape(segment.handle)}"
        for segment in segments_of(canvas)
    )
    if entries:
        width = (_BLOCKS_AREA.right - _BLOCKS_AREA.left) / BOLD_FACTOR
        size = min(LEGEND_SIZE, width / text_width(legend_text(canvas)))
        yield _text(
            "legend", size, _line(_BLOCKS_AREA.left, _BLOCKS_AREA.bottom - _LEGEND_DESCENT, entries)
        )


def _frame(block: Block, area: Area, guide: Guide) -> Iterator[str]:
    """Yield a block's border and its title."""
    width, height = area.right - area.left, area.bottom - area.top
    yield (
        f'<rect class="box" x="{area.left:.2f}" y="{area.top:.2f}"'
        f' width="{width:.2f}" height="{height:.2f}"/>'
    )
    title = f"{block.number} {guide.title(block)}"
    size = min(_HEADING_SIZE, (width - 2 * PADDING) / text_width(title) / BOLD_FACTOR)
    content = (
        f'<tspan class="number">{block.number}</tspan>{_escape(title[len(str(block.number)) :])}'
    )
    line = _line(
        area.left + PADDING, area.top + PADDING + _HEADING_SIZE * _HEADING_BASELINE, content
    )
    yield _text("heading", size, line)


def _paragraph(placed: PlacedParagraph, size: float, canvas: Canvas) -> Iterator[str]:
    """Yield a note with its bullet, or the name of a phase."""
    paragraph, x, y = placed.paragraph, placed.left, placed.top
    kind = "phase"
    if paragraph.is_note:
        kind = "note"
        yield _bullet(paragraph.segment, x, y, size)
        x += INDENT * size
    text = paragraph.text
    spans = tuple(token_spans(text, canvas)) if paragraph.is_note else ()
    lines = (
        _line(x, y + (index * LEADING + _BASELINE) * size, _marked(text, spans, start, end))
        for index, (start, end) in enumerate(placed.lines)
    )
    yield _text(kind, size, "".join(lines))


def _bullet(segment: Segment | None, x: float, y: float, size: float) -> str:
    """Return the bullet of a note: the letter of the segment that it defines, else a dot."""
    if segment is None:
        return (
            f'<circle class="bullet" cx="{x + _BULLET_X * size:.2f}"'
            f' cy="{y + _BULLET_Y * size:.2f}" r="{_BULLET_RADIUS * size:.2f}"/>'
        )
    letter = segment_letter(segment)
    letter_size = min(size, INDENT * size * _LETTER_SHARE / text_width(letter) / BOLD_FACTOR)
    line = _line(x, y + _BASELINE * size, letter)
    return _text(f"letter {segment_class(segment_role(segment))}", letter_size, line)


def _marked(text: str, spans: Sequence[Span], start: int, end: int) -> str:
    """Return a line of a paragraph with its tokens marked."""
    return "".join(
        f'<tspan class="{name}">{_escape(run.text)}</tspan>'
        if (name := token_class(run.role))
        else _escape(run.text)
        for run in styled_runs(text, spans, start, end)
    )


def _text(kind: str, size: float, content: str) -> str:
    """Return a text element in which spaces count."""
    return f'<text class="{kind}" font-size="{size:.3g}" xml:space="preserve">{content}</text>'


def _line(x: float, y: float, content: str) -> str:
    """Return a line of a text element."""
    return f'<tspan x="{x:.2f}" y="{y:.2f}">{content}</tspan>'


def _escape(text: str) -> str:
    """Return text escaped for XML."""
    return escape(_FORBIDDEN_IN_XML.sub("\ufffd", text))
