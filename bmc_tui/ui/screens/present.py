"""The presentation of a canvas: the whole, each block with its notes one by one, and the whole."""

from collections.abc import Callable, Iterable, Sequence

from rich.segment import Segment
from textual import on, work
from textual.binding import Binding
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget

from bmc_tui.formats.markdown import script
from bmc_tui.guide.lexicon import segments_of
from bmc_tui.model.blocks import BLOCKS, Block
from bmc_tui.model.canvas import Canvas
from bmc_tui.render.grid import MIN_CLASSIC_CELLS, MIN_CLASSIC_ROWS
from bmc_tui.render.roles import Line
from bmc_tui.render.story.slides import slides
from bmc_tui.render.story.stage import overview_lines, stage_lines
from bmc_tui.ui.context import AppContext
from bmc_tui.ui.screens.base import BAR_ROWS, HELP, BaseScreen
from bmc_tui.ui.screens.plain_text import PlainTextScreen
from bmc_tui.ui.themes import role_style
from bmc_tui.ui.widgets.board import Board

_SMALL_FONT_COLUMNS = 100
"""Columns from which the font is too small for an audience, who sees the terminal from afar."""


class Stage(Widget):
    """Lines of a picture, drawn to fit."""

    def __init__(self) -> None:
        super().__init__(id="stage")
        self._draw: Callable[[tuple[int, int]], Sequence[Line]] = lambda _: ()
        self._lines: Sequence[Line] = ()

    def show(self, draw: Callable[[tuple[int, int]], Sequence[Line]]) -> None:
        """Show a picture.

        Args:
            draw: Returns its lines for a size, as (cells across, rows).
        """
        self._draw = draw
        self.refresh()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return rows of the picture."""
        self._lines = self._draw(self.size)
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """Return a row of the picture."""
        line = self._lines[y] if y < len(self._lines) else ()
        segments = [Segment(text, role_style(self.app, role)) for text, role in line]
        return Strip(segments).crop_extend(0, self.size.width, self.rich_style)


class PresentScreen(BaseScreen[None]):
    """The story of a canvas, or of one of its segments, slide by slide.

    Args:
        context: The app's context.
        canvas: The canvas to present.
        handle: The segment whose story comes first; "" for the story of the whole canvas.
    """

    CSS_PATH = "present.tcss"

    BINDINGS = [
        Binding(
            "right,down,space,enter,pagedown,l,j", "turn(1)", id="present.next", key_display="→"
        ),
        Binding("left,up,backspace,pageup,h,k", "turn(-1)", id="present.previous", key_display="←"),
        Binding("home,g", "go(0)", id="present.first", show=False),
        Binding("end,G", "go(-1)", id="present.last", show=False),
        *(Binding(str(n), f"go_to({n})", show=False, id=f"present.go.{n}") for n in range(1, 10)),
        Binding("s", "segment", id="present.segment"),
        Binding("y", "copy", id="present.copy"),
        Binding("m", "plain", id="present.plain", show=False),
        Binding("escape,q,p", "close", id="present.close", key_display="esc"),
        HELP,
    ]

    def __init__(self, context: AppContext, canvas: Canvas, handle: str = "") -> None:
        super().__init__(context)
        self._canvas = canvas
        self._segments = (None, *segments_of(canvas))
        """The segments that have a story; None stands for the whole canvas."""
        self._segment_index = self._segments.index(
            segments_of(canvas).find(handle) if handle else None
        )
        self._slides = slides(canvas, context.guide, self._segments[self._segment_index])
        self._slide_index = 0
        """The index of the slide; that after the last one is the whole canvas again."""
        self._board = Board(context.guide)
        self._stage = Stage()

    def compose_body(self) -> Iterable[Widget]:
        """Return the picture of the whole canvas, and the stage for everything else."""
        return (self._board, self._stage)

    def on_mount(self) -> None:
        """Show the first slide."""
        self._board.can_focus = False
        self._board.show(self._canvas)
        self._show()
        if self.size.width >= _SMALL_FONT_COLUMNS:
            self.show_message("present_font")

    def on_resize(self) -> None:
        """Show the whole canvas in the way that fits the new size."""
        self._show()

    def _show(self) -> None:
        """Show the current slide."""
        segment = self._segments[self._segment_index]
        is_whole = self._slide_index in {0, len(self._slides)}
        slide = self._slides[0 if is_whole else self._slide_index]
        place = f"{slide.block.number} {self.guide.title(slide.block)}" if slide.block else ""
        name = f"@{segment.handle}  " if segment else ""
        self.title_bar.show(
            self.guide.canvas_title(self._canvas.title),
            place or slide.caption,
            f"{name}{self._slide_index + 1}/{len(self._slides) + 1}",
        )
        self._board.display = is_whole and _has_grid(self.app.size)
        self._stage.display = not self._board.display
        self._board.go_to(Block.PARKED)  # no block of the whole has the cursor
        self._board.follow(segment.handle if segment else "")
        if is_whole:
            self._stage.show(lambda size: overview_lines(self._canvas, self.guide, size))
        else:
            index, shown = self._slide_index, self._slides
            self._stage.show(lambda size: stage_lines(shown, index, size, self.guide))
        self.show_keys(self, self._is_enabled)

    def _is_enabled(self, action: str) -> bool:
        """Return whether an action has something to act on."""
        conditions = {
            "turn(1)": self._slide_index < len(self._slides),
            "turn(-1)": self._slide_index > 0,
            "segment": len(self._segments) > 1,
        }
        return conditions.get(action, True)

    def action_turn(self, steps: int) -> None:
        """Show the next or previous slide; at the ends, do nothing."""
        self._slide_index = max(0, min(self._slide_index + steps, len(self._slides)))
        self._show()

    def action_go(self, slide: int) -> None:
        """Show the slide at an index; -1 is the last, the whole canvas."""
        self._slide_index = slide % (len(self._slides) + 1)
        self._show()

    def action_go_to(self, number: int) -> None:
        """Show the title of the block with a number, before its first note."""
        block = BLOCKS[number - 1]
        index = next((n for n, slide in enumerate(self._slides) if slide.block is block), None)
        if index is None:
            self.show_message("present_no_notes", block=f"{number} {self.guide.title(block)}")
        else:
            self.action_go(index)

    @on(Board.Clicked)
    def _go_to_clicked(self, event: Board.Clicked) -> None:
        """Show the block that was clicked on the picture of the whole."""
        self.action_go_to(event.block.number)

    def action_segment(self) -> None:
        """Show the story of the next segment; after the last, that of the whole canvas."""
        self._segment_index = (self._segment_index + 1) % len(self._segments)
        self._slides = slides(self._canvas, self.guide, self._segments[self._segment_index])
        self._slide_index = 0
        self._show()

    @work
    async def action_copy(self) -> None:
        """Copy the script of the story as Markdown."""
        text = script.write(self._slides)
        key = self.guide.key("present.plain", "m")
        self.message_bar.show((await self.context.copy_text(text, key)).message)

    def action_plain(self) -> None:
        """Show the script as plain Markdown, to be selected with the mouse."""
        self.app.push_screen(PlainTextScreen(script.write(self._slides), self.guide))

    def action_close(self) -> None:
        """Return to the canvas."""
        self.dismiss()


def _has_grid(terminal: Size) -> bool:
    """Return whether a terminal of this size has room for the whole canvas as a grid."""
    rows = terminal.height - BAR_ROWS
    return terminal.width >= MIN_CLASSIC_CELLS and rows >= MIN_CLASSIC_ROWS
