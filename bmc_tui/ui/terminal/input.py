"""The bytes of a terminal cut into what they are: keys, Escape, pastes, text that came in a burst.

Only time tells Escape from the start of a sequence, so the reader says how long to wait for more.
A lone Escape is waited on briefly. Behind `ESC [` no person's key is half-way: the rest of it is
on a slow line, and waited for longer. And nothing is waited for in vain where the next byte tells.

A terminal sends alt and a letter as Escape and that letter. Nothing here is alt and a letter, but
Escape and a letter often arrive at once: over a slow line, in tmux (which holds Escape back), from
a fast hand. They are two keys.
"""

import re
from codecs import getincrementaldecoder
from collections.abc import Iterator
from enum import Enum, auto
from typing import NamedTuple

ESCAPE = "\x1b"

BURST = 64
"""Characters that came at once, without any other key between them, and that nobody typed."""

_SEQUENCE_WAIT = 1.0
"""Seconds that the rest of a sequence is waited for."""

_LATE_WAIT = 0.5
"""Seconds after an Escape in which a `[` is the rest of a sequence that it was the start of."""

_PASTE_WAIT = 5.0
"""Seconds of silence after which a paste is over, though its end mark never came."""

_SEQUENCE = re.compile(
    "\x1b(?:\\[M..."  # the mouse, in terminals that know only X10's way
    "|\\[\\[[A-E]"  # F1 to F5 on the console of Linux
    "|\\[\\d+\\$"  # shift and a key in rxvt
    "|\\[[0-?]*[ -/]*[@-~]"
    "|O[ -~]"
    "|[P\\]X^_][^\x07\x1b]*(?:\x07|\x1b\\\\)"
    "|\x7f)",
    re.DOTALL,
)
"""A whole sequence (ECMA-48, 5.3-5.6, and xterm's control sequences)."""

_BEGUN = re.compile(
    "\x1b(?:\\[(?:M.{0,2}|\\[|[0-?]*[ -/]*)|O|[P\\]X^_][^\x07\x1b]*\x1b?)?", re.DOTALL
)
"""The start of one: all of the text, from there on."""

_BROKEN = re.compile("\x1b\\[[0-?]+[ -/]*")
"""What is left of one that something else came into."""

_LONG = 1000
"""Characters that came at once and can only be a paste: a tab among them is a tab, and no key."""

_CONTROLS = re.compile("([\x00-\x08\x0b\x0c\x0e-\x1f\x7f]+)")
"""Keys that are no text and no end of a line."""

_KEYS = re.compile("([\x00-\x09\x0b\x0c\x0e-\x1f\x7f]+)")
"""The same, and the tab."""

_START, _END = "\x1b[200~", "\x1b[201~"
"""The marks around a paste, in which nothing is a key."""

_BARE_ESCAPE = re.compile("\x1b(?![\\[\\]PX^_]|[()][0AB])")
"""An Escape in a paste that starts nothing: what follows it is text."""


class Kind(Enum):
    """What a piece of the input is."""

    KEYS = auto()
    """Characters, each of them a key."""
    ESCAPE = auto()
    """The key."""
    SEQUENCE = auto()
    """A whole escape sequence: another key, the mouse, an answer of the terminal."""
    BURST = auto()
    """Text that arrived faster than anybody types: a paste that the terminal did not mark."""
    PASTE = auto()
    """A paste."""


class Piece(NamedTuple):
    """One piece of the input."""

    kind: Kind
    text: str


class Reader:
    """Cuts what a terminal sends; it remembers what is not whole yet.

    Args:
        escape_wait: Seconds after which an Escape that nothing follows is the key.
    """

    def __init__(self, escape_wait: float) -> None:
        self._escape_wait = escape_wait
        # A byte that is not UTF-8 is shown as what it is: unreadable.
        self._decode = getincrementaldecoder("utf-8")("replace").decode
        self._rest = ""
        """The start of a sequence, or in a paste that of its end mark."""
        self._paste: list[str] | None = None
        """The parts of the paste that is going on."""
        self._after_escape = False
        """Whether an Escape was taken for the key just now."""
        self._is_late = False
        """Whether the sequence that has begun is the rest of what that Escape had started."""

    @property
    def wait(self) -> float | None:
        """Seconds after which `nothing_came` is to be called; None when nothing is open."""
        if self._paste is not None:
            return _PASTE_WAIT
        if self._rest == ESCAPE:
            return self._escape_wait
        if self._rest:
            return _SEQUENCE_WAIT
        return _LATE_WAIT if self._after_escape else None

    def feed(self, data: bytes) -> list[Piece]:
        """Return the pieces that are whole with `data`."""
        text = self._rest + self._decode(data)
        self._rest = ""
        if self._after_escape and text[:1] in {"[", "O"}:
            text = ESCAPE + text
            self._is_late = True
        self._after_escape = False
        return list(self._cut(text))

    def nothing_came(self) -> list[Piece]:
        """Return what the open end is, now that nothing followed in the time that was waited."""
        rest, self._rest = self._rest, ""
        if self._paste is not None:
            return [self._pasted(rest)]
        pieces = []
        if len(rest) in {1, 2} and not self._is_late:
            pieces.append(Piece(Kind.ESCAPE, ESCAPE))
        if len(rest) == 2:  # noqa: PLR2004 - Escape and the key behind it
            pieces.append(Piece(Kind.KEYS, rest[1]))
        self._after_escape, self._is_late = rest == ESCAPE, False
        return pieces

    def _cut(self, text: str) -> Iterator[Piece]:
        """Yield the pieces of a text, and keep what is not whole."""
        at = 0
        while at < len(text):
            if self._paste is not None:
                end = text.find(_END, at)
                if end < 0:
                    self._rest = _start_of_end(text[max(at, len(text) - len(_END)) :])
                    self._paste.append(text[at : len(text) - len(self._rest)])
                    return
                yield self._pasted(text[at:end])
                at = end + len(_END)
                continue
            start = text.find(ESCAPE, at)
            if start != at:
                end = start if start > 0 else len(text)
                yield from _runs(text[at:end])
                at = end
            elif found := _SEQUENCE.match(text, at):
                self._is_late = False
                at = found.end()
                if found[0] == _START:
                    self._paste = []
                elif found[0] != _END:  # the end of a paste that was given up
                    yield Piece(Kind.SEQUENCE, found[0])
            elif _BEGUN.fullmatch(text, at):
                self._rest = text[at:]
                return
            elif broken := _BROKEN.match(text, at):
                self._is_late = False
                at = broken.end()
            else:
                if not self._is_late:
                    yield Piece(Kind.ESCAPE, ESCAPE)
                self._is_late = False
                at += 1

    def _pasted(self, last: str) -> Piece:
        """Return the paste that ends with `last`."""
        text = "".join([*(self._paste or ()), last])
        self._paste = None
        return Piece(Kind.PASTE, _BARE_ESCAPE.sub("", text))


def _start_of_end(text: str) -> str:
    """Return the longest end of `text` that the end mark of a paste starts with."""
    lengths = range(min(len(text), len(_END) - 1), 0, -1)
    return next((text[-length:] for length in lengths if _END.startswith(text[-length:])), "")


def _runs(text: str) -> Iterator[Piece]:
    """Yield text without sequences as keys, or as a burst where it is long."""
    if len(text) < BURST:
        yield Piece(Kind.KEYS, text)
        return
    keys = _CONTROLS if len(text) >= _LONG else _KEYS
    for run in keys.split(text):
        if run:
            is_burst = len(run) >= BURST and not keys.match(run)
            yield Piece(Kind.BURST if is_burst else Kind.KEYS, run)
