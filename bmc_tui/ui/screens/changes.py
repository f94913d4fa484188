"""The screen with what changed, or two canvases side by side: to read, copy, or save."""

import asyncio

from textual import work
from textual.binding import Binding

from bmc_tui.config.settings import CLEAN
from bmc_tui.files.export import file_name_for
from bmc_tui.formats import ending_of
from bmc_tui.formats.result import FormatError
from bmc_tui.guide import Guide
from bmc_tui.ui.context import AppContext
from bmc_tui.ui.screens.base import HELP, LANGUAGE, PALETTE, ScrollScreen, scroll_bindings
from bmc_tui.ui.screens.exhibits import Exhibit
from bmc_tui.ui.screens.plain_text import PlainTextScreen
from bmc_tui.ui.screens.saving import ask_and_save, save_file
from bmc_tui.ui.widgets.grid.picture import Picture

_MIN_PICTURE_CELLS = 20
"""The least width of the picture as plain text, however narrow the terminal is."""


_ENDING = ".html"
"""The ending of the name that is offered, and the format of a name without one."""


class ChangesScreen(ScrollScreen[None]):
    """A picture of changes, as tall as the notes need; keys scroll it.

    Args:
        context: The app's context.
        exhibit: What is shown.
    """

    BINDINGS = [
        Binding("y", "copy", id="picture.copy"),
        Binding("s", "save", id="picture.save"),
        Binding("m", "plain", id="picture.plain"),
        Binding("escape,q,p,enter", "close", id="picture.close", key_display="esc"),
        *scroll_bindings("picture"),
        LANGUAGE,
        PALETTE,
        HELP,
    ]

    def __init__(self, context: AppContext, exhibit: Exhibit) -> None:
        self._picture = Picture()
        super().__init__(context, self._picture, "picture-body")
        self._exhibit = exhibit

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
        title, status = self._exhibit.titles(self.guide)
        self.title_bar.show(title, status=status)
        self._picture.show(await asyncio.to_thread(self._exhibit.drawing, self.guide))

    # Copy and save

    @work
    async def action_copy(self) -> None:
        """Copy it as Markdown."""
        copied = await asyncio.to_thread(lambda: self._handed_in().markdown(self.guide))
        key = self.guide.key("picture.plain", "m")
        self.message_bar.show((await self.context.copy_text(copied, key)).message)

    @work
    async def action_plain(self) -> None:
        """Show it as plain text, to be selected with the mouse."""
        width = max(_MIN_PICTURE_CELLS, self.app.size.width)
        plain = await asyncio.to_thread(lambda: self._handed_in().plain(self.guide, width))
        self.app.push_screen(PlainTextScreen(plain, self.guide))

    @work
    async def action_save(self) -> None:
        """Ask for the name of a file, and write it in the format of that name's suffix."""
        name = file_name_for(self._exhibit.file_name(self.guide), _ENDING)
        await ask_and_save(self, name, self._save)

    async def _save(self, name: str) -> bool:
        """Write a file in the format of its name's suffix; see `ask_and_save`."""
        written_as = name if ending_of(name) else f"{name}{_ENDING}"
        try:
            written = await asyncio.to_thread(
                lambda: self._handed_in().written(self.guide, written_as)
            )
        except FormatError as error:
            self.show_error(error)
            return True
        if written:
            return await save_file(self, name, written.raw, written.format_name)
        endings = ", ".join(self._exhibit.endings)
        self.show_message("no_such_ending", file=name, endings=endings)
        return False

    def _handed_in(self) -> Exhibit:
        """Return what is copied or saved: with tokens or without, according to the settings."""
        if self.context.config.settings.copy_notes == CLEAN:
            return self._exhibit.without_notation(self.guide)
        return self._exhibit

    def action_close(self) -> None:
        """Return to where the user was."""
        self.dismiss(None)
