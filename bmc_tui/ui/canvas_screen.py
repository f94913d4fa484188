"""The canvas screen: the nine-block grid, the editor over or beside it, and what keys do there."""

import asyncio
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from rich.text import Text
from textual import on, work
from textual.binding import Binding
from textual.containers import Horizontal
from textual.widget import Widget

from bmc_tui.canvas.blocks import BLOCKS, Block
from bmc_tui.canvas.canvas import Canvas
from bmc_tui.canvas.merge import merge_lists
from bmc_tui.formats import markdown
from bmc_tui.formats.changelog import called
from bmc_tui.formats.wrap import cut
from bmc_tui.guide import Guide
from bmc_tui.store import Kept, Shelf, StoreError
from bmc_tui.ui.block_picker import BlockPicker
from bmc_tui.ui.board import Board
from bmc_tui.ui.lean_screen import HELP, PALETTE, LeanScreen
from bmc_tui.ui.session import Outside, Saving, Session
from bmc_tui.ui.watch import Watcher

if TYPE_CHECKING:
    # Text areas and inputs are imported when somebody opens one, which makes the app start faster;
    # so the handlers of their messages below go by name.
    from bmc_tui.ui.ask import AskLine
    from bmc_tui.ui.editor import EditorPane
    from bmc_tui.ui.note_area import NoteArea
    from bmc_tui.ui.shelf_screen import ShelfScreen

WIDE = 120
"""Columns from which the editor stands beside the grid instead of over it."""


TOLD = 40
"""Cells of a note that a message shows at most."""

WATCH_AFTER = 0.5
"""Seconds after the first picture from which the file is watched."""


class CanvasScreen(LeanScreen[None]):
    """One canvas, to be walked over and edited.

    Args:
        shelf: Where canvases are kept.
        kept: The canvas to open, or None for a new one.
        guide: The language of the screen.
        copy: Brings a text to the clipboard and returns what is to be told of it. It may take
            seconds: it is called in a thread.
        news: What the person is to be told at once.
    """

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]

    BINDINGS = [
        Binding("enter,e", "edit", id="canvas.edit", key_display="⏎"),
        Binding("a", "add", id="canvas.add"),
        Binding("y", "copy", id="canvas.copy"),
        Binding("Y", "copy_block", id="canvas.copy_block", show=False),
        Binding("u", "undo", id="canvas.undo"),
        Binding("U", "redo", id="canvas.redo", show=False),
        Binding("v", "versions", id="canvas.versions"),
        Binding("o", "canvases", id="canvas.canvases"),
        Binding("ctrl+z", "app.suspend_process", id="canvas.stop", show=False),
        Binding("q", "app.quit", id="canvas.quit"),
        Binding("t", "title", id="canvas.title"),
        # Where the focus is in neither of them.
        Binding("escape", "back", show=False),
        PALETTE,
        HELP,
    ]

    def __init__(
        self,
        shelf: Shelf,
        kept: Kept | None,
        guide: Guide,
        copy: Callable[[str], str],
        news: str = "",
    ) -> None:
        super().__init__(guide)
        self._shelf = shelf
        self._copy = copy
        self._news = news
        self._session = Session(shelf, kept, self._saving_changed)
        self._watcher = Watcher(shelf.path, self._look_outside)
        self._plain = False
        self._warned = False
        """Whether somebody was told that quitting now loses what could not be saved."""
        self._asking: Callable[[tuple[str, ...]], None] = self._add
        self._elsewhere = False
        """Whether the list of canvases is shown, or about to be."""
        self._list: ShelfScreen | None = None
        self._board = Board(guide)
        self._body = Horizontal(self._board, id="body")
        self._editor: EditorPane | None = None

    def compose_body(self) -> Iterable[Widget]:
        """Return the grid, with room for the editor."""
        return (self._body,)

    def on_mount(self) -> None:
        """Show the canvas."""
        self._board.focus()
        self._show()
        if self._news:
            self.message_line.say(self._news)
        # Not on the way to the first key.
        self.set_timer(WATCH_AFTER, self._start_watching)

    @property
    def _canvas(self) -> Canvas:
        """The canvas as it is now."""
        return self._session.canvas

    # What is shown

    def _show(self) -> None:
        """Bring everything in sight up to date with the canvas."""
        self._board.show(self._canvas)
        if self._editor:
            self._editor.show(self._canvas.notes(self._editor.block))
        self._show_title()
        self._show_keys()

    def _show_title(self) -> None:
        """Show the canvas's title, the block that is open, and whether all is saved."""
        block = self._editor.block if self._editor else None
        place = f"{block.number} {self.guide.heading(block)}" if block else ""
        touched = self._session.history.past or self._session.history.future
        state = self._session.saving.name.lower() if touched else ""
        self.title_line.show(
            self._canvas.title or self.guide.say("canvas.untitled"),
            place,
            self.guide.say(f"saving.{state}") if state else "",
        )

    def _show_keys(self) -> None:
        """Show the keys of what the person is doing."""
        if self._editor:
            self.show_keys(self._editor)
        else:
            self.show_keys(self, self._can)

    def _can(self, action: str) -> bool:
        """Tell whether an action has something to act on."""
        history = self._session.history
        needs = {
            "undo": self._session.can_undo,
            "redo": history.future,
            "copy": self._canvas.count or self._canvas.title,
        }
        return bool(needs.get(action, True))

    def _saving_changed(self) -> None:
        """Show how the saving stands, and say what is not as usual."""
        saving, error = self._session.saving, self._session.error
        if saving is Saving.FAILED and error:
            reason = self.guide.tell(error)
            self.message_line.say(self.guide.say("message.not_saved", reason=reason), error=True)
        elif saving in {Saving.MERGED, Saving.RESTORED}:
            self._show()
            self.say("merged" if saving is Saving.MERGED else "out_of_trash")
            self._tell_both()
        if self._session.version_error:
            self.tell(self._session.version_error)
            self._session.version_error = None
        if saving is not Saving.FAILED:
            self._warned = False
        self._show_title()

    def _tell_both(self) -> None:
        """Say which notes stand in both wordings since a merge."""
        if both := self._session.both:
            named = [f"“{cut(note.mine, TOLD)}” / “{cut(note.theirs, TOLD)}”" for note in both[:3]]
            notes = (*named, "…") if len(both) > len(named) else tuple(named)
            self.say("both_wordings", notes=notes)
            self._session.both = ()

    @work
    async def _look_outside(self) -> None:
        """Show what somebody else has done to the canvas, or to the list of all."""
        if self._elsewhere:  # the canvas is looked at again on the way back
            if self._list:
                self._list.reload()
            return
        session = self._session
        outside = await session.catch_up()
        if session is not self._session:
            return
        if outside is Outside.CHANGED:
            self._show()
            self.say("changed_elsewhere")
            self._tell_both()
        elif outside is Outside.DELETED:
            self.say("deleted_elsewhere")

    def _start_watching(self) -> None:
        """Watch the file from now on, and catch up with what was written since it was read."""
        self._watcher.start()
        self._look_outside()

    def on_unmount(self) -> None:
        """Watch the file no longer."""
        self._watcher.stop()

    # The editor

    def _edit(self, canvas: Canvas, step: object = None) -> None:
        """Take an edited canvas, and show it."""
        self._session.record(canvas, step)
        self._show()

    def action_edit(self) -> None:
        """Open the focused block."""
        self._open(self._board.block)

    @on(Board.Clicked)
    def _clicked(self, event: Board.Clicked) -> None:
        """Open a block that is clicked on again, or any while the editor is open."""
        if event.again or self._editor:
            self._open(event.block)

    def _open(self, block: Block) -> None:
        """Open the editor on a block, in the place of the one that is open."""
        from bmc_tui.ui.editor import EditorPane  # noqa: PLC0415 - see above

        if self.is_asking:
            self.on_ask_line_cancelled()
        if self._editor:
            self._editor.remove()
        self._editor = EditorPane(self._canvas, block, self.guide, plain=self._plain)
        self.add_class("-editing")
        self._board.go_to(block)
        self._body.mount(self._editor)
        self._show_title()
        self._show_keys()

    def on_editor_pane_closed(self) -> None:
        """Close the editor and go back to the grid."""
        if self._editor:
            self._editor.remove()
            self._editor = None
        self.remove_class("-editing")
        self._board.focus()
        self._show()

    def on_editor_pane_turned(self, event: "EditorPane.Turned") -> None:
        """Open the block that is a few further in filling order."""
        if self._editor:
            self._open(self._editor.block.after(event.steps))

    def on_editor_pane_plain_toggled(self, event: "EditorPane.PlainToggled") -> None:
        """Remember for the next block whether the questions are away."""
        self._plain = event.plain

    def on_editor_pane_notes_changed(self, event: "EditorPane.NotesChanged") -> None:
        """Take over what was typed; what came from elsewhere meanwhile stays."""
        notes = merge_lists(event.before, event.after, self._canvas.notes(event.block))
        self._session.record(self._canvas.with_notes(event.block, notes), event.step)
        if self._board.display:  # else it catches up when the editor closes
            self._board.show(self._canvas)
        self._show_title()
        if self._editor and self._canvas.notes(event.block) != event.after:
            self._editor.show(self._canvas.notes(self._editor.block))

    @work
    async def on_editor_pane_sending(self, event: "EditorPane.Sending") -> None:
        """Send a note to the block that the person picks."""
        block = await self.app.push_screen_wait(BlockPicker(self.guide))
        here = event.spot
        if block is None or block is here.block:
            return
        # While the person was choosing, somebody else may have moved the notes about.
        texts = self._canvas.texts(here.block, here.section)
        if event.text not in texts:
            self.say("note_gone")
            return
        if texts[here.index : here.index + 1] != (event.text,):
            here = replace(here, index=texts.index(event.text))
        canvas, _ = self._canvas.send(here, block)
        self._edit(canvas)
        if self._editor:
            self._editor.go_to(replace(here, index=max(0, here.index - 1)))
        self.say("sent", block=f"{block.number} {self.guide.title(block)}")

    def on_editor_pane_nothing_here(self) -> None:
        """Say that there is no note to send."""
        self.say("no_note_here")

    async def on_note_area_undo_asked(self, event: "NoteArea.UndoAsked") -> None:
        """Undo or redo a step of the canvas: nothing that was typed is left to be undone."""
        if event.redo:
            await self.action_redo()
        else:
            await self.action_undo()

    # One line at the bottom

    def action_add(self) -> None:
        """Ask for notes to add to the focused block."""
        block = self._board.block
        self._asking = self._add
        self.ask(f"{block.number} {self.guide.title(block)} +", self.guide.say("ask.add_hint"))
        cast("AskLine", self._ask_line).go_on()

    def action_title(self) -> None:
        """Ask for the canvas's title."""
        self._asking = self._retitle
        hint = self.guide.say("ask.title_hint")
        self.ask(self.guide.say("ask.title"), hint, self._canvas.title)

    def on_ask_line_answered(self, event: "AskLine.Answered") -> None:
        """Do what the answer is for; without one, the title stays."""
        if event.lines:
            self._asking(event.lines)
        elif self._asking != self._add:
            self.on_ask_line_cancelled()

    def _add(self, lines: tuple[str, ...]) -> None:
        """Add notes to the focused block, and go on asking."""
        self._edit(self._canvas.add(self._board.block, *lines))

    def _retitle(self, lines: tuple[str, ...]) -> None:
        """Give the canvas another title."""
        self._edit(self._canvas.with_title(lines[0]))
        self.on_ask_line_cancelled()

    def on_ask_line_cancelled(self) -> None:
        """Go back to where the question came from."""
        self.stop_asking(self._editor or self._board)

    def action_back(self) -> None:
        """Leave what is open: the question, else the editor."""
        if self.is_asking:
            self.on_ask_line_cancelled()
        elif self._editor:
            self.on_editor_pane_closed()

    # Undo and copy

    async def action_undo(self) -> None:
        """Take the last step back, be it one of an earlier session."""
        if await self._session.undo():
            self._show()
            self.say("undone")
        else:
            self._show_keys()
            self.say("nothing_to_undo")

    async def action_redo(self) -> None:
        """Do again what undo took back."""
        if await self._session.redo():
            self._show()
            self.say("redone")
        else:
            self.say("nothing_to_redo")

    def action_copy(self) -> None:
        """Copy the canvas as Markdown."""
        if self._can("copy"):
            self._copy_text(markdown.write(self._canvas, self.guide))
        else:
            self.say("nothing_to_copy")

    def action_copy_block(self) -> None:
        """Copy the focused block as Markdown."""
        if not self._canvas.notes(self._board.block):
            self.say("block_empty")
            return
        self._copy_text(markdown.write_block(self._canvas, self._board.block, self.guide))

    @work
    async def _copy_text(self, text: str) -> None:
        """Copy a text, and say what became of it."""
        self.message_line.say(await asyncio.to_thread(self._copy, text))

    # Other canvases, and out

    @work
    async def _remember(self) -> None:
        """Note that this canvas is the last one used."""
        if self._session.id:
            # The notes are not at stake: a file that can't be written is told when they are.
            with suppress(StoreError):
                await asyncio.to_thread(self._shelf.use, self._session.id)

    async def _all_saved(self) -> bool:
        """Save what is not saved; say so and return False when that fails."""
        saved = await self._session.flush()
        if not saved and self._session.error:
            self.tell(self._session.error)
        return saved

    @work
    async def action_canvases(self) -> None:
        """Show all canvases, and open the one that is picked."""
        # Not needed before somebody wants it: kept off the way to the first paint.
        from bmc_tui.ui.shelf_screen import ShelfScreen  # noqa: PLC0415

        if self._elsewhere or not await self._all_saved() or self._elsewhere:
            return
        here = self._session.id
        self._elsewhere = True
        self._list = ShelfScreen(self._shelf, self.guide, here)
        picked = await self.app.push_screen_wait(self._list)
        self._list = None
        self._elsewhere = False
        if picked is None and here is None:
            return
        try:
            id_ = picked or await asyncio.to_thread(self._still_there, here)
            kept = await asyncio.to_thread(self._shelf.load, id_) if id_ else None
        except StoreError as error:
            self.tell(error)
            return
        if kept and kept.entry.id == here:
            self._session.adopt(kept)
        else:
            self.on_editor_pane_closed()
            self._session = Session(self._shelf, kept, self._saving_changed)
            self._board.go_to(BLOCKS[0])
            self._remember()
        self._show()

    @work
    async def action_versions(self) -> None:
        """Show the versions of the canvas, and restore the one that is picked."""
        from bmc_tui.ui.versions_screen import VersionsScreen  # noqa: PLC0415 - as above

        if self._elsewhere or not (self._session.id or await self._all_saved()) or self._elsewhere:
            return
        if not self._session.id:
            self.say("no_versions")
            return
        self._elsewhere = True
        versions = VersionsScreen(
            self._shelf.versions, self._session.id, lambda: self._canvas, self.guide, self._copy
        )
        version = await self.app.push_screen_wait(versions)
        self._elsewhere = False
        self._look_outside()
        if version:
            is_same = version.canvas == self._canvas
            self._edit(version.canvas)
            name = called(version.name, version.made, self.guide)
            self.say("version_same" if is_same else "version_restored", name=name)

    def _still_there(self, id_: str | None) -> str | None:
        """Return `id_`, or another canvas's when it is in the trash by now.

        Raises:
            StoreError: The file can't be read.
        """
        ids = {entry.id for entry in self._shelf.entries()}
        return id_ if id_ in ids else self._shelf.last()

    @work(group="leave", exclusive=True)
    async def leave(self) -> None:
        """Save and quit; only what can't be saved is asked about, once."""
        if self._session.unsaved:
            self.say("saving")
        if await self._session.flush():
            self.app.exit(0)
            return
        error = self._session.error
        reason = self.guide.tell(error) if error else ""
        if self._warned:
            self.app.exit(1, message=Text(reason))
            return
        self._warned = True
        front = self.app.screen if isinstance(self.app.screen, LeanScreen) else self
        front.message_line.say(self.guide.say("message.quit_anyway", reason=reason), error=True)

    def _typed(self) -> Canvas:
        """Return the canvas with what was typed and has not got into it yet."""
        canvas = self._canvas
        if self._editor:
            canvas = canvas.with_notes(self._editor.block, self._editor.typed)
        if self._ask_line and self._asking == self._add:
            canvas = canvas.add(self._board.block, cast("AskLine", self._ask_line).text)
        return canvas

    async def save_last(self) -> StoreError | None:
        """Save all, down to the last character, because the program ends.

        Returns:
            Why it could not be saved.
        """
        canvas, self._ask_line = self._typed(), None  # what is asked for is not added twice
        self._session.record(canvas)
        return None if await self._session.flush() else self._session.error

    async def save_now(self) -> None:
        """Save what there is, because the program is about to stop for a while."""
        await self._session.flush()

    def rescue(self) -> None:
        """Bring what is not saved into the journal, from any thread."""
        self._session.rescue(self._typed())
