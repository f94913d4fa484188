"""The versions of the canvas: keep one, see what changed, look, restore, delete."""

import asyncio
from collections.abc import Callable, Iterable, Sequence

from textual import events, on, work
from textual.binding import Binding
from textual.containers import Container
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from bmc_tui.formats.markdown import changelog
from bmc_tui.model.canvas import Canvas
from bmc_tui.model.diff import changes
from bmc_tui.store import StoreError
from bmc_tui.store.versions import Version
from bmc_tui.ui.context import AppContext
from bmc_tui.ui.screens.base import BY_WIDTH, HELP, PALETTE, ROW_DOWN, ROW_UP, WIDE, BaseScreen
from bmc_tui.ui.screens.prompting import Question, worded
from bmc_tui.ui.screens.version_view import VersionViewScreen
from bmc_tui.ui.widgets.changes_view import ChangesView
from bmc_tui.ui.widgets.pick_list import PickList, row


class VersionsScreen(BaseScreen[Version | None]):
    """The list of versions with what changed since the picked one; gives the one to restore.

    Args:
        context: What the screen works with.
        id_: The canvas's id.
        now: Returns the canvas as it is now.
    """

    CSS_PATH = "versions.tcss"

    HORIZONTAL_BREAKPOINTS = BY_WIDTH

    BINDINGS = [
        Binding("enter", "look", id="versions.look", key_display="⏎"),
        Binding("n", "keep", id="versions.keep"),
        Binding("r", "restore", id="versions.restore"),
        Binding("c", "compare", id="versions.compare"),
        Binding("y", "copy", id="versions.copy"),
        Binding("m", "plain", id="versions.plain", show=False),
        Binding("x,delete", "delete", id="versions.delete"),
        Binding("u", "undelete", id="versions.undelete", show=False),
        Binding("tab,shift+tab", "changes", id="versions.changes", key_display="tab"),
        Binding("escape,v,q", "close", id="versions.close", key_display="esc"),
        ROW_DOWN,
        ROW_UP,
        PALETTE,
        HELP,
    ]

    def __init__(
        self,
        context: AppContext,
        id_: str,
        now: Callable[[], Canvas],
    ) -> None:
        super().__init__(context)
        self._store = context.shelf.versions
        self._canvas_id = id_
        self._now = now
        self._versions: Sequence[Version] = ()
        self._other: Version | None = None
        """What the picked version is compared with; None is now."""
        self._deleted: list[Version] = []
        self._list = PickList("versions")
        self._view = ChangesView(context.guide)

    def compose_body(self) -> Iterable[Widget]:
        """Return the list and what changed."""
        return (Container(self._list, self._view, id="versions-body"),)

    def on_mount(self) -> None:
        """Show the list."""
        self._list.focus()
        self._show()

    @property
    def _picked(self) -> Version | None:
        """The version that the cursor is on."""
        at = self._list.highlighted
        return self._versions[at] if at is not None and at < len(self._versions) else None

    def _called(self, version: Version) -> str:
        """Return what a version is called."""
        return changelog.version_name(version.name, version.made, self.guide)

    # What is shown

    @work
    async def _show(self) -> None:
        """Show the list as it is in the file."""
        await self._read()

    async def _read(self, pick: int | None = None) -> bool:
        """Read the list and put the cursor on a version; return whether that went well.

        Args:
            pick: The version's number; left out, the cursor stays where it is.
        """
        try:
            self._versions = await asyncio.to_thread(self._store.of, self._canvas_id)
        except StoreError as error:
            self.show_error(error)
            return False
        numbers = [version.number for version in self._versions]
        if self._other and self._other.number not in numbers:
            self._other = None
        at = numbers.index(pick) if pick in numbers else self._list.highlighted or 0
        self._rows(at)
        self.title_bar.show(
            self.guide.say("versions.title"),
            state=self.guide.canvas_title(self._now().title),
        )
        self.show_keys(self, self._can)
        self._compare()
        return True

    def _rows(self, at: int) -> None:
        """Make the rows anew, with the cursor on one of them."""
        self._list.set_options(Option(self._row(version)) for version in self._versions)
        if self._versions:
            self._list.highlighted = min(at, len(self._versions) - 1)

    def _row(self, version: Version) -> Content:
        """Return the line of one version: its name, how many notes, and when it was made."""
        count = self.guide.count("count.note", version.canvas.count)
        when = f"{version.made.astimezone():%Y-%m-%d %H:%M}"
        mark = "= " if self._other and version.number == self._other.number else "  "
        width = self.size.width // 2 if self.size.width >= WIDE else self.size.width
        name = version.name or self.guide.say("versions.automatic")
        return Content(row(width - 2, mark, name, count, when))

    def on_resize(self, event: events.Resize) -> None:
        """Fit the rows to the new size."""
        self._rows(self._list.highlighted or 0)

    def _can(self, action: str) -> bool:
        """Tell whether an action has something to act on."""
        return action in {"keep", "close", "app.help"} or bool(self._versions)

    @on(OptionList.OptionHighlighted)
    def _moved(self) -> None:
        """Show what changed since the version that the cursor is on now."""
        self._compare()

    @work(exclusive=True, group="compare")
    async def _compare(self) -> None:
        """Show what changed between the picked version and now, or the other one."""
        version = self._picked
        if version is None:
            self._view.show(self.guide.say("versions.empty"), None)
            return
        before, after, since, until = self._states(version)
        # Two full canvases that have little in common take a while.
        found = await asyncio.to_thread(changes, before, after)
        heading = (
            self.guide.say("versions.between", since=since, until=until)
            if self._other
            else self.guide.say("versions.since", name=since)
        )
        self._view.show(heading, found)

    def _states(self, version: Version) -> tuple[Canvas, Canvas, str, str]:
        """Return the older and the newer canvas to compare, and what they are called."""
        other = self._other
        if other is None:
            return (
                version.canvas,
                self._now(),
                self._called(version),
                self.guide.say("versions.now"),
            )
        old, new = sorted((version, other), key=lambda each: each.number)
        return old.canvas, new.canvas, self._called(old), self._called(new)

    # What keys do

    @on(OptionList.OptionSelected)
    @work
    async def action_look(self) -> None:
        """Look at the picked version."""
        if version := self._picked:
            look = VersionViewScreen(self.context, version.canvas, self._called(version))
            if await self.app.push_screen_wait(look):
                self.dismiss(version)

    def action_restore(self) -> None:
        """Give back the picked version, to be restored."""
        if version := self._picked:
            self.dismiss(version)

    def action_compare(self) -> None:
        """Compare with the picked version from now on, or with now again."""
        if version := self._picked:
            is_same = self._other and self._other.number == version.number
            self._other = None if is_same else version
            self._rows(self._list.highlighted or 0)
            self._compare()

    @work
    async def action_copy(self) -> None:
        """Copy what changed as Markdown."""
        if version := self._picked:
            text = await self._changelog(version)
            self.message_bar.show(await self.copy_text(text, self.guide.key("versions.plain", "m")))

    @work
    async def action_plain(self) -> None:
        """Show what changed as plain Markdown, to be selected with the mouse."""
        if version := self._picked:
            self.show_plainly(await self._changelog(version))

    async def _changelog(self, version: Version) -> str:
        """Return what changed as Markdown."""
        before, after, since, until = self._states(version)
        found = await asyncio.to_thread(changes, before, after)
        return changelog.write(found, after.title, since, until, self.guide)

    @work
    async def action_keep(self) -> None:
        """Ask for a name, and keep the canvas under it as it is now."""
        if lines := await self.prompt(Question(worded("ask.version"), worded("ask.title_hint"))):
            name, canvas = lines[0], self._now()
            await self._change(
                lambda: self._store.keep(self._canvas_id, canvas, name), "version_kept"
            )

    @work
    async def action_delete(self) -> None:
        """Delete the picked version."""
        if version := self._picked:

            def delete() -> Version:
                self._store.delete(self._canvas_id, version.number)
                return version

            if await self._change(delete, "version_deleted"):
                self._deleted.append(version)

    @work
    async def action_undelete(self) -> None:
        """Bring back the version that was deleted last."""
        if not self._deleted:
            self.show_message("no_version_deleted")
            return
        version = self._deleted[-1]

        def put_back() -> Version:
            self._store.put_back(self._canvas_id, version)
            return version

        if await self._change(put_back, "version_back"):
            self._deleted.remove(version)

    async def _change(self, change: Callable[[], Version], said: str) -> bool:
        """Change the file in a thread, show the list anew, and say what was done."""
        try:
            version = await asyncio.to_thread(change)
        except StoreError as error:
            self.show_error(error)
            return False
        if await self._read(version.number):
            self.show_message(said, name=self._called(version))
        return True

    def action_changes(self) -> None:
        """Go to what changed, or back to the list."""
        (self._list if self._view.has_focus else self._view).focus()

    def action_cursor(self, direction: str) -> None:
        """Go up or down the list, or what changed."""
        down = direction == "down"
        if self._view.has_focus:
            (self._view.action_scroll_down if down else self._view.action_scroll_up)()
        else:
            (self._list.action_cursor_down if down else self._list.action_cursor_up)()

    def action_close(self) -> None:
        """Go back to the canvas."""
        self.dismiss(None)
