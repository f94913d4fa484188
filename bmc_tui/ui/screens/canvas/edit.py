"""Edit mode: the notes of one block in an editor, over the grid or beside it."""

from dataclasses import replace
from typing import TYPE_CHECKING

from rich.cells import cell_len

from bmc_tui.model.blocks import Block
from bmc_tui.model.canvas import Canvas, Spot
from bmc_tui.model.money.sums import MONEY_BLOCKS
from bmc_tui.model.questions import next_unanswered, unanswered
from bmc_tui.ui.screens.canvas.browse import RESERVED_CELLS
from bmc_tui.ui.screens.canvas.mode import Footer, Mode
from bmc_tui.ui.screens.canvas.prompts import candidates_for
from bmc_tui.ui.widgets.editor import EditorPane

if TYPE_CHECKING:
    from bmc_tui.render.highlight import Highlight
    from bmc_tui.ui.screens.canvas.screen import CanvasScreen

_FULL_NAME_CELLS = 100
"""Columns from which the title bar has room for a block's long name, that of the printed sheet."""


class Edit(Mode):
    """One block is open in the editor.

    Args:
        screen: The canvas screen.
        back: The mode to go back to.
        pane: The editor.
        review_row: The row of the review to go back to; None when the block was not opened there.
    """

    def __init__(
        self, screen: "CanvasScreen", back: Mode, pane: EditorPane, review_row: int | None
    ) -> None:
        super().__init__(screen, back)
        self.pane: EditorPane = pane
        self.review_row = review_row

    def location(self, canvas: Canvas) -> str:
        """Return the block, how many questions are answered, the findings, and the note's amount.

        Where the title bar has no room for all, the number of answered questions is left out, and
        the block has its short name.
        """
        guide, block = self.screen.guide, self.pane.block
        width = self.screen.size.width
        name = (guide.heading if width >= _FULL_NAME_CELLS else guide.title)(block)
        total = len(block.questions)
        count = total - len(unanswered(canvas, block))
        answered = guide.say("editor.answered", n=count, every=total)
        rest = [text for text in (self._finding_count(canvas), self._amount(canvas)) if text]
        texts = (
            "  ".join((f"{block.number} {name}", answered, *rest)),
            "  ".join((f"{block.number} {name}", *rest)),
            "  ".join((f"{block.number} {guide.short_title(block)}", *rest)),
        )
        room = width - RESERVED_CELLS
        return next((text for text in texts if cell_len(text) <= room), texts[-1])

    def _finding_count(self, canvas: Canvas) -> str:
        """Return how many findings there are; "" unless the block was opened from the review."""
        if self.review_row is None:
            return ""
        from bmc_tui.review import review

        return self.screen.guide.pluralize("review.count", len(review(canvas).findings))

    def _amount(self, canvas: Canvas) -> str:
        """Return what the note under the cursor adds to the sums; see `note_total`."""
        if self.pane.block not in MONEY_BLOCKS:
            return ""
        from bmc_tui.render.totals import note_total

        return note_total(self.pane.note, self.pane.block, canvas, self.screen.guide)

    def footer(self) -> Footer:
        """Return the keys of the editor."""
        return Footer(self.pane)

    def leave(self) -> Mode:
        """Close the editor; a block that was opened from the review leads back there."""
        if self.review_row is not None:
            self.screen.action_visit("review", self.review_row)
        return self.close_editor()

    def close_editor(self) -> Mode:
        """Close the editor, and return the mode below it."""
        self.pane.remove()
        self.screen.remove_class("-editing")
        self.screen.board.focus()
        self.screen.board.show(self.screen.canvas)  # a narrow terminal hid it meanwhile
        return self.back.update(self.screen.canvas)

    def update(self, canvas: Canvas) -> Mode:
        """Show the notes as they are now, merged with what is being typed."""
        self.pane.show(canvas.notes(self.pane.block))
        return super().update(canvas)

    def typed(self, canvas: Canvas) -> Canvas:
        """Return the canvas with what was typed in the editor."""
        return self.pane.merge_into(canvas)

    def find(self, highlight: "Highlight | None", wrapped: str = "") -> Mode:
        """Highlight matches on the grid, and go on editing."""
        self.back = self.back.find(highlight, wrapped)
        return self


async def open_block(
    screen: "CanvasScreen", block: Block, spot: Spot | None = None, review_row: int | None = None
) -> None:
    """Open the editor on a block, in the place of another that is open.

    Args:
        screen: The canvas screen.
        block: The block.
        spot: The note to put the cursor on, where it is in this block.
        review_row: The row of the review to go back to.
    """
    if screen.open_prompt:
        await screen.open_prompt.close()
    back = screen.mode
    if isinstance(back, Edit):
        back.pane.remove()
        review_row, back = back.review_row, back.back
    pane = EditorPane(
        screen.canvas,
        block,
        screen.guide,
        hides_questions=screen.hides_questions,
        candidates_for=candidates_for(screen, block),
        start=spot if spot and spot.block is block else None,
    )
    screen.add_class("-editing")
    screen.board.go_to(block)
    screen.body.mount(pane)
    screen.mode = Edit(screen, back, pane, review_row)


async def open_next_question(screen: "CanvasScreen", pane: EditorPane) -> None:
    """Go to the next question without an answer, over all blocks."""
    spot = next_unanswered(screen.typed, pane.block, pane.section)
    if spot is None:
        screen.show_message("all_answered")
        return
    spot = replace(spot, index=0)
    if spot.block is pane.block:
        pane.call_after_refresh(pane.go_to, spot)
    else:
        await open_block(screen, spot.block, spot)
