"""The board: the nine blocks as one widget with a cursor of its own.

One widget, so that neighbouring blocks share their border, a move repaints two borders, and the
focus never leaves it (each change of focus would repaint the whole screen).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.segment import Segment
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from bmc_tui.guide import Guide
from bmc_tui.model.blocks import BLOCKS, Block
from bmc_tui.model.canvas import Canvas
from bmc_tui.model.layout import Cursor, Direction
from bmc_tui.render.grid import (
    MIN_CLASSIC_CELLS,
    MIN_CLASSIC_ROWS,
    MONEY_BLOCKS,
    GridLayout,
    board_boxes,
)
from bmc_tui.render.roles import Role, StyledRun
from bmc_tui.ui.widgets.grid.covered import Columns, whole_words
from bmc_tui.ui.widgets.grid.insides import Insides, changed_blocks
from bmc_tui.ui.widgets.grid.regions import box_region, edges
from bmc_tui.ui.widgets.grid.small import has_room, small_line
from bmc_tui.ui.widgets.grid.strips import StripCache

if TYPE_CHECKING:
    from bmc_tui.render.highlight import Highlight  # not needed before the first search

_BINDINGS: list[BindingType] = [
    Binding("left,h", "step('LEFT')", show=False, id="board.left"),
    Binding("right,l", "step('RIGHT')", show=False, id="board.right"),
    Binding("up,k", "step('UP')", show=False, id="board.up"),
    Binding("down,j", "step('DOWN')", show=False, id="board.down"),
    Binding("tab", "turn(1)", show=False, id="board.next"),
    Binding("shift+tab", "turn(-1)", show=False, id="board.previous"),
    *(Binding(str(n), f"go({n})", show=False, id=f"board.go.{n}") for n in range(1, 10)),
    Binding("0", "park", show=False, id="board.parked"),
    Binding("pageup", "turn_page(-1)", show=False, id="board.page_up"),
    Binding("pagedown", "turn_page(1)", show=False, id="board.page_down"),
]


class Board(Widget, can_focus=True):
    """The nine-block grid.

    Args:
        guide: The language of titles and questions.
    """

    BINDINGS = _BINDINGS

    @dataclass
    class Clicked(Message):
        """The user clicked on a block of the grid."""

        block: Block
        had_cursor: bool
        """Whether the cursor was on it already; on that note, if a note was clicked."""
        note: int | None = None
        """The index in the block of the note that was clicked, if one was."""

    @dataclass
    class Moved(Message):
        """The cursor is on another block."""

        block: Block

    def __init__(self, guide: Guide) -> None:
        super().__init__(id="board")
        self._guide = guide
        self._canvas = Canvas()
        self._cursor = Cursor.at(BLOCKS[0])
        self._is_parked = False
        """Whether the cursor is on what is parked, below the grid, instead of on a block."""
        self._layout = GridLayout({})
        self._layout_size = Size(0, 0)
        """The size that the layout is made for."""
        self._fitted_canvas = self._canvas
        """The canvas that the rows are fitted to."""
        self._insides = Insides()
        self._has_sums = False
        """Whether the titles have sums, which come after the first picture."""
        self._strips = StripCache(self)
        self._covered: Columns | None = None  # by something else
        self._top = 0
        """The number of rows that are scrolled out of view at the top."""

    @property
    def block(self) -> Block:
        """The block that has the cursor, or `PARKED`."""
        return Block.PARKED if self._is_parked else self._cursor.block

    def show(self, canvas: Canvas) -> None:
        """Show `canvas`; only the cells that differ are repainted."""
        previous, self._canvas = self._canvas, canvas
        changed = changed_blocks(previous, canvas)
        if not changed or not self._layout.boxes:
            return
        if not self._is_classic:
            self._lay_out(self.size)
            return
        self._update_boxes(changed)

    def fit_rows(self) -> None:
        """Fit the rows to the notes as they are now; `show` keeps the rows where they are."""
        if self._is_classic and self._layout.boxes and self._canvas != self._fitted_canvas:
            self._fitted_canvas = self._canvas
            boxes = board_boxes(self._canvas, self._guide, *self.size)
            if boxes != self._layout.boxes:
                self._lay_out(self.size)

    def follow(self, handle: str) -> None:
        """Dim all notes but those of one segment; "" dims none."""
        if handle != self._insides.followed:
            self._insides.followed = handle
            if self._layout.boxes:
                self._update_boxes(BLOCKS)

    def highlight(self, highlight: "Highlight | None") -> None:
        """Highlight the matches of a search, or none; only the cells that differ are repainted."""
        previous, self._insides.highlight = self._insides.highlight, highlight
        if highlight == previous or not self._layout.boxes:
            return
        if highlight and previous and highlight.query == previous.query:
            spots = (previous.current, highlight.current)
            blocks = tuple(b for b in BLOCKS if any(spot and spot.block is b for spot in spots))
        else:
            blocks = BLOCKS
        self._update_boxes(blocks)

    def set_language(self, guide: Guide) -> None:
        """Show titles and questions in another language."""
        self._guide = guide
        if self._layout.boxes:
            self._lay_out(self.size)

    def cover(self, columns: Columns | None) -> None:
        """From now on, show only whole words next to the columns that something else covers."""
        if columns != self._covered:
            self._covered = columns
            self._strips.clear()
            self.refresh()

    def go_to(self, block: Block) -> None:
        """Put the cursor on `block`; from `PARKED`, up leads back to the last block."""
        is_parked = block is Block.PARKED
        self._move(self._cursor if is_parked else Cursor.at(block), is_parked=is_parked)

    def action_step(self, direction: str) -> None:
        """Move the cursor to the neighbouring block."""
        if self._is_classic:
            cursor = self._cursor if self._is_parked else self._cursor.step(Direction[direction])
            is_down = direction == "DOWN" and cursor == self._cursor
            is_parked = is_down and bool(self._is_parked or self._canvas.parked)
            self._move(cursor, is_parked=is_parked)
        else:
            self.action_turn(1 if direction in {"RIGHT", "DOWN"} else -1)

    def action_turn(self, steps: int) -> None:
        """Move the cursor some blocks further in filling order; the parked notes come last."""
        self.go_to(self._canvas.place_after(self.block, steps))

    def action_go(self, number: int) -> None:
        """Move the cursor to the block with this number."""
        self.go_to(BLOCKS[number - 1])

    def action_park(self) -> None:
        """Move the cursor to the parked notes, even if there are none."""
        self.go_to(Block.PARKED)

    def show_note(self, note: int | None, skipped: int = 0) -> None:
        """Put the cursor on a note of the block, and scroll until all of it is in sight.

        Args:
            note: Its index in the block; None takes the cursor off the notes.
            skipped: How many of its lines to scroll past if it is longer than its box.
        """
        self._insides.put_cursor(note, skipped)
        self._update_boxes((self.block,))

    def keep_note(self, note: int | None, canvas: Canvas) -> None:
        """Show `canvas`, with the cursor on a note that stays scrolled as it is."""
        self._insides.keep_cursor(note)
        self.show(canvas)
        self._update_boxes((self.block,))

    def turn_note(self, steps: int) -> bool:
        """Scroll within a note longer than its box; tell whether there was more of it."""
        if self.block not in self._layout.boxes or not self._insides.turn_note(self.block, steps):
            return False
        self._update_boxes((self.block,))
        return True

    def reveal(self, note: int) -> None:
        """Scroll the block until all of a note is in sight, without a cursor on it."""
        self.show_note(note)
        self._insides.release_cursor()
        self._update_boxes((self.block,))

    def action_turn_page(self, pages: int) -> None:
        """Scroll the notes of the block by as much as is in sight of them."""
        if self.block in self._layout.boxes:
            self._insides.turn_page(self.block, pages)
            self._update_boxes((self.block,))

    def go_beside(self, direction: str) -> int | None:
        """Move the cursor to the block on the left or right, at the height of the current note.

        Returns:
            The index of the note there at that height; None where the block has none.
        """
        box = self._layout.boxes.get(self.block)
        if not self._is_classic or box is None:
            self.action_step(direction)
            return 0 if self._canvas.notes(self.block) else None
        y = box.top + 1 + self._insides.cursor_line(self.block)
        x = box.left - 1 if direction == "LEFT" else box.right + 1
        block = self._block_at(x, y) or self.block
        self.go_to(block)
        return self._insides.note_near(block, y - self._layout.boxes[block].top - 1)

    @property
    def notes_in_sight(self) -> int:
        """How many notes of the block are in sight, at least 1."""
        return self._insides.notes_in_sight(self.block)

    def _block_at(self, x: int, y: int) -> Block | None:
        """Return the block whose box has a cell of the picture; of two, the one below or right."""
        boxes = reversed([*self._layout.boxes.items()])
        return next((block for block, box in boxes if box.contains(x, y)), None)

    @property
    def _is_classic(self) -> bool:
        """Whether the board has room for the classic picture."""
        return self.size.width >= MIN_CLASSIC_CELLS and self.size.height >= MIN_CLASSIC_ROWS

    def _move(self, cursor: Cursor, *, is_parked: bool = False) -> None:
        """Move the cursor, and repaint the borders of the blocks that it leaves and enters."""
        previous = self.block
        self._cursor, self._is_parked = cursor, is_parked
        if previous is self.block:
            return
        self.post_message(self.Moved(self.block))
        was_scrolled, self._insides.scroll = self._insides.scroll is not None, None
        if not self._layout.boxes:
            return
        if was_scrolled:
            self._update_boxes((previous,))
        if self._scroll():
            self.refresh()
            return
        blocks = (block for block in (previous, self.block) if block is not Block.PARKED)
        regions = (self._region(block) for block in blocks)
        self.refresh(*(edge for region in regions for edge in edges(region)))

    async def on_paste(self, event: events.Paste) -> None:
        """Read what was pasted here; the keys after it wait for that."""
        from bmc_tui.ui.paste_reading import PlacesPasted, read_pasted

        event.stop()
        block = self.block
        self.post_message(PlacesPasted(await read_pasted(event.text, block), block, self))

    def on_resize(self, event: events.Resize) -> None:
        """Fit the picture to the new size."""
        if event.size != self._layout_size:
            self._lay_out(event.size)

    def _lay_out(self, size: Size) -> None:
        """Lay out all boxes for a size, to fit the notes as they are now."""
        self._layout_size, self._fitted_canvas = size, self._canvas
        self._strips.clear()
        is_shown = size and has_room(self.app.size)  # a small terminal may leave it no cell
        boxes = board_boxes(self._canvas, self._guide, *size) if is_shown else {}
        self._layout = GridLayout(boxes, is_board=True, has_sums=self._has_sums)
        for block in self._layout.boxes:
            self._update_box(block)
        self._scroll()
        self.refresh()
        if not self._has_sums:
            self.call_after_refresh(self._show_sums)

    def _show_sums(self) -> None:
        """Show the sums in the titles from now on."""
        self._has_sums = self._layout.has_sums = True
        self._update_boxes(MONEY_BLOCKS)

    def _update_boxes(self, blocks: Sequence[Block]) -> None:
        """Update the boxes of some blocks, as far as they have one, and repaint what changed."""
        boxes = self._layout.boxes
        regions = [r for block in blocks if block in boxes for r in self._update_box(block)]
        if boxes and Block.COST_STRUCTURE in blocks:  # the balance is in the title of the revenue
            regions += self._update_numbers(Block.REVENUE_STREAMS)
        if regions:
            self.refresh(*regions)

    def _update_box(self, block: Block) -> list[Region]:
        """Update the inside of a block's box, and return the regions that changed."""
        box = self._layout.boxes[block]
        changed = self._insides.update(
            block, self._canvas, self._guide, box, is_focused=block is self.block
        )
        return [
            *(self._invalidate(block, number) for number in changed),
            *self._update_numbers(block),
        ]

    def _update_numbers(self, block: Block) -> Iterator[Region]:
        """Update the numbers on a box's upper border, and yield the border if they changed."""
        note = self._insides.note_number if block is self.block else 0
        if self._layout.update_numbers(block, self._canvas, self._guide, note):
            yield self._invalidate(block, 0)

    def _invalidate(self, block: Block, line: int) -> Region:
        """Drop the rendered row of a line of a box, and return the line's region.

        Args:
            block: Whose box it is.
            line: The line, from 0, which is the upper border.
        """
        x, top, width, _ = self._region(block)
        self._strips.drop(top + self._top + line)
        return Region(x, top + line, width, 1)

    def _scroll(self) -> bool:
        """Scroll the block with the cursor into view; tell whether anything moved."""
        previous, height = self._top, self.size.height
        if self._is_classic or not self._layout.boxes:
            self._top = 0
        else:
            box = self._layout.boxes[self._cursor.block]
            self._top = max(min(self._top, box.top), min(box.bottom - height + 1, box.top))
        return self._top != previous

    def _region(self, block: Block) -> Region:
        """Return the part of the widget that a block's box takes, its border included."""
        return box_region(self._layout.boxes[block]).translate((0, -self._top))

    def notify_style_update(self) -> None:
        """Drop the styles and the layout made with them: the theme may have changed."""
        super().notify_style_update()
        self._strips.clear_styles()
        self._layout_size = Size(0, 0)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return rows of the picture; they are cached and styled here, not by Textual."""
        if self.size != self._layout_size:  # the first render comes before the resize event
            self._lay_out(self.size)
        strips = [self.render_line(y) for y in crop.line_range]
        if crop.column_span != (0, self.size.width):
            strips = [strip.crop(*crop.column_span) for strip in strips]
        return strips

    def render_line(self, y: int) -> Strip:
        """Return a row of the picture."""
        y += self._top
        if y >= self._layout.height:
            text = small_line(y, self._guide, self.size.width, self.app.size)
            space = self._strips.style(Role.SPACE)
            return Strip([Segment(text, space)]).crop_extend(0, self.size.width, space)
        cursor_block = None if self._is_parked else self.block
        box = self._layout.boxes[cursor_block] if cursor_block else None
        if box and not box.top <= y <= box.bottom:
            cursor_block = None
        return self._strips.strip(y, cursor_block, lambda: self._row(y, cursor_block))

    def _row(self, y: int, cursor_block: Block | None) -> Iterable[StyledRun]:
        """Return the runs of a row of the picture, without words that are partly covered."""
        note = self._insides.note_number
        parts = self._layout.row(y, self._canvas, self._guide, cursor_block, note)
        row = self._insides.filled(parts)
        return whole_words(row, y, self._covered, self._layout.boxes)

    def on_click(self, event: events.Click) -> None:
        """Move the cursor to the block that was clicked, and report the click."""
        offset = event.get_content_offset(self)
        if offset is None:
            return
        y = offset.y + self._top
        if block := self._block_at(offset.x, y):
            line = y - self._layout.boxes[block].top - 1
            note = self._insides.note_at(block, line)
            is_current = note is None or note == self._insides.note_number - 1
            self.post_message(self.Clicked(block, block is self.block and is_current, note))
            self.go_to(block)
