"""The screen with the versions of a canvas: save, compare, view, restore and delete them."""

import asyncio
from collections.abc import Callable

from textual import events, on, work
from textual.binding import Binding
from textual.widgets import OptionList

from bmc_tui.config.settings import CLEAN
from bmc_tui.formats.changes.comparison import Comparison
from bmc_tui.formats.changes.markdown import write_list
from bmc_tui.formats.changes.progress import progress_steps
from bmc_tui.model.canvas import Canvas
from bmc_tui.store.versions import Version
from bmc_tui.ui.context import AppContext
from bmc_tui.ui.screens.base import HELP, LIST_BINDINGS, PALETTE
from bmc_tui.ui.screens.changes import ChangesScreen
from bmc_tui.ui.screens.exhibits import ComparisonExhibit, ProgressExhibit
from bmc_tui.ui.screens.list_screen import ListDetailScreen
from bmc_tui.ui.screens.plain_text import PlainTextScreen
from bmc_tui.ui.screens.versions.keeping import Keeping
from bmc_tui.ui.screens.versions.view import VersionViewScreen
from bmc_tui.ui.terminal.background import start_worker
from bmc_tui.ui.widgets.changes_view import ChangesView
from bmc_tui.ui.widgets.version_list import VersionList

_ALWAYS_ENABLED = {"keep", "close", "app.help"}
"""The actions that need no version to act on."""


class VersionsScreen(ListDetailScreen[Version | None]):
    """The list of versions, and what changed since the selected one; returns the one to restore.

    Args:
        context: The app's context.
        canvas_id: The id of the canvas.
        current_canvas: Returns the canvas as it is now.
    """

    CSS_PATH = "screen.tcss"

    BINDINGS = [
        Binding("enter", "view", id="versions.look", key_display="⏎"),
        Binding("n", "keep", id="versions.keep"),
        Binding("r", "restore", id="versions.restore"),
        Binding("c", "compare", id="versions.compare"),
        Binding("p", "picture", id="versions.picture"),
        Binding("P", "progress", id="versions.progress"),
        Binding("y", "copy", id="versions.copy"),
        Binding("m", "plain", id="versions.plain", show=False),
        Binding("x,delete", "delete", id="versions.delete"),
        Binding("u", "undelete", id="versions.undelete", show=False),
        Binding("tab,shift+tab", "changes", id="versions.changes", key_display="tab"),
        Binding("escape,v,q", "close", id="versions.close", key_display="esc"),
        *LIST_BINDINGS,
        PALETTE,
        HELP,
    ]

    _list: VersionList

    def __init__(
        self, context: AppContext, canvas_id: str, current_canvas: Callable[[], Canvas]
    ) -> None:
        self._view = ChangesView(context.guide)
        super().__init__(context, VersionList(context.guide), self._view)
        self._versions = context.shelf.versions
        self._canvas_id = canvas_id
        self._current_canvas = current_canvas
        self._keeping = Keeping(self, self._versions, canvas_id)

    def on_mount(self) -> None:
        """Show the list."""
        self._list.focus()
        start_worker(self, self._read)

    # The list and the changes

    async def _read(self, select: int | None = None) -> bool:
        """Read and show the list; return whether that succeeded.

        Args:
            select: The number of the version to move the cursor to; else it stays where it is.
        """
        versions = await self.run_in_thread(lambda: self._versions.of(self._canvas_id))
        if versions is None:
            return False
        self._list.show(versions, self._list_width - 2, select)
        title = self.guide.canvas_title(self._current_canvas().title)
        self.title_bar.show(self.guide.say("versions.title"), status=title)
        self.show_keys(self, lambda action: bool(versions) or action in _ALWAYS_ENABLED)
        self._compare()
        return True

    def on_resize(self, event: events.Resize) -> None:
        """Fit the rows to the new size."""
        self._list.show(self._list.versions, self._list_width - 2)

    @on(OptionList.OptionHighlighted)
    def _compare(self) -> None:
        """Show what changed between the selected version and now, or the baseline."""
        if version := self._list.selected:
            self._view.compare(self._comparison(version))
        else:
            self._view.show_text(self.guide.say("versions.empty"))

    def _comparison(self, version: Version) -> Comparison:
        """Return what is compared when a version is selected."""
        return self._list.comparison(version, self._current_canvas())

    # View, restore and compare

    @on(OptionList.OptionSelected)
    @work
    async def action_view(self) -> None:
        """View the selected version, and restore it if the user asks for that there."""
        if version := self._list.selected:
            name = self._list.name_of(version)
            view = VersionViewScreen(self.context, version.canvas, name)
            if await self.app.push_screen_wait(view):
                self.dismiss(version)

    def action_restore(self) -> None:
        """Return the selected version, to be restored."""
        if version := self._list.selected:
            self.dismiss(version)

    def action_compare(self) -> None:
        """Make the selected version the baseline of comparisons, or go back to now."""
        if self._list.selected:
            self._list.toggle_baseline()
            self._list.show(self._list.versions, self._list_width - 2)
            self._compare()

    def action_picture(self) -> None:
        """Show what changed on the nine blocks."""
        if version := self._list.selected:
            exhibit = ComparisonExhibit(self._comparison(version))
            self.app.push_screen(ChangesScreen(self.context, exhibit))

    def action_progress(self) -> None:
        """Show the progress over the versions that the user saved."""
        kept = [version for version in self._list.versions if version.name]
        if not kept:
            self.show_message("no_progress")
            return
        exhibit = ProgressExhibit(progress_steps(kept, self._current_canvas(), self.guide))
        self.app.push_screen(ChangesScreen(self.context, exhibit))

    @work
    async def action_copy(self) -> None:
        """Copy what changed as Markdown."""
        if version := self._list.selected:
            key = self.guide.key("versions.plain", "m")
            copied, _ = await self.context.copy_text(await self._changelog(version), key)
            self.message_bar.show(copied)

    @work
    async def action_plain(self) -> None:
        """Show what changed as plain Markdown, to be selected with the mouse."""
        if version := self._list.selected:
            self.app.push_screen(PlainTextScreen(await self._changelog(version), self.guide))

    async def _changelog(self, version: Version) -> str:
        """Return what changed as Markdown, with tokens or without, according to the settings."""
        comparison, guide = self._comparison(version), self.guide
        if self.context.config.settings.copy_notes == CLEAN:
            comparison = await asyncio.to_thread(comparison.without_notation, guide)
        return await asyncio.to_thread(write_list, comparison, guide)

    # Save and delete

    @work
    async def action_keep(self) -> None:
        """Ask for a name, and save the canvas as it is now as a version."""
        await self._keeping.keep(self._current_canvas)

    @work
    async def action_delete(self) -> None:
        """Delete the selected version."""
        if version := self._list.selected:
            await self._keeping.delete(version)

    @work
    async def action_undelete(self) -> None:
        """Bring back the version that was deleted last."""
        await self._keeping.undelete()

    async def show_changed(self, version: Version, message: str) -> None:
        """Show the list again, and report what was done to a version.

        Args:
            version: The version.
            message: The message, which names it.
        """
        self._list.focus()  # the second of two prompts does not restore the focus
        if await self._read(version.number):
            self.show_message(message, name=self._list.name_of(version))

    # The focus

    def action_changes(self) -> None:
        """Move the focus to the changes, or back to the list."""
        (self._list if self._view.has_focus else self._view).focus()

    def action_cursor(self, direction: str) -> None:
        """Move the cursor of the list, or scroll the changes if they have the focus."""
        (self._view if self._view.has_focus else self._list).move(direction)

    def action_close(self) -> None:
        """Return to the canvas."""
        self.dismiss(None)
