"""Feeds the elements and text of HTML or XML, with their lines, to a collector.

Lxml parses it (libxml2), in time that grows linearly also on hostile input, which Python's own
`html.parser` does not. It fetches nothing, and loads no document type definition. As its elements
are passed on one by one, no tree of them is built, and none is nested too deep.
"""

import re
from typing import Any, Protocol

from bmc_tui.formats.result import FormatError
from bmc_tui.model.tokens import STRIKE

MAX_ELEMENTS = 150_000
"""Maximum number of elements, each of which takes some microseconds; our page of 20,000 notes has
half."""

_LINES = re.compile(r"[^\n]*\n+|[^\n]+")
"""A line of the source, with the empty lines after it."""

_SURROGATES = re.compile("[\ud800-\udfff]")
"""Lone surrogates, which UTF-8 cannot encode; JSON can contain them."""

_IMPLIED_ELEMENTS = {"html", "head", "body"}
"""The elements that the parser also adds where the source leaves them out."""

_STRUCK_ELEMENTS = {"s", "del", "strike"}
"""The elements whose text is struck through: it reads as it does in Markdown."""

_INVISIBLE_ELEMENTS = ("script", "style", "title")
"""The elements whose end only their own end tag is."""

_TAG_START = re.compile("<[A-Za-z/!?]")

MAX_XML_LEVELS = 2_000
"""Levels of elements that XML may have: libxml2 closes tags that are left open in time that grows
with their square. (Drawings have some ten.)"""

_ENCODING = "utf-8"


class Collector(Protocol):
    """The collector that receives the elements and the text."""

    line: int
    """The line that the current element ends on, or the current text starts on; set before each
    call."""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Enter an element.

        Args:
            tag: Its name, without a namespace; in HTML in lower case.
            attributes: Its attributes, in HTML by their names in lower case.
        """

    def end(self, tag: str) -> None:
        """Leave an element; one that the source does not close ends with its parent."""

    def data(self, text: str) -> None:
        """Take a part of the text in the current element."""

    def comment(self, text: str) -> None:
        """Take a comment."""


def parse_html(source: str, collector: Collector) -> int:
    """Parse HTML, or any text as HTML.

    Args:
        source: A page or a part of one.
        collector: The collector for its elements.

    Returns:
        The line of a tag, comment or other invisible part that the source does not end, so that the
        rest is left out, as in a browser; from 1, 0 without one.

    Raises:
        FormatError: It has more than `MAX_ELEMENTS`.
    """
    from lxml.etree import HTMLParser

    target: Any = _Target(collector)
    _feed(HTMLParser(target=target, encoding=_ENCODING, huge_tree=False), target, source)
    lower_source = source.lower()
    position = lower_source.find("<!--", lower_source.rfind("-->") + 1)
    if position < 0 and (tag := _TAG_START.search(source, source.rfind(">") + 1)):
        position = tag.start()
    for name in _INVISIBLE_ELEMENTS:
        if position < 0:
            position = lower_source.find(f"<{name}>", lower_source.rfind(f"</{name}") + 1)
    return source.count("\n", 0, position) + 1 if position >= 0 else 0


def parse_xml(source: str, collector: Collector) -> int:
    """Parse XML, as far as it is well-formed. Entities that it declares are left out.

    Args:
        source: The document.
        collector: The collector for its elements.

    Returns:
        The line of its first error that can't be repaired without a loss, from 1; 0 without one.

    Raises:
        FormatError: It has more than `MAX_ELEMENTS`, or than `MAX_XML_LEVELS`.
    """
    from lxml.etree import ErrorLevels, XMLParser

    target: Any = _Target(collector, MAX_XML_LEVELS)
    parser = XMLParser(
        target=target,
        encoding=_ENCODING,
        huge_tree=False,
        recover=True,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        attribute_defaults=False,
        resolve_entities=False,
    )
    _feed(parser, target, _without_declarations(source))
    faults = parser.feed_error_log.filter_from_level(ErrorLevels.FATAL)
    return faults[0].line if faults else 0


def _without_declarations(source: str) -> str:
    """Return XML without the declarations in its document type, so that it has no entities."""
    start = source.find("<!DOCTYPE")
    opening = source.find("[", start, source.find(">", start)) if start >= 0 else -1
    end = source.find("]>", opening) if opening >= 0 else -1
    if end < 0:
        return source if opening < 0 else source[:start]
    return source[:opening] + "\n" * source.count("\n", opening, end) + source[end + 1 :]


def _feed(parser: Any, target: "_Target", source: str) -> None:
    """Feed a source line by line, so that the target knows the lines of what it gets."""
    first_line = line = target.line
    for match in _LINES.finditer(_SURROGATES.sub("\ufffd", source)):
        target.source_line = line
        parser.feed(match[0].encode(_ENCODING))
        line += match[0].count("\n")
    if line > first_line or source:
        parser.close()


class _Target:
    """The target of lxml's parser, which passes everything on to a collector.

    The parser gives no positions, and delays text until it knows where it ends; an element is
    passed on as soon as it is complete. So an element is on the line that was fed last, and text on
    the line where the element or text before it ends.

    Args:
        collector: The collector to pass it on to.
        max_levels: How deep elements may be nested; MAX_ELEMENTS limits it anyway.
    """

    def __init__(self, collector: Collector, max_levels: int = MAX_ELEMENTS) -> None:
        self._collector = collector
        self._level, self._max_levels = 0, max_levels
        self.line = self.source_line = collector.line
        """`source_line` is the line that was fed last, `line` the one of the next text."""
        self._element_count = 0
        self._parts: list[str] = []
        """The text since the last element; the parser passes on each entity apart."""
        self._struck_depth = 0
        self._is_struck = False
        """Whether text in a struck element was passed on, so that the end of it is marked too."""

    def start(self, name: str, attributes: Any) -> None:
        """Enter an element."""
        self._flush()
        self._element_count += 1
        if self._element_count > MAX_ELEMENTS:
            raise FormatError("reading.too_much_markup", line=self.source_line)
        self._level += 1
        if self._level > self._max_levels:
            raise FormatError("reading.too_deep_at", line=self.source_line, limit=self._max_levels)
        tag = name.rpartition("}")[2]
        if tag not in _IMPLIED_ELEMENTS:
            self.line = self.source_line
        self._collector.line = self.line
        self._collector.start(tag, dict(attributes))
        self._struck_depth += tag in _STRUCK_ELEMENTS

    def end(self, name: str) -> None:
        """Leave an element."""
        self._flush()
        self._level -= 1
        self._collector.line = self.line
        tag = name.rpartition("}")[2]
        self._struck_depth -= tag in _STRUCK_ELEMENTS
        if self._is_struck and not self._struck_depth:
            self._collector.data(STRIKE)
            self._is_struck = False
        self._collector.end(tag)

    def data(self, text: str) -> None:
        """Take a part of the text."""
        self._parts.append(text)

    def comment(self, text: str) -> None:
        """Pass on a comment."""
        self._flush()
        self.line = self._collector.line = self.source_line
        self._collector.comment(text)

    def pi(self, _target: str, _data: str | None = None) -> None:
        """Leave out a processing instruction."""
        self._flush()
        self.line = self.source_line

    def close(self) -> None:
        """End: there is nothing to return."""
        self._flush()

    def _flush(self) -> None:
        """Pass on the text that ends here."""
        if self._parts:
            text = "".join(self._parts)
            self._parts = []
            self._collector.line = self.line
            if self._struck_depth and not self._is_struck and text.strip():
                self._collector.data(STRIKE)
                self._is_struck = True
            self._collector.data(text)
            self.line += text.count("\n")
