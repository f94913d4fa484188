"""Offers text that was typed as keys, as a note or a title, and undoes what its letters did."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any, NamedTuple, Protocol, cast

from textual.app import App
from textual.screen import Screen

from bmc_tui.model.blocks import Block
from bmc_tui.model.history import History
from bmc_tui.render.highlight import Highlight
from bmc_tui.session.session import Session
from bmc_tui.ui.context import AppContext
from bmc_tui.ui.screens.base import BaseScreen
from bmc_tui.ui.screens.canvas.screen import CanvasScreen
from bmc_tui.ui.screens.prompting import OpenPrompt
from bmc_tui.ui.terminal.background import start_worker
from bmc_tui.ui.terminal.typed_text import TypedText
from bmc_tui.ui.themes import ThemeChoice
from bmc_tui.ui.widgets.board import Board


class Choices(Protocol):
    """What the app remembers of what the user has chosen by a key: the language and the theme."""

    context: AppContext
    theme_choice: ThemeChoice

    async def use_language(self, code: str) -> None:
        """Change to a language."""

    async def action_theme(self, name: str) -> None:
        """Change to a theme."""


class Start(NamedTuple):
    """Everything that letters may change, as it was before the first of them."""

    screen: Screen[Any]
    session: Session
    history: History
    block: Block
    note: int | None
    """The index of the note with the cursor; None on the level of the blocks."""
    followed: str
    highlight: Highlight | None
    language: str
    theme: str


class Doubt(NamedTuple):
    """Letters that acted as keys, and may be the start of the text that was typed after them."""

    start: Start
    letters: str
    """Those that acted."""
    word: str
    """All of the first word."""
    prompt: OpenPrompt
    """Where the rest was typed."""
    line: str | None = None
    """What was typed there, once Enter has added it."""


class TextOffer:
    """Offers one text at a time, with what is typed until its prompt has the focus.

    Args:
        app: The app.
        choices: Its language and its theme.
        wait_until_idle: Waits until what was typed before has had its effect.
    """

    def __init__(
        self, app: App[int], choices: Choices, wait_until_idle: Callable[[], Awaitable[None]]
    ) -> None:
        self._app = app
        self._choices = choices
        self._wait_until_idle = wait_until_idle
        self._typed: str | None = None
        """What was typed while the offer is being made; None while none is."""

    @property
    def is_being_made(self) -> bool:
        """Whether what is typed now belongs to the text."""
        return self._typed is not None

    def type(self, text: str) -> None:
        """Add what was typed meanwhile; a line break is Enter."""
        self._typed = (self._typed or "") + text

    def make(self, start: Start, text: str, after: str = "") -> None:
        """Undo what letters did, and offer them as a note, or what the screen asks for.

        Args:
            start: What they may have changed, as it was before them.
            text: The text that they are.
            after: What was typed after that, with a line break for each Enter.
        """
        self._typed = after
        start_worker(self._app, partial(self._offer, start, text))

    def state(self) -> Start:
        """Return everything that letters may change, as it is now."""
        screen, mode = self._canvas_screen, self._canvas_screen.mode
        return Start(
            self._app.screen,
            screen.session,
            screen.session.history,
            screen.board.block,
            None if isinstance(screen.focused, Board | None) else mode.note_index or 0,
            mode.followed,
            mode.highlight,
            self._choices.context.guide.language,
            self._choices.theme_choice.name,
        )

    @property
    def _canvas_screen(self) -> CanvasScreen:
        """The canvas screen."""
        return cast("CanvasScreen", self._app.screen_stack[0])

    async def _offer(self, start: Start, text: str) -> None:
        """Undo what the letters did, and offer them."""
        from bmc_tui.ui.screens.shelf.creating import create
        from bmc_tui.ui.screens.shelf.screen import ShelfScreen

        asking: BaseScreen[Any] = self._canvas_screen
        try:
            if isinstance(start.screen, ShelfScreen):
                asking = start.screen if start.screen.is_attached else await self._open_shelf()
            await self._wait_until_idle()
            await self._leave_screens(asking)
            await self._restore(start)
            start_worker(self._app, partial(self._hand_over, asking))
            if isinstance(asking, ShelfScreen):
                await create(asking, text)
            else:
                await self._restore_place(start)
                await self._ask(text)
        finally:
            self._typed = None

    async def _open_shelf(self) -> BaseScreen[Any]:
        """Open the list of canvases, which a letter has closed; return the screen with it."""
        from bmc_tui.ui.screens.shelf.screen import ShelfScreen

        await self._leave_screens(self._canvas_screen)
        await self._wait_until_idle()
        self._canvas_screen.action_visit("canvases")
        await self._wait_until_idle()
        screen = self._app.screen
        return screen if isinstance(screen, ShelfScreen) else self._canvas_screen

    async def _leave_screens(self, asking: BaseScreen[Any]) -> None:
        """Close the prompts and screens that the letters opened, above the one that is to ask."""
        while (top := self._app.screen) is not asking:
            if isinstance(top, BaseScreen) and top.open_prompt:
                await top.open_prompt.close()
            await top.action_dismiss(None)
        if asking.open_prompt:
            await asking.open_prompt.close()

    async def _restore(self, start: Start) -> None:
        """Restore the canvas, the language and the theme."""
        choices, screen = self._choices, self._canvas_screen
        screen.mode = screen.mode.close_editor()
        await self._wait_until_idle()
        if screen.session is start.session:
            await screen.session.undo(start.history)
        if choices.context.guide.language != start.language:
            await choices.use_language(start.language)
        if choices.theme_choice.name != start.theme:
            await choices.action_theme(start.theme)

    async def _restore_place(self, start: Start) -> None:
        """Restore where the cursor was, and what was followed and highlighted."""
        screen = self._canvas_screen
        screen.mode = screen.mode.follow(start.followed).find(start.highlight)
        screen.show()
        screen.board.go_to(start.block)
        if start.note is not None:
            await screen.action_notes(start.note)
        screen.mode.focus(screen.mode.current)  # closing the prompts may have moved it anywhere
        await self._wait_until_idle()

    async def _ask(self, text: str) -> None:
        """Ask for notes, with a text to begin with."""
        from bmc_tui.ui.screens.canvas.notes import verbs
        from bmc_tui.ui.screens.canvas.notes.mode import NotesMode
        from bmc_tui.ui.screens.canvas.prompts import ask_notes

        mode = self._canvas_screen.mode
        if isinstance(mode, NotesMode):
            await verbs.add(mode, text)
        else:
            await ask_notes(self._canvas_screen, text)

    async def _hand_over(self, asking: BaseScreen[Any]) -> None:
        """Hand over what was typed meanwhile to the prompt, once that has the focus."""
        while self._typed is not None and self._app.screen_stack:
            prompt, focused = asking.open_prompt, self._app.focused
            if prompt and focused and prompt.widget in focused.ancestors:
                text, self._typed = self._typed, None
                focused.post_message(TypedText(text))
                return
            await asyncio.sleep(0)
