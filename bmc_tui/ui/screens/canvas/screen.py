"""The canvas screen: what the keys do on the nine-block grid, and the ways to other screens."""

import asyncio
from collections.abc import Iterable
from typing import TYPE_CHECKING

from textual import work
from textual.binding import Binding

from bmc_tui.formats import FORMATS
from bmc_tui.formats.markdown import writer as markdown
from bmc_tui.formats.markdown.changelog import version_name
from bmc_tui.guide import TellableError
from bmc_tui.guide.vocabulary import translated
from bmc_tui.model.blocks import BLOCKS, Block
from bmc_tui.model.canvas import Canvas
from bmc_tui.store import StoredCanvas, StoreError
from bmc_tui.ui.context import AppContext
from bmc_tui.ui.screens.base import BY_WIDTH, HELP, PALETTE, STOP
from bmc_tui.ui.screens.canvas.find import FindingScreen
from bmc_tui.ui.screens.canvas.follow import SegmentsScreen
from bmc_tui.ui.screens.canvas.reviewing import ReviewingScreen

if TYPE_CHECKING:
    # Imported when somebody needs them, which makes the app start faster.
    from bmc_tui.ui.screens.shelf import ShelfScreen
    from bmc_tui.ui.widgets.editor import EditorPane
    from bmc_tui.ui.widgets.note_area import NoteArea


class CanvasScreen(FindingScreen, ReviewingScreen, SegmentsScreen):
    """One canvas, to be walked over and edited.

    Args:
        context: What the screen works with.
        stored: The canvas to open, or None for a new one.
    """

    HORIZONTAL_BREAKPOINTS = BY_WIDTH

    BINDINGS = [
        Binding("enter,e", "edit", id="canvas.edit", key_display="⏎"),
        Binding("n", "find_step(1)", id="canvas.find_next"),
        Binding("N", "find_step(-1)", id="canvas.find_previous", show=False),
        Binding("a", "add", id="canvas.add"),
        Binding("y", "copy", id="canvas.copy"),
        Binding("Y", "copy_block", id="canvas.copy_block", show=False),
        Binding("m", "plain", id="canvas.plain", show=False),
        Binding("M", "plain_block", id="canvas.plain_block", show=False),
        Binding("u", "undo", id="canvas.undo"),
        Binding("U", "redo", id="canvas.redo", show=False),
        Binding("E", "outside", id="canvas.outside", show=False),
        Binding("p", "present", id="canvas.present", show=False),
        Binding("x", "example", id="canvas.example", show=False),
        Binding("slash", "find", id="canvas.find", key_display="/"),
        Binding("r", "review", id="canvas.review"),
        Binding("s", "follow", id="canvas.follow"),
        Binding("S", "rename_segment", id="canvas.rename_segment", show=False),
        Binding("C", "matrix", id="canvas.matrix", show=False),
        Binding("c", "formats", id="canvas.formats"),
        Binding("v", "versions", id="canvas.versions"),
        Binding("o", "canvases", id="canvas.canvases"),
        Binding("L", "app.language", id="canvas.language", show=False),
        STOP,
        Binding("q", "app.quit", id="canvas.quit"),
        Binding("t", "title", id="canvas.title"),
        Binding("T", "app.next_theme", id="canvas.theme", show=False),
        Binding("escape", "back", id="canvas.back", key_display="esc"),
        PALETTE,
        HELP,
    ]

    def __init__(self, context: AppContext, stored: StoredCanvas | None) -> None:
        super().__init__(context, stored)
        self._copy = context.copy
        self._edit_text = context.edit_text
        self._news = context.startup_message
        self._settings = context.config.settings
        self._list: ShelfScreen | None = None

    def on_mount(self) -> None:
        """Show the canvas."""
        self._board.focus()
        self._show()
        if self._news:
            self.message_bar.show(self._news)

    def _can(self, action: str) -> bool:
        """Tell whether an action has something to act on."""
        history = self._session.history
        needs = {
            "undo": self._session.can_undo,
            "redo": history.future,
            "copy": self._canvas.count or self._canvas.title,
        }
        return bool(needs.get(action, True))

    # Undo and copy

    async def action_undo(self) -> None:
        """Take the last step back, be it one of an earlier session."""
        if await self._session.undo():
            self._show()
            self.show_message("undone")
        else:
            self._show_keys()
            self.show_message("nothing_to_undo")

    async def action_redo(self) -> None:
        """Do again what undo took back."""
        if await self._session.redo():
            self._show()
            self.show_message("redone")
        else:
            self.show_message("nothing_to_redo")

    async def on_note_area_undo_asked(self, event: "NoteArea.UndoAsked") -> None:
        """Undo or redo a step of the canvas: nothing that was typed is left to be undone."""
        if event.redo:
            await self.action_redo()
        else:
            await self.action_undo()

    @property
    def _told_canvas(self) -> Canvas:
        """The canvas as it is told others: its vocabulary in the guide's language."""
        return translated(self._canvas, self.guide)

    @property
    def _as_copied(self) -> str:
        """The canvas as a copy has it."""
        return str(FORMATS[self._settings.copy_format].write(self._canvas, self.guide))

    def action_copy(self) -> None:
        """Copy the canvas in the format that is set for that."""
        if self._can("copy"):
            self._copy_text(self._as_copied, self.guide.key("canvas.plain", "m"))
        else:
            self.show_message("nothing_to_copy")

    def action_copy_block(self) -> None:
        """Copy the focused block as Markdown."""
        if not self._canvas.notes(self._board.block):
            self.show_message("block_empty")
            return
        text = markdown.write_block(self._told_canvas, self._board.block, self.guide)
        self._copy_text(text, self.guide.key("canvas.plain_block", "M"))

    @work
    async def _copy_text(self, text: str, key: str) -> None:
        """Copy a text, and say what became of it, and which key shows it plainly."""
        self.message_bar.show(await asyncio.to_thread(self._copy, text, key))

    def action_plain(self) -> None:
        """Show plainly what would be copied, to be selected with the mouse."""
        self.show_plainly(self._as_copied)

    def action_plain_block(self) -> None:
        """Show the focused block so."""
        self.show_plainly(markdown.write_block(self._told_canvas, self._board.block, self.guide))

    @work
    async def action_formats(self) -> None:
        """Copy or save the canvas in a format that the person picks."""
        from bmc_tui.ui.screens.export import ExportScreen

        if self._elsewhere:
            return
        self._elsewhere = True
        formats = ExportScreen(self.context, lambda: self._canvas)
        await self.app.push_screen_wait(formats)
        self._elsewhere = False
        self._look_outside()

    # The person's own editor

    def action_outside(self) -> None:
        """Edit the canvas in the person's own editor."""
        self._edit_outside(BLOCKS)

    def on_editor_pane_external_edit_requested(
        self, event: "EditorPane.ExternalEditRequested"
    ) -> None:
        """Edit a block in the person's own editor."""
        self._edit_outside((event.block,))

    @work(group="outside", exclusive=True)
    async def _edit_outside(self, blocks: Iterable[Block]) -> None:
        """Have blocks edited as Markdown, and take back what was saved, in one step."""
        from bmc_tui.formats.markdown import worksheet

        self._edit(self._typed())
        written = worksheet.write(self._canvas, blocks, self.guide)
        try:
            edited = await self._edit_text(written)
        except TellableError as error:
            self.show_error(error)
            return
        if edited.text == written:
            edited.discard()
            self.show_message("edited_nothing")
            return
        try:
            canvas, remarks = worksheet.apply_worksheet(edited.text, written, self._canvas)
        except TellableError as error:
            reason = self.guide.tell(error)
            told = self.guide.say("editor.not_read", reason=reason, file=str(edited.file))
            self.message_bar.show(told, error=True)
            return
        self._edit(canvas)
        edited.discard()
        self.show_message("edited")
        if remarks:
            what = self.guide.say(remarks[0].key, **remarks[0].values)
            self.show_message("edited_but", line=remarks[0].line, what=what)

    @work
    async def action_present(self) -> None:
        """Present the canvas, block by block and note by note."""
        from bmc_tui.ui.screens.present import PresentScreen

        if not self._canvas.count:
            self.show_message("nothing_to_present")
        elif not self._elsewhere:
            self._elsewhere = True
            story = PresentScreen(self.context, self._canvas, self._followed)
            await self.app.push_screen_wait(story)
            self._elsewhere = False
            self._look_outside()

    def action_example(self) -> None:
        """Show an example where nothing is yet; after an example, the next one."""
        from bmc_tui.examples import example_names, load_example

        known = [load_example(name) for name in example_names(self.guide.language)]
        if self._canvas in known:
            at = known.index(self._canvas) + 1
        elif not self._canvas.count:
            at = 0
        else:
            self.show_message("no_room_for_example")
            return
        self._edit(known[at % len(known)])
        self.show_message("example", title=self._canvas.title)

    # Other canvases, and versions

    @work
    async def action_canvases(self) -> None:
        """Show all canvases, and open the one that is picked."""
        # Not needed before somebody wants it: kept off the way to the first paint.
        from bmc_tui.ui.screens.shelf import ShelfScreen

        if self._elsewhere or not await self._all_saved() or self._elsewhere:
            return
        here = self._session.id
        self._elsewhere = True
        self._list = ShelfScreen(self.context, here)
        goal = await self.app.push_screen_wait(self._list)
        self._list = None
        self._elsewhere = False
        if goal is None and here is None:
            return
        try:
            id_ = goal.canvas_id if goal else await asyncio.to_thread(self._still_there, here)
            kept = await asyncio.to_thread(self._shelf.load, id_) if id_ else None
        except StoreError as error:
            self.show_error(error)
            return
        if kept and kept.entry.id == here:
            await self._session.accept(kept)
        else:
            self.on_editor_pane_closed()
            self._open_anew(kept)
            self._board.go_to(BLOCKS[0])
        self._show()
        if goal and goal.query:
            self.on_editor_pane_closed()
            self._find_again(goal.query, goal.spot)

    def _file_changed(self) -> None:
        """Show what somebody has written: in the list of all, where that is what is shown."""
        if not self._elsewhere or self._review:
            super()._file_changed()
        elif self._list:  # the canvas is looked at again on the way back
            self._list.reload()

    @work
    async def action_versions(self) -> None:
        """Show the versions of the canvas, and restore the one that is picked."""
        from bmc_tui.ui.screens.versions import VersionsScreen

        if self._elsewhere or not (self._session.id or await self._all_saved()) or self._elsewhere:
            return
        if not self._session.id:
            self.show_message("no_versions")
            return
        self._elsewhere = True
        versions = VersionsScreen(self.context, self._session.id, lambda: self._canvas)
        version = await self.app.push_screen_wait(versions)
        self._elsewhere = False
        self._look_outside()
        if version:
            is_same = version.canvas == self._canvas
            self._edit(version.canvas)
            name = version_name(version.name, version.made, self.guide)
            self.show_message("version_same" if is_same else "version_restored", name=name)

    def _still_there(self, id_: str | None) -> str | None:
        """Return `id_`, or another canvas's when it is in the trash by now.

        Raises:
            StoreError: The file can't be read.
        """
        ids = {entry.id for entry in self._shelf.entries()}
        return id_ if id_ in ids else self._shelf.last_used()
