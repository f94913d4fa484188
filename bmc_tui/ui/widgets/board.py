"""The nine blocks as one widget with a cursor of its own.

One widget, so that neighbouring cells share their border line, a move repaints two cells, and
the focus never leaves it (each change of focus would have the whole screen drawn anew).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding
from textual.geometry import Region, Size
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from bmc_tui.guide import Guide
from bmc_tui.model.blocks import BLOCKS, Block
from bmc_tui.model.canvas import Canvas
from bmc_tui.model.layout import Cursor, Direction
from bmc_tui.render.block_lines import block_lines
from bmc_tui.render.grid import (
    MIN_CLASSIC_CELLS,
    MIN_CLASSIC_ROWS,
    BlockLine,
    GridLayout,
    TitleNumbers,
    classic_boxes,
    column_boxes,
)
from bmc_tui.render.roles import Line, Role
from bmc_tui.render.wrap import wrap
from bmc_tui.ui.themes import role_style

if TYPE_CHECKING:
    from bmc_tui.render.highlight import Highlight  # not needed before somebody looks for something

LEAST_WIDTH, LEAST_HEIGHT = 30, 8
"""Columns and rows of the terminal: in a smaller one there is just a line that says so."""


class Board(Widget, can_focus=True):
    """The nine-block grid.

    Args:
        guide: The language of titles and questions.
    """

    BINDINGS = [
        Binding("left,h", "step('LEFT')", show=False, id="board.left"),
        Binding("right,l", "step('RIGHT')", show=False, id="board.right"),
        Binding("up,k", "step('UP')", show=False, id="board.up"),
        Binding("down,j", "step('DOWN')", show=False, id="board.down"),
        Binding("tab", "turn(1)", show=False, id="board.next"),
        Binding("shift+tab", "turn(-1)", show=False, id="board.previous"),
        *(Binding(str(n), f"go({n})", show=False, id=f"board.go.{n}") for n in range(1, 10)),
    ]

    @dataclass
    class Clicked(Message):
        """Somebody clicked on a block."""

        block: Block
        again: bool
        """Whether it had the cursor already."""

    @dataclass
    class Moved(Message):
        """The cursor is on another block."""

        block: Block

    def __init__(self, guide: Guide) -> None:
        super().__init__(id="board")
        self._guide = guide
        self._canvas = Canvas()
        self._follow = ""
        self._light: Highlight | None = None
        self._cursor = Cursor.at(BLOCKS[0])
        self._layout = GridLayout({})
        self._laid_out = Size(0, 0)
        """The size that the layout is made for."""
        self._lines: dict[Block, list[Line]] = {}
        """What is inside the boxes."""
        self._numbers: dict[Block, TitleNumbers] = {}
        """What stands on the boxes' upper borders."""
        self._strips: dict[int, dict[Block | None, Strip]] = {}
        """The rows of the picture that were drawn, by the block in them that had the cursor."""
        self._styles: dict[Role, Style] = {}
        self._top = 0
        """How many rows are scrolled out of sight above."""

    @property
    def block(self) -> Block:
        """The block that has the cursor."""
        return self._cursor.block

    def show(self, canvas: Canvas) -> None:
        """Show `canvas`; only the cells that differ are repainted."""
        before, self._canvas = self._canvas, canvas
        changed = [block for block in BLOCKS if canvas.notes(block) != before.notes(block)]
        if Block.CUSTOMER_SEGMENTS in changed:  # letters may be others now
            changed = [b for b in BLOCKS if b in changed or _names_segments(canvas, b)]
        if not changed or not self._layout.boxes:
            return
        if not self._is_classic:
            self._lay_out(self.size)
            return
        self._refill(changed)

    def follow(self, handle: str) -> None:
        """Show the notes of one segment bright and the others dim; with "", all as they are."""
        if handle != self._follow:
            self._follow = handle
            if self._layout.boxes:
                self._refill(BLOCKS)

    def light(self, light: "Highlight | None") -> None:
        """Light what somebody looks for, or nothing; only the cells that differ are repainted."""
        before, self._light = self._light, light
        if light == before or not self._layout.boxes:
            return
        if light and before and light.query == before.query:
            spots = (before.current, light.current)
            blocks = tuple(b for b in BLOCKS if any(spot and spot.block is b for spot in spots))
        else:
            blocks = BLOCKS
        self._refill(blocks)

    def set_language(self, guide: Guide) -> None:
        """Show titles and questions in another language."""
        self._guide = guide
        if self._layout.boxes:
            self._lay_out(self.size)

    def go_to(self, block: Block) -> None:
        """Put the cursor on `block`."""
        self._move(Cursor.at(block))

    def action_step(self, direction: str) -> None:
        """Go to the neighbouring block."""
        if self._is_classic:
            self._move(self._cursor.step(Direction[direction]))
        else:
            self.action_turn(1 if direction in {"RIGHT", "DOWN"} else -1)

    def action_turn(self, steps: int) -> None:
        """Go on in filling order."""
        self.go_to(self.block.after(steps))

    def action_go(self, number: int) -> None:
        """Go to the block with this number."""
        self.go_to(BLOCKS[number - 1])

    @property
    def _is_classic(self) -> bool:
        """Whether the board has room for the classic picture."""
        return self.size.width >= MIN_CLASSIC_CELLS and self.size.height >= MIN_CLASSIC_ROWS

    @property
    def _has_room(self) -> bool:
        """Whether there is room for any picture."""
        return self.app.size.width >= LEAST_WIDTH and self.app.size.height >= LEAST_HEIGHT

    def _move(self, cursor: Cursor) -> None:
        """Move the cursor and repaint the cells it leaves and enters."""
        before, self._cursor = self.block, cursor
        if before is cursor.block:
            return
        self.post_message(self.Moved(cursor.block))
        if not self._layout.boxes:
            return
        if self._scroll():
            self.refresh()
            return
        regions = (self._region(block) for block in (before, cursor.block))
        self.refresh(*(edge for region in regions for edge in _edges(region)))

    def on_resize(self, event: events.Resize) -> None:
        """Fit the picture to the new size."""
        if event.size != self._laid_out:
            self._lay_out(event.size)

    def _lay_out(self, size: Size) -> None:
        """Place all cells anew."""
        self._laid_out = size
        self._strips.clear()
        if self._is_classic:
            self._layout = GridLayout(classic_boxes(size.width, size.height), answers=True)
        elif size and self._has_room:  # it has no size while the editor is over it
            boxes = column_boxes(self._canvas, self._guide, size.width, size.height)
            self._layout = GridLayout(boxes, answers=True)
        else:
            self._layout = GridLayout({})
        for block in self._layout.boxes:
            self._fill(block)
        self._scroll()
        self.refresh()

    def _refill(self, blocks: Sequence[Block]) -> None:
        """Repaint what is others now in the cells of some blocks."""
        lines = [line for block in blocks for line in self._fill(block)]
        if Block.COST_STRUCTURE in blocks:  # the balance is in the other title
            lines += self._renumber(Block.REVENUE_STREAMS)
        if lines:
            self.refresh(*lines)

    def _fill(self, block: Block) -> list[Region]:
        """Make the inside of one cell anew, and return its lines that are others now."""
        box = self._layout.boxes[block]
        lines = block_lines(
            self._canvas,
            block,
            self._guide,
            box,
            brief=True,
            follow=self._follow,
            highlight=self._light,
        )
        before, self._lines[block] = self._lines.get(block, []), lines
        pairs = enumerate(zip_longest(before, lines), 1)
        changed = [at for at, (old, new) in pairs if old != new]
        return [*self._renumber(block), *(self._stale(block, line) for line in changed)]

    def _renumber(self, block: Block) -> Iterator[Region]:
        """Yield a box's upper border, if the numbers on it are others now."""
        numbers = self._layout.numbers(block, self._canvas, self._guide)
        if numbers != self._numbers.get(block):
            self._numbers[block] = numbers
            yield self._stale(block, 0)

    def _stale(self, block: Block, line: int) -> Region:
        """Forget how a line of a box was drawn, and return its place."""
        x, top, width, _ = self._region(block)
        self._strips.pop(top + self._top + line, None)
        return Region(x, top + line, width, 1)

    def _scroll(self) -> bool:
        """Bring the cursor's cell into sight; tell whether anything moved."""
        before, height = self._top, self.size.height
        if self._is_classic or not self._layout.boxes:
            self._top = 0
        else:
            box = self._layout.boxes[self.block]
            self._top = max(min(self._top, box.top), min(box.bottom - height + 1, box.top))
        return self._top != before

    def _rows(self, block: Block) -> range:
        """Return the rows of the picture that a block's box takes, its border included."""
        box = self._layout.boxes[block]
        return range(box.top, box.bottom + 1)

    def _region(self, block: Block) -> Region:
        """Return the part of the widget that a block's box takes, its border included."""
        box = self._layout.boxes[block]
        size = Size(box.right - box.left + 1, box.bottom - box.top + 1)
        return Region(box.left, box.top - self._top, *size)

    def notify_style_update(self) -> None:
        """Take the colours of a new theme."""
        super().notify_style_update()
        self._styles.clear()
        self._laid_out = Size(0, 0)

    def _style(self, role: Role) -> Style:
        """Return the style of a role in the theme, as the terminal is able to show it."""
        if role not in self._styles:
            segments = [Segment(" ", role_style(self.app, role))]
            for filter_ in self.get_line_filters():
                segments = filter_.apply(segments, self.background_colors[1])
            self._styles[role] = segments[0].style or Style.null()
        return self._styles[role]

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return rows of the picture. They have their colours already, so no cache is needed."""
        if self.size != self._laid_out:  # the first picture comes before the news of the size
            self._lay_out(self.size)
        strips = [self.render_line(y) for y in crop.line_range]
        if crop.column_span != (0, self.size.width):
            strips = [strip.crop(*crop.column_span) for strip in strips]
        return strips

    def render_line(self, y: int) -> Strip:
        """Return one row of the picture."""
        y += self._top
        if y >= self._layout.height:
            text = "" if self._has_room else self._too_small(y)
            space = self._style(Role.SPACE)
            return Strip([Segment(text, space)]).crop_extend(0, self.size.width, space)
        focus = self.block if y in self._rows(self.block) else None
        strips = self._strips.setdefault(y, {})
        if focus not in strips:
            segments: list[Segment] = []
            for part in self._layout.row(y, self._canvas, self._guide, focus):
                pieces = (
                    self._lines[part.block][part.line] if isinstance(part, BlockLine) else [part]
                )
                segments += (Segment(text, self._style(role)) for text, role in pieces)
            strips[focus] = Strip(segments, self.size.width)
        return strips[focus]

    def _too_small(self, y: int) -> str:
        """Return a line of the message that stands in the place of the picture."""
        text = self._guide.say("grid.too_small", width=LEAST_WIDTH, height=LEAST_HEIGHT)
        lines = [text[start:end] for start, end in wrap(text, max(1, self.size.width))]
        return lines[y] if y < len(lines) else ""

    def on_click(self, event: events.Click) -> None:
        """Put the cursor where the mouse clicks; on the cursor's own cell, open the block."""
        at = event.get_content_offset(self)
        if at is None:
            return
        for block, box in self._layout.boxes.items():
            if box.contains(at.x, at.y + self._top):
                self.post_message(self.Clicked(block, block is self.block))
                self.go_to(block)
                return


def _names_segments(canvas: Canvas, block: Block) -> bool:
    """Tell whether notes of a block may name a segment."""
    return any("@" in note.text for note in canvas.notes(block))


def _edges(region: Region) -> tuple[Region, ...]:
    """Return the four sides of a region, a cell thick."""
    x, y, width, height = region
    return (
        Region(x, y, width, 1),
        Region(x, region.bottom - 1, width, 1),
        Region(x, y, 1, height),
        Region(region.right - 1, y, 1, height),
    )
