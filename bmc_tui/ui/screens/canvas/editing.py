"""The part of the canvas screen where text is typed: the editor, and the line at the bottom."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from textual import on, work
from textual.containers import Horizontal
from textual.widget import Widget

from bmc_tui.guide import Guide
from bmc_tui.model.blocks import Block
from bmc_tui.model.canvas import Canvas
from bmc_tui.model.merge import merge_lists
from bmc_tui.store import StoredCanvas
from bmc_tui.ui.context import AppContext
from bmc_tui.ui.screens.block_picker import BlockPicker
from bmc_tui.ui.screens.canvas.saving import OpenCanvas
from bmc_tui.ui.widgets.board import Board

if TYPE_CHECKING:
    # Text areas and inputs are imported when somebody opens one, which makes the app start faster;
    # so the handlers of their messages below go by name.
    from bmc_tui.ui.widgets.completion import Candidates
    from bmc_tui.ui.widgets.editor import EditorPane
    from bmc_tui.ui.widgets.prompt import TextPrompt

_ROOMY = 100
"""Columns from which the title line has room for the sheet's own name of a block too."""


class EditingScreen(OpenCanvas):
    """The grid of a canvas, the editor over or beside it, and one line that asks.

    Args:
        context: What the screen works with.
        kept: The canvas to open, or None for a new one.
    """

    def __init__(self, context: AppContext, kept: StoredCanvas | None) -> None:
        super().__init__(context, kept)
        self._hides_questions = False
        self._asking: Callable[[tuple[str, ...]], None] = self._add
        self._ask_anew: Callable[[], None] = self.action_add
        """Asks again what is being asked."""
        self._board = Board(context.guide)
        self._body = Horizontal(self._board, id="body")
        self._editor: EditorPane | None = None

    def compose_body(self) -> Iterable[Widget]:
        """Return the grid, with room for the editor."""
        return (self._body,)

    # What is shown

    def _show(self) -> None:
        """Bring everything in sight up to date with the canvas."""
        self._board.show(self._canvas)
        if self._editor:
            self._editor.show(self._canvas.notes(self._editor.block))
        super()._show()
        self._show_keys()

    def set_language(self, guide: Guide) -> None:
        """Show everything in another language; what is being typed is not touched."""
        super().set_language(guide)
        self._board.set_language(guide)
        if self._editor:
            self._editor.set_language(guide)
        self._show()
        if self._prompt:
            typed = cast("TextPrompt", self._prompt).text
            self.stop_asking(self._board)
            self._ask_anew()
            cast("TextPrompt", self._prompt).set_text(typed)

    @property
    def _place(self) -> str:
        """The block that is open."""
        if not self._editor:
            return ""
        block = self._editor.block
        has_room = self.size.width >= _ROOMY
        return f"{block.number} {(self.guide.heading if has_room else self.guide.title)(block)}"

    def _show_keys(self) -> None:
        """Show the keys of what the person is doing."""
        if self._editor:
            self.show_keys(self._editor)
        else:
            self.show_keys(self, self._can)

    def _can(self, action: str) -> bool:
        """Tell whether an action has something to act on."""
        return True

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
        from bmc_tui.ui.widgets.editor import EditorPane

        if self.is_asking:
            self.on_text_prompt_cancelled()
        if self._editor:
            self._editor.remove()
        self._editor = EditorPane(
            self._canvas,
            block,
            self.guide,
            hides_questions=self._hides_questions,
            candidates_for=self._name_candidates(block),
        )
        self.add_class("-editing")
        self._board.go_to(block)
        self._body.mount(self._editor)
        self._show_title()
        self._show_keys()

    def _name_candidates(self, block: Block) -> Callable[[str], tuple[str, "Candidates"]]:
        """Return what returns the names to offer behind a text in `block`."""
        from bmc_tui.ui.widgets.completion import name_candidates

        return lambda text: name_candidates(text, self._canvas, block, self.guide)

    def on_editor_pane_closed(self) -> None:
        """Close the editor and go back to the grid."""
        if self._editor:
            self._editor.remove()
            self._editor = None
        self.remove_class("-editing")
        self._board.focus()
        self._show()

    def on_editor_pane_block_stepped(self, event: "EditorPane.BlockStepped") -> None:
        """Open the block that is a few further in filling order."""
        if self._editor:
            self._open(self._editor.block.after(event.steps))

    def on_editor_pane_questions_toggled(self, event: "EditorPane.QuestionsToggled") -> None:
        """Remember for the next block whether the questions are away."""
        self._hides_questions = event.are_hidden

    def on_editor_pane_notes_changed(self, event: "EditorPane.NotesChanged") -> None:
        """Take over what was typed; what came from elsewhere meanwhile stays."""
        event.stop()
        notes = merge_lists(event.previous, event.current, self._canvas.notes(event.block))
        self._session.record(self._canvas.with_notes(event.block, notes), event.step)
        self._show_title()
        if self._board.display:  # else it catches up when the editor closes
            self._board.show(self._canvas)
        if self._editor and self._canvas.notes(event.block) != event.current:
            self._editor.show(self._canvas.notes(self._editor.block))

    @work
    async def on_editor_pane_send_requested(self, event: "EditorPane.SendRequested") -> None:
        """Send a note to the block that the person picks."""
        block = await self.app.push_screen_wait(BlockPicker(self.guide))
        here = event.spot
        if block is None or block is here.block:
            return
        # While the person was choosing, somebody else may have moved the notes about.
        texts = self._canvas.texts(here.block, here.section)
        if event.text not in texts:
            self.show_message("note_gone")
            return
        if texts[here.index : here.index + 1] != (event.text,):
            here = replace(here, index=texts.index(event.text))
        canvas, _ = self._canvas.send(here, block)
        self._edit(canvas)
        if self._editor:
            self._editor.go_to(replace(here, index=max(0, here.index - 1)))
        self.show_message("sent", block=f"{block.number} {self.guide.title(block)}")

    def on_editor_pane_note_missed(self) -> None:
        """Say that there is no note on this line."""
        self.show_message("no_note_here")

    # One line at the bottom

    def action_add(self) -> None:
        """Ask for notes to add to the focused block."""
        block = self._board.block
        self._asking, self._ask_anew = self._add, self.action_add
        self.ask(f"{block.number} {self.guide.title(block)} +", self.guide.say("ask.add_hint"))
        line = cast("TextPrompt", self._prompt)
        line.accept_lines()
        line.complete_names(self._name_candidates(block))

    def action_title(self) -> None:
        """Ask for the canvas's title."""
        self._asking, self._ask_anew = self._retitle, self.action_title
        hint = self.guide.say("ask.title_hint")
        self.ask(self.guide.say("ask.title"), hint, self._canvas.title)

    def on_text_prompt_answered(self, event: "TextPrompt.Answered") -> None:
        """Do what the answer is for; without one, the title stays."""
        if event.lines:
            self._asking(event.lines)
        elif self._asking != self._add:
            self.on_text_prompt_cancelled()

    def _add(self, lines: tuple[str, ...]) -> None:
        """Add notes to the focused block, and go on asking."""
        self._edit(self._canvas.add(self._board.block, *lines))

    def _retitle(self, lines: tuple[str, ...]) -> None:
        """Give the canvas another title."""
        self._edit(self._canvas.with_title(lines[0]))
        self.on_text_prompt_cancelled()

    def on_text_prompt_cancelled(self) -> None:
        """Go back to where the question came from."""
        self.stop_asking(self._editor or self._board)

    def action_back(self) -> None:
        """Leave what is open: the question, else the editor."""
        if self.is_asking:
            self.on_text_prompt_cancelled()
        elif self._editor:
            self.on_editor_pane_closed()

    def _typed(self) -> Canvas:
        """Return the canvas with what was typed and has not got into it yet."""
        canvas = self._canvas
        if self._editor:
            canvas = canvas.with_notes(self._editor.block, self._editor.typed)
        if self._prompt and self._asking == self._add:
            canvas = canvas.add(self._board.block, cast("TextPrompt", self._prompt).text)
        return canvas
