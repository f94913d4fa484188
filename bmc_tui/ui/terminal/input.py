"""A tokenizer for terminal input: keys, Escape, sequences, pastes, and text typed too fast.

The key Escape and the start of a sequence are the same byte, so the tokenizer says how long to wait
for more input. After a lone Escape the wait is short. After `ESC [`, which nobody types, the rest
must be on its way over a slow line, and the wait is longer. If the next byte decides, there is no
wait.

A terminal sends Alt and a character as Escape and that character, and Escape and a character often
arrive together: over a slow line, in tmux (which delays Escape), or typed fast. What these two mean
depends on where they arrive. An Escape before the sequence of a key is Alt (PuTTY, urxvt) if both
came in one read, and two Escapes in one read are one Escape (Emacs); in two reads they are two
keys.
"""

import re
from codecs import getincrementaldecoder
from collections.abc import Iterator, Mapping
from enum import Enum, auto
from typing import NamedTuple

from textual import constants

ESCAPE = "\x1b"

MIN_TYPED_TEXT_CHARS = 64
"""Length from which characters that arrive together, with no other key among them, count as text
that arrived too fast to be typed."""

_REMOTE_ESCAPE_DELAY_S = 0.35
"""Seconds to wait after a lone Escape over SSH, where a slow line may split a sequence."""

_SEQUENCE_TIMEOUT_S = 1.0
"""How long to wait for the rest of a sequence."""

_LATE_SEQUENCE_TIMEOUT_S = 0.5
"""How long after an Escape that counted as the key a `[` still continues it to a sequence."""

_PASTE_TIMEOUT_S = 5.0
"""Time without input after which a paste ends, though its end mark is missing."""

_SEQUENCE = re.compile(
    "\x1b(?:\\[M..."  # the mouse, in terminals that know only X10's way
    "|\\[\\[[A-E]"  # F1 to F5 on the console of Linux
    "|\\[\\d+\\$"  # shift and a key in rxvt
    "|\\[[0-?]*[ -/]*[@-~]"
    "|O[\\d;]*[ -/:<-~]"
    "|[P\\]X^_][^\x07\x1b]*(?:\x07|\x1b\\\\)"
    "|\t"  # shift+tab on the console of Linux
    "|\x1b(?:\\[\\[[A-E]|\\[[\\d;:]*[~$^@A-HP-SZa-du]|O[\\d;]*[ -/:<-~]))",  # Alt
    re.DOTALL,
)
"""A whole sequence (ECMA-48, 5.3-5.6, and xterm's control sequences)."""

_SEQUENCE_START = re.compile(
    "\x1b(?:\\[(?:M.{0,2}|\\[|[0-?]*[ -/]*)|O[\\d;]*|[P\\]X^_][^\x07\x1b]*\x1b?"
    "|\x1b(?:\\[(?:\\[|[\\d;:]*)|O[\\d;]*)?)?",
    re.DOTALL,
)
"""An incomplete sequence at the end of the text."""

_BROKEN_SEQUENCE = re.compile("\x1b\\[[0-?]+[ -/]*")
"""The start of a sequence that was cut short by other input."""

_MIN_PASTE_CHARS = 1000
"""Length from which characters that arrive together can only be a paste: a tab is text then."""

_CONTROLS = re.compile("([\x00-\x08\x0b\x0c\x0e-\x1f\x7f]+)")
"""Control characters: keys that are neither text nor the end of a line."""

_CONTROLS_AND_TAB = re.compile("([\x00-\x09\x0b\x0c\x0e-\x1f\x7f]+)")

_SECOND_CONTROLS = re.compile("[\x80-\x9f]+")

_PASTE_START, _PASTE_END = "\x1b[200~", "\x1b[201~"
"""The marks around a paste, in which nothing is a key."""

_ESCAPE_TWICE = ESCAPE + ESCAPE

_BARE_ESCAPE = re.compile("\x1b(?![\\[\\]PX^_]|[()][0AB])")
"""An Escape in a paste that starts no sequence: what follows it is text."""


_ALT_KEY = re.compile("\x1b([^\x00-\x0c\x0e-\x1f\x80-\x9f\\[\\]OPX^_])(?![^\x00-\x1f\x7f])")
"""Alt and a character, Enter or Backspace, or Escape and that; no further text after it."""


class TokenKind(Enum):
    """What a token of the input is."""

    KEYS = auto()
    """Characters, each of them a key."""
    ESCAPE = auto()
    """The key Escape."""
    ALT_KEY = auto()
    """A character with Alt, or after Escape."""
    SEQUENCE = auto()
    """A whole escape sequence: another key, the mouse, a reply of the terminal."""
    TYPED_TEXT = auto()
    """Text that arrived faster than anyone types: a paste that the terminal did not mark."""
    PASTE = auto()
    """A paste that the terminal marked."""


class InputToken(NamedTuple):
    """One token of the input."""

    kind: TokenKind
    text: str


class InputTokenizer:
    """Splits what a terminal sends into tokens, and buffers incomplete ones.

    Args:
        escape_delay: Seconds after which an Escape that nothing follows is the key.
        joins_escape: Whether Escape and the sequence of a key in one read are that key with Alt.
    """

    def __init__(self, escape_delay: float, *, joins_escape: bool = True) -> None:
        self._escape_delay = escape_delay
        self._joins_escape = joins_escape
        # Bytes that are not UTF-8 become U+FFFD.
        self._decode = getincrementaldecoder("utf-8")("replace").decode
        self._rest = ""
        """The start of a sequence, or during a paste the start of its end mark."""
        self._paste: list[str] | None = None
        """The parts of the paste that has begun; None outside of one."""
        self._follows_escape = False
        """Whether the last token was an Escape that timed out, and so counted as the key."""
        self._is_late = False
        """Whether the buffered sequence continues such an Escape, which must not count twice."""

    @property
    def timeout(self) -> float | None:
        """Seconds without input after which to call `time_out`; None when nothing is buffered."""
        if self._paste is not None:
            return _PASTE_TIMEOUT_S
        if self._rest in {ESCAPE, _ESCAPE_TWICE}:
            return self._escape_delay
        if self._rest:
            return _SEQUENCE_TIMEOUT_S
        return _LATE_SEQUENCE_TIMEOUT_S if self._follows_escape else None

    def feed(self, data: bytes) -> list[InputToken]:
        """Return the tokens that are complete with `data`."""
        text = self._decode(data)
        is_pressed_again = self._rest == ESCAPE and text.startswith(ESCAPE) and self._paste is None
        before = [InputToken(TokenKind.ESCAPE, ESCAPE)] if is_pressed_again else []
        text = text if is_pressed_again else self._rest + text
        self._rest = ""
        if self._follows_escape and text[:1] in {"[", "O"}:
            text = ESCAPE + text
            self._is_late = True
        self._follows_escape = False
        return [*before, *self._split(text)]

    def time_out(self) -> list[InputToken]:
        """Return the tokens of the buffer, after which nothing came in time."""
        rest, self._rest = self._rest, ""
        if self._paste is not None:
            return [self._end_paste(rest)]
        tokens = []
        if len(rest) in {1, 2} and not self._is_late:
            tokens.append(InputToken(TokenKind.ESCAPE, ESCAPE))
        if len(rest) == 2 and rest != _ESCAPE_TWICE:  # noqa: PLR2004 - and the key behind it
            tokens.append(InputToken(TokenKind.KEYS, rest[1]))
        self._follows_escape, self._is_late = rest in {ESCAPE, _ESCAPE_TWICE}, False
        return tokens

    def _split(self, text: str) -> Iterator[InputToken]:
        """Yield the tokens of a text, and buffer an incomplete one."""
        index = 0
        while index < len(text):
            if self._paste is not None:
                end = text.find(_PASTE_END, index)
                if end < 0:
                    tail = text[max(index, len(text) - len(_PASTE_END)) :]
                    self._rest = _partial_end_mark(tail)
                    self._paste.append(text[index : len(text) - len(self._rest)])
                    return
                yield self._end_paste(text[index:end])
                index = end + len(_PASTE_END)
                continue
            start = text.find(ESCAPE, index)
            if start != index:
                end = start if start > 0 else len(text)
                yield from _split_plain(text[index:end])
                index = end
            elif sequence := self._sequence_at(text, index):
                self._is_late = False
                index = sequence.end()
                if sequence[0] == _PASTE_START:
                    self._paste = []
                elif sequence[0] != _PASTE_END:  # the end mark of a paste that timed out
                    yield InputToken(TokenKind.SEQUENCE, sequence[0])
            elif not self._is_late and (alt := _ALT_KEY.match(text, index)):
                index = alt.end()
                yield InputToken(TokenKind.ALT_KEY, alt[1])
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

    def _sequence_at(self, text: str, index: int) -> re.Match[str] | None:
        """Return the complete sequence that begins at an index, if there is one."""
        is_split = not self._joins_escape and text.startswith(_ESCAPE_TWICE, index)
        return None if is_split else _SEQUENCE.match(text, index)

    def _end_paste(self, last: str) -> InputToken:
        """End the paste with its last part, and return it."""
        text = "".join([*(self._paste or ()), last])
        self._paste = None
        return InputToken(TokenKind.PASTE, _BARE_ESCAPE.sub("", text))


def _partial_end_mark(text: str) -> str:
    """Return the longest suffix of `text` that is a prefix of the end mark of a paste."""
    lengths = range(min(len(text), len(_PASTE_END) - 1), 0, -1)
    suffixes = (text[-length:] for length in lengths)
    return next((suffix for suffix in suffixes if _PASTE_END.startswith(suffix)), "")


def _split_plain(text: str) -> Iterator[InputToken]:
    """Yield text without sequences as keys; long runs of it as typed text."""
    if len(text) < MIN_TYPED_TEXT_CHARS:
        # By default xterm sends some keys with Alt as controls of the second set.
        if text := _SECOND_CONTROLS.sub("", text):
            yield InputToken(TokenKind.KEYS, text)
        return
    keys = _CONTROLS if len(text) >= _MIN_PASTE_CHARS else _CONTROLS_AND_TAB
    for run in keys.split(text):
        if run:
            is_text = len(run) >= MIN_TYPED_TEXT_CHARS and not keys.match(run)
            yield InputToken(TokenKind.TYPED_TEXT if is_text else TokenKind.KEYS, run)


def joins_escape(environ: Mapping[str, str]) -> bool:
    """Return whether Escape and the sequence of a key in one read are one key.

    GNU screen holds Escape for 0.3 seconds (screen(1), `maptimeout`), and then sends it together
    with what was pressed meanwhile.
    """
    return "STY" not in environ or "TMUX" in environ


def escape_delay(environ: Mapping[str, str]) -> float:
    """Return the seconds to wait after a lone Escape; tmux and screen send sequences whole."""
    is_remote = "SSH_CONNECTION" in environ or "SSH_TTY" in environ
    if is_remote and "TMUX" not in environ and "STY" not in environ:
        return max(constants.ESCAPE_DELAY, _REMOTE_ESCAPE_DELAY_S)
    return constants.ESCAPE_DELAY
