"""Interview mode: the questions of the method one at a time, over all blocks in filling order."""

from typing import TYPE_CHECKING

from rich.cells import cell_len

from bmc_tui.guide.interview import progress
from bmc_tui.model.blocks import GENERAL
from bmc_tui.model.canvas import Canvas, Spot
from bmc_tui.model.questions import (
    ASKED,
    first_unfilled,
    next_unfilled,
    step_asked,
    unfilled_count,
)
from bmc_tui.ui.screens.canvas.edit import Edit
from bmc_tui.ui.screens.canvas.mode import Footer, Mode
from bmc_tui.ui.screens.canvas.prompts import candidates_for
from bmc_tui.ui.screens.interview.pane import InterviewPane
from bmc_tui.ui.screens.interview.question import QuestionView
from bmc_tui.ui.widgets.editor import EditorPane

if TYPE_CHECKING:
    from bmc_tui.guide import Guide
    from bmc_tui.ui.screens.canvas.screen import CanvasScreen


class Interview(Edit):
    """One question is asked, with room for its answers and for the general notes of its block.

    Args:
        screen: The canvas screen.
        back: The mode to go back to.
        asked: The spot of the first answer.
    """

    is_whole = False

    def __init__(self, screen: "CanvasScreen", back: Mode, asked: Spot) -> None:
        self.asked = asked
        editor = EditorPane(
            screen.canvas,
            asked.block,
            screen.guide,
            hides_questions=False,
            candidates_for=candidates_for(screen, asked.block),
            part=(asked.section, GENERAL),
        )
        question = QuestionView(asked, screen.guide, screen.canvas)
        self._interview_pane = InterviewPane(asked, question, editor)
        super().__init__(screen, back, editor, overlay=self._interview_pane)

    def location(self, canvas: Canvas) -> str:
        """Return the block, the number of the question among all, and how many are answered."""
        guide, block = self.screen.guide, self.asked.block
        position = progress(guide, block, self.asked.section)
        room = self.location_room
        names = (guide.title(block), guide.short_title(block))
        count = len(ASKED) - unfilled_count(canvas)
        answered = guide.say("interview.answered", n=count)
        texts = [f"{block.number} {names[0]}  {position}  {answered}"]
        texts += [f"{block.number} {name}  {position}" for name in names]
        return next((text for text in texts if cell_len(text) <= room), position)

    def footer(self) -> Footer:
        """Return the keys of the interview."""
        return Footer(self._interview_pane)

    async def open_at(self, spot: Spot) -> None:
        """Put the cursor on a note; ask its question, or the first one of its block, first."""
        await _ask_about(self.screen, self.asked, spot)

    def follow_typing(self, canvas: Canvas) -> None:
        """Show the notes, and what bears on the question."""
        super().follow_typing(canvas)
        self._interview_pane.show(canvas)

    def set_language(self, guide: "Guide") -> None:
        """Show the question in another language."""
        super().set_language(guide)
        self._interview_pane.set_language(guide)


async def open_interview(screen: "CanvasScreen") -> None:
    """Ask the first question without an answer; the very first one if all have an answer."""
    spot = first_unfilled(screen.typed)
    await ask(screen, spot or Spot(*ASKED[0], 0))
    if spot is None:
        screen.show_message("all_answered")


async def ask(screen: "CanvasScreen", asked: Spot) -> None:
    """Ask a question, replacing the editor that is open.

    Args:
        screen: The canvas screen.
        asked: The spot of the first answer.
    """
    if screen.open_prompt:
        await screen.open_prompt.close()
    back = screen.mode
    if isinstance(back, Edit):
        back = back.back
    screen.board.go_to(asked.block)
    await Interview(screen, back, asked).open()


async def _ask_about(screen: "CanvasScreen", asked: Spot, spot: Spot) -> None:
    """Ask the question of a note, or the first one of its block; put the cursor on the note."""
    block = spot.block
    if block is not asked.block or spot.section not in {GENERAL, asked.section}:
        all_asked = [each for each in ASKED if each[0] is block]
        if not all_asked:  # nothing is asked about parked notes
            return
        here = (block, spot.section)
        await ask(screen, Spot(*(here if here in all_asked else all_asked[0]), 0))
    if pane := screen.mode.pane:
        pane.call_after_refresh(pane.go_to, spot)


async def ask_next(screen: "CanvasScreen") -> None:
    """Ask the next question without an answer; after the last one, those that were skipped."""
    mode = screen.mode
    if not isinstance(mode, Interview):
        return
    block, section = mode.asked.block, mode.asked.section
    spot = next_unfilled(screen.typed, block, section)
    if spot is None:
        screen.show_message("interview_done")
        return
    is_after = ASKED.index((spot.block, spot.section)) <= ASKED.index((block, section))
    await ask(screen, spot)
    if is_after:
        n = unfilled_count(screen.typed)
        screen.message_bar.show(screen.guide.pluralize("interview.skipped", n))


async def step_question(screen: "CanvasScreen", steps: int) -> None:
    """Ask the question some steps further, or back, whether it has an answer or not."""
    mode = screen.mode
    if isinstance(mode, Interview):
        await ask(screen, step_asked(mode.asked.block, mode.asked.section, steps))
