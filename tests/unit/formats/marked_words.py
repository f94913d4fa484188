"""Documents of unique marker words, so that a test can list the words that an import loses.

Each piece of a document puts its words where a person can: after a name, in a comment, as a key.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from bmc_tui.formats.result import ImportResult, report_lines
from bmc_tui.guide import load
from bmc_tui.model.blocks import BLOCKS

_CONSONANTS, _VOWELS = "bdfgklmnprtv", "aeiou"

LENGTHS = (2, 1, 3, 16)
"""The words of a text; the last makes a line of prose."""

WORD = re.compile(r"[^\W_]+")


@dataclass
class Words:
    """Gives words that no language has, each once, and knows which it gave."""

    given: list[str] = field(default_factory=list)
    length: int = 2
    """The words of the next texts."""

    def __call__(self, count: int = 0) -> str:
        """Return the next words, as many as `length` says where no count is given."""
        return " ".join(self._next() for _ in range(count or self.length))

    def _next(self) -> str:
        number = len(self.given)
        letters = ["x"]
        for _ in range(3):
            number, consonant = divmod(number, len(_CONSONANTS))
            number, vowel = divmod(number, len(_VOWELS))
            letters += [_CONSONANTS[consonant], _VOWELS[vowel]]
        self.given.append("".join(letters))
        return self.given[-1]


Piece = Callable[[Words], str]
"""Returns a part of a document."""


def titles() -> list[str]:
    """Return the titles of the nine blocks."""
    return [load("en").title(block) for block in BLOCKS]


def words_of(result: ImportResult) -> set[str]:
    """Return every word that an import shows: in notes, titles and the report, as it is printed."""
    return {word.casefold() for text in _texts(result) for word in WORD.findall(text)}


def _texts(result: ImportResult) -> Iterator[str]:
    for each in result.parts:
        yield each.canvas.title
        yield from (note.text for _, note in each.canvas)
        yield from (answer.text for answer in each.canvas.design)
        yield from report_lines(each, load("en"))


def lost(given: Iterable[str], result: ImportResult) -> list[str]:
    """Return the words of a document that an import does not show, in order."""
    shown = words_of(result)
    return [word for word in given if word.casefold() not in shown]
