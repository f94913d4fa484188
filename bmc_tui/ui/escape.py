"""Escape and the key that came right behind it, told apart.

A terminal sends alt and a letter as Escape and that letter. Nothing here is alt and a letter, but
Escape and a letter often arrive at once: over a slow line, in tmux (which holds Escape back), from
a fast hand. Textual would take them for one key, and type what some keyboards have there.
"""

import re
from collections.abc import Iterator

ESCAPE = "\x1b"

_ALONE = re.compile("\x1b(?=[\r\t !-NQ-WYZ\\\\`-~])")
"""An Escape with a key behind it that starts no sequence: those start with `[ O P X ] ^ _`."""

_START, _END = "\x1b[200~", "\x1b[201~"
"""The marks around a paste, in which Escape is no key."""


class EscapeSplitter:
    """Splits what a terminal sends; it remembers whether a paste is going on."""

    def __init__(self) -> None:
        self._in_paste = False

    def split(self, data: str) -> Iterator[str]:
        """Yield `data` in parts; a part that is `ESCAPE` alone is the key, if more follows."""
        while data:
            mark = _END if self._in_paste else _START
            before, found, data = data.partition(mark)
            if self._in_paste:
                yield before + found
            else:
                at = 0
                for alone in _ALONE.finditer(before):
                    yield from (part for part in (before[at : alone.start()], ESCAPE) if part)
                    at = alone.end()
                if before[at:] or found:
                    yield before[at:] + found
            if found:
                self._in_paste = not self._in_paste
