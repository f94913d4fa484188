"""Reads an outline in OPML 2.0 (opml.org/spec2.opml), as outliners export it, as a canvas."""

import re
from collections.abc import Mapping
from html import unescape

from bmc_tui.formats.limits import check_lines
from bmc_tui.formats.outline.tables import RECORD_SEPARATOR
from bmc_tui.formats.outline.trees import MAX_TREE_DEPTH, TreeNode, canvas_from_tree
from bmc_tui.formats.page.markup import parse_xml
from bmc_tui.formats.result import FormatError, ImportResult, Remark
from bmc_tui.model.sanitize import clean

_NOTES = ("_note", "note", "description")
"""The attributes with more text of an outline element."""

_TECHNICAL = (
    "text",
    "title",
    "type",
    "_status",
    "created",
    "isComment",
    "isBreakpoint",
    "expansionState",
)
"""Those with its text, or that a program keeps for itself."""

_BULLET = re.compile(r"^[ \t]*[-*+•][ \t]+", re.MULTILINE)
"""What an item of a list starts with in the text of an outline element, as pandoc writes it."""


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
    if not collector.nodes:
        raise FormatError("reading.no_canvas")
    remarks = [Remark(line, "reading.left_out", {"text": each}) for line, each in collector.left]
    if fault:
        remarks.append(Remark(fault, "reading.xml_fault"))
    return canvas_from_tree(collector.nodes, clean("".join(collector.title)), remarks)


class _Collector:
    """Collects the elements of an outline as a tree."""

    def __init__(self) -> None:
        self.line = 1
        self.nodes: list[TreeNode] = []
        self.title: list[str] = []
        """The parts of the title."""
        self.left: list[tuple[int, str]] = []
        """The texts that are left out, with their lines."""
        self._open: list[TreeNode] = []
        self._tag = ""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Enter an element."""
        self._tag = tag
        if tag != "outline":
            return
        texts = [attributes.get("text") or attributes.get("title") or ""]
        # The parser passes on an ampersand in an attribute as it is written.
        notes = [unescape(attributes.get(name, "")) for name in _NOTES]
        lists = [note for note in notes if _BULLET.match(note)]
        texts += (note for note in notes if note not in lists)
        text = RECORD_SEPARATOR.join(filter(None, map(clean, map(unescape, texts))))
        if len(self._open) >= MAX_TREE_DEPTH:
            raise FormatError("reading.too_deep")
        node = TreeNode(text, self.line)
        items = (" ".join(item.split()) for note in lists for item in _BULLET.split(note))
        node.children += (TreeNode(item, self.line) for item in items if item)
        (self._open[-1].children if self._open else self.nodes).append(node)
        self._open.append(node)
        for name, value in attributes.items():
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
