"""The rows of the board as strips, styled as the terminal is able to show it, and cached."""

from collections.abc import Callable, Iterable

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from bmc_tui.model.blocks import Block
from bmc_tui.render.roles import Role, StyledRun
from bmc_tui.ui.themes import role_style


class _Styles(dict[Role, Style]):
    """The styles of roles in the theme, each made when it is first looked up.

    Args:
        widget: The widget by whose theme and filters they are made.
    """

    def __init__(self, widget: Widget) -> None:
        super().__init__()
        self._widget = widget

    def __missing__(self, role: Role) -> Style:
        segments = [Segment(" ", role_style(self._widget.app, role))]
        for filter_ in self._widget.get_line_filters():
            segments = filter_.apply(segments, self._widget.background_colors[1])
        style = self[role] = segments[0].style or Style.null()
        return style


class StripCache:
    """The rendered rows of the picture, by row and by the block in it that has the cursor.

    Args:
        widget: The widget that shows them, whose theme and filters they are styled by.
    """

    def __init__(self, widget: Widget) -> None:
        self._widget = widget
        self._strips: dict[int, dict[Block | None, Strip]] = {}
        self._styles = _Styles(widget)

    def clear(self) -> None:
        """Drop all rows."""
        self._strips.clear()

    def clear_styles(self) -> None:
        """Drop the styles: the theme may have changed."""
        self._styles.clear()

    def drop(self, row: int) -> None:
        """Drop a row of the picture, because it has changed."""
        self._strips.pop(row, None)

    def strip(
        self, row: int, cursor_block: Block | None, runs: Callable[[], Iterable[StyledRun]]
    ) -> Strip:
        """Return a row.

        Args:
            row: The row of the picture.
            cursor_block: The block in the row that has the cursor, if one has it.
            runs: Returns the runs of the row, as wide as the widget.
        """
        strips = self._strips.setdefault(row, {})
        if cursor_block not in strips:
            styles = self._styles
            segments = [Segment(text, styles[role]) for text, role in runs()]
            strips[cursor_block] = Strip(segments, self._widget.size.width)
        return strips[cursor_block]

    def style(self, role: Role) -> Style:
        """Return the style of a role in the theme."""
        return self._styles[role]
