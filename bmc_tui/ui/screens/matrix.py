"""The screen with the matrix of phases by segments: which channels reach which segment."""

from collections.abc import Callable, Iterable, Sequence
from sys import maxsize

from rich.segment import Segment
from textual import events, on, work
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.geometry import Region, Size
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from bmc_tui.guide import Guide
from bmc_tui.guide.lexicon import segments_of
from bmc_tui.model.blocks import GENERAL, Block, Phase, Section
from bmc_tui.model.canvas import Canvas, Spot
from bmc_tui.model.coverage import add_channels, channel_spots
from bmc_tui.model.layout import Direction
from bmc_tui.render.matrix import Matrix, MatrixPlace, PlaceRegion, lay_out_matrix, row_title
from bmc_tui.render.roles import Role
from bmc_tui.ui.context import AppContext
from bmc_tui.ui.screens.base import HELP, LANGUAGE, PALETTE, BaseScreen
from bmc_tui.ui.screens.prompting import Question, prompting, worded
from bmc_tui.ui.themes import role_style
from bmc_tui.ui.widgets.completion import name_candidates

_HEADING_ROWS = 2
"""Rows above the first cell of a table: the segments and a rule, which scroll into view with it."""


_PAGE = 5
"""Places that PgUp and PgDn move the cursor by: about as many as a low terminal shows."""


class MatrixView(Widget, can_focus=True):
    """The matrix, as wide as there is room, with a cursor on a channel or an empty cell.

    Args:
        guide: The language of the phases.
    """

    BINDINGS = [
        Binding("left,h", "step('LEFT')", show=False, id="matrix.left"),
        Binding("right,l", "step('RIGHT')", show=False, id="matrix.right"),
        Binding("up,k", "step('UP')", show=False, id="matrix.up"),
        Binding("down,j", "step('DOWN')", show=False, id="matrix.down"),
        Binding("pageup", f"step('UP', {_PAGE})", show=False, id="matrix.page_up"),
        Binding("pagedown,space", f"step('DOWN', {_PAGE})", show=False, id="matrix.page_down"),
        Binding("home,g", f"step('UP', {maxsize})", show=False, id="matrix.first"),
        Binding("end,G", f"step('DOWN', {maxsize})", show=False, id="matrix.last"),
    ]

    takes_commands = True
    """Letters are keys here, and one that is none is reported."""

    class Opened(Message):
        """The user clicked on the place with the cursor."""

    def __init__(self, guide: Guide) -> None:
        super().__init__(id="matrix")
        self._canvas = Canvas()
        self._guide = guide
        self._width = 0
        """The width that the layout is made for."""
        self._layout = Matrix([], {})
        self._cursor: MatrixPlace | None = None

    @property
    def place(self) -> MatrixPlace | None:
        """The place that has the cursor; None without segments."""
        return self._layout.nearest(self._cursor) if self._cursor else self._layout.first

    def show(self, canvas: Canvas, place: MatrixPlace | None = None) -> None:
        """Show a canvas.

        Args:
            canvas: The canvas.
            place: Where to put the cursor; by default it stays.
        """
        self._canvas = canvas
        self._cursor = place or self._cursor
        self._lay_out(self._width)
        self.refresh(layout=True)
        self.call_after_refresh(self._scroll_to_cursor)

    def set_language(self, guide: Guide) -> None:
        """Show the phases in another language."""
        self._guide = guide
        self.show(self._canvas)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the number of lines at this width."""
        if width != self._width:
            self._lay_out(width)
        return len(self._layout.lines)

    def _lay_out(self, width: int) -> None:
        """Lay out the matrix for a width, and put the cursor on a place of it."""
        self._width = width
        if width:
            self._layout = lay_out_matrix(self._canvas, self._guide, width)
            self._cursor = self.place or self._cursor

    def render_line(self, y: int) -> Strip:
        """Return one line; the place with the cursor is reversed."""
        lines = self._layout.lines
        line = lines[y] if y < len(lines) else []
        segments = [Segment(text, role_style(self.app, role)) for text, role in line]
        strip = Strip(segments).crop_extend(0, self.size.width, self.rich_style)
        region = self._region
        if region is None or not region.y <= y < region.y + region.height:
            return strip
        end = region.x + region.width
        text = strip.crop(region.x, end).text
        cursor = Strip([Segment(text, role_style(self.app, Role.CURRENT_MATCH))])
        return Strip.join([strip.crop(0, region.x), cursor, strip.crop(end)])

    def action_step(self, direction: str, steps: int = 1) -> None:
        """Move the cursor to the neighbouring place, or some places further, up to the edge."""
        place = self.place
        while (
            place
            and steps
            and (following := self._layout.step(place, Direction[direction])) != place
        ):
            place, steps = following, steps - 1
        if place:
            self._move(place)

    def _move(self, place: MatrixPlace) -> None:
        """Move the cursor, and repaint the places that it leaves and enters."""
        before, self._cursor = self._region, place
        regions = (before, self._region)
        self.refresh(*(Region(*region) for region in regions if region))
        self._scroll_to_cursor()

    @property
    def _region(self) -> PlaceRegion | None:
        """Where the place with the cursor is."""
        return self._layout.regions.get(self._cursor) if self._cursor else None

    def _scroll_to_cursor(self) -> None:
        """Scroll the place with the cursor into view, with the headings above the first row."""
        region = self._region
        if region and isinstance(self.parent, VerticalScroll):
            top = max(0, region.y - _HEADING_ROWS)
            height = region.y + region.height - top
            self.parent.scroll_to_region(
                Region(0, top, 1, height), animate=False, force=True, immediate=True
            )

    def on_click(self, event: events.Click) -> None:
        """Move the cursor to the place that is clicked, or open it if it has the cursor."""
        place = self._layout.at(event.x, event.y)
        if place and place == self._cursor:
            self.post_message(self.Opened())
        elif place:
            self._move(place)


class MatrixScreen(BaseScreen[Spot | None]):
    """The matrix, in which channels can be added; returns the channel or phase to go to.

    Args:
        context: The app's context.
        current_canvas: Returns the canvas as it is now.
        edit: Records an edited canvas.
        place: Where to put the cursor; None for the first place.
    """

    BINDINGS = [
        Binding("enter,e", "open", id="matrix.open", key_display="⏎"),
        Binding("a", "add", id="matrix.add"),
        Binding("escape,q,C", "close", id="matrix.close", key_display="esc"),
        LANGUAGE,
        PALETTE,
        HELP,
    ]

    def __init__(
        self,
        context: AppContext,
        current_canvas: Callable[[], Canvas],
        edit: Callable[[Canvas], None],
        place: MatrixPlace | None = None,
    ) -> None:
        super().__init__(context)
        self._initial_place = place
        self._current_canvas = current_canvas
        self._edit = edit
        self._view = MatrixView(context.guide)

    def compose_body(self) -> Iterable[Widget]:
        """Return the matrix."""
        yield VerticalScroll(self._view, id="matrix-body", can_focus=False)

    def on_mount(self) -> None:
        """Show the matrix and the keys."""
        self.show_keys(self)
        self._view.focus()
        self.reload(self._initial_place)

    @property
    def place(self) -> MatrixPlace | None:
        """The place that has the cursor."""
        return self._view.place

    def set_language(self, guide: Guide) -> None:
        """Show everything in another language."""
        super().set_language(guide)
        self._view.set_language(guide)
        self.show_keys(self)
        self.reload()

    def reload(self, place: MatrixPlace | None = None) -> None:
        """Show the canvas as it is now.

        Args:
            place: Where to put the cursor; by default it stays.
        """
        canvas = self._current_canvas()
        title = self.guide.canvas_title(canvas.title)
        self.title_bar.show(title, self.guide.say("report.reach"))
        self._view.show(canvas, place)

    def action_close(self) -> None:
        """Return to the canvas."""
        if self.open_prompt:
            self.open_prompt.cancel()
        else:
            self.dismiss(None)

    @on(MatrixView.Opened)
    def action_open(self) -> None:
        """Return the channel under the cursor; in an empty cell, the section of its phase."""
        if place := self._view.place:
            canvas = self._current_canvas()
            spots = channel_spots(canvas, segments_of(canvas)).get((place.row, place.handle), ())
            empty = Spot(Block.CHANNELS, _section(place.row), 0)
            self.dismiss(spots[place.position] if place.position < len(spots) else empty)

    @work(exclusive=True)
    async def action_add(self) -> None:
        """Ask for channels to add in the cell with the cursor, until the prompt is closed."""
        if not (place := self._view.place):
            return

        def add(canvas: Canvas, lines: Sequence[str]) -> Canvas:
            cell = place.row, place.handle
            return add_channels(canvas, segments_of(canvas), cell, lines)[0]

        name = f" @{place.handle}" if place.handle else ""
        question = Question(
            lambda guide: f"{row_title(place.row, guide)}{name} +", worded("ask.add_hint"), add=add
        )
        async with prompting(self, question) as prompt:
            prompt.widget.accept_lines()
            prompt.widget.complete_names(
                lambda text: name_candidates(
                    text, self._current_canvas(), Block.CHANNELS, self.guide
                )
            )
            while (lines := await prompt.answer()) is not None:
                if lines:
                    self._add(place, lines)
            if text := prompt.take_rest():
                self._add(place, (text,))

    def _add(self, place: MatrixPlace, lines: Sequence[str]) -> None:
        """Add channels in a cell, and put the cursor on the last one."""
        canvas = self._current_canvas()
        cell = place.row, place.handle
        canvas, spot = add_channels(canvas, segments_of(canvas), cell, lines)
        self._edit(canvas)
        spots = channel_spots(canvas, segments_of(canvas)).get(cell, ())
        self.reload(place._replace(position=spots.index(spot) if spot in spots else 0))


def _section(row: Phase | None) -> Section:
    """Return the section of Channels with the channels of a row."""
    return Section(row.value) if row else GENERAL
