"""Text that arrived faster than anyone types, as a paste that the terminal did not mark.

It stands for the keys that it consists of, so a widget takes it as if it were typed. One with
`takes_lines` gets it whole, one with `takes_text` line by line, and any other key by key: a key may
open the widget that takes the rest.
"""

import re
from typing import Self

from textual._xterm_parser import XTermParser
from textual.events import Key, Paste

_MAX_LEADING_KEYS = 40
"""Keys that may lead to a widget that takes text. Text that leads to none in as many is a paste
by mistake, and its characters are not commands."""

_LINE_END = re.compile("\r\n?|\n")
"""The end of a line: Enter."""


def key_of(character: str) -> Key:
    """Return the key that types a character.

    Args:
        character: Any but Escape.
    """
    [key] = XTermParser().feed(character)
    if not isinstance(key, Key):
        raise TypeError(character)
    return key


class TypedText(Paste):
    """What arrived.

    Args:
        text: The characters.
        keys_given: How many characters right before these were given as single keys.
    """

    def __init__(self, text: str, keys_given: int = 0) -> None:
        super().__init__(text)
        self._keys_given = keys_given

    def split_key(self) -> tuple[Key | None, Self | None]:
        """Return the first key and the rest; nothing when enough keys led nowhere."""
        if self._keys_given == _MAX_LEADING_KEYS:
            return None, None
        if end := _LINE_END.match(self.text):
            return Key("enter", "\r"), self._rest(end.end(), self._keys_given + 1)
        first = self.text[0]
        return key_of(first), self._rest(1, self._keys_given + 1)

    def split_line(self) -> tuple[Key | Self | None, Self | None]:
        """Return the first line, or the Enter that it begins with, and the rest."""
        end = _LINE_END.search(self.text)
        if end is None:
            return self, None
        if end.start() == 0:
            return Key("enter", "\r"), self._rest(end.end())
        return type(self)(self.text[: end.start()]), self._rest(end.start())

    def _rest(self, start: int, keys_given: int = 0) -> Self | None:
        """Return the text from an index on, unless it is empty."""
        return type(self)(self.text[start:], keys_given) if self.text[start:] else None
