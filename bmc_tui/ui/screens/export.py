"""The screen with all formats: copy the canvas in one of them, or save it to a file."""

import asyncio
from collections.abc import Callable

from textual import events, on, work
from textual.binding import Binding
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from bmc_tui.config.settings import CLEAN
from bmc_tui.files.export import file_name_for
from bmc_tui.formats import FORMATS, Format, format_for_file, has_unknown_ending
from bmc_tui.formats.result import FormatError
from bmc_tui.formats.without_notation import without_notation
from bmc_tui.guide import Guide
from bmc_tui.model.canvas import Canvas
from bmc_tui.render.wrap import truncate
from bmc_tui.ui.context import AppContext, CopyReport
from bmc_tui.ui.keybindings import keymap_of
from bmc_tui.ui.screens.base import HELP, LIST_BINDINGS, PALETTE, key_hints
from bmc_tui.ui.screens.list_screen import ListScreen
from bmc_tui.ui.screens.plain_text import PlainTextScreen
from bmc_tui.ui.screens.saving import ask_and_save, save_file
from bmc_tui.ui.widgets.pick_list import PickList


class ExportScreen(ListScreen[str]):
    """The list of formats; its result is the message about what was copied there.

    Args:
        context: The app's context.
        current_canvas: Returns the canvas as it is now.
    """

    BINDINGS = [
        Binding("enter,y", "copy", id="formats.copy", key_display="⏎"),
        Binding("r", "copy_page", id="formats.rich"),
        Binding("s", "save", id="formats.save"),
        Binding("t", "toggle_clean", id="formats.clean"),
        Binding("m", "plain", id="formats.plain"),
        Binding("escape,c,q", "close", id="formats.close", key_display="esc"),
        *LIST_BINDINGS,
        PALETTE,
        HELP,
    ]

    def __init__(self, context: AppContext, current_canvas: Callable[[], Canvas]) -> None:
        super().__init__(context, PickList("formats"))
        self._current_canvas = current_canvas
        self._formats = list(FORMATS.values())
        self._chosen_clean: bool | None = None
        """What the key last chose: whether notes are copied and saved without their tokens. None
        before the first time, when the setting says that for what people read."""

    def on_mount(self) -> None:
        """Show the list."""
        self._list.focus()
        self._show_formats(0)

    def on_resize(self, event: events.Resize) -> None:
        """Fit the rows to the new size."""
        self._show_formats(self._list.highlighted or 0)

    def _is_clean(self, format_: Format) -> bool:
        """Tell whether a format is copied and saved without tokens."""
        if self._chosen_clean is not None:
            return self._chosen_clean
        is_set = self.context.config.settings.copy_notes == CLEAN
        return is_set and not format_.is_data

    def _show_title(self) -> None:
        """Show what the canvas is called, and whether its notes are without tokens."""
        location = self.guide.say("formats.clean_on") if self._is_clean(self._selected) else ""
        title = self.guide.canvas_title(self._current_canvas().title)
        self.title_bar.show(self.guide.say("formats.title"), location, title)

    def action_toggle_clean(self) -> None:
        """Leave the tokens out of what is copied and saved, or include them again."""
        self._chosen_clean = not self._is_clean(self._selected)
        self._show_enabled_keys()

    def _show_formats(self, index: int) -> None:
        """Show the list, with the cursor on the row at `index`."""
        self._list.show_rows(map(self._row, self._formats), index)
        self._show_enabled_keys()

    def _row(self, format_: Format) -> Option:
        """Return the row of a format: its name, and what it is for."""
        name_cells = max(len(name) for name in FORMATS)
        about = self.guide.say(f"formats.{format_.name}")
        return Option(
            Content(truncate(f"  {format_.name:<{name_cells}}  {about}", self.size.width - 2))
        )

    @property
    def _selected(self) -> Format:
        """The format under the cursor."""
        return self._formats[self._list.highlighted or 0]

    @on(OptionList.OptionHighlighted)
    def _show_enabled_keys(self) -> None:
        """Show the keys, dimming those that do not apply to the selected format, and its title."""
        self._show_title()
        dimmed = {"copy", "plain"} if self._selected.binary else set()
        dimmed |= set() if self._selected.has_layout else {"copy_page"}
        labels = {"formats.clean": "formats.typed"} if self._is_clean(self._selected) else {}
        keymap = keymap_of(self.app)
        hints = key_hints(
            type(self), keymap, self.guide, lambda action: action not in dimmed, (), labels
        )
        self.key_bar.show(list(hints))

    # Copy

    @on(OptionList.OptionSelected)
    @work
    async def action_copy(self) -> None:
        """Copy the canvas in the selected format."""
        selected = self._selected
        if text := await self._text(selected):
            key = self.guide.key("formats.plain", "m")
            self._report(selected, await self.context.copy_text(text, key))

    @work
    async def action_copy_page(self) -> None:
        """Copy the canvas in the selected format with its layout, for a document or a mail."""
        selected, say = self._selected, self.guide.say
        if not selected.has_layout:
            names = tuple(each.name for each in self._formats if each.has_layout)
            self.message_bar.show(say("formats.no_layout", format=selected.name, names=names))
            return
        if page := await self._convert(selected.write_page):
            self._report(selected, await self.context.copy_page(str(page)))

    def _report(self, copied: Format, report: CopyReport) -> None:
        """Report a copy: on the canvas, if it is certain; else here, where other keys may help."""
        message = self.guide.say("formats.copied", format=copied.name, outcome=report.message)
        if report.is_certain and self.is_current and not self.open_prompt:
            self.dismiss(message)
        else:
            self.message_bar.show(message)

    @work
    async def action_plain(self) -> None:
        """Show the canvas in the selected format as plain text, to be selected with the mouse."""
        if text := await self._text(self._selected):
            self.app.push_screen(PlainTextScreen(text, self.guide))

    async def _text(self, format_: Format) -> str:
        """Return the canvas in a format; report that a binary one has no text, and return ""."""
        if format_.binary:
            self.message_bar.show(self.guide.say("formats.no_text", format=format_.name))
            return ""
        return str(await self._convert(format_.write, format_) or "")

    async def _convert(
        self, write: Callable[[Canvas, Guide], str | bytes], format_: Format | None = None
    ) -> str | bytes | None:
        """Return the canvas as a writer has it; if that fails, show the error and return None."""
        canvas = self._current_canvas()
        if self._is_clean(format_ or self._selected):
            canvas = without_notation(canvas, self.guide)
        try:
            return await asyncio.to_thread(write, canvas, self.guide)
        except FormatError as error:
            self.show_error(error)
            return None

    # Save

    @work
    async def action_save(self) -> None:
        """Ask for the name of a file, and write it."""
        name = file_name_for(
            self.guide.canvas_title(self._current_canvas().title), self._selected.suffix
        )
        await ask_and_save(self, name, self._save)

    async def _save(self, name: str) -> bool:
        """Write a file, once the user confirms to overwrite one that exists; see `ask_and_save`.

        It is in the format of its name's suffix, which may not be the selected one.
        """
        if has_unknown_ending(name):
            endings = tuple(dict.fromkeys(each.suffix for each in FORMATS.values()))
            self.show_message("no_such_ending", file=name, endings=endings)
            return False
        format_ = format_for_file(name, self._selected)
        content = await self._convert(format_.write, format_)
        if content is None:
            return True
        return await save_file(self, name, format_.encode(content), format_.name)

    def action_close(self) -> None:
        """Return to the canvas."""
        self.dismiss()
