"""Writes and reads a canvas as JSON Canvas 1.0 (jsoncanvas.org), which Obsidian opens.

The blocks are groups in the classic layout, each note is a card in Markdown, a card above the
blocks has the particulars, and a group with the canvas's title surrounds all. Lengths are pixels.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import isfinite
from typing import Any, NamedTuple

from bmc_tui.formats.answers import canvas_from_document
from bmc_tui.formats.data.json import lines_of, parse_object
from bmc_tui.formats.limits import check_notes
from bmc_tui.formats.markdown.obsidian import obsidian_line, particular_lines
from bmc_tui.formats.markdown.reader import outline_items
from bmc_tui.formats.outline.items import OutlineItem
from bmc_tui.formats.outline.particulars import particular_in_line
from bmc_tui.formats.result import FormatError, ImportResult, Remark
from bmc_tui.guide import Guide, load
from bmc_tui.guide.aliases import block_named
from bmc_tui.guide.named_lines import block_of_heading, split_name
from bmc_tui.model.blocks import BLOCKS, Block
from bmc_tui.model.canvas import Canvas
from bmc_tui.model.layout import BLOCK_RECTS, HEIGHT, WIDTH
from bmc_tui.model.sanitize import clean
from bmc_tui.render.wrap import wrap

_UNIT_PX = 170
"""The width of half a column of the layout."""
_GAP_PX = 20
"""Between groups side by side, around cards and between them."""
_LABEL_HEIGHT_PX = 60
"""Between groups one above the other: a group's label is above it."""
_MIN_CARD_WIDTH_PX = 280
_MIN_GROUP_HEIGHT_PX = 200
_ROW_HEIGHT_PX = 24
"""The height of a row of text in a card."""
_ROW_CELLS = 30
"""Cells of text in a row of a card of the least width."""
_CARD_PADDING_PX = 36
"""The padding above and below the text of a card together."""

_MIN_GROUPS = 2
"""Minimum number of groups of blocks, outside which a card is of none."""

_MAX_NAMED_GROUPS = 50
"""Maximum number of groups with the name of a block: each card is compared with each of them."""

_MARKUP_START = re.compile(r"(?:[-+*]|\d+[.)]|#{1,6})\s|>|```|~~~")
"""The start of a line that is markup in Markdown."""


@dataclass(frozen=True, slots=True)
class NodeRect:
    """The rectangle of a node."""

    x: int
    y: int
    width: int
    height: int

    @property
    def center(self) -> tuple[float, float]:
        """The point in its middle."""
        return self.x + self.width / 2, self.y + self.height / 2

    @property
    def area(self) -> int:
        """Its area in square pixels."""
        return self.width * self.height

    def contains(self, other: "NodeRect") -> bool:
        """Tell whether the center of another rectangle is in this one, which is not smaller."""
        x, y = other.center
        is_inside = self.x <= x <= self.x + self.width and self.y <= y <= self.y + self.height
        return is_inside and self.area >= other.area


class _BlockGroup(NamedTuple):
    """A group that represents a block."""

    block: Block
    rect: NodeRect


def write(canvas: Canvas, guide: Guide) -> str:
    """Return the canvas as JSON Canvas.

    Args:
        canvas: The canvas; a note in a phase starts with the phase, in bold.
        guide: The language of the groups and phases.
    """
    texts = {
        block: [obsidian_line(note, block, guide) for note in canvas.notes(block)]
        for block in BLOCKS
    }
    rects = _group_rects(
        {block: _group_height(block, block_texts) for block, block_texts in texts.items()}
    )
    nodes = []
    top = -_LABEL_HEIGHT_PX
    if particulars := particular_lines(canvas, guide):
        width = WIDTH * _UNIT_PX - _GAP_PX
        height = sum(_card_height(line, width) for line in particulars)
        card = NodeRect(0, top - height, width, height)
        top = card.y - _GAP_PX
        nodes.append(_node("particulars", "text", card, text="\n".join(particulars)))
    if canvas.title:
        bottom = max(rect.y + rect.height for rect in rects.values()) + _GAP_PX
        whole = NodeRect(-_GAP_PX, top, WIDTH * _UNIT_PX + _GAP_PX, bottom - top)
        nodes.insert(0, _node("canvas", "group", whole, label=canvas.title))
    for block in BLOCKS:
        nodes.append(_node(block.value, "group", rects[block], label=guide.title(block)))
        for number, (text, rect) in enumerate(_cards(rects[block], texts[block]), 1):
            nodes.append(_node(f"{block.value}-{number}", "text", rect, text=text))
    return json.dumps({"nodes": nodes, "edges": []}, ensure_ascii=False, indent=1) + "\n"


def read(text: str) -> ImportResult:
    """Return the canvas in a JSON Canvas.

    Args:
        text: The text. Its cards go to the block of the group around them, or to one that their
            first line names. Any other card is parked if several groups are blocks, else it goes to
            the block at its position in the classic layout.

    Raises:
        FormatError: It is not a JSON Canvas, or an empty one.
    """
    data = parse_object(text)
    nodes = data.get("nodes")
    if not isinstance(nodes, list):
        raise FormatError("reading.no_canvas")
    check_notes(len(nodes))
    rects = [(node, _node_rect(node)) for node in nodes if isinstance(node, dict)]
    groups = [
        (clean(str(node.get("label") or "")), rect)
        for node, rect in rects
        if node.get("type") == "group"
    ]
    named_groups = [
        _BlockGroup(block, rect) for label, rect in groups if (block := block_of_heading(label))
    ]
    if len(named_groups) > _MAX_NAMED_GROUPS:
        raise FormatError("reading.too_many_groups", limit=_MAX_NAMED_GROUPS)
    # The group around the blocks may have a block's name as its title.
    block_groups = [
        group for group in named_groups if not _contains_another(group.rect, named_groups)
    ]
    placement = _CardPlacement(block_groups, _bounding_rect([rect for _, rect in rects]))
    lines = lines_of(text, (str(node.get("id")) for node, _ in rects))
    for node, rect in sorted(rects, key=lambda pair: (pair[1].y, pair[1].x)):
        if node.get("type") != "group":
            placement.add(_card_text(node), lines[str(node.get("id"))], rect)
    title = next(
        (
            label
            for label, rect in groups
            if _contains_another(rect, block_groups)
            or not (block_groups or block_of_heading(label))
        ),
        "",
    )
    labels = [label for label, _ in groups if label != title and not block_named(label)]
    edges = data.get("edges")
    for edge in edges if isinstance(edges, list) else ():
        label = edge.get("label") if isinstance(edge, dict) else None
        labels += [clean(label)] if isinstance(label, str) else []
    placement.leave_out(text, list(filter(None, labels)))
    return placement.result(title)


class _CardPlacement:
    """Places the cards of a picture into the blocks.

    Args:
        block_groups: The groups of the blocks.
        bounds: The rectangle around the whole picture.
    """

    def __init__(self, block_groups: Sequence[_BlockGroup], bounds: NodeRect) -> None:
        self._block_groups = block_groups
        self._bounds = bounds
        self._items: dict[Block, list[OutlineItem]] = {block: [] for block in BLOCKS}
        self._remarks: list[Remark] = []
        self._particulars: list[OutlineItem] = []
        """The items of cards outside any group that say for whom, by whom or when it was made."""
        self._loose_items: list[OutlineItem] = []
        """The items of cards outside any group that name their blocks themselves."""
        self._parked_items: list[OutlineItem] = []
        """Those of other cards outside the groups of blocks."""

    def add(self, text: str, line: int, rect: NodeRect) -> None:
        """Place a card.

        Args:
            text: Its text, Markdown.
            line: Its line in the file.
            rect: Its rectangle.
        """
        # A single line without markup is a note like a bullet; other cards are read as documents.
        is_note = "\n" not in text.strip() and not _MARKUP_START.match(text.strip())
        left_out: list[tuple[int, str]] = []
        items = outline_items(f"- {text.strip()}" if is_note else text, left_out)
        for _, left in left_out:
            self._remarks.append(Remark(line, "reading.left_out", {"text": clean(left)}))
        for item in items:
            item.line = line
        named = split_name(items[0].text) if items and not items[0].table else None
        groups = [group for group in self._block_groups if group.rect.contains(rect)]
        if groups:
            smallest = min(groups, key=lambda group: group.rect.area)
            self._add_to_block(smallest.block, items)
        elif items and all(particular_in_line(item.text) for item in items):
            self._particulars += items
        elif named:
            # A card that names its block says what is on it, also on a single line.
            first, *rest = items
            self._loose_items.append(OutlineItem(line, named.named.value, 2, block=named.named))
            if named.rest:
                self._loose_items.append(OutlineItem(line, named.rest))
            self._loose_items += [*first.children, *rest]
        elif any(block_of_heading(item.text) for item in items):
            self._loose_items += items
        elif items and len(self._block_groups) >= _MIN_GROUPS:
            values = {"text": items[0].text, "block": Block.PARKED}
            self._remarks.append(Remark(line, "reading.no_heading", values))
            self._parked_items += items
        elif items:
            block = _block_at(rect, self._bounds)
            values = {"text": items[0].text, "block": block}
            self._remarks.append(Remark(line, "reading.by_place", values))
            self._add_to_block(block, items)

    def leave_out(self, text: str, labels: Sequence[str]) -> None:
        """Leave out the labels of groups and arrows.

        Args:
            text: The JSON.
            labels: The labels.
        """
        lines = lines_of(text, labels)
        for label in dict.fromkeys(labels):
            self._remarks.append(Remark(lines[label], "reading.left_out", {"text": label}))

    def _add_to_block(self, block: Block, items: Sequence[OutlineItem]) -> None:
        """Add a card's items to a block; a heading on a card is about that card only."""
        block_items = [OutlineItem(0, block.value, 2)]
        for item in items:
            if not item.level or block_of_heading(item.text) is not block:
                item.level = 3 if item.level else 0
                item.plain = False
                block_items.append(item)
        self._items[block] += block_items

    def result(self, title: str) -> ImportResult:
        """Return the canvas.

        Raises:
            FormatError: There was no card and no block.
        """
        headings = [OutlineItem(0, block.value, 2) for block, _ in self._block_groups]
        placed_items = [item for items in self._items.values() for item in items]
        document = [OutlineItem(0, title, 1), *self._particulars, *headings]
        document += [*placed_items, *self._loose_items]
        if self._parked_items:
            heading = OutlineItem(0, load("en").title(Block.PARKED), 2)
            document += [heading, *(replace(item, level=0) for item in self._parked_items)]
        return canvas_from_document(document, remarks=self._remarks)


def _contains_another(rect: NodeRect, groups: Sequence[_BlockGroup]) -> bool:
    """Tell whether a group contains another one."""
    return any(rect.contains(group.rect) for group in groups if group.rect is not rect)


def _card_text(node: Mapping[str, Any]) -> str:
    """Return the text of a card, else the address or file that it shows."""
    text = next(
        (node[key] for key in ("text", "url", "file") if isinstance(node.get(key), str)), ""
    )
    heading = node.get("subpath")
    return f"{text} {heading}" if isinstance(heading, str) and "text" not in node else text


def _block_at(rect: NodeRect, bounds: NodeRect) -> Block:
    """Return the block at the position of a card when the classic layout fills the picture."""
    x, y = rect.center
    column = min(WIDTH - 1, int((x - bounds.x) * WIDTH / max(1, bounds.width)))
    row = min(HEIGHT - 1, int((y - bounds.y) * HEIGHT / max(1, bounds.height)))
    return next(
        block
        for block, block_rect in BLOCK_RECTS.items()
        if block_rect.left <= column < block_rect.right
        and block_rect.top <= row < block_rect.bottom
    )


def _node_rect(node: Mapping[str, Any]) -> NodeRect:
    """Return the rectangle of a node; a value that is not a number counts as 0."""
    values = (node.get(key) for key in ("x", "y", "width", "height"))
    return NodeRect(
        *(
            int(value) if isinstance(value, int | float) and isfinite(value) else 0
            for value in values
        )
    )


def _bounding_rect(rects: Sequence[NodeRect]) -> NodeRect:
    """Return the smallest rectangle that contains all of `rects`."""
    left = min((rect.x for rect in rects), default=0)
    top = min((rect.y for rect in rects), default=0)
    right = max((rect.x + rect.width for rect in rects), default=0)
    bottom = max((rect.y + rect.height for rect in rects), default=0)
    return NodeRect(left, top, right - left, bottom - top)


def _node(id_: str, kind: str, rect: NodeRect, **properties: str) -> dict[str, object]:
    """Return a node of the picture."""
    position = {"x": rect.x, "y": rect.y, "width": rect.width, "height": rect.height}
    return {"id": id_, "type": kind, **position, **properties}


def _group_rects(min_heights: Mapping[Block, int]) -> dict[Block, NodeRect]:
    """Return the rectangles of the groups, given the least height of each."""
    row_heights = [_MIN_GROUP_HEIGHT_PX] * HEIGHT
    # Groups of two rows come last: they need extra height only beyond that of their rows together.
    for is_tall in (False, True):
        for block, rect in BLOCK_RECTS.items():
            if (rect.bottom - rect.top > 1) == is_tall:
                height = sum(row_heights[rect.top : rect.bottom]) + _LABEL_HEIGHT_PX * is_tall
                row_heights[rect.bottom - 1] += max(0, min_heights[block] - height)
    tops = [sum(row_heights[:row]) + _LABEL_HEIGHT_PX * row for row in range(HEIGHT + 1)]
    return {
        block: NodeRect(
            rect.left * _UNIT_PX,
            tops[rect.top],
            _group_width(block),
            tops[rect.bottom] - _LABEL_HEIGHT_PX - tops[rect.top],
        )
        for block, rect in BLOCK_RECTS.items()
    }


def _group_width(block: Block) -> int:
    """Return the width of a block's group."""
    return (BLOCK_RECTS[block].right - BLOCK_RECTS[block].left) * _UNIT_PX - _GAP_PX


def _card_columns(group_width: int) -> int:
    """Return the number of cards side by side in a group."""
    return max(1, (group_width - _GAP_PX) // (_MIN_CARD_WIDTH_PX + _GAP_PX))


def _cards(group: NodeRect, texts: Sequence[str]) -> Iterator[tuple[str, NodeRect]]:
    """Yield the text and the rectangle of each card of a group, row by row."""
    columns = _card_columns(group.width)
    width = (group.width - _GAP_PX) // columns - _GAP_PX
    y = group.y + _GAP_PX
    for start in range(0, len(texts), columns):
        row = texts[start : start + columns]
        height = max(_card_height(text, width) for text in row)
        for column, text in enumerate(row):
            x = group.x + _GAP_PX + column * (width + _GAP_PX)
            yield text, NodeRect(x, y, width, height)
        y += height + _GAP_PX


def _group_height(block: Block, texts: Sequence[str]) -> int:
    """Return the least height of a block's group around its cards."""
    rects = [rect for _, rect in _cards(NodeRect(0, 0, _group_width(block), 0), texts)]
    return max((rect.y + rect.height + _GAP_PX for rect in rects), default=_MIN_GROUP_HEIGHT_PX)


def _card_height(text: str, width: int) -> int:
    """Return the least height of a card that shows its whole text."""
    rows = len(list(wrap(text, _ROW_CELLS * width // _MIN_CARD_WIDTH_PX)))
    return rows * _ROW_HEIGHT_PX + _CARD_PADDING_PX
