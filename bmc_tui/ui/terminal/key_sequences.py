"""The keys that terminals send as escape sequences: one table for the dialects of all of them.

Sources, besides what the programs sent (`tests/unit/ui/terminal/terminal_keys.tsv`): xterm's
control sequences ("PC-Style Function Keys"), the console of Linux (console_codes(4)), urxvt(7)
("Key Codes"), PuTTY's `terminal.c` (`format_arrow_key`), Emacs' `term.el`, and kitty's keyboard
protocol (sw.kovidgoyal.net/kitty/keyboard-protocol).

A sequence that is in none of these is not a key: it does nothing, and its letters are not typed.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from bmc_tui.ui.terminal.typed_text import key_of


class KeyPress(NamedTuple):
    """A key that was pressed."""

    name: str
    """Textual's name, such as `ctrl+pageup`."""
    character: str | None = None
    """The character that it types, if any."""


_SEQUENCE = re.compile(
    "(?P<alt>\x1b?)\x1b(?:"
    "\\[(?P<console>\\[[A-E])"
    "|\\[(?P<parameters>[\\d;:]{0,40})(?P<final>[~$^@A-HP-SZa-du])"
    "|O(?P<shifts>[\\d;]{0,8})(?P<pad>[ -/:<-~])"
    "|(?P<tab>\t))"
)
"""A sequence that may be a key's, with a second Escape before it for Alt (urxvt, PuTTY)."""

_LETTERS = {
    **dict(zip("ABCDFH", ("up", "down", "right", "left", "end", "home"), strict=True)),
    **dict(zip("PQRSZ", ("f1", "f2", "f3", "f4", "shift+tab"), strict=True)),
}
"""The keys by the letter that ends their sequence."""

_ARROWS = frozenset("ABCD")

_RXVT_ARROWS = {"a": "up", "b": "down", "c": "right", "d": "left"}
"""The arrows of rxvt: with Shift after `ESC [`, with Ctrl after `ESC O`."""

_RXVT_ENDS = {"$": 1, "^": 4, "@": 5}
"""The bits of the modifiers that rxvt puts in the place of `~`."""

_EDITING = ("home", "insert", "delete", "end", "pageup", "pagedown", "home", "end")
_FUNCTIONS = (11, 12, 13, 14, 15, 17, 18, 19, 20, 21, 23, 24)
_NUMBERS = {
    **dict(enumerate(_EDITING, 1)),
    **{number: f"f{index}" for index, number in enumerate(_FUNCTIONS, 1)},
}
"""The keys by the number before `~`."""

_OTHER_KEYS = 27
"""The number before `~` of xterm's `modifyOtherKeys`: modifiers and a character follow."""

_PAD = dict(zip(["M", "I", " ", "X", *"jklmnopqrstuvwxy"], "\r\t =*+,-./0123456789", strict=True))
"""The characters of the keypad in its application mode, by the letter after `ESC O`."""

_PAD_KEYS = ("left", "right", "up", "down", "pageup", "pagedown", "home", "end", "insert", "delete")
_CODES = {
    **dict(
        zip((9, 13, 27, 32, 127), ("tab", "enter", "escape", "space", "backspace"), strict=True)
    ),
    **dict(enumerate(("enter", "", "", *_PAD_KEYS), 57414)),
}
"""Keys by kitty's numbers; those from 57414 on are the keypad's."""

_PAD_CODES = dict(enumerate("0123456789./*-+", 57399))
"""The characters of the keypad by kitty's numbers."""

_PRIVATE_CODES = range(57344, 63744)
"""Unicode's private use area, in which kitty has keys that type nothing, such as Shift itself."""

_CHARACTERS = {"enter": "\r", "tab": "\t", "backspace": "\x7f", "space": " ", "escape": "\x1b"}

_CONTROLS = {"h": "backspace", "i": "tab", "m": "enter", "[": "escape"}
"""What Ctrl and a character is in every terminal that has no name for it."""

_SHIFT, _ALT, _CTRL, _SUPER, _META = 1, 2, 4, 8, 32
_MODIFIERS = {_ALT: "alt", _CTRL: "ctrl", _SHIFT: "shift", _SUPER: "super"}
"""The bits of the modifiers, in the order of their names; what is not here, such as Caps Lock, is
not part of a key's name."""

_RELEASED = 3
"""Kitty's number for a key that is let go."""


class KeyDecoder:
    """Tells which keys a terminal has sent, and learns which arrows it sends with Ctrl."""

    def __init__(self) -> None:
        self._has_csi_arrows = False
        """Whether an arrow came as `ESC [ A`: then `ESC O A` is one with Ctrl, as PuTTY has it. In
        Emacs, and in a terminal in its application mode, that is the arrow itself."""

    def keys_of(self, sequence: str) -> list[KeyPress] | None:
        """Return the keys of a sequence: none if it is unknown, None if it is not a key's.

        Args:
            sequence: A complete escape sequence.
        """
        if (match := _SEQUENCE.fullmatch(sequence)) is None:
            return None
        alt = _ALT if match["alt"] else 0
        if match["tab"]:  # the console of Linux
            return [_named("tab", _SHIFT)]
        if match["console"]:
            return [_named(f"f{'ABCDE'.index(match['console'][1]) + 1}", alt)]
        if letter := match["pad"]:
            return list(self._pad_keys(letter, match["shifts"], alt))
        return list(self._csi_keys(match["parameters"], match["final"], alt))

    def _pad_keys(self, letter: str, shifts: str, alt: int) -> Iterator[KeyPress]:
        """Yield the key of `ESC O`, with modifiers in some old terminals."""
        modifiers = _bits(shifts.rpartition(";")[2]) | alt
        if letter in _RXVT_ARROWS:
            yield _named(_RXVT_ARROWS[letter], modifiers | _CTRL)
        elif letter in _LETTERS:
            is_ctrl = letter in _ARROWS and self._has_csi_arrows and not shifts
            yield _named(_LETTERS[letter], modifiers | (_CTRL if is_ctrl else 0))
        elif letter in _PAD and not modifiers:
            yield _typed(_PAD[letter])

    def _csi_keys(self, parameters: str, final: str, alt: int) -> Iterator[KeyPress]:
        """Yield the keys of `ESC [`; several if one types several characters."""
        first, second, third, *_ = [*parameters.split(";"), "", "", ""]
        if ":" in second and second.endswith(f":{_RELEASED}"):
            return
        number = int(first.partition(":")[0] or 1)
        modifiers = _bits(second) | alt
        if final == "u":
            yield from _kitty_keys(first, modifiers, third)
        elif final == "~" and number == _OTHER_KEYS:
            yield from _kitty_keys(third, modifiers, "")
        elif final in "~$^@":
            if number in _NUMBERS:
                yield _named(_NUMBERS[number], _with_meta(modifiers) | _RXVT_ENDS.get(final, 0))
        elif final in _RXVT_ARROWS:
            yield _named(_RXVT_ARROWS[final], modifiers | _SHIFT)
        elif final in _LETTERS and (not second or number == 1):  # else a cursor position
            if final in _ARROWS and not parameters:
                self._has_csi_arrows = True
            shifts = modifiers if second else _bits(first) | alt  # ESC [ 5 A, of old terminals
            yield _named(_LETTERS[final], _with_meta(shifts))


def _bits(parameter: str) -> int:
    """Return the bits of a parameter for modifiers, which is one more than the bits."""
    return max(0, int(parameter.partition(":")[0] or 1) - 1)


def _with_meta(modifiers: int) -> int:
    """Return modifiers with Alt for Meta, which xterm and iTerm2 may send instead."""
    meta = _SUPER | _META
    return modifiers & ~meta | _ALT if modifiers & meta else modifiers


def _named(name: str, modifiers: int) -> KeyPress:
    """Return a key that is not a character, with modifiers."""
    if name == "shift+tab":
        name, modifiers = "tab", modifiers | _SHIFT
    elif name == "escape":  # Emacs sends it with Alt
        modifiers = 0
    names = [each for bit, each in _MODIFIERS.items() if modifiers & bit]
    return KeyPress("+".join([*names, name]), None if names else _CHARACTERS.get(name))


def _typed(character: str) -> KeyPress:
    """Return the key that types a character."""
    key = key_of(character)
    return KeyPress(key.key, character)


def _kitty_keys(codes: str, modifiers: int, text: str) -> Iterator[KeyPress]:
    """Yield the keys of kitty's protocol.

    Args:
        codes: The number of the key, and after a colon that of its character with Shift.
        modifiers: The bits of the modifiers.
        text: The numbers of the characters that it types, with colons between them.
    """
    characters = [chr(int(code)) for code in text.split(":") if code and _is_text(int(code))]
    if characters and (modifiers & (_ALT | _CTRL)) != _CTRL:
        yield from map(_typed, characters)
        return
    code, _, shifted = codes.partition(":")
    number, is_shifted = int(code or 0), bool(modifiers & _SHIFT)
    name = _CODES.get(number)
    character = _PAD_CODES.get(number) or (chr(number) if _is_character(number) else "")
    if modifiers & ~_ALT == _CTRL and character in _CONTROLS:
        name, modifiers = _CONTROLS[character], modifiers & _ALT
    elif not name and character and modifiers & _CTRL:
        name = key_of(character).key
    if name:
        yield _named(name, modifiers)
    elif character:
        shifted_code = int(shifted.partition(":")[0] or 0)
        if is_shifted:
            character = chr(shifted_code) if _is_character(shifted_code) else character.upper()
        key = _typed(character)
        rest = modifiers & ~_SHIFT
        named = _named(key.name, rest)
        yield named if "+" in named.name else key


def _is_character(code: int) -> bool:
    """Return whether the number of a key is that of a character."""
    return _is_text(code) and code not in _PRIVATE_CODES and chr(code).isprintable()


def _is_text(code: int) -> bool:
    """Return whether a number is that of a character, and not of a control."""
    return _SPACE <= code < _DELETE or _LAST_CONTROL < code < _SURROGATES or code in _ASTRAL


_SPACE, _DELETE, _LAST_CONTROL, _SURROGATES = 0x20, 0x7F, 0x9F, 0xD800
_ASTRAL = range(0xE000, 0x110000)
"""The characters after the surrogates."""


_REPORT = re.compile(
    r"\x1b\[(?:<\d+;-?\d+;-?\d+[Mm]|[IO]|\?\d+;\d\$y|48;[\d:]+;[\d:]+;[\d:]+;[\d:]+t)"
)
"""What a terminal reports beside keys: the mouse, the focus, modes, its size."""

_MAX_REPORT_CHARS = 32
"""Length from which Textual takes a sequence for text."""


def is_report(sequence: str) -> bool:
    """Return whether a sequence is a report that Textual knows, and not a key or another answer."""
    return len(sequence) <= _MAX_REPORT_CHARS and _REPORT.fullmatch(sequence) is not None
