"""Tells text from commands where each character is a key, by the order of the characters.

A burst is what is typed without a pause, starting with the first key that could be a command, also
across the screens that keys open. Either all of it is text, or none of it:

1. As long as its characters are keys, two that nobody presses in a row make it text: one that does
nothing, and another one; or two that act on different things, or one that leads elsewhere after one
that only moves the cursor, if three letters look like a word; and a space after letters that are a
word. People do press the same key twice, move before and after a command, undo it, and press keys
of the screen that they have opened. 2. A key that opens a place to type is a command, and what
follows is typed there. It is part of a text only if its first word and the keys before it make a
longer word that is far more common. If either may be meant, the user can say so by a key.

The effects of letters are undone once they are text. Actions that can't be undone wait until it is
certain that they are not; see `typed_words`.
"""

import re
from dataclasses import dataclass, replace
from enum import Enum, auto
from itertools import pairwise

from bmc_tui.ui.keys.words import UNKNOWN, commonness

_PAIRS = frozenset({"xp"})
"""Two commands that belong together: cut a note, and put it after the next one."""

_ENDINGS = frozenset({"s", "n", "en", "e", "es", "d", "ed"})
"""Letters that end a word in English or Dutch: someone adds a plural to a note."""

_NAMES = frozenset({"ebay", "ebike", "ebook", "icloud", "ideal", "imac", "ios", "ipad", "iphone"})
"""Names with a small letter before a capital; other words have no capital inside."""

_MIN_WORD_LETTERS = 3
"""Minimum number of letters that look like a word, where each of them may be a command too."""

_MIN_LONGER_LETTERS = 4
"""Minimum number of letters of a word that commands and a text make together."""

_SHORT_COMMON = 7
"""How common a shorter one has to be, such as `in` and `een`, but not `ix`."""

_COMMON = 5
"""How common one has to be of which the typed part can't start a text, such as `old`."""

_MARGIN_OF_ASKING = 2
"""How much more common that word has to be than the text, by `commonness`, where the command is one
that asks for text: ten times."""

_MARGIN = -1
"""The same where it opens what text can be typed in, as the editor."""

_MARGIN_OF_MANY = -2
"""The same where several keys came before the text, which is rare. The three are estimates."""

_SURE_LETTERS = 6
"""Letters by which a word is known before it is finished."""

_VOWELS = frozenset("aeiouàáâäèéêëìíîïòóôöùúûü")

_WORD = re.compile(r"[^\s,;:!?()]*")
"""A word as it is typed, with hyphens and other signs in it."""

_DIGITS = re.compile(r"\d+(?=[^\W\d])")
"""Digits before a letter."""

_ACTION = re.compile(r"(\w+)(?:\(|$)")
"""The name of an action, with what it belongs to before it and its arguments after."""


class Fate(Enum):
    """What happens to a character where it arrives."""

    MOVES = auto()
    """It moves a cursor."""
    CORRECTS = auto()
    """It undoes or redoes."""
    LEADS = auto()
    """It leads to another screen, or changes all of the program, wherever the cursor is."""
    ASKS = auto()
    """It asks for something."""
    ACTS = auto()
    """It is the key of another command."""
    FOLLOWS = auto()
    """It is the key of a command on the screen that one before it has opened."""
    DEAD = auto()
    """It is not a key there."""
    TYPES = auto()
    """It becomes text."""
    CONTINUES = auto()
    """It becomes text right after a letter or digit that was not typed now."""


_TEXT_FATES = frozenset({Fate.TYPES, Fate.CONTINUES})

_FATES = {
    Fate.ASKS: "ask",
    Fate.MOVES: "cursor|find_step|fold|go|go_to|go_to_end|notes|park|step|step_beside|turn|unfold",
    Fate.CORRECTS: "redo|restore|take_step|undelete|undo",
    Fate.LEADS: "edit_externally|language|next_theme|quit|visit",
}
"""The actions with a fate, by their names."""

_FATE_OF_ACTION = {name: fate for fate, names in _FATES.items() for name in names.split("|")}


def fate_of(action: str) -> Fate:
    """Return what happens to a key that is bound to an action, on the screen where a burst began.

    Args:
        action: The action as in a binding; "" for none.
    """
    name = _ACTION.search(action)
    return _FATE_OF_ACTION.get(name[1], Fate.ACTS) if name else Fate.DEAD


class BurstReading(Enum):
    """What a burst was meant as."""

    OPEN = auto()
    """That is not known yet."""
    TEXT = auto()
    """All of it is text; its last character is not to have its effect then."""
    KEYS = auto()
    """It is commands, and maybe text that one of them has asked for."""
    UNSURE = auto()
    """Rather that, but the commands may be the first letters of that text."""


@dataclass(frozen=True, slots=True)
class Burst:
    """Characters that came right after one another."""

    letters: str = ""
    """All of them; also digits, signs and spaces."""
    fates: tuple[Fate, ...] = ()
    """What became of each."""
    reading: BurstReading = BurstReading.OPEN
    """What they were meant as."""

    @property
    def is_typing(self) -> bool:
        """Whether they now become text, which the characters before may be the start of."""
        return self.reading is BurstReading.OPEN and self._has_opened

    @property
    def _has_opened(self) -> bool:
        """Whether any of them became text."""
        return self._opened < len(self.letters)

    @property
    def word(self) -> str:
        """The word that is being typed, or that opened the place to type."""
        return self.letters[self._start :]

    @property
    def keys(self) -> str:
        """The characters of that word that were commands."""
        return self.letters[self._start : self._opened]

    @property
    def _opened(self) -> int:
        """The index of the first character that became text; after all others if none did."""
        fates = enumerate(self.fates)
        return next((index for index, fate in fates if fate in _TEXT_FATES), len(self.fates))

    @property
    def _start(self) -> int:
        """The index of the first character of the word, after the digits that led there."""
        start = self.letters.rfind(" ", 0, self._opened) + 1
        digits = _DIGITS.match(self.letters, start) if self._has_opened else None
        return digits.end() if digits else start

    @property
    def text_start(self) -> int:
        """The index of the first character of the text."""
        return 0 if " " in self.letters[: self._start] else self._start

    def add(self, character: str, fate: Fate) -> "Burst":
        """Return the burst with one more character, and what the whole was meant as.

        Args:
            character: The character; a line break for anything that ends a text.
            fate: What happens to it.
        """
        if self.reading is not BurstReading.OPEN:
            return self
        if self._is_commands():
            return Burst().add(character, fate)
        return replace(self, letters=self.letters + character, fates=(*self.fates, fate)).read()

    def read(self) -> "Burst":
        """Return the burst with what it was meant as."""
        return replace(self, reading=self._read_text() if self.is_typing else self._read_keys())

    def _is_commands(self) -> bool:
        """Return whether all are the same key, or moves, and start no word."""
        letters = self.letters.lower()
        if len(letters) < 2 or not letters.isalpha():  # noqa: PLR2004 - one may start any word
            return False
        if len(set(letters)) == 1 and letters[0] not in _VOWELS:
            return Fate.DEAD not in self.fates  # `zzp`
        moves = all(fate is Fate.MOVES for fate in self.fates)
        return moves and commonness(letters, is_start=True) == UNKNOWN

    def _read_keys(self) -> BurstReading:
        """Return what characters that are all keys were meant as."""
        last, fate, before = self.letters[-1], self.fates[-1], self.letters[:-1]
        dead = [each for each, done in zip(before, self.fates, strict=False) if done is Fate.DEAD]
        is_other = last.isalpha() or (last.isdigit() and dead and not dead[-1].isalpha())
        if dead and is_other and last != dead[-1] and fate is not Fate.CORRECTS:
            return BurstReading.TEXT
        if last == " " and self._ends_word(before.rsplit(" ", 1)[-1]):
            return BurstReading.TEXT
        is_long = len(self.word) >= _MIN_LONGER_LETTERS
        if is_long and fate not in {Fate.MOVES, Fate.CORRECTS} and _is_word(self.word):
            return BurstReading.TEXT  # `huur`, `hulp`, `oude`: moves, and undo among them
        return (
            BurstReading.TEXT
            if self._is_odd() and _looks_like_word(self.word)
            else BurstReading.OPEN
        )

    def _ends_word(self, word: str) -> bool:
        """Return whether a space after keys ends a word, such as `by` and `b2b`."""
        moves = all(fate is Fate.MOVES for fate in self.fates[-1 - len(word) : -1])
        has_vowel = bool(set(word.lower()) & (_VOWELS | {"y"}))
        is_code = word.isalnum() and word[:1].isalpha() and any(map(str.isdigit, word[1:-1]))
        return not moves and (is_code or (has_vowel and len(word) > 1 and _is_word(word)))

    def _is_odd(self) -> bool:
        """Return whether two keys of the word are not pressed in a row by anyone.

        A command before one that asks for text does not count: `d a text`.
        """
        keys = list(zip(self.keys, self.fates[self._start : self._opened], strict=True))
        return any(
            first != second
            and first + second not in _PAIRS
            and fate not in {Fate.FOLLOWS, Fate.CORRECTS}
            and former is not Fate.CORRECTS
            and (
                Fate.LEADS in {former, fate}
                or not (self._has_opened or Fate.MOVES in {former, fate})
            )
            for (first, former), (second, fate) in pairwise(keys)
        )

    def _read_text(self) -> BurstReading:
        """Return what characters were meant as of which the last ones became text."""
        keys, typed = self.keys, self.letters[self._opened :]
        word = _WORD.match(typed)
        rest = word[0] if word else ""
        if any(map(str.isupper, rest)) and not keys.isupper():
            return _read_name((keys + rest).lower(), is_finished=rest != typed)
        continues = self.fates[self._opened] is Fate.CONTINUES
        if rest == typed:
            return (
                BurstReading.TEXT if self._is_text_already(rest, continues) else BurstReading.OPEN
            )
        if not rest:
            if typed[0] != " " or (continues and not (len(keys) > 1 and _is_word(keys))):
                return BurstReading.KEYS
            follows = self.fates[self._opened - 1] is Fate.FOLLOWS  # `or 2`: the list, rename
            is_short = follows and len(keys) < _MIN_LONGER_LETTERS
            return BurstReading.UNSURE if is_short else BurstReading.TEXT
        return _read_glued(keys, rest, typed[len(rest) :]) if continues else self._read_word(rest)

    def _is_text_already(self, rest: str, continues: bool) -> bool:
        """Return whether a word that is not finished is part of a text.

        Args:
            rest: The part of it that became text.
            continues: Whether that comes right after a word of a note.
        """
        if self._is_odd() and _looks_like_word(self.word):
            return True
        if continues:
            may_end = any(ending.startswith(rest) for ending in _ENDINGS)
            return len(self.keys) > 1 and rest.isalpha() and not may_end
        is_start = commonness(rest, is_start=True) > UNKNOWN
        return (
            len(self.word) >= _SURE_LETTERS
            and not is_start
            and self._read_word(rest) is BurstReading.TEXT
        )

    def _read_word(self, rest: str) -> BurstReading:
        """Return what a finished word is that was typed where keys have opened a place to type.

        Args:
            rest: What became text of it.
        """
        word = self.keys + rest
        if rest[0] == "-" and rest[1:2].isalpha():
            return BurstReading.TEXT  # `e-bike`; in a list there would be a space
        common, margin = commonness(word), _MARGIN_OF_MANY
        if len(self.keys) == 1:
            is_asked = self.fates[self._start] is Fate.ASKS
            margin = _MARGIN_OF_ASKING if is_asked else _MARGIN
        # `een café` and `in town`: nobody opens the editor or the interview to type `en`.
        is_first = margin == _MARGIN and self.fates[self._start] is not Fate.FOLLOWS
        is_short = len(word) < _MIN_LONGER_LETTERS
        if is_short and is_first and common < _SHORT_COMMON:
            return BurstReading.KEYS
        if common > UNKNOWN and (is_first or not is_short):
            return BurstReading.TEXT if common >= commonness(rest) + margin else BurstReading.UNSURE
        starts_none = rest.isalpha() and not set(rest.lower()) & (_VOWELS | {"y"})
        if starts_none and common >= max(_COMMON, commonness(rest) + _MARGIN_OF_ASKING):
            return BurstReading.TEXT  # `old`, `op`: nobody writes `ld people`, `p afspraak`
        is_strange = len(self.keys) > 1 and not _is_word(rest) and _looks_like_word(word)
        if is_strange and _starts_no_word(rest) and not _starts_no_word(word):
            return BurstReading.TEXT
        is_strange |= _is_cut_short(word, rest)
        return BurstReading.UNSURE if common > UNKNOWN or is_strange else BurstReading.KEYS


def _read_name(word: str, *, is_finished: bool) -> BurstReading:
    """Return what a word with a capital after its keys is, such as `iPad`."""
    if is_finished:
        return BurstReading.TEXT if word.removesuffix("s") in _NAMES else BurstReading.KEYS
    is_start = any(f"{name}s".startswith(word) for name in _NAMES)
    return BurstReading.OPEN if is_start else BurstReading.KEYS


def _read_glued(keys: str, rest: str, after: str) -> BurstReading:
    """Return what a finished word is whose end comes right after a word of a note.

    An ending such as `en` is meant as one, unless another word follows after `een`.

    Args:
        keys: The letters of it that were commands.
        rest: Its end.
        after: What was typed after it.
    """
    if not any(map(str.isalpha, rest)):
        return BurstReading.KEYS
    if rest in _ENDINGS:
        if commonness(keys + rest) < _SHORT_COMMON or not after.startswith(" "):
            return BurstReading.KEYS
        return BurstReading.TEXT if after.strip() else BurstReading.OPEN
    word = keys + rest
    is_text = len(keys) > 1 or rest[0] == "-" or _is_word(word) or _is_cut_short(word, rest)
    return BurstReading.TEXT if is_text else BurstReading.UNSURE


def _starts_no_word(letters: str) -> bool:
    """Return whether no word starts with some letters that are not an abbreviation: `nkies`."""
    start = letters[:_MIN_WORD_LETTERS]
    return bool(set(letters) & _VOWELS) and commonness(start, is_start=True) == UNKNOWN


def _is_cut_short(word: str, rest: str) -> bool:
    """Return whether a rest starts like no word, and the whole one with a word: `tuinders`."""
    return _starts_no_word(rest) and _is_word(word[:_MIN_LONGER_LETTERS])


def _is_word(letters: str) -> bool:
    """Return whether letters are a whole word."""
    return commonness(letters) > UNKNOWN


def _looks_like_word(letters: str) -> bool:
    """Return whether letters may be the start of a word: with a vowel, and with a consonant."""
    lower = letters.lower()
    vowels = sum(letter in _VOWELS for letter in lower)
    is_doubled = lower[:1] == lower[1:2] and lower[:1] not in _VOWELS
    is_long = len(letters) >= _MIN_WORD_LETTERS and letters.isalpha()
    return is_long and 0 < vowels < len(letters) and not is_doubled
