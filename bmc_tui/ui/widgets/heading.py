"""A heading in the editor: a sign, and a text with a hanging indent."""

from rich.segment import Segment
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from bmc_tui.render.wrap import wrap


class Heading(Widget):
    """A heading with a hanging indent.

    Args:
        sign: The start of the first line, such as `? `, or spaces; its width is the indent.
        text: The text behind the sign.
        classes: CSS classes, separated by spaces.
    """

    def __init__(self, sign: str, text: str, classes: str) -> None:
        super().__init__(classes=classes)
        self._sign = sign
        self._text = text

    def set_text(self, text: str) -> None:
        """Replace the text."""
        self._text = text
        self.refresh(layout=True)

    def _lines(self, width: int) -> list[str]:
        """Return the text, wrapped in lines that leave room for the sign."""
        room = max(1, width - len(self._sign))
        return [self._text[start:end] for start, end in wrap(self._text, room)]

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the number of lines at this width."""
        return len(self._lines(width))

    def render_line(self, y: int) -> Strip:
        """Return one line."""
        lines = self._lines(self.size.width)
        indent = self._sign if y == 0 else " " * len(self._sign)
        text = indent + lines[y] if y < len(lines) else ""
        return Strip([Segment(text, self.rich_style)]).crop_extend(
            0, self.size.width, self.rich_style
        )
