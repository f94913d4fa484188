"""A canvas as JSON Canvas 1.0 (jsoncanvas.org), which Obsidian opens: the nine blocks drawn.

The blocks are groups in the classic picture, with a card of Markdown a note, and all of them lie in
a group that has the canvas's title. Measures are pixels.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bmc_tui.formats.data.json import line_of, parse_object
from bmc_tui.formats.markdown.obsidian import obsidian_line
from bmc_tui.formats.markdown.reader import outline_items
from bmc_tui.formats.outline import OutlineItem, canvas_from_outline
from bmc_tui.formats.result import FormatError, ImportResult, Remark
from bmc_tui.guide import Guide
from bmc_tui.guide.aliases import block_of_heading
from bmc_tui.model.blocks import BLOCKS, Block
from bmc_tui.model.canvas import Canvas
from bmc_tui.model.layout import BLOCK_RECTS, HEIGHT, WIDTH
from bmc_tui.model.sanitize import clean
from bmc_tui.render.wrap import wrap

_UNIT = 170
"""Half a column of the picture."""
_GAP = 20
"""Between groups side by side, around cards and between them."""
_LABEL = 60
"""Between groups one above the other: a group's label stands above it."""
_CARD = 280
"""The least width of a card."""
_LEAST = 200
"""The least height of a group."""
_ROW, _SIGNS_A_ROW, _AROUND = 24, 30, 36
"""A row of text in a card is so high and so long, in cells; and what is above and below it."""


_MARKUP = re.compile(r"(?:[-+*]|\d+[.)]|#{1,6})\s|>|```|~~~")
"""How a line of Markdown starts that is more than text."""


@dataclass(frozen=True, slots=True)
class NodeRect:
    """A rectangle of the picture."""

    x: int
    y: int
    width: int
    height: int

    @property
    def middle(self) -> tuple[float, float]:
        """The point in its middle."""
        return self.x + self.width / 2, self.y + self.height / 2

    def holds(self, other: "NodeRect") -> bool:
        """Tell whether the middle of another lies in it, and it is no smaller."""
        x, y = other.middle
        inside = self.x <= x <= self.x + self.width and self.y <= y <= self.y + self.height
        return inside and self.area >= other.area

    @property
    def area(self) -> int:
        """How large it is."""
        return self.width * self.height


def write(canvas: Canvas, guide: Guide) -> str:
    """Return the canvas as JSON Canvas.

    Args:
        canvas: What to write; a note in a phase has the phase before it, in bold.
        guide: The language of the groups and phases.
    """
    cards = {
        block: [obsidian_line(note, block, guide) for note in canvas.notes(block)]
        for block in BLOCKS
    }
    boxes = _layout({block: _height(block, texts) for block, texts in cards.items()})
    nodes = []
    if canvas.title:
        whole = NodeRect(
            -_GAP,
            -_LABEL,
            WIDTH * _UNIT + _GAP,
            max(box.y + box.height for box in boxes.values()) + _LABEL + _GAP,
        )
        nodes.append(_node("canvas", "group", whole, label=canvas.title))
    for block in BLOCKS:
        nodes.append(_node(block.value, "group", boxes[block], label=guide.title(block)))
        for number, (text, box) in enumerate(_cards(boxes[block], cards[block]), 1):
            nodes.append(_node(f"{block.value}-{number}", "text", box, text=text))
    return json.dumps({"nodes": nodes, "edges": []}, ensure_ascii=False, indent=1) + "\n"


def read(text: str) -> ImportResult:
    """Return the canvas that a JSON Canvas holds.

    Args:
        text: Its cards go by the group they lie in, or by a block's name in their first line;
            others by where they lie in the picture.

    Raises:
        FormatError: It is no JSON Canvas, or an empty one.
    """
    nodes = parse_object(text).get("nodes")
    if not isinstance(nodes, list):
        raise FormatError("reading.no_canvas")
    drawn = [(node, _box(node)) for node in nodes if isinstance(node, dict)]
    groups = [
        (clean(str(node.get("label") or "")), box)
        for node, box in drawn
        if node.get("type") == "group"
    ]
    named = [(block, box) for label, box in groups if (block := block_of_heading(label))]
    # A canvas's title may be the name of a block as well.
    blocks = [each for each in named if not _holds_another(each[1], named)]
    picture = _Picture(blocks, _around([box for _, box in drawn]))
    for node, box in sorted(drawn, key=lambda each: (each[1].y, each[1].x)):
        if node.get("type") != "group":
            picture.take(_text(node), line_of(text, str(node.get("id"))), box)
    title = next(
        (
            label
            for label, box in groups
            if _holds_another(box, blocks) or not (blocks or block_of_heading(label))
        ),
        "",
    )
    return picture.reading(title)


class _Picture:
    """The cards of a picture on their way into the blocks.

    Args:
        blocks: The groups that are blocks.
        whole: The picture's rectangle.
    """

    def __init__(self, blocks: Sequence[tuple[Block, NodeRect]], whole: NodeRect) -> None:
        self._blocks = blocks
        self._whole = whole
        self._pieces: dict[Block, list[OutlineItem]] = {block: [] for block in BLOCKS}
        self._remarks: list[Remark] = []
        self._others: list[OutlineItem] = []

    def take(self, text: str, line: int, box: NodeRect) -> None:
        """Take a card that stands on a line of the file."""
        # A card of one line is one note, whatever it starts with; more of them may be a list.
        is_note = "\n" not in text.strip() and not _MARKUP.match(text.strip())
        pieces = outline_items(f"- {text.strip()}" if is_note else text)
        for piece in pieces:
            piece.line = line
        around = [each for each in self._blocks if each[1].holds(box)]
        if around:
            self._put(min(around, key=lambda each: each[1].area)[0], pieces)
        elif any(block_of_heading(piece.text) for piece in pieces):
            self._others += pieces
        elif pieces:
            block = _by_place(box, self._whole)
            values = {"text": pieces[0].text, "block": block}
            self._remarks.append(Remark(line, "reading.by_place", values))
            self._put(block, pieces)

    def _put(self, block: Block, pieces: Sequence[OutlineItem]) -> None:
        """Put a card into a block; a heading on it is about what is on it, and no more."""
        own = [OutlineItem(0, block.value, 2)]
        for piece in pieces:
            if not piece.level or block_of_heading(piece.text) is not block:
                piece.level = 3 if piece.level else 0
                piece.plain = False
                own.append(piece)
        self._pieces[block] += own

    def reading(self, title: str) -> ImportResult:
        """Return the canvas.

        Raises:
            FormatError: There was no card and no block.
        """
        named = [OutlineItem(0, block.value, 2) for block, _ in self._blocks]
        placed = [piece for pieces in self._pieces.values() for piece in pieces]
        document = [OutlineItem(0, title, 1), *named, *placed, *self._others]
        return canvas_from_outline(document, remarks=self._remarks)


def _holds_another(box: NodeRect, groups: Sequence[tuple[Block, NodeRect]]) -> bool:
    """Tell whether a group has others in it."""
    return any(box.holds(other) for _, other in groups if other is not box)


def _text(node: Mapping[str, Any]) -> str:
    """Return what a card says: its text, else what it shows or points at."""
    return next(
        (node[key] for key in ("text", "url", "file") if isinstance(node.get(key), str)), ""
    )


def _by_place(box: NodeRect, whole: NodeRect) -> Block:
    """Return the block that a card lies in, if the whole is the classic picture."""
    x, y = box.middle
    across = min(WIDTH - 1, int((x - whole.x) * WIDTH / max(1, whole.width)))
    down = min(HEIGHT - 1, int((y - whole.y) * HEIGHT / max(1, whole.height)))
    return next(
        block
        for block, where in BLOCK_RECTS.items()
        if where.left <= across < where.right and where.top <= down < where.bottom
    )


def _box(node: Mapping[str, Any]) -> NodeRect:
    """Return where a node lies; what is no number is 0."""
    values = (node.get(key) for key in ("x", "y", "width", "height"))
    return NodeRect(*(int(value) if isinstance(value, int | float) else 0 for value in values))


def _around(boxes: Sequence[NodeRect]) -> NodeRect:
    """Return the rectangle around all others."""
    left = min((box.x for box in boxes), default=0)
    top = min((box.y for box in boxes), default=0)
    right = max((box.x + box.width for box in boxes), default=0)
    bottom = max((box.y + box.height for box in boxes), default=0)
    return NodeRect(left, top, right - left, bottom - top)


def _node(id_: str, kind: str, box: NodeRect, **more: str) -> dict[str, object]:
    """Return a node of the picture."""
    where = {"x": box.x, "y": box.y, "width": box.width, "height": box.height}
    return {"id": id_, "type": kind, **where, **more}


def _layout(heights: Mapping[Block, int]) -> dict[Block, NodeRect]:
    """Return where the groups lie, given how high each must be at least."""
    rows = [_LEAST] * HEIGHT
    for tall in (False, True):  # those of two rows come last: they take what the others leave
        for block, where in BLOCK_RECTS.items():
            if (where.bottom - where.top > 1) == tall:
                there = sum(rows[where.top : where.bottom]) + _LABEL * tall
                rows[where.bottom - 1] += max(0, heights[block] - there)
    tops = [sum(rows[:row]) + _LABEL * row for row in range(HEIGHT + 1)]
    return {
        block: NodeRect(
            where.left * _UNIT,
            tops[where.top],
            _width(block),
            tops[where.bottom] - _LABEL - tops[where.top],
        )
        for block, where in BLOCK_RECTS.items()
    }


def _width(block: Block) -> int:
    """Return the width of a block's group."""
    return (BLOCK_RECTS[block].right - BLOCK_RECTS[block].left) * _UNIT - _GAP


def _columns(width: int) -> int:
    """Return how many cards lie side by side in a group."""
    return max(1, (width - _GAP) // (_CARD + _GAP))


def _cards(group: NodeRect, texts: Sequence[str]) -> Iterator[tuple[str, NodeRect]]:
    """Yield each card of a group with where it lies: row by row."""
    columns = _columns(group.width)
    width = (group.width - _GAP) // columns - _GAP
    y = group.y + _GAP
    for start in range(0, len(texts), columns):
        row = texts[start : start + columns]
        height = max(_card_height(text, width) for text in row)
        for column, text in enumerate(row):
            x = group.x + _GAP + column * (width + _GAP)
            yield text, NodeRect(x, y, width, height)
        y += height + _GAP


def _height(block: Block, texts: Sequence[str]) -> int:
    """Return how high the group of a block must be to hold its cards."""
    boxes = [box for _, box in _cards(NodeRect(0, 0, _width(block), 0), texts)]
    return max((box.y + box.height + _GAP for box in boxes), default=_LEAST)


def _card_height(text: str, width: int) -> int:
    """Return how high a card must be to show its text."""
    rows = len(list(wrap(text, _SIGNS_A_ROW * width // _CARD)))
    return rows * _ROW + _AROUND
