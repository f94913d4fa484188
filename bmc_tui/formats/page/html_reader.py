"""Reads HTML as a canvas: our page, our table in Markdown, and what other programs export.

Headings become headings of the outline, tables its tables; every other line of text is a note. A
line in bold or italics can be the heading of what follows it, and a cell is below the cell that its
`headers` name. Runs of white space are one space, as in a browser, and so is a no-break space,
unless written as `escaping` does. What a page says without showing it, such as comments and the
descriptions of pictures, is left out with a remark.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from bmc_tui.formats.documents import canvases_from_document
from bmc_tui.formats.limits import check_notes
from bmc_tui.formats.outline.items import Cell, OutlineItem, Table
from bmc_tui.formats.page.elements import (
    CODE_ELEMENTS,
    HEADINGS,
    INVISIBLE,
    LABELS,
    LINE_ELEMENTS,
    NOT_NOTES,
    PREFORMATTED,
    SET_APART,
    refuse_report_page,
)
from bmc_tui.formats.page.escaping import KEPT_SPACES, stand_ins
from bmc_tui.formats.page.footnotes import Footnotes
from bmc_tui.formats.page.forms import Form
from bmc_tui.formats.page.markup import parse_html
from bmc_tui.formats.page.spans import DIVIDER, Spans
from bmc_tui.formats.page.unshown import is_directive, words_in_attributes
from bmc_tui.formats.result import ImportResult, Remark
from bmc_tui.guide.named_lines import is_bare_name, split_name
from bmc_tui.model.sanitize import BULLET_SIGNS, clean

_WHITE_SPACE = re.compile(r"[ \t\n\r\f\u00a0]+")
"""What becomes one space. Office programs indent with no-break ones."""

_BULLET = re.compile(rf"(?:[-*+{BULLET_SIGNS}]|[oØ](?=\s{{2}}))\s+")
"""A bullet that was typed at the start of a line, or that a word processor writes there."""

_MAX_SPAN = 1_000
"""Maximum number of columns or rows that a cell spans (HTML, 4.9.11)."""

_MAX_SPAN_DIGITS = 5
"""The most digits of a span that are read."""


def read(text: str) -> ImportResult:
    """Return the canvas that an HTML page holds.

    Args:
        text: The page.

    Raises:
        FormatError: It is not a canvas, or is a page of changes.
    """
    refuse_report_page(text)
    collector = _Collector(1, stand_ins(text))
    unclosed_line = collector.parse(text)
    remarks = [Remark(unclosed_line, "reading.unclosed")] if unclosed_line else []
    collector.end_line()
    remarks += [Remark(n, "reading.left_out", {"text": text}) for n, text in collector.unshown()]
    return canvases_from_document(collector.items, collector.title, remarks)


def outline_items(text: str, line: int = 1) -> list[OutlineItem]:
    """Return the headings and notes in HTML.

    Args:
        text: A page or a part of one.
        line: The line of the document that the text starts on.

    Raises:
        FormatError: It has too many of them.
    """
    return _collected(text, line).items


def unseen_texts(text: str, line: int = 1) -> list[tuple[int, str]]:
    """Return the texts in HTML that a browser does not show on the page, with their lines.

    Args:
        text: A page or a part of one.
        line: The line of the document that the text starts on.
    """
    collector = _collected(text, line)
    return [*collector.unshown(), *([(line, collector.title)] if collector.title else [])]


def _collected(text: str, line: int) -> "_Collector":
    """Return what is in HTML that starts on a line."""
    collector = _Collector(line, stand_ins(text))
    collector.parse(text)
    collector.end_line()
    return collector


@dataclass(slots=True)
class _OpenTable:
    """A table whose end has not been reached."""

    line: int
    """The line that it starts on."""
    table: Table = field(default_factory=Table)
    cell: Cell | None = None
    """The cell that is being read."""
    header_id: str = ""
    """Its id, if it is a header cell with one."""
    has_header_row: bool = True
    """Whether all cells of its first row so far are header cells."""


class _Collector:
    """Collects the lines of text in HTML as items of an outline.

    Args:
        line: The line of the document that the HTML starts on.
        stand_ins: A character for each kind of space that stays, by the space.
    """

    def __init__(self, line: int, stand_ins: Mapping[str, str]) -> None:
        self.line = line
        self._stand_ins = stand_ins
        self.items: list[OutlineItem] = []
        self.title = ""
        """The title of the page, which a browser shows above it."""
        self._unshown: list[tuple[int, str]] = []
        """The texts that the page does not show, with their lines."""
        self._invisible: list[str] = []
        """The invisible elements around the current position, the outermost first."""
        self._invisible_parts: list[str] = []
        self._item_count = 0
        self._invisible_depth = 0
        self._level = 0
        self._parts: list[str] = []
        """The text of the line so far, as long as it is not blank."""
        self._is_label = False
        """Whether all of the line so far is in an element that can be a heading."""
        self._has_gap = False
        """Whether white space that is not in such an element follows that."""
        self._label_depth = self._bold_depth = 0
        self._is_bold = False
        """Whether all of the line so far is in an element that is set in bold or italics."""
        self._list_depth = 0
        """The list items around the current position."""
        self._pre_depth = 0
        self._text_line = 0
        self._tables: list[_OpenTable] = []
        """The tables around the current position."""
        self._header_cells: dict[str, str] = {}
        """The text of each header cell with an id."""
        self._caption_start = 0
        """The items before the caption around the current position."""
        self._starts_part = self._starts_ending = False
        """Whether a rule, or the start of the page's foot, is before the next item."""
        self._form, self._spans = Form(), Spans()
        self._footnotes = Footnotes()
        self._footnote_tags: list[str] = []
        """The elements around the current position within the text of a footnote."""
        self._is_footnote = False
        """Whether the line is the text of a footnote."""
        self._link_start = 0
        """The parts of the line before the link around the current position."""
        self._skipped_tag = ""
        """The tag of the element with `NOT_NOTES` around the current position; it contains no other
        element with that tag."""

    def parse(self, text: str) -> int:
        """Collect the items of some HTML; returns the line that `parse_html` does."""
        for space, stand_in in self._stand_ins.items():
            text = text.replace(KEPT_SPACES[space], stand_in)
        return parse_html(text, self)

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Enter an element."""
        if tag in INVISIBLE:
            self._invisible_depth += 1
            self._invisible.append(tag)
        if NOT_NOTES in attributes and not self._skipped_tag:
            self.end_line()
            self._skipped_tag = tag
            self._invisible_depth += 1
        answer = self._form.start(tag, attributes)
        if attributes and not self._skipped_tag:
            words = words_in_attributes(tag, attributes)
            self._unshown += (
                (self.line, text) for text in map(self._folded, words) if text != answer
            )
        if self._spans.divides(tag, attributes, "".join(self._parts)):
            self._parts.append(DIVIDER)
        if tag in LINE_ELEMENTS and not self._spans.is_in_paragraph(tag):
            self.end_line()
            self._level = HEADINGS.get(tag, 0)
        if tag in LABELS:
            self._label_depth += 1
        self._bold_depth += tag in SET_APART
        if answer and not self._invisible_depth:
            self._text_line = self.line
            self._add_line(self.line, answer)
        self._start_beside(tag, attributes)
        self._list_depth += tag == "li"
        self._pre_depth += tag in PREFORMATTED
        if tag == "table":
            self._tables.append(_OpenTable(self.line))
        elif tag == "caption":
            self.end_line()
            self._caption_start = len(self._target())
        elif tag == "tr" and self._tables:
            self._tables[-1].table.rows.append([])
        elif tag in ("td", "th") and self._tables:
            self._start_cell(tag, attributes)

    def _start_beside(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Enter an element that can be outside the text: a rule, footer, or part of a footnote."""
        self._starts_part = self._starts_part or tag == "hr"
        self._starts_ending = self._starts_ending or tag == "footer"
        is_text = self._footnotes.start(tag, attributes) if attributes else False
        if tag in HEADINGS:
            self._footnote_tags = []
        elif self._footnote_tags or is_text:
            self._footnote_tags.append(tag)
        if tag == "a":
            self._link_start = len(self._parts)
            self._is_footnote = self._is_footnote or self._footnotes.is_back

    def _end_beside(self, tag: str) -> None:
        """Leave such an element; the mark of a footnote is not text."""
        if tag == "a" and self._footnotes.is_mark("".join(self._parts[self._link_start :])):
            del self._parts[self._link_start :]
        if tag in self._footnote_tags:
            while self._footnote_tags.pop() != tag:
                pass

    def _leave_out(self, text: str) -> None:
        """Leave out a text that the page does not show."""
        if text := self._folded(text):
            self._unshown.append((self.line, text))

    def _folded(self, text: str) -> str:
        """Return a text on one line, with the spaces that stay."""
        text = clean(_WHITE_SPACE.sub(" ", text))
        for space, stand_in in self._stand_ins.items():
            text = text.replace(stand_in, space)
        return text

    def comment(self, text: str) -> None:
        """Leave out a comment, unless it is of one program for another."""
        if not self._skipped_tag and not is_directive(text):
            self._leave_out(text)

    def unshown(self) -> list[tuple[int, str]]:
        """Return the texts that the page does not show, other than those that are notes too."""
        texts = {item.text for item in self.items}
        return [each for each in dict.fromkeys(self._unshown) if each[1] and each[1] not in texts]

    def _end_invisible(self, tag: str) -> None:
        """Leave an invisible element, and leave out its text."""
        if self._invisible and tag in self._invisible:
            while self._invisible.pop() != tag:
                pass
        text = "".join(self._invisible_parts)
        self._invisible_parts = []
        if tag == "title" and not self.title:
            self.title = self._folded(text)
        else:
            self._leave_out(text)

    def _start_cell(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Enter a cell of the innermost table."""
        table = self._tables[-1]
        if not table.table.rows:
            table.table.rows.append([])
        spans = (_span(attributes.get(name, "")) for name in ("colspan", "rowspan"))
        table.cell = Cell(self.line, [], *spans)
        table.header_id = attributes.get("id", "") if tag == "th" else ""
        if len(table.table.rows) == 1:
            table.has_header_row = table.has_header_row and tag == "th"
        table.table.rows[-1].append(table.cell)
        if tag == "td" and (header := self._header_cells.get(attributes.get("headers") or "")):
            self._add(OutlineItem(self.line, header, lead=header, plain=True))

    def end(self, tag: str) -> None:
        """Leave an element."""
        if tag in INVISIBLE:
            self._invisible_depth = max(0, self._invisible_depth - 1)
            self._end_invisible(tag)
        self._end_beside(tag)
        if tag == self._skipped_tag:
            self._skipped_tag = ""
            self._invisible_depth = max(0, self._invisible_depth - 1)
        self._spans.end(tag, has_text=bool(self._parts))
        if tag in LINE_ELEMENTS and not self._spans.is_in_paragraph(tag):
            self.end_line()
            self._level = 0
        if self._form.end(tag, self._target()):
            self._unshown += self._form.take_unanswered()
        if tag in LABELS:
            self._label_depth = max(0, self._label_depth - 1)
        self._bold_depth = max(0, self._bold_depth - (tag in SET_APART))
        self._list_depth = max(0, self._list_depth - (tag == "li"))
        self._pre_depth = max(0, self._pre_depth - (tag in PREFORMATTED))
        if tag in ("td", "th") and self._tables:
            self._end_cell()
        elif tag == "caption":
            self._end_caption()
        elif tag == "table" and self._tables:
            table = self._tables.pop()
            table.table.has_titles = table.has_header_row
            if any(cell.items for row in table.table.rows for cell in row):
                self._add(OutlineItem(table.line, "", table=table.table))

    def _end_caption(self) -> None:
        """Leave the caption of a table: it is not a note, unless it names a block."""
        items = self._target()
        start = min(self._caption_start, len(items))
        if not any(split_name(item.text) for item in items[start:]):
            self._unshown += [(item.line, item.text) for item in items[start:]]
            del items[start:]

    def _end_cell(self) -> None:
        """Leave a cell of the innermost table."""
        table = self._tables[-1]
        if table.cell and table.header_id and table.cell.items:
            self._header_cells[table.header_id] = table.cell.items[0].text
        table.cell, table.header_id = None, ""

    def data(self, text: str) -> None:
        """Collect text."""
        if self._invisible_depth:
            if self._invisible and self._invisible[-1] not in CODE_ELEMENTS:
                self._invisible_parts.append(text)
            return
        is_blank = not text.strip()
        self._spans.is_adjacent = self._spans.is_adjacent and is_blank
        if not self._parts:
            if is_blank:
                return
            self._text_line = self.line
            self._is_label, self._has_gap = True, False
            self._is_bold = True
        elif is_blank and "\n" in text and self._is_label and is_bare_name("".join(self._parts)):
            self.end_line()
            return
        if not is_blank and (self._has_gap or not self._label_depth):
            self._is_label = False
        self._is_bold = self._is_bold and (is_blank or self._bold_depth > 0)
        self._has_gap = self._has_gap or not self._label_depth
        self._parts.append(text)

    def end_line(self) -> None:
        """Add the line of text that ends here to the items."""
        text = "".join(self._parts)
        self._parts = []
        for offset, row in enumerate(text.split("\n") if self._pre_depth else ()):
            self._add_line(self._text_line + offset, row)
        for row, is_name in () if self._pre_depth else self._spans.lines(text):
            self._is_label = self._is_label or is_name
            self._add_line(self._text_line, row)
            self._is_label = False
        self._is_footnote, self._link_start = False, 0

    def _add_line(self, line: int, text: str) -> None:
        """Add a line of text to the items."""
        text = self._folded(text)
        is_item = is_bullet = bool(self._list_depth)
        if not (is_bullet or self._level) and (bullet := _BULLET.match(text)):
            is_bullet, text = True, clean(text[bullet.end() :])
            is_item = self._target() is self.items  # in a cell, a name may have a sign before it
        if not text:
            return
        if self._is_footnote or self._footnote_tags:
            self._unshown.append((line, text))
            return
        lead = text if self._is_label and not is_item else ""
        # Our page has no prompts of the method: a line that reads like one is a note.
        item = OutlineItem(line, text, self._level, lead, literal=True, plain=not is_bullet)
        item.is_paragraph = bool(lead) and not self._is_bold
        self._add(item)

    def _add(self, item: OutlineItem) -> None:
        """Add an item to the cell, or else to the page, that it is in."""
        self._item_count += 1
        check_notes(self._item_count)
        item.starts_part, item.starts_ending = self._starts_part, self._starts_ending
        self._starts_part = self._starts_ending = False
        self._target().append(item)

    def _target(self) -> list[OutlineItem]:
        """Return the items of the cell, or else of the page, around the current position."""
        cell = next((table.cell for table in reversed(self._tables) if table.cell), None)
        return cell.items if cell else self.items


def _span(value: str) -> int:
    """Return the columns or rows that a cell spans."""
    digits = value[:_MAX_SPAN_DIGITS]
    return max(1, min(int(digits), _MAX_SPAN)) if digits.isdecimal() else 1
