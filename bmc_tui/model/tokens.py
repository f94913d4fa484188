"""The two kinds of tokens in the text of a note: `@segment` and `#word`.

A token is at the start of the note, or after white space, an opening bracket, a slash or, with
an `@`, another such token (`@parents@children`). Its name is a letter, followed by letters, digits,
`-` and `_`. `a@b.nl`, `C#` and `#1` are ordinary text, as is what follows a slash in an address
(`x.nl/@me`) and the server in `@me@x.nl`. Three signs, surrounded by white space, are words too:
`#?`, `#+` and `#-` state the evidence for what the note assumes.
"""

import re
from collections.abc import Iterable
from enum import Enum
from typing import NamedTuple

from bmc_tui.model.caching import cache_short_texts

_COMBINING_MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0900-\u0fff\u1ab0-\u1aff"
)
"""Ranges with the combining marks of the scripts that write words with them; some contain letters
too. Python's `\\w` does not match marks, but a decomposed `ë` is a letter and a mark."""

_NAME = rf"[^\W\d_](?:[\w{_COMBINING_MARKS}-]*[\w{_COMBINING_MARKS}])?"
_TOKEN = re.compile(rf"(?<![^\s(\[{{/])([@#])({_NAME}|(?:(?<=\s#)|(?<=\A#))[?+-](?!\S))")
_NEXT_MENTION = re.compile(rf"@({_NAME})(?![\w{_COMBINING_MARKS}-]|\.\w)")
_RUN = re.compile(r"\S+")
_ADDRESS = re.compile(r"\.|://")
"""What makes a run of characters without white space an address, up to a slash in it."""

_LEFTOVERS = re.compile(r"[(\[{][\s/,]*[)\]}]|(?<!\S)[/,]+(?!\S)")
"""What remains around tokens that are taken out: empty brackets, and the separators of a list."""
_EVIDENCE_SIGN = re.compile(r"(?<!\S)#([?+-])(?!\S)")


STRIKE = "~~"
"""What is around text that is struck through (GitHub Flavored Markdown, 6.5)."""


class Mark(Enum):
    """The kind of a token, by its first character."""

    SEGMENT = "@"
    WORD = "#"


class Evidence(Enum):
    """Whether an assumption was tested, and with what result; the value is the token's name."""

    UNTESTED = "?"
    SUPPORTED = "+"
    REFUTED = "-"

    @property
    def sign(self) -> str:
        """The token in a note, such as `#?`."""
        return Mark.WORD.value + self.value


_EVIDENCE_NAMES = frozenset(evidence.value for evidence in Evidence)


class Token(NamedTuple):
    """A token in a text; `text[start:end]` is the token with its mark."""

    mark: Mark
    name: str
    """The name as typed, without the mark."""
    start: int
    end: int

    @property
    def is_evidence(self) -> bool:
        """Whether it is an evidence sign, such as `#?`, and not an ordinary word."""
        return self.mark is Mark.WORD and self.name in _EVIDENCE_NAMES


@cache_short_texts
def tokens(text: str) -> tuple[Token, ...]:
    """Return the tokens of a note's `text` in order."""
    runs = _RUN.finditer(text)
    run: re.Match[str] | None = None
    address_start = -1
    found: list[Token] = []
    for match in _TOKEN.finditer(text):
        start = match.start()
        if start and text[start - 1] == "/":
            while run is None or run.end() <= start:  # each run is scanned once
                run = next(runs)
                address = _ADDRESS.search(text, run.start(), run.end())
                address_start = address.start() if address else -1
            if 0 <= address_start < start:
                continue
        found.append(Token(Mark(match[1]), match[2], start, match.end()))
        while found[-1].mark is Mark.SEGMENT and (
            following := _NEXT_MENTION.match(text, found[-1].end)
        ):
            found.append(Token(Mark.SEGMENT, following[1], *following.span()))
    return tuple(found)


def is_struck(text: str) -> bool:
    """Tell whether all of a note is struck through, as Markdown does: `~~Radio ads~~`.

    It stays where it is, and is not part of the review, the segments and the sums.
    """
    words = text.strip()
    return words.startswith(STRIKE) and words.find(STRIKE, len(STRIKE)) == len(words) - len(
        STRIKE
    ) > len(STRIKE)


def evidence(text: str) -> Evidence | None:
    """Return the evidence that a note's `text` states, by its first sign; None without a sign."""
    match = _EVIDENCE_SIGN.search(text)
    return Evidence(match[1]) if match else None


def without_evidence(text: str) -> str:
    """Return the text of a note without its evidence signs."""
    parts = _EVIDENCE_SIGN.split(text)[::2]  # every second part is a sign
    if len(parts) == 1:
        return text
    return " ".join(part for part in map(str.strip, parts) if part)


def with_next_evidence(text: str) -> str:
    """Return a note's `text` with its evidence sign replaced by the next one, at its end.

    The cycle is: no sign, untested, supported, refuted, no sign. A note that is only a sign cycles
    without "no sign", because a note cannot be empty.
    """
    current, plain = evidence(text), without_evidence(text)
    order = tuple(Evidence)
    index = 0 if current is None else order.index(current) + 1
    if index < len(order):
        return f"{plain} {order[index].sign}".lstrip()
    return plain or order[0].sign


@cache_short_texts
def without_tokens(text: str) -> str:
    """Return the text of a note without its tokens; unchanged if nothing would remain."""
    note_tokens = tokens(text)
    rest = replace_tokens(text, ((token, " ") for token in note_tokens))
    return (without_leftovers(rest) if note_tokens else " ".join(text.split())) or text


def without_leftovers(text: str) -> str:
    """Return a text whose tokens were taken out without empty brackets and lone separators."""
    return " ".join(_LEFTOVERS.sub(" ", text).split())


def replace_tokens(text: str, replacements: Iterable[tuple[Token, str]]) -> str:
    """Return a text with some of its tokens replaced, in time linear in its length.

    Args:
        text: The text.
        replacements: The tokens to replace in the order of the text, each with its replacement.
    """
    parts: list[str] = []
    position = 0
    for token, replacement in replacements:
        parts += (text[position : token.start], replacement)
        position = token.end
    return "".join((*parts, text[position:]))
