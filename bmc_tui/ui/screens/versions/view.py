"""The read-only screen of one version of a canvas: its nine blocks."""

from collections.abc import Iterable

from textual import work
from textual.binding import Binding
from textual.widget import Widget

from bmc_tui.formats.markdown import writer as markdown
from bmc_tui.guide.vocabulary import translate_words
from bmc_tui.model.canvas import Canvas
from bmc_tui.render.title_line import legend_entries
from bmc_tui.ui.context import AppContext
from bmc_tui.ui.screens.base import HELP, BaseScreen
from bmc_tui.ui.screens.plain_text import PlainTextScreen
from bmc_tui.ui.widgets.board import Board


class VersionViewScreen(BaseScreen[bool]):
    """The blocks of a version; returns whether the user wants to restore it.

    Args:
        context: The app's context.
        canvas: The canvas as it was in that version.
        name: The name of the version.
    """

    CSS_PATH = "view.tcss"

    BINDINGS = [
        Binding("r", "restore", id="look.restore"),
        Binding("y", "copy", id="look.copy"),
        Binding("m", "plain", id="look.plain", show=False),
        Binding("escape,q,enter", "close", id="look.close", key_display="esc"),
        HELP,
    ]

    def __init__(self, context: AppContext, canvas: Canvas, name: str) -> None:
        super().__init__(context)
        self._canvas = canvas
        self._version_name = name
        self._board = Board(context.guide)

    def compose_body(self) -> Iterable[Widget]:
        """Return the blocks."""
        return (self._board,)

    def on_mount(self) -> None:
        """Show the version."""
        self._board.focus()
        self._board.show(self._canvas)
        self.title_bar.show(
            self.guide.canvas_title(self._canvas.title),
            status=self._version_name,
            legend=legend_entries(self._canvas),
        )
        self.show_keys(self)

    def action_restore(self) -> None:
        """Return that the version is to be restored."""
        self.dismiss(True)

    @work
    async def action_copy(self) -> None:
        """Copy the version as Markdown."""
        text = self._markdown()
        report = await self.context.copy_text(text, self.guide.key("look.plain", "m"))
        self.message_bar.show(report.message)

    def action_plain(self) -> None:
        """Show the version as plain Markdown, to be selected with the mouse."""
        self.app.push_screen(PlainTextScreen(self._markdown(), self.guide))

    def _markdown(self) -> str:
        """Return the version as Markdown, its vocabulary in the language of the screen."""
        return markdown.write(translate_words(self._canvas, self.guide), self.guide)

    def action_close(self) -> None:
        """Return to the list of versions."""
        self.dismiss(False)
