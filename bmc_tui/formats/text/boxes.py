"""The lines of a picture of boxes: which are in which box, and what stands in its border.

A border with nothing in it closes the boxes over it; a border with words opens boxes that are
called by those. Which block a word names is all that is known here of a canvas.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from rich.cells import cell_len

from bmc_tui.guide import languages, load
from bmc_tui.guide.aliases import block_called
from bmc_tui.model.blocks import BLOCKS, Block

_EDGES = "│├┤┼"
_QUOTED = re.compile(r"[>\s]*")
_BORDER = re.compile("[┌├]─.*[┐┤]")
"""A border from the left side to the right."""

_BOTTOM = re.compile("└[─┴]+┘")
_WORDS = re.compile("[─┴]+([^─┴]+)")
_NUMBER = re.compile("[1-9] ")

BLANK = re.compile(r"^[\W_]*$|^\s*(?:```|~~~)")
"""A line that says nothing: no letter or digit, or the fence of a code block."""


class TextLine(NamedTuple):
    """A line of the text."""

    line: int
    """From 1."""
    text: str


@dataclass(slots=True)
class ParsedBox:
    """A box of the picture."""

    line: int
    """Of its upper border."""
    room: int
    """Cells across it."""
    name: str = ""
    """What stands in its border."""
    block: Block | None = None
    """Which block that names."""
    rows: list[TextLine] = field(default_factory=list)
    """What stands in it, from border to border."""


@dataclass(slots=True)
class ParsedPicture:
    """What was found in a text."""

    boxes: list[ParsedBox] = field(default_factory=list)
    """Those with words in their border."""
    titles: list[ParsedBox] = field(default_factory=list)
    """Those over the others."""
    legends: list[ParsedBox] = field(default_factory=list)
    """Those under the others."""
    others: list[TextLine] = field(default_factory=list)
    """The lines that are in no box."""
    is_whole: bool = False
    """Whether it has a title in a box and a lower end: then it has its legends too, if any."""


def parse_picture(text: str) -> ParsedPicture:
    """Return the pictures in a text as one.

    Args:
        text: Any; lines may be quoted as mails do, and lack the spaces at their end.
    """
    parser = _Parser()
    for line, raw in enumerate(re.split("\r\n|\r|\n", text), 1):
        parser.take(TextLine(line, raw[_QUOTED.match(raw).end() :].rstrip()))  # type: ignore[union-attr]
    return parser.picture


class _Parser:
    """Takes the lines one by one."""

    def __init__(self) -> None:
        self.picture = ParsedPicture()
        self._open: list[ParsedBox] = []
        """The boxes that this line is across, from left to right."""
        self._has_top = False

    def take(self, row: TextLine) -> None:
        """Take the next line."""
        if _BORDER.fullmatch(row.text):
            self._border(row)
        elif self._open and _BOTTOM.fullmatch(row.text):
            self._open = []
            self.picture.is_whole = self._has_top
        elif self._open and row.text.startswith("│"):
            self._inside(row)
        elif row.text:
            self.picture.others.append(row)

    def _border(self, row: TextLine) -> None:
        """Open the boxes below a border."""
        cells = re.split("[┬┼]", row.text[1:-1])
        self._open = [_box(row.line, cell) for cell in cells]
        if any(box.name for box in self._open):
            others = self.picture.others
            if not self.picture.titles and not self.picture.boxes and others:
                self._title_above(row.line)
            self.picture.boxes += self._open
        elif row.text.startswith("┌"):
            self.picture.titles += self._open
            self._has_top = True
        else:
            self.picture.legends += self._open

    def _title_above(self, line: int) -> None:
        """Take the line right above a picture without a title for one."""
        row = self.picture.others[-1]
        if row.line == line - 1 and not BLANK.search(row.text):
            self.picture.others.pop()
            room = cell_len(row.text) + 2
            self.picture.titles.append(ParsedBox(row.line, room, rows=[row]))

    def _inside(self, row: TextLine) -> None:
        """Take a line with what stands in the boxes."""
        cells = _exactly(row.text, self._open) or _roughly(row.text, self._open)
        if not cells:
            self.picture.others.append(TextLine(row.line, re.sub("[│├┤┼─]+", " ", row.text)))
        for at, (left, text, right) in enumerate(cells):
            if left in "├┼" and right in "┤┼" and text.startswith("─"):
                self._open[at] = _box(row.line, text)
                self.picture.boxes.append(self._open[at])
            else:
                self._open[at].rows.append(TextLine(row.line, text))


def _box(line: int, border: str) -> ParsedBox:
    """Return the box under a border."""
    found = _WORDS.match(border)
    name = found[1].strip() if found else ""
    return ParsedBox(line, cell_len(border), name, _block(name) if name else None)


def _block(name: str) -> Block | None:
    """Return the block that a title names, be it cut."""
    if name.endswith("…") and _NUMBER.match(name):
        block, start = BLOCKS[int(name[0]) - 1], name[2:-1]
        titles = [load(language).short(block) for language in languages()]
        return block if any(title.startswith(start) for title in titles) else None
    return block_called(name)


Cells = list[tuple[str, str, str]]
"""What stands between two edges of a line, between those."""


def _exactly(text: str, boxes: Sequence[ParsedBox]) -> Cells:
    """Return a line cut where the boxes' borders are; nothing where it has none there."""
    cells: Cells = []
    at = 0
    for box in boxes:
        end = next(_edges(text, at + 1, box.room), 0)
        if not end:
            return []
        cells.append((text[at], text[at + 1 : end], text[end]))
        at = end
    return cells if at == len(text) - 1 else []


def _edges(text: str, start: int, room: int) -> Iterator[int]:
    """Yield where in a line an edge is that has `room` cells before it."""
    for end in range(start, len(text)):
        if text[end] in _EDGES and cell_len(text[start:end]) == room:
            yield end


def _roughly(text: str, boxes: Sequence[ParsedBox]) -> Cells:
    """Return a line cut at every edge in it; nothing where it has not as many as the boxes."""
    edges = [at for at, character in enumerate(text) if character in _EDGES]
    if len(edges) != len(boxes) + 1:
        return []
    return [(text[a], text[a + 1 : b], text[b]) for a, b in pairwise(edges)]
