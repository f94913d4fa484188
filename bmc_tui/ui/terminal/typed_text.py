"""Text that arrived at once, as from a paste that the terminal did not mark.

It stands for the keys that it is made of, so where it is taken, it is taken as typed. A widget
with `takes_lines` gets it whole, one with `takes_text` line by line, any other key by key: a key
may open what takes the rest.
"""

import re
from typing import Self

from textual.events import Key, Paste
from textual.keys import _character_to_key

_LEADING = 40
"""Keys that may lead to where text is taken. Where they do not, it is a paste that nobody asked
for, and its characters are no commands."""

_END = re.compile("\r\n?|\n")
"""The end of a line: Enter."""


class Burst(Paste):
    """What arrived.

    Args:
        text: The characters.
        keys: How many of them were given as keys, one after another, just before these.
    """

    def __init__(self, text: str, keys: int = 0) -> None:
        super().__init__(text)
        self._keys = keys

    def key(self) -> tuple[Key | None, Self | None]:
        """Return the first key and the rest; nothing when enough keys led nowhere."""
        if self._keys == _LEADING:
            return None, None
        if end := _END.match(self.text):
            return Key("enter", "\r"), self._rest(end.end(), self._keys + 1)
        first = self.text[0]
        name = "tab" if first == "\t" else _character_to_key(first)
        return Key(name, first), self._rest(1, self._keys + 1)

    def line(self) -> tuple[Key | Self | None, Self | None]:
        """Return the first line, or the Enter that it begins with, and the rest."""
        end = _END.search(self.text)
        if end is None:
            return self, None
        if end.start() == 0:
            return Key("enter", "\r"), self._rest(end.end())
        return type(self)(self.text[: end.start()]), self._rest(end.start())

    def _rest(self, start: int, keys: int = 0) -> Self | None:
        """Return what is left from an index on, if anything is."""
        return type(self)(self.text[start:], keys) if self.text[start:] else None
