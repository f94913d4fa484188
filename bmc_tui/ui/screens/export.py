"""Every format by name: copy the canvas in one, or save it to a file."""

import asyncio
from collections.abc import Callable, Iterable

from textual import events, on, work
from textual.binding import Binding
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from bmc_tui.files.export import NoFileError, name_for, write_out
from bmc_tui.formats import FORMATS, Format
from bmc_tui.formats.result import FormatError
from bmc_tui.model.canvas import Canvas
from bmc_tui.model.sanitize import clean
from bmc_tui.render.wrap import truncate
from bmc_tui.ui.context import AppContext
from bmc_tui.ui.screens.base import HELP, PALETTE, ROW_DOWN, ROW_UP, BaseScreen
from bmc_tui.ui.screens.confirm import ConfirmScreen
from bmc_tui.ui.screens.prompting import Question, worded
from bmc_tui.ui.widgets.path_prompt import parse_path
from bmc_tui.ui.widgets.pick_list import PickList


class ExportScreen(BaseScreen[None]):
    """The list of formats.

    Args:
        context: What the screen works with.
        canvas: Returns the canvas as it is now.
    """

    BINDINGS = [
        Binding("enter", "copy", id="formats.copy", key_display="⏎"),
        Binding("s", "save", id="formats.save"),
        Binding("m", "plain", id="formats.plain"),
        Binding("escape,c,q", "close", id="formats.close", key_display="esc"),
        ROW_DOWN,
        ROW_UP,
        PALETTE,
        HELP,
    ]

    def __init__(self, context: AppContext, canvas: Callable[[], Canvas]) -> None:
        super().__init__(context)
        self._canvas = canvas
        self._formats = list(FORMATS.values())
        self._list = PickList("formats")

    def compose_body(self) -> Iterable[Widget]:
        """Return the list."""
        return (self._list,)

    def on_mount(self) -> None:
        """Show the list."""
        self._list.focus()
        self.title_bar.show(
            self.guide.say("formats.title"),
            state=self.guide.canvas_title(self._canvas().title),
        )
        self._show(0)

    def on_resize(self, event: events.Resize) -> None:
        """Fit the rows to the new size."""
        self._show(self._list.highlighted or 0)

    def _show(self, at: int) -> None:
        """Make the rows, with the cursor on one of them."""
        widest = max(len(each.name) for each in self._formats)
        self._list.set_options(
            Option(
                Content(
                    truncate(f"  {each.name:<{widest}}  {self._about(each)}", self.size.width - 2)
                )
            )
            for each in self._formats
        )
        self._list.highlighted = at
        self._show_what_can()

    def _about(self, each: Format) -> str:
        """Return what a format is, and what it is for."""
        return self.guide.say(f"formats.{each.name}")

    @property
    def _picked(self) -> Format:
        """The format that the cursor is on."""
        return self._formats[self._list.highlighted or 0]

    @on(OptionList.OptionHighlighted)
    def _show_what_can(self) -> None:
        """Show the keys: what is no text can only be saved."""
        self.show_keys(self, lambda act: act not in {"copy", "plain"} or not self._picked.binary)

    # Copy

    @on(OptionList.OptionSelected)
    @work
    async def action_copy(self) -> None:
        """Copy the canvas in the picked format."""
        picked = self._picked
        if text := await self._text(picked):
            outcome = await self.copy_text(text, self.guide.key("formats.plain", "m"))
            told = self.guide.say("formats.copied", format=picked.name, outcome=outcome)
            self.message_bar.show(told)

    @work
    async def action_plain(self) -> None:
        """Show the canvas in the picked format by itself, to be selected with the mouse."""
        if text := await self._text(self._picked):
            self.show_plainly(text)

    async def _text(self, picked: Format) -> str:
        """Return the canvas in a format; say so and return nothing when that is no text."""
        if picked.binary:
            self.message_bar.show(self.guide.say("formats.no_text", format=picked.name))
            return ""
        return str(await self._written(picked) or "")

    async def _written(self, picked: Format) -> str | bytes | None:
        """Return the canvas in a format; say so and return None when that can't be done."""
        canvas = self._canvas()
        try:
            return await asyncio.to_thread(picked.write, canvas, self.guide)
        except FormatError as error:
            self.show_error(error)
            return None

    # Save

    @work
    async def action_save(self) -> None:
        """Ask for the name of a file, and write it."""
        name = name_for(self.guide.canvas_title(self._canvas().title), self._picked.suffix)
        question = Question(worded("ask.file"), worded("ask.title_hint"), name, path=True)
        if lines := await self.prompt(question):
            await self._save(lines[0])

    async def _save(self, name: str) -> None:
        """Write a file; ask once about one that is there already."""
        picked = self._picked
        written = await self._written(picked)
        if written is None:
            return
        raw = picked.encode(written)
        say = self.guide.say
        try:
            path = parse_path(name).absolute()
            file = clean(str(path))
            try:
                await asyncio.to_thread(write_out, path, raw)
            except FileExistsError:
                if not await self.app.push_screen_wait(
                    ConfirmScreen(say("formats.exists", file=file))
                ):
                    self.message_bar.show(say("formats.kept", file=file))
                    return
                await asyncio.to_thread(write_out, path, raw, force=True)
        except NoFileError:
            self.message_bar.show(say("formats.no_file", file=name), error=True)
        except OSError as error:
            told = say("formats.not_written", file=name, reason=error)
            self.message_bar.show(told, error=True)
        else:
            self.message_bar.show(say("formats.saved", format=picked.name, file=file))

    # Other keys

    def action_cursor(self, direction: str) -> None:
        """Go up or down the list."""
        (self._list.action_cursor_down if direction == "down" else self._list.action_cursor_up)()

    def action_close(self) -> None:
        """Go back to the canvas."""
        self.dismiss()
