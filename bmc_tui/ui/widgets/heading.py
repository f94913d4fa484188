"""A heading in the editor: a sign and text that hangs behind it."""

from rich.segment import Segment
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from bmc_tui.render.wrap import wrap


class Heading(Widget):
    """One heading; its further lines hang below the first one's text.

    Args:
        sign: What stands before it, such as `? `, or spaces to indent it.
        text: Its text.
        classes: CSS classes.
    """

    def __init__(self, sign: str, text: str, classes: str) -> None:
        super().__init__(classes=classes)
        self._sign = sign
        self._text = text

    def say(self, text: str) -> None:
        """Have another text."""
        self._text = text
        self.refresh(layout=True)

    def _lines(self, width: int) -> list[str]:
        """Return the text in lines that leave room for the sign."""
        room = max(1, width - len(self._sign))
        return [self._text[start:end] for start, end in wrap(self._text, room)]

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the lines that the heading takes at this width."""
        return len(self._lines(width))

    def render_line(self, y: int) -> Strip:
        """Return one of its lines."""
        lines = self._lines(self.size.width)
        before = self._sign if y == 0 else " " * len(self._sign)
        text = before + lines[y] if y < len(lines) else ""
        return Strip([Segment(text, self.rich_style)]).crop_extend(
            0, self.size.width, self.rich_style
        )
