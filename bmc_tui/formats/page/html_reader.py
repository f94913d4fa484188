"""Reads HTML as a canvas: our page, our table in Markdown, and what other programs export.

Headings become headings of the outline; every other line of text is a note. A line in bold or
italics can be the heading of what follows it, and a cell is beneath the cell that its `headers`
name: `outline` decides both.
"""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from bmc_tui.formats.outline import OutlineItem, canvas_from_outline
from bmc_tui.formats.result import ImportResult
from bmc_tui.model.sanitize import clean

_INVISIBLE = {"script", "style", "title", "template", "noscript"}
"""The elements whose text is not on the page."""

NOT_NOTES = "data-bmc"
"""The attribute of an element of our page whose text is about the notes, but not a note."""

_LINE_ELEMENTS = re.compile(
    r"h[1-6r]|p|li|[uod]l|d[dt]|br|div|t[rdh]|table|tbody|thead|tfoot|caption|pre|blockquote"
    r"|article|aside|section|header|footer|main|nav|figure|figcaption|address|details|summary|form"
)
"""The elements that start and end a line."""
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_LABELS = {"b", "strong", "em", "i", "p"}
"""The elements that a heading within a cell can be in."""


def read(text: str) -> ImportResult:
    """Return the canvas that an HTML page holds.

    Args:
        text: The page.

    Raises:
        FormatError: It is not a canvas.
    """
    return canvas_from_outline(list(outline_items(text)))


def outline_items(text: str, line: int = 1) -> Iterator[OutlineItem]:
    """Yield the headings and notes in HTML.

    Args:
        text: A page or a part of one.
        line: The line of the document that the text starts on.
    """
    parser = _Parser(line)
    parser.feed(text)
    parser.close()
    parser.end_line()
    yield from parser.items


class _Parser(HTMLParser):
    """Collects the lines of text in HTML as items of an outline."""

    def __init__(self, line: int) -> None:
        super().__init__()
        self.items: list[OutlineItem] = []
        self._first_line = line
        self._invisible_depth = 0
        self._level = 0
        self._text = ""
        self._label = ""
        """The part of the line in elements that can be a heading."""
        self._label_depth = 0
        self._text_line = 0
        self._header_cells: dict[str, str] = {}
        """The text of each header cell with an id."""
        self._header_id: str | None = None
        """The id of the header cell around the current position, if any."""
        self._skipped_tag = ""
        """The tag of the element with `NOT_NOTES` around the current position; it contains no other
        element with that tag."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Enter an element."""
        values = dict(attrs)
        if tag in _INVISIBLE:
            self._invisible_depth += 1
        if NOT_NOTES in values and not self._skipped_tag:
            self.end_line()
            self._skipped_tag = tag
            self._invisible_depth += 1
        if _LINE_ELEMENTS.fullmatch(tag):
            self.end_line()
            self._level = _HEADINGS.get(tag, 0)
        if tag in _LABELS:
            self._label_depth += 1
        if tag == "th":
            self._header_id = values.get("id")
        if tag == "td" and (header := self._header_cells.get(values.get("headers") or "")):
            self.items.append(OutlineItem(self._line, header, lead=header, plain=True))

    def handle_endtag(self, tag: str) -> None:
        """Leave an element."""
        if tag in _INVISIBLE:
            self._invisible_depth = max(0, self._invisible_depth - 1)
        if tag == self._skipped_tag:
            self._skipped_tag = ""
            self._invisible_depth = max(0, self._invisible_depth - 1)
        if _LINE_ELEMENTS.fullmatch(tag):
            self.end_line()
            self._level = 0
        if tag in _LABELS:
            self._label_depth = max(0, self._label_depth - 1)
        if tag == "th":
            self._header_id = None

    def handle_data(self, data: str) -> None:
        """Collect text."""
        if self._invisible_depth:
            return
        if not self._text.strip():
            self._text_line = self._line
        elif "\n" in data and not data.strip() and self._is_label:
            self.end_line()
            return
        if self._label_depth and (self._is_label or not self._text.strip()):
            self._label += data
        self._text += data

    def end_line(self) -> None:
        """Add the line of text that ends here to the items."""
        text, label = clean(self._text), clean(self._label)
        self._text = self._label = ""
        if not text:
            return
        if self._header_id:
            # A header cell becomes an item before each cell that names it, not here.
            self._header_cells[self._header_id] = text
            return
        lead = label if label == text else ""
        # Our page has no prompts of the method: what reads like one is a note.
        self.items.append(OutlineItem(self._text_line, text, self._level, lead, literal=True))

    @property
    def _is_label(self) -> bool:
        """Whether all of the line so far is in an element that can be a heading."""
        return bool(self._label.strip()) and self._text.strip() == self._label.strip()

    @property
    def _line(self) -> int:
        """The line of the document that the parser is at."""
        return self._first_line + self.getpos()[0] - 1
