"""Writes a canvas as a poster: a self-contained SVG picture of landscape A4, with real text.

A note is one `text` element with its lines as `tspan` elements, and the spaces at a break are at
the end of a line, so that it can be read aloud and copied as it was typed, without the hyphens that
are only drawn.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from html import escape

from bmc_tui.formats.page.colours import segment_class, segment_css, token_class
from bmc_tui.formats.page.elements import HYPHEN_CLASS
from bmc_tui.formats.page.escaping import xml_text
from bmc_tui.formats.page.metrics import (
    BOLD_FACTOR,
    LEADING,
    break_lines,
    largest_fitting_size,
    text_width,
)
from bmc_tui.formats.page.sheet import (
    LEGEND_SIZE,
    MIN_COLUMN_WIDTH,
    PADDING,
    PAGE_SIZE,
    Area,
    Paragraph,
    ParagraphKind,
    PlacedParagraph,
    SheetContents,
    area_above_legend,
    canvas_contents,
    lay_out,
    note_size,
    place_paragraphs,
)
from bmc_tui.guide import Guide
from bmc_tui.model.blocks import BLOCKS, Block
from bmc_tui.model.canvas import Canvas
from bmc_tui.render.fitting.words import HYPHEN, WrappedLine
from bmc_tui.render.roles import SEGMENT_ROLES, Role
from bmc_tui.render.segment_letters import segment_letter, segment_role
from bmc_tui.render.spans import Span, styled_runs, token_spans

FONTS = "Helvetica Neue, Helvetica, Arial, Liberation Sans, DejaVu Sans, Noto Sans, sans-serif"
"""Fonts of macOS, Windows and Linux, of about the widths of `formats.page.metrics`."""

_MARGIN = 32.0
"""The margin of the page: 8 millimetres, which printers leave free."""

_TITLE_AREA = Area(_MARGIN, 22.0, PAGE_SIZE[0] - _MARGIN, 82.0)
_TITLE_SIZE = 30.0
"""The size of the canvas's title, where there is room."""

_PARTICULARS_SIZE = 12.0
"""The size of the particulars, where there is room."""

_PARTICULARS_SHARE = 0.4
"""The share of the page's width that the particulars take at most, to the right of the title."""

_PARTICULARS_GAP = 24.0
"""Between the title and the particulars."""

_CREDIT_SIZE, _CREDIT_DROP = 7.5, 11.0
"""The size of the line that says whose the canvas is, and its distance from the blocks: it is in
the margin of the page."""

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

_SIGN_SHARE = 0.9
"""The same for the sign of a change: an arrow is wider than a letter, and has room around it."""

_CHANGED = "changed"
"""The class of a note that is new, was reworded or has moved, in a picture of changes."""

_STYLE = (
    f"text{{font-family:{FONTS};fill:#1c1c1c}}"
    ".title,.heading{font-weight:bold}.number{fill:#a34a00}"
    ".box{fill:none;stroke:#555;stroke-width:1.5}.bullet{fill:#777}"
    ".phase{font-style:italic;fill:#555}.segment{fill:#00695c}.word{fill:#666}"
    f".evidence,.letter,.{_CHANGED}{{font-weight:bold}}.detail,.subtitle,.particular,.credit{{fill:#555}}"
    f".{HYPHEN_CLASS}{{user-select:none}}"
    ".gone,.gone tspan{fill:#555;text-decoration:line-through}" + segment_css(".{}", "fill")
)


def write(canvas: Canvas, guide: Guide) -> str:
    """Return the poster.

    Args:
        canvas: The canvas; the more notes it has the smaller they become, none is cut.
        guide: The language of the titles.
    """
    return draw(canvas_contents(canvas, guide), guide)


def draw(contents: SheetContents, guide: Guide) -> str:
    """Return a poster with the contents of a page.

    Args:
        contents: The texts.
        guide: The language of the titles of the blocks.
    """
    area = area_above_legend(contents, _BLOCKS_AREA)
    sheet = lay_out(contents.blocks, area, guide.language, MIN_COLUMN_WIDTH)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" xml:lang="{guide.language}"',
        f' width="297mm" height="210mm" viewBox="0 0 {PAGE_SIZE[0]:g} {PAGE_SIZE[1]:g}">',
        f"<title>{_escape(contents.title)}</title>",
        f"<style>{_STYLE}</style>",
        f'<rect width="{PAGE_SIZE[0]:g}" height="{PAGE_SIZE[1]:g}" fill="#fff"/>',
        *_titles(contents),
    ]
    for block in BLOCKS:
        block_area = sheet.blocks[block]
        parts.append(f'<g id="{block.value}">')
        parts += _frame(block, block_area, guide)
        inside = contents.blocks[block]
        size = note_size(inside, block_area, sheet.size, guide.language, MIN_COLUMN_WIDTH)
        places = place_paragraphs(inside, block_area, size, guide.language, MIN_COLUMN_WIDTH)
        for placed in places:
            parts += _paragraph(placed, size, contents.canvas)
        parts.append("</g>")
    credit = _line(
        _BLOCKS_AREA.left, _BLOCKS_AREA.bottom + _CREDIT_DROP, guide.say("canvas.credit")
    )
    parts += _legend(contents)
    return "\n".join((*parts, _text("credit", _CREDIT_SIZE, credit), "</svg>\n"))


def _titles(contents: SheetContents) -> Iterator[str]:
    """Yield the title and the subtitle, and to the right of them the particulars."""
    area = _TITLE_AREA
    if contents.particulars:
        needed = max(map(text_width, contents.particulars)) * _PARTICULARS_SIZE
        width = min(needed + 1, (area.right - area.left) * _PARTICULARS_SHARE)
        beside = replace(area, left=area.right - width)
        area = replace(area, right=beside.left - _PARTICULARS_GAP)
        yield from _lines_above_blocks("particular", contents.particulars, beside)
    if subtitle := contents.subtitle:
        size = min(LEGEND_SIZE, (area.right - area.left) / text_width(subtitle))
        area = replace(area, bottom=area.bottom - LEGEND_SIZE * LEADING)
        y = area.bottom + _BASELINE * LEGEND_SIZE
        yield _text("subtitle", size, _line(area.left, y, _escape(subtitle)))
    yield from _lines_above_blocks("title", [contents.title], area)


def _lines_above_blocks(kind: str, texts: Sequence[str], area: Area) -> Iterator[str]:
    """Yield texts, one below the other, in as many lines as they need, at the bottom of an area.

    Args:
        kind: Their class: `title` or `particular`.
        texts: The texts.
        area: The area for them.
    """
    is_title = kind == "title"
    width = (area.right - area.left) / (BOLD_FACTOR if is_title else 1)
    max_size = _TITLE_SIZE if is_title else _PARTICULARS_SIZE
    size = largest_fitting_size(texts, width, area.bottom - area.top, max_size)
    lines_of_texts = [break_lines(text, width / size) for text in texts]
    y = area.bottom - sum(map(len, lines_of_texts)) * size * LEADING
    for text, lines in zip(texts, lines_of_texts, strict=True):
        spans = (
            _line(area.left, y + (index * LEADING + _BASELINE) * size, _escape(text[start:end]))
            for index, (start, end, _) in enumerate(lines)
        )
        yield _text(kind, size, "".join(spans))
        y += len(lines) * size * LEADING


def _legend(contents: SheetContents) -> Iterator[str]:
    """Yield the legend of the segments' letters or of the signs, in a line below the blocks."""
    entries = ", ".join(
        f'<tspan class="{_letter_class(entry.role)}">{_escape(entry.sign)}'
        f"</tspan> {_escape(entry.words)}"
        for entry in contents.legend
    )
    if entries:
        width = (_BLOCKS_AREA.right - _BLOCKS_AREA.left) / BOLD_FACTOR
        size = min(LEGEND_SIZE, width / text_width(contents.legend_text))
        yield _text(
            "legend", size, _line(_BLOCKS_AREA.left, _BLOCKS_AREA.bottom - _LEGEND_DESCENT, entries)
        )


def _letter_class(role: Role) -> str:
    """Return the classes of a sign: that of a letter, and of the colour of a segment's role."""
    return f"letter {segment_class(role)}" if role in SEGMENT_ROLES else "letter"


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
    """Yield a note with its bullet, what became of it, or the name of a phase."""
    paragraph, x, y = placed.paragraph, placed.left, placed.top
    kind: str = paragraph.kind
    if paragraph.kind.is_note:
        yield _bullet(paragraph, x, y, size)
    if paragraph.kind is not ParagraphKind.PHASE:
        x += paragraph.indent * size
    if paragraph.sign and paragraph.kind is ParagraphKind.NOTE:
        kind = f"{kind} {_CHANGED}"
    text = paragraph.text
    spans = tuple(token_spans(text, canvas)) if paragraph.kind is ParagraphKind.NOTE else ()
    lines = (
        _line(x, y + (index * LEADING + _BASELINE) * size, _marked(text, spans, line))
        for index, line in enumerate(placed.lines)
    )
    yield _text(kind, size, "".join(lines))


def _bullet(paragraph: Paragraph, x: float, y: float, size: float) -> str:
    """Return the mark before a note: its sign, or the letter of its segment, else a dot."""
    sign, role = paragraph.sign, Role.NOTE
    if paragraph.segment and not sign:
        sign, role = segment_letter(paragraph.segment), segment_role(paragraph.segment)
    if not sign:
        return (
            f'<circle class="bullet" cx="{x + _BULLET_X * size:.2f}"'
            f' cy="{y + _BULLET_Y * size:.2f}" r="{_BULLET_RADIUS * size:.2f}"/>'
        )
    share = _SIGN_SHARE if paragraph.sign else _LETTER_SHARE / BOLD_FACTOR
    letter_size = min(size, paragraph.indent * size * share / text_width(sign))
    line = _line(x, y + _BASELINE * size, _escape(sign))
    return _text(_letter_class(role), letter_size, line)


def _marked(text: str, spans: Sequence[Span], line: WrappedLine) -> str:
    """Return a line of a paragraph with its tokens marked, and the hyphen at its end."""
    words = "".join(
        f'<tspan class="{name}">{_escape(run.text)}</tspan>'
        if (name := token_class(run.role))
        else _escape(run.text)
        for run in styled_runs(text, spans, line.start, line.end)
    )
    if not line.is_hyphenated:
        return words
    return f'{words}<tspan class="{HYPHEN_CLASS}" aria-hidden="true">{HYPHEN}</tspan>'


def _text(kind: str, size: float, content: str) -> str:
    """Return a text element in which spaces count."""
    return f'<text class="{kind}" font-size="{size:.3g}" xml:space="preserve">{content}</text>'


def _line(x: float, y: float, content: str) -> str:
    """Return a line of a text element."""
    return f'<tspan x="{x:.2f}" y="{y:.2f}">{content}</tspan>'


def _escape(text: str) -> str:
    """Return text escaped for XML."""
    return escape(xml_text(text))
