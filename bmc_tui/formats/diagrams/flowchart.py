"""Reads a flowchart of Mermaid as a canvas.

A subgraph is the heading of the nodes in it. A node outside any subgraph is below the one that the
first arrow to it comes from: a tree that is drawn as a flowchart. A node that names a block is at
the top level, also in the middle of a chain. The texts on arrows are left out.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from bmc_tui.formats.diagrams.labels import label_text, left_out, split_comment
from bmc_tui.formats.limits import check_notes
from bmc_tui.formats.outline.trees import MAX_TREE_DEPTH, TreeNode, canvas_from_tree
from bmc_tui.formats.result import FormatError, ImportResult, Remark
from bmc_tui.guide.aliases import block_named

_START = re.compile(r"\s*(?:flowchart|graph)\b[ \t]*(?:TB|TD|BT|RL|LR)?[ \t]*;?", re.IGNORECASE)
_SUBGRAPH = re.compile(r"\s*subgraph\s+(.*)", re.IGNORECASE)
_TITLED = re.compile(r"([\w.-]+)\s*\[(.*)\]\s*")
"""A subgraph's id, and its title in brackets."""
_END = re.compile(r"\s*end\s*;?\s*", re.IGNORECASE)
_SETTING = re.compile(
    r"\s*(?:(?:style|classDef|class|click|linkStyle|direction)\b"
    r"|acc(?:Title|Descr)\b[ \t]*:?(?P<words>.*))",
    re.IGNORECASE,
)
_TIP = re.compile(r"\"([^\"]{0,2000})\"")
"""A text in quotes: an address, or what is shown of a node that is pointed at."""
_NODE = re.compile(
    r"[ \t]{0,100}(?P<id>\w+(?:[.-]\w+)*)"
    r"(?:@\{(?P<fields>[^{}]{0,2000})\}|(?P<open>[\[({>][\[({/\\]{0,2})"
    r"(?P<label>[ \t]{0,100}\"[^\"]{0,2000}\"[ \t]{0,100}|[^\"\[\](){}|]{0,1000})"
    r"(?P<close>[/\\\])}]{1,3}))?"
    r"(?::::[\w-]+)?"
)
_FIELD = re.compile(r"label:[ \t]*(\"[^\"]*\"|[^,]*)")
_LINK = re.compile(
    r"[ \t]{0,100}[<ox]?(?:-{2,}|={2,}|-\.+-|~{3,})[>ox]?[ \t]{0,100}"
    r"(?:\|(?P<label>[^|]{0,300})\|)?"
)
_TEXT_LINK = re.compile(
    r"[ \t]{0,100}<?(?:--|==|-\.)[ \t]{0,100}"
    r"(?P<label>\"[^\"]{0,300}\"|[^\s\-=.|>\[\](){}\"][^\-=|>\[\](){}\"]{0,300}?)"
    r"[ \t]{0,100}(?:-{2,}|={2,}|\.+-)[>ox]?"
)
_WORD = re.compile(r"\w")
_AND = re.compile(r"[ \t]{0,100}&")
_MAX_JOINED_LINES = 20
"""Maximum number of lines of a label in quotes."""


@dataclass(slots=True)
class _Group:
    """A subgraph."""

    node: TreeNode
    ids: list[str] = field(default_factory=list)
    """The nodes in it, in order."""


def read(text: str, title: str, remarks: Sequence[Remark] = ()) -> ImportResult:
    """Return the canvas in a flowchart.

    Args:
        text: The flowchart.
        title: Its title, or "".
        remarks: Remarks on what is around it.

    Raises:
        FormatError: It is not a canvas.
    """
    chart = _Chart()
    for number, line in _statements(text):
        chart.add(number, line)
    labels = [remark for number, label in chart.left_out for remark in left_out(number, label)]
    return canvas_from_tree(chart.tree(), title, [*remarks, *labels])


def _statements(text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines of a flowchart after its first, with those of a multi-line label as one."""
    is_started = False
    parts: list[str] = []
    start = 0
    for number, raw in enumerate(text.split("\n"), 1):
        line = split_comment(raw)[0]
        if not is_started:
            if match := _START.match(line):
                is_started, line = True, line[match.end() :]
            else:
                continue
        if not parts:
            start = number
        parts.append(line)
        if sum(part.count('"') for part in parts) % 2 and len(parts) < _MAX_JOINED_LINES:
            continue
        yield start, " ".join(parts)
        parts = []
    if parts:
        yield start, " ".join(parts)


class _Chart:
    """Collects the nodes, arrows and subgraphs of a flowchart."""

    def __init__(self) -> None:
        self.left_out: list[tuple[int, str]] = []
        """The texts on arrows, with their lines."""
        self._nodes: dict[str, TreeNode] = {}
        self._parents: dict[str, str] = {}
        """The id of the node that the first arrow to a node comes from."""
        self._top: list[TreeNode] = []
        self._groups: list[_Group] = []
        """The subgraphs around the next line."""
        self._in_group: set[str] = set()
        self._group_nodes: dict[str, TreeNode] = {}
        """The subgraphs by their ids."""

    def add(self, number: int, line: str) -> None:
        """Read the next line."""
        if subgraph := _SUBGRAPH.fullmatch(line):
            self._open_group(number, subgraph[1].strip(" ;"))
        elif _END.fullmatch(line):
            if self._groups:
                self._groups.pop()
        elif setting := _SETTING.match(line):
            texts = [setting["words"]] if setting["words"] else _TIP.findall(line)
            self.left_out += [(number, text) for text in texts if "://" not in text]
        else:
            word = _WORD.search(line)
            while word:
                end = self._add_chain(number, line, word.start())
                word = _WORD.search(line, max(end, word.end()))

    def _open_group(self, number: int, text: str) -> None:
        """Begin a subgraph."""
        titled = _TITLED.fullmatch(text)
        node = TreeNode(label_text(titled[2] if titled else text), number)
        if len(self._groups) >= MAX_TREE_DEPTH:
            raise FormatError("reading.too_deep")
        (self._groups[-1].node.children if self._groups else self._top).append(node)
        self._groups.append(_Group(node))
        self._group_nodes[titled[1] if titled else text] = node

    def _add_chain(self, number: int, line: str, position: int) -> int:
        """Read nodes with arrows between them.

        Returns:
            The position after what was read.
        """
        sources: list[str] = []
        targets: list[str] = []
        while match := _NODE.match(line, position):
            targets.append(self._add_node(number, match))
            position = match.end()
            for source in sources:
                self._parents.setdefault(targets[-1], source)
            if both := _AND.match(line, position):
                position = both.end()
                continue
            link = _TEXT_LINK.match(line, position) or _LINK.match(line, position)
            if not link:
                break
            if label := label_text(link["label"] or ""):
                self.left_out.append((number, label))
            sources, targets, position = targets, [], link.end()
        return position

    def _add_node(self, number: int, match: re.Match[str]) -> str:
        """Add a node if it is new, or its text if that comes now; return its id."""
        id_ = match["id"]
        label = match["label"]
        if match["fields"] and (field_ := _FIELD.search(match["fields"])):
            label = field_[1]
        if id_ in self._group_nodes and label is None:
            return id_
        if id_ not in self._nodes:
            check_notes(len(self._nodes) + 1)
            self._nodes[id_] = TreeNode(id_, number)
        if label is not None and label_text(label):
            node = self._nodes[id_]
            if node.text not in (id_, label_text(label)):  # the last one is drawn
                self.left_out.append((number, node.text))
            node.text = label_text(label)
        if self._groups and id_ not in self._in_group:
            self._in_group.add(id_)
            self._groups[-1].node.children.append(self._nodes[id_])
        return id_

    def tree(self) -> list[TreeNode]:
        """Return the top nodes, with all others below them."""
        for id_, node in self._nodes.items():
            if id_ in self._in_group:
                continue
            parent = self._parents.get(id_)
            if parent is None or self._is_circle(id_):
                self._top.append(node)
            else:
                above = self._nodes.get(parent) or self._group_nodes[parent]
                if block_named(node.text):
                    first = self._first_of_chain(parent)
                    (first.children if first else self._top).append(node)
                else:
                    above.children.append(node)
        return self._top

    def _first_of_chain(self, id_: str) -> TreeNode | None:
        """Return the first node that leads to a node by arrows; None if that is a block."""
        for _ in range(MAX_TREE_DEPTH):
            parent = self._parents.get(id_)
            if parent is None or id_ in self._in_group:
                break
            id_ = parent
        node = self._nodes.get(id_) or self._group_nodes.get(id_)
        return None if node is None or block_named(node.text) else node

    def _is_circle(self, id_: str) -> bool:
        """Tell whether the arrows to a node lead back to it, and cut such a cycle."""
        seen = {id_}
        above = self._parents.get(id_)
        while above is not None and above not in self._in_group and above not in seen:
            seen.add(above)
            above = self._parents.get(above)
            if len(seen) > MAX_TREE_DEPTH:
                raise FormatError("reading.too_deep")
        if above != id_:
            return False
        del self._parents[id_]
        return True
