"""Watches the keys for text that is typed where letters are commands.

All characters without a pause of `_MAX_GAP_S` are one burst; `bursts` says what it was meant as.
Once it is text, `offers` undoes all that its letters have done, and offers it. Actions that can't
be undone (`_LASTING`), or that leave the program (`_LEAVING`), wait for that pause; so do copies,
while the letters after them act.
"""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from typing import TYPE_CHECKING, cast

from textual.app import App
from textual.events import Key
from textual.widgets import Input

from bmc_tui.ui.keys.bursts import Burst, BurstReading, Fate, fate_of
from bmc_tui.ui.keys.offers import Choices, Doubt, Start, TextOffer
from bmc_tui.ui.keys.words import UNKNOWN, commonness
from bmc_tui.ui.screens.base import BaseScreen
from bmc_tui.ui.screens.canvas.screen import CanvasScreen
from bmc_tui.ui.terminal.internals import bound_action
from bmc_tui.ui.terminal.typed_text import TypedText
from bmc_tui.ui.widgets.board import Board

if TYPE_CHECKING:
    from textual.widgets import TextArea  # so that no key on the board waits for its modules

_MAX_GAP_S = 0.35
"""Seconds from a letter to the next one in a word at most: 30 words a minute, five letters each."""

_QUIT = "app.quit"

_LEAVING = frozenset({_QUIT, "edit_externally"})
"""The actions after which letters would arrive elsewhere: in the shell, in another program."""

_LASTING = frozenset({"delete", "duplicate", "empty", "restore", "undelete"})
"""The actions on other screens than that of the canvas that change more than they show."""

_QUICK_S = 0.05
"""How long the key that quits waits for a letter after it on the blocks, once letters were used as
commands."""

_FINISHED_S = 1.0
"""Seconds after a letter after which it was the last one of a word."""

_MIN_FINISHED_LETTERS = 4
"""Minimum number of letters of such a word: fewer may be the start of a longer one."""

_WORD_KEY = "tab"
"""The key that makes one text of keys and of what was typed after them."""


class TypedWords:
    """Watches the keys where letters are commands.

    Args:
        app: The app.
        choices: Its language and its theme.
        wait_until_idle: Waits until what was typed before has had its effect.
        deliver_again: Delivers keys once more, before any that came after them.
        is_key_waiting: Tells whether a key has arrived that is not delivered yet.
    """

    def __init__(
        self,
        app: App[int],
        choices: Choices,
        wait_until_idle: Callable[[], Awaitable[None]],
        deliver_again: Callable[[list[Key]], None],
        is_key_waiting: Callable[[], bool],
    ) -> None:
        self._app = app
        self._is_key_waiting = is_key_waiting
        self._deliver_again = deliver_again
        self._offer = TextOffer(app, choices, wait_until_idle)
        self._held: list[Key] = []
        """The letters that wait whether they are a word."""
        self._released: list[Key] = []
        """Those that are none, and now act."""
        self._burst = Burst()
        self._starts: list[Start] = []
        """What the characters of the burst may have changed, before each that was a key."""
        self._last_at = 0.0
        self._uses_commands = False
        """Whether a letter was a command in this session since one was text."""
        self._doubt: Doubt | None = None
        self._copies: list[asyncio.Future[None]] = []
        """Those that wait until the letters are surely keys."""

    @property
    def holds_keys(self) -> bool:
        """Whether letters, or a copy, are held until it is known if they are a word."""
        return bool(self._held or self._copies)

    async def wait_until_keys(self) -> None:
        """Wait until the letters are surely keys; if they are text, the task is cancelled."""
        if self._burst.letters and self._burst.reading is BurstReading.OPEN:
            self._copies.append(copy := asyncio.get_running_loop().create_future())
            self.settle_copies()
            await copy

    def take(self, key: Key) -> bool:
        """Return whether a key is part of a text, or is held until that is known: it must not act.

        Args:
            key: The key; all keys before it have had their effect.
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
        if is_late and self._burst.letters and not self._burst.is_typing:
            self._uses_commands |= self._burst.reading is BurstReading.OPEN
            self._burst = Burst()
        if is_text and (key.is_printable or self._burst.is_typing):
            return self._take_character(key, character)
        return self._end(key)

    def take_text(self, event: TypedText) -> bool:
        """Return whether a text that arrived in one piece continues a word, and is taken.

        Args:
            event: The text, typed where text is expected.
        """
        for index, character in enumerate(event.text):
            if not self._goes_on(event):
                break
            letter = "\n" if character == "\r" else character
            fate = Fate.TYPES if self._burst.is_typing else self._fate("", letter)
            self._burst = self._burst.add(letter, fate)
            after = event.text[index + 1 :]
            if self._burst.reading is BurstReading.TEXT:
                self._make_offer(f"\n{after}" if letter == "\n" else after)
                return True
            if self._burst.reading is BurstReading.UNSURE and not (letter == "\n" and after):
                self._app.call_later(self._doubt_word, self._burst, letter)
        return False

    def _goes_on(self, event: TypedText) -> bool:
        """Return whether a text continues the burst, whose meaning may be known already."""
        is_late, self._last_at = event.time - self._last_at > _MAX_GAP_S, event.time
        is_open = bool(self._burst.letters) and self._burst.reading is BurstReading.OPEN
        return is_open and (self._burst.is_typing or not is_late)

    def _take_character(self, key: Key, character: str) -> bool:
        """Return whether a character is part of a text, or is held until that is known.

        Args:
            key: Its key.
            character: The character, or a line break.
        """
        if self._burst.is_typing and not self._takes_text:
            self._burst = Burst()  # a click has moved the focus
        if not self._burst.letters:
            if self._held:
                return self._release(key)
            if not self._has_commands:
                return False
            self._starts = []
        action = bound_action(self._app.screen, key.key)
        added = self._burst.add(character, self._fate(action, character))
        if len(added.letters) == 1:  # even if those before it were commands
            self._starts = []
        self._starts.append(self._offer.state())
        is_decided, self._burst = added is self._burst, added
        return not is_decided and self._act_on_burst(key, character, action)

    def _act_on_burst(self, key: Key, character: str, action: str) -> bool:
        """Return whether the burst's last character is text, or is held until that is known.

        Args:
            key: Its key.
            character: The character, or a line break.
            action: The action that the key is bound to.
        """
        held, burst = self._held, self._burst
        is_after_leaving = bool(held) and self._is_leaving(held[0])
        if is_after_leaving and character == held[0].character:
            return self._release(key)
        if burst.reading is BurstReading.TEXT or is_after_leaving:
            self._make_offer("\n" if character == "\n" else "")
            return True
        if burst.reading is BurstReading.UNSURE:
            self._app.call_later(self._doubt_word, burst, character)
        elif burst.is_typing and len(burst.word) >= _MIN_FINISHED_LETTERS:
            self._app.set_timer(_FINISHED_S, partial(self._finish, burst))
        if held or action in _LEAVING or (action in _LASTING and not self._is_on_canvas):
            return self._hold(key, action)
        return False

    def _finish(self, burst: Burst) -> None:
        """Offer a word after which nothing was typed for a while.

        Args:
            burst: Its letters.
        """
        finished = burst.add("\n", Fate.TYPES)
        is_text = finished.reading is BurstReading.TEXT
        if self._burst is burst and is_text and self._app.screen_stack:
            self._burst = finished
            self._make_offer()

    def _end(self, key: Key) -> bool:
        """Return whether a key that is not text is to wait, because it ends letters that wait.

        Escape and other keys after a word end it too.

        Args:
            key: The key.
        """
        if self._burst.is_typing:
            burst = self._burst.add("\n", Fate.TYPES)
            if burst.reading is BurstReading.TEXT:
                self._burst = burst
                self._make_offer()
                return True
        self._burst = Burst()
        return bool(self._held) and self._release(key)

    def _make_offer(self, after: str = "") -> None:
        """Offer the letters as text."""
        first = self._burst.text_start
        letters = self._burst.letters[first:].lstrip().rstrip("\n")
        self._burst, self._held, self._uses_commands = Burst(), [], False
        for copy in self._copies:
            copy.cancel()
        self._copies.clear()
        self._offer.make(self._starts[first], letters, after)

    # Copies that wait

    def settle_copies(self) -> None:
        """Make the waiting copies if the letters are keys; else wait for the next letter."""
        if not self._copies:
            return
        burst = self._burst
        is_open = bool(burst.letters) and burst.reading is BurstReading.OPEN
        if is_open and commonness(burst.word, is_start=True) > UNKNOWN:
            self._after_gap(_MAX_GAP_S, partial(self._make_copies, burst))
        else:
            self._make_copies(burst)

    def _make_copies(self, burst: Burst) -> None:
        """Make the waiting copies, if no letter has come after those of a burst."""
        if self._burst is burst:
            for copy in self._copies:
                if not copy.done():
                    copy.set_result(None)
            self._copies.clear()

    # Letters that wait

    def _after_gap(self, seconds: float, callback: Callable[[], None]) -> None:
        """Call back once some time has passed, and all keys typed until then are delivered."""

        def call() -> None:
            if self._is_key_waiting():  # the machine is busy
                self._after_gap(seconds, callback)
            else:
                callback()

        self._app.set_timer(seconds, call)

    def _hold(self, key: Key, action: str) -> bool:
        """Hold a letter until it is known if another follows, unless it is a move or repeated."""
        is_twice = bool(self._held) and key.character == self._held[-1].character
        is_move = bool(self._held) and fate_of(action) is Fate.MOVES
        word = self._burst.word
        if word and (is_twice or is_move) and commonness(word, is_start=True) == UNKNOWN:
            return self._release(key)
        self._held.append(key)
        is_quick = action == _QUIT and self._uses_commands and isinstance(self._app.focused, Board)
        self._after_gap(_QUICK_S if is_quick else _MAX_GAP_S, partial(self._time_out, key))
        return True

    def _time_out(self, key: Key) -> None:
        """Let the waiting letters act, if no other one has come after a letter."""
        if (
            self._held and self._held[-1] is key and self._app.screen_stack
        ):  # the app may have ended
            self._release()

    def _release(self, *after: Key) -> bool:
        """Let the waiting letters act, and then the keys after them."""
        self._released += [*self._held, *after]
        self._deliver_again([*self._held, *after])
        self._burst, self._held = Burst(), []
        return True

    def _is_leaving(self, key: Key) -> bool:
        """Return whether a key that waits leads elsewhere."""
        return bound_action(self._app.screen, key.key) in _LEAVING

    # A word that may be keys and text

    async def _doubt_word(self, burst: Burst, character: str) -> None:
        """Say that keys may have been the start of a word, once its last character is typed."""
        prompt = self._app.screen.open_prompt if isinstance(self._app.screen, BaseScreen) else None
        if prompt:
            first, word = burst.text_start, burst.word.strip()
            letters = burst.letters[first : burst.letters.rfind(burst.word)].lstrip() + burst.keys
            line = word[len(burst.keys) :] if character == "\n" else None
            self._doubt = Doubt(self._starts[first], letters, word, prompt, line)
            self._show_doubt(self._doubt)

    def _settle_doubt(self, key: Key, doubt: Doubt) -> bool:
        """Return whether a key makes one text of keys and of what was typed after them.

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

    def _show_doubt(self, doubt: Doubt) -> None:
        """Say how to make one text of the keys and what was typed after them."""
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
        focused = self._app.focused
        return isinstance(focused, Input) or bool(getattr(focused, "takes_text", False))

    @property
    def _has_commands(self) -> bool:
        """Whether letters are commands: on the board, on its notes, and on screens of their own."""
        focused, screen = self._app.focused, self._app.screen
        if isinstance(screen, CanvasScreen):
            is_board = focused is None or isinstance(focused, Board)  # None at the start
            return is_board or getattr(focused, "takes_commands", False)
        offers_typed = getattr(screen, "offers_typed", True)
        return isinstance(screen, BaseScreen) and offers_typed and not self._takes_text

    def _fate(self, action: str, character: str) -> Fate:
        """Return what happens to a character where it arrives.

        Args:
            action: The action that its key is bound to there; "" for none.
            character: The character.
        """
        focused, screen = self._app.focused, self._app.screen
        if self._takes_text:
            if isinstance(focused, Input):
                before = focused.value[: focused.cursor_position]
            else:
                area = cast("TextArea", focused)
                row, column = area.cursor_location
                before = area.document.get_line(row)[:column]
            is_after = before[-1:].isalnum() and not self._burst.is_typing
            return Fate.CONTINUES if is_after else Fate.TYPES
        takes = getattr(screen, "takes_character", None)  # a question
        is_dead = not (takes(character) if takes else action)
        if is_dead or (action.endswith("find_step(1)") and not self._can_step):
            return Fate.DEAD
        is_elsewhere = bool(self._starts) and screen is not self._starts[0].screen
        return Fate.FOLLOWS if is_elsewhere else fate_of(action)

    @property
    def _can_step(self) -> bool:
        """Whether there is a search of which the next match can be shown."""
        screen = self._app.screen
        is_found = isinstance(screen, CanvasScreen) and (
            screen.mode.highlight or screen.last_search
        )
        return bool(is_found)
