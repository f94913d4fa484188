"""The screen with all canvases of the file: open, create, change, delete and restore them."""

from collections.abc import Callable, Iterable

from textual import events, on, work
from textual.binding import Binding
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import OptionList

from bmc_tui.session.copy_titles import copy_title
from bmc_tui.store import Entry, StoreError
from bmc_tui.ui.context import AppContext
from bmc_tui.ui.screens.base import HELP, LIST_BINDINGS, PALETTE
from bmc_tui.ui.screens.list_screen import ListScreen
from bmc_tui.ui.screens.prompting import Question, worded
from bmc_tui.ui.screens.search import JumpTarget, SearchScreen
from bmc_tui.ui.screens.shelf.comparing import mark_or_compare
from bmc_tui.ui.screens.shelf.creating import create
from bmc_tui.ui.screens.shelf.preview import Preview, preview_cells
from bmc_tui.ui.screens.shelf.trash import deleted_id, purge
from bmc_tui.ui.widgets.entry_list import EntryList
from bmc_tui.ui.widgets.path_prompt import PathPrompt

_HIDDEN_IN_TRASH = {"open", "new", "find", "import", "rename", "duplicate", "compare", "trash"}
_HIDDEN_OUTSIDE_TRASH = {"restore", "empty"}
"""The actions that the footer leaves out in the trash and outside it."""


class ShelfScreen(ListScreen[JumpTarget | None]):
    """The list of canvases, or of those in the trash; returns the one to open.

    Args:
        context: The app's context.
        open_id: The id of the open canvas, if it is in the file.
    """

    BINDINGS = [
        Binding("enter", "open", id="shelf.open", key_display="⏎"),
        Binding("n", "new", id="shelf.new"),
        Binding("slash", "find", id="shelf.find", key_display="/"),
        Binding("i", "import", id="shelf.import"),
        Binding("r", "rename", id="shelf.rename"),
        Binding("c,D", "duplicate", id="shelf.duplicate"),
        Binding("m", "compare", id="shelf.compare"),
        Binding("d,x,delete", "delete", id="shelf.delete"),
        Binding("u", "restore", id="shelf.restore"),
        Binding("b", "trash", id="shelf.trash"),
        Binding("e", "empty", id="shelf.empty"),
        Binding("escape,o,q", "close", id="shelf.close", key_display="esc"),
        *LIST_BINDINGS,
        PALETTE,
        HELP,
    ]

    _list: EntryList

    def __init__(self, context: AppContext, open_id: str | None) -> None:
        super().__init__(context, EntryList(context.shelf, context.guide, open_id))
        self._shelf = context.shelf
        self._preview = Preview(context.shelf, context.guide)
        self._open_id = open_id
        self.deleted: list[str] = []
        """The ids of the canvases that were deleted, the last one last."""

    def compose_body(self) -> Iterable[Widget]:
        """Return the list, and next to it the preview."""
        return (Horizontal(self._list, self._preview, id="shelf-body"),)

    def on_mount(self) -> None:
        """Show the list, with the cursor on the open canvas."""
        self._list.focus()
        self._show(self._open_id)

    # The list

    def on_resize(self) -> None:
        """Give the preview its room, and the rows of the list the rest."""
        self._preview.styles.width = preview_cells(self.size)
        self._preview.display = bool(preview_cells(self.size))
        self._list.fit(self.size.width - preview_cells(self.size) - 1)
        self._show_preview()

    @on(OptionList.OptionHighlighted)
    @work(exclusive=True, group="preview")
    async def _show_preview(self) -> None:
        """Show the notes of the canvas under the cursor, if there is room for them."""
        if self._preview.display:
            await self._preview.show_entry(self._list.selected)

    @work
    async def _show(self, select_id: str | None = None) -> None:
        """Read and show the list, and report when it is empty."""
        if await self.read(select_id) and not self._list.entries:
            self.show_message("trash_empty" if self._list.in_trash else "shelf_empty")
        elif self._list.in_trash and self._list.entries:
            self.show_message("trash_opened")

    @work
    async def reload(self) -> None:
        """Show what another session or program has changed."""
        await self.read(None)

    async def read(self, select_id: str | None) -> bool:
        """Read and show the list; return whether that succeeded.

        Args:
            select_id: The id of the canvas to move the cursor to; else it stays where it is.
        """
        try:
            with self.under_way:  # a key is meant for the list as it is then
                await self._list.read(select_id)
        except StoreError as error:
            self.show_error(error)
            return False
        self._show_preview()
        in_trash, has_entries = self._list.in_trash, bool(self._list.entries)
        title = "shelf.trash_title" if in_trash else "shelf.title"
        self.title_bar.show(self.guide.say(title), status=str(self._shelf.path))
        self.show_keys(
            self,
            lambda action: _is_enabled(action, in_trash=in_trash, has_entries=has_entries),
            _HIDDEN_IN_TRASH if in_trash else _HIDDEN_OUTSIDE_TRASH,
        )
        return True

    async def _change(
        self, change: Callable[[], Entry], message: str, *, selects: bool = True
    ) -> None:
        """Change the file in a thread, show the list again, and report what was done.

        Args:
            change: Makes the change, and returns the canvas that was changed.
            message: The message to report, which names that canvas.
            selects: Whether the cursor moves to it.
        """
        entry = await self.run_in_thread(change)
        if entry and await self.read(entry.id if selects else None):
            self.show_message(message, title=self.guide.canvas_title(entry.title))

    # Open and create

    @on(OptionList.OptionSelected)
    def action_open(self) -> None:
        """Open the selected canvas; restore one in the trash."""
        if self._list.in_trash:
            self.action_restore()
        elif entry := self._list.selected:
            self.dismiss(JumpTarget(entry.id))

    @work
    async def action_new(self) -> None:
        """Ask for the title of a new canvas, create it and open it."""
        await create(self)

    @work
    async def action_find(self) -> None:
        """Search the notes and titles of all canvases, and open the one selected there."""
        if target := await self.app.push_screen_wait(SearchScreen(self.context)):
            self.dismiss(target)

    @work
    async def action_import(self, pasted: str = "") -> None:
        """Ask for a file to import, or take what was pasted; open the canvas that it becomes."""
        from bmc_tui.ui.screens.importing import ask_and_import

        if target := await ask_and_import(self, pasted):
            self.dismiss(target)

    def on_paste(self, event: events.Paste) -> None:
        """Import a canvas that is pasted on the list, or the file whose path is pasted."""
        self.action_import(event.text)

    @on(PathPrompt.Completed)
    def _show_candidates(self, event: PathPrompt.Completed) -> None:
        """Show the ways to continue a path."""
        self.message_bar.show("  ".join(event.candidates) or self.guide.say("import.nothing"))

    @work
    async def action_rename(self) -> None:
        """Ask for another title for the selected canvas."""
        entry = self._list.selected
        if entry is None or self._list.in_trash:
            return
        question = Question(worded("ask.new_title"), worded("ask.title_hint"), entry.title)
        if lines := await self.prompt(question):
            title = lines[0]
            await self._change(lambda: self._shelf.rename(entry.id, title).entry, "renamed")

    @work
    async def action_duplicate(self) -> None:
        """Make a copy of the selected canvas."""
        if (entry := self._list.selected) and not self._list.in_trash:
            title = copy_title(entry.title, [e.title for e in self._list.entries], self.guide)
            await self._change(lambda: self._shelf.duplicate(entry.id, title).entry, "duplicated")

    @work
    async def action_compare(self) -> None:
        """Mark the selected canvas; if another one is marked, show both side by side."""
        if (entry := self._list.selected) and not self._list.in_trash:
            await mark_or_compare(self, self._list, entry)

    @work
    async def action_delete(self) -> None:
        """Move the selected canvas to the trash; delete one in the trash for good."""
        entry = self._list.selected
        if entry and self._list.in_trash:
            await purge(self, [entry])
        elif entry:
            self.deleted.append(entry.id)
            await self._change(lambda: self._shelf.delete(entry.id), "deleted", selects=False)

    # The trash

    @work
    async def action_empty(self) -> None:
        """Delete all canvases in the trash for good."""
        if self._list.in_trash and self._list.entries:
            await purge(self, self._list.entries)

    @work
    async def action_restore(self) -> None:
        """Restore the selected canvas in the trash, or, outside it, the one deleted last."""
        id_ = await deleted_id(self, self._list.selected if self._list.in_trash else None)
        if id_ is not None:
            self._list.in_trash = False
            await self._change(lambda: self._shelf.restore(id_), "restored")

    def action_trash(self) -> None:
        """Show the trash, or the canvases again."""
        self._list.in_trash = not self._list.in_trash
        self._show()

    def action_close(self) -> None:
        """Leave the trash, or the list."""
        if self._list.in_trash:
            self.action_trash()
        else:
            self.dismiss(None)


def _is_enabled(action: str, *, in_trash: bool, has_entries: bool) -> bool:
    """Return whether an action has something to act on.

    Args:
        action: The action of a binding.
        in_trash: Whether the list is that of the trash.
        has_entries: Whether there is a canvas in the list.
    """
    if action in {"close", "trash", "new", "import", "app.help"}:
        return True
    if in_trash:
        return has_entries and action in {"restore", "open", "delete", "empty"}
    return action == "restore" or (has_entries and action != "empty")
