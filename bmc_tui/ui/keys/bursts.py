"""Tells text from commands, where each letter is one: by how letters follow one another."""

from dataclasses import dataclass, replace
from enum import Enum, auto

from bmc_tui.ui.keys.words import WordReading, frequency, read_letters

_MOVES = frozenset("hjklgGnNuU")
"""Letters that go with any other command: moves of a cursor, the next match, undo and redo."""

_PAIRS = frozenset({"xp"})
"""Two other commands that belong together: cut a note, and put it behind the next one."""

_ONSETS = frozenset({"kl", "kn", "kr", "kw", "gl", "gn", "gr", "gh"})
"""A move and another consonant that start a word, in English or Dutch."""

_UNDOING = frozenset("uU")
"""Letters that go with one that did nothing: who expected that it did something undoes it."""

_EDITS = frozenset("dxpysY")
"""Letters that one gives right before one that asks for notes, as moves are: delete or cut a note,
put or copy one, follow a segment."""

_TAKING = frozenset("dx")
"""Letters that take a note away: delete, cut."""

_MIN_WORD_LETTERS = 3
"""Letters that look like a word at least, where each of them may be a command too."""

_MIN_GLUED_LETTERS = 3
"""Letters right behind those of a note from which they are no end of its last word, as a plural."""

_ENDINGS = frozenset({"s", "n", "en", "e", "es", "d", "ed"})
"""Such letters that end a word in English or Dutch, as a plural does."""

_ODDS_OF_ADDING = 1.0
"""How likely it is that a text follows right on `a`, which asks for notes, of 1."""

_ODDS = 0.3
"""The same of any keys before a text."""

_ODDS_OF_THREE = 0.01
"""The same of three keys or more, with which a word begins."""

_ODDS_OF_TAKING = 0.1
"""The same of keys of which one takes a note away. The four are estimates."""

_VOWELS = frozenset("aeiouàáâäèéêëìíîïòóôöùúûü")


class Fate(Enum):
    """What becomes of a character where it arrives."""

    ACTS = auto()
    """It is the key of a command."""
    FOLLOWS = auto()
    """It is the key of a command on the screen that one before it has opened."""
    DEAD = auto()
    """It is no key there."""
    TYPES = auto()
    """It becomes text."""
    ANSWERS = auto()
    """It becomes text on another screen, which asks for that."""
    JOINS = auto()
    """It becomes text in a line, right behind a letter or digit that was not typed now."""
    CONTINUES = auto()
    """It becomes text in a note, right behind a letter or digit that was not typed now."""


_TEXT_FATES = frozenset({Fate.TYPES, Fate.ANSWERS, Fate.JOINS, Fate.CONTINUES})


@dataclass(frozen=True, slots=True)
class Burst:
    """Characters that came right after one another, the first a letter where it is a command."""

    letters: str = ""
    """All of them; also digits and spaces behind the first."""
    start: int = 0
    """The index of the first letter of the last word."""
    keys: int = 0
    """How many of the last word's letters were commands, once the next ones became text; 0 till
    then."""
    text_fate: Fate = Fate.TYPES
    """What became of the first one that became text."""
    is_dead: bool = False
    """Whether the last one did nothing."""
    is_odd: bool = False
    """Whether two of them are no commands that one gives right after one another."""
    is_over: bool = False
    """Whether the letters are text now, because a command asks for it."""
    is_unsure: bool = False
    """Whether, then, the commands may be the first letters of that text."""
    is_text: bool = False
    """Whether they were meant as text; the last one is not to have its effect then."""

    @property
    def word(self) -> str:
        """The last word."""
        return self.letters[self.start :]

    @property
    def is_typing(self) -> bool:
        """Whether letters become text, of which the ones before may be the start."""
        return self.keys > 0 and not self.is_over

    def starts_anew(self, character: str) -> bool:
        """Return whether a letter is the first of a burst, as behind moves that start no word."""
        previous = self.letters[-1:]
        if not previous:
            return True
        if self.keys or not character.isalpha():
            return False
        if previous not in _MOVES or previous.lower() in _VOWELS:
            return False
        pair = (previous + character).lower()
        return character.isupper() or (character not in _VOWELS and pair not in _ONSETS)

    def add(self, character: str, fate: Fate) -> "Burst":
        """Return the burst with one more character.

        It is text as soon as two letters show that: one that did nothing, and another one. Where
        all are commands, three that look like a word are, if two of them do not go together; and so
        is what goes on where a command asks for text, if all of it is rather a word than what
        follows on the command; see `words`.

        Args:
            character: The character; a line break ends a word as a space does.
            fate: What becomes of it.
        """
        added = replace(self, letters=self.letters + character, is_dead=fate is Fate.DEAD)
        if self.is_over or (not self.letters and fate in _TEXT_FATES):
            return replace(added, is_over=True)
        if self.is_typing:
            return _read_typed(added, character)
        if self.letters and fate in _TEXT_FATES:
            return _read_typed(replace(added, keys=len(self.word), text_fate=fate), character)
        if not added.letters[0].isalnum() and (self.letters or added.is_dead):
            return replace(added, is_text=character.isalnum())  # behind a sign that is no key
        if character.isalpha():
            return self._add_command(character, fate, added)
        return self._end_word(character, added)

    def _add_command(self, letter: str, fate: Fate, added: "Burst") -> "Burst":
        """Return the burst with a letter that is a command, or does nothing."""
        if not self.word:
            return added
        previous = self.letters[-1]
        if self.is_dead and letter != previous and letter not in _UNDOING:
            return replace(added, is_text=True)
        if fate is Fate.FOLLOWS:
            return replace(added, is_odd=False)
        is_odd = self.is_odd or added.is_dead or _is_odd(previous, letter)
        return replace(added, is_odd=is_odd, is_text=is_odd and _looks_like_word(added.word))

    def _end_word(self, character: str, added: "Burst") -> "Burst":
        """Return the burst with a character that is no letter, where letters are commands."""
        if character.isdigit():
            return added
        if character == " " and _is_short_word(self.word):
            return replace(added, is_text=True)
        if character == " " and _TAKING & set(self.letters):
            return replace(added, start=len(added.letters), is_dead=False, is_odd=False)
        return Burst()


def _read_typed(burst: Burst, character: str) -> Burst:
    """Return a burst, the last character of which became text, with what it was meant as."""
    keys, fate, is_finished = burst.keys, burst.text_fate, not character.isalpha()
    word = burst.word[:-1] if is_finished else burst.word
    reading = WordReading.KEYS
    if character == "-" and len(word) == keys:
        reading = WordReading.OPEN  # as in `e-bikes`
    elif word[keys : keys + 1] == "-":
        reading = WordReading.WORD if character.isalpha() else WordReading.KEYS
    elif len(word) == keys:
        is_new = fate in {Fate.TYPES, Fate.ANSWERS}
        is_article = keys > 1 and fate is Fate.CONTINUES and _is_word(word)
        if character == " " and (is_new or is_article):  # no note starts with a space
            reading = WordReading.WORD
    elif character == "\n" and len(word) == keys + 1:
        pass  # a note of one letter
    elif fate is Fate.JOINS or (
        fate is not Fate.ANSWERS and set(word[: keys - 1]) - _MOVES - _EDITS
    ):
        if word[keys:].islower() and (len(word) == 2 or _looks_like_word(word)):  # noqa: PLR2004 - a command and its text
            reading = WordReading.WORD
    elif fate is Fate.CONTINUES:
        reading = _read_glued(word, keys, is_finished=is_finished)
    else:
        reading = read_letters(word, keys, _odds(burst), is_finished=is_finished)
    return replace(
        burst,
        is_text=reading is WordReading.WORD,
        is_unsure=reading is WordReading.UNSURE,
        is_over=reading in {WordReading.KEYS, WordReading.UNSURE},
    )


def _read_glued(word: str, keys: int, *, is_finished: bool) -> WordReading:
    """Return what letters are of which the last ones stand right behind those of a note."""
    rest = word[keys:]
    if not rest.islower():
        return WordReading.KEYS
    if is_finished:
        is_ending = keys == 1 and rest in _ENDINGS
        is_long = len(rest) >= _MIN_GLUED_LETTERS and frequency(word.lower(), is_finished=True) > 0
        is_word = is_long or (not is_ending and _is_word(word))
        return WordReading.WORD if is_word else WordReading.KEYS
    may_end = any(ending.startswith(rest) for ending in _ENDINGS)
    if keys > 1 and not may_end:
        return WordReading.WORD  # nobody moves, and goes on with another word without a space
    if not frequency(word.lower()):
        return WordReading.OPEN if keys > 1 else WordReading.KEYS
    return WordReading.WORD if len(rest) >= _MIN_GLUED_LETTERS else WordReading.OPEN


def _odds(burst: Burst) -> float:
    """Return how likely it is that a text follows right on the commands of a burst, of 1."""
    if _TAKING & set(burst.letters[: burst.start + burst.keys]):
        return _ODDS_OF_TAKING
    if burst.keys >= _MIN_WORD_LETTERS:
        return _ODDS_OF_THREE
    return _ODDS_OF_ADDING if burst.word[: burst.keys] == "a" else _ODDS


def _is_word(letters: str) -> bool:
    """Return whether letters are a whole word."""
    return frequency(letters.lower(), is_finished=True) > 0


def _is_short_word(word: str) -> bool:
    """Return whether commands before a space are rather a word, such as `by` and `b2b`."""
    if any(letter.isdigit() for letter in word[1:-1]):
        return word[-1].isalpha() and word[-1] not in _MOVES | _TAKING
    lower = word.lower()
    has_vowel = bool(set(lower) & (_VOWELS | {"y"}))
    is_more_than_moves = bool(set(word) - _MOVES)
    return has_vowel and is_more_than_moves and len(word) > 1 and _is_word(word)


def _is_odd(first: str, second: str) -> bool:
    """Return whether two commands are none that one gives right after one another."""
    return first != second and first + second not in _PAIRS and not {first, second} & _MOVES


def _looks_like_word(letters: str) -> bool:
    """Return whether letters may be the start of a word: with a vowel, and with a consonant."""
    lower = letters.lower()
    vowels = sum(letter in _VOWELS for letter in lower)
    is_doubled = lower[0] == lower[1] and lower[0] not in _VOWELS
    is_long = len(letters) >= _MIN_WORD_LETTERS and letters.isalpha()
    return is_long and 0 < vowels < len(letters) and not is_doubled
