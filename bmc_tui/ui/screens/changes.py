"""The screen with what changed on the nine blocks: to read, copy, or save in any format."""

import asyncio
from collections.abc import Iterable

from textual import work
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.widget import Widget

from bmc_tui.files.export import file_name_for
from bmc_tui.formats.changes import CHANGES_FORMATS, changes_format_for_file, text
from bmc_tui.formats.changes.comparison import Comparison
from bmc_tui.formats.result import FormatError
from bmc_tui.guide import Guide
from bmc_tui.render.compared.picture import picture_with_legend
from bmc_tui.ui.context import AppContext
from bmc_tui.ui.screens.base import HELP, LANGUAGE, PALETTE, BaseScreen
from bmc_tui.ui.screens.plain_text import PlainTextScreen
from bmc_tui.ui.screens.prompting import Question, worded
from bmc_tui.ui.screens.saving import save_file
from bmc_tui.ui.widgets.grid.picture import Picture

_MIN_PICTURE_CELLS = 20
"""The least width of the picture as plain text, however narrow the terminal is."""


class ChangesScreen(BaseScreen[None]):
    """The picture, as tall as the notes of both sides need; keys scroll it.

    Args:
        context: The app's context.
        comparison: What is compared.
    """

    BINDINGS = [
        Binding("y", "copy", id="picture.copy"),
        Binding("s", "save", id="picture.save"),
        Binding("m", "plain", id="picture.plain"),
        Binding("escape,q,p,enter", "close", id="picture.close", key_display="esc"),
        Binding("up,k", "scroll(-1)", id="picture.up", show=False),
        Binding("down,j", "scroll(1)", id="picture.down", show=False),
        Binding("pageup", "turn(-1)", id="picture.page_up", show=False),
        Binding("pagedown,space", "turn(1)", id="picture.page_down", show=False),
        Binding("home,g", "edge(False)", id="picture.first", show=False),
        Binding("end,G", "edge(True)", id="picture.last", show=False),
        LANGUAGE,
        PALETTE,
        HELP,
    ]

    def __init__(self, context: AppContext, comparison: Comparison) -> None:
        super().__init__(context)
        self._comparison = comparison
        self._picture = Picture()
        self._view = VerticalScroll(self._picture, id="picture-body", can_focus=False)

    def compose_body(self) -> Iterable[Widget]:
        """Return the picture."""
        return (self._view,)

    def on_mount(self) -> None:
        """Show the picture and the keys."""
        self.show_keys(self)
        self._show()

    def set_language(self, guide: Guide) -> None:
        """Show everything in another language."""
        super().set_language(guide)
        self.show_keys(self)
        self._show()

    @work(exclusive=True)
    async def _show(self) -> None:
        """Compare in a thread, which takes a while for large canvases, and show the picture."""
        guide, comparison = self.guide, self._comparison
        title = guide.canvas_title(comparison.newer.title)
        self.title_bar.show(title, status=comparison.heading)
        marked = await asyncio.to_thread(comparison.marked)
        self._picture.show(lambda width: picture_with_legend(marked, guide, width))

    # Scroll

    def action_scroll(self, rows: int) -> None:
        """Scroll by rows."""
        self._view.scroll_relative(y=rows, animate=False)

    def action_turn(self, pages: int) -> None:
        """Scroll by pages, of which one row stays in sight."""
        self.action_scroll(pages * max(1, self._view.size.height - 1))

    def action_edge(self, end: bool) -> None:
        """Scroll to the end or the start."""
        if end:
            self._view.scroll_end(animate=False)
        else:
            self._view.scroll_home(animate=False)

    # Copy and save

    @work
    async def action_copy(self) -> None:
        """Copy the nine blocks with what changed in them as Markdown."""
        copied = str(await self._written("markdown"))
        key = self.guide.key("picture.plain", "m")
        self.message_bar.show(await self.context.copy_text(copied, key))

    @work
    async def action_plain(self) -> None:
        """Show the picture as plain text, to be selected with the mouse."""
        width = max(_MIN_PICTURE_CELLS, self.app.size.width)
        plain = await asyncio.to_thread(text.write, self._comparison, self.guide, width)
        self.app.push_screen(PlainTextScreen(plain, self.guide))

    async def _written(self, name: str) -> str | bytes:
        """Return what changed in the format with this name.

        Raises:
            FormatError: A library that the format needs is not installed.
        """
        return await asyncio.to_thread(CHANGES_FORMATS[name].write, self._comparison, self.guide)

    @work
    async def action_save(self) -> None:
        """Ask for the name of a file, and write what changed in the format of its ending."""
        title = self._comparison.title(self.guide)
        question = Question(
            worded("ask.file"), worded("ask.title_hint"), file_name_for(title, ".html"), True
        )
        if not (lines := await self.prompt(question)):
            return
        name = lines[0]
        if format_ := changes_format_for_file(name):
            try:
                written = await self._written(format_.name)
            except FormatError as error:
                self.show_error(error)
                return
            raw = written.encode("utf-8") if isinstance(written, str) else written
            await save_file(self, name, raw, format_.name)
        else:
            endings = ", ".join(dict.fromkeys(each.suffix for each in CHANGES_FORMATS.values()))
            self.show_message("no_changes_format", file=name, endings=endings)

    def action_close(self) -> None:
        """Return to where the user was."""
        self.dismiss(None)
