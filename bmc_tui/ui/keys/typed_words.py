"""Offers text that was typed where letters are commands as a note, and undoes what these did."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from typing import NamedTuple, Protocol, cast

from textual.app import App
from textual.events import Key
from textual.widgets import Input

from bmc_tui.model.blocks import Block
from bmc_tui.model.history import History
from bmc_tui.render.highlight import Highlight
from bmc_tui.session.session import Session
from bmc_tui.ui.context import AppContext
from bmc_tui.ui.keys.bursts import Burst, Fate
from bmc_tui.ui.screens.base import BaseScreen
from bmc_tui.ui.screens.canvas.screen import CanvasScreen
from bmc_tui.ui.terminal.background import start_worker
from bmc_tui.ui.terminal.internals import bound_action
from bmc_tui.ui.terminal.typed_text import TypedText
from bmc_tui.ui.themes import ThemeChoice
from bmc_tui.ui.widgets.board import Board

_MAX_GAP_S = 0.35
"""Seconds from a letter to the next one in a word at most: 30 words a minute, five letters each."""

_HELD = frozenset({"app.quit", "edit_externally"})
"""The actions that can't be undone: quitting, and another program. Their letters wait for a moment
whether another letter follows."""

_HOLD_S = 0.05
"""How long such a letter waits: longer than a whole word takes that arrives in one piece."""


class Choices(Protocol):
    """What the app remembers of what the user has chosen by a key: the language and the theme."""

    context: AppContext
    theme_choice: ThemeChoice

    async def use_language(self, code: str) -> None:
        """Change to a language."""

    async def action_theme(self, name: str) -> None:
        """Change to a theme."""


class _Start(NamedTuple):
    """Everything that letters may change, as it was before the first of them."""

    session: Session
    history: History
    block: Block
    note: int | None
    """The index of the note with the cursor; None on the level of the blocks."""
    followed: str
    highlight: Highlight | None
    language: str
    theme: str


class TypedWords:
    """Watches the keys on the board and on its notes for text.

    Args:
        app: The app.
        choices: Its language and its theme.
        forward: Forwards a key to the widget that has the focus.
    """

    def __init__(
        self, app: App[int], choices: Choices, forward: Callable[[Key], Awaitable[None]]
    ) -> None:
        self._app = app
        self._choices = choices
        self._forward = forward
        self._held: Key | None = None
        """The letter that waits whether another one follows."""
        self._burst = Burst()
        self._start: _Start | None = None
        self._last_at = 0.0
        self._text: str | None = None
        """What was typed while the offer is being made; None while none is."""

    def take(self, key: Key) -> bool:
        """Return whether a key is part of a text, which is offered as a note: it must not act then.

        Args:
            key: The key, which all before it have had their effect before.
        """
        character = key.character or ""
        if self._text is not None and (key.is_printable or key.key == "enter"):
            self._text += "\n" if key.key == "enter" else character
            return True
        is_late, self._last_at = key.time - self._last_at > _MAX_GAP_S, key.time
        held, self._held = self._held, None
        if held and (not character.isalpha() or character == held.character):
            self._app.call_later(self._forward, held)
            return True
        if not character.isalpha():
            self._burst = Burst()
        return character.isalpha() and self._take_letter(key, held, is_late=is_late)

    def _take_letter(self, key: Key, held: Key | None, *, is_late: bool) -> bool:
        """Return whether a letter is part of a text, or waits whether it is.

        Args:
            key: The letter.
            held: The letter before it, if that waited.
            is_late: Whether it came too late for the word that the one before it may be part of.
        """
        character = key.character or ""
        if is_late or self._burst.starts_anew(character):
            self._burst = Burst()
            if not self._level_has_commands:
                return False
            self._start = self._state()
        action = bound_action(self._app.screen, key.key)
        self._burst = self._burst.add(character, self._fate(action))
        if self._start and (held or self._burst.is_text):
            self._text, letters, self._burst = "", self._burst.letters, Burst()
            start_worker(self._app, partial(self._offer, self._start, letters))
            return True
        if action in _HELD and len(self._burst.letters) == 1:
            self._held = key
            self._app.set_timer(_HOLD_S, partial(self._act_on_held, key))
            return True
        return False

    async def _act_on_held(self, key: Key) -> None:
        """Let a letter act after which no other one has come."""
        if self._held is key and self._app.screen_stack:  # the app may have ended meanwhile
            self._held = None
            await self._forward(key)

    @property
    def _screen(self) -> CanvasScreen:
        """The canvas screen."""
        return cast("CanvasScreen", self._app.screen_stack[0])

    @property
    def _level_has_commands(self) -> bool:
        """Whether letters act on the board or on its notes."""
        focused = self._app.focused
        has_commands = isinstance(focused, Board) or getattr(focused, "takes_commands", False)
        return has_commands and self._app.screen is self._screen

    def _fate(self, action: str) -> Fate:
        """Return what becomes of a letter where it arrives.

        Args:
            action: The action that it is bound to there; "" for none.
        """
        focused, is_elsewhere = self._app.focused, self._app.screen is not self._screen
        if getattr(focused, "takes_text", False):
            if isinstance(focused, Input) and focused.value[-1:].isalnum():
                return Fate.JOINS
            return Fate.ANSWERS if is_elsewhere else Fate.TYPES
        takes_any = "on_key" in vars(type(self._app.screen))  # a question, to say yes or no
        if not action and not takes_any:
            return Fate.DEAD
        return Fate.FOLLOWS if is_elsewhere else Fate.ACTS

    def _state(self) -> _Start:
        """Return everything that letters may change."""
        screen, mode = self._screen, self._screen.mode
        return _Start(
            screen.session,
            screen.session.history,
            screen.board.block,
            None if isinstance(self._app.focused, Board) else mode.note_index or 0,
            mode.followed,
            mode.highlight,
            self._choices.context.guide.language,
            self._choices.theme_choice.name,
        )

    async def _offer(self, start: _Start, text: str) -> None:
        """Undo what the letters did, and offer them as a note."""
        screen = self._screen
        try:
            await self._leave_screens()
            if screen.open_prompt:
                await screen.open_prompt.close()
            await self._restore(start)
            start_worker(self._app, self._hand_over)
            await self._ask(text)
        finally:
            self._text = None

    async def _ask(self, text: str) -> None:
        """Ask for notes, with a text to begin with."""
        from bmc_tui.ui.screens.canvas.notes import verbs
        from bmc_tui.ui.screens.canvas.notes.mode import NotesMode
        from bmc_tui.ui.screens.canvas.prompts import ask_notes

        mode = self._screen.mode
        if isinstance(mode, NotesMode):
            await verbs.add(mode, text)
        else:
            await ask_notes(self._screen, text)

    async def _leave_screens(self) -> None:
        """Close the screens that the letters opened."""
        while (top := self._app.screen) is not self._screen:
            if isinstance(top, BaseScreen) and top.open_prompt:
                await top.open_prompt.close()
            await top.action_dismiss(None)

    async def _restore(self, start: _Start) -> None:
        """Restore everything that the letters may have changed."""
        choices, screen = self._choices, self._screen
        screen.mode = screen.mode.close_editor()
        if screen.session is start.session:
            await _return_to(screen.session, start.history)
        screen.mode = screen.mode.follow(start.followed).find(start.highlight)
        screen.show()
        screen.board.go_to(start.block)
        if start.note is not None:
            await screen.action_notes(start.note)
        if choices.context.guide.language != start.language:
            await choices.use_language(start.language)
        if choices.theme_choice.name != start.theme:
            await choices.action_theme(start.theme)

    async def _hand_over(self) -> None:
        """Hand over what was typed meanwhile to the prompt, once that has the focus."""
        while self._text is not None and self._app.screen_stack:
            prompt, focused = self._screen.open_prompt, self._app.focused
            if prompt and focused and prompt.widget in focused.ancestors:
                text, self._text = self._text, None
                focused.post_message(TypedText(text))
                return
            await asyncio.sleep(0)


async def _return_to(session: Session, history: History) -> None:
    """Undo the steps that a session has recorded since, and redo those undone since.

    Args:
        session: The session.
        history: Its history as it was.
    """
    past, future = ({step.id for step in steps} for steps in (history.past, history.future))
    while (steps := session.history.past) and steps[-1].id not in past:
        if not session.history.is_own(steps[-1]) or not await session.undo():
            break
        future.add(steps[-1].id)
    while (steps := session.history.future) and steps[-1].id not in future:
        if not await session.redo():
            break
