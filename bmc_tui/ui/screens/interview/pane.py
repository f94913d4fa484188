"""The pane of the interview: one question, what bears on it, and an editor for its answers."""

from dataclasses import dataclass

from textual.binding import Binding
from textual.message import Message

from bmc_tui.guide import Guide
from bmc_tui.model.blocks import GENERAL, Section
from bmc_tui.model.canvas import Canvas, Note, Spot
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
        self._refiled: Note | None = None
        """The note that was moved last, as it is now."""

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
        """Move an answer to the general notes of the block, or one of these to the answers.

        On an empty line the one that was moved away from there last comes back.
        """
        asked, source = self._asked.section, self._editor.section
        target = GENERAL if source == asked else asked
        back = None if self._editor.spot else self._refiled_spot(target)
        target = source if back else target
        text = self._refiled.text if back and self._refiled else self._editor.note.text
        if spot := self._editor.rearrange(
            lambda canvas, spot: canvas.move_to_section(spot, target), back
        ):
            self._refiled = Note(text, target)
            if back:
                self._editor.go_to(spot)
            self.post_message(self.Refiled(target))

    def _refiled_spot(self, section: Section) -> Spot | None:
        """Return where the note is that was moved last, if that is in a section."""
        canvas = Canvas().with_notes(self._asked.block, self._editor.notes.current)
        texts = canvas.texts(self._asked.block, section)
        if self._refiled is None or self._refiled not in {Note(text, section) for text in texts}:
            return None
        last = len(texts) - 1 - texts[::-1].index(self._refiled.text)
        return Spot(self._asked.block, section, last)

    def action_send(self) -> None:
        """Send the note under the cursor to another block."""
        self._editor.action_send()

    def action_close(self) -> None:
        """Leave the interview."""
        self._editor.action_close()
