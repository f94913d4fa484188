"""Text that arrived faster than anyone types, as a paste that the terminal did not mark.

A widget handles it as if it were typed. `BmcApp` delivers it whole to a widget with the attribute
`takes_lines`, line by line to one with `takes_text`, and key by key to any other: a key may open
the widget that takes the rest.
"""

import re
from typing import Self

from textual._xterm_parser import XTermParser
from textual.events import Key, Paste

_MAX_LEADING_KEYS = 40
"""Keys of a text that may open a widget that takes the rest. Where none has opened by then, the
text was pasted by mistake, and its other characters must not act as commands."""

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
    """A burst of typed characters.

    Args:
        text: The characters.
        keys_delivered: The number of characters right before these that were delivered as keys.
    """

    def __init__(self, text: str, keys_delivered: int = 0) -> None:
        super().__init__(text)
        self._keys_delivered = keys_delivered

    def split_key(self) -> tuple[Key | None, Self | None]:
        """Return the first key and the rest; None for both after `_MAX_LEADING_KEYS`."""
        if self._keys_delivered == _MAX_LEADING_KEYS:
            return None, None
        if end := _LINE_END.match(self.text):
            return Key("enter", "\r"), self._rest(end.end(), self._keys_delivered + 1)
        first = key_of(self.text[0])
        first.time = self.time  # then there is no rest
        return first, self._rest(1, self._keys_delivered + 1)

    def split_line(self) -> tuple[Key | Self | None, Self | None]:
        """Return the first line, or the Enter that it begins with, and the rest."""
        end = _LINE_END.search(self.text)
        if end is None:
            return self, None
        if end.start() == 0:
            return Key("enter", "\r"), self._rest(end.end())
        first = type(self)(self.text[: end.start()])
        first.time = self.time
        return first, self._rest(end.start())

    def _rest(self, start: int, keys_delivered: int = 0) -> Self | None:
        """Return the text from an index on, unless it is empty."""
        if not self.text[start:]:
            return None
        rest = type(self)(self.text[start:], keys_delivered)
        rest.time = self.time
        return rest
