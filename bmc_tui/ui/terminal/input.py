"""A tokenizer for terminal input: keys, Escape, sequences, pastes, and text typed too fast.

Only time tells Escape from the start of a sequence, so the tokenizer says how long to wait for
more. A lone Escape is waited on briefly. `ESC [` is never half of what someone types: the rest of
it is on a slow line, and waited on for longer. Where the next byte tells, there is no wait.

A terminal sends Alt and a letter as Escape and that letter. No key here is Alt and a letter, but
Escape and a letter often arrive together: over a slow line, in tmux (which delays Escape), from
someone who types fast. They are two keys.
"""

import re
from codecs import getincrementaldecoder
from collections.abc import Iterator
from enum import Enum, auto
from typing import NamedTuple

ESCAPE = "\x1b"

MIN_TYPED_TEXT_CHARS = 64
"""Characters that arrive together, with no other key between them, and that nobody types."""

_SEQUENCE_TIMEOUT_S = 1.0
"""How long the rest of a sequence is waited on."""

_LATE_SEQUENCE_TIMEOUT_S = 0.5
"""How long after an Escape a `[` is still the rest of a sequence that it was the start of."""

_PASTE_TIMEOUT_S = 5.0
"""Silence after which a paste is over, though its end mark never came."""

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

_SEQUENCE_START = re.compile(
    "\x1b(?:\\[(?:M.{0,2}|\\[|[0-?]*[ -/]*)|O|[P\\]X^_][^\x07\x1b]*\x1b?)?", re.DOTALL
)
"""The start of a sequence that the text ends in."""

_BROKEN_SEQUENCE = re.compile("\x1b\\[[0-?]+[ -/]*")
"""What remains of a sequence that something else came into."""

_MIN_PASTE_CHARS = 1000
"""Characters that arrive together and can only be a paste: a tab among them is not a key."""

_CONTROLS = re.compile("([\x00-\x08\x0b\x0c\x0e-\x1f\x7f]+)")
"""Keys that are neither text nor the end of a line."""

_CONTROLS_AND_TAB = re.compile("([\x00-\x09\x0b\x0c\x0e-\x1f\x7f]+)")

_PASTE_START, _PASTE_END = "\x1b[200~", "\x1b[201~"
"""The marks around a paste, in which nothing is a key."""

_BARE_ESCAPE = re.compile("\x1b(?![\\[\\]PX^_]|[()][0AB])")
"""An Escape in a paste that starts nothing: what follows it is text."""


class TokenKind(Enum):
    """What a token of the input is."""

    KEYS = auto()
    """Characters, each of them a key."""
    ESCAPE = auto()
    """The key."""
    SEQUENCE = auto()
    """A whole escape sequence: another key, the mouse, a reply of the terminal."""
    TYPED_TEXT = auto()
    """Text that arrived faster than anyone types: a paste that the terminal did not mark."""
    PASTE = auto()
    """A paste."""


class InputToken(NamedTuple):
    """One token of the input."""

    kind: TokenKind
    text: str


class InputTokenizer:
    """Splits what a terminal sends, and remembers what is not whole yet.

    Args:
        escape_delay: Seconds after which an Escape that nothing follows is the key.
    """

    def __init__(self, escape_delay: float) -> None:
        self._escape_delay = escape_delay
        # A byte that is not UTF-8 is shown as what it is: unreadable.
        self._decode = getincrementaldecoder("utf-8")("replace").decode
        self._rest = ""
        """The start of a sequence, or in a paste that of its end mark."""
        self._paste: list[str] | None = None
        """The parts of the paste that is going on."""
        self._follows_escape = False
        """Whether an Escape was taken for the key just now."""
        self._is_late = False
        """Whether the sequence that has begun is the rest of what that Escape had started."""

    @property
    def timeout(self) -> float | None:
        """Seconds without input after which to call `time_out`; None when nothing is open."""
        if self._paste is not None:
            return _PASTE_TIMEOUT_S
        if self._rest == ESCAPE:
            return self._escape_delay
        if self._rest:
            return _SEQUENCE_TIMEOUT_S
        return _LATE_SEQUENCE_TIMEOUT_S if self._follows_escape else None

    def feed(self, data: bytes) -> list[InputToken]:
        """Return the tokens that are whole with `data`."""
        text = self._rest + self._decode(data)
        self._rest = ""
        if self._follows_escape and text[:1] in {"[", "O"}:
            text = ESCAPE + text
            self._is_late = True
        self._follows_escape = False
        return list(self._split(text))

    def time_out(self) -> list[InputToken]:
        """Return what the open end is, now that nothing followed it in time."""
        rest, self._rest = self._rest, ""
        if self._paste is not None:
            return [self._pasted(rest)]
        tokens = []
        if len(rest) in {1, 2} and not self._is_late:
            tokens.append(InputToken(TokenKind.ESCAPE, ESCAPE))
        if len(rest) == 2:  # noqa: PLR2004 - Escape and the key behind it
            tokens.append(InputToken(TokenKind.KEYS, rest[1]))
        self._follows_escape, self._is_late = rest == ESCAPE, False
        return tokens

    def _split(self, text: str) -> Iterator[InputToken]:
        """Yield the tokens of a text, and remember what is not whole."""
        index = 0
        while index < len(text):
            if self._paste is not None:
                end = text.find(_PASTE_END, index)
                if end < 0:
                    tail = text[max(index, len(text) - len(_PASTE_END)) :]
                    self._rest = _partial_end_mark(tail)
                    self._paste.append(text[index : len(text) - len(self._rest)])
                    return
                yield self._pasted(text[index:end])
                index = end + len(_PASTE_END)
                continue
            start = text.find(ESCAPE, index)
            if start != index:
                end = start if start > 0 else len(text)
                yield from _split_plain(text[index:end])
                index = end
            elif sequence := _SEQUENCE.match(text, index):
                self._is_late = False
                index = sequence.end()
                if sequence[0] == _PASTE_START:
                    self._paste = []
                elif sequence[0] != _PASTE_END:  # the end of a paste that was given up
                    yield InputToken(TokenKind.SEQUENCE, sequence[0])
            elif _SEQUENCE_START.fullmatch(text, index):
                self._rest = text[index:]
                return
            elif broken := _BROKEN_SEQUENCE.match(text, index):
                self._is_late = False
                index = broken.end()
            else:
                if not self._is_late:
                    yield InputToken(TokenKind.ESCAPE, ESCAPE)
                self._is_late = False
                index += 1

    def _pasted(self, last: str) -> InputToken:
        """Return the paste that ends with `last`."""
        text = "".join([*(self._paste or ()), last])
        self._paste = None
        return InputToken(TokenKind.PASTE, _BARE_ESCAPE.sub("", text))


def _partial_end_mark(text: str) -> str:
    """Return the longest end of `text` that the end mark of a paste starts with."""
    lengths = range(min(len(text), len(_PASTE_END) - 1), 0, -1)
    ends = (text[-length:] for length in lengths)
    return next((end for end in ends if _PASTE_END.startswith(end)), "")


def _split_plain(text: str) -> Iterator[InputToken]:
    """Yield text without sequences as keys, or where it is long as typed text."""
    if len(text) < MIN_TYPED_TEXT_CHARS:
        yield InputToken(TokenKind.KEYS, text)
        return
    keys = _CONTROLS if len(text) >= _MIN_PASTE_CHARS else _CONTROLS_AND_TAB
    for run in keys.split(text):
        if run:
            is_text = len(run) >= MIN_TYPED_TEXT_CHARS and not keys.match(run)
            yield InputToken(TokenKind.TYPED_TEXT if is_text else TokenKind.KEYS, run)
