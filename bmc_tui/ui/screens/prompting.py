"""Opens a prompt at the bottom of a screen, whose answers a worker awaits one by one."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bmc_tui.guide import Guide
from bmc_tui.model.canvas import Canvas
from bmc_tui.model.sanitize import clean

if TYPE_CHECKING:
    from bmc_tui.ui.screens.base import BaseScreen
    from bmc_tui.ui.widgets.prompt import TextPrompt

Wording = Callable[[Guide], str]
"""Returns a text in a language, so that an open prompt can change its language."""


def worded(key: str, **values: object) -> Wording:
    """Return the wording of a message of the catalogue."""
    return lambda guide: guide.say(key, **values)


@dataclass(frozen=True)
class Question:
    """What a prompt asks for."""

    text: Wording
    hint: Wording
    """What the keys do, shown while the answer is empty."""
    answer: str = ""
    """The initial answer, for the user to edit."""
    is_path: bool = False
    """Whether the answer is the path of a file, which Tab completes."""
    takes_document: bool = False
    """Whether a pasted text of several lines is an answer too; see `OpenPrompt.document`."""
    add: Callable[[Canvas, Sequence[str]], Canvas] | None = None
    """Adds answers to a canvas as notes; one being typed when the app ends is added too."""


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
        self.question = question
        self.widget = prompt
        self._on_change = on_change
        self._answers: asyncio.Queue[tuple[str, ...] | None] = asyncio.Queue()
        self.document = ""
        """The text that was pasted as an answer, where the question takes one."""
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

    def take_rest(self) -> str:
        """Return what was being typed when the prompt was closed, and drop it here."""
        text = clean(self.text)
        self.widget.set_text("")
        return text

    def take(self, lines: tuple[str, ...]) -> None:
        """Take an answer, for `answer` to return."""
        self._answers.put_nowait(lines)

    def take_document(self, text: str) -> None:
        """Take a pasted text as the answer, for which `answer` returns no lines."""
        self.document = text
        self.take(())

    def cancel(self) -> None:
        """Make `answer` return None."""
        self._answers.put_nowait(None)

    async def close(self) -> None:
        """Cancel the prompt, and wait until its worker has removed it."""
        self.cancel()
        await self.closed.wait()

    def ask_again(self, answer: str) -> None:
        """Show an answer that was not accepted, for the user to edit."""
        self.widget.set_text(answer)
        if self._on_change:
            self.widget.call_on_change(self._on_change)

    def set_language(self, guide: Guide) -> None:
        """Show the question in another language; the answer so far does not change."""
        self.widget.set_question(self.question.text(guide), self.question.hint(guide))


@asynccontextmanager
async def prompting(
    screen: "BaseScreen[Any]",
    question: Question,
    on_change: Callable[[str], None] | None = None,
) -> AsyncGenerator[OpenPrompt]:
    """Show a prompt in place of the footer until the context is left; call it in a worker.

    A prompt that is open already is cancelled first.

    Args:
        screen: The screen that asks.
        question: What it asks for.
        on_change: Called with the answer so far at each change, until it is given.
    """
    from bmc_tui.ui.widgets.path_prompt import PathPrompt
    from bmc_tui.ui.widgets.prompt import TextPrompt

    if screen.open_prompt:
        await screen.open_prompt.close()
    focused = screen.focused
    text, hint = question.text(screen.guide), question.hint(screen.guide)
    widget = (PathPrompt if question.is_path else TextPrompt)(text, hint, question.answer)
    screen.open_prompt = prompt = OpenPrompt(question, widget, on_change)
    screen.key_bar.display = False
    screen.message_bar.set_prompt(widget)
    screen.mount(widget, before=screen.key_bar)
    if question.takes_document:
        widget.accept_documents(prompt.take_document)
    try:
        yield prompt
    finally:
        if screen.app.is_running:  # otherwise the last save would read what was typed from it
            screen.open_prompt = None
            widget.remove()
            screen.message_bar.set_prompt(None)
            screen.key_bar.display = True
            if focused and focused.is_attached:
                focused.focus()
            prompt.closed.set()


async def ask(screen: "BaseScreen[Any]", question: Question) -> tuple[str, ...] | None:
    """Show a prompt until it is answered once; call it in a worker.

    Returns:
        The answer; None when it is empty or the prompt was cancelled. Several lines that are pasted
        become one line in the prompt, for the user to edit.
    """
    async with prompting(screen, question) as prompt:
        prompt.widget.join_lines(lambda count: screen.show_message("lines_joined", count=count))
        return await prompt.answer() or None
