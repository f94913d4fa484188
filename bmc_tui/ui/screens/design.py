"""The screen with the seven questions on the design of the model, and what their scores mean."""

from collections.abc import Callable, Iterable

from textual import events, on
from textual.binding import Binding
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from bmc_tui.guide import Guide
from bmc_tui.guide.answers import question_text
from bmc_tui.model.canvas import Canvas, DesignAnswer
from bmc_tui.model.design.answers import (
    MAX_SCORE,
    MIN_SCORE,
    QUESTIONS,
    DesignQuestion,
    answer_to,
    with_answer,
)
from bmc_tui.ui.context import AppContext
from bmc_tui.ui.screens.base import HELP, LANGUAGE, PALETTE, BaseScreen
from bmc_tui.ui.widgets.answer_list import AnswerList, AnswerRow

_LOW_ROWS = 22
"""Rows of the screen below which the meaning of the scores takes too much of it."""


class DesignScreen(BaseScreen[None]):
    """The questions with their scores and texts; each change is recorded immediately.

    Args:
        context: The app's context.
        current_canvas: Returns the canvas as it is now.
        record: Records an edited canvas, with the key of its undo step.
    """

    CSS_PATH = "design.tcss"
    offers_typed = False
    """Whether text typed as keys is offered; see `TypedWords`. Here answers are typed in place."""

    BINDINGS = [
        Binding("enter,e", "type", id="design.type", key_display="⏎"),
        Binding("right,l,plus", "add(1)", id="design.more", key_display="← → 0-9"),
        Binding("left,h,minus", "add(-1)", id="design.less", show=False),
        *(
            Binding(str(digit), f"set({digit})", id=f"answers.score.{digit}", show=False)
            for digit in range(MIN_SCORE, MAX_SCORE)
        ),
        Binding("backspace,delete,x", "clear", id="design.clear", key_display="⌫"),
        Binding("down,j", "step(1)", id="answers.down", show=False),
        Binding("up,k", "step(-1)", id="answers.up", show=False),
        Binding("home,g,pageup", f"step({-len(QUESTIONS)})", id="answers.first", show=False),
        Binding("end,G,pagedown,space", f"step({len(QUESTIONS)})", id="answers.last", show=False),
        Binding("escape,q", "close", id="design.close", key_display="esc"),
        LANGUAGE,
        PALETTE,
        HELP,
    ]

    def __init__(
        self,
        context: AppContext,
        current_canvas: Callable[[], Canvas],
        record: Callable[[Canvas, object], None],
    ) -> None:
        super().__init__(context)
        self._current_canvas = current_canvas
        self._record = record
        self._answers = AnswerList()
        self._meaning = Static(markup=False, id="meaning")
        self._is_after_one = False
        """Whether the last key was 1, so that a 0 makes it 10."""

    def compose_body(self) -> Iterable[Widget]:
        """Return the questions, and what the scores of the selected one mean."""
        return (self._answers, self._meaning)

    def on_mount(self) -> None:
        """Show the answers."""
        self._answers.focus()
        self.reload()

    def on_resize(self, event: events.Resize) -> None:
        """Fit the rows to the new size."""
        self.reload()

    def set_language(self, guide: Guide) -> None:
        """Show everything in another language."""
        super().set_language(guide)
        self.reload()

    def reload(self) -> None:
        """Show the answers of the canvas as it is now."""
        canvas = self._current_canvas()
        known = {answer.question for answer in canvas.design} & {*QUESTIONS}
        self._answers.show(canvas, self.size.width - 3, self.guide)
        self.title_bar.show(
            self.guide.say("design.title"),
            self.guide.say("design.count", n=len(known), all=len(QUESTIONS)),
            self.guide.canvas_title(canvas.title),
        )
        self._show_meaning()

    @on(AnswerList.Selected)
    def _show_meaning(self) -> None:
        """Show the selected question with the meaning of its scores, and the keys."""
        say, question = self.guide.say, self._question
        low, high = (
            say(f"design.{end}", text=say(f"design.{question}.{end}")) for end in ("low", "high")
        )
        self._meaning.display = self.size.height >= _LOW_ROWS
        self._meaning.update(
            Content.assemble(
                (question_text(question, self.guide), "bold"),
                f"\n{low}\n{high}\n",
                (say("design.source"), "dim"),
            )
        )
        hidden = {"add(1)", "clear"} if self._answers.is_typing else ()
        self.show_keys(self, self._is_enabled, hidden)

    def _is_enabled(self, action: str) -> bool:
        """Return whether an action has something to act on."""
        return action != "clear" or self._answer.score is not None

    @property
    def _question(self) -> DesignQuestion:
        """The selected question."""
        return self._answers.selected.question

    @property
    def _answer(self) -> DesignAnswer:
        """The answer to the selected question."""
        return answer_to(self._current_canvas(), self._question)

    def _change(self, answer: DesignAnswer) -> None:
        """Record an answer; those to one question on one visit are one undo step."""
        canvas = self._current_canvas()
        self._record(with_answer(canvas, answer), (id(self), answer.question))
        self.reload()

    @on(AnswerRow.TextChanged)
    def _change_text(self, event: AnswerRow.TextChanged) -> None:
        """Record what was typed."""
        event.stop()
        answer = answer_to(self._current_canvas(), event.question)
        self._change(answer._replace(text=event.text))

    @on(Input.Submitted)
    def _end_typing(self, event: Input.Submitted) -> None:
        """Go back to the list."""
        event.stop()
        self._answers.focus()

    # Actions

    def action_type(self) -> None:
        """Type the text of the selected question."""
        self._is_after_one = False
        self._answers.selected.start_typing()

    def action_step(self, by: int) -> None:
        """Select the question below, or above if `by` is negative."""
        self._is_after_one = False
        self._answers.select(self._answers.index + by)

    def action_add(self, points: int) -> None:
        """Raise or lower the score; the first point up is 0, and below that there is no score."""
        self._is_after_one = False
        score = self._answer.score
        new_score = (MIN_SCORE - 1 if score is None else score) + points
        self._set_score(None if new_score < MIN_SCORE else min(new_score, MAX_SCORE))

    def action_set(self, digit: int) -> None:
        """Set the score; 1 and then 0 is 10."""
        score = MAX_SCORE if digit == 0 and self._is_after_one else digit
        self._is_after_one = digit == 1
        self._set_score(score)

    def action_clear(self) -> None:
        """Remove the score."""
        self._is_after_one = False
        self._set_score(None)

    def _set_score(self, score: int | None) -> None:
        """Record the score of the selected question."""
        if self._answer.score != score:
            self._change(self._answer._replace(score=score))

    def action_close(self) -> None:
        """End typing, or else return to the review."""
        if self._answers.is_typing:
            self._answers.focus()
        else:
            self.dismiss()
