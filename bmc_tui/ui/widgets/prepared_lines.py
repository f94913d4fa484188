"""Lines that a text area shows for the user to complete; they are not notes until then."""

from collections.abc import Sequence

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widgets import TextArea

from bmc_tui.model.sanitize import clean
from bmc_tui.render.roles import Role
from bmc_tui.ui.themes import role_style


class PreparedLines:
    """The prepared lines of a text area, such as `Stamp card:`.

    A line that is still as prepared is muted, and in no canvas: what nobody has typed is not saved.
    The cursor goes to the ends of these lines, where they are completed.

    Args:
        area: The text area.
    """

    def __init__(self, area: TextArea) -> None:
        self._area = area
        self._texts: frozenset[str] = frozenset()
        """The lines as they were prepared, cleaned."""

    def show(self, lines: Sequence[str]) -> None:
        """Show lines to complete, with the cursor after the first; do nothing if there is any text.

        Args:
            lines: The lines; a space is added to each.
        """
        area = self._area
        if lines and not area.text.strip():
            self._texts = frozenset(map(clean, lines))
            texts = [f"{clean(line)} " for line in lines]
            area.replace("\n".join(texts), area.document.start, area.document.end)
            area.history.clear()
            area.move_cursor((0, len(texts[0])))

    def is_note(self, line: str) -> bool:
        """Tell whether a line of the area is a note: not if it is blank or still as prepared."""
        text = clean(line)
        return bool(text) and text not in self._texts

    def notes_among(self, texts: tuple[str, ...]) -> tuple[str, ...]:
        """Return cleaned lines of the area without those that are still as prepared."""
        return tuple(text for text in texts if text not in self._texts) if self._texts else texts

    def blanked(self, lines: Sequence[str]) -> tuple[str, ...]:
        """Return the lines of the area with blank ones for those that are still as prepared."""
        if not self._texts:
            return tuple(lines)
        return tuple("" if clean(line) in self._texts else line for line in lines)

    def split(self, text: str) -> list[str]:
        """Return the lines of a typed text, or the whole of it if no line is prepared."""
        return text.split("\n") if self._texts else [text]

    def _is_prepared(self, row: int) -> bool:
        """Tell whether a line is still as prepared."""
        lines = self._area.document.lines
        return bool(self._texts) and row < len(lines) and clean(lines[row]) in self._texts

    def muted(self, strip: Strip, row: int) -> Strip:
        """Return a part of a line as rendered, muted if the line is still as prepared."""
        if not self._is_prepared(row):
            return strip
        style = Style(color=role_style(self._area.app, Role.PROMPT).color, italic=True)
        segments = [Segment(text, (own or Style()) + style) for text, own, _ in strip]
        return Strip(segments, strip.cell_length)

    def go_to_end(self) -> None:
        """Move the cursor to the end of its line if that is a prepared one, to complete it."""
        row = self._area.cursor_location[0]
        if self._area.selection.is_empty and self._is_prepared(row):
            self._area.move_cursor((row, len(self._area.document[row])))

    def step(self) -> bool:
        """Go from the end of a line to the prepared one below it; return whether there is one."""
        row, column = self._area.cursor_location
        is_at_end = not self._area.document[row][column:].strip()
        if not is_at_end or not self._area.selection.is_empty or not self._is_prepared(row + 1):
            return False
        self._area.move_cursor((row + 1, len(self._area.document[row + 1])))
        return True
