"""The two light tokens inside a note's text: `@segment` and `#word`.

A token starts at the start of the note or after white space, with a letter: `a@b.nl`, `C#` and
`#1` are ordinary text. Its name is letters, digits, `-` and `_`; it ends where they end.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

_MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0900-\u0fff\u1ab0-\u1aff"
)
"""The combining marks (and with them the letters) of the scripts that write words with them:
Python's `\\w` holds letters only, and a decomposed `ë` is a letter and a mark."""

_TOKEN = re.compile(rf"(?<!\S)([@#])([^\W\d_](?:[\w{_MARKS}-]*[\w{_MARKS}])?)")


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
