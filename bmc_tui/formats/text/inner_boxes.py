"""Reads boxes drawn in characters with the name of a block inside each, as chat programs draw them.

The borders may be light, heavy, double or rounded lines, or `+`, `-` and `|`. A box is the text
between two vertical borders, from line to line, up to a horizontal border. Its first lines name the
block, or the box above it has only the name, as the first row of a table. A line that starts with a
bullet is a note, and the lines without one continue it. In a box without bullets a line continues
the one before it if its first word did not fit there, and it does not start like another note.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from rich.cells import cell_len

from bmc_tui.formats.limits import check_lines
from bmc_tui.formats.outline.items import OutlineItem
from bmc_tui.formats.text.prose import is_open
from bmc_tui.guide.aliases import block_named, phase_named
from bmc_tui.guide.named_lines import split_name
from bmc_tui.model.blocks import Block
from bmc_tui.model.sanitize import clean

_VERTICAL = "│┃║|╎╏┆┇┊┋¦"
_JOINTS = "┌┐└┘├┤┬┴┼╭╮╰╯┏┓┗┛┣┫┳┻╋╔╗╚╝╠╣╦╩╬╒╓╕╖╘╙╛╜╞╟╡╢╤╥╧╨╪╫+"
_HORIZONTAL = "─━═-╌╍┄┅┈┉=_"

_EDGE = re.compile(f"[{re.escape(_VERTICAL + _JOINTS)}]")
_BORDER_LINE = re.compile(
    rf"[{re.escape(_JOINTS + _VERTICAL)}](?=.*[{re.escape(_HORIZONTAL)}]{{3}})"
    rf"[{re.escape(_JOINTS + _VERTICAL + _HORIZONTAL)} ]*"
)
"""A line of horizontal borders, from the left side to the right."""
_INNER_RULE = re.compile(
    rf"[{re.escape(_VERTICAL)}](?:\s+[{re.escape(_HORIZONTAL)}]{{3,}}\s*[{re.escape(_VERTICAL)}])+"
)
"""A line in a box, such as below its name."""
_TYPED_BORDER = re.compile(r"[.,'`](?=.*-{3})[-=.,'`+ ]*[.,'`]")
"""A border whose corners are typed as dots and quotes, as asciiflow and ditaa draw round ones."""
_TYPED_CORNER = re.compile("[.,'`]")
_BORDER_PART = re.compile(rf"[{re.escape(_HORIZONTAL)}]{{3,}}")
_TABLE_RULE = re.compile(r"[|+](?:\s*:?-+:?\s*[|+])+")
"""A line below the titles of a table in Markdown, which is not a drawing."""

_ARROWS = re.compile(r"[vV^<>↑↓←→▲▼◀▶│|─\s-]+")
"""The ends of arrows between boxes."""

_QUOTE = re.compile(r"[>\s]*")
_BULLET = re.compile(r"\s*(?:[-*+•‣◦▪▫●○·∙–—☐☑☒✓✔►▸→]|\d{1,2}[.)]|\[[ xX]\])\s+(?=\S)")
_WORD = re.compile(r"[^\W\d_][^\W\d_]{3,}")
_FENCE = re.compile(r"\s*(?:```|~~~)")

_MAX_EDGES = 200
"""Maximum number of borders across a line; a line with more is not part of a drawing."""

_MAX_NAME_LINES = 3
"""Maximum number of lines that a name is broken over."""

_MIN_SHARE = 0.5
"""The part of its width that a piece of a line shares with a box to be in it."""

MIN_BLOCKS = 2
"""Minimum number of boxes with the names of different blocks."""


@dataclass(slots=True)
class InnerBox:
    """A box."""

    left: int
    """The cells before its inside."""
    right: int
    rows: list[tuple[int, str]] = field(default_factory=list)
    """Its lines that are not blank, with their numbers; a blank one is ""."""
    block: Block | None = None
    name: str = ""
    is_title_case: bool = False
    """Whether words within the notes have capitals: one at the start says nothing then."""

    @property
    def width(self) -> int:
        """The cells across its inside."""
        return self.right - self.left

    def overlaps(self, left: int, right: int) -> bool:
        """Tell whether a piece of a line from cell `left` to `right` is in its columns."""
        shared = min(self.right, right) - max(self.left, left)
        return shared > 0 and shared >= _MIN_SHARE * (right - left)


@dataclass(slots=True)
class InnerBoxes:
    """The boxes in a text, and the lines around them."""

    boxes: list[InnerBox] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    """Every line of the text, "" for those of the drawing."""

    @property
    def blocks(self) -> set[Block]:
        """The blocks that the boxes name."""
        return {box.block for box in self.boxes if box.block}


def parse_boxes(text: str) -> InnerBoxes:
    """Return the boxes in a text.

    Args:
        text: Any text; its lines may be quoted as in mails.
    """
    check_lines(text)
    parser = _Parser()
    for number, line in enumerate(text.split("\n"), 1):
        parser.add(number, line)
    drawing = parser.drawing
    for box in drawing.boxes:
        _take_name(box)
    _join_names(drawing.boxes)
    is_title_case = _is_title_case(text for box in drawing.boxes for _, text in box.rows)
    for box in drawing.boxes:
        box.is_title_case = is_title_case
    drawing.boxes = [box for box in drawing.boxes if box.name or any(row for _, row in box.rows)]
    return drawing


def items_of_box(box: InnerBox, level: int) -> Iterator[OutlineItem]:
    """Yield the name of a box as a heading, and its notes.

    Args:
        box: The box.
        level: The level of the heading.
    """
    line = box.rows[0][0] if box.rows else 0
    yield OutlineItem(line, box.name, level)
    for number, text, is_bullet in _notes(box):
        name = text.rstrip(":")
        if box.block and box.block.phases and not is_bullet and phase_named(name):
            yield OutlineItem(number, name, level + 1)
        else:
            yield OutlineItem(number, text)


class _Parser:
    """Builds the boxes from lines, added one by one."""

    def __init__(self) -> None:
        self.drawing = InnerBoxes()
        self._open: list[InnerBox] = []

    def add(self, number: int, raw: str) -> None:
        """Add the next line."""
        quote = _QUOTE.match(raw)
        indent = quote.end() if quote else 0
        line = raw[indent:].rstrip()
        if _TYPED_BORDER.fullmatch(line):
            line = _TYPED_CORNER.sub("+", line)
        self.drawing.outside.append("")
        edges = [match.start() for match in _EDGE.finditer(line)][: _MAX_EDGES + 1]
        is_drawn = bool(line) and 1 < len(edges) <= _MAX_EDGES and edges[0] == 0
        if is_drawn and self._open and _INNER_RULE.fullmatch(line):
            return
        is_border = _BORDER_LINE.fullmatch(line) and not _is_table_rule(line)
        if is_drawn and (is_border or self._is_in_drawing):
            self._is_in_drawing = True
            self._add_inside(number, line, edges)
        elif self._is_in_drawing and _ARROWS.fullmatch(line):
            self._open = []
        else:
            if line:
                self._open, self._is_in_drawing = [], False
            self.drawing.outside[-1] = "" if _FENCE.match(raw) else raw

    _is_in_drawing = False

    def _add_inside(self, number: int, line: str, edges: Sequence[int]) -> None:
        """Add a line that crosses boxes."""
        cells = _cells_before(line, edges)
        boxes: list[InnerBox] = []
        for (start, end), (left, right) in zip(pairwise(edges), pairwise(cells), strict=True):
            text = line[start + 1 : end]
            if _BORDER_PART.fullmatch(text):  # it ends the box above it
                continue
            box = self._box_at(left + 1, right)
            if box not in boxes:
                boxes.append(box)
                box.rows.append((number, text.rstrip()))
            else:  # a sign of a border within the text
                box.rows[-1] = (number, f"{box.rows[-1][1]}{line[start]}{text.rstrip()}")
        self._open = boxes

    def _box_at(self, left: int, right: int) -> InnerBox:
        """Return the open box that a piece of a line is in, or a new one."""
        for box in self._open:
            if box.overlaps(left, right):
                return box
        box = InnerBox(left, right)
        self.drawing.boxes.append(box)
        return box


def _is_table_rule(line: str) -> bool:
    """Tell whether a line is the rule of a table in Markdown."""
    return line.startswith("|") and _TABLE_RULE.fullmatch(line) is not None


def _cells_before(line: str, positions: Sequence[int]) -> list[int]:
    """Return the cells before each of some positions in a line, in one pass."""
    cells: list[int] = []
    total = previous = 0
    for position in positions:
        total += cell_len(line[previous:position])
        cells.append(total)
        previous = position
    return cells


def _take_name(box: InnerBox) -> None:
    """Take the name of a block from the first lines of a box."""
    while box.rows and not clean(box.rows[0][1]):
        box.rows.pop(0)
    name = ""
    taken = 0
    for count, (_, text) in enumerate(box.rows[:_MAX_NAME_LINES], 1):
        if not clean(text) or (_BULLET.match(text) and count > 1):
            break
        # A name may be broken within a word.
        name = f"{name.removesuffix('-')}{'' if name.endswith('-') else ' '}{clean(text)}".strip()
        plain = name.strip("*_#=: ")
        if not plain.endswith("-") and (block := block_named(plain)):
            box.block, box.name = block, plain
            taken = count
    if box.block:
        box.rows = box.rows[taken:]
        # A second name in brackets below it is not a note, nor is a line that underlines it.
        while box.rows and (
            not clean(box.rows[0][1]).strip("-=─━═~ ")
            or block_named(clean(box.rows[0][1]).strip("()")) is box.block
        ):
            box.rows.pop(0)
        return
    first = clean(box.rows[0][1]) if box.rows else ""
    if named := split_name(first):
        box.block, box.name = named.named, first
        box.rows = box.rows[1:]


def _join_names(boxes: Sequence[InnerBox]) -> None:
    """Give each box that has a name and no line behind it the lines of the box right below it.

    A line that is blank is one too: a box with it is empty, and what is below it is not its own.
    In a table with borders between its rows, the further boxes below are its own too.
    """
    names: list[InnerBox] = []
    columns: dict[tuple[int, int], InnerBox] = {}
    for box in boxes:
        sides = (box.left, box.right)
        above = next((name for name in names if name.overlaps(*sides)), None)
        names = [name for name in names if name is not above]
        if box.block:
            columns.pop(sides, None)
        elif above := above or columns.get(sides):
            columns[sides] = above
            above.rows, box.rows = [*above.rows, *box.rows], []
        if box.block and not box.rows:
            names.append(box)


def _notes(box: InnerBox) -> Iterator[tuple[int, str, bool]]:
    """Yield the notes in a box: the line, the text, and whether it had a bullet."""
    has_bullets = any(_BULLET.match(text) for _, text in box.rows)
    note: tuple[int, list[str], bool] | None = None
    previous = ""
    for number, text in box.rows:
        bullet = _BULLET.match(text)
        continues = (
            note is not None
            and not bullet
            and clean(text)
            and clean(previous)
            and (note[2] if has_bullets else _goes_on(previous, text, box))
        )
        if note and continues:
            note[1].append(clean(text))
        else:
            if note:
                yield note[0], " ".join(note[1]), note[2]
            body = clean(text[bullet.end() :] if bullet else text)
            note = (number, [body], bullet is not None) if body else None
        previous = text
    if note:
        yield note[0], " ".join(note[1]), note[2]


def _goes_on(line: str, following: str, box: InnerBox) -> bool:
    """Tell whether a line continues the one above it, which had no room for its first word."""
    word = following.split(maxsplit=1)[0]
    indent = len(line) - len(line.lstrip())
    if indent + cell_len(line.strip()) + 1 + cell_len(word) <= box.width - indent:
        return False
    return box.is_title_case or not word[:1].isupper() or is_open(line.rstrip())


def _is_title_case(lines: Iterable[str]) -> bool:
    """Tell whether most words within lines, but for short ones such as `of`, have a capital."""
    words: list[str] = [word for line in lines for word in _WORD.findall(line)[1:]]
    return 2 * sum(word[0].isupper() for word in words) > len(words)
