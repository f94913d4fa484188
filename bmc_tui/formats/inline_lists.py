"""Lists whose items follow one another on a line, each after a sign: `• Tea • Coffee`.

A table in Markdown has its notes in such a list, with a break before each sign: if a program drops
the breaks, as pandoc does for Word, the signs still separate the notes.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple


class Signs(NamedTuple):
    """The signs of a list."""

    bullet: str
    """Before each item."""
    arrow: str
    """Before each heading among the items."""


_SIGNS = (Signs("•", "▸"), Signs("◦", "►"), Signs("▪", "▶"), Signs("‣", "➤"))
"""The signs of lists, those that are used first first."""


class ListPart(NamedTuple):
    """An item of a list on a line, or a heading among the items."""

    text: str
    is_heading: bool


def signs_for(texts: Iterable[str]) -> Signs:
    """Return the signs for a list: the first ones that none of its texts contains.

    Args:
        texts: The texts of the items.
    """
    characters = {character for text in texts for character in text}
    return next((signs for signs in _SIGNS if characters.isdisjoint(signs)), _SIGNS[0])


def split_list(line: str) -> list[ListPart]:
    """Return the parts of a line that starts with a sign and has more signs of the same list.

    Args:
        line: The line.

    Returns:
        [] for any other line.
    """
    for signs in _SIGNS:
        if line.startswith(tuple(f"{sign} " for sign in signs)):
            parts = re.split(rf"\s+(?=[{signs.bullet}{signs.arrow}]\s)", line)
            if len(parts) > 1:
                return [
                    ListPart(part[1:].strip(), is_heading=part.startswith(signs.arrow))
                    for part in parts
                ]
    return []
