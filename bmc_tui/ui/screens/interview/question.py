"""The picture of the current question: the question itself, its hint, and what bears on it."""

from collections.abc import Iterator

from rich.segment import Segment
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from bmc_tui.guide import Guide
from bmc_tui.guide.interview import asked_hints, asked_text
from bmc_tui.model.blocks import GENERAL
from bmc_tui.model.canvas import Canvas, Spot
from bmc_tui.render.wrap import wrapped_lines
from bmc_tui.ui.screens.interview.bearing import Bearing, bearing_lines, bearing_notes, bearings
from bmc_tui.ui.themes import role_style

_MIN_EDITOR_ROWS, _MAX_EDITOR_ROWS = 5, 7
"""Rows that the picture leaves to the editor below it, where it can; what is in that when it is
opened decides how many."""

_EDITOR_MARGIN_ROWS, _EDITOR_MARGIN_CELLS = 3, 4
"""Rows of the editor for its two headings and the line where one types, and cells beside notes."""

_LOW_ROWS = 4
"""Rows in which there is no room for a blank line below the question."""


class QuestionView(Widget, can_focus=False):
    """A question with its hint and the notes that bear on it, each with a blank line below.

    Args:
        asked: The spot of an answer to the question.
        guide: The language.
        canvas: The canvas.
    """

    COMPONENT_CLASSES = {"question--text", "question--hint"}

    def __init__(self, asked: Spot, guide: Guide, canvas: Canvas) -> None:
        super().__init__()
        self._asked = asked
        self._guide = guide
        self._notes = bearing_notes(canvas, asked)
        self._bearings: tuple[Bearing, ...] = tuple(bearings(canvas, asked))
        self._texts = (
            *canvas.texts(asked.block, asked.section),
            *canvas.texts(asked.block, GENERAL),
        )
        """What is in the editor when it is opened."""
        self._lines: tuple[tuple[Segment, ...], ...] = ()
        """The lines of the last layout."""

    def show(self, canvas: Canvas) -> None:
        """Show what of a canvas bears on the question."""
        notes = bearing_notes(canvas, self._asked)
        if notes != self._notes:  # only few of the typed characters change it
            self._notes = notes
            self._bearings = tuple(bearings(canvas, self._asked))
            self.refresh(layout=True)

    def set_language(self, guide: Guide) -> None:
        """Show the question in another language."""
        self._guide = guide
        self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the number of lines at this width that leave room for the editor."""
        self._lines = tuple(self._compose_lines(max(1, width), container.height))
        return len(self._lines)

    def notify_style_update(self) -> None:
        """Render the lines in the new styles."""
        super().notify_style_update()
        self.refresh(layout=True)

    def _compose_lines(self, width: int, height: int) -> Iterator[tuple[Segment, ...]]:
        """Yield the question, and as much of the hint and of what bears on it as fits.

        Args:
            width: Cells.
            height: Rows of the picture and the editor together, of which the question takes at most
                half.
        """
        block, section = self._asked.block, self._asked.section
        blank = (Segment("", self.rich_style),)
        style = self.get_component_rich_style("question--text")
        question = wrapped_lines(asked_text(self._guide, block, section), width)
        question = question[: max(1, height // 2 - 1)]
        yield from ((Segment(line, style),) for line in question)
        if height > _LOW_ROWS:
            yield blank
        room = height - self._editor_rows(width) - len(question) - 1
        style = self.get_component_rich_style("question--hint")
        hints = [
            line
            for hint in asked_hints(self._guide, block, section)
            for line in wrapped_lines(hint, width)
        ]
        if hints and len(hints) < room:
            yield from ((Segment(line, style),) for line in hints)
            yield blank
            room -= len(hints) + 1
        lines = bearing_lines(self._bearings, self._guide, width, room - 1)
        for line in lines:
            yield tuple(Segment(text, role_style(self.app, role)) for text, role in line)
        if lines:
            yield blank

    def _editor_rows(self, width: int) -> int:
        """Return how many rows the picture leaves to the editor, at a width in cells."""
        cells = max(1, width - _EDITOR_MARGIN_CELLS)
        rows = _EDITOR_MARGIN_ROWS
        for text in self._texts:
            rows += len(wrapped_lines(text, cells))
            if rows >= _MAX_EDITOR_ROWS:
                return _MAX_EDITOR_ROWS
        return max(rows, _MIN_EDITOR_ROWS)

    def render_line(self, y: int) -> Strip:
        """Return one line."""
        segments = self._lines[y] if y < len(self._lines) else ()
        return Strip(segments).crop_extend(0, self.size.width, self.rich_style)
