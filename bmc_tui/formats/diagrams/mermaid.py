"""Reads diagrams of Mermaid (mermaid.js.org) as a canvas: flowcharts, mind maps and boards.

In a mind map or kanban board the indent gives the levels; `flowchart` reads flowcharts.
"""

import re
from collections.abc import Iterator

from bmc_tui.formats.diagrams import flowchart
from bmc_tui.formats.diagrams.labels import (
    label_text,
    left_out,
    split_comment,
    without_front_matter,
)
from bmc_tui.formats.limits import check_lines
from bmc_tui.formats.outline.trees import TreeNode, canvas_from_tree, nodes_by_depth
from bmc_tui.formats.result import FormatError, ImportResult, Remark

_START = re.compile(r"(flowchart|graph|mindmap|kanban)\b", re.IGNORECASE)
_FLOWCHARTS = ("flowchart", "graph")

_FIELDS = re.compile(r"@\{([^{}]*)\}$")
"""What is said of a card after its text, such as who does it."""

_NODE = re.compile(r"[\w.-]*(?:\(\(|\)\)|\{\{|[\[({)])(.+?)[\])}(]{1,2}")
"""A node with a shape around its text: an optional id, brackets, and the text."""


def is_mermaid(text: str) -> bool:
    """Tell whether a text is a diagram of a kind that is read."""
    return _kind(without_front_matter(text)[2]) != ""


def read(text: str) -> ImportResult:
    """Return the canvas in a diagram.

    Args:
        text: The diagram.

    Raises:
        FormatError: It is not a diagram of a kind that is read, or not a canvas.
    """
    check_lines(text)
    title, remarks, body = without_front_matter(text)
    remarks += _comments(body)
    if not (kind := _kind(body)):
        raise FormatError("reading.no_canvas")
    if kind in _FLOWCHARTS:
        return flowchart.read(body, title, remarks)
    return canvas_from_tree(nodes_by_depth(list(_indented(body))), title, remarks)


def _kind(text: str) -> str:
    """Return the kind of a diagram; "" if that kind is not read."""
    for line in text.split("\n"):
        if line.strip() and not line.lstrip().startswith("%%"):
            match = _START.match(line.strip())
            return match[1].lower() if match else ""
    return ""


def _comments(text: str) -> Iterator[Remark]:
    """Yield a remark on each comment, and on the fields after a card of a board."""
    for number, line in enumerate(text.split("\n"), 1):
        if fields := _FIELDS.search(line.rstrip()):
            yield from left_out(number, fields[1])
        comment = split_comment(line)[1]
        if not comment.startswith("{"):  # settings
            yield from left_out(number, comment)


def _indented(text: str) -> Iterator[tuple[int, TreeNode]]:
    """Yield the nodes of a mind map or a board, with their indents."""
    is_started = False
    for number, raw in enumerate(text.split("\n"), 1):
        line = split_comment(raw)[0].rstrip()
        stripped = line.lstrip()
        if not is_started:
            is_started = bool(_START.match(stripped))
            continue
        if not stripped or stripped.startswith((":::", "::icon")):
            continue
        stripped = re.sub(r":::[\w ]+$", "", _FIELDS.sub("", stripped))
        shape = _NODE.fullmatch(stripped)
        text_of_node = label_text(shape[1] if shape else stripped)
        if text_of_node:
            yield len(line) - len(line.lstrip()), TreeNode(text_of_node, number)
