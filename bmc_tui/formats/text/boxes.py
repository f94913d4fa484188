"""Parses the boxes of a drawn picture: the lines in each, and the name in its border.

A border without words closes the boxes above it; a border with words opens boxes with those names.
Apart from which block a name means, this module knows nothing about a canvas.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from rich.cells import cell_len

from bmc_tui.formats.limits import check_lines
from bmc_tui.guide import languages, load
from bmc_tui.guide.named_lines import block_of_heading
from bmc_tui.model.blocks import BLOCKS, Block

_EDGES = "│├┤┼"
"""The characters of a vertical border that a line of text crosses."""

_MAX_EDGES = 1_000
"""Maximum number of edges across a picture; ours have six. A line with more is a line outside any
box."""

_EDGE = re.compile(f"[{_EDGES}]")

_QUOTE_PREFIX = re.compile(r"[>\s]*")
"""Before a line that is quoted as in mails."""

_BORDER = re.compile("[┌├]─.*[┐┤]")
"""A border from the left side to the right."""

_BOTTOM = re.compile("└[─┴]+┘")
"""The lowest border of the picture."""

_BORDER_WORDS = re.compile("[─┴]+([^─┴]+)")
"""The name in a border, after the line before it."""

_BLOCK_NUMBER = re.compile("[1-9] ")

BLANK = re.compile(r"^[\W_]*$|^\s*(?:```|~~~)")
"""A line without content: no letter or digit, or the fence of a code block."""


class TextLine(NamedTuple):
    """A line of the text, or the part of it in one box."""

    line: int
    """Its number, from 1."""
    text: str


@dataclass(slots=True)
class ParsedBox:
    """A box of the picture."""

    line: int
    """The line of its upper border."""
    room: int
    """Cells across its inside."""
    name: str = ""
    """The words in its upper border."""
    block: Block | None = None
    """The block with that name."""
    rows: list[TextLine] = field(default_factory=list)
    """Its lines, from border to border."""


@dataclass(slots=True)
class ParsedPicture:
    """The boxes in a text."""

    boxes: list[ParsedBox] = field(default_factory=list)
    """The boxes with words in their border."""
    titles: list[ParsedBox] = field(default_factory=list)
    """The boxes above these, with the canvas's title."""
    legends: list[ParsedBox] = field(default_factory=list)
    """The boxes below these, with the legends."""
    outside: list[TextLine] = field(default_factory=list)
    """The lines outside any box."""
    is_whole: bool = False
    """Whether it has a title box and a bottom border: then no legend was cut off."""


def parse_picture(text: str) -> ParsedPicture:
    """Return all pictures in a text as one.

    Args:
        text: Any text; its lines may be quoted as in mails, and lack the spaces at their end.
    """
    check_lines(text)
    parser = _Parser()
    for number, raw in enumerate(re.split("\r\n|\r|\n", text), 1):
        parser.add(TextLine(number, raw[_QUOTE_PREFIX.match(raw).end() :].rstrip()))  # type: ignore[union-attr]
    return parser.picture


class _Parser:
    """Builds the picture from lines, added one by one."""

    def __init__(self) -> None:
        self.picture = ParsedPicture()
        self._open: list[ParsedBox] = []
        """The boxes that the next line crosses, from left to right."""
        self._has_top = False

    def add(self, row: TextLine) -> None:
        """Add the next line."""
        edge_count = sum(map(row.text.count, "┬┼│├┤"))
        if edge_count > _MAX_EDGES:
            self.picture.outside.append(row)
        elif _BORDER.fullmatch(row.text):
            self._add_border(row)
        elif self._open and _BOTTOM.fullmatch(row.text):
            self._open = []
            self.picture.is_whole = self._has_top
        elif self._open and row.text.startswith("│"):
            self._add_inside(row)
        elif row.text:
            self.picture.outside.append(row)

    def _add_border(self, row: TextLine) -> None:
        """Open the boxes below a border."""
        parts = re.split("[┬┼]", row.text[1:-1])
        self._open = [_box(row.line, part) for part in parts]
        if any(box.name for box in self._open):
            has_line_above = bool(self.picture.outside)
            if not self.picture.titles and not self.picture.boxes and has_line_above:
                self._add_title_above(row.line)
            self.picture.boxes += self._open
        elif row.text.startswith("┌"):
            self.picture.titles += self._open
            self._has_top = True
        else:
            self.picture.legends += self._open

    def _add_title_above(self, line: int) -> None:
        """Take the line directly above a picture without a title box as its title."""
        row = self.picture.outside[-1]
        if row.line == line - 1 and not BLANK.search(row.text):
            self.picture.outside.pop()
            room = cell_len(row.text) + 2
            self.picture.titles.append(ParsedBox(row.line, room, rows=[row]))

    def _add_inside(self, row: TextLine) -> None:
        """Add a line that crosses the open boxes."""
        parts = _split_at_borders(row.text, self._open) or _split_at_edges(row.text, self._open)
        if not parts:
            self.picture.outside.append(TextLine(row.line, re.sub("[│├┤┼─]+", " ", row.text)))
        for index, (left, text, right) in enumerate(parts):
            if left in "├┼" and right in "┤┼" and text.startswith("─"):
                self._open[index] = _box(row.line, text)
                self.picture.boxes.append(self._open[index])
            else:
                self._open[index].rows.append(TextLine(row.line, text))


def _box(line: int, border: str) -> ParsedBox:
    """Return the box below a border."""
    words = _BORDER_WORDS.match(border)
    name = words[1].strip() if words else ""
    return ParsedBox(line, cell_len(border), name, _block_named(name) if name else None)


def _block_named(name: str) -> Block | None:
    """Return the block that a title names, also if the title is truncated."""
    if name.endswith(("…", ".")) and _BLOCK_NUMBER.match(name):
        block, start = BLOCKS[int(name[0]) - 1], name[2:-1]
        titles = [load(language).short_title(block) for language in languages()]
        return block if any(title.startswith(start) for title in titles) else None
    return block_of_heading(name)


LineParts = list[tuple[str, str, str]]
"""The parts of a line between its edges, each as (left edge, text, right edge)."""


def _split_at_borders(text: str, boxes: Sequence[ParsedBox]) -> LineParts:
    """Return a line split where the borders of the boxes are; [] where it has no edges there."""
    parts: LineParts = []
    edges = _edges_by_cell(text)
    left = left_cell = 0
    for box in boxes:
        left_cell += box.room + 1
        right = edges.get(left_cell)
        if right is None:
            return []
        parts.append((text[left], text[left + 1 : right], text[right]))
        left = right
    return parts if left == len(text) - 1 else []


def _edges_by_cell(text: str) -> dict[int, int]:
    """Return the index of each edge in a line that starts with one, by the cells before it.

    The cells of each part between two edges are counted once, and not from the start of the line
    for each edge: that would take quadratic time on a line of many.
    """
    edges: dict[int, int] = {}
    index = cell = 0
    for part in _EDGE.split(text):
        index, cell = index + len(part), cell + cell_len(part)
        edges[cell] = index
        index, cell = index + 1, cell + 1
    edges.pop(cell - 1)  # the end of the line, where there is no edge
    return edges


def _split_at_edges(text: str, boxes: Sequence[ParsedBox]) -> LineParts:
    """Return a line split at every edge in it; [] where those do not match the boxes' number."""
    edges = [index for index, character in enumerate(text) if character in _EDGES]
    if len(edges) != len(boxes) + 1:
        return []
    return [(text[left], text[left + 1 : right], text[right]) for left, right in pairwise(edges)]
