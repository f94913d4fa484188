"""The body of the canvas screen: the grid, the parked notes below it, and the editor over it."""

from dataclasses import replace
from typing import TYPE_CHECKING, cast

from textual import on, work
from textual.widget import Widget

from bmc_tui.guide import Guide
from bmc_tui.model.canvas import Canvas
from bmc_tui.ui.widgets.bars import ParkedLine
from bmc_tui.ui.widgets.board import Board
from bmc_tui.ui.widgets.grid.covered import Columns
from bmc_tui.ui.widgets.grid.overlay import Divider, OverGrid, Overlay, overlay_region

if TYPE_CHECKING:
    # Text areas are imported when a block is opened, which makes the app start faster; so the
    # handlers of their messages are found by name.
    from bmc_tui.model.blocks import Block
    from bmc_tui.model.canvas import Spot
    from bmc_tui.session.session import Session
    from bmc_tui.ui.paste_reading import PlacesPasted
    from bmc_tui.ui.screens.canvas.notes.cuts import Cuts
    from bmc_tui.ui.screens.canvas.screen import CanvasScreen
    from bmc_tui.ui.screens.interview.pane import InterviewPane
    from bmc_tui.ui.widgets.area.undoing import TypingUndone, UndoRequested
    from bmc_tui.ui.widgets.editor import EditorPane


class Body(Widget):
    """The grid and the editor, and the handlers of their messages.

    Args:
        board: The grid.
        parked_line: The line of parked notes below the grid.
    """

    def __init__(self, board: Board, parked_line: ParkedLine) -> None:
        super().__init__(board, parked_line, id="body")
        self._board = board
        self._divider = Divider()
        self.styles.set_rule(
            "layout", OverGrid(board, parked_line, self._divider, self._pushed_rows)
        )
        self._overlay: Overlay | None = None
        """What is over the grid, while something does."""
        self.resume_spots: dict[tuple[Session, Block], Spot] = {}
        """Where the editor was last, in each block of each canvas, as by its session."""
        self.cuts: Cuts | None = None
        """The notes that were cut in notes mode, on any canvas; None before the first one."""

    @property
    def _canvas_screen(self) -> "CanvasScreen":
        """The screen that the body is on."""
        return cast("CanvasScreen", self.screen)

    @property
    def _pane(self) -> "EditorPane | None":
        """The editor, while a block is open."""
        return self._canvas_screen.mode.pane

    async def open(self, overlay: Overlay) -> None:
        """Show something over the grid, replacing what is there now, in one frame."""
        previous, self._overlay = self._overlay, overlay
        self._canvas_screen.mounting = overlay
        widgets = (overlay,) if self._divider.is_attached else (self._divider, overlay)
        await self.mount(*widgets)
        _remove(previous)
        self._board.cover(self._covered_columns)

    def close(self) -> None:
        """Remove what is over the grid."""
        _remove(self._overlay)
        self._overlay = None
        self._board.cover(None)

    @property
    def _covered_columns(self) -> Columns | None:
        """The columns that are covered next to a block; None if all or nothing is covered."""
        overlay = self._overlay
        size = self._board.size
        region = overlay and overlay_region(overlay.beside, size, self.app.size)
        if not region:
            return None
        # The line at its side covers one more column.
        return Columns(max(0, region.x - 1), min(size.width, region.right + 1))

    def _pushed_rows(self) -> int:
        """Return by how many rows a message pushes up what is above it."""
        return self._canvas_screen.message_bar.pushing_rows

    @property
    def is_grid_covered(self) -> bool:
        """Whether nothing of the grid is in sight."""
        overlay = self._overlay
        return overlay is not None and not overlay_region(
            overlay.beside, self._board.size, self.app.size
        )

    def on_resize(self) -> None:
        """Show on the grid what changed while it was covered."""
        if not self.is_grid_covered:
            self._board.show(self._canvas_screen.canvas)
            self._board.fit_rows()
        self._board.cover(self._covered_columns)

    def show(self, canvas: Canvas) -> None:
        """Show a canvas on the grid, in rows that fit its notes unless notes are being typed."""
        self._board.show(canvas)
        if not self.is_attached:  # the app was asked to end while it started
            return
        prompt = self._canvas_screen.open_prompt
        asks_notes = prompt is not None and prompt.question.add is not None
        if not asks_notes and not self._canvas_screen.mode.keeps_rows:
            self._board.fit_rows()

    def set_language(self, guide: Guide) -> None:
        """Show the grid and the editor in another language; what is typed is not touched."""
        self._board.set_language(guide)
        self._canvas_screen.mode.set_language(guide)

    @on(Board.Moved)
    def _follow_cursor(self) -> None:
        """Show in the title bar where the cursor is now."""
        self._canvas_screen.mode.enter_block()
        self._canvas_screen.show_title()

    @on(Board.Clicked)
    async def _open(self, event: Board.Clicked) -> None:
        """Open what is clicked while it has the cursor, or anything while the editor is open.

        Else a click on a note puts the cursor on that.
        """
        screen = self._canvas_screen
        if event.had_cursor or self._pane:
            from bmc_tui.ui.screens.canvas.edit import open_block

            spots = [spot for spot, _ in screen.canvas.spots(event.block)]
            index = len(spots) if event.note is None else event.note
            await open_block(screen, event.block, spots[index] if index < len(spots) else None)
        elif event.note is not None:
            await screen.action_notes(event.note)

    def on_places_pasted(self, event: "PlacesPasted") -> None:
        """Place a paste on the board, or one in the editor that names blocks or sections."""
        from bmc_tui.ui.screens.pasting.placing import place_paste

        event.stop()
        place_paste(self._canvas_screen, event)

    def on_editor_pane_note_entered(self) -> None:
        """Show in the title bar what the note under the cursor adds to the sums."""
        self._canvas_screen.show_title()

    def on_editor_pane_closed(self) -> None:
        """Close the editor, as Escape does."""
        self._canvas_screen.action_back()

    async def on_editor_pane_block_stepped(self, event: "EditorPane.BlockStepped") -> None:
        """Open the block some steps further in filling order."""
        if self._pane:
            from bmc_tui.ui.screens.canvas.edit import open_block

            screen = self._canvas_screen
            await open_block(screen, screen.typed.place_after(self._pane.block, event.steps))

    def on_editor_pane_questions_toggled(self, event: "EditorPane.QuestionsToggled") -> None:
        """Remember for the next block whether its questions are hidden."""
        self._canvas_screen.hides_questions = event.are_hidden

    @work
    async def on_editor_pane_send_requested(self, event: "EditorPane.SendRequested") -> None:
        """Send a note to the block that the user picks."""
        from bmc_tui.ui.screens.canvas.notes.sending import send_note

        spot = await send_note(self._canvas_screen, event.spot, event.text)
        if spot and self._pane:
            self._pane.go_to(replace(spot, index=max(0, spot.index - 1)))

    def on_editor_pane_note_missing(self) -> None:
        """Report that there is no note on this line."""
        self._canvas_screen.show_message("no_note_here")

    async def on_editor_pane_unanswered_requested(self) -> None:
        """Go to the next question without an answer, over all blocks."""
        if self._pane:
            from bmc_tui.ui.screens.canvas.edit import open_next_question

            await open_next_question(self._canvas_screen, self._pane)

    async def on_interview_pane_next_requested(self) -> None:
        """Ask the next question without an answer."""
        from bmc_tui.ui.screens.interview.mode import ask_next

        await ask_next(self._canvas_screen)

    async def on_interview_pane_stepped(self, event: "InterviewPane.Stepped") -> None:
        """Ask the question some steps further."""
        from bmc_tui.ui.screens.interview.mode import step_question

        await step_question(self._canvas_screen, event.steps)

    def on_interview_pane_refiled(self, event: "InterviewPane.Refiled") -> None:
        """Report where a note was moved to."""
        key = "to_answers" if event.section else "to_notes"
        self._canvas_screen.show_message(key)

    def on_editor_pane_external_edit_requested(
        self, event: "EditorPane.ExternalEditRequested"
    ) -> None:
        """Edit the block in the user's own editor."""
        self._canvas_screen.action_edit_externally((event.block,))

    async def on_undo_requested(self, event: "UndoRequested") -> None:
        """Undo or redo a step of the canvas, once the area has no typing left to undo."""
        screen = self._canvas_screen
        await (screen.action_redo() if event.redo else screen.action_undo())

    def on_typing_undone(self, event: "TypingUndone") -> None:
        """Report what typing was undone or redone."""
        from bmc_tui.ui.screens.canvas.steps import report_typing

        report_typing(self._canvas_screen, event)


def _remove(overlay: Overlay | None) -> None:
    """Remove an overlay, if there is one: it is gone from the next frame on."""
    if overlay:
        overlay.display = False
        overlay.remove()
