"""Watches the keys for text that is typed where letters are commands."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import NamedTuple

from textual.app import App
from textual.events import Key
from textual.widgets import Input, TextArea

from bmc_tui.ui.keys.bursts import Burst, Fate
from bmc_tui.ui.keys.leads import lead_length
from bmc_tui.ui.keys.offers import Choices, Start, TextOffer
from bmc_tui.ui.keys.words import frequency
from bmc_tui.ui.screens.base import BaseScreen
from bmc_tui.ui.screens.canvas.screen import CanvasScreen
from bmc_tui.ui.screens.prompting import OpenPrompt
from bmc_tui.ui.terminal.internals import bound_action
from bmc_tui.ui.terminal.typed_text import TypedText
from bmc_tui.ui.widgets.board import Board

_MAX_GAP_S = 0.35
"""Seconds from a letter to the next one in a word at most: 30 words a minute, five letters each."""

_QUIT = "app.quit"

_LEAVING = frozenset({_QUIT, "edit_externally"})
"""The actions behind which letters would arrive elsewhere: in the shell, in another program."""

_LASTING = frozenset(
    {
        "delete",
        "duplicate",
        "empty",
        "restore",
        "undelete",
    }
)
"""The actions on other screens than that of the canvas that change more than they show."""

_QUICK_S = 0.05
"""How long the key that quits waits for a letter behind it, once letters were used as commands."""

_FINISHED_S = 1.0
"""Seconds behind a letter after which it was the last one of a word."""

_MIN_FINISHED_LETTERS = 4
"""Letters of such a word at least: fewer may be the start of a longer one."""

_WORD_KEY = "tab"
"""The key that makes one text of keys and of what was typed behind them."""


class _Doubt(NamedTuple):
    """Letters that acted as keys, and may be the start of the text that was typed behind them."""

    start: Start
    letters: str
    """Those that acted."""
    word: str
    """All of the first word."""
    prompt: OpenPrompt
    """Where the rest was typed."""
    line: str | None = None
    """What was typed there, once Enter has added it."""


class _Acted(NamedTuple):
    """A character that was taken for a key."""

    character: str
    start: Start
    """Everything that it may have changed."""


class TypedWords:
    """Watches the keys where letters are commands.

    Args:
        app: The app.
        choices: Its language and its theme.
        wait_until_idle: Waits until what was typed before has had its effect.
        deliver_again: Delivers keys once more, before any that came after them.
    """

    def __init__(
        self,
        app: App[int],
        choices: Choices,
        wait_until_idle: Callable[[], Awaitable[None]],
        deliver_again: Callable[[list[Key]], None],
    ) -> None:
        self._app = app
        self._deliver_again = deliver_again
        self._offer = TextOffer(app, choices, wait_until_idle)
        self._held: list[Key] = []
        """The letters that wait whether they are a word."""
        self._released: list[Key] = []
        """Those that are none, and now act."""
        self._burst = Burst()
        self._start: Start | None = None
        self._run: list[_Acted] = []
        """The characters that came right after one another, of which the burst is the end."""
        self._lead: list[_Acted] = []
        """Those of them before the burst."""
        self._last_at = 0.0
        self._uses_commands = False
        """Whether a letter was a command in this session since one was text."""
        self._doubt: _Doubt | None = None

    @property
    def holds_keys(self) -> bool:
        """Whether letters wait whether they are a word."""
        return bool(self._held)

    def take(self, key: Key) -> bool:
        """Return whether a key is part of a text, or waits whether it is: it must not act then.

        Args:
            key: The key, which all before it have had their effect before.
        """
        if key in self._released:
            self._released.remove(key)
            return False
        character = "\n" if key.key == "enter" else key.character or ""
        is_text = key.is_printable or character == "\n"
        if self._offer.is_being_made and is_text:
            self._offer.type(character)
            return True
        if self._doubt and self._settle_doubt(key, self._doubt):
            return True
        is_late, self._last_at = key.time - self._last_at > _MAX_GAP_S, key.time
        if is_late and self._burst.letters and not self._burst.keys:
            self._uses_commands = True
        if is_text and (key.is_printable or self._burst.is_typing):
            return self._take_character(key, character, is_late=is_late)
        return self._end(key)

    def take_text(self, event: TypedText) -> bool:
        """Return whether a text that arrived in one piece goes on with a word, and is taken.

        Args:
            event: The text, where text is typed.
        """
        for index, character in enumerate(event.text):
            if not self._burst.is_typing:
                break
            self._burst = self._burst.add("\n" if character == "\r" else character, Fate.TYPES)
            if self._burst.is_text and self._start:
                behind = event.text[index + 1 :]
                self._make_offer(f"\n{behind}" if character in "\r\n" else behind)
                return True
        return False

    def _take_character(self, key: Key, character: str, *, is_late: bool) -> bool:
        """Return whether a character is part of a text, or waits whether it is.

        Args:
            key: Its key.
            character: The character, or a line break.
            is_late: Whether it came too late for the word that the one before it may be part of.
        """
        if self._burst.is_typing and not self._takes_text:
            self._burst = Burst()  # a click has moved the focus
        is_new = not self._takes_text and self._burst.starts_anew(character)
        is_new = is_new and not (self._held and frequency(self._burst.word.lower() + character))
        if not self._burst.is_typing and (is_late or is_new or not self._burst.letters):
            if self._held:
                return self._release(key)
            self._burst, self._lead = Burst(), [] if is_late else [*self._run]
            self._run = [*self._lead]
            if not (self._has_commands and self._can_start(key, character)):
                self._note_key(character)
                self._uses_commands |= character == " " and self._is_on_canvas
                return False
            self._start = self._offer.state()
        self._note_key(character)
        return not self._burst.is_over and self._add(key, character)

    def _can_start(self, key: Key, character: str) -> bool:
        """Return whether a character may start a text: a letter, or a sign that is no key."""
        is_sign = not character.isalnum() and character != " "
        return character.isalpha() or (
            is_sign and self._fate(bound_action(self._app.screen, key.key)) is Fate.DEAD
        )

    def _note_key(self, character: str) -> None:
        """Note a character that is taken for a key, or arrives in what such a key opened."""
        if self._run or self._has_commands:
            self._run.append(_Acted(character, self._offer.state()))

    def _add(self, key: Key, character: str) -> bool:
        """Return whether one more character of a burst is part of a text, or waits whether it is.

        Args:
            key: Its key.
            character: The character, or a line break.
        """
        held, action = self._held, bound_action(self._app.screen, key.key)
        self._burst = burst = self._burst.add(character, self._fate(action))
        is_behind_leaving = bool(held) and self._is_leaving(held[0])
        is_again = is_behind_leaving and character == held[0].character
        if is_again or (held and not burst.letters):
            return self._release(key)
        is_behind_text = burst.is_unsure and self._count_lead(burst) > 0
        if burst.is_text or is_behind_text or is_behind_leaving:
            self._make_offer("\n" if character == "\n" else "")
            return True
        if burst.is_unsure:
            self._app.call_later(self._doubt_word, burst, character)
        elif burst.is_typing and len(burst.word) >= _MIN_FINISHED_LETTERS:
            self._app.set_timer(_FINISHED_S, partial(self._finish, burst))
        if held or action in _LEAVING or (action in _LASTING and not self._is_on_canvas):
            return self._hold(key, action)
        return False

    def _finish(self, burst: Burst) -> None:
        """Offer a word behind which nothing was typed for a while.

        Args:
            burst: Its letters.
        """
        finished = burst.add("\n", Fate.TYPES)
        if self._burst is burst and finished.is_text and self._app.screen_stack:
            self._burst = finished
            self._make_offer()

    def _end(self, key: Key) -> bool:
        """Return whether a key that is no text is to wait, because it ends letters that wait.

        Escape and other keys behind a word end it too.

        Args:
            key: The key.
        """
        if self._burst.is_typing:
            burst = self._burst.add("\n", Fate.TYPES)
            if burst.is_text:
                self._burst = burst
                self._make_offer()
                return True
        self._burst, self._run = Burst(), []
        return bool(self._held) and self._release(key)

    def _make_offer(self, behind: str = "") -> None:
        """Offer the letters as text."""
        letters, start = self._burst.letters.rstrip("\n"), self._start
        if length := self._count_lead(self._burst):
            acted = self._lead[-length:]
            letters = "".join(key.character for key in acted) + letters
            start = acted[0].start
        self._burst, self._held, self._uses_commands = Burst(), [], False
        self._run, self._lead = [], []
        if start:
            self._offer.make(start, letters, behind)

    def _count_lead(self, burst: Burst) -> int:
        """Return how many characters that acted as keys right before a burst belong to its text."""
        lead = "".join(acted.character for acted in self._lead)
        return lead_length(lead, burst.letters.rstrip("\n"))

    # Letters that wait

    def _hold(self, key: Key, action: str) -> bool:
        """Let a letter wait whether another one follows, unless a move shows that they are none."""
        letters = self._burst.letters
        is_word = len(letters) >= _MIN_FINISHED_LETTERS - 1 and frequency(letters.lower()) > 0
        is_twice = bool(self._held) and key.character == self._held[-1].character and not is_word
        is_move = len(letters) > 1 and letters.isalpha() and action.startswith("cursor")
        if is_twice or (is_move and not frequency(letters.lower())):
            return self._release(key)
        self._held.append(key)
        is_quick = action == _QUIT and self._uses_commands
        self._app.set_timer(_QUICK_S if is_quick else _MAX_GAP_S, partial(self._time_out, key))
        return True

    def _time_out(self, key: Key) -> None:
        """Let the letters act that wait, if no other one has come behind a letter."""
        if (
            self._held and self._held[-1] is key and self._app.screen_stack
        ):  # the app may have ended
            self._release()

    def _release(self, *behind: Key) -> bool:
        """Let the letters act that wait, and then the keys behind them."""
        self._released += [*self._held, *behind]
        self._deliver_again([*self._held, *behind])
        self._burst, self._held = Burst(), []
        return True

    def _is_leaving(self, key: Key) -> bool:
        """Return whether a key that waits leads elsewhere."""
        return bound_action(self._app.screen, key.key) in _LEAVING

    # A word that may be keys and text

    async def _doubt_word(self, burst: Burst, character: str) -> None:
        """Say that keys may have been the start of a word, once its last character is typed."""
        prompt = self._app.screen.open_prompt if isinstance(self._app.screen, BaseScreen) else None
        if self._start and prompt:
            letters = burst.letters[: burst.start + burst.keys]
            word = burst.letters.rstrip()
            line = word[len(letters) :] if character == "\n" else None
            self._doubt = _Doubt(self._start, letters, word, prompt, line)
            self._show_doubt(self._doubt)

    def _settle_doubt(self, key: Key, doubt: _Doubt) -> bool:
        """Return whether a key makes one text of keys and of what was typed behind them.

        Args:
            key: The key.
            doubt: What may be one text.
        """
        screen = self._app.screen
        is_open = isinstance(screen, BaseScreen) and screen.open_prompt is doubt.prompt
        is_over = not is_open or (key.character or "") in {"@", "#"}
        if is_open and key.key == "enter" and doubt.line is None:
            self._doubt = doubt._replace(line=doubt.prompt.text)
        elif is_over or (doubt.line is not None and key.key != _WORD_KEY):
            self._doubt = None
        elif key.key == _WORD_KEY:
            self._doubt = None
            rest = doubt.prompt.text if doubt.line is None else doubt.line
            self._uses_commands = False
            self._offer.make(doubt.start, doubt.letters + rest)
            return True
        if self._doubt:
            self._app.call_later(self._show_doubt, self._doubt)
        return False

    def _show_doubt(self, doubt: _Doubt) -> None:
        """Say how to make one text of the keys and what was typed behind them."""
        if isinstance(self._app.screen, BaseScreen) and self._doubt is doubt:
            self._app.screen.show_message("keys_or_word", keys=doubt.letters, word=doubt.word)

    # Where the keys arrive

    @property
    def _is_on_canvas(self) -> bool:
        """Whether the canvas screen is in front."""
        return isinstance(self._app.screen, CanvasScreen)

    @property
    def _takes_text(self) -> bool:
        """Whether letters become text where the focus is."""
        return bool(getattr(self._app.focused, "takes_text", False))

    @property
    def _has_commands(self) -> bool:
        """Whether letters are commands: on the board, on its notes, and on screens of their own."""
        focused, screen = self._app.focused, self._app.screen
        if isinstance(screen, CanvasScreen):
            return isinstance(focused, Board) or getattr(focused, "takes_commands", False)
        offers_typed = getattr(screen, "offers_typed", True)
        return isinstance(screen, BaseScreen) and offers_typed and not self._takes_text

    def _fate(self, action: str) -> Fate:
        """Return what becomes of a letter where it arrives.

        Args:
            action: The action that it is bound to there; "" for none.
        """
        focused, screen = self._app.focused, self._app.screen
        is_elsewhere = self._start is not None and screen is not self._start.screen
        if self._takes_text:
            before = ""
            if isinstance(focused, Input):
                before = focused.value[: focused.cursor_position]
            elif isinstance(focused, TextArea):
                row, column = focused.cursor_location
                before = focused.document.get_line(row)[:column]
            is_behind = before[-1:].isalnum()
            behind = Fate.JOINS if isinstance(focused, Input) else Fate.CONTINUES
            return behind if is_behind else (Fate.ANSWERS if is_elsewhere else Fate.TYPES)
        takes_any = "on_key" in vars(type(screen))  # a question, to say yes or no
        if not action and not takes_any:
            return Fate.DEAD
        return Fate.FOLLOWS if is_elsewhere else Fate.ACTS
