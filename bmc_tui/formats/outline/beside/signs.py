"""Finds lines with the same signs as those that name blocks, but naming none: `VI. Outlook`.

If three blocks or more are named by lines with the same signs around them (`--- Costs ---`,
`[Costs]`), with a picture before them, with their initials after them (`Costs (C)`), or with
consecutive numbers (roman ones, letters, digits), another such line is not a note of the block
before it.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from unicodedata import category

from bmc_tui.formats.outline.beside.labels import is_of_method, is_short
from bmc_tui.formats.outline.items import OutlineItem
from bmc_tui.formats.outline.names import BlockNames
from bmc_tui.model.blocks import Block

_MIN_BLOCKS = 3
"""Minimum number of blocks that are named by lines with the same signs."""

_FRAME = re.compile(r"(?P<start>[-*=<\[{(_~#|:]{1,9})\s*[^\W_].*?\s*(?P<end>[-*=>\]})_~#|:]{1,9})")
"""Signs around a line."""

_INITIALS = re.compile(r"[^()]{2,40} \([A-Z]{1,4}\)")
"""A line with initials after it."""

_NUMBER = re.compile(r"\(?(?P<number>[IVX]{1,5}|[A-Za-z]|\d{1,2})[.)]\s+(?=\S)")
"""A number before a line."""

_DIGITS = {"I": 1, "V": 5, "X": 10}


def unnamed_signs(items: Sequence[OutlineItem], names: BlockNames) -> frozenset[int]:
    """Return the identities of the lines with the signs of names that name none.

    Args:
        items: The document.
        names: The names of blocks in it.
    """
    found = {*_framed(items, names)}
    for number_of in (_bullet_number, _digits, _roman, _letter):
        found.update(_counted(items, names, number_of))
    return frozenset(found)


def _framed(items: Sequence[OutlineItem], names: BlockNames) -> Iterator[int]:
    """Yield the identity of each line with the same signs around it as the names of blocks."""
    blocks: dict[str, set[Block]] = {}
    for item in items:
        if (frame := _frame(item)) and (named := names.named(item)):
            blocks.setdefault(frame, set()).add(named.named)
    known = {frame for frame, of_frame in blocks.items() if len(of_frame) >= _MIN_BLOCKS}
    for item in items if known else ():
        if _frame(item) in known and not (names.named(item) or is_of_method(item.text)):
            yield id(item)


def _frame(item: OutlineItem) -> str:
    """Return the signs around a short line of its own; "" if it has none."""
    text = item.text.strip()
    if item.level or item.table or item.children or not item.plain or not is_short(text):
        return ""
    if match := _FRAME.fullmatch(text):
        return f"{match['start']}{match['end']}"
    if category(text[:1] or " ") == "So":
        return "picture"
    return "initials" if _INITIALS.fullmatch(text) else ""


def _counted(
    items: Sequence[OutlineItem], names: BlockNames, number_of: Callable[[OutlineItem], int]
) -> Iterator[int]:
    """Yield the identity of each item numbered along with those that name blocks: `5. Sources`.

    Args:
        items: The document.
        names: The names of blocks in it.
        number_of: Returns the number of an item; 0 if it has none.
    """
    counted = [(item, number) for item in items if (number := number_of(item))]
    heads = {id(item): named for item, _ in counted if (named := names.named(item))}
    if len({named.named for named in heads.values() if not named.has_note}) < _MIN_BLOCKS:
        return
    numbers = {number for item, number in counted if id(item) in heads}
    last = 0
    for item, number in counted:
        if id(item) in heads:
            last = number
        elif number == last + 1 and number not in numbers:
            last = number
            if is_short(item.text) and not is_of_method(item.text):
                yield id(item)


def _bullet_number(item: OutlineItem) -> int:
    """Return the number of a bullet."""
    return item.number


def _digits(item: OutlineItem) -> int:
    """Return the number before a line, in digits."""
    number = _number(item)
    return int(number) if number.isdecimal() else 0


def _letter(item: OutlineItem) -> int:
    """Return the number before a line, as a letter."""
    number = _number(item)
    return ord(number.lower()) - ord("a") + 1 if len(number) == 1 and number.isalpha() else 0


def _roman(item: OutlineItem) -> int:
    """Return the number before a line, as a roman one."""
    number = _number(item)
    if not number or not _DIGITS.keys() >= {*number}:
        return 0
    values = [_DIGITS[sign] for sign in number]
    # A smaller sign before a larger one is subtracted from it: IV is 4.
    return sum(
        -value if value < max(values[index:]) else value for index, value in enumerate(values)
    )


def _number(item: OutlineItem) -> str:
    """Return the number before a line of its own; "" if there is none."""
    if item.level or item.table or not item.plain:
        return ""
    match = _NUMBER.match(item.text)
    return match["number"] if match else ""
