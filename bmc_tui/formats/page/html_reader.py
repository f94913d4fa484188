"""Reads HTML as a canvas: our page, our table in Markdown, and what other programs export.

Headings become headings of the outline; every other line of text is a note. A line in bold or
italics can be the heading of what follows it, and a cell is beneath the cell that its `headers`
name: `outline` decides both.
"""

from collections.abc import Mapping

from bmc_tui.formats.limits import check_notes
from bmc_tui.formats.outline import OutlineItem, canvas_from_outline
from bmc_tui.formats.page.markup import parse_html
from bmc_tui.formats.result import ImportResult, Remark
from bmc_tui.model.sanitize import clean

_INVISIBLE = {"script", "style", "title", "template", "noscript"}
"""The elements whose text is not on the page."""

NOT_NOTES = "data-bmc"
"""The attribute of an element of our page whose text is about the notes, but not a note."""

_HEADINGS = {f"h{level}": level for level in range(1, 7)}

_LINE_ELEMENTS = {
    *_HEADINGS,
    *("hr", "p", "li", "ul", "ol", "dl", "dd", "dt", "br", "div", "pre", "blockquote"),
    *("table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th", "figure", "figcaption"),
    *("article", "aside", "section", "header", "footer", "main", "nav", "address", "form"),
    *("details", "summary"),
}
"""The elements that start and end a line."""
_LABELS = {"b", "strong", "em", "i", "p"}
"""The elements that a heading within a cell can be in."""


def read(text: str) -> ImportResult:
    """Return the canvas that an HTML page holds.

    Args:
        text: The page.

    Raises:
        FormatError: It is not a canvas.
    """
    collector = _Collector(1)
    unclosed_line = parse_html(text, collector)
    remarks = [Remark(unclosed_line, "reading.unclosed")] if unclosed_line else []
    collector.end_line()
    return canvas_from_outline(collector.items, remarks=remarks)


def outline_items(text: str, line: int = 1) -> list[OutlineItem]:
    """Return the headings and notes in HTML.

    Args:
        text: A page or a part of one.
        line: The line of the document that the text starts on.

    Raises:
        FormatError: It has too many of them.
    """
    collector = _Collector(line)
    parse_html(text, collector)
    collector.end_line()
    return collector.items


class _Collector:
    """Collects the lines of text in HTML as items of an outline.

    Args:
        line: The line of the document that the HTML starts on.
    """

    def __init__(self, line: int) -> None:
        self.line = line
        self.items: list[OutlineItem] = []
        self._invisible_depth = 0
        self._level = 0
        self._parts: list[str] = []
        """The text of the line so far, as long as it is not blank."""
        self._is_label = False
        """Whether all of the line so far is in an element that can be a heading."""
        self._has_gap = False
        """Whether white space that is not in such an element follows that."""
        self._label_depth = 0
        self._text_line = 0
        self._header_cells: dict[str, str] = {}
        """The text of each header cell with an id."""
        self._header_id: str | None = None
        """The id of the header cell around the current position, if any."""
        self._skipped_tag = ""
        """The tag of the element with `NOT_NOTES` around the current position; it contains no other
        element with that tag."""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Enter an element."""
        if tag in _INVISIBLE:
            self._invisible_depth += 1
        if NOT_NOTES in attributes and not self._skipped_tag:
            self.end_line()
            self._skipped_tag = tag
            self._invisible_depth += 1
        if tag in _LINE_ELEMENTS:
            self.end_line()
            self._level = _HEADINGS.get(tag, 0)
        if tag in _LABELS:
            self._label_depth += 1
        if tag == "th":
            self._header_id = attributes.get("id")
        if tag == "td" and (header := self._header_cells.get(attributes.get("headers") or "")):
            self._add(OutlineItem(self.line, header, lead=header, plain=True))

    def end(self, tag: str) -> None:
        """Leave an element."""
        if tag in _INVISIBLE:
            self._invisible_depth = max(0, self._invisible_depth - 1)
        if tag == self._skipped_tag:
            self._skipped_tag = ""
            self._invisible_depth = max(0, self._invisible_depth - 1)
        if tag in _LINE_ELEMENTS:
            self.end_line()
            self._level = 0
        if tag in _LABELS:
            self._label_depth = max(0, self._label_depth - 1)
        if tag == "th":
            self._header_id = None

    def data(self, text: str) -> None:
        """Collect text."""
        if self._invisible_depth:
            return
        is_blank = not text.strip()
        if not self._parts:
            if is_blank:
                return
            self._text_line = self.line
            self._is_label, self._has_gap = True, False
        elif is_blank and "\n" in text and self._is_label:
            self.end_line()
            return
        if not is_blank and (self._has_gap or not self._label_depth):
            self._is_label = False
        self._has_gap = self._has_gap or not self._label_depth
        self._parts.append(text)

    def end_line(self) -> None:
        """Add the line of text that ends here to the items."""
        text = clean("".join(self._parts))
        self._parts = []
        if not text:
            return
        if self._header_id:
            # A header cell becomes an item before each cell that names it, not here.
            self._header_cells[self._header_id] = text
            return
        lead = text if self._is_label else ""
        # Our page has no prompts of the method: what reads like one is a note.
        self._add(OutlineItem(self._text_line, text, self._level, lead, literal=True))

    def _add(self, item: OutlineItem) -> None:
        """Add an item."""
        check_notes(len(self.items) + 1)
        self.items.append(item)
