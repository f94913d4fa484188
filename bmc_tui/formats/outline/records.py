"""Tells which cells of a row with the name of a block are one note, and which are one each.

A row is one note (`Bouquets — 2400`) if a block has several rows below titles that differ, as in a
list of costs. In any other row a cell with only an amount is part of the note before it.
"""

import re
from collections.abc import Iterable, Sequence

from bmc_tui.guide.lexicon import lexicon
from bmc_tui.model.money.parts import Kind, parts
from bmc_tui.model.money.words import amount_words

_MAX_AMOUNT_CHARACTERS = 40
"""Maximum number of characters of a cell with nothing but an amount."""

_NUMBER = re.compile(r"\d+|\b[^\W_]\b|[^\w\s]")
"""What tells titles of the same kind apart: `Note 1` and `Note 2`, `Idea A` and `Idea B`."""


def is_bare_amount(text: str) -> bool:
    """Tell whether a text is an amount and nothing else: `2400`, `€ 12 per month`."""
    if len(text) > _MAX_AMOUNT_CHARACTERS or not any(map(str.isdigit, text)):
        return False
    kinds = [part.kind for part in parts(text, amount_words(lexicon()))]
    return bool(kinds) and Kind.WORD not in kinds


def are_numbered(titles: Iterable[str]) -> bool:
    """Tell whether the titles of columns only number them: then each cell is a note of its own."""
    return len({" ".join(_NUMBER.sub("", title.casefold()).split()) for title in titles}) <= 1


def has_several_rows(names: Sequence[str | None]) -> bool:
    """Tell whether a block has several rows.

    Args:
        names: What each row is about; None for a row of the block above it.
    """
    named = [name for name in names if name]
    return None in names[1:] or len(named) > len({*named})
