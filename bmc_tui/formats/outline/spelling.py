"""Corrects the misspelt names of blocks in a document that names several: `Costumer segments`.

A name is a misspelling of another one if some letters are left out, doubled, exchanged or replaced:
one in a word, two in a long one, never the first letter. It is corrected if three blocks or more
are named in its form, and no other line there names that block; and never if it is a word of the
method itself.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

from bmc_tui.formats.outline.items import Cell, OutlineItem, Table
from bmc_tui.formats.result import Remark
from bmc_tui.guide import languages, load
from bmc_tui.guide.aliases import (
    block_names,
    folded_words,
    is_method_title,
    is_parked_heading,
    phase_named,
    without_number,
)
from bmc_tui.guide.method_lines import lean_line
from bmc_tui.guide.named_lines import block_of_heading, question_in_line, split_name
from bmc_tui.model.blocks import Block
from bmc_tui.model.caching import cache_short_texts

_MIN_BLOCKS = 3
"""Minimum number of blocks that are named in the form of a misspelt name."""

_MAX_CHARACTERS = 60
"""Maximum number of characters of a name."""

_MIN_LETTERS_OF_WORD = 10
"""Minimum number of letters of a name of one word: many a shorter word is a letter away from
another."""

_MIN_LETTERS_OF_TITLE = 7
"""The same of a title of the method in one of the product's languages."""

_MIN_LETTERS_JOINED = 9
"""Minimum number of letters of a name whose words may be written as one."""

_MAX_SLIPS = 2
"""Maximum number of slips in a name."""

_MIN_LETTERS_WITH_SLIP = 5
"""Minimum number of letters of a word with one slip."""

_MIN_LETTERS_WITH_TWO = 9
"""Minimum number of letters of a word with two slips; one fewer where none is missing or too
many."""

_MAX_CANDIDATES = 1_000
"""Maximum number of texts of a document that are compared: a canvas has far fewer lines that can be
names."""

_Form = tuple[str, int]
"""How an item would name a block: as a heading of a level, a bold line, a label."""


def with_names_corrected(
    items: Sequence[OutlineItem],
) -> tuple[Sequence[OutlineItem], list[Remark]]:
    """Return a document with the misspelt names in it corrected, and a remark on each.

    Args:
        items: The document.
    """
    blocks: dict[_Form, set[Block]] = {}
    slips: dict[_Form, dict[Block, set[str]]] = {}
    candidates: set[str] = set()
    for form, name in _names(items):
        named = split_name(name)
        if named:
            blocks.setdefault(form, set()).add(named.named)
        elif len(candidates) < _MAX_CANDIDATES:
            candidates.add(name)
            if block := block_misspelt(name):
                slips.setdefault(form, {}).setdefault(block, set()).add(name)
    corrections = {
        (form, name): block
        for form, names_by_block in slips.items()
        for block, names in names_by_block.items()
        for name in names
        if len(names) == 1
        and block not in blocks.get(form, ())
        and len({*blocks.get(form, ()), *names_by_block}) >= _MIN_BLOCKS
    }
    if not corrections:
        return items, []
    remarks: list[Remark] = []
    return [_corrected(item, corrections, remarks) for item in items], remarks


@cache_short_texts
def block_misspelt(name: str) -> Block | None:
    """Return the only block that a text is a misspelt name of; None for any other text.

    Args:
        name: The text, which is not the name of a block itself.
    """
    text = without_number(name).strip(" :.*")
    words = tuple(folded_words(text).split())
    if not words or len(text) > _MAX_CHARACTERS:
        return None
    blocks = {
        block
        for other, letters, block in _names_by_start().get((len(words), words[0][0]), ())
        if len(letters.symmetric_difference("".join(words))) <= 2 * _MAX_SLIPS
        and _is_slip(words, other)
    }
    if len(words) == 1 and (block := _joined_names().get(words[0])):
        blocks.add(block)
    return blocks.pop() if len(blocks) == 1 and not _is_of_method(text) else None


def _is_of_method(text: str) -> bool:
    """Tell whether a text is a word of the method, or of a Lean Canvas, itself."""
    return bool(
        block_of_heading(text)
        or phase_named(text)
        or is_method_title(text)
        or is_parked_heading(text)
        or lean_line(text)
        or question_in_line(text)
    )


def _is_slip(words: Sequence[str], other: Sequence[str]) -> bool:
    """Tell whether words are misspellings of others."""
    total = 0
    for word, right in zip(words, other, strict=True):
        if word == right:
            continue
        if word[0] != right[0] or len(right) < _MIN_LETTERS_WITH_SLIP:
            return False
        is_long = len(right) + (len(word) == len(right)) >= _MIN_LETTERS_WITH_TWO
        most = _MAX_SLIPS if is_long else 1
        slips = _slips(word, right, most)
        total += slips
        if slips > most:
            return False
    return 0 < total <= _MAX_SLIPS


def _slips(word: str, right: str, most: int) -> int:
    """Return the letters left out, added, replaced or exchanged with the next (Damerau 1964).

    Args:
        word: A word.
        right: What it may be meant to be.
        most: The maximum to count; one more means any number above it.
    """
    if abs(len(word) - len(right)) > most:
        return most + 1
    above: list[int] = []
    row: list[int] = [*range(len(right) + 1)]
    for index, letter in enumerate(word):
        higher, above, row = above, row, [index + 1]
        for at, other in enumerate(right):
            slips = min(above[at] + (letter != other), above[at + 1] + 1, row[at] + 1)
            is_exchanged = index and at and letter == right[at - 1] and other == word[index - 1]
            row.append(min(slips, higher[at - 1] + 1) if is_exchanged else slips)
        if min(row) > most:
            return most + 1
    return row[-1]


@cache
def _names_by_start() -> Mapping[tuple[int, str], list[tuple[list[str], frozenset[str], Block]]]:
    """Return the words, letters and block of each name, by the count of words and first letter."""
    names: dict[tuple[int, str], list[tuple[list[str], frozenset[str], Block]]] = {}
    for name, block in block_names().items():
        words = name.split()
        if len(words) == 1:
            is_title = name in _titles()
            if len(name) < (_MIN_LETTERS_OF_TITLE if is_title else _MIN_LETTERS_OF_WORD):
                continue
        letters = frozenset("".join(words))
        names.setdefault((len(words), name[0]), []).append((words, letters, block))
    return names


@cache
def _titles() -> frozenset[str]:
    """Return the folded words of the titles of the blocks in each of the product's languages."""
    guides = [load(language) for language in languages()]
    return frozenset(folded_words(guide.title(block)) for guide in guides for block in Block)


@cache
def _joined_names() -> Mapping[str, Block]:
    """Return the block of each name of several words, by the words written as one."""
    return {
        joined: block
        for name, block in block_names().items()
        if " " in name and len(joined := name.replace(" ", "")) >= _MIN_LETTERS_JOINED
    }


def _names(items: Sequence[OutlineItem]) -> Iterator[tuple[_Form, str]]:
    """Yield the texts that can be names, each with its form."""
    for item in items:
        if item.table:
            for row in item.table.rows:
                for cell in row:
                    if cell.items and not cell.items[0].table:
                        yield from _names_of(cell.items[0], is_cell=True)
        else:
            yield from _names_of(item)


def _names_of(item: OutlineItem, *, is_cell: bool = False) -> Iterator[tuple[_Form, str]]:
    """Yield what of an item can be a name: all of it, or the label before a colon."""
    label, colon, rest = item.text[: _MAX_CHARACTERS + 1].partition(":")
    may_be_name = item.level or item.plain or item.lead or item.children
    if item.block or not may_be_name or len(label) > _MAX_CHARACTERS:
        return
    kind = "cell" if is_cell else "bold" if item.lead else "plain" if item.plain else "bullet"
    form = f"{kind}:" if colon and rest.strip() else kind
    yield (form, item.level), label


def _corrected(
    item: OutlineItem, corrections: Mapping[tuple[_Form, str], Block], remarks: list[Remark]
) -> OutlineItem:
    """Return an item with the misspelt names in it corrected.

    Args:
        item: The item.
        corrections: The block of each misspelt name, by its form and the name.
        remarks: Collects a remark on each.
    """
    if item.table:
        rows = [
            [_corrected_cell(cell, corrections, remarks) for cell in row] for row in item.table.rows
        ]
        return replace(item, table=Table(rows, item.table.has_titles))
    return _corrected_text(item, corrections, remarks, is_cell=False)


def _corrected_cell(
    cell: Cell, corrections: Mapping[tuple[_Form, str], Block], remarks: list[Remark]
) -> Cell:
    """Return a cell with a misspelt name in its first line corrected."""
    if not cell.items or cell.items[0].table:
        return cell
    first, *rest = cell.items
    first = _corrected_text(first, corrections, remarks, is_cell=True)
    return replace(cell, items=[first, *rest])


def _corrected_text(
    item: OutlineItem,
    corrections: Mapping[tuple[_Form, str], Block],
    remarks: list[Remark],
    *,
    is_cell: bool,
) -> OutlineItem:
    """Return an item with a misspelt name at its start corrected."""
    for form, name in _names_of(item, is_cell=is_cell):
        if block := corrections.get((form, name)):
            title = load("en").title(block)
            remarks.append(Remark(item.line, "reading.misspelt", {"text": name, "block": block}))
            lead = item.lead.replace(name, title, 1)
            return replace(item, text=title + item.text[len(name) :], lead=lead)
    return item
