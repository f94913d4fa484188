"""Turns a tree of texts, such as a mind map or a data file, into a canvas.

A text that names a block is its heading, with all below it as notes. A text that names none is a
heading too, of the blocks below it, or of notes without a block.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from bmc_tui.formats.limits import check_notes
from bmc_tui.formats.outline.items import BOLD_LEVEL, OutlineItem
from bmc_tui.formats.outline.particulars import particular_in_line, read_with_particulars
from bmc_tui.formats.outline.reading import canvas_from_outline
from bmc_tui.formats.result import FormatError, ImportResult, Remark
from bmc_tui.guide.aliases import is_no_title
from bmc_tui.guide.named_lines import split_name
from bmc_tui.model.blocks import Block

MAX_TREE_DEPTH = 100
"""Maximum number of levels of a tree."""

_MAX_DEPTH_OF_BLOCKS = 6
"""Levels below a text in which the names of blocks are looked for."""


@dataclass(slots=True)
class TreeNode:
    """A text, and those below it."""

    text: str
    line: int = 0
    """The line of the document, from 1; 0 where it is unknown."""
    children: list["TreeNode"] = field(default_factory=list)


def canvas_from_tree(
    nodes: Sequence[TreeNode], title: str = "", remarks: Sequence[Remark] = ()
) -> ImportResult:
    """Return the canvas that a tree describes.

    Args:
        nodes: The nodes without one above them. A single one with blocks below it is the title.
        title: The title, if it is known.
        remarks: The remarks of the format's reader.

    Raises:
        FormatError: The tree is not a canvas, is too deep, or has too many notes.
    """
    check_tree(nodes)
    if len(nodes) == 1 and len(_blocks_beneath(nodes[0])) > 1:
        root, nodes = nodes[0], nodes[0].children
        if title and root.text != title and not is_no_title(root.text):
            values = {"text": root.text}
            remarks = [*remarks, Remark(root.line, "reading.left_out", values)]
        title = title or root.text
    items = [OutlineItem(0, title, 1), *_items(nodes, 2)]
    return read_with_particulars(items, lambda rest: canvas_from_outline(rest, title, remarks))


def check_tree(nodes: Sequence[TreeNode]) -> None:
    """Check that a tree does not have more nodes or levels than can be read.

    Raises:
        FormatError: It has more.
    """
    level, depth, count = list(nodes), 0, 0
    while level:
        count, depth = count + len(level), depth + 1
        check_notes(count)
        if depth > MAX_TREE_DEPTH:
            raise FormatError("reading.too_deep")
        level = [child for node in level for child in node.children]


def nodes_by_depth(rows: Sequence[tuple[int, TreeNode]]) -> list[TreeNode]:
    """Return the top nodes of a tree that is written as rows with depths.

    Args:
        rows: The depth of each node, of any size, and the node, which gets its children here.
    """
    top: list[TreeNode] = []
    above: list[tuple[int, TreeNode]] = []
    for depth, node in rows:
        while above and above[-1][0] >= depth:
            above.pop()
        (above[-1][1].children if above else top).append(node)
        above.append((depth, node))
    return top


def _blocks_beneath(node: TreeNode) -> set[Block]:
    """Return the blocks that the nodes below a node name."""
    blocks: set[Block] = set()
    level = node.children
    for _ in range(_MAX_DEPTH_OF_BLOCKS):
        names = map(split_name, {child.text for child in level})
        blocks |= {named.named for named in names if named}
        level = [child for each in level for child in each.children]
    return blocks


def _items(nodes: Sequence[TreeNode], level: int) -> Iterator[OutlineItem]:
    """Yield nodes as headings, and what is below those that name blocks as notes."""
    for node in nodes:
        if not node.children and particular_in_line(node.text):
            yield _note(node)
            continue
        yield OutlineItem(node.line, node.text, min(level, BOLD_LEVEL - 1))
        if split_name(node.text) or not _blocks_beneath(node):
            yield from map(_note, node.children)
        else:
            yield from _items(node.children, level + 1)


def _note(node: TreeNode) -> OutlineItem:
    """Return a node as a note, with those below it."""
    return OutlineItem(node.line, node.text, children=list(map(_note, node.children)))
