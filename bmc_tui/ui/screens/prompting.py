"""A prompt that is open at the bottom of a screen: its answers are awaited, one after another."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bmc_tui.guide import Guide

if TYPE_CHECKING:
    from bmc_tui.ui.widgets.prompt import TextPrompt

Wording = Callable[[Guide], str]
"""Returns a text in a language: a prompt that is open follows a change of the language."""


def worded(key: str, **values: object) -> Wording:
    """Return the wording of a message of the catalogue."""
    return lambda guide: guide.say(key, **values)


@dataclass(frozen=True)
class Question:
    """What a prompt asks for."""

    text: Wording
    hint: Wording
    """What the keys do, shown as long as there is no answer."""
    answer: str = ""
    """A first answer, to be edited."""
    path: bool = False
    """Whether the answer is the path of a file, which Tab completes."""


class OpenPrompt:
    """A prompt from when it is shown until it is answered or cancelled.

    Args:
        question: What it asks.
        prompt: The widget that shows it.
        on_change: Called with the answer so far at each change, until it is given.
    """

    def __init__(
        self, question: Question, prompt: "TextPrompt", on_change: Callable[[str], None] | None
    ) -> None:
        self._question = question
        self.widget = prompt
        self._on_change = on_change
        self._answers: asyncio.Queue[tuple[str, ...] | None] = asyncio.Queue()
        self.closed = asyncio.Event()
        if on_change:
            prompt.call_on_change(on_change)

    async def answer(self) -> tuple[str, ...] | None:
        """Wait for the next answer.

        Returns:
            Its lines, none when it is empty; None when the prompt was cancelled.
        """
        return await self._answers.get()

    @property
    def text(self) -> str:
        """The answer as far as it was typed."""
        return self.widget.text

    def take(self, lines: tuple[str, ...]) -> None:
        """Take an answer, for `answer` to return."""
        self._answers.put_nowait(lines)

    def cancel(self) -> None:
        """Have `answer` return None."""
        self._answers.put_nowait(None)

    def ask_again(self, answer: str) -> None:
        """Show an answer that was no good, to be edited."""
        self.widget.set_text(answer)
        if self._on_change:
            self.widget.call_on_change(self._on_change)

    def set_language(self, guide: Guide) -> None:
        """Show the question in another language; the answer so far is not touched."""
        self.widget.set_question(self._question.text(guide), self._question.hint(guide))
