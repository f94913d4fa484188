"""The two light tokens inside a note's text: `@segment` and `#word`.

A token starts at the start of the note or after white space, with a letter: `a@b.nl`, `C#` and
`#1` are ordinary text. Its name is letters, digits, `-` and `_`; it ends where they end.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

_TOKEN = re.compile(r"(?<!\S)([@#])([^\W\d_](?:[\w-]*\w)?)")


class Mark(Enum):
    """What a token is about, by the character it starts with."""

    SEGMENT = "@"
    WORD = "#"


@dataclass(frozen=True, slots=True)
class Token:
    """A token found in a text; `text[start:end]` is the token with its mark."""

    mark: Mark
    name: str
    """The name as it was typed, without the mark."""
    start: int
    end: int


def tokens(text: str) -> Iterator[Token]:
    """Yield the tokens of a note's `text` in order."""
    for found in _TOKEN.finditer(text):
        yield Token(Mark(found[1]), found[2], found.start(), found.end())
