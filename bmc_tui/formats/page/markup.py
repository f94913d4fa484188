"""Feeds the elements and text of HTML or XML, with their lines, to a collector.

Lxml parses it (libxml2), in time that grows linearly also on hostile input, which Python's own
`html.parser` does not. It fetches nothing, and loads no document type definition. As its elements
are passed on one by one, no tree of them is built, and none is nested too deep.
"""

import re
from typing import Any, Protocol

_LINES = re.compile(r"[^\n]*\n+|[^\n]+")
"""A line of the source, with the empty lines after it."""

_SURROGATES = re.compile("[\ud800-\udfff]")
"""Lone surrogates, which UTF-8 cannot encode; JSON can contain them."""

_IMPLIED_ELEMENTS = {"html", "head", "body"}
"""The elements that the parser also adds where the source leaves them out."""

_ENCODING = "utf-8"


class Collector(Protocol):
    """What the elements and the text are passed on to."""

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
        """Leave an element; also one that the source does not close, where its parent ends."""

    def data(self, text: str) -> None:
        """Take a part of the text in the current element."""


def parse_html(source: str, collector: Collector) -> None:
    """Parse HTML, or any text as HTML.

    Args:
        source: A page or a part of one.
        collector: What its elements are passed on to.
    """
    from lxml.etree import HTMLParser

    target: Any = _Target(collector)
    _feed(HTMLParser(target=target, encoding=_ENCODING, huge_tree=False), target, source)


def parse_xml(source: str, collector: Collector) -> int:
    """Parse XML, as far as it is well-formed. Entities that it declares are left out.

    Args:
        source: The document.
        collector: What its elements are passed on to.

    Returns:
        The line of its first fault that is not mended without a loss, from 1; 0 without one.
    """
    from lxml.etree import ErrorLevels, XMLParser

    target: Any = _Target(collector)
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
    _feed(parser, target, source)
    faults = parser.error_log.filter_from_level(ErrorLevels.FATAL)
    return faults[0].line if faults else 0


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
    """Passes on what lxml's parser calls its target with.

    The parser gives no positions, and holds text back until it knows where it ends; an element it
    passes on as soon as it is complete. So an element is on the line that was fed last, and text on
    the line where the element or text before it ends.

    Args:
        collector: What to pass it on to.
    """

    def __init__(self, collector: Collector) -> None:
        self._collector = collector
        self.line = self.source_line = collector.line
        """`source_line` is the line that was fed last, `line` the one of the next text."""
        self._parts: list[str] = []
        """The text since the last element; the parser passes on each entity apart."""

    def start(self, name: str, attributes: Any) -> None:
        """Enter an element."""
        self._flush()
        tag = name.rpartition("}")[2]
        if tag not in _IMPLIED_ELEMENTS:
            self.line = self.source_line
        self._collector.line = self.line
        self._collector.start(tag, dict(attributes))

    def end(self, name: str) -> None:
        """Leave an element."""
        self._flush()
        self._collector.line = self.line
        self._collector.end(name.rpartition("}")[2])

    def data(self, text: str) -> None:
        """Take a part of the text."""
        self._parts.append(text)

    def comment(self, _text: str) -> None:
        """Leave out a comment."""
        self._flush()
        self.line = self.source_line

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
            self._collector.data(text)
            self.line += text.count("\n")
