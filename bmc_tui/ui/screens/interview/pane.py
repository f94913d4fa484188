"""The pane of the interview: one question, what bears on it, and an editor for its answers."""

from dataclasses import dataclass

from textual.binding import Binding
from textual.message import Message

from bmc_tui.guide import Guide
from bmc_tui.model.blocks import GENERAL, Section
from bmc_tui.model.canvas import Canvas, Spot
from bmc_tui.ui.keybindings import NEXT_KEYS, PREVIOUS_KEYS
from bmc_tui.ui.screens.interview.question import QuestionView
from bmc_tui.ui.widgets.editor import EditorPane
from bmc_tui.ui.widgets.grid.overlay import Overlay


class InterviewPane(Overlay):
    """A question, and below it the editor with its answers.

    Args:
        asked: The spot of an answer to the question.
        question: The picture of the question.
        editor: The editor of its answers, and of the general notes of its block.
    """

    BINDINGS = [
        Binding("ctrl+n", "next", id="interview.next", key_display="^n"),
        Binding(PREVIOUS_KEYS, "step(-1)", id="interview.back", key_display="alt+←"),
        Binding(NEXT_KEYS, "step(1)", id="interview.forward", show=False),
        Binding("ctrl+o,f6", "refile", id="interview.refile", priority=True),
        Binding("ctrl+b,f4", "send", id="interview.send", key_display="^b"),
        Binding("escape", "close", id="interview.close", key_display="esc"),
    ]

    class NextRequested(Message):
        """The user wants to go to the next question without an answer, in any block."""

    @dataclass
    class Stepped(Message):
        """The user wants to go to another question, answered or not, some steps further."""

        steps: int

    @dataclass
    class Refiled(Message):
        """The user moved a note between the answers and the general notes."""

        section: Section

    def __init__(self, asked: Spot, question: QuestionView, editor: EditorPane) -> None:
        super().__init__(question, editor)
        self._asked = asked
        self._question = question
        self._editor = editor

    def show(self, canvas: Canvas) -> None:
        """Show what of a canvas bears on the question; the editor gets its notes separately."""
        self._question.show(canvas)

    def set_language(self, guide: Guide) -> None:
        """Show the question in another language; the editor does the same with its headings."""
        self._question.set_language(guide)

    def action_next(self) -> None:
        """Go to the next question without an answer."""
        self.post_message(self.NextRequested())

    def action_step(self, steps: int) -> None:
        """Go to the next or previous question, whether it is answered or not."""
        self.post_message(self.Stepped(steps))

    def action_refile(self) -> None:
        """Move an answer to the general notes of the block, or one of these to the answers."""
        asked = self._asked.section
        target = GENERAL if self._editor.section == asked else asked
        if self._editor.rearrange(lambda canvas, spot: canvas.move_to_section(spot, target)):
            self.post_message(self.Refiled(target))

    def action_send(self) -> None:
        """Send the note under the cursor to another block."""
        self._editor.action_send()

    def action_close(self) -> None:
        """Leave the interview."""
        self._editor.action_close()
