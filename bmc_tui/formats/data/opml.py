"""Reads an outline in OPML 2.0 (opml.org/spec2.opml), as outliners export it, as a canvas.

Each program decides for itself what it writes texts in. Of pandoc an element is a heading, in HTML,
and its `_note` the Markdown below that: it is read as the document of Markdown that it was.
Workflowy writes HTML; of another program a text is plain, unless it has elements of HTML in it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from html import unescape

from bmc_tui.formats.limits import check_lines
from bmc_tui.formats.markdown import reader as markdown_reader
from bmc_tui.formats.markdown.writer import escape
from bmc_tui.formats.outline.tables import RECORD_SEPARATOR
from bmc_tui.formats.outline.trees import MAX_TREE_DEPTH, TreeNode, canvas_from_tree
from bmc_tui.formats.page.markup import parse_xml
from bmc_tui.formats.result import FormatError, ImportResult, Remark
from bmc_tui.guide.named_lines import split_name
from bmc_tui.model.sanitize import clean
from bmc_tui.model.tokens import STRIKE

_NOTES = ("_note", "note", "description")
"""The attributes with more text of an outline element."""

_TECHNICAL = (
    "text",
    "title",
    "type",
    "_status",
    "_complete",
    "complete",
    "created",
    "isComment",
    "isBreakpoint",
    "expansionState",
)
"""Those with its text, or that a program keeps for itself."""

_PANDOC_HEAD = ["title", "dateModified"]
"""What the head of pandoc starts with; behind it are only owners (`default.opml`)."""

_OWNER = "ownerName"

_WORKFLOWY_HEAD = ["ownerEmail"]
"""The whole head of an outline of Workflowy."""

_BULLET = re.compile(r"^[ \t]*[-*+•][ \t]+", re.MULTILINE)
"""What an item of a list starts with in the text of an outline element."""

_HTML_END = re.compile(r"</(?:a|b|i|u|s|em|strong|code|span|mark|time)>", re.IGNORECASE)
"""The end of an element of HTML as outliners have them in a text."""

_STRUCK = re.compile(r"</?(?:s|del|strike)>", re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,2000}>")

_MAX_LEVEL = 6
"""Levels of headings in Markdown."""


def read(text: str) -> ImportResult:
    """Return the canvas in an outline.

    Args:
        text: The outline.

    Raises:
        FormatError: It is not OPML, is too deep, or describes no canvas.
    """
    check_lines(text)
    collector = _Collector()
    fault = parse_xml(text, collector)
    if not collector.elements:
        raise FormatError("reading.no_canvas")
    remarks = [Remark(line, "reading.left_out", {"text": each}) for line, each in collector.left]
    if fault:
        remarks.append(Remark(fault, "reading.xml_fault"))
    title = "".join(collector.title)
    if collector.is_of_pandoc:
        return _document_of(collector.elements, title, remarks)
    is_html = collector.head == _WORKFLOWY_HEAD
    nodes = [_node(element, is_html=is_html) for element in collector.elements]
    return canvas_from_tree(nodes, clean(title), remarks)


@dataclass(slots=True)
class _Element:
    """An element of the outline."""

    line: int
    """The line of the file that its start tag ends on."""
    text: str
    notes: Sequence[str]
    """What its other attributes say."""
    children: list["_Element"] = field(default_factory=list)


class _Collector:
    """Collects the elements of an outline as a tree."""

    def __init__(self) -> None:
        self.line = 1
        self.elements: list[_Element] = []
        self.title: list[str] = []
        """The parts of the title."""
        self.head: list[str] = []
        """The names of the elements in the head."""
        self.left: list[tuple[int, str]] = []
        """The texts that are left out, with their lines."""
        self._attributes: set[str] = set()
        """The names of all attributes of the outline's elements."""
        self._open: list[_Element] = []
        self._tag = ""

    @property
    def is_of_pandoc(self) -> bool:
        """Whether pandoc wrote the outline."""
        count = len(_PANDOC_HEAD)
        return (
            self.head[:count] == _PANDOC_HEAD
            and {_OWNER}.issuperset(self.head[count:])
            and self._attributes <= {"text", "_note"}
        )

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Enter an element."""
        self._tag = tag
        if tag != "outline":
            if tag not in ("opml", "head", "body"):
                self.head.append(tag)
            return
        if len(self._open) >= MAX_TREE_DEPTH:
            raise FormatError("reading.too_deep")
        # The parser passes on an ampersand in an attribute as it is written.
        texts = {name: unescape(value) for name, value in attributes.items()}
        self._attributes.update(texts)
        notes = [texts[name] for name in _NOTES if texts.get(name)]
        element = _Element(self.line, texts.get("text") or texts.get("title") or "", notes)
        (self._open[-1].children if self._open else self.elements).append(element)
        self._open.append(element)
        for name, value in texts.items():
            if name not in (*_NOTES, *_TECHNICAL) and clean(value):
                self.left.append((self.line, f"{clean(name)}: {clean(value)}"))

    def end(self, tag: str) -> None:
        """Leave an element."""
        self._tag = ""
        if tag == "outline" and self._open:
            self._open.pop()

    def data(self, text: str) -> None:
        """Take a part of the title, or of what else the head says."""
        if self._tag == "title":
            self.title.append(text)
        elif self._tag and clean(text):
            self.left.append((self.line, clean(text)))

    def comment(self, text: str) -> None:
        """Leave out a comment."""
        if clean(text):
            self.left.append((self.line, clean(text)))


# What pandoc wrote


def _document_of(
    elements: Sequence[_Element], title: str, remarks: Sequence[Remark]
) -> ImportResult:
    """Return the canvas in the document of Markdown that pandoc made an outline of.

    Args:
        elements: Its elements.
        title: Its title in Markdown, which is not among its elements.
        remarks: The remarks on what is beside these.
    """
    source: list[str] = []
    numbers: list[int] = []
    """The lines of the file that the lines of the source are from."""
    if clean(title):
        source, numbers = [f"# {clean(title)}"], [1]
    for line, text in _markdown(elements, 1 + bool(source)):
        source += (lines := text.split("\n"))
        numbers += [line] * len(lines)
    result = markdown_reader.read("\n".join(source))
    parts = [_with_lines(part, numbers) for part in result.parts]
    first = replace(parts[0], siblings=tuple(parts[1:]))
    return replace(first, remarks=(*remarks, *first.remarks))


def _markdown(elements: Sequence[_Element], level: int) -> Iterator[tuple[int, str]]:
    """Yield each element as a heading with the Markdown below it, and its line of the file."""
    for element in elements:
        heading = f"{'#' * min(level, _MAX_LEVEL)} {escape(clean(_text_of_html(element.text)))}"
        yield element.line, "\n".join(("", heading, "", *element.notes))
        yield from _markdown(element.children, level + 1)


def _with_lines(result: ImportResult, numbers: Sequence[int]) -> ImportResult:
    """Return a result whose remarks name the lines of the file.

    Args:
        result: The result, whose remarks name lines of Markdown.
        numbers: The line of the file by each of these.
    """
    remarks = (
        replace(each, line=numbers[min(each.line, len(numbers)) - 1]) if each.line else each
        for each in result.remarks
    )
    return replace(result, remarks=tuple(remarks))


# What another program wrote


def _node(element: _Element, *, is_html: bool) -> TreeNode:
    """Return an element as a text with those beneath it.

    The items of a list in its note are beneath it, and so is each line of a note of several where
    it names a block. Any other note is a part of its text.

    Args:
        element: The element.
        is_html: Whether its text is HTML, whatever it looks like.
    """
    texts = [_plain(element.text, is_html=is_html)]
    items: list[str] = []
    for note in (_plain(each, is_html=is_html) for each in element.notes):
        if _BULLET.match(note):
            items += (" ".join(item.split()) for item in _BULLET.split(note))
        elif len(lines := note.splitlines()) > 1 and split_name(texts[0]):
            items += lines
        else:
            texts.append(note)
    node = TreeNode(RECORD_SEPARATOR.join(filter(None, map(clean, texts))), element.line)
    node.children = [TreeNode(clean(item), element.line) for item in items if clean(item)]
    node.children += (_node(child, is_html=is_html) for child in element.children)
    return node


def _plain(text: str, *, is_html: bool) -> str:
    """Return a text without markup; arguments as of `_node`."""
    return _text_of_html(text) if is_html or _HTML_END.search(text) else text


def _text_of_html(text: str) -> str:
    """Return a text of HTML without its markup; what is struck out is so in Markdown too."""
    return unescape(_TAG.sub("", _STRUCK.sub(STRIKE, text)))
