"""The two kinds of tokens in the text of a note: `@segment` and `#word`.

A token starts at the start of the note or after white space, with a letter: `a@b.nl`, `C#` and
`#1` are ordinary text. Its name is letters, digits, `-` and `_`; it ends where they end.
Three signs that stand alone are words too: `#?`, `#+` and `#-` tell whether the note was tested.
"""

import re
from dataclasses import dataclass
from enum import Enum

from bmc_tui.model.caching import cache_short_texts

_MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0900-\u0fff\u1ab0-\u1aff"
)
"""The combining marks (and with them the letters) of the scripts that write words with them:
Python's `\\w` holds letters only, and a decomposed `ë` is a letter and a mark."""

_TOKEN = re.compile(rf"(?<!\S)([@#])([^\W\d_](?:[\w{_MARKS}-]*[\w{_MARKS}])?|(?<=#)[?+-](?!\S))")
_SIGN = re.compile(r"(?<!\S)#([?+-])(?!\S)")


class Mark(Enum):
    """The kind of a token, by its first character."""

    SEGMENT = "@"
    WORD = "#"


class Evidence(Enum):
    """Whether an assumption was tested, by the name of the word that says so."""

    UNTESTED = "?"
    SUPPORTED = "+"
    REFUTED = "-"

    @property
    def sign(self) -> str:
        """The word as it stands in a note, such as `#?`."""
        return Mark.WORD.value + self.value


_SIGNS = frozenset(evidence.value for evidence in Evidence)


@dataclass(frozen=True, slots=True)
class Token:
    """A token found in a text; `text[start:end]` is the token with its mark."""

    mark: Mark
    name: str
    """The name as it was typed, without the mark."""
    start: int
    end: int

    @property
    def is_evidence(self) -> bool:
        """Whether it tells if the note was tested, and is not a word of a vocabulary."""
        return self.mark is Mark.WORD and self.name in _SIGNS


@cache_short_texts
def tokens(text: str) -> tuple[Token, ...]:
    """Return the tokens of a note's `text` in order."""
    return tuple(
        Token(Mark(match[1]), match[2], match.start(), match.end())
        for match in _TOKEN.finditer(text)
    )


def evidence(text: str) -> Evidence | None:
    """Return what the text of a note tells about its test; of several signs the first counts."""
    match = _SIGN.search(text)
    return Evidence(match[1]) if match else None


def without_evidence(text: str) -> str:
    """Return the text of a note without the signs that tell whether it was tested."""
    parts = _SIGN.split(text)[::2]  # the parts between these are the signs
    if len(parts) == 1:
        return text
    return " ".join(part for part in map(str.strip, parts) if part)


def with_next_evidence(text: str) -> str:
    """Return a note's `text` one step further: no sign, untested, supported, refuted, no sign.

    Args:
        text: A note's; the sign comes at its end.
    """
    current, plain = evidence(text), without_evidence(text)
    order = tuple(Evidence)
    index = 0 if current is None else order.index(current) + 1
    if index < len(order):
        return f"{plain} {order[index].sign}".lstrip()
    return plain or order[0].sign  # a note of nothing but its sign stays a note


def without_tokens(text: str) -> str:
    """Return the text of a note without its tokens; the text itself if it has nothing else."""
    rest = text
    for token in reversed(tokens(text)):
        rest = f"{rest[: token.start]} {rest[token.end :]}"
    return " ".join(rest.split()) or text
