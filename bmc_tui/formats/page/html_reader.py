"""HTML read back: our page, our table in Markdown, and what a word processor or browser gives.

Headings and list items are what they are; every other line of text is a note. A line in bold or
italics can be the heading of what follows it, and a cell is beneath the cell that its `headers`
name: both as `outline` decides.
"""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from bmc_tui.formats.outline import OutlineItem, canvas_from_outline
from bmc_tui.formats.result import ImportResult
from bmc_tui.model.sanitize import clean

_UNSEEN = {"script", "style", "title", "template", "noscript"}
NOT_NOTES = "data-bmc"
"""The attribute of an element of our page that says something of the notes and is none."""

_LINE = re.compile(
    r"h[1-6r]|p|li|[uod]l|d[dt]|br|div|t[rdh]|table|tbody|thead|tfoot|caption|pre|blockquote"
    r"|article|aside|section|header|footer|main|nav|figure|figcaption|address|details|summary|form"
)
"""The elements that start a line and end one."""
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_LABELS = {"b", "strong", "em", "i", "p"}
"""What a heading within a cell can be in."""


def read(text: str) -> ImportResult:
    """Return the canvas that an HTML page holds.

    Args:
        text: The page.

    Raises:
        FormatError: It is no canvas.
    """
    return canvas_from_outline(list(outline_items(text)))


def outline_items(text: str, line: int = 1) -> Iterator[OutlineItem]:
    """Yield the headings and notes of HTML.

    Args:
        text: A page or a part of one.
        line: The line of the document that it starts on.
    """
    parser = _Parser(line)
    parser.feed(text)
    parser.close()
    parser.end_line()
    yield from parser.pieces


class _Parser(HTMLParser):
    """Takes the lines of text out of HTML."""

    def __init__(self, line: int) -> None:
        super().__init__()
        self.pieces: list[OutlineItem] = []
        self._first = line
        self._unseen = 0
        self._level = 0
        self._text = ""
        self._label = ""
        """What of the line is in an element that can be a heading."""
        self._labels = 0
        self._at = 0
        self._heads: dict[str, str] = {}
        """The text of each cell with an id."""
        self._head: str | None = None
        """The id of the cell that this is in."""
        self._passed = ""
        """The element with `NO_NOTE` that this is in; there is none of its kind in it."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Go into an element."""
        values = dict(attrs)
        if tag in _UNSEEN:
            self._unseen += 1
        if NOT_NOTES in values and not self._passed:
            self.end_line()
            self._passed = tag
            self._unseen += 1
        if _LINE.fullmatch(tag):
            self.end_line()
            self._level = _HEADINGS.get(tag, 0)
        if tag in _LABELS:
            self._labels += 1
        if tag == "th":
            self._head = values.get("id")
        if tag == "td" and (head := self._heads.get(values.get("headers") or "")):
            self.pieces.append(OutlineItem(self._line, head, lead=head, plain=True))

    def handle_endtag(self, tag: str) -> None:
        """Go out of an element."""
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        if tag == self._passed:
            self._passed = ""
            self._unseen = max(0, self._unseen - 1)
        if _LINE.fullmatch(tag):
            self.end_line()
            self._level = 0
        if tag in _LABELS:
            self._labels = max(0, self._labels - 1)
        if tag == "th":
            self._head = None

    def handle_data(self, data: str) -> None:
        """Take text."""
        if self._unseen:
            return
        if not self._text.strip():
            self._at = self._line
        elif "\n" in data and not data.strip() and self._is_label:
            self.end_line()
            return
        if self._labels and (self._is_label or not self._text.strip()):
            self._label += data
        self._text += data

    def end_line(self) -> None:
        """End the line of text that this was."""
        text, label = clean(self._text), clean(self._label)
        self._text = self._label = ""
        if not text:
            return
        if self._head:
            # A cell that others are beneath says nothing where it stands itself.
            self._heads[self._head] = text
            return
        lead = label if label == text else ""
        # No prompt of the method stands in a page of ours: what reads like one is a note.
        self.pieces.append(OutlineItem(self._at, text, self._level, lead, literal=True))

    @property
    def _is_label(self) -> bool:
        """Whether all of the line so far is in an element that can be a heading."""
        return bool(self._label.strip()) and self._text.strip() == self._label.strip()

    @property
    def _line(self) -> int:
        """The line of the document that is read."""
        return self._first + self.getpos()[0] - 1
