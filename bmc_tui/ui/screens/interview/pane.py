"""The pane of the interview: one question, what bears on it, and an editor for its answers."""

from dataclasses import dataclass

from textual.binding import Binding
from textual.containers import Vertical
from textual.message import Message

from bmc_tui.guide import Guide
from bmc_tui.model.canvas import Canvas
from bmc_tui.ui.screens.interview.question import QuestionView
from bmc_tui.ui.widgets.editor import EditorPane


class InterviewPane(Vertical):
    """A question, and below it the editor with its answers.

    Args:
        question: The question.
        editor: The editor of its answers, and of the general notes of its block.
    """

    BINDINGS = [
        Binding("ctrl+n", "next", id="interview.next", key_display="^n"),
        Binding("alt+left,ctrl+pageup", "step(-1)", id="interview.back", key_display="alt+←"),
        Binding("alt+right,ctrl+pagedown", "step(1)", id="interview.forward", show=False),
        Binding("ctrl+b,f4", "send", id="interview.send", key_display="^b"),
        Binding("escape", "close", id="interview.close", key_display="esc"),
    ]

    class NextRequested(Message):
        """The user wants to go to the next question without an answer, in any block."""

    @dataclass
    class Stepped(Message):
        """The user wants to go to another question, answered or not, some steps further."""

        steps: int

    def __init__(self, question: QuestionView, editor: EditorPane) -> None:
        super().__init__(question, editor)
        self._question = question
        self._editor = editor

    def show(self, canvas: Canvas) -> None:
        """Show what of a canvas bears on the question; the editor is shown its notes apart."""
        self._question.show(canvas)

    def set_language(self, guide: Guide) -> None:
        """Show the question in another language; so does the editor with its headings."""
        self._question.set_language(guide)

    def action_next(self) -> None:
        """Go to the next question without an answer."""
        self.post_message(self.NextRequested())

    def action_step(self, steps: int) -> None:
        """Go to the next or previous question, whether it is answered or not."""
        self.post_message(self.Stepped(steps))

    def action_send(self) -> None:
        """Send the note under the cursor to another block."""
        self._editor.action_send()

    def action_close(self) -> None:
        """Leave the interview."""
        self._editor.action_close()
