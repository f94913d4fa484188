"""The pane of the interview: one question, what bears on it, and an editor for its answers."""

from dataclasses import dataclass

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Static

from bmc_tui.guide import Guide
from bmc_tui.guide.interview import asked_text
from bmc_tui.model.canvas import Spot
from bmc_tui.ui.widgets.editor import EditorPane


class InterviewPane(Vertical):
    """A question in large, and below it the editor with its answers.

    Args:
        asked: The spot of the first answer.
        editor: The editor of the answers, and of the general notes of the block.
        guide: The language.
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

    def __init__(self, asked: Spot, editor: EditorPane, guide: Guide) -> None:
        super().__init__()
        self._asked = asked
        self._editor = editor
        self._question = Static(markup=False, classes="question")
        self._hint = Static(markup=False, classes="hint")
        self.set_language(guide)

    def set_language(self, guide: Guide) -> None:
        """Show the question in another language."""
        block, section = self._asked.block, self._asked.section
        self._question.update(asked_text(guide, block, section))
        self._hint.update("\n".join(guide.hints(block)))
        self._hint.display = bool(guide.hints(block))

    def compose(self) -> ComposeResult:
        """Yield the question, and the editor."""
        yield self._question
        yield self._hint
        yield self._editor

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
