"""All canvases of the file: open one, make one, rename, duplicate, delete and bring back."""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from textual import on, work
from textual.binding import Binding
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from bmc_tui.guide import TellableError
from bmc_tui.model.canvas import Canvas
from bmc_tui.model.sanitize import clean
from bmc_tui.store import Entry, StoreError
from bmc_tui.ui.context import AppContext
from bmc_tui.ui.screens.base import HELP, PALETTE, ROW_DOWN, ROW_UP, BaseScreen
from bmc_tui.ui.screens.confirm import ConfirmScreen
from bmc_tui.ui.screens.prompting import Question, worded
from bmc_tui.ui.screens.search import JumpTarget, SearchScreen
from bmc_tui.ui.widgets.pick_list import PickList, row
from bmc_tui.ui.widgets.prompt import TextPrompt

_NOT_IN_TRASH = {"open", "new", "find", "import", "rename", "duplicate", "trash"}
_ONLY_IN_TRASH = {"restore", "empty"}
"""What the footer leaves out: the keys that do nothing of their own there."""


class ShelfScreen(BaseScreen[JumpTarget | None]):
    """The list of canvases, or of those in the trash; gives the one to open.

    Args:
        context: What the screen works with.
        here: The id of the canvas that is open, if it is in the file.
    """

    BINDINGS = [
        Binding("enter", "open", id="shelf.open", key_display="⏎"),
        Binding("n", "new", id="shelf.new"),
        Binding("slash", "find", id="shelf.find", key_display="/"),
        Binding("i", "import", id="shelf.import"),
        Binding("r", "rename", id="shelf.rename"),
        Binding("d", "duplicate", id="shelf.duplicate"),
        Binding("x,delete", "delete", id="shelf.delete"),
        Binding("u", "restore", id="shelf.restore"),
        Binding("b", "trash", id="shelf.trash"),
        Binding("e", "empty", id="shelf.empty"),
        Binding("escape,o,q", "close", id="shelf.close", key_display="esc"),
        ROW_DOWN,
        ROW_UP,
        PALETTE,
        HELP,
    ]

    def __init__(self, context: AppContext, here: str | None) -> None:
        super().__init__(context)
        self._shelf = context.shelf
        self._here = here
        self._in_trash = False
        self._entries: Sequence[Entry] = ()
        self._list = PickList("shelf")

    def compose_body(self) -> Iterable[Widget]:
        """Return the list."""
        return (self._list,)

    def on_mount(self) -> None:
        """Show the list, with the open canvas picked."""
        self._list.focus()
        self._show(self._here)

    @property
    def _picked(self) -> Entry | None:
        """The canvas that the cursor is on."""
        at = self._list.highlighted
        return self._entries[at] if at is not None and at < len(self._entries) else None

    @work
    async def _show(self, pick: str | None = None) -> None:
        """Show the list as it is in the file; say so when it is empty."""
        if await self._read(pick) and not self._entries:
            self.show_message("trash_empty" if self._in_trash else "shelf_empty")
        elif self._in_trash and self._entries:
            self.show_message("trash_opened")

    @work
    async def reload(self) -> None:
        """Show what somebody else has changed."""
        await self._read(self._picked.id if self._picked else None)

    async def _read(self, pick: str | None) -> bool:
        """Read the list and put the cursor on the canvas `pick`; return whether that went well."""
        read = self._shelf.trash if self._in_trash else self._shelf.entries
        try:
            self._entries = await asyncio.to_thread(read)
        except StoreError as error:
            self.show_error(error)
            return False
        at = self._list.highlighted or 0
        ids = [entry.id for entry in self._entries]
        self._list.set_options(Option(self._row(entry), id=entry.id) for entry in self._entries)
        if ids:
            self._list.highlighted = ids.index(pick) if pick in ids else min(at, len(ids) - 1)
        place = "shelf.trash_title" if self._in_trash else "shelf.title"
        self.title_bar.show(self.guide.say(place), state=str(self._shelf.path))
        self.show_keys(self, self._can, _NOT_IN_TRASH if self._in_trash else _ONLY_IN_TRASH)
        return True

    def _row(self, entry: Entry) -> Content:
        """Return the line of one canvas: its title, how many notes, changed when."""
        when = (entry.deleted or entry.changed).astimezone().strftime("%Y-%m-%d %H:%M")
        count = self.guide.count("count.note", entry.count)
        mark = "* " if entry.id == self._here else "  "
        title = self.guide.canvas_title(entry.title)
        return Content(row(self.size.width - 1, mark, title, count, when))

    def _can(self, action: str) -> bool:
        """Tell whether an action has something to act on."""
        if self._in_trash:
            return action in {"close", "trash", "new", "import", "app.help"} or (
                action in {"restore", "open", "delete", "empty"} and bool(self._entries)
            )
        return action in {"close", "trash", "new", "import", "restore", "app.help"} or (
            action != "empty" and bool(self._entries)
        )

    @work
    async def _do(self, change: Callable[[], Entry], said: str, *, pick: bool = True) -> None:
        """Change the file in a thread, show the list anew, and say what was done."""
        try:
            entry = await asyncio.to_thread(change)
        except StoreError as error:
            self.show_error(error)
            return
        title = self.guide.canvas_title(entry.title)
        if await self._read(entry.id if pick else None):
            self.show_message(said, title=title)

    @on(OptionList.OptionSelected)
    def action_open(self) -> None:
        """Open the picked canvas, out of the trash if need be."""
        entry = self._picked
        if entry is None:
            return
        if self._in_trash:
            self.action_restore()
        else:
            self.dismiss(JumpTarget(entry.id))

    @work
    async def action_new(self) -> None:
        """Ask for the title of a new canvas, create it and open it."""
        lines = await self.prompt(Question(worded("ask.new"), worded("ask.title_hint")))
        if not lines:
            return
        try:
            kept = await asyncio.to_thread(self._shelf.create, Canvas().with_title(lines[0]))
        except StoreError as error:
            self.show_error(error)
            return
        self.dismiss(JumpTarget(kept.entry.id))

    @work
    async def action_find(self) -> None:
        """Find notes and titles over all canvases, and open the canvas of the picked one."""
        if goal := await self.app.push_screen_wait(SearchScreen(self.context)):
            self.dismiss(goal)

    @work
    async def action_import(self) -> None:
        """Ask for a file until one can be imported, or the prompt is cancelled."""
        question = Question(worded("import.ask"), worded("import.hint"), path=True)
        while lines := await self.prompt(question):
            error = await self._import(lines[0])
            if error is None:
                return
            self.show_error(error)
            question = replace(question, answer=lines[0])

    async def _import(self, answer: str) -> TellableError | None:
        """Make a canvas of a file, report what went where, and open it.

        Returns:
            Why the file can't be imported.
        """
        from bmc_tui.formats import importer as source
        from bmc_tui.ui.screens.import_result import ImportResultScreen
        from bmc_tui.ui.widgets.path_prompt import parse_path

        path = parse_path(answer)
        try:
            reading = await asyncio.to_thread(source.import_file, path, self.guide, waits=False)
            kept = await asyncio.to_thread(self._shelf.create, reading.canvas)
        except (source.ImportFileError, StoreError) as error:
            return error
        count = self.guide.count("count.note", kept.entry.count)
        done = self.guide.say("import.done", file=clean(str(path)), notes=count)
        lines = [done, "", *source.report_lines(reading, self.guide)]
        title = self.guide.canvas_title(kept.entry.title)
        await self.app.push_screen_wait(ImportResultScreen(self.context, title, lines))
        self.dismiss(JumpTarget(kept.entry.id))
        return None

    @on(TextPrompt.Completed)
    def _show_candidates(self, event: TextPrompt.Completed) -> None:
        """Show how a path can go on."""
        names = "  ".join(event.candidates)
        self.message_bar.show(names or self.guide.say("import.nothing"))

    @work
    async def action_rename(self) -> None:
        """Ask for another title of the picked canvas."""
        entry = self._picked
        if entry is None or self._in_trash:
            return
        question = Question(worded("ask.title"), worded("ask.title_hint"), entry.title)
        if lines := await self.prompt(question):
            title = lines[0]
            self._do(lambda: self._shelf.rename(entry.id, title).entry, "renamed")

    def action_duplicate(self) -> None:
        """Make a copy of the picked canvas."""
        if (entry := self._picked) and not self._in_trash:
            title = self.guide.canvas_title(entry.title)
            name = self.guide.say("shelf.copy_of", title=title)
            self._do(lambda: self._shelf.duplicate(entry.id, name).entry, "duplicated")

    def action_delete(self) -> None:
        """Put the picked canvas into the trash; one that is there goes for good."""
        entry = self._picked
        if entry and self._in_trash:
            title = self.guide.canvas_title(entry.title)
            self._purge([entry], self.guide.say("versions.named", name=title))
        elif entry:
            self._do(lambda: self._shelf.delete(entry.id), "deleted", pick=False)

    def action_empty(self) -> None:
        """Delete all canvases in the trash for good."""
        if self._in_trash and self._entries:
            self._purge(self._entries, self.guide.count("count.canvas", len(self._entries)))

    @work
    async def _purge(self, entries: Sequence[Entry], what: str) -> None:
        """Ask once, and delete canvases for good."""
        if not await self.app.push_screen_wait(
            ConfirmScreen(self.guide.say("trash.ask", what=what))
        ):
            self.show_message("not_purged")
            return
        error: StoreError | None = None
        try:
            await asyncio.to_thread(self._shelf.purge, {entry.id for entry in entries})
        except StoreError as failure:
            error = failure
        if not await self._read(None):
            return
        if error:
            self.show_error(error)
        else:
            self.show_message("purged", what=what)

    def action_restore(self) -> None:
        """Bring back the picked canvas from the trash, or the one that was deleted last."""
        picked = self._picked if self._in_trash else None
        self._restore(picked.id if picked else None)

    @work
    async def _restore(self, id_: str | None) -> None:
        """Bring a canvas back, the one that was deleted last if none is named."""
        try:
            trash = await asyncio.to_thread(self._shelf.trash)
        except StoreError as error:
            self.show_error(error)
            return
        wanted = id_ or next((entry.id for entry in trash), None)
        if wanted is None:
            self.show_message("trash_empty")
            return
        self._in_trash = False
        self._do(lambda: self._shelf.restore(wanted), "restored")

    def action_trash(self) -> None:
        """Show the trash, or the canvases again."""
        self._in_trash = not self._in_trash
        self._show()

    def action_cursor(self, direction: str) -> None:
        """Go up or down the list."""
        move = self._list.action_cursor_down if direction == "down" else self._list.action_cursor_up
        move()

    def action_close(self) -> None:
        """Leave the trash, or the list."""
        if self._in_trash:
            self.action_trash()
        else:
            self.dismiss(None)
