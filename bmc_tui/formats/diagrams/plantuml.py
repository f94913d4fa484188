"""Reads a mind map or a work breakdown of PlantUML (plantuml.com/mindmap-diagram) as a canvas.

The signs at the start of a line, or its indent, say how deep a node is. `:` starts a text of
several lines, which `;` ends.
"""

import re
from collections.abc import Iterator
from itertools import takewhile

from bmc_tui.formats.diagrams.labels import label_text, left_out
from bmc_tui.formats.limits import check_lines
from bmc_tui.formats.outline.trees import TreeNode, canvas_from_tree, nodes_by_depth
from bmc_tui.formats.result import FormatError, ImportResult, Remark
from bmc_tui.model.sanitize import clean

_START = re.compile(r"^[ \t]*@start(?:mindmap|wbs)\b", re.MULTILINE)
_END = re.compile(r"[ \t]*@end(?:mindmap|wbs)\b")
_NODE = re.compile(
    r"(?P<indent>[ \t]*)(?P<signs>[*+#-]+)(?:\[#[^\]]*\])?(?:\([^()]*\))?_?[<>]?"
    r"(?P<text>[ \t].*|:.*)"
)
_AROUND = re.compile(r"[ \t]*(?:@(?:start|end)\w*|```\w*)")
"""What is around a diagram without words."""
_TITLE = re.compile(r"[ \t]*(?:title|caption)[ \t]+(.*)", re.IGNORECASE)
_SKIPPED_BLOCK = re.compile(
    r"[ \t]*(?:<style>|(?:(?:left|right|center)[ \t]+)?(legend|header|footer)\b(.*))"
)
_ON_ONE_LINE = ("header", "footer")
"""What is a block if nothing but a place is after it."""
_COMMENT = re.compile(r"[ \t]*'(.*)")
_LONG_COMMENT = re.compile(r"/'(.*?)'/", re.DOTALL)
_SKIPPED_END = re.compile(r"[ \t]*(?:</style>|end[ \t]?(?:legend|header|footer))")
_SETTING = re.compile(
    r"[ \t]*(?:!|skinparam\b|scale\b|(?:left|right|top|bottom) (?:side|to)\b|hide\b|@start)"
)
_STEREOTYPE = re.compile(
    r"(?<![ \t])[ \t]*+<<[^<>]*>>[ \t]*$"
)  # from the first blank: in linear time


def is_plantuml(text: str) -> bool:
    """Tell whether a text is a diagram of a kind that is read."""
    return _START.search(text) is not None


def read(text: str) -> ImportResult:
    """Return the canvas in a mind map or a work breakdown.

    Args:
        text: The diagram, possibly with text around it.

    Raises:
        FormatError: It is neither, or not a canvas.
    """
    check_lines(text)
    titles: list[str] = []
    remarks: list[Remark] = []

    def without_comment(match: re.Match[str]) -> str:
        remarks.extend(left_out(text.count("\n", 0, match.start()) + 1, match[1]))
        return "\n" * match[0].count("\n")

    lines = _LONG_COMMENT.sub(without_comment, text).split("\n")
    start = next((index for index, line in enumerate(lines) if _START.match(line)), None)
    if start is None:
        raise FormatError("reading.no_canvas")
    body = list(takewhile(lambda pair: not _END.match(pair[1]), enumerate(lines, 1)))[start + 1 :]
    around = [*enumerate(lines[:start], 1), *[*enumerate(lines, 1)][start + len(body) + 1 :]]
    for number, line in [*around, (start + 1, _START.sub("", lines[start]))]:
        remarks.extend(left_out(number, _AROUND.sub("", line)))
    rows: list[tuple[int, TreeNode]] = []
    for number, depth, line in _rows(body):
        if depth:
            rows.append((depth, TreeNode(line, number)))
        elif title := _TITLE.match(line):
            titles.append(label_text(title[1]))
        elif comment := _COMMENT.match(line):
            remarks += left_out(number, comment[1])
        elif not _SETTING.match(line) and clean(line):
            remarks.append(Remark(number, "reading.left_out", {"text": clean(line)}))
    return canvas_from_tree(nodes_by_depth(rows), " ".join(titles), remarks)


def _rows(lines: list[tuple[int, str]]) -> Iterator[tuple[int, int, str]]:
    """Yield the nodes of a diagram: their lines, depths and texts; other lines have depth 0."""
    rest = iter(lines)
    for number, line in rest:
        block = _SKIPPED_BLOCK.match(line)
        if block and block[1] in _ON_ONE_LINE and clean(block[2]):
            yield number, 0, block[2]
        elif block:
            for inner, text in rest:
                if _SKIPPED_END.match(text):
                    break
                if block[1]:
                    yield inner, 0, text
        elif not (node := _NODE.fullmatch(line)):
            yield number, 0, line
        else:
            text = node["text"]
            if text.startswith(":"):
                parts = [text[1:]]
                while not parts[-1].rstrip().endswith(";") and (following := next(rest, None)):
                    parts.append(following[1])
                text = " ".join(parts).rstrip().removesuffix(";")
            depth = len(node["signs"]) + len(node["indent"].expandtabs())
            if name := label_text(_STEREOTYPE.sub("", text)):
                yield number, depth, name
