"""The list of the questions on the design: a score and a line of text for each, typed in place."""

from collections.abc import Iterable
from dataclasses import dataclass

from rich.cells import set_cell_size
from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from bmc_tui.guide import Guide
from bmc_tui.guide.answers import question_text, question_title, score_text
from bmc_tui.model.canvas import Canvas, DesignAnswer
from bmc_tui.model.design.answers import MAX_SCORE, QUESTIONS, DesignQuestion, answer_to, joined
from bmc_tui.model.sanitize import clean
from bmc_tui.render.wrap import truncate
from bmc_tui.ui.widgets.prompt import LineInput

_SCORE_CELLS = 7
"""Cells of the column with the score as a number."""

_MIN_CELLS_WITH_BAR = 50
"""Cells of the list below which the score is shown as a number alone."""

_INPUT_MARGIN_CELLS = 3
"""The cells of the list that the text does not have: its indent, and one for the cursor."""

_MAX_TITLE_CELLS = 34
"""Maximum number of cells of the column with the titles."""


class AnswerRow(Vertical):
    """A question by its title, the score as a bar and a number, and the text below them.

    Args:
        question: The question.
    """

    @dataclass
    class TextChanged(Message):
        """The user typed into the text."""

        question: DesignQuestion
        text: str

    @dataclass
    class TypingChanged(Message):
        """The text got the focus, or lost it."""

        row: "AnswerRow"

    @dataclass
    class Chosen(Message):
        """The row was clicked."""

        row: "AnswerRow"

    def __init__(self, question: DesignQuestion) -> None:
        super().__init__()
        self.question = question
        self._head = Static(markup=False, classes="head")
        self._input = LineInput(compact=True, select_on_focus=False)
        self._input.cursor_blink = False

    def compose(self) -> ComposeResult:
        """Yield the line with the score, and the text."""
        yield self._head
        yield self._input

    @property
    def is_typing(self) -> bool:
        """Whether the text has the focus."""
        return self._input.has_focus

    def start_typing(self) -> None:
        """Focus the text, with the cursor at its end."""
        self._input.focus()
        self._input.cursor_position = len(self._input.value)

    def show(self, answer: DesignAnswer, width: int, guide: Guide) -> None:
        """Show an answer.

        Args:
            answer: The answer; a text that differs from what was typed only by white space at its
                ends, which is not in it, stays as it was typed.
            width: The cells of the list.
            guide: The language.
        """
        if clean(self._input.value) != answer.text:
            position = self._input.cursor_position
            with self._input.prevent(Input.Changed):
                self._input.value = answer.text
            self._input.cursor_position = min(position, len(answer.text))
        self._show_start()
        question = question_text(self.question, guide)
        self._input.placeholder = truncate(question, max(1, width - _INPUT_MARGIN_CELLS))
        bar_cells = MAX_SCORE + 1 if width >= _MIN_CELLS_WITH_BAR else 0
        room = max(1, min(_MAX_TITLE_CELLS, width - bar_cells - _SCORE_CELLS))
        title = set_cell_size(truncate(question_title(self.question, guide), room), room)
        points = answer.score or 0
        bar = (" " + "━" * points, "─" * (MAX_SCORE - points)) if bar_cells else ("", "")
        number = score_text(answer.score) or guide.say("design.no_score")
        self._head.update(Content.assemble(title, *bar, f"{number:>{_SCORE_CELLS}} "))

    @on(Input.Changed)
    def _change_text(self, event: Input.Changed) -> None:
        """Post what was typed."""
        event.stop()
        self.post_message(self.TextChanged(self.question, event.value))

    @on(LineInput.LinesPasted)
    def _take_lines(self, event: LineInput.LinesPasted) -> None:
        """Make one line of several pasted ones."""
        event.stop()
        self._input.value = joined((clean(self._input.value), *event.lines))
        self._input.cursor_position = len(self._input.value)

    def on_click(self) -> None:
        """Report a click on the row."""
        self.post_message(self.Chosen(self))

    def on_descendant_focus(self) -> None:
        """Report that the text got the focus, also by a click."""
        self.post_message(self.TypingChanged(self))

    def _show_start(self) -> None:
        """Show the start of the text, unless it is being typed: then the cursor stays in sight."""
        if not self.is_typing and self._input.cursor_position:
            self._input.cursor_position = 0

    def on_descendant_blur(self) -> None:
        """Report that the text lost the focus."""
        self._show_start()
        self.post_message(self.TypingChanged(self))


class AnswerList(VerticalScroll, can_focus=True, inherit_bindings=False):
    """The questions, one of which is selected; the screen has the bindings."""

    @dataclass
    class Selected(Message):
        """Another question was selected."""

    def __init__(self) -> None:
        super().__init__(id="answers")
        self.rows = [AnswerRow(question) for question in QUESTIONS]
        self.index = 0
        """The index of the selected question."""

    def compose(self) -> Iterable[AnswerRow]:
        """Return the questions."""
        return self.rows

    @property
    def selected(self) -> AnswerRow:
        """The selected question."""
        return self.rows[self.index]

    @property
    def is_typing(self) -> bool:
        """Whether the text of a question has the focus."""
        return any(row.is_typing for row in self.rows)

    def show(self, canvas: Canvas, width: int, guide: Guide) -> None:
        """Show the answers of a canvas; see `AnswerRow.show`."""
        for row in self.rows:
            row.show(answer_to(canvas, row.question), width, guide)

    def select(self, index: int) -> None:
        """Select a question, and go on typing there if text was being typed."""
        was_typing = self.is_typing
        self.index = max(0, min(index, len(self.rows) - 1))
        for row in self.rows:
            row.set_class(row is self.selected, "-selected")
        self.selected.scroll_visible(animate=False)
        if was_typing and not self.selected.is_typing:
            self.selected.start_typing()
        self.post_message(self.Selected())

    def on_mount(self) -> None:
        """Select the first question."""
        self.select(0)

    @on(AnswerRow.TypingChanged)
    def _follow_focus(self, event: AnswerRow.TypingChanged) -> None:
        """Select the question whose text got the focus."""
        event.stop()
        if event.row.is_typing and event.row is not self.selected:
            self.select(self.rows.index(event.row))
        else:
            self.post_message(self.Selected())

    @on(AnswerRow.Chosen)
    def _select_clicked(self, event: AnswerRow.Chosen) -> None:
        """Select the question that was clicked."""
        event.stop()
        self.select(self.rows.index(event.row))
