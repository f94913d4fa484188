"""A picture of any height, drawn as wide as there is room, as one widget to be scrolled."""

from collections.abc import Callable, Sequence

from rich.segment import Segment
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from bmc_tui.render.roles import Line
from bmc_tui.ui.themes import role_style

Drawing = Callable[[int], Sequence[Line]]
"""Returns the lines of a picture that is so many cells wide."""


class Picture(Widget):
    """The lines of a picture, drawn again when the width changes."""

    def __init__(self) -> None:
        super().__init__(id="picture")
        self._draw: Drawing | None = None
        self._lines: Sequence[Line] = ()
        self._width = 0
        """The width that the lines are drawn for."""

    def show(self, draw: Drawing) -> None:
        """Show another picture."""
        self._draw, self._width = draw, 0
        self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the number of lines at this width."""
        if width and self._draw and width != self._width:
            self._width, self._lines = width, self._draw(width)
        return len(self._lines)

    def render_line(self, y: int) -> Strip:
        """Return one line of the picture."""
        line = self._lines[y] if y < len(self._lines) else []
        segments = [Segment(text, role_style(self.app, role)) for text, role in line]
        return Strip(segments).crop_extend(0, self.size.width, self.rich_style)
