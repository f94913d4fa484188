"""The canvas screen: one open canvas, one mode at a time, and the actions of its keys."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from textual import events, work
from textual.widget import Widget

from bmc_tui.guide import Guide
from bmc_tui.model.blocks import Block
from bmc_tui.model.canvas import Canvas
from bmc_tui.model.loss import REMOVAL, Occasion
from bmc_tui.model.sanitize import clean
from bmc_tui.render.title_line import greeting, legend_entries
from bmc_tui.session.session import Session
from bmc_tui.store import StoredCanvas
from bmc_tui.ui.context import AppContext
from bmc_tui.ui.screens.base import BaseScreen
from bmc_tui.ui.screens.canvas.bindings import CANVAS_BINDINGS
from bmc_tui.ui.screens.canvas.body import Body
from bmc_tui.ui.screens.canvas.browse import Browse, show_example
from bmc_tui.ui.screens.canvas.copying import copy_from, copy_note, text_of
from bmc_tui.ui.screens.canvas.cover import Cover
from bmc_tui.ui.screens.canvas.mode import Mode
from bmc_tui.ui.screens.canvas.open_canvas import WATCH_AFTER_S, OpenCanvas
from bmc_tui.ui.widgets.bars import ParkedLine
from bmc_tui.ui.widgets.board import Board

if TYPE_CHECKING:
    from bmc_tui.ui.widgets.editor import EditorPane


class CanvasScreen(BaseScreen[None]):
    """The screen on which one canvas is browsed, searched and edited; see `mode.Mode`.

    Args:
        context: The app's context.
        stored: The canvas to open, or None for a new one.
    """

    BINDINGS = CANVAS_BINDINGS

    def __init__(self, context: AppContext, stored: StoredCanvas | None) -> None:
        super().__init__(context)
        self.cover = Cover(self)
        self.open_canvas = OpenCanvas(self, stored)
        self.board = Board(context.guide)
        self.parked_line = ParkedLine(self.board, context.guide)
        self.body = Body(self.board, self.parked_line)
        self._mode: Mode = Browse(self)
        self.last_search = ""
        """The query of the last search, which n and N repeat once its highlight is gone."""
        self.hides_questions = False
        """Whether the editor hides the questions without an answer."""

    def compose_body(self) -> Iterable[Widget]:
        """Return the grid, with the line of parked notes below it and the editor over it."""
        return (self.body,)

    def on_mount(self) -> None:
        """Show the canvas; the file is watched only later, so that the first key is not delayed."""
        self.board.focus()
        self.show()
        if self.context.startup_message:
            self.message_bar.show(self.context.startup_message)
        self.set_timer(WATCH_AFTER_S, self.open_canvas.start_watching)

    def on_unmount(self) -> None:
        """Stop watching the file."""
        self.open_canvas.stop_watching()

    def on_resize(self, event: events.Resize) -> None:
        """Fit the title bar to the new size."""
        self.show_title()

    # The canvas

    @property
    def session(self) -> Session:
        """The session of the canvas that is open."""
        return self.open_canvas.session

    @property
    def canvas(self) -> Canvas:
        """The canvas as it is now."""
        return self.session.canvas

    @property
    def typed(self) -> Canvas:
        """The canvas with what was typed and is not in it yet."""
        canvas = self._mode.typed(self.canvas)
        for prompt in (self.open_prompt, self.cover.open_prompt):
            if prompt and prompt.question.add and (text := clean(prompt.text)):
                canvas = prompt.question.add(canvas, (text,))
        return canvas

    def edit(self, canvas: Canvas, occasion: Occasion = REMOVAL) -> None:
        """Record an edited canvas, and show it; see `Session.record`."""
        self.session.record(canvas, occasion=occasion)
        self.show()

    def on_editor_pane_notes_changed(self, event: "EditorPane.NotesChanged") -> None:
        """Record what was typed, merged with what has changed elsewhere meanwhile."""
        event.stop()
        pane = event.pane
        self.session.record(pane.notes.record_in(self.canvas), event.step)
        self.show_title()
        if not self.body.is_grid_covered:  # otherwise it catches up when the editor closes
            self.board.show(self.canvas)
            if event.arranges:
                self.board.fit_rows()
        if pane is self._mode.pane:
            self._mode.follow_typing(self.canvas)

    async def wait_until_idle(self) -> None:
        """Wait until all is saved and nothing is being written; for tests."""
        await self.session.wait_until_idle()

    # Display

    @property
    def mode(self) -> Mode:
        """The mode that is active."""
        return self._mode

    @mode.setter
    def mode(self, mode: Mode) -> None:
        self._mode = mode
        self.show_title()
        self.show_footer()

    def show(self) -> None:
        """Update everything on the screen from the canvas."""
        self._mode = self._mode.update(self.canvas)
        self.body.show(self.canvas)
        self.show_title()
        self.show_footer()
        self.cover.canvas_changed()

    def show_title(self) -> None:
        """Show the title, where in the canvas the user is, the save state, and the parked notes."""
        canvas, title = self.canvas, self.guide.canvas_title(self.canvas.title)
        location, status = self._mode.location(canvas), self.open_canvas.status()
        if not location and not status and not canvas.note_count:
            status = greeting(title, self.guide, self.app.size.width)
        self.title_bar.show(title, location, status, legend_entries(canvas))
        self.parked_line.show(canvas, self.guide, self._mode.current)

    def show_footer(self) -> None:
        """Show the keys of the mode."""
        owner, hidden = self._mode.footer()
        self.show_keys(owner, self._is_enabled, hidden)

    def _is_enabled(self, action: str) -> bool:
        """Return whether an action has something to act on."""
        conditions: dict[str, object] = {
            "undo": self.session.can_undo,
            "redo": self.session.history.future,
            "copy": self.canvas.note_count or self.canvas.title or self.canvas.design,
        }
        return bool(conditions.get(action, True))

    def set_language(self, guide: Guide) -> None:
        """Show everything in another language; text that is being typed does not change."""
        super().set_language(guide)
        self.body.set_language(guide)
        self.show()

    # Modes

    def action_back(self) -> None:
        """Do what Escape does: cancel the prompt, or else leave the mode."""
        if self.open_prompt:
            self.open_prompt.cancel()
        else:
            self.mode = self._mode.leave()

    async def action_edit(self) -> None:
        """Open the block with the cursor, on the current note or match if that is in the block."""
        from bmc_tui.ui.screens.canvas.edit import open_block

        await open_block(self, self.board.block, self._mode.current)

    async def action_notes(self, index: int | None = None) -> None:
        """Put the cursor on a note of the block; see `notes.mode.enter_notes`."""
        from bmc_tui.ui.screens.canvas.notes.mode import enter_notes

        await enter_notes(self, index)

    def action_find_step(self, steps: int) -> None:
        """Go to the next or previous match."""
        from bmc_tui.ui.screens.canvas.find import step_match

        step_match(self, steps)

    async def action_step_finding(self, steps: int) -> None:
        """Go to the next or previous finding of the review in the editor."""
        from bmc_tui.ui.screens.canvas.edit import step_finding

        await step_finding(self, steps)

    def action_follow(self) -> None:
        """Follow the next segment; after the last one, none."""
        from bmc_tui.ui.screens.canvas.follow import follow_next

        follow_next(self)

    # Edits

    @work
    async def action_ask(self, name: str) -> None:
        """Open the prompt with this name; see `prompts.PROMPTS`."""
        from bmc_tui.ui.screens.canvas.prompts import PROMPTS

        await PROMPTS[name](self)

    async def action_undo(self) -> None:
        """Undo a step, which may be one of an earlier session, or the paste of this canvas."""
        from bmc_tui.ui.screens.pasting.undoing import undo

        await undo(self)

    async def action_redo(self) -> None:
        """Redo a step, or the paste of a canvas that was undone last."""
        from bmc_tui.ui.screens.pasting.undoing import redo

        await redo(self)

    @work(group="external_edit", exclusive=True)
    async def action_edit_externally(self, blocks: Iterable[Block] = ()) -> None:
        """Edit blocks in the user's own editor; by default everything on the canvas."""
        from bmc_tui.ui.screens.canvas.external_edit import edit_externally

        await edit_externally(self, blocks or self.canvas.places)

    def action_example(self) -> None:
        """Show an example; see `browse.show_example`."""
        show_example(self)

    # Copies

    @work
    async def action_copy(self, block_only: bool = False) -> None:
        """Copy the canvas, or the block with the cursor."""
        await copy_from(self, self.board.block if block_only else None)

    def action_copy_note(self) -> None:
        """Copy the note under the cursor of the editor."""
        copy_note(self)

    def action_plain(self, block_only: bool = False) -> None:
        """Show what `action_copy` copies as plain text, to be selected with the mouse."""
        from bmc_tui.ui.screens.plain_text import PlainTextScreen

        text = text_of(self.canvas, self.board.block if block_only else None, self.context)
        self.app.push_screen(PlainTextScreen(text, self.guide))

    # Other screens

    @work
    async def action_visit(self, name: str, *arguments: object) -> None:
        """Open another screen, see `visits.VISITS`, unless one covers this screen already."""
        from bmc_tui.ui.screens.canvas.visits import VISITS

        if not self.cover.is_on:
            await VISITS[name](self, *arguments)
