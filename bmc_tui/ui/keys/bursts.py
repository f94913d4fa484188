"""Tells text from commands, where each letter is one: by how letters follow one another."""

from dataclasses import dataclass, replace
from enum import Enum, auto

_MOVES = frozenset("hjklgGnNuU")
"""Letters that go with any other command: moves of a cursor, the next match, undo and redo."""

_PAIRS = frozenset({"xp"})
"""Two other commands that belong together: cut a note, and put it behind the next one."""

_ONSETS = frozenset({"kl", "kn", "kr", "kw", "gl", "gn", "gr", "gh"})
"""A move and another consonant that start a word, in English or Dutch."""

_UNDOING = frozenset("uU")
"""Letters that go with one that did nothing: who expected that it did something undoes it."""

_OPENERS = frozenset("aeio")
"""Letters that ask for notes. Behind them comes text, and it is theirs."""

_EDITS = frozenset("dxpysY")
"""Letters that one gives right before one of those, as moves are: delete or cut a note, put or copy
one, follow a segment. That `d`, `o` and `nations` are one word can't be told from their letters."""

_MIN_WORD_LETTERS = 3
"""Letters that look like a word at least, where each of them may be a command too."""

_VOWELS = frozenset("aeiouàáâäèéêëìíîïòóôöùúûü")


class Fate(Enum):
    """What becomes of a letter where it arrives."""

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
    """It becomes text, right behind a letter or digit that was not typed now."""


_TEXT_FATES = frozenset({Fate.TYPES, Fate.ANSWERS, Fate.JOINS})


@dataclass(frozen=True, slots=True)
class Burst:
    """Letters that came right after one another, the first of them where letters are commands."""

    letters: str = ""
    is_dead: bool = False
    """Whether the last one did nothing."""
    is_odd: bool = False
    """Whether two of them are no commands that one gives right after one another."""
    is_over: bool = False
    """Whether the letters are text now, because a command asks for it."""
    is_text: bool = False
    """Whether they were meant as text; the last one is not to have its effect then."""

    def starts_anew(self, letter: str) -> bool:
        """Return whether a letter is the first of a burst, as behind moves that start no word."""
        previous = self.letters[-1:]
        if previous not in _MOVES or previous.lower() in _VOWELS:
            return not previous
        pair = (previous + letter).lower()
        return letter.isupper() or (letter not in _VOWELS and pair not in _ONSETS)

    def add(self, letter: str, fate: Fate) -> "Burst":
        """Return the burst with one more letter.

        It is text as soon as two letters show that: one that did nothing, and another one. Where
        all are commands, three that look like a word are, if two of them do not go together; and so
        is what goes on with a small letter where a command within the burst asks for text, unless
        that is for a note, and the ones before it are moves and edits.

        Args:
            letter: The letter.
            fate: What becomes of it.
        """
        letters = self.letters + letter
        added = replace(self, letters=letters, is_dead=fate is Fate.DEAD)
        if self.is_over or not self.letters or fate is Fate.ANSWERS:
            return replace(added, is_over=self.is_over or fate in _TEXT_FATES)
        previous = self.letters[-1]
        if fate in {Fate.TYPES, Fate.JOINS}:
            is_word = fate is Fate.JOINS if len(letters) == 2 else _looks_like_word(letters)  # noqa: PLR2004 - a command and its text
            is_text = letter.islower() and is_word and not (fate is Fate.TYPES and _asks(letters))
            return replace(added, is_text=is_text, is_over=not is_text)
        if self.is_dead and letter != previous and letter not in _UNDOING:
            return replace(added, is_text=True)
        if fate is Fate.FOLLOWS:
            return replace(added, is_odd=False)
        is_odd = self.is_odd or added.is_dead or _is_odd(previous, letter)
        return replace(added, is_odd=is_odd, is_text=is_odd and _looks_like_word(letters))


def _asks(letters: str) -> bool:
    """Return whether the last but one letter asks for notes, behind moves and edits alone."""
    return letters[-2] in _OPENERS and set(letters[:-2]) <= _MOVES | _EDITS


def _is_odd(first: str, second: str) -> bool:
    """Return whether two commands are none that one gives right after one another."""
    return first != second and first + second not in _PAIRS and not {first, second} & _MOVES


def _looks_like_word(letters: str) -> bool:
    """Return whether letters may be the start of a word: with a vowel, and with a consonant."""
    lower = letters.lower()
    vowels = sum(letter in _VOWELS for letter in lower)
    is_doubled = lower[0] == lower[1] and lower[0] not in _VOWELS
    return len(letters) >= _MIN_WORD_LETTERS and 0 < vowels < len(letters) and not is_doubled
