"""The screen with the matrix of phases by segments: which channels reach which segment."""

from collections.abc import Iterable

from rich.segment import Segment
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from bmc_tui.guide import Guide
from bmc_tui.model.canvas import Canvas
from bmc_tui.render.matrix import matrix_lines
from bmc_tui.render.roles import Line
from bmc_tui.ui.context import AppContext
from bmc_tui.ui.screens.base import BaseScreen
from bmc_tui.ui.themes import role_style


class MatrixView(Widget):
    """The matrix, as wide as there is room.

    Args:
        canvas: The canvas.
        guide: The language of the phases.
    """

    def __init__(self, canvas: Canvas, guide: Guide) -> None:
        super().__init__(id="matrix")
        self._canvas = canvas
        self._guide = guide
        self._lines: list[Line] = []

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the number of lines at this width."""
        self._lines = matrix_lines(self._canvas, self._guide, width)
        return len(self._lines)

    def render_line(self, y: int) -> Strip:
        """Return one line."""
        line = self._lines[y] if y < len(self._lines) else []
        segments = [Segment(text, role_style(self.app, role)) for text, role in line]
        return Strip(segments).crop_extend(0, self.size.width, self.rich_style)


class MatrixScreen(BaseScreen[None]):
    """The matrix, which the user can scroll.

    Args:
        context: The app's context.
        canvas: The canvas.
    """

    BINDINGS = [Binding("escape,q,C", "dismiss", id="matrix.close", key_display="esc")]

    def __init__(self, context: AppContext, canvas: Canvas) -> None:
        super().__init__(context)
        self._canvas = canvas

    def compose_body(self) -> Iterable[Widget]:
        """Return the matrix."""
        yield VerticalScroll(MatrixView(self._canvas, self.guide), id="matrix-body")

    def on_mount(self) -> None:
        """Show the title and the keys."""
        self.title_bar.show(self._canvas.title, self.guide.say("report.reach"))
        self.show_keys(self)
        self.query_one(VerticalScroll).focus()
