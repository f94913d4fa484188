"""The screen of one topic of the manual, which keys scroll."""

from collections.abc import Sequence

from textual.binding import Binding

from bmc_tui.guide import Guide
from bmc_tui.manual import read_topic
from bmc_tui.manual.lines import line_text, topic_lines
from bmc_tui.render.roles import Line
from bmc_tui.ui.context import AppContext
from bmc_tui.ui.screens.base import LANGUAGE, ScrollScreen, scroll_bindings
from bmc_tui.ui.widgets.grid.picture import Picture

_MAX_CELLS = 100
"""The most cells of a line, which the eye still follows back."""


class TopicScreen(ScrollScreen[None]):
    """A topic, scrolled to the text that the user searched for.

    Args:
        context: The app's context.
        name: The name of the topic.
        sought: What the user searched for, if anything.
    """

    BINDINGS = [
        Binding("escape,q,f1", "close", id="topic.close", key_display="esc"),
        *scroll_bindings("topic"),
        LANGUAGE,
    ]

    def __init__(self, context: AppContext, name: str, sought: str = "") -> None:
        self._picture = Picture()
        super().__init__(context, self._picture, "picture-body")
        self._topic = name
        self._sought = sought

    def on_mount(self) -> None:
        """Show the topic and the keys."""
        self._show()
        lines = self._lines(self.size.width)
        row = row_with(lines, self._sought)
        self.call_after_refresh(lambda: self._view.scroll_to(y=row, animate=False))

    def set_language(self, guide: Guide) -> None:
        """Show everything in another language."""
        super().set_language(guide)
        self._show()

    def _show(self) -> None:
        """Show the topic in the user's language."""
        title, _ = read_topic(self._topic, self.guide.language)
        self.title_bar.show(title, status=f"bmc help {self._topic}")
        self.show_keys(self)
        self._picture.show(self._lines)

    def _lines(self, width: int) -> Sequence[Line]:
        """Return the lines of the topic at some width."""
        _, blocks = read_topic(self._topic, self.guide.language)
        return list(topic_lines("", blocks, min(width, _MAX_CELLS)))

    def action_close(self) -> None:
        """Return to the list."""
        self.dismiss(None)


def row_with(lines: Sequence[Line], sought: str) -> int:
    """Return the first line that has a text, or else its first word; 0 if none has."""
    texts = [line_text(line).casefold() for line in lines]
    words = sought.casefold().split()
    for wanted in (" ".join(words), *words[:1]):
        for row, text in enumerate(texts):
            if wanted and wanted in text:
                return row
    return 0
